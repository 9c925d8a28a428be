"""Options of the DAISY formats."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from converters.speech.track import TrackOptions


class DaisyOptions(TrackOptions):
    """What is said and how it is packed. Page numbers are said: a DAISY player leaves them out on request, and without them a jump to a page is mute."""

    print_pages: bool | None = Field(
        True,
        title="Print page numbers",
        description="Where a page of the printed book begins, for reading along with others; only if the book says so.",
    )
    packaging: Literal["folder", "zip"] = Field(
        "folder",
        title="Packaging",
        description="folder: to copy onto a player's card. zip: one file, for reading apps and for sending.",
    )


class Daisy202Options(DaisyOptions):
    """DAISY 2.02 may be in the charset of an old player."""

    charset: Literal["utf-8", "gb18030"] = Field(
        "utf-8",
        title="Character set",
        description="utf-8 for all players of today; gb18030 for old Chinese players that show UTF-8 as garbage.",
    )
