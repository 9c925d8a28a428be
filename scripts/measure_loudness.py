"""Writes ``converters/speech/data/loudness.json``: the gain in dB of every voice whose sound is the same on every computer.

Usage: ``measure_loudness.py [ENGINE...]`` (default: hibari kokoro espeak; Kokoro's 36 voices take some minutes). Gains of other engines stay.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from converters.speech.loudness import gain_for, reference_text  # noqa: E402 (the repository has to be on the path first)
from converters.speech.voices import get_engine  # noqa: E402

OUT: Final = ROOT / "converters" / "speech" / "data" / "loudness.json"


def main() -> None:
    """Measure and write."""
    gains: dict[str, float] = json.loads(OUT.read_text()) if OUT.exists() else {}
    for name in sys.argv[1:] or ("hibari", "kokoro", "espeak"):
        engine = get_engine(name)
        gains = {voice: gain for voice, gain in gains.items() if not voice.startswith(f"{name}:")}
        session = engine.session()
        for voice in engine.voices():
            gains[voice.id] = gain_for(session.synthesise((reference_text(voice),), voice).audio)
            print(voice.id, gains[voice.id], flush=True)
        session.close()
    OUT.write_text(json.dumps(dict(sorted(gains.items())), indent=1) + "\n")


if __name__ == "__main__":
    main()
