"""Talking books small enough to know by heart: phrases, places, navigation, names, and what a hard book becomes."""

import json
import re
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
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
    Text,
    assign_ids,
)
from converters.speech.packages.daisy.clock import full_clock, milliseconds, rounded_clock, seconds
from converters.speech.packages.daisy.names import FileNames, book_name
from converters.speech.packages.daisy.phrases import phrases_of
from converters.speech.track import Track, TrackLine
from converters.workspace import Workspace
from tests.daisy_checks import parse
from tests.daisy_making import CHECKS, make_daisy

FORMATS = tuple(CHECKS)


def test_clocks_are_rounded_once() -> None:
    assert milliseconds(22_050) == 1000
    assert milliseconds(22_049) == 999, "a clip may not end after its file"
    assert seconds(61_005) == "61.005"
    assert full_clock(3_661_005) == "1:01:01.005"
    assert rounded_clock(3_599_499) == "00:59:59"
    assert rounded_clock(3_599_500) == "01:00:00"
    assert rounded_clock(400 * 3_600_000) == "400:00:00"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Reading Your Way", "reading-your-way"),
        ("西游记", "xi-you-ji"),
        ("呐喊 (1923)", "na-han"),
        ("Книга", "book"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "book"),
    ],
)
def test_a_book_s_folder_has_a_name_that_any_card_takes(title: str, name: str) -> None:
    assert book_name(title) == name


def test_names_of_files_sort_in_order() -> None:
    assert FileNames(12).audio(7) == "a0007.mp3"
    assert FileNames(20_000).smil(7) == "s00007.smil"


def line(mark: str, start: float, end: float) -> TrackLine:
    return TrackLine(mark, round(start * 22_050), round(end * 22_050))


def rows(track: Track, known: str) -> list[tuple[str, int, int]]:
    found = phrases_of(track, {mark: (3, f"e-{mark}") for mark in known}, (2, "whole"))
    assert all(phrase.element == (f"e-{phrase.mark}" if phrase.mark else "whole") for phrase in found)
    assert all(phrase.home == (3 if phrase.mark else 2) for phrase in found)
    return [(phrase.mark, phrase.begin, phrase.end) for phrase in found]


def test_phrases_follow_one_another_and_pauses_belong_to_what_is_before() -> None:
    track = Track(5 * 22_050, (line("a", 0.05, 1), line("b", 2, 3), line("c", 4, 4.5)))
    assert rows(track, "abc") == [("a", 0, 2000), ("b", 2000, 4000), ("c", 4000, 5000)]


def test_words_of_our_own_and_marks_without_text_are_heard_with_what_is_before() -> None:
    track = Track(
        5 * 22_050, (line("", 0, 1), line("a", 1, 2), line("", 2, 3), line("x", 3, 4), line("b", 4, 5))
    )
    assert rows(track, "ab") == [("a", 0, 4000), ("b", 4000, 5000)]


def test_a_silent_page_is_a_place_of_its_own_in_the_pause_before_it() -> None:
    track = Track(4 * 22_050, (line("a", 0, 1), line("p", 1.4, 1.4), line("b", 1.4, 4)))
    assert rows(track, "apb") == [("a", 0, 1350), ("p", 1350, 1400), ("b", 1400, 4000)]
    ending = Track(2 * 22_050, (line("a", 0, 1), line("p", 2, 2)))
    assert rows(ending, "ap") == [("a", 0, 1950), ("p", 1950, 2000)]
    first = Track(2 * 22_050, (line("p", 0, 0), line("a", 0.06, 1)))
    assert rows(first, "ap") == [("p", 0, 60), ("a", 60, 2000)]


