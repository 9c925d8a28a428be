"""What can go wrong with a conversion besides the book: the service's own errors, see :mod:`accessible_reader.errors`."""

from accessible_reader.errors import NotFound, NotNow, ServiceError

__all__ = ["NotFound", "NotNow", "ServiceError"]
