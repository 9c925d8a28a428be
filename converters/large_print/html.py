"""``large-print-html``: the whole book on one page, for a browser at any zoom."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import ClassVar

from converters.book import NavigationPoint, sections_of
from converters.edition.pictures import PictureStore
from converters.edition.words import Words, words_for
from converters.large_print.chapter_trees import TextGate, chapter_trees
from converters.large_print.geometry import geometry, typst_language
from converters.large_print.options import LargePrintOptions
from converters.large_print.single_part import (
    SinglePartConverter,
    characters_in,
    keep_places,
    picture_source,
)
from converters.large_print.style import style_sheet
from converters.large_print.xhtml import XhtmlWriter, ids_in
from converters.protocol import Conversion, ConverterOptions, Part, PartResult
from converters.workspace import write_atomically

_FILE = "large-print.html"


class LargePrintHtml(SinglePartConverter):
    """Writes ``large-print.html`` and ``images/``. Works without scripts: colours are switched by radio buttons and CSS."""

    name: ClassVar[str] = "large-print-html"
    media_type: ClassVar[str] = "text/html"
    Options: ClassVar[type[ConverterOptions]] = LargePrintOptions

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Write the page."""
        book, metadata = conversion.book, conversion.book.metadata
        words = words_for(metadata.language)
        gate = TextGate()
        images = folder / "images"
        images.mkdir(exist_ok=True)
        store = PictureStore(images, picture_source(conversion))
        trees = chapter_trees(book, conversion.options, gate, "chapter")
        ids = ids_in([tree.nodes for tree in trees])
        writer = XhtmlWriter(
            words,
            lambda name: f"#{name}" if name in ids else None,
            store.get,
            "images/",
            epub=False,
            deeper=1,
            right_to_left=bool(typst_language(metadata.language)["rtl"]),
        )
        body = "\n".join(writer.blocks(tree.nodes) for tree in trees)
        title = gate.clean(metadata.title.strip()) or "—"
        page = geometry(conversion.options, metadata.language)
        names = ", ".join(gate.clean(person.name) for person in metadata.contributors[:12])
        language = escape(metadata.language)
        text = f"""<!DOCTYPE html>
<html lang="{language}"{' dir="rtl"' if typst_language(metadata.language)["rtl"] else ""}>
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{escape(title)}</title>
<style>
{style_sheet(page, epub=False)}</style>
</head>
<body>
<a class="skip" href="#text" lang="{words.language}">{words.skip}</a>
<header>
<h1>{escape(title)}</h1>
{f"<p>{escape(names)}</p>" if names else ""}
{_themes(words, conversion.options.theme)}
</header>
<nav aria-label="{words.contents}" lang="{words.language}">
<h2>{words.contents}</h2>
{_contents(book.contents, ids, gate, language) or _sections(conversion, ids, gate, language)}
</nav>
<main id="text" tabindex="-1">
{body}
</main>
</body>
</html>
"""
        write_atomically(folder / _FILE, text)
        pictures = sorted(f"images/{path.name}" for path in images.iterdir())
        keep_places(folder, dict.fromkeys(sorted(ids), _FILE))
        findings = (*store.findings, *writer.findings, *gate.findings())
        return PartResult(
            part.key, (_FILE, *pictures, "places.json"), findings, {"characters": characters_in(book)}
        )


def _themes(words: Words, chosen: str) -> str:
    first = "white" if chosen == "print" else chosen
    rows = "".join(
        f'<label><input type="radio" name="theme" id="theme-{name}"{" checked" if name == first else ""}/> {shown}</label>'
        for name, shown in zip(("white", "cream", "yellow", "reverse"), words.theme_names, strict=True)
    )
    return f'<fieldset lang="{words.language}"><legend>{words.theme}</legend>{rows}</fieldset>'


def _contents(points: tuple[NavigationPoint, ...], ids: set[str], gate: TextGate, language: str) -> str:
    rows = []
    for point in points:
        inner = _contents(point.children, ids, gate, language)
        if point.target in ids and point.title.strip():
            title = escape(gate.clean(point.title))
            rows.append(f'<li><a href="#{point.target}" lang="{language}">{title}</a>{inner}</li>')
        elif inner:
            rows.append(f"<li>{inner}</li>")
    return f"<ol>{''.join(rows)}</ol>" if rows else ""


def _sections(conversion: Conversion, ids: set[str], gate: TextGate, language: str) -> str:
    points = tuple(
        NavigationPoint(section.title, section.id)
        for section in sections_of(conversion.book)
        if section.title
    )
    return _contents(points, ids, gate, language)
