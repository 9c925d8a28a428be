"""The style sheet of EPUB and HTML, made from a preset: relative sizes only, no heights, no italics, no hyphens."""

from __future__ import annotations

from converters.large_print.geometry import Geometry
from converters.large_print.presets import THEMES

_PIXELS_A_POINT = 96 / 72


def style_sheet(page: Geometry, *, epub: bool) -> str:
    """CSS for ``page``. In an EPUB the size is relative to what the reader has set; on the page it is the guideline's own."""
    ratio = page.size / 18 * 1.5 if epub else page.size * _PIXELS_A_POINT / 16
    families = (
        f'"{page.font.family}", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
    )
    leading = max(1.25, page.step / page.size)
    mark = "text-decoration: underline" if page.preset.emphasis == "underline" else "font-weight: bold"
    weight = "normal" if page.preset.emphasis == "underline" else "bold"
    indent = page.preset.first_line_indent
    gap = leading * (page.preset.paragraph_step - 1)
    first, second, third = (size / page.size for size in (*page.headings, *page.headings[-1:] * 2)[:3])
    theme = page.theme
    colours = (
        ""
        if epub and page.theme_name == "print"
        else f"color: {theme.ink}; background-color: {theme.paper or '#ffffff'};"
    )
    # A Chinese character is one em wide; ch, the width of a nought, is about half of that.
    measure = "30em" if page.preset.name == "zh-large" else f"{page.preset.longest_line or 60}ch"
    return f"""html {{ font-size: {ratio * 100:.4g}%; }}
body {{ font-family: {families}; font-size: 1rem; line-height: {leading:.3g}; {colours}
  text-align: start; hyphens: none; -epub-hyphens: none; overflow-wrap: break-word; font-style: normal; margin: 0 1em; }}
h1, h2, h3, h4, h5, h6 {{ font-weight: bold; line-height: 1.3; text-align: start; margin: {gap + 0.5:.3g}em 0 0.6em; page-break-after: avoid; break-after: avoid; }}
h1 {{ font-size: {first:.4g}em; }} h2 {{ font-size: {second:.4g}em; }} h3, h4, h5, h6 {{ font-size: {third:.4g}em; }}
p {{ margin: 0 0 {gap:.3g}em; text-indent: {indent}em; orphans: 2; widows: 2; }}
li p, td p, th p, dd p, figure p, caption p, header p, .line, .notes-title, .page p {{ text-indent: 0; margin-bottom: 0.3em; }}
em, strong, i, b, .underline {{ font-style: normal; {mark}; font-weight: {weight}; }}
.notes-title strong {{ font-weight: bold; text-decoration: none; }}
cite, dfn, address, var {{ font-style: normal; }}
sup, sub {{ font-size: 1em; line-height: 1; }}
s {{ text-decoration: line-through; }}
code, pre {{ font-family: "Liberation Mono", "Noto Sans Mono CJK SC", monospace; font-size: 1em; }}
pre {{ white-space: pre-wrap; }}
ruby rt, ruby rp {{ display: inline; font-size: 1em; }}
blockquote {{ margin: 0 0 {gap:.3g}em; margin-inline-start: 1.5em; }}
aside {{ border-inline-start: 0.15em solid; padding-inline-start: 0.8em; margin: 0 0 {gap:.3g}em; }}
ul, ol {{ padding-inline-start: 1.6em; margin: 0 0 {gap:.3g}em; }}
li > ul, li > ol {{ margin-bottom: 0.3em; }}
.plain {{ list-style: none; padding-inline-start: 0.4em; }}
.label + p {{ display: inline; }}
dt {{ font-weight: bold; }} dd {{ margin: 0 0 0.5em; margin-inline-start: 1.5em; }}
.stanza {{ margin: 0 0 {gap:.3g}em; }} .line {{ margin: 0; padding-inline-start: 2em; text-indent: -2em; }}
.indent1 {{ margin-inline-start: 1.5em; }} .indent2 {{ margin-inline-start: 3em; }} .indent3 {{ margin-inline-start: 4.5em; }}
.indent4, .indent5, .indent6 {{ margin-inline-start: 6em; }}
figure {{ margin: 0 0 {gap:.3g}em; }} img {{ max-width: 100%; height: auto; }} figcaption {{ font-size: 1em; }}
p img {{ vertical-align: middle; }}
.wide {{ overflow-x: auto; }} table {{ border-collapse: collapse; margin: 0 0 {gap:.3g}em; }}
caption {{ text-align: start; font-weight: bold; }}
th, td {{ border: 0.08em solid; padding: 0.3em 0.4em; text-align: start; vertical-align: top; font-size: 1em; }} th {{ font-weight: bold; }}
.page-number {{ font-weight: bold; }} hr {{ border: 0; border-top: 0.12em solid; width: 30%; margin: 1em auto; }}
a {{ text-decoration: underline; color: {"inherit" if epub else theme.link}; }}
""" + ("" if epub else _page_style(measure))


def _page_style(measure: str) -> str:
    """What only the single page has: a measure, focus that can be seen, themes, paper."""
    themes = "".join(
        f"body:has(#theme-{name}:checked) {{ color: {theme.ink}; background-color: {theme.paper}; }}\n"
        f"body:has(#theme-{name}:checked) a {{ color: {theme.link}; }}\n"
        for name, theme in THEMES.items()
        if theme.paper is not None
    )
    # Buttons and scroll bars as dark as the page.
    themes += "html:has(#theme-reverse:checked) { color-scheme: dark; }\n"
    return f"""body {{ max-width: {measure}; margin: 0 auto; padding: 0.5em 0.75em; }}
.skip {{ position: absolute; inset-inline-start: -200vw; }} .skip:focus {{ position: static; }}
:focus-visible {{ outline: 0.15em solid currentColor; outline-offset: 0.1em; }}
fieldset {{ border: 0.08em solid; }} fieldset label {{ display: inline-block; margin-inline-end: 1em; }}
fieldset {{ margin: 0.5em 0; }} input[type=radio] {{ font: inherit; width: 1em; height: 1em; vertical-align: -0.1em; }}
@supports not selector(:has(a)) {{ fieldset {{ display: none; }} }}
#text:focus {{ outline: none; }}
nav ol {{ list-style: none; padding-inline-start: 0.8em; }} nav a {{ display: inline-block; padding: 0.15em 0; }}
@media (max-width: 24em) {{ th, td {{ padding: 0.2em; }} }}
{themes}@media print {{ body {{ max-width: none; color: #000; background: none; padding: 0; }} .skip, fieldset, .backlink {{ display: none; }}
  html {{ font-size: 18pt; }} main > section {{ break-before: page; }} h1, h2, h3 {{ break-after: avoid; }} a {{ color: inherit; }} tr, img {{ break-inside: avoid; }} }}
"""
