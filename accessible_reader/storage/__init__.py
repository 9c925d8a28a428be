"""Where books and artifacts lie: a local folder or S3, one API."""

from accessible_reader.storage.files import FileStore, StorageError, StoredFile, open_store

__all__ = ["FileStore", "StorageError", "StoredFile", "open_store"]
