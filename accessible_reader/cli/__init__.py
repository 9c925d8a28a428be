"""The command line. Each command is one small file."""

from accessible_reader.cli.app import main

__all__ = ["main"]
