"""Papers, read back: the barcode by ZXing, the braille by its letters, the words and sizes from the PDF."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw as pdfium

from accessible_reader.audit import seen_of
from accessible_reader.deliveries.carrying import Stop, ToCollect
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.papers.embossing import label_brf
from accessible_reader.deliveries.papers.printing import code_128, pdf_of
from accessible_reader.deliveries.papers.service import Papers
from accessible_reader.deliveries.papers.sheets import Paper, card, label, route_sheet
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow
from converters.braille.formats.brf import ASCII
from tests.gf_decoder import syllables
from tests.pdf_ua import faults
from tests.unit.deliveries.conftest import ON_THURSDAY, Depot

BAG = "1234567"
STOP = Stop(
    1, "v", BAG, VisitState.OUT, False, time(9), time(12), "王小明", "灵隐路12号3幢401室", "138****8001", "敲三下", "春天来了",
    None, 4, (ToCollect("x", "7654321", 3),),
)  # fmt: skip
DISABILITY = ("盲", "残疾", "障碍", "视力", "blind", "disab")


class Printed:
    """A PDF as its reader has it."""

    def __init__(self, data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        self.pages = [page.get_textpage().get_text_bounded() for page in document]
        self.text = "".join("".join(self.pages).split())
        self.images = [page.render(scale=3).to_pil() for page in document]
        self.sizes = [
            one.get_font_size() if hasattr(one, "get_font_size") else _size(one)
            for page in document
            for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        ]
        self.millimetres = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
        self.tagged = pdfium.FPDFCatalog_IsTagged(document)
        document.close()

    def barcodes(self) -> list[list[str]]:
        """What a scanner reads on each page."""
        return [
            [f"{one.format}:{one.text}" for one in zxingcpp.read_barcodes(image)] for image in self.images
        ]


def _size(item: object) -> float:
    import ctypes

    size = ctypes.c_float()
    assert pdfium.FPDFTextObj_GetFontSize(item, size)  # type: ignore[arg-type]
    return size.value


def code_of(text: str) -> str:
    return f"{zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).format}:{text}"


def test_a_label() -> None:
    made = Printed(pdf_of(label("zh-CN", "北馆", BAG, "王小明", code_128(BAG))))
    assert made.barcodes() == [[code_of(BAG)]]
    for words in ("书袋1234567", "王小明", "北馆", "⠼⠁⠃⠉⠙⠑⠋⠛"):
        assert words in made.text
    assert min(made.sizes) >= 23.9
    assert made.millimetres == [(100, 150)]
    assert made.tagged
    assert not any(word in made.text.lower() for word in DISABILITY)


def test_the_card_is_turned_over() -> None:
    to, back = ("灵隐路12号", "王小明"), ("图书馆路1号", "北馆")
    made = Printed(pdf_of(card("zh-CN", to, back, code_128(BAG), BAG)))
    assert made.barcodes() == [[code_of(BAG)], [code_of(BAG)]]
    front, reverse = ("".join(page.split()) for page in made.pages)
    assert "盲人读物" in front
    assert "盲人读物" in reverse
    assert ("灵隐路12号" in front, "灵隐路12号" in reverse) == (True, False)
    assert ("图书馆路1号" in front, "图书馆路1号" in reverse) == (False, True)
    assert min(made.sizes) >= 23.9


@pytest.mark.parametrize(("language", "leave"), [("zh-CN", "留下"), ("zh-TW", "留下"), ("en", "Leave")])
def test_a_route_sheet(language: str, leave: str) -> None:
    made = Printed(pdf_of(route_sheet(language, "北馆", date(2026, 11, 26), [STOP] * 7)))
    for words in (
        "王小明",
        "灵隐路12号3幢401室",
        "138****8001",
        "敲三下",
        "春天来了",
        "1234567",
        "7654321",
        leave,
        "09:00",
    ):
        assert words in made.text
    assert len(made.pages) > 1
    assert set(made.millimetres) == {(210, 297)}
    assert min(made.sizes) >= 17.9
    assert made.tagged
    assert not any(word in made.text.lower() for word in DISABILITY)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_each_paper_is_pdf_ua(language: str, tmp_path: Path) -> None:
    svg = code_128(BAG)
    papers = (
        label(language, "北馆", BAG, "王小明", svg),
        card(language, ("灵隐路12号", "王小明"), ("图书馆路1号", "北馆"), svg, BAG),
        route_sheet(language, "北馆", date(2026, 11, 26), [STOP] * 7),
    )
    for number, paper in enumerate(papers):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf_of(paper))
        assert faults(path) == [], paper.title
        with pikepdf.open(path) as document:
            assert str(document.Root.Lang).startswith(language.partition("-")[0])
            assert str(document.docinfo["/Title"]) == paper.title  # no name in it
            if number < 2:  # the barcode says in words what it is
                alternatives = [
                    str(one.Alt)
                    for one in document.objects
                    if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
                ]
                assert alternatives
                assert all(BAG in one for one in alternatives)


def test_words_are_never_markup() -> None:
    made = Printed(pdf_of(label("en", "#panic() $x$ *a* \\", BAG, "= <b> @x", code_128(BAG))))
    assert "#panic()$x$*a*\\" in made.text
    assert "=<b>@x" in made.text


def test_a_character_without_a_glyph_is_said() -> None:
    with pytest.raises(BadRecord, match="paper-glyph-missing"):
        pdf_of(label("zh-CN", "北馆", BAG, "\ue123", code_128(BAG)))


def test_the_embosser_gets_lines_of_ascii() -> None:
    assert label_brf("en", BAG, "North") == b"#ABCDEFG\r\n,NORTH\r\n\x0c"
    chinese = label_brf("zh-CN", BAG, "北馆")
    number, library, end = chinese.decode("ascii").split("\r\n")
    assert (number, end) == ("#ABCDEFG", "\f")
    digits = dict(zip("ABCDEFGHIJ", "1234567890", strict=True))
    assert "".join(digits[one] for one in number[1:]) == BAG
    # Read back by a decoder that shares nothing with the encoder: běi guǎn.
    cells = "".join(chr(0x2800 + ASCII.index(one)) for one in library)
    read = syllables(cells)
    assert len(read) == 2
    assert all(one.may_be(reading) for one, reading in zip(read, ("bei3", "guan3"), strict=True))
    printed = label("zh-CN", "北馆", BAG, "王小明", "<svg/>").pages[0][3]["text"]
    assert printed == "".join(chr(0x2800 + ASCII.index(one)) for one in number)


def test_papers_of_a_visit_are_for_staff_and_the_carrier_and_noted(depot: Depot, tmp_path: Path) -> None:
    library = depot.library
    visit, made = depot.out("hong")
    papers = Papers(depot.database, depot.keys)
    found = Printed(papers.label(library.librarian, visit))
    bag = depot.deliveries.get(library.librarian, visit).bag
    assert found.barcodes() == [[code_of(bag)]]
    assert "红楼梦" not in found.text
    assert papers.label_brf(library.librarian, visit).startswith(b"#")
    sheet = Printed(papers.route_sheet(library.volunteer, made, "zh-CN", at=ON_THURSDAY))
    assert "王小明" in sheet.text
    assert "红楼梦" not in sheet.text
    assert seen_of(depot.database, library.reader)[0].actor == library.volunteer
    with pytest.raises(NotNow, match="visit-not-by-post"):
        papers.card(library.librarian, visit, "图书馆路1号")
    with pytest.raises(NotAllowed):
        papers.label(library.volunteer, visit)
    with pytest.raises(NotAllowed):
        papers.route_sheet(library.neighbour, made, "en", at=ON_THURSDAY)
    empty = depot.rounds.make(library.librarian, library.north, date(2026, 11, 27), "morning")
    with pytest.raises(NotFound, match="visit-round-empty"):
        papers.route_sheet(library.librarian, empty, "en")


def test_a_paper_is_not_printed_into_logs() -> None:
    paper: Paper = label("zh-CN", "北馆", BAG, "王小明", "<svg/>")
    assert "王小明" not in repr(paper)
