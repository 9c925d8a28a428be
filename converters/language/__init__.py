"""Language analysis: sentences, and later words and readings, once for every converter."""

from converters.language.detect import detect_language
from converters.language.sentence_index import Sentence, SentenceIndex, sentences_of
from converters.language.sentences import split_sentences
from converters.language.tags import base_language, is_chinese, is_simplified, is_traditional, normalise_tag

__all__ = [
    "Sentence",
    "SentenceIndex",
    "base_language",
    "detect_language",
    "is_chinese",
    "is_simplified",
    "is_traditional",
    "normalise_tag",
    "sentences_of",
    "split_sentences",
]
