"""Bad files through ``read_book`` (a child with limits): a Book with findings or a clear, coded error; never a hang, nothing left behind."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from converters.book import text_of_book
from converters.errors import (
    BadInput,
    ConversionError,
    DamagedFile,
    LimitExceeded,
    ProtectedFile,
    UnsupportedFormat,
)
from converters.messages import LANGUAGES, Catalogue
from converters.protocol import ReadOptions, ReadResult
from converters.readers import read_book, read_book_here
from converters.workspace import Workspace

CATALOGUES = [Catalogue(language) for language in LANGUAGES]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def docx(body: str, *, prolog: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    document = (
        f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def read(
    folder: Path, name: str, data: bytes, options: ReadOptions | None = None, *, here: bool = False
) -> ReadResult:
    """Read ``data``; afterwards nothing but the workspace's own files may be there. ``here``: without a child, where no limit is tried."""
    source = folder / name
    source.write_bytes(data)
    root = folder / "workspace"
    root.mkdir(exist_ok=True)
    try:
        result = (read_book_here if here else read_book)(source, Workspace(root), options)
    except ConversionError as error:
        told(error.code, error.params)
        assert not (root / "book.json").exists()
        raise
    finally:
        assert {path.name for path in root.iterdir()} <= {"book.json", "sentences.json", "resources"}
        assert {path.name for path in folder.iterdir()} == {name, "workspace"}
    for finding in result.findings:
        told(finding.code, finding.params)
    return result


def told(code: str, params: dict) -> None:
    """In all three languages there are words for it, with every parameter filled in."""
    for catalogue in CATALOGUES:
        assert code in catalogue, (code, catalogue.language)
        words = catalogue.format(code, params)
        assert "{" not in words.replace(str(params.get("file", "")), ""), words