def test_nothing_is_empty_or_twice() -> None:
    crowded = Track(22_050, (*(line(mark, 0, 0) for mark in "pqrst"), line("a", 0.001, 1)))
    assert all(begin < end for _mark, begin, end in rows(crowded, "apqrst"))
    again = Track(3 * 22_050, (line("a", 0, 1), line("b", 1, 2), line("a", 2, 3)))
    assert rows(again, "ab") == [("a", 0, 1000), ("b", 1000, 3000)]
    assert rows(Track(11_025, ()), "ab") == [("", 0, 500)]


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def hard_book() -> Book:
    """Everything that navigation can meet, and what breaks it: jumping levels, pages of all kinds and twice, a section without heading."""
    note = Note("footnote", (paragraph("A note of the author. It has two sentences."),), "1", id="n1")
    far = Note("endnote", (paragraph("Far away."),), "*", id="n2")
    table = Table(
        (
            TableRow((TableCell((paragraph("City"),), header=True), TableCell((paragraph("People"),), header=True)), head=True),
            TableRow((TableCell((paragraph("Paris"),)), TableCell((paragraph("Two million."), note)))),
        )
    )  # fmt: skip
    nested = ListBlock(
        "unordered",
        (ListItem((paragraph("Outer."), ListBlock("ordered", (ListItem((paragraph("Inner."),)),)))),),
    )
    first = Section(
        "One\x0b",
        (
            PageBreak("iv", id="p-iv"),
            Heading(1, (Text("One\x0b <&> \u201cquoted\u201d"),)),
            Paragraph((Text("It calls"), NoteReference("n1", "1"), Text(" a note. A page"), PageMarker("1", id="p1"), Text(" begins inside."))),
            table,
            PageBreak("2", id="p2"),
            PageBreak("3", id="p3"),
            nested,
            Heading(4, (Text("Far too deep"),)),
            Figure(None, "A ship at sea. Its sails are full."),
            Figure(None, None),
            Aside((Heading(5, (Text("Did you know?"),)), paragraph("Whales sing."))),
        ),
    )  # fmt: skip
    bare = Section(
        "No heading here", (paragraph("Just words."), PageBreak("A-7", id="pa"), paragraph("And more."))
    )
    notes = Section(
        "Notes",
        (
            Heading(1, (Text("Notes"),)),
            ListBlock("plain", (ListItem((far,)),)),
            PageBreak("2", id="p2b"),
            paragraph("* * *"),
        ),
    )
    calls = Section(
        "Two",
        (Heading(2, (Text("Two"),)), Paragraph((Text("Another call"), NoteReference("n2", "*"), Text(".")))),
    )
    metadata = Metadata(
        "Hard \u2603 book", "en", (Contributor("Ann Author"), Contributor("Tom Translator", "trl")), "urn:x:1",
        subtitle="A test", date="1923-08", subjects=("Sea",), publisher="Press",
    )  # fmt: skip
    return assign_ids(Book(metadata, (first, bare, calls, notes)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"notes": "at-reference"},
        {"print_pages": False},
        {"verbosity": "main-text"},
        {"packaging": "folder", "bitrate": 32},
    ],
    ids=lambda options: "-".join(map(str, options)) or "default",
)
def test_a_hard_book_has_nothing_wrong(name: str, options: dict[str, object], workspace: Workspace) -> None:
    made = make_daisy(name, hard_book(), workspace, **options)
    assert made.problems(all_heard=options.get("verbosity") != "main-text") == []
    assert [finding.code for finding in made.artifact.findings] in (["speech-pictures-undescribed"], [])


def ncc_rows(folder: Path) -> list[tuple[str, str]]:
    body = parse(folder / "ncc.html").find("{http://www.w3.org/1999/xhtml}body")
    return [(item.get("class") or etree.QName(item).localname, item[0].text) for item in body]


def test_what_one_can_go_to(workspace: Workspace) -> None:
    made = make_daisy("daisy-202", hard_book(), workspace)
    assert ncc_rows(made.folder) == [
        ("title", "Hard ☃ book"),
        ("page-front", "iv"),
        ("h1", "One <&> “quoted”"),
        ("page-normal", "1"),
        ("page-normal", "2"),
        ("page-normal", "3"),
        ("h2", "Far too deep"),
        ("optional-prodnote", "A ship at sea. Its sails are full."),
        ("optional-prodnote", "Picture without description."),
        ("h3", "Did you know?"),
        ("sidebar", "Did you know?"),
        ("noteref", "Note 1"),
        ("h1", "No heading here"),
        ("page-special", "A-7"),
        ("h2", "Two"),
        ("h1", "Notes"),
        ("page-normal", "2"),
        ("noteref", "Note *"),
    ]
    metas = {m.get("name"): m.get("content") for m in parse(made.folder / "ncc.html").iter() if m.get("name")}
    assert metas["dc:creator"] == "Ann Author"
    assert metas["dc:contributor"] == "Tom Translator"
    assert metas["ncc:sourceDate"] == "1923-08"
    assert metas["dc:publisher"] == "Press"


