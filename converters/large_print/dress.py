"""The render tree made ready for the PDF template: files and sizes of pictures, languages, marks in words, tables that fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from converters.edition.mathml import useful
from converters.edition.pictures import Picture
from converters.edition.words import Words
from converters.errors import Finding
from converters.large_print.fonts import MATHS, coverage
from converters.large_print.geometry import Geometry, typst_language
from converters.large_print.mathml import characters_of, formula_of
from converters.large_print.node_text import note_sign
from converters.large_print.table_fit import column_widths, linear
from converters.large_print.tree import InlineNode, Node

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff00-\uffef"
_BREAK_AFTER = re.compile(r"([/._\-?&=:,;)+@#]+)")


@dataclass(slots=True)
class Dresser:
    """Changes a tree in place. ``picture`` gives a prepared picture for a resource id (or None); ``clean`` is the glyph gate.

    ``links`` and ``ids`` collect what is linked to and what can be.
    """

    geometry: Geometry
    words: Words
    book_language: str
    picture: Callable[[str | None, str], Picture | None]
    clean: Callable[[str], str]
    findings: list[Finding] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    _depth: int = 0

    # --- blocks ------------------------------------------------------------------------------------------------------

    def blocks(self, nodes: list[Node]) -> list[Node]:
        """``nodes`` made ready."""
        for node in nodes:
            self._block(node)
        return nodes

    def _block(self, node: Node) -> None:
        self._common(node)
        match node["k"]:
            case "p" | "h" | "marks":
                node["c"] = self.run(node["c"])
            case "section" | "quote" | "aside":
                self.blocks(node["b"])
            case "verse":
                for stanza in node["stanzas"]:
                    for line in stanza:
                        self._common(line)
                        line["c"] = self.run(line["c"])
            case "code":
                longest = max(8, int(self.geometry.measure / (0.61 * self.geometry.size)) - 1)
                node["text"] = "\n".join(
                    _broken(line, longest, longest - 1) for line in node["text"].split("\n")
                )
                node["text"] = node["text"] or " "
            case "maths":
                self._maths(node)
            case "fig":
                self._figure(node)
            case "list":
                self._list(node)
            case "table":
                self._table(node)
            case "notes":
                self._notes(node)
            case "page":
                node["text"] = self.words.print_page.format(label=node["label"])
            case "says":
                node["text"] = getattr(self.words, node["say"])
                node["lang"] = typst_language(self.words.language)
            case _:
                pass

    def _common(self, node: Node) -> None:
        if isinstance(node.get("lang"), str):
            node["lang"] = typst_language(node["lang"])
        if node.get("id"):
            self.ids.add(node["id"])

    def _figure(self, node: Node) -> None:
        picture = self.picture(node["src"], node["id"])
        alternative = node["alt"]
        spoken = alternative or self.words.no_description
        texts: list[Node] = []
        if alternative is None and not node["desc"]:
            self.findings.append(Finding("large-print-picture-undescribed", {}, node["id"]))
        if picture is None:
            self._figure_without_picture(node, texts)
        else:
            width, height = self._fitted(picture)
            node |= {"file": picture.name, "width": width, "height": height, "alternative": spoken}
            if alternative is None:
                texts.append(self._own(self.words.no_description))
            elif alternative and node["show"]:
                texts.append({"text": alternative, "lang": None})
        node["texts"] = texts
        self.blocks(node["cap"])
        self.blocks(node["desc"])

    def _figure_without_picture(self, node: Node, texts: list[Node]) -> None:
        alternative = node["alt"]
        if node["missing"] or node["src"] is not None:
            texts.append(self._own(self.words.missing_picture))
        if alternative is None:
            texts.append(self._own(f"{self.words.picture}{self.words.colon}{self.words.no_description}"))
        elif alternative:
            texts.append({"text": f"[{self.words.picture}{self.words.colon}{alternative}]", "lang": None})

    def _own(self, text: str) -> Node:
        return {"text": text, "lang": typst_language(self.words.language)}

    def _fitted(self, picture: Picture) -> tuple[float, float]:
        """Enlarged to the measure, at most 1.5 points a pixel (larger is only blur), and never taller than four fifths of the page."""
        widest = self.geometry.measure * (0.45 if self._depth else 1.0)
        width = min(widest, max(72.0, picture.width * 1.5))
        height = width * picture.height / picture.width
        tallest = self.geometry.text_height * 0.8
        if height > tallest:
            width, height = width * tallest / height, tallest
        return round(max(width, 1.0), 2), round(max(height, 1.0), 2)

    def _list(self, node: Node) -> None:
        for index, item in enumerate(node["items"]):
            self._common(item)
            label = item["label"]
            if node["kind"] == "ordered":
                label = label or str(node["start"] + index)
                item["shown"] = label if not label[-1:].isalnum() else f"{label}."
            else:
                item["shown"] = label or "•"
            if item["term"] is not None:
                item["term"] = self.run(item["term"])
                self.ids.add(item.get("term_id", ""))
            language = item.pop("term_lang", None)
            item["term_tag"] = {"lang": typst_language(language) if language else None}
            self.blocks(item["b"])

    def _notes(self, node: Node) -> None:
        for item in node["items"]:
            self._common(item)
            item["shown"] = item["label"].strip() or "•"
            item["home"] = f"ref-{item['id']}"
            self.links.add(item["home"])
            self.blocks(item["b"])

    def _table(self, node: Node) -> None:
        self.blocks(node["cap"])
        if not node["cells"]:
            node["linear"] = []
            return
        if node["head"] == 0 and node["rows"] > 1:
            self.findings.append(Finding("large-print-table-without-headers", {}, node["id"]))
        widths = None if self._depth else column_widths(node, self.geometry)
        if widths is None:
            node["linear"] = self.blocks(linear(node, self.words))
            node["cells"] = []
            return
        node["widths"] = widths
        heads = [cell["b"] for cell in node["cells"] if cell["y"] < node["head"]]
        node["repeat"] = node["head"] <= 2 and not _is_target(heads)
        self._depth += 1
        for cell in node["cells"]:
            self._common(cell)
            self.blocks(cell["b"])
        self._depth -= 1

    # --- inlines -----------------------------------------------------------------------------------------------------

    def run(self, nodes: list[InlineNode]) -> list[InlineNode]:
        """Inline ``nodes`` made ready."""
        return [self._inline(node) for node in nodes]

    def _inline(self, node: InlineNode) -> InlineNode:
        if isinstance(node, str):
            return self._words(node)
        kind = node["k"]
        if isinstance(node.get("lang"), str):
            node["lang"] = typst_language(node["lang"])
        if kind in {"em", "span", "a", "ruby"}:
            node["c"] = self.run(node["c"])
            if kind == "a" and node["to"].startswith("#"):
                self.links.add(node["to"][1:])
        elif kind == "ref":
            self._reference(node)
        elif kind == "maths":
            node["k"] = "imaths"
            self._maths(node)
        elif kind == "img":
            self._inline_picture(node)
        elif kind == "page":
            node["k"] = "ipage"
            node["text"] = self.words.print_page.format(label=node["label"])
            self.ids.add(node["id"])
        return node

    def _words(self, text: str) -> str:
        longest = max(12, int(self.geometry.measure / (self.geometry.size * 0.62)))
        if self._depth:
            longest = max(8, longest // 4)
        return _broken(text, longest, 12) if len(text) > longest else text

    def _reference(self, node: Node) -> None:
        label = node["label"].strip()
        node["text"] = note_sign(label)
        if "note" in node:
            self._common(node["note"])
            node["note"]["text"] = label or "*"
            self.blocks(node["note"]["b"])
            return
        if node["to"]:
            self.links.add(node["to"])
            if node.get("first"):
                node["home"] = f"ref-{node['to']}"
                self.ids.add(node["home"])

    def _inline_picture(self, node: Node) -> None:
        alternative = node["alt"]
        if alternative is None:
            self.findings.append(Finding("large-print-picture-undescribed", {}, ""))
        node["text"] = alternative or self.words.no_description
        picture = self.picture(node["src"], "")
        if picture is not None:
            size = self.geometry.size
            tall = min(max(picture.height * 1.5, size), self.geometry.step * 3)
            widest = self.geometry.measure * (0.3 if self._depth else 0.9)
            node |= {"file": picture.name, "height": min(tall, widest * picture.height / picture.width)}
        elif alternative == "":
            node["text"] = self.words.missing_picture

    def _maths(self, node: Node) -> None:
        mathml = node.pop("mathml")
        alternative = useful(node["alt"])
        formula = formula_of(mathml)
        node["alt"] = alternative or self.clean(formula.text) or self.words.formula
        if formula.tree is not None and all(
            character in coverage(MATHS.files[0]) or character.isspace()
            for character in characters_of(formula.tree)
        ):
            node["tree"] = formula.tree
            node["large"] = formula.scripts
        else:
            if not alternative:
                self.findings.append(
                    Finding("large-print-formula-in-words", {"text": node["alt"][:80]}, node.get("id", ""))
                )
            node["alt"] = self._words(node["alt"])


def _is_target(nodes: Any) -> bool:
    """Whether something links into ``nodes``: a header that is repeated would repeat the label."""
    if isinstance(nodes, list):
        return any(_is_target(node) for node in nodes)
    if isinstance(nodes, dict):
        if nodes.get("k") == "mark":
            return not str(nodes["n"]).startswith("s-")
        return "home" in nodes or any(_is_target(v) for v in nodes.values() if isinstance(v, dict | list))
    return False


def _broken(text: str, longest: int, piece: int) -> str:
    """``text`` with places to break in words longer than ``longest``, so that none runs off the page."""

    def cut(match: re.Match[str]) -> str:
        soft = _BREAK_AFTER.sub("\\1\u200b", match.group())
        return "\u200b".join(
            part
            if len(part) <= longest
            else "\u200b".join(part[at : at + piece] for at in range(0, len(part), piece))
            for part in soft.split("\u200b")
        )

    return re.sub(rf"[^\s\u200b{_CHINESE}]{{{longest},}}", cut, text)
