"""Whatever the book: JSON gives it back, ids are unique, sentences hold every word once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from converters.book import Book, Link, NavigationPoint, NoteReference, book_from_json, book_to_json, leaves
from converters.language import SentenceIndex, sentences_of, split_sentences
from tests.property.strategies import add_pictures, books

ANY_TEXT = st.text(st.characters(), max_size=60)


def nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from nodes(getattr(value, field.name))


@settings(max_examples=60, deadline=None)
@given(books())
def test_json_gives_the_book_back(book: Book) -> None:
    text = book_to_json(book)
    again = book_from_json(text)
    assert again == book
    assert book_to_json(again) == text
    assert book_from_json(book_to_json(book, indent=1)) == book


@settings(max_examples=60, deadline=None)
@given(books())
def test_ids_are_unique_and_every_target_exists(book: Book) -> None:
    everything = list(nodes(book.sections))
    ids = Counter(node.id for node in everything if hasattr(node, "id"))
    assert all(ids)
    assert max(ids.values()) == 1
    for node in everything:
        if isinstance(node, NoteReference):
            assert node.note in ids
        if isinstance(node, Link) and node.target.startswith("#"):
            assert node.target == "#" or node.target[1:] in ids
    assert all(page.target in ids for page in book.pages)
    assert all(node.target in ids for node in nodes(book.contents) if isinstance(node, NavigationPoint))


@settings(max_examples=60, deadline=None)
@given(books())
def test_sentences_hold_every_word_once_in_order(book: Book) -> None:
    index = sentences_of(book)
    ids = [sentence.id for sentence in index]
    assert len(ids) == len(set(ids)) == len(index)
    for leaf in leaves(book):
        covers(leaf.text, [(s.start, s.end) for s in index.of(leaf.node.id)])
    assert SentenceIndex.from_json(index.to_json()) == index


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(ANY_TEXT, st.text(st.sampled_from("ab A.?!…。！？”’\"'」』()，, \n\t123pMr"), max_size=80)),
    st.sampled_from(["en", "zh-Hans", "", "ar"]),
)
def test_any_text_is_covered(text: str, language: str) -> None:
    covers(text, split_sentences(text, language))


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("ab ，,。"), min_size=1, max_size=8), st.integers(200, 2000))
def test_no_sentence_is_endless(piece: str, times: int) -> None:
    text = piece * times
    spans = split_sentences(text, "en")
    covers(text, spans)
    assert all(end - start <= 1000 for start, end in spans)


def covers(text: str, spans: list[tuple[int, int]]) -> None:
    """Every character that is not white space is in exactly one span; spans are in order, not empty, and trimmed."""
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


def test_pictures_of_generated_books_are_there(workspace) -> None:
    add_pictures(workspace)
