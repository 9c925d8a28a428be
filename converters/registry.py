"""Every reader and every converter, by name. A new format is one new folder and one line here.

Modules are imported when first asked for, so that ``accessible-reader --help`` does not load engines.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final, cast

from converters.errors import BadOptions
from converters.protocol import Converter, Reader

_READERS: Final[dict[str, str]] = {
    "epub": "converters.readers.epub:EpubReader",
    "html": "converters.readers.html:HtmlReader",
    "markdown": "converters.readers.markdown:MarkdownReader",
    "docx": "converters.readers.pandoc:DocxReader",
    "odt": "converters.readers.pandoc:OdtReader",
    "rtf": "converters.readers.pandoc:RtfReader",
    "fb2": "converters.readers.fb2:Fb2Reader",
    "plain-text": "converters.readers.plain_text:PlainTextReader",
    "refused": "converters.readers.refused:RefusedReader",
}

_CONVERTERS: Final[dict[str, str]] = {
    "book-json": "converters.book_json:BookJsonConverter",
    "speech-text": "converters.speech.packages.text:SpeechTextConverter",
    "audio-mp3": "converters.speech.packages.mp3:Mp3Converter",
    "audio-m4b": "converters.speech.packages.m4b:M4bConverter",
    "audio-epub": "converters.speech.packages.audio_epub:AudioEpubConverter",
    "audio-webpub": "converters.speech.packages.webpub:WebpubConverter",
    "daisy-202": "converters.speech.packages.daisy202:Daisy202Converter",
    "daisy-3": "converters.speech.packages.daisy3:Daisy3Converter",
    "braille-brf": "converters.braille.formats.brf:BrailleBrfConverter",
    "braille-pef": "converters.braille.formats.pef:BraillePefConverter",
    "braille-text": "converters.braille.formats.text:BrailleTextConverter",
    "braille-ebraille": "converters.braille.formats.ebraille:BrailleEBrailleConverter",
    "large-print-pdf": "converters.large_print.pdf:LargePrintPdf",
    "large-print-epub": "converters.large_print.epub:LargePrintEpub",
    "large-print-docx": "converters.large_print.docx:LargePrintDocx",
    "large-print-html": "converters.large_print.html:LargePrintHtml",
}

DEFAULT_FORMATS: Final = ("audio-mp3", "braille-brf", "large-print-pdf")


def reader_names() -> tuple[str, ...]:
    """Names of all readers."""
    return tuple(_READERS)


def converter_names() -> tuple[str, ...]:
    """Names of all output formats."""
    return tuple(_CONVERTERS)


@cache
def get_reader(name: str) -> Reader:
    """The reader called ``name``. KeyError for a name that is not registered."""
    return cast("Reader", _load(_READERS[name]))


@cache
def get_converter(name: str) -> Converter:
    """The converter called ``name``; :class:`~converters.errors.BadOptions` ``unknown-format`` when there is none."""
    if name not in _CONVERTERS:
        raise BadOptions("unknown-format", format=name, known=", ".join(_CONVERTERS))
    return cast("Converter", _load(_CONVERTERS[name]))


def _load(where: str) -> object:
    module, _, attribute = where.partition(":")
    return getattr(import_module(module), attribute)()
