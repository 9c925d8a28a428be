"""Random Books for every converter's "no text is lost" and its kin.

``books()`` gives whole books with ids assigned: every kind of block and inline, nested, in English, Chinese and both, with odd Unicode. Small on
purpose (a converter runs on some dozens of them). The bytes of their pictures are put into a workspace with :func:`add_pictures`.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st

from converters.book import (
    Aside,
    Block,
    Book,
    CodeBlock,
    Contributor,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Math,
    MathBlock,
    Metadata,
    NavigationPoint,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    PageTarget,
    Paragraph,
    Quote,
    Resource,
    Ruby,
    Section,
    Separator,
    Span,
    Table,
    TableCell,
    TableRow,
    Text,
    Verse,
    VerseLine,
    assign_ids,
)
from converters.workspace import Workspace

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

ENGLISH = (
    "The whale swam on. Nobody saw it.",
    "“Where is the captain?” asked Mr. Starbuck, who had waited since 4.30 p.m.",
    "call me Ishmael",
    "Chapter I",
    "He paid $3.50 for 1,200 nails; it was 50% too much.",
    "A sentence without an end",
    "She said: 'No!' Then (after a while) she laughed... and left.",
    "naïve café, Dvořák's coöperation",
    "See https://example.org/a_b?c=d&e=f or mail a@example.org.",
    "x",
    "If a < b && c > d then \\textbf{no} #markup *here* _or_ $there$ {{ }} [x](y) <b>z</b> &amp;",
    "WHALE-HUNTERS' 2nd re-entry",
)
CHINESE = (
    "话说天下大势，分久必合，合久必分。",
    "“你是谁？”他问道。",
    "二〇二六年十一月二十一日，共有3.5万人参加。",
    "他在银行行长面前行走了三十里路……",
    "第一回　灵根育孕源流出",
    "这是一个没有标点的句子",
    "《红楼梦》、《西游记》——都是名著！",
    "得了吧，你得去。重庆很重要。",
)
TAIWAN = ("「你是誰？」他問道。", "話說天下大勢，分久必合，合久必分。", "『資訊』與『軟體』，著作權所有。")
MIXED = (
    "用Python写一个GUI程序。",
    "他说：“OK, no problem!”然后走了。",
    "The word 中文 means Chinese.",
    "A股涨了2.5%",
)
ODD = (
    "e\u0301 combining, \u200bzero\u200dwidth\ufeff",
    "emoji 👩‍👩‍👧 and 🇨🇳",
    "non\u00a0breaking soft\u00adhyphen",
    "\u202eright to left\u202c مرحبا بالعالم",
    "private \ue000 use, rare 𠮷𪚥 characters",
    "ＦＵＬＬ　ＷＩＤＴＨ　１２３",
    "½ ² ③ ™ № ℃ ∑",
    "\u2028line\u2029separators",
    "日本語のかな",
    "\ufffd replaced",
)
MATHML = (
    (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>',
        "x squared",
    ),
    (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mi>y</mi></mfrac></math>',
        "1 over y",
    ),
    (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt></math>',
        None,
    ),
)
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def _png(red: int, green: int, blue: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes((red, green, blue)) * 4 for _ in range(4))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


_PICTURE_BYTES = (_png(200, 0, 0), _png(0, 0, 200))
PICTURES = tuple(
    Resource(hashlib.sha256(data).hexdigest(), "image/png", f"images/{number}.png", len(data), 4, 4)
    for number, data in enumerate(_PICTURE_BYTES)
)


def add_pictures(workspace: Workspace) -> None:
    """Put the bytes of every picture that generated books name into ``workspace``."""
    for data, picture in zip(_PICTURE_BYTES, PICTURES, strict=True):
        assert workspace.add_resource(data, picture.media_type, picture.href, 4, 4) == picture


def words(language: str, *, odd: bool = True) -> st.SearchStrategy[str]:
    """Text as it stands in a paragraph of ``language``; never empty, never only white space."""
    pool = {"en": ENGLISH, "zh-Hans": CHINESE, "zh-Hant": TAIWAN}[language]
    choices = [st.sampled_from(pool), st.sampled_from(pool + MIXED)]
    if odd:
        choices.append(st.sampled_from(ODD))
        choices.append(
            st.text(st.sampled_from("ab Z.?!,;:'\"()-…。，！？「」“”字国1234567890 \u3000é"), max_size=12)
        )
    return st.one_of(*choices).filter(lambda text: bool(text.strip()))


class _Maker:
    """Draws the pieces of one book; keeps the reader's ids that links and note references need."""

    def __init__(self, draw: Draw, language: str, *, odd: bool) -> None:
        self.draw, self.language, self.odd = draw, language, odd
        self.ids: list[str] = []
        self.notes: list[Note] = []
        self.pages: list[PageTarget] = []

    def new_id(self, kind: str) -> str:
        self.ids.append(f"{kind}{len(self.ids)}")
        return self.ids[-1]

    def one_of(self, *values: T) -> T:
        return self.draw(st.sampled_from(values))  # type: ignore[no-any-return]

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))  # type: ignore[no-any-return]

    def text(self, language: str | None = None) -> str:
        return self.draw(words(language or self.language, odd=self.odd))  # type: ignore[no-any-return]

    def inlines(self, depth: int = 0) -> tuple[Inline, ...]:
        return tuple(piece for _ in range(self.number(1, 3)) for piece in self.inline(depth))

    def inline(self, depth: int) -> tuple[Inline, ...]:
        kinds = ["text", "text", "text", "break", "math", "ruby", "image", "page", "note"]
        if depth < 2:
            kinds += ["emphasis", "span", "link"]
        match self.one_of(*kinds):
            case "break":
                return (Text(self.text()), LineBreak(), Text(self.text()))
            case "math":
                mathml, alternative = self.one_of(*MATHML)
                return (Math(mathml, alternative),)
            case "ruby":
                return (self.one_of(Ruby((Text("重"),), "chóng"), Ruby((Text("漢字"),), "かんじ", "ja")),)
            case "image":
                resource = self.one_of(None, *(picture.id for picture in PICTURES))
                return (Image(resource, self.one_of(None, "", "a small picture", "小图")),)
            case "page":
                return (self.page_marker(),)
            case "note":
                return self.note_reference()
            case "emphasis":
                kind = self.one_of(
                    "emphasis",
                    "strong",
                    "underline",
                    "small-caps",
                    "code",
                    "superscript",
                    "subscript",
                    "strike",
                )
                return (Emphasis(kind, self.inlines(depth + 1)),)
            case "span":
                language = self.one_of(*LANGUAGES)
                return (Span((Text(self.text(language)),), language),)
            case "link":
                target = self.one_of("https://example.org/", "#", *(f"#{known}" for known in self.ids[-3:]))
                return (Link(target, self.inlines(depth + 1)),)
            case _:
                return (Text(self.text()),)

    def page_marker(self) -> PageMarker:
        label = self.page_label()
        return PageMarker(label, self.pages[-1].target)

    def page_label(self) -> str:
        label = self.one_of(str(len(self.pages) + 1), "iv", "A-3", "第五页")
        self.pages.append(PageTarget(label, self.new_id("page")))
        return label

    def note_reference(self) -> tuple[Inline, ...]:
        if len(self.notes) >= 3:
            return (Text(self.text()),)
        label = self.one_of(str(len(self.notes) + 1), "*", "a")
        identity = self.new_id("note")
        self.notes.append(
            Note(
                self.one_of("footnote", "endnote", "rearnote"),
                (Paragraph((Text(self.text()),)),),
                label,
                identity,
            )
        )
        return (Text(self.text()), NoteReference(identity, label))

    def paragraph(self) -> Paragraph:
        language = self.one_of(None, None, None, *LANGUAGES)
        if language:
            return Paragraph((Text(self.text(language)),), language=language)
        return Paragraph(self.inlines())

    def blocks(self, depth: int, most: int = 3) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.number(1, most)))

    def block(self, depth: int) -> Block:
        makers: list[Callable[[], Block]] = [
            self.paragraph,
            self.paragraph,
            self.verse,
            self.code,
            self.maths,
            Separator,
            lambda: PageBreak(self.page_label(), self.pages[-1].target),
        ]
        if depth < 2:
            deeper = (self.figure, self.list, self.table, self.quote, self.aside)
            makers += [lambda make=make: make(depth + 1) for make in deeper]  # type: ignore[misc]
        return self.one_of(*makers)()

    def verse(self) -> Verse:
        def line() -> VerseLine:
            return VerseLine((Text(self.text()),), indent=self.number(0, 2))

        return Verse(tuple(tuple(line() for _ in range(self.number(1, 3))) for _ in range(self.number(1, 2))))

    def code(self) -> CodeBlock:
        return CodeBlock(
            self.one_of("for x in y:\n    print(x)\n\nprint('done')\n", "a\tb", "  如果 (x) {\n}\n")
        )

    def maths(self) -> MathBlock:
        return MathBlock(*self.one_of(*MATHML))

    def figure(self, depth: int) -> Figure:
        resource = self.one_of(None, *(picture.id for picture in PICTURES))
        description = self.blocks(2, 1) if self.number(0, 3) == 0 else ()
        caption = (self.paragraph(),) if self.number(0, 1) else ()
        return Figure(resource, self.one_of(None, "", "A whale. It blows!", "一头鲸鱼"), description, caption)

    def list(self, depth: int) -> ListBlock:
        kind = self.one_of("unordered", "ordered", "plain", "definition")
        items = tuple(
            ListItem(
                self.blocks(depth, 2),
                Paragraph((Text(self.text()),)) if kind == "definition" else None,
                label=self.one_of(None, "a", "iv", "7") if kind == "ordered" else None,
            )
            for _ in range(self.number(1, 3))
        )
        return ListBlock(kind, items, self.one_of(1, 1, 5) if kind == "ordered" else 1)

    def table(self, depth: int) -> Table:
        columns = self.number(1, 3)
        head = TableRow(
            tuple(TableCell((Paragraph((Text(self.text()),)),), True, "column") for _ in range(columns)),
            head=True,
        )
        rows = [
            TableRow(
                tuple(
                    TableCell(self.blocks(2, 1) if self.number(0, 4) else (), number == 0, None)
                    for number in range(columns)
                )
            )
            for _ in range(self.number(1, 2))
        ]
        if columns > 1 and self.number(0, 1):
            rows.append(TableRow((TableCell((self.paragraph(),), column_span=columns),)))
        caption = (self.paragraph(),) if self.number(0, 1) else ()
        return Table((head, *rows) if self.number(0, 1) else tuple(rows), caption)

    def quote(self, depth: int) -> Quote:
        return Quote(self.blocks(depth, 2))

    def aside(self, depth: int) -> Aside:
        return Aside(self.blocks(depth, 2))

    def section(self, level: int) -> Section:
        title = self.text()
        identity = self.new_id("section")
        blocks = self.blocks(0, 4)
        if self.number(0, 3):
            blocks = (Heading(min(level, 6), (Text(title),), self.new_id("heading")), *blocks)
        blocks += tuple(self.notes)
        self.notes = []
        children = tuple(self.section(level + 1) for _ in range(self.number(0, 2 if level == 1 else 0)))
        role = self.one_of("", "chapter", "preface", "appendix")
        language = self.one_of(None, None, None, "en", "zh-Hans")
        return Section(title, blocks, children, level, role, identity, language)


