"""From XHTML or HTML elements to the blocks and sections of a Book: shared by every reader whose source is markup.

How a reader uses it::

    parsed = [parse_document(data, name=name) for ...]      # never raises; .findings
    context = BuildContext(language="en", load_image=...)   # load_image(document, href) -> Resource | None
    survey(parsed, context, targets=...)                    # what points where: notes, links, pages
    built = [build_document(document, context) for document in parsed]
    result = build_sections(built, contents)                # contents=None: made from the headings
    book = assign_ids(Book(metadata, result.sections, resources, result.contents, result.pages), result.anchors)

``build_book`` does all of it for a reader that has documents in memory. ``context.findings`` holds what is to be told.
"""

from converters.readers.xhtml.book import build_book
from converters.readers.xhtml.builder import build_document
from converters.readers.xhtml.context import BuildContext, BuiltDocument, References
from converters.readers.xhtml.links import Target, join_path, resolve_href
from converters.readers.xhtml.parse import ParsedDocument, parse_document
from converters.readers.xhtml.sections import BuiltSections, ContentsEntry, build_sections
from converters.readers.xhtml.styles import StyleSheet
from converters.readers.xhtml.survey import survey

__all__ = [
    "BuildContext",
    "BuiltDocument",
    "BuiltSections",
    "ContentsEntry",
    "ParsedDocument",
    "References",
    "StyleSheet",
    "Target",
    "build_book",
    "build_document",
    "build_sections",
    "join_path",
    "parse_document",
    "resolve_href",
    "survey",
]
