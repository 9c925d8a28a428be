"""EPUB with overlays: which clip belongs to which element, and what the package says."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from converters.book import (
    Aside,
    Book,
    Contributor,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Metadata,
    NavigationPoint,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    PageTarget,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
    Text,
    assign_ids,
)
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.audio_epub.overlay import Clip, clips_of, clock
from converters.speech.packages.audio_epub.package import accessibility
from converters.speech.track import Track, TrackLine
from converters.workspace import Workspace
from tests.audio_epub_checks import SMIL, TEXTREF, TYPE, Opened, check_overlays, make_silent
from tests.marked_text_checks import given_words, words_of
from tests.property.strategies import PICTURES, add_pictures

SECOND = SAMPLE_RATE


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.fixture
def book() -> Book:
    table = Table(
        (
            TableRow((TableCell((words("Whale"),), True), TableCell((words("Length"),), True)), head=True),
            TableRow((TableCell((words("Sperm"),)), TableCell((words("16 m"),)))),
        ),
        id="t",
    )
    first = Section(
        "One",
        (
            Heading(1, (Text("One"),)),
            PageBreak("12", "p12"),
            Paragraph(
                (
                    Text("Call me"),
                    PageMarker("13", "p13"),
                    Text(" Ishmael. Some years ago."),
                    NoteReference("n", "1"),
                )
            ),
            Figure(PICTURES[0].id, "A whale. It blows!"),
            table,
            ListBlock("unordered", (ListItem((words("First."),)), ListItem((words("Second."),)))),
            Aside((words("Beside it."),)),
            Note("footnote", (words("A note."),), "1", "n"),
        ),
        (Section("Deeper", (Heading(2, (Text("Deeper"),)), words("The end.")), level=2, id="deeper"),),
        role="chapter",
        id="one",
    )
    second = Section("二", (Heading(1, (Text("二"),)), words("中文。")), id="two", language="zh-Hans")
    return assign_ids(
        Book(
            Metadata("The Whale", "en", (Contributor("Herman Melville"),), publisher="Bentley", date="1851"),
            (first, second),
            PICTURES,
            (
                NavigationPoint("One", "one", (NavigationPoint("Deeper", "deeper"),)),
                NavigationPoint("二", "two"),
            ),
            (PageTarget("12", "p12"), PageTarget("13", "p13")),
            PICTURES[1].id,
        )
    )


@pytest.fixture
def opened(book: Book, workspace: Workspace) -> Opened:
    add_pictures(workspace)
    artifact = make_silent(book, workspace, print_pages=True)
    check_overlays(artifact.folder / artifact.main)
    return Opened(artifact.folder / artifact.main)


def test_clips_have_no_gaps_and_none_is_empty() -> None:
    track = Track(
        10 * SECOND,
        (
            TrackLine("page-1", 0, 0),
            TrackLine("s-1", 100, 2 * SECOND),
            TrackLine("", 2 * SECOND, 3 * SECOND),
            TrackLine("s-2", 4 * SECOND, 5 * SECOND),
            TrackLine("page-2", 6 * SECOND, 6 * SECOND),
        ),
    )
    elements = {"page-1": "page-1", "page-2": "page-2", "s-1": "s-1", "s-2": "s-2"}
    assert clips_of(track, elements, "text") == (Clip("s-1", 0, 4000), Clip("s-2", 4000, 10_000))


def test_sentences_of_one_picture_are_one_clip_and_strangers_are_told_on_the_whole() -> None:
    track = Track(
        9 * SECOND,
        (
            TrackLine("", 0, SECOND),
            TrackLine("s-1", SECOND, 2 * SECOND),
            TrackLine("s-2", 3 * SECOND, 4 * SECOND),
            TrackLine("unknown", 5 * SECOND, 6 * SECOND),
        ),
    )
    elements = {"s-1": "s-1", "s-2": "s-1"}
    assert clips_of(track, elements, "text") == (
        Clip("text", 0, 1000),
        Clip("s-1", 1000, 5000),
        Clip("text", 5000, 9000),
    )


def test_a_silent_chapter_is_told_as_a_whole() -> None:
    assert clips_of(Track(SECOND // 2, ()), {}, "text") == (Clip("text", 0, 500),)


def test_clocks() -> None:
    assert [clock(value) for value in (0, 61_005, 36_000_000)] == [
        "0:00:00.000",
        "0:01:01.005",
        "10:00:00.000",
    ]


def test_structures_are_nested_and_named(opened: Opened) -> None:
    smil = opened.tree("smil/001.smil")
    text = opened.tree("text/001.xhtml")
    kinds = {group.get(TYPE): group for group in smil.iter(f"{SMIL}seq")}
    assert {"chapter", "table", "table-cell", "list", "list-item", "figure", "sidebar", "footnote"} <= set(
        kinds
    )
    cell = next(group for group in smil.iter(f"{SMIL}seq") if group.get(TYPE) == "table-cell")
    assert cell.getparent().get(TYPE) == "table"
    by_id = {one.get("id"): one for one in text.iter() if one.get("id")}
    for kind, tag in (("table", "table"), ("list", "ul"), ("figure", "figure"), ("footnote", "aside")):
        target = by_id[kinds[kind].get(TEXTREF).partition("#")[2]]
        assert etree.QName(target).localname == tag
    pages = [par for par in smil.iter(f"{SMIL}par") if par.get(TYPE) == "pagebreak"]
    assert [by_id[par[0].get("src").partition("#")[2]].get("aria-label") for par in pages] == ["12", "13"]


def test_each_sentence_has_its_own_words(book: Book, workspace: Workspace) -> None:
    add_pictures(workspace)
    artifact = make_silent(book, workspace)
    opened = Opened(artifact.folder / artifact.main)
    places = {row.sentence: row.place for row in artifact.locators}
    said = []
    for row in artifact.locators:
        place = places[row.sentence]
        tree = opened.tree(str(place["file"]).removeprefix("EPUB/"))
        (target,) = (one for one in tree.iter() if one.get("id") == place["fragment"])
        said.append(words_of(target, given_words(book)))
        assert place["audio"] in opened.archive.namelist()
    for sentence in (
        "Call me Ishmael.",
        "Some years ago.",
        "A whale. It blows!",
        "16 m",
        "Second.",
        "A note.",
        "中文。",
    ):
        assert sentence in said


def test_the_page_list_leads_to_page_breaks_inside_sentences(opened: Opened) -> None:
    navigation = opened.tree("nav.xhtml")
    (pages,) = (nav for nav in navigation.iter("{*}nav") if nav.get(TYPE) == "page-list")
    rows = [(link.text, link.get("href")) for link in pages.iter("{*}a")]
    assert [label for label, _href in rows] == ["12", "13"]
    text = {one.get("id"): one for one in opened.tree("text/001.xhtml").iter() if one.get("id")}
    second = text[rows[1][1].partition("#")[2]]
    assert (second.get("role"), second.get(TYPE)) == ("doc-pagebreak", "pagebreak")
    assert second.getparent().get("class") == "sentence"
    assert opened.meta("pageBreakSource") == ["The Whale, Bentley, 1851"]


def test_contents_are_nested_for_new_and_old_readers(opened: Opened) -> None:
    navigation = opened.tree("nav.xhtml")
    contents = next(nav for nav in navigation.iter("{*}nav") if nav.get(TYPE) == "toc")
    assert [link.text for link in contents.findall("{*}ol/{*}li/{*}a")] == ["One", "二"]
    assert [link.text for link in contents.findall("{*}ol/{*}li/{*}ol/{*}li/{*}a")] == ["Deeper"]
    names = [one.text for one in opened.tree("toc.ncx").iter("{*}text")]
    assert names == ["The Whale", "One", "Deeper", "二"]


def test_the_package_says_who_reads_and_how_it_is_shown(opened: Opened) -> None:
    (narrator,) = opened.meta("media:narrator")
    assert "synthetic voice" in narrator
    (active,) = opened.meta("media:active-class")
    assert f".{active} " in opened.archive.read("EPUB/style.css").decode()
    assert {"synchronizedAudioText", "tableOfContents", "pageNavigation", "alternativeText"} <= set(
        opened.meta("schema:accessibilityFeature")
    )
    assert opened.package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    cover = [one for one in opened.package.iter("{*}item") if one.get("properties") == "cover-image"]
    assert len(cover) == 1
    assert "nav" not in [item.get("id") for item in opened.spine]


def test_sound_lies_in_the_package_as_it_was_made(book: Book, workspace: Workspace) -> None:
    add_pictures(workspace)
    artifact = make_silent(book, workspace)
    with zipfile.ZipFile(artifact.folder / artifact.main) as archive:
        for info in archive.infolist():
            if info.filename.endswith(".mp3"):
                assert info.compress_type == zipfile.ZIP_STORED
                key = Path(info.filename).stem
                track = workspace.part_folder("silent-track", key) / "track.mp3"
                assert archive.read(info) == track.read_bytes()
    assert [path.name for path in artifact.folder.iterdir()] == [artifact.main]


def test_a_summary_does_not_promise_descriptions_that_are_not_there(book: Book) -> None:
    rows = accessibility(book, 3, 1, maths=False)
    assert ("accessibilityFeature", "alternativeText") not in rows
    assert ("accessModeSufficient", "auditory") not in rows
    (summary,) = (value for name, value in rows if name == "accessibilitySummary")
    assert "1 of 4 pictures have no description." in summary