def test_structures_can_be_left_and_left_out_in_daisy_3(workspace: Workspace) -> None:
    made = make_daisy("daisy-3", hard_book(), workspace)
    root = parse(made.folder / "s0002.smil")
    classes = [e.get("class") for e in root.iter() if etree.QName(e).localname == "seq"]
    assert classes == [None, "table", "list", "list", "prodnote", "prodnote", "sidebar", "table", "note"]
    ncx = parse(made.folder / "navigation.ncx")
    targets = [
        (e.get("type"), e.get("value")) for e in ncx.iter() if etree.QName(e).localname == "pageTarget"
    ]
    assert targets == [
        ("front", None),
        ("normal", "1"),
        ("normal", "2"),
        ("normal", "3"),
        ("special", None),
        ("normal", None),
    ]
    lists = [e.get("class") for e in ncx.iter() if etree.QName(e).localname == "navList"]
    assert lists == ["note", "sidebar", "prodnote"]


@pytest.mark.parametrize("name", FORMATS)
def test_locators_are_those_of_every_audio_format(name: str, workspace: Workspace) -> None:
    made = make_daisy(name, hard_book(), workspace)
    places = {row.sentence: row.place for row in made.artifact.locators}
    assert {sentence.id for sentence in made.conversion.sentences} <= set(places)
    for place in places.values():
        assert (made.artifact.folder / str(place["file"])).is_file()
        smil, _, anchor = str(place["smil"]).partition("#")
        text, _, element = str(place["text"]).partition("#")
        assert f'id="{anchor}"' in (made.artifact.folder / smil).read_text("utf-8")
        assert f'id="{element}"' in (made.artifact.folder / text).read_text("utf-8")
        assert 0 <= float(str(place["start"])) <= float(str(place["end"]))
    plain = make_daisy("audio-mp3", hard_book(), workspace, print_pages=True)
    for row in plain.artifact.locators:
        assert (places[row.sentence]["start"], places[row.sentence]["end"]) == (
            row.place["start"],
            row.place["end"],
        )


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_book_gives_the_same_bytes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    zips = []
    for attempt in ("one", "two"):
        root = tmp_path / attempt
        root.mkdir()
        made = make_daisy(name, hard_book(), Workspace(root), packaging="zip")
        assert made.artifact.files == ("hard-book.zip",)
        zips.append((made.artifact.folder / "hard-book.zip").read_bytes())
    assert zips[0] == zips[1]
    with zipfile.ZipFile(tmp_path / "one/made" / name / "hard-book.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    assert CHECKS[name](tmp_path / "unpacked") == []
    assert (
        b"2023-11-14" in next(tmp_path.glob("unpacked/ncc.html"), tmp_path / "unpacked/book.opf").read_bytes()
    )


def test_the_identity_of_a_book_changes_with_its_times(tmp_path: Path) -> None:
    """Players keep bookmarks by it: those of a slower reading would lead astray."""
    found = []
    for number, options in enumerate([{}, {}, {"rate": 1.5}, {"packaging": "zip"}]):
        root = tmp_path / str(number)
        root.mkdir()
        made = make_daisy("daisy-202", hard_book(), Workspace(root), **options)
        path = made.artifact.folder / made.artifact.main
        text = zipfile.ZipFile(path).read("ncc.html") if path.suffix == ".zip" else path.read_bytes()
        found.append(re.search(rb'dc:identifier" content="([^"]+)"', text))
    names = [match[1] for match in found if match]
    assert names[0] == names[1] == names[3] != names[2]


def test_gb18030_for_old_chinese_players(workspace: Workspace) -> None:
    chapter = Section(
        "第一章 灵根育孕", (Heading(1, (Text("第一章 灵根育孕"),)), paragraph("混沌未分天地乱，㑇𠀀。"))
    )
    book = assign_ids(Book(Metadata("西游记", "zh-CN", (Contributor("吴承恩"),)), (chapter,)))
    made = make_daisy("daisy-202", book, workspace, charset="gb18030")
    assert made.problems() == []
    assert "西游记".encode("gb18030") in (made.folder / "ncc.html").read_bytes()
    assert "混沌未分".encode("gb18030") in (made.folder / "t0002.html").read_bytes()
    assert made.artifact.main == "xi-you-ji/ncc.html"
    assert json.dumps(ncc_rows(made.folder)[1], ensure_ascii=False) == '["h1", "第一章 灵根育孕"]'


@pytest.mark.parametrize("name", FORMATS)
def test_a_book_with_almost_nothing(name: str, workspace: Workspace) -> None:
    book = assign_ids(Book(Metadata("", "fr"), (Section("", (paragraph("—"), PageBreak("", id="p"))),)))
    made = make_daisy(name, book, workspace)
    assert made.problems() == []
