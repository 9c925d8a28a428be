"""Render tree → XHTML, for the EPUB and for the single page; one walk, so that both say the same.

Only elements that reflow; nothing floats, nothing has a height; tables may scroll in their own box. Ids are the Book's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from converters.edition.mathml import safe_mathml, useful
from converters.edition.pictures import Picture
from converters.edition.words import Words
from converters.errors import Finding
from converters.large_print.mathml import formula_of
from converters.large_print.node_text import note_sign
from converters.large_print.tree import InlineNode, Node

_EMPHASIS = {
    "emphasis": "em",
    "strong": "strong",
    "superscript": "sup",
    "subscript": "sub",
    "strike": "s",
    "code": "code",
}
_SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class XhtmlWriter:
    """Writes nodes as XHTML. ``epub`` adds ``epub:type``; ``href`` maps an id to where it is, or None where it is nowhere.

    ``picture`` gives prepared pictures, ``picture_folder`` is put before their names. ``deeper`` is added to heading levels.
    ``right_to_left`` is the direction of the document: words in a language of the other direction say so.
    """

    words: Words
    href: Callable[[str], str | None]
    picture: Callable[[str | None, str], Picture | None]
    picture_folder: str
    epub: bool
    deeper: int = 0
    right_to_left: bool = False
    findings: list[Finding] = field(default_factory=list)
    has_mathml: bool = False
    undescribed: int = 0
    described: int = 0

    def blocks(self, nodes: list[Node]) -> str:
        """``nodes`` as XHTML."""
        return "\n".join(self._block(node) for node in nodes)

    def _attributes(self, node: Node, extra: str = "") -> str:
        parts = []
        if node.get("id"):
            parts.append(f' id="{escape(node["id"])}"')
        if node.get("lang"):
            tag = escape(node["lang"])
            parts.append(f' lang="{tag}" xml:lang="{tag}"' if self.epub else f' lang="{tag}"')
            if (right_to_left := _right_to_left(node["lang"])) or self.right_to_left:
                parts.append(f' dir="{"rtl" if right_to_left else "ltr"}"')
        return "".join(parts) + extra

    @property
    def _ours(self) -> str:
        """The language of our own words, none of which is written from right to left."""
        return f' lang="{self.words.language}"' + (' dir="ltr"' if self.right_to_left else "")

    def _type(self, name: str) -> str:
        return f' epub:type="{name}"' if self.epub else ""

    def _block(self, node: Node) -> str:
        own = self._attributes(node)
        match node["k"]:
            case "p":
                return f"<p{own}>{self.run(node['c'])}</p>"
            case "h":
                level = min(6, node["level"] + self.deeper)
                return f"<h{level}{own}>{self.run(node['c']) or '&#160;'}</h{level}>"
            case "section":
                return f"<section{own}>\n{self.blocks(node['b'])}\n</section>" if node["b"] else ""
            case "verse":
                return f'<div{own} class="verse">{self._stanzas(node)}</div>'
            case "code":
                return f"<pre{own}><code>{escape(node['text'])}</code></pre>"
            case "maths":
                return f'<div{own} class="maths">{self._maths(node, "block")}</div>'
            case "fig":
                return self._figure(node)
            case "list":
                return self._list(node)
            case "table":
                return self._table(node)
            case "notes":
                return self._notes(node)
            case "quote":
                return f"<blockquote{own}>\n{self.blocks(node['b'])}\n</blockquote>"
            case "aside":
                return f"<aside{own}>\n{self.blocks(node['b'])}\n</aside>"
            case "page":
                return f'<div class="page">{self._page(node)}</div>'
            case "rule":
                return f"<hr{own}/>"
            case "says":
                return f"<p{self._ours}>{escape(getattr(self.words, node['say']))}</p>"
            case _:
                return ""

    def _stanzas(self, node: Node) -> str:
        return "".join(
            '<div class="stanza">'
            + "".join(
                f'<p{self._attributes(line)} class="line indent{min(line["indent"], 6)}">{self.run(line["c"])}</p>'
                for line in stanza
            )
            + "</div>"
            for stanza in node["stanzas"]
            if stanza
        )

    def _page(self, node: Node) -> str:
        label = escape(node["label"])
        shown = escape(self.words.print_page.format(label=node["label"]))
        return (
            f'<span{self._attributes({"id": node["id"]})} class="page-number" role="doc-pagebreak"'
            f'{self._type("pagebreak")} aria-label="{label}">{shown}</span>'
        )

    def _figure(self, node: Node) -> str:
        picture = self.picture(node["src"], node["id"])
        alternative = node["alt"]
        own = self.words
        parts = []
        if alternative is None:
            self.undescribed += 1
            if not node["desc"]:
                self.findings.append(Finding("large-print-picture-undescribed", {}, node["id"]))
        elif alternative:
            self.described += 1
        if picture is not None:
            shown = own.no_description if alternative is None else alternative
            parts.append(self._image(picture, shown))
            if alternative is None:
                parts.append(self._own(own.no_description))
            elif alternative and node["show"]:
                parts.append(f"<p>{escape(alternative)}</p>")
        else:
            if node["missing"] or node["src"] is not None:
                parts.append(self._own(own.missing_picture))
            if alternative is None:
                parts.append(self._own(f"{own.picture}{own.colon}{own.no_description}"))
            elif alternative:
                parts.append(f"<p>[{own.picture}{own.colon}{escape(alternative)}]</p>")
        caption = f"<figcaption>{self.blocks(node['cap'])}</figcaption>" if node["cap"] else ""
        return (
            f"<figure{self._attributes(node)}>{''.join(parts)}{caption}</figure>{self.blocks(node['desc'])}"
        )

    def _own(self, text: str) -> str:
        return f"<p{self._ours}>{escape(text)}</p>"

    def _image(self, picture: Picture, alternative: str) -> str:
        return (
            f'<img src="{escape(self.picture_folder + picture.name)}" alt="{escape(alternative)}" '
            f'width="{picture.width}" height="{picture.height}"/>'
        )

    def _list(self, node: Node) -> str:
        kind = node["kind"]
        if kind == "definition":
            rows = []
            for item in node["items"]:
                if item["term"] is not None:
                    term = {"id": item.get("term_id"), "lang": item.get("term_lang")}
                    rows.append(f"<dt{self._attributes(term)}>{self.run(item['term'])}</dt>")
                rows.append(f"<dd{self._attributes(item)}>{self.blocks(item['b'])}</dd>")
            if rows and rows[0].startswith("<dd"):
                rows.insert(0, "<dt>–</dt>")
            return f"<dl{self._attributes(node)}>{''.join(rows)}</dl>"
        labelled = any(item["label"] for item in node["items"])
        name = "ol" if kind == "ordered" else "ul"
        extra = f' start="{node["start"]}"' if kind == "ordered" and node["start"] != 1 else ""
        if kind == "plain" or labelled:
            # Screen readers forget a list without markers unless it says that it is one.
            extra += ' class="plain" role="list"'
        items = "".join(self._item(node, index, item, labelled) for index, item in enumerate(node["items"]))
        return f"<{name}{self._attributes(node, extra)}>{items}</{name}>"

    def _item(self, node: Node, index: int, item: Node, labelled: bool) -> str:
        label = ""
        if labelled:
            shown = item["label"] or (str(node["start"] + index) if node["kind"] == "ordered" else "•")
            shown = f"{shown}." if shown[-1:].isalnum() else shown
            label = f'<span class="label">{escape(shown)} </span>'
        return f"<li{self._attributes(item)}>{label}{self.blocks(item['b'])}</li>"

    def _notes(self, node: Node) -> str:
        items = []
        for item in node["items"]:
            label = item["label"].strip()
            home = self.href(f"ref-{item['id']}")
            back = (
                f' <a href="{escape(home)}" role="doc-backlink"{self._ours}>{self.words.back}</a>'
                if home
                else ""
            )
            shown = f'<span class="label">{escape(label)} </span>' if label else ""
            items.append(
                f"<li{self._attributes(item)}{self._type('footnote')}>{shown}{self.blocks(item['b'])}{back}</li>"
            )
        rows = f'<ol class="plain" role="list">{"".join(items)}</ol>'
        if not node.get("moved"):
            return f'<div class="notes">{rows}</div>'
        title = f'<p class="notes-title"{self._ours}><strong>{escape(self.words.notes)}</strong></p>'
        return f'<section role="doc-endnotes"{self._type("endnotes")}>{title}{rows}</section>'

    def _table(self, node: Node) -> str:
        caption = f"<caption>{self.blocks(node['cap'])}</caption>" if node["cap"] else ""
        rows: dict[int, list[str]] = {y: [] for y in range(node["rows"])}
        for cell in node["cells"]:
            head = cell["y"] < node["head"]
            name = "th" if cell["th"] or head else "td"
            extra = f' colspan="{cell["w"]}"' if cell["w"] > 1 else ""
            extra += f' rowspan="{cell["h"]}"' if cell["h"] > 1 else ""
            if name == "th":
                extra += f' scope="{"col" if head else "row"}"'
            rows[cell["y"]].append(
                f"<{name}{self._attributes(cell, extra)}>{self.blocks(cell['b'])}</{name}>"
            )
        head = "".join(f"<tr>{''.join(rows[y])}</tr>" for y in range(node["head"]))
        body = "".join(f"<tr>{''.join(rows[y])}</tr>" for y in range(node["head"], node["rows"]) if rows[y])
        if not head and not body:
            return "".join(self.blocks(node["cap"]))
        head = f"<thead>{head}</thead>" if head else ""
        body = f"<tbody>{body}</tbody>" if body else "<tbody><tr><td></td></tr></tbody>"
        table = f"<table{self._attributes(node)}>{caption}{head}{body}</table>"
        return f'<div class="wide" role="region" tabindex="0" aria-label="{self.words.table}">{table}</div>'

    # --- inlines -----------------------------------------------------------------------------------------------------

    def run(self, nodes: list[InlineNode]) -> str:
        """Inline ``nodes`` as XHTML."""
        return "".join(escape(node) if isinstance(node, str) else self._inline(node) for node in nodes)

    def _inline(self, node: Node) -> str:
        own = self._attributes({"lang": node.get("lang")})
        match node["k"]:
            case "em":
                name = _EMPHASIS.get(node["e"])
                inside = self.run(node["c"])
                if name:
                    return f"<{name}{own}>{inside}</{name}>"
                return f'<span{own} class="{node["e"]}">{inside}</span>'
            case "span":
                return f"<span{own}>{self.run(node['c'])}</span>"
            case "a":
                return self._link(node, own)
            case "ref":
                return self._reference(node)
            case "ruby":
                rt = escape(node["rt"])
                return f"<ruby{own}>{self.run(node['c'])}<rp>(</rp><rt>{rt}</rt><rp>)</rp></ruby>"
            case "br":
                return "<br/>"
            case "maths":
                return self._maths(node, "inline")
            case "img":
                return self._inline_image(node)
            case "page":
                return self._page(node)
            case _:
                return ""

    def _link(self, node: Node, own: str) -> str:
        target, inside = node["to"], self.run(node["c"])
        if target.startswith("#"):
            place = self.href(target[1:]) if len(target) > 1 else None
        else:
            place = target if target.lower().startswith(_SAFE_LINKS) and _is_plain_url(target) else None
        if place is None or "<a " in inside:
            return f"<span{own}>{inside}</span>"
        return f'<a href="{escape(place)}"{own}>{inside}</a>'

    def _reference(self, node: Node) -> str:
        label = node["label"].strip()
        shown = escape(note_sign(label))
        home = f' id="ref-{escape(node["to"])}"' if node.get("first") and node["to"] else ""
        place = self.href(node["to"]) if node["to"] else None
        if place is None:
            return f"<span{home}>{shown}</span>"
        return f'<a href="{escape(place)}"{home} role="doc-noteref"{self._type("noteref")}>{shown}</a>'

    def _inline_image(self, node: Node) -> str:
        picture, alternative = self.picture(node["src"], ""), node["alt"]
        if alternative is None:
            self.undescribed += 1
            self.findings.append(Finding("large-print-picture-undescribed", {}, ""))
        elif alternative:
            self.described += 1
        shown = self.words.no_description if alternative is None else alternative
        if picture is None:
            return f"[{escape(shown or self.words.missing_picture)}]"
        return self._image(picture, shown)

    def _maths(self, node: Node, display: str) -> str:
        alternative = useful(node["alt"])
        mathml = safe_mathml(node["mathml"], alternative or formula_of(node["mathml"]).text, display)
        if mathml is None:
            return escape(alternative or self.words.formula)
        self.has_mathml = True
        return mathml


def _right_to_left(tag: str) -> bool:
    from converters.large_print.geometry import typst_language

    return bool(typst_language(tag)["rtl"])


def _is_plain_url(url: str) -> bool:
    """Whether a validator takes it: an address with blanks or brackets in it is printed, not linked."""
    from urllib.parse import urlsplit

    if not url.isascii() or any(c in ' <>"{}|\\^`\t\n\r' for c in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme.lower() == "mailto":
        return True
    host = parts.hostname or ""
    percent = all(
        len(piece) >= 2 and all(c in "0123456789abcdefABCDEF" for c in piece[:2])
        for piece in url.split("%")[1:]
    )
    return (
        bool(host)
        and all(c.isalnum() or c in "-." for c in host)
        and percent
        and "[" not in url
        and "]" not in url
    )


def ids_in(nodes: Any) -> set[str]:
    """All ids in a tree, with the places of first references (``ref-...``)."""
    found: set[str] = set()
    stack = [nodes]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key in {"id", "term_id"} and inner:
                    found.add(inner)
                elif isinstance(inner, dict | list):
                    stack.append(inner)
            if value.get("k") == "ref" and value.get("first") and value["to"]:
                found.add(f"ref-{value['to']}")
    return found
