"""Which fonts print a book, and which of its characters none of them has.

Body fonts are sans serif, as every guideline asks. Characters they lack come from a fixed order of fallbacks, so that the same book is
set alike whatever else is installed; only the fonts a book needs are shown to the typesetter.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from converters.errors import MissingPart

_FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/usr/share/texmf/fonts/opentype/public/tex-gyre-math"),
)


@dataclass(frozen=True, slots=True)
class Font:
    """A family. ``files`` are its regular and bold file names; ``index`` the face in a collection; ``package`` who brings it.

    ``line`` (ascent + descent + gap), ``x_height`` and ``average`` (mean advance of English letters) are in em, measured from the file.
    """

    family: str
    files: tuple[str, ...]
    package: str
    index: int = 0
    line: float = 1.2
    x_height: float = 0.5
    average: float = 0.5


def _noto_cjk(face: str, index: int) -> Font:
    files = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
    return Font(f"Noto Sans CJK {face}", files, "fonts-noto-cjk", index, 1.448, 0.543, 0.457)


CJK: Final = {face: _noto_cjk(face, index) for index, face in enumerate(("JP", "KR", "SC", "TC", "HK"))}
LIBERATION: Final = Font(
    "Liberation Sans",
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "fonts-liberation2",
    0,
    1.149,
    0.528,
    0.439,
)
ATKINSON: Final = Font(
    "Atkinson Hyperlegible",
    ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf"),
    "fontpkg-atkinson-hyperlegible",
    0,
    1.24,
    0.496,
    0.435,
)
ANDIKA: Final = Font(
    "Andika", ("Andika-Regular.ttf", "Andika-Bold.ttf"), "fonts-sil-andika", 0, 1.611, 0.508, 0.456
)
NOTO: Final = Font(
    "Noto Sans", ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), "fonts-noto-core", 0, 1.362, 0.536, 0.465
)
MONO: Final = Font(
    "Liberation Mono", ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"), "fonts-liberation2"
)
MATHS: Final = Font("TeX Gyre DejaVu Math", ("texgyredejavu-math.otf",), "fonts-texgyre-math")
"""Its strokes are sturdy; Noto Sans Math lacks the table that formulas are set by."""
BODY_FONTS: Final[dict[str, Font]] = {
    "liberation-sans": LIBERATION,
    "atkinson-hyperlegible": ATKINSON,
    "andika": ANDIKA,
    "noto-sans": NOTO,
    "noto-sans-cjk": CJK["SC"],
}
_LAST: Final = (
    Font("Noto Sans Symbols", ("NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf"), "fonts-noto-core"),
    Font("Noto Sans Symbols2", ("NotoSansSymbols2-Regular.ttf",), "fonts-noto-core"),
    Font("Noto Sans Math", ("NotoSansMath-Regular.ttf",), "fonts-noto-core"),
    Font("Noto Music", ("NotoMusic-Regular.ttf",), "fonts-noto-core"),
    Font("HanaMinA", ("HanaMinA.ttf",), "fonts-hanazono"),
    Font("HanaMinB", ("HanaMinB.ttf",), "fonts-hanazono"),
    Font("Symbola", ("Symbola_hint.ttf",), "fonts-symbola"),
)
_INVISIBLE: Final = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f"
)
"""Format characters the typesetter understands; they need no glyph."""
DROPPED: Final = frozenset("\u00ad\ufeff\u2066\u2067\u2068\u2069\u2061\u2062\u2063\u2064\u034f\u180e")
"""Taken out before printing: soft hyphens (large print does not split words) and marks without any look."""


def cjk_face(language: str) -> Font:
    """The face of Noto Sans CJK whose shapes belong to ``language``."""
    subtags = language.lower().split("-")
    if subtags[0] == "ja":
        return CJK["JP"]
    if subtags[0] == "ko":
        return CJK["KR"]
    if {"hk", "mo"} & set(subtags) or subtags[0] == "yue":
        return CJK["HK"]
    return CJK["TC"] if {"hant", "tw"} & set(subtags) else CJK["SC"]


@cache
def font_file(name: str) -> Path | None:
    """Where a font file lies, or None."""
    return _installed().get(name)


@cache
def _installed() -> dict[str, Path]:
    found: dict[str, Path] = {}
    folders = [*_FOLDERS]
    spec = find_spec("fontpkg_atkinson_hyperlegible")
    if spec is not None and spec.origin:
        folders.append(Path(spec.origin).parent)
    for folder in folders:
        for path in sorted(folder.rglob("*.[to]t[fc]")):
            found.setdefault(path.name, path)
    return found


def need(font: Font) -> Font:
    """``font``, or MissingPart ``large-print-font-missing`` when its regular face is not installed."""
    if font_file(font.files[0]) is None:
        raise MissingPart("large-print-font-missing", font=font.family, package=font.package)
    return font


class Coverage:
    """The code points of one font file, as sorted ranges."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts = [first for first, _last in ranges]
        self._ends = [last for _first, last in ranges]

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self._starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self._ends[place]


