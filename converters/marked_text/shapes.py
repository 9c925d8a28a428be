"""What XHTML and DTBook write alike."""

from __future__ import annotations

from typing import Final

from converters.marked_text.vocabulary import Shape

COMMON: Final[dict[str, Shape]] = {
    "paragraph": Shape("p"),
    "sentence": Shape("span", (("class", "sentence"),)),
    "emphasis": Shape("em"),
    "strong": Shape("strong"),
    "superscript": Shape("sup"),
    "subscript": Shape("sub"),
    "strike": Shape("span", (("class", "strike"),)),
    "code": Shape("code"),
    "underline": Shape("span", (("class", "underline"),)),
    "small-caps": Shape("span", (("class", "small-caps"),)),
    "span": Shape("span"),
    "link": Shape("a"),
    "break": Shape("br"),
    "image": Shape("img"),
    "maths": Shape("span", (("class", "maths"),)),
    "maths-block": Shape("div", (("class", "maths"),)),
    "separator": Shape("hr"),
    "verse": Shape("div", (("class", "verse"),)),
    "stanza": Shape("div", (("class", "stanza"),)),
    "alternative": Shape("p", (("class", "alternative"),)),
    "picture-box": Shape("div", (("class", "picture"),)),
    "definition-list": Shape("dl"),
    "term": Shape("dt"),
    "definition": Shape("dd"),
    "item": Shape("li"),
    "label": Shape("span", (("class", "label"),)),
    "table": Shape("table"),
    "table-caption": Shape("caption"),
    "table-caption-block": Shape("div", (("class", "caption"),)),
    "table-head": Shape("thead"),
    "table-body": Shape("tbody"),
    "row": Shape("tr"),
    "quote": Shape("blockquote"),
    "group": Shape("div"),
}
