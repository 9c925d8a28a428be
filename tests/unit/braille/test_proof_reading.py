"""The files beside a braille book: ink aligned with cells, and readings to look at."""

import gzip
import json
from array import array
from pathlib import Path

import pytest

from converters.book import Book, Math, MathBlock, Metadata, Section, Text, assign_ids, leaves
from converters.braille.alignment import spans_of
from converters.braille.cells import BLANK
from converters.braille.flow import FlowTable, flow_from_json
from converters.braille.transcriber import Transcriber
from tests.braille_checks import Made, convert
from tests.unit.braille.books import chinese_book, english_book, p

FRACTION = "<math><mfrac><mn>1</mn><mi>y</mi></mfrac></math>"


def aligned(made: Made) -> list[list]:  # type: ignore[type-arg]
    data = json.loads(gzip.decompress((made.artifact.folder / "alignment.json.gz").read_bytes()))
    assert (data["version"], data["book"]) == (1, made.book.metadata.identifier)
    return data["leaves"]  # type: ignore[no-any-return]


def quadruples(flat: list[int]) -> list[tuple[int, int, int, int]]:
    return list(zip(*[iter(flat)] * 4, strict=True))


def check_alignment(made: Made) -> None:
    """Every character that is ink is in a span, spans are in order, their cells are those of the pages."""
    flows = []
    for _part, result, folder in made.results[1:]:
        assert "alignment.json" in result.files
        for item in flow_from_json((folder / "flow.json").read_bytes()):
            blocks = [cell for row in item.rows for cell in row] if isinstance(item, FlowTable) else [item]
            flows += [block.cells.replace("\n", BLANK) for block in blocks]
    covered: dict[str, set[int]] = {}
    for leaf, at, ink, cells, flat in aligned(made):
        assert any(cells.rstrip(BLANK) in flow for flow in flows), ink
        last_ink = last_cell = 0
        for start, end, first, stop in quadruples(flat):
            assert last_ink <= start < end <= len(ink)
            assert last_cell <= first <= stop <= len(cells)
            if first < stop:
                assert BLANK not in (cells[first], cells[stop - 1])
            last_ink, last_cell = end, stop
            covered.setdefault(leaf, set()).update(range(at + start, at + end))
    for leaf in leaves(made.book):
        wanted = {place for place, char in enumerate(leaf.text) if not char.isspace()}
        assert wanted <= covered.get(leaf.node.id, set()), leaf.text


