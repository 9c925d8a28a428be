"""What the first lines of a plain text say about the book; Project Gutenberg's header and licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from converters.readers.plain_text.headings import heading_of
from converters.readers.plain_text.layout import Line

_FIELDS: Final = (
    ("title", re.compile(r"(?:title|书名|書名|标题|標題)\s*[:：]\s*(.{1,200})", re.IGNORECASE)),
    ("author", re.compile(r"(?:authors?|作者|著者|撰者)\s*[:：]\s*(.{1,120})", re.IGNORECASE)),
    ("translator", re.compile(r"(?:translators?|译者|譯者|翻译|翻譯)\s*[:：]\s*(.{1,120})", re.IGNORECASE)),
    ("language", re.compile(r"(?:language|语言|語言)\s*[:：]\s*(.{1,40})", re.IGNORECASE)),
    ("publisher", re.compile(r"(?:publisher|出版社|出版者)\s*[:：]\s*(.{1,120})", re.IGNORECASE)),
)
_TITLE_AUTHOR_ZH: Final = re.compile(
    r"(?:书名\s*[:：]\s*)?《?(?P<title>[^《》\s:：]{1,60})》?\s*[·•/|—-]*\s*作者\s*[:：]\s*(?P<author>[^\s，。]{1,40}).{0,20}"
)
_TITLE_ZH: Final = re.compile(
    r"《(?P<title>[^《》]{1,60})》(?:\s*(?:\[.{1,6}\])?(?P<author>[\w·]{2,20}?)\s*[著撰])?"
)
_AUTHOR_ZH: Final = re.compile(
    r"(?:[\[【（(〔][^\]】）)〕]{1,4}[\]】）)〕])?\s*(?P<author>[\w·]{2,20})\s*[著撰]"
)
_BY: Final = re.compile(r"by\s+(?P<author>[A-Z][^,;:!?]{1,80})|BY\s+(?P<capitals>[A-Z][^,;:!?]{1,80})")
_START: Final = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG.*", re.IGNORECASE)
_END: Final = re.compile(
    r"(?:\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg).*", re.IGNORECASE
)


@dataclass(slots=True)
class Head:
    """What was found. Lists hold names in order."""

    title: str = ""
    author: str = ""
    translator: str = ""
    language: str = ""
    publisher: str = ""


def gutenberg_range(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Lines of the work itself in a Project Gutenberg file: after the START line, before the END line; None for other files."""
    start = next((at for at, line in enumerate(lines[:600]) if _START.fullmatch(line.text[:200])), None)
    if start is None:
        return None
    stop = next(
        (
            at
            for at in range(start + 1, len(lines))
            if lines[at].text[:30] and _END.fullmatch(lines[at].text[:200])
        ),
        len(lines),
    )
    return start + 1, stop


def read_head(lines: Sequence[Line], *, gutenberg: bool = False) -> Head:
    """Title, author and the like as the first lines state them; empty where nothing is evident."""
    head = Head()
    seen = [line.text for line in lines[: 400 if gutenberg else 60] if line.text and len(line.text) <= 200]
    seen = seen[: 60 if gutenberg else 15]
    for at, text in enumerate(seen):
        if not gutenberg and at > 0 and heading_of(text) is not None:
            break
        for name, pattern in _FIELDS:
            match = pattern.fullmatch(text)
            if match and not getattr(head, name):
                setattr(head, name, _clean(match[1]))
        if not head.author and (match := _TITLE_AUTHOR_ZH.fullmatch(text)):
            head.title, head.author = head.title or match["title"], match["author"]
        if at < 3 and not head.title and (match := _TITLE_ZH.fullmatch(text)):
            head.title, head.author = match["title"], head.author or match["author"] or ""
        if at in {1, 2} and not head.author and (match := _AUTHOR_ZH.fullmatch(text)):
            head.title, head.author = head.title or _clean(seen[0]), match["author"]
        if 0 < at < 6 and not head.author and (match := _BY.fullmatch(text)):
            head.author = _clean(match["author"] or match["capitals"].title())
            head.title = head.title or _clean(" ".join(seen[:at]))
        if at < 5 and not head.author and text.lower() == "by" and at + 1 < len(seen) and at > 0:
            head.author, head.title = _clean(seen[at + 1]), head.title or _clean(" ".join(seen[:at]))
    return head


def _clean(text: str) -> str:
    return " ".join(text.strip(" 《》*_-—·|").split())[:200]
