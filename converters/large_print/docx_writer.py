"""Render tree → Word paragraphs, lists and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from converters.edition.mathml import useful
from converters.edition.pictures import Picture, PictureStore
from converters.edition.words import Words
from converters.errors import Finding
from converters.large_print.docx_styles import mark_language, put_in_order
from converters.large_print.fonts import MONO
from converters.large_print.geometry import Geometry, typst_language
from converters.large_print.mathml import formula_of
from converters.large_print.node_text import note_sign
from converters.large_print.table_fit import column_widths, linear
from converters.large_print.tree import InlineNode, Node


class DocxWriter:
    """Appends chapters to ``document``. ``ids`` are the ids that exist, so that links to others stay plain text."""

    def __init__(
        self,
        document: Any,
        *,
        page: Geometry,
        words: Words,
        language: str,
        store: PictureStore,
        images: Path,
        ids: set[str],
    ) -> None:
        self._document = document
        self._page = page
        self._words = words
        self._language = language
        self._store = store
        self._images = images
        self._ids = ids
        self._bookmarks: dict[str, str] = {}
        self._names: set[str] = set()
        self._used: set[str] = set()
        self._break = False
        self._with_next = False
        self._waiting = ""
        self._depth = 0
        self._right_to_left = bool(typst_language(language)["rtl"])
        self.findings: list[Finding] = []

    def chapter(self, nodes: list[Node]) -> None:
        """One chapter, on a new page."""
        self._break = True
        self._blocks(nodes, self._document, "Normal", None)

    def entry(self, paragraph: Any, target: str, title: str) -> None:
        """A line of the contents: a link to ``target``."""
        self._link({"to": f"#{target}", "c": [title]}, paragraph, None, bold=False, kind="")

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, nodes: list[Node], home: Any, style: str, language: str | None) -> None:
        for node in nodes:
            self._block(node, home, style, node.get("lang") or language)

    def _paragraph(self, home: Any, style: str, language: str | None = None, name: str | None = None) -> Any:
        paragraph = home.add_paragraph(style=style)
        if self._break:
            paragraph.paragraph_format.page_break_before = True
            self._break = False
        if self._with_next:
            paragraph.paragraph_format.keep_with_next = True
        if self._right_to_left if language is None else typst_language(language)["rtl"]:
            put_in_order(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"))  # noqa: SLF001 (python-docx has no direction)
        for identity in (self._waiting, name):
            self._bookmark(paragraph, identity or "")
        self._waiting = ""
        return paragraph

    def _block(self, node: Node, home: Any, style: str, language: str | None) -> None:
        name = node.get("id")
        match node["k"]:
            case "p":
                self._run(node["c"], self._paragraph(home, style, language, name), language)
            case "h":
                place = self._paragraph(home, f"Heading {node['level']}", language, name)
                self._run(node["c"], place, language)
            case "section":
                self._waiting = name or ""
                self._blocks(node["b"], home, style, language)
            case "verse":
                for stanza in node["stanzas"]:
                    for number, line in enumerate(stanza, 1):
                        own = line.get("lang") or language
                        place = self._paragraph(home, "Verse", own, line["id"])
                        place.paragraph_format.left_indent = Pt((2 + 1.5 * line["indent"]) * self._page.size)
                        if number == len(stanza):
                            place.paragraph_format.space_after = Pt(self._page.step)
                        self._run(line["c"], place, own)
            case "code":
                self._run([node["text"]], self._paragraph(home, "Code", language, name), language)
            case "maths":
                place = self._paragraph(home, "Block", language, name)
                self._run([self._formula(node)], place, language)
            case "fig":
                self._figure(node, home, style, language)
            case "list":
                self._list(node, home, language)
            case "table":
                self._table(node, home, style, language)
            case "notes":
                self._notes(node, home, language)
            case "quote":
                self._blocks(node["b"], home, "Quote", language)
            case "aside":
                self._blocks(node["b"], home, "Sidebar", language)
            case "page":
                place = self._paragraph(home, "Block", language, name)
                shown = self._words.print_page.format(label=node["label"])
                place.add_run(shown).bold = True
            case "rule":
                self._rule(self._paragraph(home, "Block"))
            case "says":
                self._own(home, getattr(self._words, node["say"]))
            case _:
                pass

    def _own(self, home: Any, text: str) -> None:
        self._run([text], self._paragraph(home, "Block", self._words.language), self._words.language)

    @staticmethod
    def _rule(paragraph: Any) -> None:
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 (python-docx has no borders)
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for attribute, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", "000000")):
            line.set(qn(f"w:{attribute}"), value)
        borders.append(line)
        put_in_order(properties, borders)

    def _figure(self, node: Node, home: Any, style: str, language: str | None) -> None:
        picture = self._store.get(node["src"], node["id"])
        alternative, own = node["alt"], self._words
        if alternative is None and not node["desc"]:
            self.findings.append(Finding("large-print-picture-undescribed", {}, node["id"]))
        shown = own.no_description if alternative is None else alternative
        place = self._paragraph(home, "Block", language, node["id"])
        if picture is not None and self._picture(place, picture, shown):
            if alternative is None:
                self._own(home, own.no_description)
            elif alternative and node["show"]:
                self._run([alternative], self._paragraph(home, "Block", language), language)
        else:
            if node["missing"] or node["src"] is not None:
                place.add_run(own.missing_picture + " ")
            if shown:
                self._run([f"[{own.picture}{own.colon}{shown}]"], place, language)
        self._blocks(node["cap"], home, "Caption", language)
        self._blocks(node["desc"], home, style, language)

    def _picture(self, paragraph: Any, picture: Picture, alternative: str, tallest: float = 0.8) -> bool:
        """Whether the picture could be put in; Word takes no SVG by this way."""
        if picture.media_type == "image/svg+xml":
            return False
        page = self._page
        width = min(page.measure * (0.45 if self._depth else 1.0), max(36.0, picture.width * 1.5))
        height = width * picture.height / picture.width
        if height > page.text_height * tallest:
            width, height = width * page.text_height * tallest / height, page.text_height * tallest
        paragraph.paragraph_format.line_spacing = 1.0
        run = paragraph.add_run()
        shape = run.add_picture(
            str(self._images / picture.name), width=Pt(max(1, width)), height=Pt(max(1, height))
        )
        properties = shape._inline.docPr  # noqa: SLF001 (python-docx has no alternative texts)
        properties.set("descr", alternative)
        if not alternative:
            _decorative(properties)
        return True

    def _list(self, node: Node, home: Any, language: str | None) -> None:
        for index, item in enumerate(node["items"]):
            own = item.get("lang") or language
            if node["kind"] == "definition":
                if item["term"] is not None:
                    place = self._paragraph(home, "Block", own, item.get("term_id"))
                    place.paragraph_format.keep_with_next = True
                    self._run(item["term"], place, item.get("term_lang") or own, bold=True)
                self._blocks(item["b"], home, "Definition", own)
                continue
            label = item["label"]
            if node["kind"] == "ordered":
                label = label or str(node["start"] + index)
                label = f"{label}." if label[-1:].isalnum() else label
            elif node["kind"] == "unordered":
                label = label or "•"
            self._item(item, label, home, own)

    def _item(self, item: Node, label: str | None, home: Any, language: str | None) -> None:
        """An item with its label typed out, so that it is the one of the book whatever Word counts."""
        self._depth += 1
        indent = self._page.size * 1.6 * self._depth
        blocks = item["b"]
        place = self._paragraph(home, "List Paragraph", language, item["id"])
        place.paragraph_format.left_indent = Pt(indent)
        place.paragraph_format.first_line_indent = Pt(-self._page.size * 1.6) if label else Pt(0)
        if label:
            place.add_run(f"{label}\t")
        if blocks and blocks[0]["k"] == "p":
            self._bookmark(place, blocks[0].get("id") or "")
            self._run(blocks[0]["c"], place, blocks[0].get("lang") or language)
            blocks = blocks[1:]
        self._blocks(blocks, home, "Definition", language)
        self._depth -= 1

    def _notes(self, node: Node, home: Any, language: str | None) -> None:
        if node.get("moved"):
            place = self._paragraph(home, "Block", self._words.language)
            self._run([self._words.notes], place, self._words.language, bold=True)
        for item in node["items"]:
            self._item(item, item["label"].strip() or "•", home, item.get("lang") or language)

    def _table(self, node: Node, home: Any, style: str, language: str | None) -> None:
        self._with_next = True
        self._blocks(node["cap"], home, "Caption", language)
        self._with_next = False
        widths = None if self._depth or not node["cells"] else column_widths(node, self._page)
        if widths is None:
            self._blocks(linear(node, self._words) if node["cells"] else [], home, style, language)
            return
        if self._break:
            self._paragraph(home, "Block")
        table = home.add_table(rows=node["rows"], cols=node["columns"])
        table.style = "Table Grid"
        table.autofit = False
        for row in table.rows[: node["head"]]:
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no header rows)
            properties.append(OxmlElement("w:tblHeader"))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width * self._page.size)
        self._depth += 1
        for cell in node["cells"]:
            place = table.cell(cell["y"], cell["x"])
            if cell["w"] > 1 or cell["h"] > 1:
                place = place.merge(table.cell(cell["y"] + cell["h"] - 1, cell["x"] + cell["w"] - 1))
            empty = place.paragraphs[0]
            own = cell.get("lang") or language
            self._blocks(cell["b"], place, "Block", own)
            if len(place.paragraphs) > 1:
                empty._p.getparent().remove(empty._p)  # noqa: SLF001 (python-docx cannot remove)
            for paragraph in place.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                if cell["th"]:
                    for run in paragraph.runs:
                        run.bold = True
        self._depth -= 1
        self._paragraph(home, "Block").paragraph_format.line_spacing = Pt(self._page.step / 2)

    # --- inlines -----------------------------------------------------------------------------------------------------

    def _run(
        self,
        nodes: list[InlineNode],
        paragraph: Any,
        language: str | None,
        *,
        bold: bool = False,
        kind: str = "",
        home: Any = None,
    ) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._text(node, paragraph, language, bold=bold, kind=kind, home=home)
                continue
            own = node.get("lang") or language
            match node["k"]:
                case "em":
                    self._run(node["c"], paragraph, own, bold=bold, kind=f"{kind} {node['e']}", home=home)
                case "span":
                    self._run(node["c"], paragraph, own, bold=bold, kind=kind, home=home)
                case "a":
                    self._link(node, paragraph, own, bold=bold, kind=kind)
                case "ref":
                    label = node["label"].strip()
                    shown = note_sign(label)
                    target = {"to": f"#{node['to']}", "c": [shown]}
                    if node.get("first") and node["to"]:
                        self._bookmark(paragraph, f"ref-{node['to']}")
                    self._link(target, paragraph, own, bold=bold, kind=kind)
                case "ruby":
                    inside = [*node["c"], f"({node['rt']})"]
                    self._run(inside, paragraph, own, bold=bold, kind=kind, home=home)
                case "br":
                    self._text("\n", paragraph, own, bold=bold, kind=kind, home=home)
                case "maths":
                    self._text(self._formula(node), paragraph, own, bold=bold, kind=kind, home=home)
                case "img":
                    self._inline_picture(node, paragraph, own)
                case "page":
                    self._bookmark(paragraph, node["id"])
                    shown = self._words.print_page.format(label=node["label"])
                    self._text(f" [{shown}] ", paragraph, own, bold=True, kind=kind, home=home)
                case _:
                    pass

    def _inline_picture(self, node: Node, paragraph: Any, language: str | None) -> None:
        picture, alternative = self._store.get(node["src"]), node["alt"]
        if alternative is None:
            self.findings.append(Finding("large-print-picture-undescribed", {}, ""))
        shown = self._words.no_description if alternative is None else alternative
        if picture is None or not self._picture(paragraph, picture, shown, 0.15):
            self._text(f"[{shown or self._words.missing_picture}]", paragraph, language)

    def _formula(self, node: Node) -> str:
        return useful(node["alt"]) or formula_of(node["mathml"]).text or self._words.formula

    def _text(
        self,
        text: str,
        paragraph: Any,
        language: str | None,
        *,
        bold: bool = False,
        kind: str = "",
        home: Any = None,
    ) -> None:
        run = paragraph.add_run(text)
        if home is not None:
            home.append(run._r)  # noqa: SLF001 (python-docx has no link runs)
        kinds = set(kind.split())
        if kinds & {"emphasis", "strong", "underline"}:
            if self._page.preset.emphasis == "underline":
                run.underline = True
            else:
                run.bold = True
        if bold or "label" in kinds:
            run.bold = True
        if "strike" in kinds:
            run.font.strike = True
        if "code" in kinds:
            run.font.name = MONO.family
        for name, sign in (("superscript", 1), ("subscript", -1)):
            if name in kinds:
                # Word's own raised letters are half as large; these are only moved.
                position = OxmlElement("w:position")
                position.set(qn("w:val"), str(round(sign * self._page.size * 0.6)))
                put_in_order(run._r.get_or_add_rPr(), position)  # noqa: SLF001 (python-docx has no position)
        if language and language != self._language:
            mark_language(run._r.get_or_add_rPr(), language)  # noqa: SLF001 (python-docx has no language)
            if typst_language(language)["rtl"]:
                run.font.rtl = True

    def _link(self, node: Node, paragraph: Any, language: str | None, *, bold: bool, kind: str) -> None:
        target = node["to"]
        link = OxmlElement("w:hyperlink")
        if target.startswith("#") and target[1:] in self._ids:
            link.set(qn("w:anchor"), self._name(target[1:]))
        elif target.lower().startswith(("http://", "https://", "mailto:")) and len(target) < 2000:
            link.set(
                qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            )
        else:
            self._run(node["c"], paragraph, language, bold=bold, kind=kind)
            return
        paragraph._p.append(link)  # noqa: SLF001 (python-docx cannot make links)
        self._run(node["c"], paragraph, language, bold=bold, kind=kind, home=link)

    # --- bookmarks ---------------------------------------------------------------------------------------------------

    def _name(self, identity: str) -> str:
        """A bookmark's name: Word allows letters, digits and "_", forty of them."""
        if identity not in self._bookmarks:
            plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in identity)
            name = plain[:34] if plain[:1].isalpha() else f"b{plain}"[:34]
            if name in self._names:
                name = f"{name[:28]}_{len(self._names)}"
            self._names.add(name)
            self._bookmarks[identity] = name
        return self._bookmarks[identity]

    def _bookmark(self, paragraph: Any, identity: str) -> None:
        if not identity or identity in self._used:
            return
        self._used.add(identity)
        number = str(len(self._used))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), self._name(identity))
        end.set(qn("w:id"), number)
        paragraph._p.append(start)  # noqa: SLF001 (python-docx has no bookmarks)
        paragraph._p.append(end)  # noqa: SLF001 (python-docx has no bookmarks)


def _decorative(properties: Any) -> None:
    """Say that a picture is decoration ([MS-DOCX] ``adec:decorative``)."""
    from lxml import etree

    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    decorative = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    extension = etree.SubElement(etree.SubElement(properties, f"{{{drawing}}}extLst"), f"{{{drawing}}}ext")
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{decorative}}}decorative", nsmap={"adec": decorative}).set("val", "1")
