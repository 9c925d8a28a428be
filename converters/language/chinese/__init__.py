"""Chinese: words, readings, numbers. :class:`ChineseAnalyser` is the door."""

from converters.language.chinese.analyser import ChineseAnalyser
from converters.language.chinese.joining import JoinPolicy
from converters.language.chinese.lexicon import Lexicon, LexiconEntry, load_lexicon, parse_lexicon
from converters.language.chinese.model import Analysis, Uncertain, Word
from converters.language.chinese.review import most_frequent_first

__all__ = [
    "Analysis",
    "ChineseAnalyser",
    "JoinPolicy",
    "Lexicon",
    "LexiconEntry",
    "Uncertain",
    "Word",
    "load_lexicon",
    "most_frequent_first",
    "parse_lexicon",
]
