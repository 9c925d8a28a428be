"""Who reads aloud, each with a sample to listen to. Samples are made when first asked for, by a process of their own, and kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from converters.speech.engine import Voice
from converters.speech.voices import voices as all_voices
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()

SAMPLES: Final = {
    "zh": "夜很静，狗在叫。他走到河边，看见一只小船。船慢慢地走，灯一盏一盏地亮了。",
    "en": "The ferry left at night. The sea was calm, and one after another the lamps were lit.",
}
_SECONDS: Final = 120.0
_one_at_a_time: Final = threading.Lock()


@pages.page("/account/voices", Who.SIGNED_IN, name="voices")
def voices(visit: Visiting) -> Response:
    """By language."""
    groups = [
        (visit.words.name_of("zh" if language == "zh" else "en"), _speaking(language)) for language in SAMPLES
    ]
    return visit.page("voices.html", "voices-title", groups=groups)


@pages.page("/voices/sample.mp3", Who.SIGNED_IN, name="voice_sample")
def sample(visit: Visiting, voice: str = "") -> Response:
    """Some seconds of a voice."""
    found = [(one, language) for language in SAMPLES for one in _speaking(language) if one.id == voice]
    if not found:
        raise HTTPException(404)
    path = _sample(visit, *found[0])
    return FileResponse(path, media_type="audio/mpeg", headers={"Cache-Control": "private, max-age=86400"})


def _speaking(language: str) -> list[Voice]:
    codes = {"zh", "cmn"} if language == "zh" else {language}
    return [one for one in all_voices() if any(tag.split("-")[0] in codes for tag in one.languages)]


def _sample(visit: Visit, voice: Voice, language: str) -> Path:
    text = SAMPLES[language]
    name = hashlib.sha256(f"{voice.id}\n{text}".encode()).hexdigest()[:24]
    path = visit.service.settings.data / "samples" / f"{name}.mp3"
    if path.is_file():
        return path
    with _one_at_a_time, tempfile.TemporaryDirectory() as room:
        if path.is_file():
            return path
        book = Path(room) / "sample.md"
        book.write_text(f"---\ntitle: {voice.title}\nlanguage: {language}\n---\n\n{text}\n", "utf-8")
        command = [sys.executable, "-m", "accessible_reader", "convert", str(book), "--to", "audio-mp3"]
        command += ["--voice", voice.id, "--out", f"{room}/out"]
        subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
        made = sorted(Path(room, "out").rglob("*.mp3"))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        shutil.copyfile(made[-1], partial)
        partial.replace(path)
    return path