@cache
def coverage(name: str, index: int = 0) -> Coverage:
    """What the font file called ``name`` can show; nothing where it is not installed.

    Large fonts keep their map as ranges (OpenType ``cmap`` format 12), which are read as they are: unrolling the 44,000 entries of Noto Sans
    CJK would take longer than setting a book.
    """
    path = font_file(name)
    if path is None:
        return Coverage([])
    from fontTools.ttLib import TTFont

    number = index if path.suffix == ".ttc" else -1
    with TTFont(path, fontNumber=number, lazy=True) as font:
        table = font.reader["cmap"]
        count = struct.unpack_from(">H", table, 2)[0]
        for record in range(count):
            offset = struct.unpack_from(">HHL", table, 4 + 8 * record)[2]
            if struct.unpack_from(">H", table, offset)[0] == 12:
                groups = struct.unpack_from(">L", table, offset + 12)[0]
                flat = struct.unpack_from(f">{groups * 3}L", table, offset + 16)
                pairs = zip(flat[0::3], flat[1::3], flat[2::3], strict=True)
                return Coverage([(first, last) for first, last, glyph in pairs if glyph or last > first])
        return Coverage([(point, point) for point in sorted(font.getBestCmap() or {})])


def script_fonts(character: str) -> tuple[Font, ...]:
    """The Noto fonts made for the scripts that use ``character``, sans before serif; an Arabic comma is Arabic, whoever else uses it."""
    return tuple(font for script in sorted(_scripts(character), key=_by_use) for font in _fonts_of(script))


def _scripts(character: str) -> set[str]:
    from fontTools import unicodedata as scripts

    return set(scripts.script_extension(character))


def _by_use(script: str) -> tuple[int, str]:
    common = ("Arab", "Hebr", "Deva", "Beng", "Thai", "Tibt", "Mong")
    return (common.index(script) if script in common else len(common), script)


@cache
def _fonts_of(script: str) -> tuple[Font, ...]:
    from fontTools import unicodedata as scripts

    spaced = scripts.script_name(script, default="").replace("_", " ")
    fonts = []
    for style in ("Sans", "Serif"):
        stem = f"Noto{style}{spaced.replace(' ', '')}"
        files = tuple(f"{stem}-{weight}.ttf" for weight in ("Regular", "Bold"))
        if spaced and font_file(files[0]):
            fonts.append(Font(f"Noto {style} {spaced}", files, "fonts-noto-core"))
    return tuple(fonts)


class Gate:
    """Lets through what the fonts can show; everything else is replaced by its code point in brackets, and remembered.

    ``banned`` are characters that are replaced although a font has them (the typesetter could not use it).
    """

    def __init__(self, body: Font, language: str, banned: Iterable[str] = ()) -> None:
        chinese = cjk_face(language)
        self._common = (
            [need(chinese), NOTO, ANDIKA] if body in CJK.values() else [need(body), chinese, NOTO, ANDIKA]
        )
        self._used: dict[str, int] = {self._common[0].family: 0}
        self._table: dict[int, str | None] = {}
        self._known: set[str] = set("\t\n\r ") | _INVISIBLE
        self.missing: set[str] = set()
        for character in DROPPED:
            self._table[ord(character)] = None
            self._known.add(character)
        for character in banned:
            self._refuse(character)

    def clean(self, text: str) -> str:
        """``text`` as it can be printed."""
        new = set(text) - self._known
        for character in sorted(new):
            self._known.add(character)
            found = _font_of(character, self._common)
            if found is None:
                self._refuse(character)
            else:
                self._used[found[1].family] = found[0]
        return text.translate(self._table)

    def _refuse(self, character: str) -> None:
        self._known.add(character)
        self.missing.add(character)
        self._table[ord(character)] = description_of(character)
        self.clean(description_of(character))

    @property
    def ranks(self) -> dict[str, int]:
        """The families used so far with their place in the order of fallbacks."""
        return dict(self._used)


def in_order(ranks: Mapping[str, int]) -> list[str]:
    """Families, body font first."""
    return sorted(ranks, key=lambda family: (ranks[family], family))


@cache
def files_of_family(family: str) -> tuple[Path, ...]:
    """The files of a family that a :class:`Gate` named."""
    known = [*CJK.values(), *BODY_FONTS.values(), *_LAST, MONO, MATHS]
    names = next((font.files for font in known if font.family == family), None)
    if names is None:
        stem = family.replace(" ", "")
        names = (f"{stem}-Regular.ttf", f"{stem}-Bold.ttf")
    return tuple(path for name in names if (path := font_file(name)) is not None)


def _font_of(character: str, common: list[Font]) -> tuple[int, Font] | None:
    if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
        return None
    rank = 0
    for rank, font in enumerate(common):
        if character in coverage(font.files[0], font.index):
            return rank, font
    for font in script_fonts(character):
        if character in coverage(font.files[0], font.index):
            return len(common), font
    for place, font in enumerate(_LAST):
        if character in coverage(font.files[0], font.index):
            return len(common) + 1 + place, font
    return None


def name_of(character: str) -> str:
    """``U+E000 <private use>``: code point and Unicode name, for findings."""
    kind = {
        "Co": "PRIVATE USE CHARACTER",
        "Cc": "CONTROL CHARACTER",
        "Cs": "LONE SURROGATE",
        "Cn": "UNASSIGNED CHARACTER",
    }
    name = unicodedata.name(character, "") or kind.get(unicodedata.category(character), "UNNAMED CHARACTER")
    return f"U+{ord(character):04X} {name}"


def description_of(character: str) -> str:
    """What is printed in its place: the code point in brackets that every body font has."""
    return f"[U+{ord(character):04X}]"
