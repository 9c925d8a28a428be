"""MP3 and M4B: in the metadata that players and checkers show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accessible_reader.conversions.imprint.words import Imprint


def stamp_mp3(path: Path, imprint: Imprint) -> None:
    """ID3: ``TCOP`` for players to show, ``TXXX:copy-id`` to be found again. The version of the tag stays 2.3, which old players need."""
    from mutagen import id3

    frames: Any = id3
    try:
        tags = frames.ID3(path, translate=False)
    except frames.ID3NoHeaderError:
        tags = frames.ID3()
    tags.add(frames.TCOP(encoding=1, text=[imprint.statement]))
    tags.add(frames.TXXX(encoding=1, desc="copy-id", text=[imprint.copy_id]))
    tags.save(path, v2_version=3)


def stamp_m4b(path: Path, imprint: Imprint) -> None:
    """The copyright atom, and the copy id as a free-form one."""
    from mutagen import mp4

    container: Any = mp4
    sound = container.MP4(path)
    sound["cprt"] = [imprint.statement]
    sound["----:org.accessible-reader:copy-id"] = [imprint.copy_id.encode()]
    sound.save()
