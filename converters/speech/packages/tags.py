"""ID3 tags as old and new players read them: version 2.3, UTF-16 where needed."""

from __future__ import annotations

import io
from typing import Any, Final

import mutagen.id3

from converters.book import Book
from converters.protocol import Part

_id3: Any = mutagen.id3  # the package has no types

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


def id3_bytes(book: Book, part: Part, cover: bytes | None) -> bytes:
    """The tag that stands before the frames of one chapter."""
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
    return stream.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500].encode("utf-16", "replace").decode("utf-16")
