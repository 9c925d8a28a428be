"""DAISY 2.02: what the players in people's hands read."""

from converters.speech.packages.daisy202.converter import Daisy202Converter

__all__ = ["Daisy202Converter"]
