"""The style sheet: the reading system's own letters and sizes; what is being read is marked by colour and by a line."""

from typing import Final

ACTIVE: Final = "-epub-media-overlay-active"
PLAYING: Final = "-epub-media-overlay-playing"

STYLE: Final = f"""body {{ line-height: 1.5; margin: 0 1em; overflow-wrap: break-word; }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.3; break-after: avoid; page-break-after: avoid; }}
p {{ margin: 0 0 0.6em; }}
p:empty {{ display: none; }}
.{ACTIVE} {{ background-color: #ffe58a; color: #000000; text-decoration: underline; text-decoration-thickness: 0.12em; }}
img.{ACTIVE}, figure.{ACTIVE}, table.{ACTIVE} {{ outline: 0.2em solid #8a5a00; }}
.page[aria-label]::after {{ content: attr(aria-label); font-size: 0.75em; border: 0.06em solid; padding: 0 0.3em; margin: 0 0.2em; }}
.plain {{ list-style: none; padding-inline-start: 0.4em; }}
.label + p {{ display: inline; }}
.stanza {{ margin: 0 0 0.8em; }} .line {{ margin: 0; padding-inline-start: 2em; text-indent: -2em; }}
.indent1 {{ margin-inline-start: 1.5em; }} .indent2 {{ margin-inline-start: 3em; }} .indent3 {{ margin-inline-start: 4.5em; }}
.indent4, .indent5, .indent6 {{ margin-inline-start: 6em; }}
pre {{ white-space: pre-wrap; }}
figure {{ margin: 0 0 0.8em; }} img {{ max-width: 100%; height: auto; }}
.description, aside {{ border-inline-start: 0.15em solid; padding-inline-start: 0.8em; margin: 0 0 0.8em; }}
.underline {{ text-decoration: underline; }} .small-caps {{ font-variant: small-caps; }}
table {{ border-collapse: collapse; margin: 0 0 0.8em; }} caption, .caption {{ text-align: start; font-weight: bold; }}
th, td {{ border: 0.06em solid; padding: 0.3em 0.4em; text-align: start; vertical-align: top; }}
"""
