"""Writes the inline content of a leaf: sentences as elements, markup inside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from converters.book import (
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    NoteReference,
    PageMarker,
    Ruby,
    Span,
    Text,
)
from converters.edition.mathml import safe_mathml
from converters.edition.words import Words
from converters.language import Sentence
from converters.language.maths import linear, usable_alternative
from converters.marked_text.atoms import Atom, Wrapper, stretches
from converters.marked_text.names import element_id, xml_text
from converters.marked_text.vocabulary import Vocabulary, add_text

_ADDRESSES: Final = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class PictureLink:
    """A picture's address as the text writes it, and its size in pixels."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TextSources:
    """What the text needs from around it.

    ``sentences`` gives a leaf's sentences; ``href`` the address of an id of the Book, None where it is nowhere; ``picture`` a resource's picture, None
    where it is missing; ``words`` are ours, ``language`` is the book's.
    """

    sentences: Callable[[str], Sequence[Sentence]]
    href: Callable[[str], str | None]
    picture: Callable[[str | None], PictureLink | None]
    words: Words
    language: str


@dataclass(slots=True)
class LeafWriter:
    """Fills elements with content. ``elements`` collects the id of the element for every id of the Book that has one."""

    vocabulary: Vocabulary
    sources: TextSources
    elements: dict[str, str] = field(default_factory=dict)
    has_mathml: bool = False
    described: int = 0
    undescribed: int = 0
    _referred: set[str] = field(default_factory=set)

    def identify(self, element: etree._Element, name: str) -> None:
        """``element`` is what the Book calls ``name``."""
        if name and name not in self.elements:
            element.set("id", element_id(name))
            self.elements[name] = element_id(name)

    def fill(self, parent: etree._Element, leaf: str, content: Iterable[Inline], language: str) -> None:
        """Write ``content`` of ``leaf``; a leaf without sentences is marked by its own element."""
        found, aliases = stretches(content, self.sources.sentences(leaf))
        for stretch in found:
            target = parent
            if stretch.sentence is not None:
                target = self.vocabulary.make("sentence")
                self.identify(target, stretch.sentence)
                parent.append(target)
            self._write(target, stretch.atoms, language)
        for name, stands_for in aliases.items():
            self.elements.setdefault(name, element_id(stands_for or leaf))

    def _write(self, parent: etree._Element, atoms: Iterable[Atom], language: str) -> None:
        open_: list[tuple[Wrapper, etree._Element]] = []
        pieces = tuple(atoms)
        # Of a link over several sentences, the blank between two of them is no link: nobody could hear where it leads.
        heard = {id(w) for atom in pieces if not _is_blank(atom) for w in atom.inside}
        for atom in pieces:
            wanted = tuple(w for w in _wrappers(atom) if not isinstance(w, Link) or id(w) in heard)
            same = 0
            while same < len(open_) and same < len(wanted) and open_[same][0] is wanted[same]:
                same += 1
            del open_[same:]
            for wrapper in wanted[same:]:
                element = self._wrapper(wrapper, language)
                (open_[-1][1] if open_ else parent).append(element)
                open_.append((wrapper, element))
            here = next((w.language for w, _e in reversed(open_) if w.language), language)
            self._inline(open_[-1][1] if open_ else parent, atom.inline, here)

    def _wrapper(self, wrapper: Wrapper, language: str) -> etree._Element:
        make = self.vocabulary.make
        match wrapper:
            case Emphasis(kind=kind):
                element = make(kind)
            case Link(target=target):
                address = self._address(target)
                element = make("link", href=address) if address else make("span")
                if address and not address.startswith("#") and urlsplit(address).scheme:
                    self._external(element)
            case Span():
                element = make("span")
        self.vocabulary.set_language(element, wrapper.language, language)
        return element

    def _external(self, element: etree._Element) -> None:
        if self.vocabulary.namespace.endswith("dtbook/"):
            element.set("external", "true")

    def _address(self, target: str) -> str | None:
        if target.startswith("#"):
            return self.sources.href(target[1:]) if len(target) > 1 else None
        return target if is_plain_address(target) else None

    def _inline(self, parent: etree._Element, inline: Inline, language: str) -> None:
        match inline:
            case Text(text=text, language=own):
                if own and own != language:
                    span = self.vocabulary.make("span")
                    self.vocabulary.set_language(span, own, language)
                    add_text(span, text)
                    parent.append(span)
                else:
                    add_text(parent, text)
            case LineBreak():
                parent.append(self.vocabulary.make("break"))
            case Ruby():
                self._ruby(parent, inline, language)
            case Math(mathml=mathml, alternative=alternative):
                self.formula(parent, mathml, alternative, language, display="inline")
            case Image():
                self._image(parent, inline)
            case NoteReference(note=note, label=label):
                element = self.vocabulary.note_reference(
                    self.sources.href(note) if note else None, label.strip() or "*"
                )
                if note and note not in self._referred:
                    self._referred.add(note)
                    element.set("id", element_id(f"ref-{note}"))
                parent.append(element)
            case PageMarker(label=label, id=name):
                _outer, element = self.vocabulary.page(label, alone=False)
                self.identify(element, name)
                parent.append(element)

    def _ruby(self, parent: etree._Element, ruby: Ruby, language: str) -> None:
        element, base, after = self.vocabulary.ruby(ruby.annotation)
        self.vocabulary.set_language(element, ruby.language, language)
        self._write(
            base, stretches(ruby.base, ())[0][0].atoms if ruby.base else (), ruby.language or language
        )
        for part in after:
            element.append(part)
        parent.append(element)

    def _image(self, parent: etree._Element, image: Image) -> None:
        self.count(image.alternative)
        shown = self.sources.words.no_description if image.alternative is None else image.alternative
        picture = self.sources.picture(image.resource)
        if picture is None:
            if shown:
                span = self.vocabulary.make("span")
                span.set("class", "picture" if image.alternative else "undescribed")
                add_text(span, shown)
                parent.append(span)
        else:
            parent.append(self.image(picture, shown))

    def image(self, picture: PictureLink, alternative: str) -> etree._Element:
        """The picture itself."""
        size = {"width": str(picture.width), "height": str(picture.height)}
        return self.vocabulary.make("image", src=picture.href, alt=alternative, **size)

    def count(self, alternative: str | None) -> None:
        """Keep the account of described pictures."""
        self.described += bool(alternative)
        self.undescribed += alternative is None

    def formula(
        self, parent: etree._Element, mathml: str, alternative: str | None, language: str, *, display: str
    ) -> None:
        """As MathML with ``alttext`` where the vocabulary has it, else in words or signs."""
        words = alternative if usable_alternative(alternative, mathml) else None
        if self.vocabulary.has_mathml:
            clean = safe_mathml(mathml, xml_text(alternative or linear(mathml, language)), display)
            if clean is not None:
                self.has_mathml = True
                parent.append(etree.fromstring(clean))
                return
        element = self.vocabulary.make("maths")
        add_text(element, words or alternative or linear(mathml, language) or self.sources.words.formula)
        parent.append(element)


def _wrappers(atom: Atom) -> tuple[Wrapper, ...]:
    """What ``atom`` is written inside: one link at most, and none around a note reference or a page."""
    links = [wrapper for wrapper in atom.inside if isinstance(wrapper, Link)]
    bare = isinstance(atom.inline, (NoteReference, PageMarker))
    return tuple(w for w in atom.inside if not isinstance(w, Link) or (w is links[0] and not bare))


def _is_blank(atom: Atom) -> bool:
    return isinstance(atom.inline, LineBreak) or (
        isinstance(atom.inline, Text) and not atom.inline.text.strip()
    )


def is_plain_address(url: str) -> bool:
    """Whether a validator takes ``url``: others are printed, not linked."""
    if not url.isascii() or any(c in ' <>"{}|\\^`[]\t\n\r' for c in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in _ADDRESSES:
        return False
    percent = all(
        len(p) >= 2 and all(c in "0123456789abcdefABCDEF" for c in p[:2]) for p in url.split("%")[1:]
    )
    host = parts.hostname or ""
    return percent and (
        parts.scheme.lower() == "mailto" or (bool(host) and all(c.isalnum() or c in "-." for c in host))
    )
