"""ID3 tags as old and new players read them: version 2.3, UTF-16 where needed."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any, Final

import mutagen.id3

from converters.book import Book
from converters.protocol import Part
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.headings import HeardHeading

_id3: Any = mutagen.id3  # the package has no types

_TAG_HEADER: Final = 10
_MOST_CHAPTERS: Final = 255  # CTOC counts them in a byte
_TOP_LEVEL: Final = 2
_ORDERED: Final = 1
_NO_OFFSET: Final = 0xFFFFFFFF

_ISO_639_2: Final = {
    "ar": "ara", "bo": "bod", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hu": "hun", "id": "ind", "it": "ita", "ja": "jpn",
    "ko": "kor", "la": "lat", "mn": "mon", "nb": "nob", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho",
}  # fmt: skip


def language_code(tag: str) -> str:
    """The three letters that ID3 and MP4 want: ``zh-Hans`` → ``zho``; ``und`` where unknown."""
    base = tag.lower().partition("-")[0]
    return base if len(base) == 3 else _ISO_639_2.get(base, "und")


def authors(book: Book) -> str:
    """The authors, as one line."""
    people = [person.name for person in book.metadata.contributors if person.role == "aut"]
    return ", ".join(people or [person.name for person in book.metadata.contributors[:1]])


def id3_bytes(
    book: Book, part: Part, cover: bytes | None, headings: Sequence[HeardHeading] = (), samples: int = 0
) -> bytes:
    """The tag that stands before the frames of one chapter of ``samples`` samples; several ``headings`` become its chapters (CHAP, CTOC)."""
    tag = _id3.ID3()
    tag.add(_id3.TIT2(encoding=_id3.Encoding.UTF16, text=_one_line(part.title) or part.key))
    tag.add(_id3.TALB(encoding=_id3.Encoding.UTF16, text=_one_line(book.metadata.title)))
    tag.add(_id3.TPE1(encoding=_id3.Encoding.UTF16, text=_one_line(authors(book))))
    tag.add(_id3.TRCK(encoding=_id3.Encoding.LATIN1, text=f"{part.data['number']}/{part.data['of']}"))
    tag.add(_id3.TLAN(encoding=_id3.Encoding.LATIN1, text=language_code(book.metadata.language)))
    tag.add(_id3.TCON(encoding=_id3.Encoding.LATIN1, text="Audiobook"))
    if cover:
        tag.add(
            _id3.APIC(
                encoding=_id3.Encoding.LATIN1,
                mime="image/jpeg",
                type=_id3.PictureType.COVER_FRONT,
                desc="",
                data=cover,
            )
        )
    stream = io.BytesIO()
    tag.save(stream, v2_version=3, padding=lambda _info: 0)
    plain = stream.getvalue()
    if len(headings) < 2:
        return plain
    body = plain[_TAG_HEADER:] + chapter_frames(headings, samples)
    return plain[: _TAG_HEADER - 4] + _syncsafe(len(body)) + body


def chapter_frames(headings: Sequence[HeardHeading], samples: int) -> bytes:
    """CTOC and CHAP frames (ID3v2 Chapter Frame Addendum 1.0) in the order of time.

    Written here because mutagen sorts frames by size, and players list chapters in the order of the file.
    """
    shown = list(headings)[:_MOST_CHAPTERS]
    names = [f"ch{number}".encode() for number in range(1, len(shown) + 1)]
    contents = (
        b"toc\0" + bytes((_TOP_LEVEL | _ORDERED, len(names))) + b"".join(name + b"\0" for name in names)
    )
    frames = [_frame(b"CTOC", contents)]
    ends = [heading.sample for heading in shown[1:]] + [samples]
    starts = [0, *ends[:-1]]  # the silence before the first heading is its own
    for name, heading, start, end in zip(names, shown, starts, ends, strict=True):
        times = struct.pack(">IIII", _milliseconds(start), _milliseconds(end), _NO_OFFSET, _NO_OFFSET)
        title = _frame(b"TIT2", b"\x01" + _one_line(heading.title).encode("utf-16"))
        frames.append(_frame(b"CHAP", name + b"\0" + times + title))
    return b"".join(frames)


def _milliseconds(samples: int) -> int:
    return round(samples * 1000 / SAMPLE_RATE)


def _frame(name: bytes, data: bytes) -> bytes:
    """A frame of ID3v2.3: sizes are plain there."""
    return name + struct.pack(">IH", len(data), 0) + data


def _syncsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500].encode("utf-16", "replace").decode("utf-16")
