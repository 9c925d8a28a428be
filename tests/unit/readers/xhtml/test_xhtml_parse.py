"""Encodings, entities, and markup that no parser likes."""

from pathlib import Path

import pytest
from lxml import etree

from converters.readers.xhtml.decode import decode_markup
from converters.readers.xhtml.parse import parse_document, stripped_characters, visible_characters

CHINESE = "却说那长老在马上，遥闻唿喇喇水声聒耳，回头叫悟空是那里水响。" * 4
TRADITIONAL = "我在年青時候也曾經做過許多夢，後來大半忘卻了，但自己也並不以為可惜。" * 4
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 4


def words(data: bytes | str) -> str:
    return " ".join("".join(str(t) for t in parse_document(data).root.itertext()).split())


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "gb18030", "gb2312"),
        (TRADITIONAL, "big5", "Big5"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        (CHINESE, "utf-16", "UTF-16"),
        (CHINESE, "utf-16-le", "UTF-16"),
        (CHINESE, "utf-8-sig", "utf-8"),
        ("Größe café naïve " * 10, "cp1252", "ISO-8859-1"),
        (CHINESE, "utf-8", "gb2312"),
        (CHINESE, "utf-8", "x-no-such-encoding"),
        (CHINESE, "gb18030", "utf-8"),
        (CHINESE, "gb18030", ""),
    ],
)  # fmt: skip
def test_encodings_declared_wrong_and_missing(text: str, encoding: str, declared: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = f"{declaration}<html><body><p>{text}</p></body></html>".encode(encoding)
    assert words(data) == text.strip()


def test_damaged_bytes_are_counted_and_told() -> None:
    data = "<p>Größe und Schönheit der Wörter überall</p>".encode() + b"\xff\xfe\xfd"
    decoded = decode_markup(data)
    assert decoded.lost or decoded.guessed
    assert any(f.code.startswith("encoding-") for f in parse_document(data).findings)


@pytest.mark.parametrize("name", ["rot13", "base64", "zlib", "hex", "utf-7", "idna"])
def test_codecs_that_are_no_character_sets_are_not_used(name: str) -> None:
    assert words(f'<?xml version="1.0" encoding="{name}"?><p>plain words</p>'.encode()) == "plain words"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a&nbsp;b &mdash; &hellip; &eacute;</p>", "a b — … é"),
        ("<p>&lt;b&gt; &amp;amp; &quot;</p>", '<b> &amp; "'),
        ("<p>AT&T and &unknown; &</p>", "AT&T and &unknown; &"),
        ("<p><![CDATA[x < y && &nbsp;]]></p>", "x < y && &nbsp;"),
        ("<p>a&#0;b&#x1;c&#150;d&#xD800;e</p>", "abc\u2013d\ufffde"),
        ("<p>a\x00b\x0bc</p>", "abc"),
        ("<p>one<br>two<p>three & four <img src=x>", "onetwothree & four"),
        ("<title/><p>after a closed title</p><p>x", "after a closed titlex"),
        ("<p::p>odd <q:::x>names</q:::x></p::p>", "odd names"),
        ("no markup at all", "no markup at all"),
        ("", ""),
    ],
)
def test_every_word_of_odd_markup(markup: str, expected: str) -> None:
    assert words(markup).replace("\u00a0", " ") == expected


def test_external_entities_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for declaration in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;',
        f'<!ENTITY x PUBLIC "-//X" "{secret.as_uri()}">',
    ):
        markup = f"<?xml version='1.0'?><!DOCTYPE html [{declaration}]><html><body><p>before &x; after</p></body></html>"
        found = words(markup)
        assert "the secret" not in found
        assert found.startswith("before")
        assert found.endswith("after")


def test_an_external_document_type_is_not_opened(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY y "from the dtd">')
    assert "from the dtd" not in words(f'<!DOCTYPE html SYSTEM "{dtd.as_uri()}"><p>a &y; b</p>')


def test_entity_bombs_stay_small() -> None:
    levels = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10) for n in range(1, 12))
    markup = f'<!DOCTYPE html [<!ENTITY l0 "ha">{levels}]><html><body><p>&l11; end</p></body></html>'
    assert len(words(markup)) < 100
    assert words(markup).endswith("end")


def test_plain_entities_of_the_document_are_used() -> None:
    assert words('<!DOCTYPE html [<!ENTITY who "Ishmael & Co">]><p>Call me &who;.</p>') == "Call me &who;."
    assert words('<!DOCTYPE html [<!ENTITY who "Ishmael">]><p>Call me &who;.</p>') == "Call me Ishmael."


def test_an_unclosed_document_type_does_not_swallow_the_text() -> None:
    assert "all the words" in words(
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0><html><body><p>all the words</p></body></html>'
    )


@pytest.mark.parametrize("depth", [1_000, 5_000, 60_000])
def test_deep_elements_keep_their_text(depth: int) -> None:
    body = "".join(f"<div>w{number} " for number in range(depth)) + "</div>" * depth
    parsed = parse_document(f"<html><body>{body}</body></html>")
    assert visible_characters(parsed.root) == stripped_characters(body)
    found = "".join(str(text) for text in parsed.root.itertext()).split()
    assert found == [f"w{number}" for number in range(depth)]


def test_a_very_long_paragraph_is_whole() -> None:
    text = "words without any stop " * 600_000
    parsed = parse_document(f"<html><body><p>{text}</p></body></html>")
    assert visible_characters(parsed.root) == len(text.replace(" ", ""))


def test_comments_and_instructions_vanish() -> None:
    parsed = parse_document("<p>a<!-- x -->b<?y z?>c</p>")
    assert etree.tostring(parsed.root) == b"<p>abc</p>"
