"""What any text with marks must be, whatever it is written in."""

import re
from pathlib import Path

from lxml import etree

from converters.book import Book, leaves, text_of_book
from converters.book.walk import blocks_of, inlines_of, sections_of
from converters.chapters import chapters
from converters.edition.words import words_for
from converters.language import SentenceIndex, sentences_of
from converters.marked_text import (
    DTBOOK,
    XHTML_1,
    MarkedChapter,
    PictureLink,
    TextSources,
    Vocabulary,
    element_id,
    mark_chapter,
    nest,
    places_in,
    xml_text,
)
from tests.books_folder import SHARED

SCHEMAS = SHARED / "schemas"
_OURS = {"undescribed", "label", "noteref", "reading", "page-normal", "page-front", "page-special"}


def sources(book: Book, index: SentenceIndex) -> TextSources:
    """Every picture is there, everything is in one document."""
    known = {section.id for section in sections_of(book)}
    for section in sections_of(book):
        known |= {block.id for block in blocks_of(section.blocks)}
    return TextSources(
        index.of,
        lambda name: f"#{element_id(name)}" if name in known else None,
        lambda resource: PictureLink(f"{resource}.png", 4, 4) if resource else None,
        words_for(book.metadata.language),
        book.metadata.language,
    )


def marked(book: Book, vocabulary: Vocabulary) -> tuple[list[MarkedChapter], etree._Element, SentenceIndex]:
    """All chapters of ``book``, and one document that holds them."""
    index = sentences_of(book)
    around = sources(book, index)
    done = [mark_chapter(book, chapter, vocabulary, around) for chapter in chapters(book)]
    root = vocabulary.element("bodymatter" if vocabulary is DTBOOK else "body")
    pieces = [piece for chapter in done for piece in chapter.pieces]
    for element in nest(vocabulary, pieces, book.metadata.language, whole=True):
        root.append(element)
    return done, root, index


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def given_words(book: Book) -> frozenset[str]:
    """The words that the book itself gives for its formulas and pictures; all others are ours ("No description supplied.")."""
    found = set()
    for leaf in leaves(book):
        found |= {
            getattr(one, "alternative", "") or "" for one in inlines_of(getattr(leaf.node, "content", ()))
        }
        found.add(getattr(leaf.node, "alternative", "") or "")
    return frozenset(map(folded, found))


def words_of(element: etree._Element, given: frozenset[str] = frozenset()) -> str:
    """The book's words in ``element``: not page numbers, note marks, readings and labels; a picture's and a formula's text is in an attribute.

    Of the words for formulas and pictures, those in ``given``.
    """
    pieces: list[str] = []

    def down(node: etree._Element) -> None:
        name = name_of(node)
        if name == "img":
            said = node.get("alt", "")
            pieces.append(said if folded(said) in given else "")
        elif name == "math" or (node.get("class") == "maths" and not len(node) and name == "span"):
            said = node.get("alttext") or node.text or ""
            pieces.append(said if folded(said) in given else "")
        elif name == "br":
            pieces.append("\n")
        elif not (name in {"pagenum", "noteref", "rt", "rp"} or node.get("class") in _OURS):
            pieces.append(node.text or "")
            for child in node:
                down(child)
                pieces.append(child.tail or "")

    down(element)
    return "".join(pieces)


def folded(text: str) -> str:
    return re.sub(r"\s", "", xml_text(text))


def check_marks(book: Book, vocabulary: Vocabulary) -> None:
    """Every sentence is an element that holds its words, ids are unique, no leaf is lost, everything is in order."""
    done, root, index = marked(book, vocabulary)
    found: dict[str, etree._Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            assert name not in found, f"{name} comes twice"
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", name)
            found[name] = element
    place = {id(element): number for number, element in enumerate(root.iter())}
    elements = {name: target for chapter in done for name, target in chapter.elements.items()}
    for name, target in elements.items():
        assert target in found, f"{name} is nowhere"
    latest = -1
    given = given_words(book)
    for leaf in leaves(book):
        inline = "content" in type(leaf.node).__slots__ and any(
            type(i).__name__ in {"Math", "Image"} for i in inlines_of(leaf.node.content)
        )
        for sentence in index.of(leaf.node.id):
            element = found[elements[sentence.id]]
            assert place[id(element)] >= latest, "out of order"
            latest = place[id(element)]
            text = folded(leaf.text[sentence.start : sentence.end])
            own = folded(words_of(element, given))
            if element.get("id") == element_id(sentence.id) and name_of(element) != "img" and not inline:
                assert own == text
            else:
                assert text in folded(words_of(found[element_id(leaf.node.id)], given))
    for chapter in chapters(book):
        for name in places_in(book, chapter):
            assert name in elements, f"{name} has no place"
    # Marks without sentences are there as well.
    for page in book.pages:
        assert page.target in elements, f"page {page.target} is nowhere"
    everything = folded(words_of(root, given))
    for line in text_of_book(book).splitlines():
        assert folded(line) in everything, f"lost: {line}"


def dtd_errors(book: Book, vocabulary: Vocabulary) -> list[str]:
    """What the DTD of the vocabulary says against a document that holds ``book``; needs the shared schemas."""
    _done, root, _index = marked(book, vocabulary)
    make = vocabulary.element
    if vocabulary is DTBOOK:
        dtd = _dtd(SCHEMAS / "daisy3" / "dtbook-2005-3.dtd")
        tree, book_element = make("dtbook"), make("book")
        tree.set("version", "2005-3")
        tree.append(make("head"))
        book_element.append(root)
        tree.append(book_element)
    else:
        assert vocabulary is XHTML_1
        dtd = _dtd(SCHEMAS / "daisy202" / "xhtml1-transitional-bodyref.dtd")
        tree, head, title = make("html"), make("head"), make("title")
        head.append(title)
        tree.append(head)
        tree.append(root)
    dtd.validate(tree)
    return [f"{error.line}: {error.message}" for error in dtd.error_log]


def _dtd(path: Path) -> etree.DTD:
    with path.open("rb") as stream:
        return etree.DTD(stream)