def codes(result: ReadResult) -> set[str]:
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.docx", "a.rtf", "a.fb2", "noname"])
def test_empty(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as raised:
        read(tmp_path, name, b"", here=True)
    assert raised.value.code == "file-empty"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_only_white_space(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as raised:
        read(tmp_path, name, b" \n\t\r\n \xe3\x80\x80\n", here=True)
    assert raised.value.code == "book-without-text"


def test_html_without_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        read(tmp_path, "a.html", b"<html><head><title>T</title></head><body><script>x</script></body></html>")
    assert raised.value.code == "book-without-text"


def test_nul_bytes_and_controls_are_left_out(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", b"Hello\0 world.\x07 All is well with us today.\n" * 20)
    assert "Hello world. All is well" in text_of_book(result.book)
    assert "text-control-characters" in codes(result)


def test_lone_surrogates_in_utf8(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", "一个句子。".encode() * 30 + b"\xed\xa0\x80" + "又一句。".encode())
    assert "又一句" in text_of_book(result.book)
    assert "text-undecodable" in codes(result)
    assert "\ufffd" in text_of_book(result.book)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["The whale swam on.\nNobody saw it.\n", "话说天下大势，\n分久必合。\n"])
def test_utf16_without_mark(tmp_path: Path, encoding: str, words: str) -> None:
    result = read(tmp_path, "a.txt", (words * 10).encode(encoding), here=True)
    assert words.split("\n", maxsplit=1)[0] in text_of_book(result.book)


def test_a_line_of_a_million_characters(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", b"x" * 1_000_000)
    assert text_of_book(result.book) == "x" * 1_000_000


@pytest.mark.slow
def test_fifty_megabytes_without_a_full_stop(tmp_path: Path) -> None:
    data = b"and so on and on, " * (50 * 2**20 // 18)
    result = read(tmp_path, "a.txt", data)
    assert len(text_of_book(result.book)) == len(data.strip())


def test_many_short_lines(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", b"a\n" * 30_000)
    assert text_of_book(result.book).count("a") == 30_000


@pytest.mark.slow
def test_a_million_nested_elements(tmp_path: Path) -> None:
    count = 1_000_000
    result = read(
        tmp_path, "a.html", b"<html><body>" + b"<div>" * count + b"The heart of it." + b"</div>" * count
    )
    assert "The heart of it." in text_of_book(result.book)


def test_entity_bomb_in_html(tmp_path: Path) -> None:
    data = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    result = read(tmp_path, "a.html", f"{data}]><html><body><p>Before &j; after.</p></body></html>".encode())
    text = text_of_book(result.book)
    assert "Before" in text
    assert len(text) < 1000


@pytest.mark.parametrize("name", ["a.fb2", "a.docx"])
def test_entities_in_office_files(tmp_path: Path, name: str) -> None:
    prolog = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    if name.endswith("fb2"):
        data = f'<?xml version="1.0"?>{prolog}<FictionBook><body><section><p>&e;</p></section></body></FictionBook>'.encode()
    else:
        data = docx(paragraph("&e;"), prolog=prolog)
    with pytest.raises(DamagedFile) as raised:
        read(tmp_path, name, data)
    assert raised.value.code == "office-entities"


def test_rtf_with_deep_groups(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded) as raised:
        read(tmp_path, "a.rtf", b"{\\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}")
    assert raised.value.code == "limit-office-depth"


def test_rtf_with_some_groups(tmp_path: Path) -> None:
    result = read(tmp_path, "a.rtf", b"{\\rtf1\\ansi " + b"{" * 500 + b"Deep words.\\par" + b"}" * 500 + b"}")
    assert "Deep words." in text_of_book(result.book)


def test_docx_bomb(tmp_path: Path) -> None:
    bomb = docx(paragraph("x"), more={"word/settings.xml": bytes(130 * 2**20)})
    assert len(bomb) < 2**20
    with pytest.raises(LimitExceeded) as raised:
        read(tmp_path, "a.docx", bomb)
    assert raised.value.code == "limit-office-size"


def test_docx_with_a_lying_size(tmp_path: Path) -> None:
    honest = docx(paragraph("word " * 100_000))
    size = len(
        f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{paragraph("word " * 100_000)}</w:body></w:document>'
    )
    lying = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(DamagedFile):
        read(tmp_path, "a.docx", lying)


def nested_tables(deep: int) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * deep + paragraph("inside") + "</w:tc></w:tr></w:tbl>" * deep)


def test_docx_with_nested_tables(tmp_path: Path) -> None:
    assert "inside" in text_of_book(read(tmp_path, "a.docx", nested_tables(40)).book)


def test_docx_with_absurdly_nested_tables(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        read(tmp_path, "a.docx", nested_tables(3000))
    assert raised.value.code == "office-damaged"


def test_docx_with_a_picture_elsewhere(tmp_path: Path) -> None:
    relationships = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://127.0.0.1:9/secret.png" TargetMode="External"/></Relationships>'
    )
    picture = (
        '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline><wp:docPr id="1" name="p" descr="A map"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    more = {"word/_rels/document.xml.rels": relationships}
    result = read(tmp_path, "a.docx", docx(paragraph("Words stay.") + picture, more=more))
    assert "Words stay." in text_of_book(result.book)
    assert not result.book.resources


def test_deleted_words_of_a_tracked_change_are_not_read(tmp_path: Path) -> None:
    gone = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>these five words are gone</w:delText></w:r></w:del></w:p>'
    result = read(tmp_path, "a.docx", docx(paragraph("Words stay.") + gone), here=True)
    assert text_of_book(result.book) == "Words stay."
    assert not result.findings


@pytest.mark.parametrize("keep", [10, 100, 0.5, 0.9, 0.99])
def test_truncated_docx(tmp_path: Path, keep: float) -> None:
    whole = docx("".join(paragraph(f"Paragraph {number} of many.") for number in range(2000)))
    with pytest.raises(BadInput):
        read(tmp_path, "a.docx", whole[: int(keep if keep > 1 else len(whole) * keep)])


def test_truncated_text_in_the_middle_of_a_character(tmp_path: Path) -> None:
    result = read(tmp_path, "a.txt", ("话说天下大势，分久必合。\n" * 50).encode("gb18030")[:-4])
    assert "话说天下大势，分久必合" in text_of_book(result.book)


def test_truncated_html(tmp_path: Path) -> None:
    result = read(tmp_path, "a.html", b"<html><body><h1>Title</h1><p>Some words and <em>more wor")
    assert "more wor" in text_of_book(result.book)


@pytest.mark.parametrize(
    "name", ["junk", "junk.txt", "junk.docx", "junk.html", "junk.rtf", "junk.md", "junk.fb2"]
)
def test_binary_junk(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormat) as raised:
        read(
            tmp_path, name, b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(3000))
        )
    assert raised.value.code == "unsupported-format"


ODD_NAMES = (
    "-o rm.txt",
    "a b'\"$(id);.txt",
    "书 名《》?#%2e%2e.txt",
    "\u202etxt.exe",
    "name\nbreak.html",
    "--sandbox.rtf",
    "%s%n{0}.docx",
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    data = {
        ".html": b"<html><body><p>Words.</p></body></html>",
        ".rtf": b"{\\rtf1\\ansi Words.\\par}",
        ".docx": docx(paragraph("Words.")),
    }.get(Path(name).suffix, b"Words.")
    assert "Words." in text_of_book(read(tmp_path, name, data).book)


def test_pictures_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = (
        '<html><body><p>Words.</p><img src="../secret.png" alt="one"/><img src="/etc/passwd" alt="two"/>'
        '<img src="file:///etc/passwd" alt="three"/><img src="%2e%2e/secret.png" alt="four"/>'
        '<img src="https://example.org/x.png" alt="five"/></body></html>'
    )
    result = read(folder, "a.html", page.encode())
    assert not result.book.resources
    assert all(word in text_of_book(result.book) for word in ("one", "two", "three", "four", "five"))
    assert codes(result) <= {"picture-missing", "picture-elsewhere"}


def test_symbolic_links_out_are_not_followed(tmp_path: Path, workspace: Workspace) -> None:
    from PIL import Image

    folder = tmp_path / "book"
    folder.mkdir()
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    (folder / "inside.png").symlink_to(tmp_path / "secret.png")
    Image.new("RGB", (4, 4)).save(folder / "own.png")
    source = folder / "a.html"
    source.write_text(
        '<html><body><p>W.</p><img src="inside.png" alt="a"/><img src="own.png" alt="b"/></body></html>'
    )
    result = read_book(source, workspace)
    assert [resource.href for resource in result.book.resources] == ["own.png"]


def test_encodings_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ConversionError) as raised:
        read(tmp_path, "a.txt", b"Words.", ReadOptions(encoding="zip"))
    assert raised.value.code == "encoding-unknown"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def zip_of(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind", "code"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), ProtectedFile, "office-password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormat, "refused-doc"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), UnsupportedFormat, "refused-office"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(100), UnsupportedFormat, "refused-pdf"),
        ("a.txt", b"%PDF-1.4\nplain looking words only", UnsupportedFormat, "refused-pdf"),
        ("a.mobi", bytes(60) + b"BOOKMOBI" + bytes(100), UnsupportedFormat, "refused-kindle"),
        ("a.caj", b"HN\0\0" + bytes(100), UnsupportedFormat, "refused-caj"),
        ("a.caj", b"CAJ\0" + bytes(100), UnsupportedFormat, "refused-caj"),
        ("a.umd", b"\x89\x9b\x9a\xde" + bytes(100), UnsupportedFormat, "refused-umd"),
        ("a.ofd", zip_of("OFD.xml", "Doc_0/Document.xml"), UnsupportedFormat, "refused-ofd"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), UnsupportedFormat, "refused-picture"),
        ("a.cbz", zip_of("1.jpg", "2.jpg", "3.png"), UnsupportedFormat, "refused-comic"),
        ("a.zip", zip_of("book.epub", "readme"), UnsupportedFormat, "refused-zip-of-books"),
        ("a.xlsx", zip_of("xl/workbook.xml"), UnsupportedFormat, "refused-office"),
        ("a.zip", zip_of("one.bin"), UnsupportedFormat, "refused-archive"),
        ("a.rar", b"Rar!\x1a\x07\x00" + bytes(100), UnsupportedFormat, "refused-archive"),
    ],
)
def test_what_is_known_but_not_read_is_refused_with_advice(tmp_path, name, data, kind, code) -> None:
    with pytest.raises(kind) as raised:
        read(tmp_path, name, data, here=True)
    assert raised.value.code == code
