"""Log lines that cannot tell anything about anybody. See ``careful.py`` for how."""

from accessible_reader.logs.careful import OpenWord
from accessible_reader.logs.context import about, about_process
from accessible_reader.logs.setup import configure_logging

__all__ = ["OpenWord", "about", "about_process", "configure_logging"]
