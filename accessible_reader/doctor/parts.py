"""Every part that the set-up brings, tried out: a part that is installed and does not work is told apart from one that is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from accessible_reader.doctor import sound
from accessible_reader.doctor.check import Check
from accessible_reader.doctor.trying import SECONDS, SETUP, apt, program_there, run_python
from converters.errors import ConversionError

ROOT: Final = Path(__file__).resolve().parents[2]
_FONTS: Final = {
    "Liberation Sans": ("LiberationSans-Regular.ttf", "fonts-liberation2"),
    "Noto Sans CJK": ("NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    "Noto Sans": ("NotoSans-Regular.ttf", "fonts-noto-core"),
}


def examine() -> Iterator[Check]:
    """Look at every part, one after the other; each is tried, so this takes a few seconds."""
    for look in (
        _python,
        _packages,
        _liblouis,
        sound.voice_english,
        sound.voice_chinese,
        sound.voice_model,
        _fonts,
        _typst,
        _pandoc,
        _node,
        _rule_engine,
        sound.encoder,
        sound.computer_voices,
        sound.pydub,
        sound.ffmpeg,
        _disk,
        sound.audio_cache,
        _java,
        _epubcheck,
    ):
        try:
            yield from look()
        except Exception as error:  # noqa: BLE001 (a check that falls over is a finding about that part)
            yield Check(look.__name__.strip("_").replace("_", "-"), "broken", repr(error)[:200], SETUP)


def _python() -> Iterator[Check]:
    found = ".".join(str(piece) for piece in sys.version_info[:3])
    yield Check("python", "works", found)


def _packages() -> Iterator[Check]:
    missing = []
    wanted = requires("accessible-reader") or []
    for requirement in wanted:
        found = Requirement(requirement)
        if found.marker is not None and not found.marker.evaluate({"extra": ""}):
            continue  # for other systems or other Pythons
        try:
            version(found.name)
        except PackageNotFoundError:
            missing.append(found.name)
    if missing:
        yield Check(
            "packages", "missing", ", ".join(missing), f"{SETUP}  # or: pip install {' '.join(missing)}"
        )
    else:
        yield Check("packages", "works", str(len(wanted)))


def _liblouis() -> Iterator[Check]:
    mend = apt("liblouis20 liblouis-data python3-louis")
    from converters.braille.liblouis import liblouis
    from converters.braille.tables import table_named

    try:
        library = liblouis()
    except ConversionError as error:
        yield Check("liblouis", "missing", str(error.params.get("reason", "")), mend)
        return
    yield Check("liblouis", "works", library.version)
    cells, _places = library.translate(table_named("en-ueb-g1").files, "braille")
    if cells == "⠃⠗⠁⠊⠇⠇⠑":
        yield Check("braille-tables", "works", "en-ueb-g1: braille → " + cells)
    else:
        yield Check("braille-tables", "broken", cells, mend)


def _fonts() -> Iterator[Check]:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts").expanduser())
    there = {path.name for folder in folders if folder.is_dir() for path in folder.rglob("*.tt[fc]")}
    for family, (file, package) in _FONTS.items():
        if file in there:
            yield Check("font", "works", family)
        else:
            yield Check("font", "missing", family, apt(package))


def _typst() -> Iterator[Check]:
    program = "import typst,sys;sys.stdout.write(str(len(typst.compile(b'= x', format='pdf'))))"
    yield run_python("typst", program, "typst", lambda out: out.isdigit() and int(out) > 500)


def _pandoc() -> Iterator[Check]:
    program = (
        "import pypandoc,subprocess,sys;"
        "sys.stdout.write(subprocess.run([pypandoc.get_pandoc_path(),'--sandbox','-f','markdown','-t','html'],"
        "input='*x*',capture_output=True,text=True).stdout)"
    )
    yield run_python("pandoc", program, "pypandoc-binary", lambda out: out == "<p><em>x</em></p>")


def _node() -> Iterator[Check]:
    yield program_there("node", "node", ["--version"], "nodejs", needed=True)


def _rule_engine() -> Iterator[Check]:
    node = shutil.which("node")
    package = ROOT / "node_modules" / "speech-rule-engine"
    if node is None or not package.is_dir():
        yield Check("rule-engine", "missing", "speech-rule-engine", "npm ci --ignore-scripts")
        return
    formula = "<math><mi>x</mi><mo>+</mo><mn>1</mn></math>"
    program = (
        "const sre=require(process.argv[1]);"
        "sre.setupEngine({locale:'en'}).then(()=>process.stdout.write(sre.toSpeech(process.argv[2])))"
    )
    done = subprocess.run(
        [node, "-e", program, str(package), formula],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    said = done.stdout.strip()
    if "plus" in said:
        yield Check("rule-engine", "works", said)
    else:
        yield Check("rule-engine", "broken", done.stderr.strip()[-200:], "npm ci --ignore-scripts")


def _disk() -> Iterator[Check]:
    free = shutil.disk_usage(Path.cwd()).free
    detail = f"{free / 2**30:.1f} GiB"
    if free > 2**30:
        yield Check("disk", "works", detail)
    else:
        yield Check("disk", "broken", detail, "df -h .")


def _java() -> Iterator[Check]:
    yield program_there("java", "java", ["-version"], "openjdk-17-jre-headless", needed=False)


def _epubcheck() -> Iterator[Check]:
    try:
        yield Check("epubcheck", "works", version("epubcheck"), needed=False)
    except PackageNotFoundError:
        yield Check("epubcheck", "missing", "epubcheck", SETUP, needed=False)
