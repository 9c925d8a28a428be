"""DAISY 3 (ANSI/NISO Z39.86-2005)."""

from converters.speech.packages.daisy3.converter import Daisy3Converter

__all__ = ["Daisy3Converter"]
