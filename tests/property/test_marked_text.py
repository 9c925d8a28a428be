"""Text with marks: every sentence of any book is an element with exactly its words, in three vocabularies."""

import pytest
from hypothesis import HealthCheck, given, settings

from converters.book import Book, Image, LineBreak, Link, Metadata, Paragraph, Section, Text, assign_ids
from converters.marked_text import DTBOOK, EPUB_XHTML, XHTML_1, Vocabulary
from tests.books_folder import SHARED
from tests.marked_text_checks import check_marks, dtd_errors, marked
from tests.property.strategies import books

FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
VOCABULARIES = pytest.mark.parametrize(
    "vocabulary", [EPUB_XHTML, XHTML_1, DTBOOK], ids=lambda one: type(one).__name__
)


@VOCABULARIES
def test_every_sentence_is_an_element_with_its_words(vocabulary: Vocabulary) -> None:
    @FEW
    @given(books())
    def check(book: Book) -> None:
        check_marks(book, vocabulary)

    check()


@pytest.mark.skipif(
    not (SHARED / "schemas").is_dir(), reason="DTDs lie in a folder ../shared/schemas beside the clone"
)
@pytest.mark.parametrize("vocabulary", [XHTML_1, DTBOOK], ids=lambda one: type(one).__name__)
def test_random_books_are_valid(vocabulary: Vocabulary) -> None:
    @FEW
    @given(books())
    def check(book: Book) -> None:
        assert dtd_errors(book, vocabulary) == []

    check()


@VOCABULARIES
def test_a_picture_without_words_in_the_midst_of_a_sentence(vocabulary: Vocabulary) -> None:
    """Our words for it are an attribute, not words of the sentence."""
    content = (Text("Nobody saw it."), Image("picture", None), Text("She said no. And left."))
    section = Section("One", (Paragraph(content),), level=1)
    check_marks(assign_ids(Book(Metadata("A title", "en"), (section,), ())), vocabulary)


@VOCABULARIES
def test_a_link_over_two_sentences_has_no_piece_without_words(vocabulary: Vocabulary) -> None:
    """Ace found the blank between them to be a link without a name."""
    link = Link("https://example.org/", (Text("First sentence. Second one."), LineBreak(), Text("Third.")))
    section = Section("One", (Paragraph((Text("See: "), link)),), level=1)
    book = assign_ids(Book(Metadata("A title", "en"), (section,), ()))
    check_marks(book, vocabulary)
    _done, root, _index = marked(book, vocabulary)
    assert ["".join(one.itertext()).strip() for one in root.iter(f"{{{vocabulary.namespace}}}a")] == [
        "First sentence.",
        "Second one.",
        "Third.",
    ]
