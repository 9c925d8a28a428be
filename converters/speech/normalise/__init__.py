"""Reading rules: text as a person says it, by language."""

from converters.speech.normalise.chinese import chinese
from converters.speech.normalise.code import spelled
from converters.speech.normalise.common import HAN, Written, count_words
from converters.speech.normalise.english import english

__all__ = ["HAN", "Written", "chinese", "count_words", "english", "spelled"]
