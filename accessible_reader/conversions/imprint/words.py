"""What the imprint says, in the book's language, with the Chinese mark that the law asks for (国版发〔2022〕1号, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARK: Final = "阅读障碍者专用"


@dataclass(frozen=True, slots=True)
class Imprint:
    """``library`` is its public name; ``copy_id`` opaque ASCII letters and digits; ``language`` the book's (BCP 47); ``duplex``: sheets are embossed on both sides."""

    library: str
    copy_id: str
    language: str
    duplex: bool = False

    @property
    def chinese(self) -> bool:
        """Whether the book is Chinese."""
        return self.language.lower().split("-")[0] in {"zh", "yue", "cmn"}

    @property
    def traditional(self) -> bool:
        """Whether it is in traditional characters."""
        return self.language.lower().startswith(("zh-hant", "zh-tw", "zh-hk", "yue"))

    @property
    def lines(self) -> tuple[str, ...]:
        """For a page in front, and for whoever reads it aloud."""
        if self.traditional:
            return ("閱讀障礙者專用", f"提供單位：{self.library}", f"複本編號：{self.copy_id}")
        if self.chinese:
            return (MARK, f"提供机构：{self.library}", f"副本编号：{self.copy_id}")
        return (
            "For people with print disabilities only",
            f"Provided by: {self.library}",
            f"Copy: {self.copy_id}",
        )

    @property
    def heading(self) -> str:
        """What a contents list or a title of the page says."""
        return self.lines[0]

    @property
    def statement(self) -> str:
        """One line for metadata: the mark always stands in it in Chinese, for whoever checks."""
        first = "" if self.lines[0] == MARK else f"{self.lines[0]}. "
        return f"{MARK}. {first}{self.lines[1]}. {self.lines[2]}"
