"""``make run``: a small library with the two sample books, converted on the first run, then the website until Ctrl-C. Sign-ins are printed; the data lies in ``build/demo``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from samples.build import build_all  # noqa: E402 (the repository has to be on the path first)

DATA: Final = ROOT / "build" / "demo"
SIGN_INS: Final = DATA / "sign-ins.json"
WHO: Final = {
    "patron": "Reader / 读者",
    "carer": "Carer / 照护者",
    "librarian": "Librarian / 馆员",
    "volunteer": "Volunteer / 志愿者",
}
PROGRAM: Final = [sys.executable, "-m", "accessible_reader"]


def environment() -> dict[str, str]:
    """The demo is for this machine alone; its librarian needs no second factor."""
    return os.environ | {
        "ACCESSIBLE_READER_DATA": str(DATA),
        "ACCESSIBLE_READER_DATABASE_URL": "",
        "ACCESSIBLE_READER_STORAGE_URL": "",
        "ACCESSIBLE_READER_SECOND_FACTOR_ROLES": "[]",
    }


def main() -> int:
    """Exit status of the website."""
    if not SIGN_INS.exists():
        print(
            "Making a small library (about a minute, once) / 正在建立示范图书馆（约一分钟，只此一次）",
            flush=True,
        )
        DATA.mkdir(parents=True, exist_ok=True)
        books = [str(book) for book in build_all(ROOT / "build" / "samples").values()]
        # The voice that Mandarin is usually read by takes four minutes for the sample on two processors.
        command = [
            *PROGRAM,
            "admin",
            "demo",
            *books,
            "--quick-voice",
            "zh=espeak",
            "--sign-ins",
            str(SIGN_INS),
        ]
        made = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, check=False)
        if made.returncode:
            SIGN_INS.unlink(missing_ok=True)
            print(
                f"To begin anew, delete {DATA.relative_to(ROOT)} / 要重新开始，请删除该文件夹",
                file=sys.stderr,
            )
            return made.returncode
    port = os.environ.get("ACCESSIBLE_READER_PORT", "8000")
    print(f"\nOpen / 打开:  http://127.0.0.1:{port}\n")
    for one in json.loads(SIGN_INS.read_text("utf-8")):
        print(f"  {WHO[one['who']]} ({one['name']}): card / 证号 {one['card']}, PIN / 密码 {one['pin']}")
    print(
        "\nFiles of the sample books / 样书文件:  make run SAMPLES_ONLY=1\nStop / 停止:  Ctrl-C\n", flush=True
    )
    os.chdir(ROOT)
    os.execvpe(PROGRAM[0], [*PROGRAM, "serve"], environment())  # noqa: S606 (Ctrl-C reaches it directly)
    return 0


if __name__ == "__main__":
    sys.exit(main())
