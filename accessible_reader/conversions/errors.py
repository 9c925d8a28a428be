"""What can go wrong with a conversion besides the book: see also :mod:`converters.errors`."""

from __future__ import annotations

from converters.errors import ConversionError


class ServiceError(ConversionError):
    """The service could not do it; the code says why."""


class NotFound(ServiceError):
    """There is no such edition, conversion or artifact."""


class NotNow(ServiceError):
    """It is there, but not in a state in which this can be done."""
