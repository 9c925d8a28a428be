"""The command line as a person or a program meets it: a process with arguments, streams and an exit status."""

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from accessible_reader.cli import app
from tests.samples import sample_book

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("convert", "info", "formats", "voices", "braille-tables", "doctor")


def environment(**changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"LANG", "LANGUAGE"} and not name.startswith(("LC_", "ACCESSIBLE_READER"))
    }
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **changes}


def run(
    *arguments: str | Path, where: Path, prepare: Callable[[], None] | None = None, **changes: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "accessible_reader", *map(str, arguments)],
        cwd=where,
        env=environment(XDG_STATE_HOME=str(where / "state"), **changes),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=prepare,
    )


@dataclass
class Here:
    """The command line in this process: the same code without the start of a Python."""

    where: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def run(self, *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
        self.monkeypatch.chdir(self.where)
        for name in ("ACCESSIBLE_READER_LANGUAGE", "LC_ALL", "PATH"):
            if name in changes:
                self.monkeypatch.setenv(name, changes[name])
        self.capsys.readouterr()
        status = app.run(list(map(str, arguments)))
        said = self.capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, said.out, said.err)


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.delenv("ACCESSIBLE_READER_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Here(tmp_path, capsys, monkeypatch)


def everything_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# --- what goes well --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_one_report_on_standard_output_and_lines_on_standard_error(tmp_path: Path) -> None:
    done = run(
        "convert", sample_book("en"), "--to", "book-json", "--to", "speech-text", "--to", "brf", "--cells", "32", "--json",
        where=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert set(report) == {
        "version",
        "status",
        "file",
        "book",
        "text",
        "findings",
        "artifacts",
        "errors",
        "seconds",
    }
    assert report["status"] == "done"
    assert report["book"]["title"] == "Reading Your Way"
    assert report["book"]["language"] == "en"
    assert report["text"]["words"] > 1500
    assert report["text"]["pages"] == 13
    assert [artifact["format"] for artifact in report["artifacts"]] == [
        "book-json",
        "speech-text",
        "braille-brf",
    ]
    for artifact in report["artifacts"]:
        folder = Path(artifact["folder"])
        folder = folder if folder.is_absolute() else tmp_path / folder
        assert folder == tmp_path / "out" / artifact["format"]
        assert {file["path"] for file in artifact["files"]} | {
            path for path in everything_in(folder) if (folder / path).is_dir()
        } == everything_in(folder)
        for file in artifact["files"]:
            data = (folder / file["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
            assert len(data) == file["size"]
        assert sum(file["size"] for file in artifact["files"]) == artifact["size"]
        assert artifact["media_type"].count("/") == 1
        for finding in artifact["findings"]:
            assert finding["message"]
            assert not finding["message"].startswith(finding["code"])
    brf = next((tmp_path / "out" / "braille-brf").rglob("*.brf")).read_text("ascii")
    assert 25 < max(len(line) for line in brf.splitlines()) <= 32
    assert everything_in(tmp_path / "out") & {".accessible-reader"} == set()
    assert not list((tmp_path / "out").glob(".*"))
    lines = done.stderr.splitlines()
    assert lines[0].startswith("Reading")
    assert all(character.isprintable() for line in lines for character in line)


@pytest.mark.slow
def test_an_older_output_is_replaced_and_a_strangers_folder_is_not(here: Here) -> None:
    for _ in range(2):
        assert here.run("convert", sample_book("en"), "--to", "book-json").returncode == 0
    (here.where / "out" / "book-json" / "locators.json").unlink()
    refused = here.run("convert", sample_book("en"), "--to", "book-json")
    assert refused.returncode == 2
    assert "did not make" in refused.stderr
    assert (here.where / "out" / "book-json" / "book.json").exists()


@pytest.mark.slow
def test_debug_folder_has_every_stage(here: Here) -> None:
    done = here.run("convert", sample_book("en"), "--to", "speech-text", "--debug-dir", "debug")
    assert done.returncode == 0, done.stderr
    made = everything_in(here.where / "debug")
    assert {
        "book.json",
        "sentences.json",
        "findings.json",
        "speech-text/options.json",
        "speech-text/plan.json",
    } <= made
    plan = json.loads((here.where / "debug" / "speech-text" / "plan.json").read_bytes())
    for part in plan:
        assert f"speech-text/parts/{part['key']}/result.json" in made


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "What is missing:"), ("zh-CN", "缺少的内容："), ("zh-TW", "缺少的內容：")],
)
def test_info_in_three_languages(here: Here, language: str, heading: str) -> None:
    done = here.run("info", sample_book("zh-Hans"), ACCESSIBLE_READER_LANGUAGE=language)
    assert done.returncode == 0, done.stderr
    assert "换一种方式读书" in done.stdout
    assert heading in done.stdout.splitlines()
    assert "第三章" in done.stdout


def test_info_as_json(here: Here) -> None:
    done = here.run("info", sample_book("en"), "--json")
    found = json.loads(done.stdout)
    assert found["counts"]["pictures"] == 2
    assert found["counts"]["pictures_described"] == 1
    assert found["counts"]["tables_with_headers"] == 2
    assert set(found["languages"]) == {"en", "la", "zh-Hans"}
    assert {item["code"] for item in found["missing"]} == {"missing-alternatives"}
    assert len(found["contents"]) == 7
    assert everything_in(here.where) == set()


@pytest.mark.parametrize("command", ["formats", "voices", "braille-tables"])
def test_lists(here: Here, command: str) -> None:
    plain = here.run(command)
    assert plain.returncode == 0, plain.stderr
    listed = json.loads(here.run(command, "--json").stdout)
    names = (
        [item["name"] for item in listed["output"]]
        if command == "formats"
        else [item.get("name") or item["id"] for item in listed]
    )
    assert len(names) >= 10
    assert all(name in plain.stdout for name in names)


def test_lists_of_one_language(here: Here) -> None:
    for command in ("voices", "braille-tables"):
        found = json.loads(here.run(command, "--language", "zh", "--json").stdout)
        assert found
        assert len(found) < len(json.loads(here.run(command, "--json").stdout))


@pytest.mark.slow
def test_doctor_finds_everything_here(tmp_path: Path) -> None:
    done = run("doctor", "--json", where=tmp_path)
    found = json.loads(done.stdout)
    ill = [check for check in found["checks"] if check["needed"] and check["state"] != "works"]
    assert ill == []
    assert done.returncode == 0
    assert {
        "liblouis",
        "voice-english",
        "voice-model",
        "computer-voices",
        "pydub",
        "ffmpeg",
        "typst",
        "pandoc",
    } <= {check["name"] for check in found["checks"]}
    assert found["limits"]["read_seconds"] > 0


def test_doctor_names_what_mends_a_missing_program(here: Here) -> None:
    done = here.run("doctor", PATH=str(here.where))
    assert done.returncode == 2
    assert "nodejs" in done.stdout
    assert "Missing: Node.js" in done.stdout


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
def test_help_of_every_command(here: Here, language: str) -> None:
    from accessible_reader.cli.words import catalogue

    words = catalogue(language)
    for command in ("", *COMMANDS):
        done = here.run(*filter(None, [command]), "--help", ACCESSIBLE_READER_LANGUAGE=language)
        assert done.returncode == 0, done.stderr
        said = "".join(done.stdout.split())
        assert "".join(words.format(f"cli-{command or 'root'}-help").split()) in said
        assert "cli-" not in done.stdout, "an id instead of words"
        assert not set(done.stdout) & set("╭╮╰╯│─"), "boxes are spelt out by screen readers"


def test_a_formats_options_are_explained(here: Here) -> None:
    done = here.run("convert", "--help-format", "pdf", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "--preset" in done.stdout
    assert "zh-large" in done.stdout
    assert "默认" in done.stdout


def test_help_does_not_load_the_engines(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom accessible_reader.cli.app import run\nrun(['--help'])\n"
        "heavy = {'lxml', 'numpy', 'pydantic', 'PIL', 'av', 'rich', 'ebooklib', 'typst', 'psutil'} & set(sys.modules)\n"
        "sys.stderr.write(','.join(sorted(heavy)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


# --- bad use and bad input -------------------------------------------------------------------------------------------

BAD_USE = [
    ([], "Usage: accessible-reader", 2),
    (["frobnicate"], "no command “frobnicate”", 2),
    (["convert"], "BOOK is missing", 2),
    (["convert", "x.epub", "--to", "betamax"], "no output format “betamax”", 2),
    (["convert", "x.epub", "--to"], "--to needs a value", 2),
    (["convert", "x.epub", "--to", "brf", "--cels", "3"], "No format has an option --cels", 2),
    (["convert", "x.epub", "--to", "book-json", "--cells", "32"], "--cells is an option of braille-brf", 2),
    (["convert", "x.epub", "--to", "brf", "--cells", "wide"], "It is a number from", 2),
    (["convert", "x.epub", "--to", "pdf", "--preset", "tiny"], "Choose one of: auto, acb", 2),
    (["convert", "x.epub", "--to", "book-json", "--processes", "0"], "--processes must be a whole number", 2),
    (["convert", "x.epub", "--to", "book-json"], "no file called “x.epub”", 2),
    (["info", "."], "is a folder", 2),
    (["info", "--frob"], "no option --frob", 2),
]


@pytest.mark.parametrize(
    ("arguments", "said", "status"), BAD_USE, ids=[" ".join(row[0]) or "nothing" for row in BAD_USE]
)
def test_bad_use(here: Here, arguments: list[str], said: str, status: int) -> None:
    done = here.run(*arguments)
    assert said in done.stderr + done.stdout
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert everything_in(here.where) == set()


def _bad_files(folder: Path) -> dict[str, Path]:
    whole = sample_book("en").read_bytes()
    files = {
        "empty.epub": b"",
        "truncated.epub": whole[:5000],
        "not-a-zip.epub": b"\x00\x01\x02" * 1000,
        "picture.epub": b"\x89PNG\r\n\x1a\n" + b"\0" * 3000,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "no-container.epub", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize(
    "name", ["empty.epub", "truncated.epub", "not-a-zip.epub", "picture.epub", "no-container.epub"]
)
def test_bad_files_in_a_chinese_locale(here: Here, name: str) -> None:
    folder = here.where / "books"
    folder.mkdir()
    path = _bad_files(folder)[name]
    before = everything_in(here.where)
    done = here.run("convert", path, "--to", "book-json", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 2, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("错误：")
    assert any("\u4e00" <= character <= "\u9fff" for character in last[3:]), "the sentence itself is Chinese"
    assert "Traceback" not in done.stderr
    assert everything_in(here.where) == before, "nothing is left behind"
    as_json = json.loads(
        here.run("convert", path, "--to", "book-json", "--json", LC_ALL="zh_CN.UTF-8").stdout
    )
    assert as_json["status"] == "failed"
    assert as_json["errors"][0]["message"] in last


def test_debug_folder_tells_why_reading_failed(here: Here) -> None:
    (here.where / "x.epub").write_bytes(b"")
    assert here.run("convert", "x.epub", "--to", "book-json", "--debug-dir", "debug").returncode == 2
    assert json.loads((here.where / "debug" / "error.json").read_bytes())["code"] == "file-empty"


def test_a_full_disk(tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    before = everything_in(tmp_path)
    done = run("convert", sample_book("en"), "--to", "book-json", where=tmp_path, prepare=small_files)
    assert done.returncode == 2, done.stderr
    assert "no room left" in done.stderr
    assert everything_in(tmp_path) == before


def test_a_folder_that_cannot_be_made(here: Here) -> None:
    (here.where / "out").write_text("mine")
    done = here.run("convert", sample_book("en"), "--to", "book-json")
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert (here.where / "out").read_text() == "mine"


def test_a_bug_is_told_shortly_and_kept_wholly(tmp_path: Path) -> None:
    program = (
        "import sys\nimport accessible_reader.cli.app as app\nimport converters.readers as readers\n"
        "def broken(*_): raise ZeroDivisionError('the secret of the bug')\n"
        "readers.read_book = broken\nsys.exit(app.run(['info', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(sample_book("en"))],
        cwd=tmp_path,
        env=environment(XDG_STATE_HOME=str(tmp_path / "state")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (kept,) = (tmp_path / "state" / "accessible-reader").iterdir()
    assert str(kept) in done.stderr
    assert "the secret of the bug" in kept.read_text()


def test_a_reader_that_has_heard_enough_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"'{sys.executable}' -m accessible_reader voices | head -n 1"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


# --- being stopped ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "whole_group"), [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGINT, False)]
)
def test_being_stopped_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals, whole_group: bool
) -> None:
    long = tmp_path / "long.txt"
    long.write_text(
        "\n\n".join(f"Chapter {n}\n\n" + "All happy families are alike. " * 2000 for n in range(1, 13)),
        "utf-8",
    )
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "accessible_reader",
            "convert",
            str(long),
            "--to",
            "book-json",
            "--to",
            "audio-mp3",
            "--out",
            "out",
        ],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if line.startswith("audio-mp3: begins"):
                break
        children = _workers(process.pid)
        if whole_group:  # as a terminal does it
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        said.extend(process.stderr)
        assert process.wait(60) == 128 + number
        assert "Traceback" not in "".join(said)
        assert "Stopped" in said[-1]
    assert everything_in(tmp_path) - {"out/book-json"} == {
        "long.txt", "out", "out/book-json/book.json", "out/book-json/locators.json",
    }  # fmt: skip
    _gone, alive = psutil.wait_procs(children, timeout=20)
    assert children
    assert alive == []


def _workers(pid: int) -> list[Any]:
    parent = psutil.Process(pid)
    for _ in range(200):
        children = parent.children(recursive=True)
        if len(children) >= 2:
            return children
        time.sleep(0.05)
    return parent.children(recursive=True)
