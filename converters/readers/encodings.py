"""From the bytes of a plain text to its characters.

What a person says wins, then a byte order mark, then valid UTF-8, then UTF-16 without a mark, then a guess (chardet), which for Chinese is
checked by how many of the commonest characters come out. Whatever is uncertain or lost becomes a finding.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

import chardet

from converters.errors import BadOptions, Finding, UnsupportedFormat

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 200_000
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
}
"""Encodings that newer ones contain: files named by the old name use the new characters as well."""
_NO_ENCODINGS: Final = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
)
_COMMON_HAN: Final = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後"
    "作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從"
    "想实實日曰者无無此與与何乃见見云將将卻却又把那便叫等老三二十"
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PLAUSIBLE: Final = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u024f\u0370-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u2010-\u2030\u2032-\u205e"
    r"\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff65]"
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters with line feeds as line ends and no control characters but tab and form feed; the encoding's Python name; what was uncertain."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode_text(data: bytes, wanted: str | None = None, name: str = "") -> Decoded:
    """``data`` as text. ``wanted`` is the encoding a person named.

    Raises BadOptions ``encoding-unknown`` for a name that is none, and UnsupportedFormat ``unsupported-format`` (with ``name``) for
    bytes that are no text at all.
    """
    encoding, guessed = (encoding_named(wanted), False) if wanted else find_encoding(data)
    if encoding is None:
        raise UnsupportedFormat("unsupported-format", file=name)
    for mark, _of in _BOMS:
        if data.startswith(mark) and _of == encoding:
            data = data[len(mark) :]
            break
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - (0 if encoding != "utf-8" else data.count(b"\xef\xbf\xbd"))
    findings = []
    if guessed:
        findings.append(Finding("text-encoding-guessed", {"encoding": _shown(encoding)}))
    if lost > 0:
        findings.append(Finding("text-undecodable", {"count": lost, "encoding": _shown(encoding)}))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\x0b", "\n")
    text, controls = _CONTROLS.subn("", text.replace("\ufeff", ""))
    if controls:
        findings.append(Finding("text-control-characters", {"count": controls}))
    return Decoded(text, encoding, tuple(findings))


def find_encoding(data: bytes) -> tuple[str | None, bool]:
    """The encoding of ``data`` and whether it is a guess; None for bytes that are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # NUL is valid UTF-8, but a text with many of them is UTF-16 or no text.
        if data.count(b"\0") * 10 < len(data):
            return "utf-8", False
    wide = _utf16(data)
    if wide:
        return wide, True
    if b"\0" in data[:_SAMPLE] and data.count(b"\0", 0, _SAMPLE) * 10 > min(len(data), _SAMPLE):
        return None, True
    if _nearly_utf8(data):
        return "utf-8", True
    return _guess(data), True


def encoding_named(wanted: str) -> str:
    """The Python name of the encoding that a person named. Raises BadOptions ``encoding-unknown``."""
    try:
        name = codecs.lookup(wanted.strip()).name
        b"x".decode(name, "replace")  # (some codecs are no encodings of text: zip, rot13)
    except (LookupError, ValueError, AttributeError, AssertionError):
        name = ""
    if not name or name in _NO_ENCODINGS:
        raise BadOptions("encoding-unknown", encoding=wanted)
    return _WIDER.get(name, name)


def _shown(encoding: str) -> str:
    return {
        "cp950": "Big5",
        "gb18030": "GB18030",
        "utf-8": "UTF-8",
        "cp932": "Shift_JIS",
        "cp949": "EUC-KR",
    }.get(encoding, encoding.upper())


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: the byte order in which nearly all characters are ones that texts use."""
    if len(data) < 4 or (len(data) % 2 and len(data) < 1000):
        return None
    sample = data[: _SAMPLE // 4 * 2]
    has_nul = b"\0" in sample  # every blank and line end of a UTF-16 text holds one
    best, best_share = None, 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        share = len(_PLAUSIBLE.findall(text)) / max(1, len(text))
        # Any pair of bytes is some Han character or other: only common ones prove it.
        han = len(_HAN.findall(text))
        common = _common_share(text)
        if (han * 5 > len(text) and common < 0.12) or (
            not has_nul and (han * 2 < len(text) or common < 0.25)
        ):
            share = 0.0
        if share > best_share:
            best, best_share = encoding, share
    return best if best_share > 0.95 else None


def _nearly_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 but for a few broken places: many good sequences, few bad ones."""
    sample = data[: _SAMPLE * 5].decode("utf-8", "replace")
    bad = sample.count("\ufffd")
    good = sum(1 for _ in re.finditer(r"[\u0080-\ufffc\U00010000-\U0010ffff]", sample))
    return good > 20 * bad


def _guess(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    found = chardet.detect(sample)["encoding"]
    chinese = max(("gb18030", "cp950"), key=lambda encoding: _chinese_score(sample, encoding))
    if _chinese_score(sample, chinese) > 0.12:
        return chinese
    if found is None:
        return None if _looks_binary(sample) else "cp1252"
    try:
        name = codecs.lookup(found).name
    except LookupError:
        return "cp1252"
    return _WIDER.get(name, name)


def _chinese_score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    if text.count("\ufffd") * 50 > len(text) or len(_HAN.findall(text)) < 8:
        return 0.0
    return _common_share(text)


def _common_share(text: str) -> float:
    han = _HAN.findall(text)
    return sum(c in _COMMON_HAN for c in han) / len(han) if han else 0.0


def _looks_binary(sample: bytes) -> bool:
    controls = sum(byte < 9 or 14 <= byte < 32 for byte in sample[:20_000])
    return controls * 50 > min(len(sample), 20_000)


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file may be text in some encoding: hardly any control characters, or UTF-16."""
    if (
        any(head.startswith(mark) for mark, _encoding in _BOMS)
        or _utf16(head[: len(head) // 2 * 2]) is not None
    ):
        return True
    # A few NULs or controls may be damage; many are another kind of file.
    controls = sum(byte < 9 or 14 <= byte < 32 for byte in head)
    return controls * 10 <= len(head)
