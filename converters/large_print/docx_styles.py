"""Page, fonts and styles of the Word file: staff edit it and print again, so everything hangs on named styles."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from converters.large_print.fonts import MONO, cjk_face
from converters.large_print.geometry import Geometry, typst_language


def set_up(document: Any, page: Geometry, language: str) -> None:
    """Make the styles of an empty document those of ``page``, the language that of the book."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin = section.bottom_margin = Mm(page.top)
    section.left_margin, section.right_margin = Mm(page.inner), Mm(page.outer)
    section.footer_distance = Mm(min(12.7, page.bottom / 2))
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    settings.insert(0 if zoom is None else settings.index(zoom) + 1, OxmlElement("w:mirrorMargins"))
    styles = document.styles
    _fonts(styles.element.find(qn("w:docDefaults")), page, language)
    normal = styles["Normal"]
    _plain(normal, page.size, page, language)
    gap = (page.preset.paragraph_step - 1) * page.step
    normal.paragraph_format.space_after = Pt(gap)
    normal.paragraph_format.line_spacing = Pt(page.step)
    normal.paragraph_format.widow_control = True
    normal.paragraph_format.alignment = (
        WD_ALIGN_PARAGRAPH.LEFT if not typst_language(language)["rtl"] else None
    )
    if page.preset.first_line_indent:
        normal.paragraph_format.first_line_indent = Pt(page.preset.first_line_indent * page.size)
    for level in range(1, 7):
        style = styles[f"Heading {level}"]
        size = page.headings[min(level, len(page.headings)) - 1]
        _plain(style, size, page, language)
        style.font.bold = True
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(gap + page.step / 4)
        style.paragraph_format.space_after = Pt(max(6, gap / 2))
        style.paragraph_format.line_spacing = Pt(max(page.step, size * 1.15))
        style.paragraph_format.first_line_indent = Pt(0)
    _plain(styles["Title"], page.headings[0] * 1.3, page, language)
    styles["Title"].font.bold = True
    styles["Title"].paragraph_format.first_line_indent = Pt(0)
    styles["Title"].paragraph_format.line_spacing = Pt(page.headings[0] * 1.6)
    _no_border(styles["Title"])
    for name in ("List Bullet", "List Number", "List Paragraph", "Caption", "Quote", "Footer", "Header"):
        _plain(styles[name], page.size, page, language)
        styles[name].paragraph_format.first_line_indent = None
    styles["Caption"].font.bold = False
    for name, indent in (
        ("Verse", 2.0),
        ("Definition", 1.5),
        ("Sidebar", 1.0),
        ("Note", 0.0),
        ("Block", 0.0),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.first_line_indent = Pt(-page.size * 2) if name == "Verse" else Pt(0)
        style.paragraph_format.left_indent = Pt(indent * page.size)
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    code.base_style = normal
    code.font.name = MONO.family
    code.paragraph_format.first_line_indent = Pt(0)
    styles["Verse"].paragraph_format.space_after = Pt(0)
    styles["Quote"].paragraph_format.left_indent = Pt(1.5 * page.size)


# What follows each element in the schema (ECMA-376 17.3.1.26 pPr, 17.3.2.28 rPr): Word calls a file with another order damaged.
_AFTER = {
    "bidi": "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "pBdr": "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "position": "sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "lang": "eastAsianLayout specVanish oMath",
}


def put_in_order(properties: Any, element: Any) -> None:
    """Insert ``element`` into paragraph or run properties where the schema wants it."""
    name = element.tag.rpartition("}")[2]
    following = {qn(f"w:{other}") for other in _AFTER[name].split()}
    for index, child in enumerate(properties):
        if child.tag in following:
            properties.insert(index, element)
            return
    properties.append(element)


def mark_language(properties: Any, tag: str) -> None:
    """Put ``w:lang`` for a BCP 47 tag into run properties; East Asian languages have their own attribute."""
    parts = typst_language(tag)
    shown = parts["lang"] + (f"-{parts['region']}" if parts["region"] else "")
    element = properties.find(qn("w:lang"))
    if element is None:
        element = OxmlElement("w:lang")
        put_in_order(properties, element)
    if parts["lang"] in {"zh", "ja", "ko"}:
        element.set(qn("w:eastAsia"), shown)
        element.set(qn("w:val"), "en-US")
    else:
        element.set(qn("w:bidi" if parts["rtl"] else "w:val"), shown)


def _fonts(defaults: Any, page: Geometry, language: str) -> None:
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    _set_fonts(fonts, page, language)
    mark_language(properties, language)


def _set_fonts(fonts: Any, page: Geometry, language: str) -> None:
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), page.font.family)
    fonts.set(qn("w:eastAsia"), cjk_face(language).family)


def _plain(style: Any, size: float, page: Geometry, language: str) -> None:
    """Black, upright, ``size`` points in every script, in the body font."""
    style.font.size = Pt(size)
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties.get_or_add_rFonts(), page, language)
    big = properties.find(qn("w:szCs"))
    if big is None:
        big = OxmlElement("w:szCs")
        properties.find(qn("w:sz")).addnext(big)
    big.set(qn("w:val"), str(round(size * 2)))
    for name in ("w:caps", "w:smallCaps", "w:spacing", "w:kern"):
        element = properties.find(qn(name))
        if element is not None:
            properties.remove(element)


def _no_border(style: Any) -> None:
    properties = style.element.pPr
    border = None if properties is None else properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)
