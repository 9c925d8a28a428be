"""Language analysis: sentences, and later words and readings, once for every converter."""

from converters.language.sentence_index import Sentence, SentenceIndex, sentences_of
from converters.language.sentences import split_sentences

__all__ = ["Sentence", "SentenceIndex", "sentences_of", "split_sentences"]