@pytest.mark.parametrize("make", [english_book, chinese_book])
@pytest.mark.parametrize("options", [{}, {"table": "zhcn-cbs"}, {"grade": 1, "maths": "linear"}])
def test_books_with_one_of_everything(make, options: dict[str, object], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = convert(make(), tmp_path / "w", alignment="yes", **options)
    check_alignment(made)


ENGLISH = "He read Moby Dick."
MIXED = "The poet 贾岛 wrote 推敲, and 他还得重来 has two readings."


def english(*paragraphs: str) -> Book:
    return assign_ids(
        Book(
            Metadata("Book", "en", identifier="urn:x-test:book"),
            (Section("Poets", tuple(p(one) for one in paragraphs)),),
        )
    )


def test_chinese_inside_english_is_proof_read_as_well(tmp_path: Path) -> None:
    made = convert(english(ENGLISH, MIXED), tmp_path / "w")
    rows = aligned(made)
    assert [ink for _, _, ink, _, _ in rows] == [MIXED]
    _leaf, _at, ink, cells, flat = rows[0]
    pairs = {ink[start:end]: cells[first:stop] for start, end, first, stop in quadruples(flat)}
    assert pairs["推"] == "⠞⠺⠁"
    assert pairs["poet"] == "⠏⠕⠑⠞"
    data = json.loads((made.artifact.folder / "review.json").read_bytes())
    (question,) = [one for one in data["questions"] if one["text"] == "得"]
    (place,) = question["places"]
    sentence = next(one for one in made.conversion.sentences if one.id == place["sentence"])
    assert MIXED[sentence.start + place["offset"]] == "得"
    assert "braille-readings-uncertain" in {finding.code for finding in made.artifact.findings}


def test_findings_say_in_which_chapter(tmp_path: Path) -> None:
    made = convert(english_book(), tmp_path / "w", maths="linear")
    places = {finding.code: finding.where for finding in made.artifact.findings}
    assert places["braille-picture-without-alternative"] == "The Lamp"
    assert places["braille-unknown-character"] == "The Storm"
    assert places["braille-formula-linear"] == "The Lamp"


def test_it_is_kept_for_chinese_unless_told_otherwise(tmp_path: Path) -> None:
    assert "alignment.json.gz" in convert(chinese_book(), tmp_path / "c").artifact.files
    assert "alignment.json.gz" not in convert(english(ENGLISH), tmp_path / "e").artifact.files
    assert "alignment.json.gz" not in convert(chinese_book(), tmp_path / "n", alignment="no").artifact.files


@pytest.mark.parametrize("name", ["braille-brf", "braille-pef", "braille-ebraille"])
def test_every_format_has_the_same(name: str, tmp_path: Path) -> None:
    made = convert(chinese_book(), tmp_path / "w", name)
    text = convert(chinese_book(), tmp_path / "w")
    for file in ("alignment.json.gz", "review.json"):
        assert file in made.artifact.files
        assert (made.artifact.folder / file).read_bytes() == (text.artifact.folder / file).read_bytes()


def test_signs_in_front_of_a_word_belong_to_it() -> None:
    transcriber = Transcriber("en", 2)
    text = "the cat"
    result = transcriber.translate(text, emphasis=array("H", [0, 0, 0, 0, 1, 1, 1]))
    spans = quadruples(spans_of(text, result, by_character=False))
    assert [result.cells[first:stop] for _, _, first, stop in spans] == ["⠮", "⠨⠂⠉⠁⠞"]


def test_a_list_marker_belongs_to_no_word(tmp_path: Path) -> None:
    rows = aligned(convert(english_book(), tmp_path / "w", alignment="yes"))
    (cells, flat) = next((cells, flat) for _, _, ink, cells, flat in rows if ink == "bread")
    assert (cells, flat) == ("⠸⠲⠀⠃⠗⠂⠙", [0, 5, 3, 7])


def test_a_chinese_line_reads_character_by_character(tmp_path: Path) -> None:
    made = convert(chinese_book(), tmp_path / "w")
    _leaf, _at, ink, cells, flat = aligned(made)[1]
    pairs = {ink[start:end]: cells[first:stop] for start, end, first, stop in quadruples(flat)}
    assert pairs["iPhone"] == "⠰⠊⠠⠏⠰⠓⠕⠝⠑"
    assert (pairs["他"], pairs["用"], pairs["，"], pairs["！"]) == ("⠞", "⠹", "⠐", "⠰⠂")


def chinese(*paragraphs: str) -> Book:
    return assign_ids(
        Book(
            Metadata("书", "zh-CN", identifier="urn:x-test:shu"),
            (Section("书", tuple(p(one) for one in paragraphs)),),
        )
    )


class TestReview:
    def test_places_lie_where_they_say_most_frequent_first(self, tmp_path: Path) -> None:
        made = convert(
            chinese(*["他看着灯塔，都说不出话来。我们在行里等着他。"] * 3, "我行我素，重重地关上门。"),
            tmp_path / "w",
        )
        data = json.loads((made.artifact.folder / "review.json").read_bytes())
        assert data["questions"]
        assert data["places"] == sum(question["count"] for question in data["questions"])
        counts = [question["count"] for question in data["questions"]]
        assert counts == sorted(counts, reverse=True)
        assert counts[0] == 3
        texts = {leaf.node.id: leaf.text for leaf in leaves(made.book)}
        sentences = {sentence.id: sentence for sentence in made.conversion.sentences}
        for question in data["questions"]:
            assert len(question["choices"]) > 1
            assert len(question["places"]) == question["count"]
            for place in question["places"]:
                sentence = sentences[place["sentence"]]
                at = sentence.start + place["offset"]
                assert texts[sentence.leaf][at : at + len(question["text"])] == question["text"]
                assert question["text"] in place["context"]
        (finding,) = [one for one in made.artifact.findings if one.code == "braille-readings-uncertain"]
        assert finding.params == {"count": data["places"], "questions": len(counts), "file": "review.json"}

    def test_a_second_book_does_not_get_the_places_of_the_first(self, tmp_path: Path) -> None:
        convert(chinese("他看着灯塔，都说不出话来。"), tmp_path / "a")
        made = convert(chinese("人。"), tmp_path / "b")
        assert json.loads((made.artifact.folder / "review.json").read_bytes())["places"] == 0
        assert not made.artifact.findings

    def test_other_codes_have_none(self, tmp_path: Path) -> None:
        assert "review.json" not in convert(chinese_book(), tmp_path / "w", table="zhcn-g1").artifact.files
        assert "review.json" not in convert(english_book(), tmp_path / "e").artifact.files


def test_a_formula_is_one_span(tmp_path: Path) -> None:
    blocks = (
        p("So ", Math(FRACTION, "one over y"), ", it said."),
        MathBlock(FRACTION, "one over y"),
        p(Text("End.")),
    )
    made = convert(
        assign_ids(Book(Metadata("B", "en", identifier="urn:b"), (Section("B", blocks),))),
        tmp_path / "w",
        alignment="yes",
    )
    check_alignment(made)
    rows = aligned(made)
    pairs = {
        ink[start:end]: cells[first:stop]
        for _, _, ink, cells, flat in rows
        for start, end, first, stop in quadruples(flat)
    }
    assert pairs["one over y,"] == "⠸⠩⠀⠹⠂⠌⠽⠼⠀⠸⠱⠂"
    assert pairs["one over y"] == "⠸⠩⠀⠹⠂⠌⠽⠼⠀⠸⠱"
