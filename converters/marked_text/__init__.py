"""The text of a chapter as XML in which every place that speech marks is an element, so that sound can be put in step with it."""

from converters.marked_text.chapter import (
    MarkedChapter,
    MarkedPiece,
    Opened,
    PictureLink,
    TextSources,
    mark_chapter,
    nest,
    places_in,
)
from converters.marked_text.dtbook import DTBOOK
from converters.marked_text.names import XML_NAMESPACE, element_id, page_kind, xml_text
from converters.marked_text.vocabulary import Vocabulary
from converters.marked_text.xhtml import EPUB_XHTML, XHTML_1

__all__ = [
    "DTBOOK",
    "EPUB_XHTML",
    "XHTML_1",
    "XML_NAMESPACE",
    "MarkedChapter",
    "MarkedPiece",
    "Opened",
    "PictureLink",
    "TextSources",
    "Vocabulary",
    "element_id",
    "mark_chapter",
    "nest",
    "page_kind",
    "places_in",
    "xml_text",
]
