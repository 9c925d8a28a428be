"""Voice models come from packages, are what was published, and nothing asks the network."""

import subprocess
import sys
from pathlib import Path

import pytest

from converters.errors import MissingPart
from converters.speech import models
from converters.speech.models import (
    HIBARI,
    KOKORO,
    Model,
    kokoro_voice,
    kokoro_voices,
    open_model,
    read_model,
)

OFFLINE = """
import socket, sys
def refuse(*args, **kwargs): raise AssertionError(f"asked the network: {args}")
for name in ("connect", "connect_ex", "sendto"): setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
import urllib.request
urllib.request.urlopen = refuse
from converters.speech.pinyin import readings
from converters.speech.script import Say
from converters.speech.voices import VoiceTable, get_engine
for tag, text in (("en", "Zyxwick said yes."), ("zh", "你好iPad")):
    voice = VoiceTable().voice_for(tag)
    session = get_engine(voice.engine).session()
    assert session.synthesise((Say(text, readings(text)),), voice).seconds > 0.3
    sys.stdout.write(voice.id + " ")
"""


def test_no_voice_asks_the_network(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OFFLINE],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["hibari:heart", "kokoro:zf_xiaoxiao"]
    # Nor does any leave more in the home folder than the packed dictionary.
    left = {path.relative_to(tmp_path).parent for path in tmp_path.rglob("*") if path.is_file()}
    assert {str(folder) for folder in left} == {".cache/accessible-reader/dictionaries"}


def test_models_get_one_more_output() -> None:
    session = open_model(HIBARI)
    assert [output.name for output in session.get_outputs()][-1] == HIBARI.durations
    assert len(read_model(KOKORO)) > 90_000_000


def test_all_voices_are_what_was_published() -> None:
    assert len(kokoro_voices()) == 36
    for name in kokoro_voices():
        assert kokoro_voice(name).shape == (510, 256)


def test_a_damaged_or_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingPart) as caught:
        read_model(Model("hibari", HIBARI.parts, "0" * 64, "x"))
    assert caught.value.code == "speech-model-damaged"
    with pytest.raises(MissingPart) as caught:
        read_model(Model("x", (("no_such_package", "part.bin"),), "0" * 64, "x"))
    assert caught.value.code == "speech-model-missing"
    monkeypatch.setattr(models, "_VOICES", tmp_path)
    with pytest.raises(MissingPart) as caught:
        kokoro_voice("zf_xiaoxiao")
    assert (caught.value.code, caught.value.params["mend"]) == (
        "speech-model-missing",
        "node scripts/voice_packages.mjs",
    )
    (tmp_path / "zf_xiaoxiao.bin").write_bytes(bytes(510 * 256 * 4))
    with pytest.raises(MissingPart, match="damaged"):
        kokoro_voice("zf_xiaoxiao")
