"""Chinese: words, readings, numbers."""

from converters.language.chinese.model import Analysis, Uncertain, Word

__all__ = ["Analysis", "Uncertain", "Word"]
