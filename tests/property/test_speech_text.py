"""No word of the book is lost between the Book and what is spoken."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from converters.book import (
    Book,
    Heading,
    Leaf,
    Math,
    MathBlock,
    Paragraph,
    Ruby,
    Section,
    VerseLine,
    leaves,
    sections_of,
)
from converters.book.inlines import Container, inline_text
from converters.book.walk import inlines_of
from converters.chapters import chapters
from converters.language import SentenceIndex, sentences_of
from converters.language.maths import usable_alternative
from converters.readers import read_book_here
from converters.speech.choices import Choices, NotesChoice, Verbosity, choices_of
from converters.speech.narrate import narrate
from converters.speech.normalise import HAN, count_words
from converters.speech.normalise.english_tables import ABBREVIATIONS, BEFORE_NUMBERS, UNITS
from converters.speech.notes import index_notes
from converters.speech.pages import page_places
from converters.speech.pinyin import readings
from converters.speech.script import Mark, lines_of
from converters.speech.voices import VoiceTable
from converters.workspace import Workspace
from tests.books_folder import shared_books
from tests.property.strategies import books

# What the reading rules may write otherwise: everything else has to come back letter by letter.
_REWRITTEN = {
    *(
        word.lower()
        for name in (*ABBREVIATIONS, *BEFORE_NUMBERS, *UNITS)
        for word in re.findall("[A-Za-z]+", name)
    ),
    "st",
    "dr",
}
_PLAIN_WORD = re.compile(f"[{HAN}]|[A-Za-z\u00c0-\u00ff]{{2,}}")
_NOT_PLAIN = re.compile(
    r"\S*(?:://|www\.|@|\d)\S*|\b[IVXLCDM]+\b|\b[ivxlc]+\b|\b(?:Ph|Litt|Sc|Ed|Th)\.|\b(?:[A-Za-z]\.)+|\$\S*"
)
_MOST_CHAPTERS = 12
_FEW_CHAPTERS = 3


def plain_words(text: str) -> list[str]:
    """Words that no rule changes."""
    kept = _NOT_PLAIN.sub(" ", text)
    return [
        word
        for word in _PLAIN_WORD.findall(kept)
        if word.lower() not in _REWRITTEN and (len(word) > 1 or readings(word) != ("",))
    ]


def pieces(leaf: Leaf) -> list[str]:
    """The texts a leaf is made of, cut at inline markup; TeX and "not available" beside formulas are not words."""
    if not isinstance(leaf.node, (Paragraph, Heading, VerseLine)):
        return (
            [leaf.text]
            if not isinstance(leaf.node, MathBlock) or usable_alternative(leaf.text, leaf.node.mathml)
            else []
        )
    return [
        inline_text(inline)
        for inline in inlines_of(leaf.node.content)
        if not isinstance(inline, (*Container, Ruby))
        and not (isinstance(inline, Math) and not usable_alternative(inline.alternative, inline.mathml))
    ]


def spoken_lines(
    book: Book, sentences: SentenceIndex, choices: Choices, most: int | None = None
) -> tuple[dict[str, str], Counter[str], int]:
    """(mark → what is said there, all counts, words of the source in those chapters)."""
    said: dict[str, str] = {}
    counts: Counter[str] = Counter()
    notes = index_notes(book)
    table = VoiceTable()
    for chapter in chapters(book)[:most]:
        narration = narrate(
            book,
            sentences,
            chapter,
            choices,
            can_speak=lambda tag: table.voice_for(tag) is not None,
            notes=notes,
            respell=lambda text, _language: text,
        )
        counts.update(narration.tally.counts())
        for line in lines_of(narration.script):
            if line.mark:
                assert line.mark not in said, f"said twice: {line.text}"
                said[line.mark] = line.text
        marks = [item.id for item in narration.script if isinstance(item, Mark)]
        assert len([mark for mark in marks if mark]) == len({mark for mark in marks if mark})
    return (
        said,
        counts,
        sum(counts[name] for name in ("words_spoken", "words_replaced", "words_skipped", "words_unspoken")),
    )


def check(book: Book, choices: Choices, most: int | None = None) -> None:
    sentences = sentences_of(book)
    said, counts, accounted = spoken_lines(book, sentences, choices, most)
    assert counts["words"] == accounted
    wanted = {section for chapter in chapters(book)[:most] for section in chapter.sections}
    total = 0
    for leaf in leaves(book):
        if leaf.section not in wanted:
            continue
        own = sentences.of(leaf.node.id)
        for sentence in own:
            total += count_words(leaf.text[sentence.start : sentence.end])
            assert sentence.id in said, f"never said: {leaf.text[sentence.start : sentence.end]!r}"
        spoken = " ".join(said[sentence.id] for sentence in own)
        place = 0
        for text in pieces(leaf):
            # Piece by piece: a formula right before a word is set off from it when spoken.
            for word in plain_words(text):
                found = spoken.find(word, place)
                assert found >= 0, f"{word!r} of {text!r} is missing in {spoken!r}"
                place = found + len(word)
    assert counts["words"] == total


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(books())
def test_every_word_of_a_book_is_said(book: Book) -> None:
    check(book, Choices())
    check(book, Choices(notes="at-reference", print_pages=True))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(books())
def test_what_is_skipped_is_counted(book: Book) -> None:
    check_levels(book)


def check_levels(book: Book, most: int | None = None) -> None:
    """At every level the same words are accounted for, and pages come once each, in their order."""
    sentences = sentences_of(book)
    wanted = {section for chapter in chapters(book)[:most] for section in chapter.sections}
    pages = [page for section in sections_of(book) if section.id in wanted for page in pages_in(section)]
    seen = set()
    for verbosity in get_args(Verbosity):
        for notes in (None, *get_args(NotesChoice)):
            said, counts, accounted = spoken_lines(book, sentences, choices_of(verbosity, notes=notes), most)
            assert counts["words"] == accounted
            assert min(counts.values()) >= 0
            assert [mark for mark in said if mark in set(pages)] == pages
            seen.add(counts["words"])
    assert len(seen) == 1, "as many words are accounted for, however many are said"


def pages_in(section: Section) -> list[str]:
    return [page.id for page in page_places(section.blocks)]


@pytest.mark.slow
@pytest.mark.parametrize("path", shared_books(), ids=lambda path: path.name)
def test_every_word_of_a_real_book_is_said(path: Path, workspace: Workspace) -> None:
    book = read_book_here(path, workspace).book
    check(book, Choices(), _MOST_CHAPTERS)


@pytest.mark.slow
@pytest.mark.parametrize("path", shared_books(), ids=lambda path: path.name)
def test_words_of_a_real_book_are_accounted_for_at_every_level(path: Path, workspace: Workspace) -> None:
    check_levels(read_book_here(path, workspace).book, _FEW_CHAPTERS)
