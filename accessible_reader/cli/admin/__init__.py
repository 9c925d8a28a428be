"""Commands for those who look after the service."""

from accessible_reader.cli.admin.group import make_admin

__all__ = ["make_admin"]
