"""Where a link leads: to a document of the book, outside of it, or nowhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OUTSIDE = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn", "news", "geo"})


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the book: ``document`` is a path from the book's root, ``fragment`` an id in it or ""."""

    document: str
    fragment: str = ""


def resolve_href(base: str, href: str) -> Target | str | None:
    """What ``href`` in the document ``base`` means.

    A :class:`Target` inside the book (percent signs decoded, never above the root), the URL itself where it leads outside,
    None where it leads nowhere one could go (``javascript:``, ``file:``, ``data:``, empty).
    """
    href = href.strip()
    if not href or len(href) > 4000:
        return None
    scheme = _SCHEME.match(href)
    if scheme:
        return re.sub(r"\s", "%20", href) if scheme.group(1).lower() in _OUTSIDE else None
    if href.startswith("//"):
        return None
    path, _, fragment = href.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/")
    fragment = unquote(fragment)
    if not path:
        return Target(base, fragment)
    return Target(join_path(base, path), fragment)


def join_path(base: str, path: str) -> str:
    """``path`` as seen from the file ``base``, normalised; ``..`` stops at the root of the book."""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    parts: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
