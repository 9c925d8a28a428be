"""From the bytes of a markup document to text, whatever it says about its encoding.

A byte order mark wins; then valid UTF-8 (hardly any other text happens to be that); then what the XML declaration, a ``<meta>`` or the
caller says; then a guess by chardet. Encodings are read as browsers read them (WHATWG Encoding, clause 4.2): ``gb2312`` as GB18030,
``iso-8859-1`` as Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_XML = re.compile(
    rb"^\s{0,64}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_FEW = 24


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, whether that had to be guessed, and how many bytes could not be read (U+FFFD)."""

    text: str
    encoding: str
    guessed: bool = False
    lost: int = 0


def decode_markup(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``; ``declared`` is an encoding named by the caller, which then counts as the document's own."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if data.lstrip(b" \t\r\n").startswith(start):
            return _lenient(data, encoding)
    said = _known(declared) or _declared(data)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and (said is None or said == "utf-8" or len(data) - len(utf8) >= _FEW):
        return Decoded(utf8, "utf-8", guessed=said not in {None, "utf-8"} and not utf8.isascii())
    if said and not said.startswith("utf-16"):
        text = _strict(data, said)
        if text is None and said == "big5hkscs":
            text = _strict(data, "cp950")
        if text is not None:
            return Decoded(text, said)
    if utf8 is not None:
        return Decoded(utf8, "utf-8", guessed=not utf8.isascii())
    return _guess(data, said)


def _guess(data: bytes, said: str | None) -> Decoded:
    import chardet

    # Markup is noise to a detector; a few damaged bytes must not make it give up.
    sample = re.sub(rb"<[^<>]{0,2000}>", b" ", data[:400_000])
    found = _known(str(chardet.detect(sample)["encoding"] or ""))
    readings = [_lenient(data, encoding) for encoding in dict.fromkeys((said, found, "utf-8")) if encoding]
    best = min(readings, key=lambda reading: reading.lost)
    return Decoded(best.text, best.encoding, guessed=best.encoding != said, lost=best.lost)


def _declared(data: bytes) -> str | None:
    head = data[:4096]
    match = _XML.search(head) or _META.search(head)
    return _known(match.group(1).decode("ascii")) if match else None


def _known(name: str | None) -> str | None:
    if not name:
        return None
    plain = _WIDER.get(name.strip().lower(), name.strip().lower())
    try:
        info = codecs.lookup(plain)
    except (LookupError, ValueError):
        return None
    # Some codecs of Python are not character sets (base64, rot13, zip: a bomb): those have no place here.
    return info.name if getattr(info, "_is_text_encoding", True) and info.name not in _UNSAFE else None


_UNSAFE: Final = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = _strict(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, lost=text.count("\ufffd"))
