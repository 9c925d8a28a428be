"""``accessible-reader braille``: text on standard input as Unicode braille, a line for each line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessible_reader.cli.printing import print_line
from converters.errors import BadOptions, fold_findings

if TYPE_CHECKING:
    from converters.braille.transcriber import Transcriber

SCHEMES: Final[dict[str, tuple[str, str]]] = {
    "national-common": ("national-common", "zh-Hans"),
    "current": ("zhcn-g1", "zh-Hans"),
    "two-cell": ("zhcn-g2", "zh-Hans"),
    "taiwan": ("zh-tw", "zh-Hant"),
    "hong-kong": ("zh-hk", "yue"),
    "ueb": ("", "en"),
}
"""The braille table of a scheme ("" where the grade decides) and the language it is for."""
_SAMPLE: Final = 20_000


def braille(
    scheme: Annotated[str, typer.Option("--scheme")] = "",
    grade: Annotated[int, typer.Option("--grade", min=1, max=2)] = 2,
    language: Annotated[str, typer.Option("--language", metavar="TAG")] = "",
    lexicon: Annotated[Path | None, typer.Option("--lexicon")] = None,
    careful: Annotated[bool, typer.Option("--careful")] = False,
) -> None:
    """Print the braille of the text on standard input: one line of cells for each line of text."""
    from accessible_reader.cli.words import sentence

    text = sys.stdin.buffer.read().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    transcriber = _transcriber(text, scheme, grade, language, lexicon, careful=careful)
    out = sys.stdout.buffer
    sys.stdout.flush()
    for line in text.removesuffix("\n").split("\n") if text else ():
        # Braille has no other spelling than UTF-8, whatever the terminal's locale says.
        out.write(transcriber.translate(line).cells.encode("utf-8") + b"\n")
    out.flush()
    for finding in fold_findings(transcriber.findings()):
        print_line(sentence(finding), sys.stderr)


def _transcriber(
    text: str, scheme: str, grade: int, language: str, lexicon: Path | None, *, careful: bool
) -> Transcriber:
    """The scheme, else the language, else the text decides. Raises BadOptions ``braille-unknown-scheme``."""
    from converters.braille.chinese.choices import ChineseChoices
    from converters.braille.chinese.translator import ChineseTranslator
    from converters.braille.tables import table_named
    from converters.braille.transcriber import Transcriber
    from converters.language.chinese import load_lexicon
    from converters.language.detect import detect_language

    if scheme and scheme not in SCHEMES:
        raise BadOptions("braille-unknown-scheme", scheme=scheme, known=", ".join(SCHEMES))
    table, meant = SCHEMES.get(scheme, ("", ""))
    language = language or meant or detect_language(text[:_SAMPLE])[0]
    choices = ChineseChoices(mode="careful" if careful else "fast")
    if scheme == "ueb":
        table = f"en-ueb-g{grade}"
    transcriber = Transcriber(language, grade, table, choices)
    if lexicon is not None and transcriber.main.own:
        own = ChineseTranslator(table_named("national-common"), choices, load_lexicon(lexicon))
        transcriber.use(own)
    return transcriber
