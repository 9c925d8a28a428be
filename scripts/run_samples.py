"""``make run``: build the two sample books, convert each into every format, and say where they lie and what to open first."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from converters.registry import converter_names  # noqa: E402 (the repository has to be on the path first)
from samples.build import build_all  # noqa: E402

TITLES: Final = {
    "en": "Reading Your Way (English) / 英文样书",
    "zh-Hans": "《换一种方式读书》（中文样书） / Chinese sample book",
}
OPEN_FIRST: Final = (
    ("audio-mp3", "Listen", "听"),
    ("audio-m4b", "Listen, one file with chapters", "听（单个文件，带章节）"),
    (
        "audio-epub",
        "Listen and see each sentence as it is read (Thorium, Apple Books)",
        "边听边看，逐句显示（Thorium 等）",
    ),
    (
        "daisy-202",
        "Talking book for players from libraries (DAISY 2.02)",
        "有声读物，供听书机使用（DAISY 2.02）",
    ),
    ("daisy-3", "Talking book for newer players (DAISY 3)", "有声读物，供较新的听书机使用（DAISY 3）"),
    ("audio-webpub", "Audiobook for apps (Readium, W3C)", "有声书，供手机应用使用（Readium、W3C）"),
    ("braille-brf", "Braille for an embosser or a display", "盲文（刻印机、点显器）"),
    ("braille-text", "Braille to look at on this screen", "盲文（在屏幕上看）"),
    ("large-print-pdf", "Large print for paper", "大字（纸本）"),
    ("large-print-epub", "Large print for an e-reader", "大字（电子阅读器）"),
)


# The voice that Mandarin is read by otherwise speaks some eight characters a second and processor: four minutes for this book on two.
DRAFT: Final = {"zh-Hans": "espeak"}


def convert(book: Path, folder: Path, voice: str | None) -> dict[str, Any]:
    """Every format of one book; progress goes to standard error as it comes. Returns the report."""
    command = [
        sys.executable,
        "-m",
        "accessible_reader",
        "convert",
        str(book),
        "--json",
        "--out",
        str(folder),
    ]
    for name in converter_names():
        command += ["--to", name]
    if voice:
        command += ["--voice", voice]
    done = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=False)
    if not done.stdout:
        sys.exit(done.returncode or 1)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> int:
    """Exit status 0 when every format of both books was made."""
    started = time.monotonic()
    books = build_all(ROOT / "build" / "samples")
    reports = {}
    for language, book in books.items():
        print(f"\n{TITLES[language]}", flush=True)
        reports[language] = convert(book, ROOT / "out" / language, DRAFT.get(language))
    print(f"\nReady in {time.monotonic() - started:.0f} s. Open first / 做好了，请先打开：")
    failed = False
    for language, report in reports.items():
        print(f"\n{TITLES[language]}: out/{language}/")
        made = {artifact["format"]: artifact for artifact in report["artifacts"]}
        for name, english, chinese in OPEN_FIRST:
            if name in made:
                path = Path(made[name]["path"]).relative_to(ROOT)
                print(f"  {english} / {chinese}:\n    {path}")
        for error in report["errors"]:
            failed = True
            print(f"  {error['format'] or ''}: {error['message']}", file=sys.stderr)
    print(
        "\nThe Chinese sample is read by a quick draft voice. By the voice that books are read by (some minutes):\n"
        "中文样书由快速的草稿语音朗读。要听正式的语音（需几分钟）：\n"
        f"  .venv/bin/accessible-reader convert {books['zh-Hans'].relative_to(ROOT)} --to audio-mp3 --out out/zh-Hans-voice\n"
        "\nYour own book / 转换自己的书:\n"
        "  .venv/bin/accessible-reader convert BOOK.epub\n"
        "  .venv/bin/accessible-reader --help"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