def _contents(sections: tuple[Section, ...]) -> tuple[NavigationPoint, ...]:
    return tuple(NavigationPoint(one.title, one.id, _contents(one.sections)) for one in sections)


@st.composite
def books(draw: Draw, language: str | None = None, *, odd: bool = True, most_sections: int = 3) -> Book:
    """A whole Book in ``language`` ("en", "zh-Hans", "zh-Hant"; None: any). ``odd=False`` leaves odd Unicode out."""
    main = language or draw(st.sampled_from(LANGUAGES))
    maker = _Maker(draw, main, odd=odd)
    sections = tuple(maker.section(1) for _ in range(draw(st.integers(1, most_sections))))
    metadata = Metadata(
        title=maker.text(),
        language=main,
        contributors=(
            Contributor(maker.one_of("Herman Melville", "吴承恩")),
            Contributor("A. Translator", "trl"),
        ),
        identifier=maker.one_of("", "urn:isbn:9780000000002"),
        date=maker.one_of(None, "1851"),
        accessibility=maker.one_of((), (("accessibilityFeature", "alternativeText"),)),
    )
    return assign_ids(
        Book(
            metadata,
            sections,
            PICTURES,
            _contents(sections) if draw(st.booleans()) else (),
            tuple(maker.pages),
            maker.one_of(None, PICTURES[0].id),
        )
    )
