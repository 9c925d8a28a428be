"""What can go wrong in the service, as one tree. It hangs below the converters' own, so that whoever tells people about errors needs only one.

::

    ConversionError             (converters.errors) has a stable ``code`` and parameters for its sentence
    └── ServiceError            the service cannot do it; exit status 2, a 4xx page
        ├── NotFound            there is no such thing: 404
        ├── NotNow              it is there, but not in a state in which this can be done: 409
        ├── NotAllowed          this person may not do that for that person; the code is the reason: 403
        ├── SignInRefused       not let in: wrong card number or PIN, a link that is used up, too fast: 401 or 429
        └── BadRecord           what was entered does not fit: a field, a PIN, a row of a file: 422

Parameters never hold personal data: errors end up in logs. They name fields, lines and seconds, not what was entered.
"""

from __future__ import annotations

from converters.errors import ConversionError


class ServiceError(ConversionError):
    """The service cannot do it; the code says why."""


class NotFound(ServiceError):
    """There is no such thing."""


class NotNow(ServiceError):
    """It is there, but not in a state in which this can be done."""


class NotAllowed(ServiceError):
    """Somebody may not do that for that person; the code is the reason."""


class SignInRefused(ServiceError):
    """Not let in. ``params["seconds"]``, where given, is how long to wait before the next try."""


class BadRecord(ServiceError):
    """What was entered does not fit."""
