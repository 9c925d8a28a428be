"""Reading rules: text as a person says it, by language."""

from converters.speech.normalise.common import HAN, Written, count_words
from converters.speech.normalise.english import english

__all__ = ["HAN", "Written", "count_words", "english"]
