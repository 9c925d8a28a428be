"""``text.res``: what a player calls the structures that can be skipped or left.

Source: ANSI/NISO Z39.86-2005, clause 10.
"""

from __future__ import annotations

from typing import Any, Final

from converters.speech.packages.daisy.edition import Edition
from converters.speech.packages.daisy.xml import add, new_root
from converters.speech.packages.daisy3.ncx import NCX
from converters.speech.packages.daisy3.skippable import ALL
from converters.speech.packages.daisy3.smil import SMIL
from converters.speech.packages.daisy3.words import list_names

RESOURCES: Final = "http://www.daisy.org/z3986/2005/resource/"
RESOURCES_DOCTYPE: Final = '<!DOCTYPE resources PUBLIC "-//NISO//DTD resource 2005-1//EN" "http://www.daisy.org/z3986/2005/resource-2005-1.dtd">'
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ESCAPABLE: Final = ("note", "sidebar", "prodnote", "table", "list")


def resources(edition: Edition) -> Any:
    """The document, in the book's language."""
    root = new_root(RESOURCES, "resources", version="2005-1")
    language = edition.facts.language
    names = list_names(language)
    made = 0
    scopes = (
        (NCX, [(f"//smilCustomTest[@bookStruct='{one.structure}']", _kind(one.kind)) for one in ALL]),
        (SMIL, [(f"//seq[@class='{kind}']", kind) for kind in _ESCAPABLE]),
    )
    for namespace, rows in scopes:
        scope = add(root, "scope", nsuri=namespace)
        for select, kind in rows:
            made += 1
            resource = add(
                add(scope, "nodeSet", id=f"ns{made:03}", select=select), "resource", id=f"r{made:03}"
            )
            shown = language if names is not list_names("en") else "en"
            resource.set(_XML_LANG, shown)
            add(resource, "text", names[kind])
    return root


def _kind(kind: str) -> str:
    return "page" if kind == "pagenum" else kind
