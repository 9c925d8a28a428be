"""Every part that the set-up brings, tried out: a part that is installed and does not work is told apart from one that is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement

from accessible_reader.doctor.check import Check, State
from converters.errors import ConversionError

if TYPE_CHECKING:
    from converters.speech.script import Say

ROOT: Final = Path(__file__).resolve().parents[2]
SETUP: Final = "make setup"
_SECONDS: Final = 60.0
_FONTS: Final = {
    "Liberation Sans": ("LiberationSans-Regular.ttf", "fonts-liberation2"),
    "Noto Sans CJK": ("NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    "Noto Sans": ("NotoSans-Regular.ttf", "fonts-noto-core"),
}


def apt(package: str) -> str:
    """The command that installs a Debian package, for whoever runs this."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y {package}"


def examine() -> Iterator[Check]:
    """Look at every part, one after the other; each is tried, so this takes a few seconds."""
    for look in (
        _python,
        _packages,
        _liblouis,
        _voice_english,
        _voice_chinese,
        _voice_models,
        _fonts,
        _typst,
        _pandoc,
        _node,
        _rule_engine,
        _encoder,
        _disk,
        _audio_cache,
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


def _voice_english() -> Iterator[Check]:
    from converters.speech.script import Say

    yield _speak("voice-english", "en", Say("Hello"))


def _voice_chinese() -> Iterator[Check]:
    from converters.speech.script import Say

    yield _speak("voice-chinese", "zh", Say("你好", ("ni3", "hao3")))


def _voice_models() -> Iterator[Check]:
    """The files of the neural voices are those that were published: all are read through, a second or two."""
    from converters.speech.models import HIBARI, KOKORO, kokoro_voice, kokoro_voices, read_model

    for model in (HIBARI, KOKORO):
        try:
            size = len(read_model(model))
            if model is KOKORO:
                for name in kokoro_voices():
                    kokoro_voice(name)
        except ConversionError as error:
            state: State = "missing" if error.code == "speech-model-missing" else "broken"
            part = str(error.params.get("part", error.params["model"]))
            yield Check("voice-model", state, f"{model.name}: {part}", str(error.params["mend"]))
        else:
            yield Check("voice-model", "works", f"{model.name}, {size / 2**20:.0f} MiB")


def _speak(name: str, language: str, words: Say) -> Check:
    from converters.speech.voices import VoiceTable, get_engine

    mend = f"{SETUP}  # or: pip install espeakng-loader"
    try:
        voice = VoiceTable().voice_for(language)
    except ConversionError as error:
        return Check(name, "missing", str(error), mend)
    if voice is None:
        return Check(name, "missing", language, mend)
    session = get_engine(voice.engine).session()
    try:
        clip = session.synthesise([words], voice)
    finally:
        session.close()
    loud = bool(len(clip.audio)) and int(abs(clip.audio.astype("int32")).max()) > 1000
    detail = f"{voice.id}, {clip.seconds:.1f} s"
    return Check(name, "works", detail) if loud else Check(name, "broken", detail, mend)


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
    yield _run_python("typst", program, "typst", lambda out: out.isdigit() and int(out) > 500)


def _run_python(name: str, program: str, package: str, good: Callable[[str], bool]) -> Check:
    mend = f"{SETUP}  # or: pip install {package}"
    try:
        found = version(package)
    except PackageNotFoundError:
        return Check(name, "missing", package, mend)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode == 0 and good(done.stdout.strip()):
        return Check(name, "works", found)
    return Check(name, "broken", (done.stderr.strip().splitlines() or [""])[-1][:200], mend)


def _pandoc() -> Iterator[Check]:
    program = (
        "import pypandoc,subprocess,sys;"
        "sys.stdout.write(subprocess.run([pypandoc.get_pandoc_path(),'--sandbox','-f','markdown','-t','html'],"
        "input='*x*',capture_output=True,text=True).stdout)"
    )
    yield _run_python("pandoc", program, "pypandoc-binary", lambda out: out == "<p><em>x</em></p>")


def _node() -> Iterator[Check]:
    yield _program("node", "node", ["--version"], "nodejs", needed=True)


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
        timeout=_SECONDS,
        check=False,
    )
    said = done.stdout.strip()
    if "plus" in said:
        yield Check("rule-engine", "works", said)
    else:
        yield Check("rule-engine", "broken", done.stderr.strip()[-200:], "npm ci --ignore-scripts")


def _encoder() -> Iterator[Check]:
    program = (
        "import lameenc,sys;e=lameenc.Encoder();e.silence();e.set_channels(1);e.set_in_sample_rate(22050);"
        "sys.stdout.write(str(len(e.encode(bytes(44100))+e.flush())))"
    )
    yield _run_python("encoder", program, "lameenc", lambda out: out.isdigit() and int(out) > 1000)


def _disk() -> Iterator[Check]:
    free = shutil.disk_usage(Path.cwd()).free
    detail = f"{free / 2**30:.1f} GiB"
    if free > 2**30:
        yield Check("disk", "works", detail)
    else:
        yield Check("disk", "broken", detail, "df -h .")


def _audio_cache() -> Iterator[Check]:
    """A clip goes in, comes out and is removed; a store that is off is what somebody wants."""
    from audio_cache import CacheSettingError, clip_key, open_cache

    mend = "unset ACCESSIBLE_READER_AUDIO_CACHE ACCESSIBLE_READER_AUDIO_CACHE_BYTES ACCESSIBLE_READER_AUDIO_CACHE_DAYS"
    try:
        store = open_cache()
    except CacheSettingError as error:
        yield Check("audio-cache", "broken", ", ".join(error.params.values()), mend)
        return
    key = clip_key(doctor=os.getpid())
    payload = os.urandom(20000)
    store.put(key, payload)
    same = store.get(key) == payload
    store.delete(key)
    if same or store.url == "off":
        yield Check("audio-cache", "works", store.url)
    else:
        reason = store.trouble.reason if store.trouble else "?"
        yield Check("audio-cache", "broken", f"{store.url}: {reason}", mend)


def _java() -> Iterator[Check]:
    yield _program("java", "java", ["-version"], "openjdk-17-jre-headless", needed=False)


def _program(name: str, program: str, arguments: list[str], package: str, *, needed: bool) -> Check:
    where = shutil.which(program)
    if where is None:
        return Check(name, "missing", program, apt(package), needed)
    done = subprocess.run([where, *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False)
    said = ((done.stdout or done.stderr).strip().splitlines() or [""])[0]
    if done.returncode:
        return Check(name, "broken", said[:200], apt(package), needed)
    return Check(name, "works", said, needed=needed)


def _epubcheck() -> Iterator[Check]:
    try:
        yield Check("epubcheck", "works", version("epubcheck"), needed=False)
    except PackageNotFoundError:
        yield Check("epubcheck", "missing", "epubcheck", SETUP, needed=False)
