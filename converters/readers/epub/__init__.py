"""EPUB 2 and 3, read by our own small reader on lxml, one module a part of the specification."""

from converters.readers.epub.reader import EpubReader

__all__ = ["EpubReader"]
