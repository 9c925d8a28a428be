"""A session of the Orca screen reader with nothing around it but Chromium: its own X display, buses, home and voice. What it says and shows in braille is text here.

Everything is started for one test and ended, by its id, after it. Keys go through the X server, as from a keyboard: keys that a browser's debugger sends would pass Orca by.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e.browser import ARGUMENTS, chromium_path
from tests.service_process import LIMIT

HERE: Final = Path(__file__).resolve().parent
LOCALE: Final = "zh_CN.UTF-8"
TABLE: Final = "/usr/share/liblouis/tables/zhcn-cbs.ctb"
"""The national common braille scheme of China, as liblouis has it."""
PROGRAMS: Final = {
    "orca": "orca", "Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "speech-dispatcher": "speech-dispatcher",
    "dbus-daemon": "dbus", "gsettings": "libglib2.0-bin", "localedef": "libc-bin", "setpriv": "util-linux", "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}  # fmt: skip
CLICKABLE: Final = re.compile(" 可点击对象")
"""Orca says this of what can take the focus by a script, now and then: it depends on which of two events came first."""
IDLE_PULSES: Final = 8
"""So often must Orca have been idle, with nothing said in between, to count as having said everything."""
CHROMIUM: Final = (
    *ARGUMENTS, "--force-renderer-accessibility", "--lang=zh-CN", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--window-size=1200,900", "--window-position=0,0", "--password-store=basic", "--use-mock-keychain", "--test-type", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip


def require_programs() -> None:
    """Skip where the programs are not installed: ``scripts/setup`` does it."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {' '.join(missing)}: apt-get install --no-install-recommends {' '.join(missing)}")
    if not Path("/usr/share/i18n/locales/zh_CN").exists():
        pytest.skip("needs the source of the locale zh_CN: apt-get install locales")


def until(happened: Callable[[], object], what: Callable[[], str]) -> None:
    """Wait for something, long enough for the slowest machine."""
    end = time.monotonic() + LIMIT
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(what())
        time.sleep(0.03)


@dataclass
class ScreenReader:
    """What one blind reader has on the desk: keys, a voice, a braille display."""

    folder: Path
    environment: dict[str, str]
    playwright: Playwright
    _since: int = 0

    @property
    def spoken(self) -> list[str]:
        """Every utterance so far."""
        lines = (self.folder / "spoken").read_text("utf-8").splitlines()
        return [CLICKABLE.sub("", line.partition("\t")[2]) for line in lines]

    @property
    def heard(self) -> list[str]:
        """What was said since the last key, visit or ``begin``."""
        return self.spoken[self._since :]

    def begin(self) -> None:
        """Listen anew."""
        self._since = len(self.spoken)

    def hear(self, wanted: str) -> list[str]:
        """Wait until ``wanted`` is said (since the last key), and then for the rest of it."""
        until(
            lambda: any(wanted in one for one in self.heard),
            lambda: f"{wanted!r} was not said, only {self.heard}",
        )
        return self.rest()

    def rest(self) -> list[str]:
        """What was said since the last key, once Orca has nothing more to do."""
        before, pulses = -1, 0

        def quiet() -> bool:
            nonlocal before, pulses
            said, now = len(self.spoken), self._pulses()
            if said != before:
                before, pulses = said, now
            return now - pulses >= IDLE_PULSES

        until(quiet, lambda: f"Orca does not come to rest after {self.heard}")
        return self.heard

    def press(self, *keys: str) -> None:
        """Press keys, as X names them ("h", "Tab", "KP_Enter", "ctrl+Home")."""
        self.begin()
        for key in keys:
            subprocess.run(
                ["xdotool", "key", "--clearmodifiers", key], env=self.environment, check=True, timeout=LIMIT
            )

    def write(self, text: str) -> None:
        """Type letters and digits."""
        self.begin()
        subprocess.run(
            ["xdotool", "type", "--clearmodifiers", "--delay", "30", text],
            env=self.environment,
            check=True,
            timeout=LIMIT,
        )

    def seek(self, key: str, wanted: str, most: int = 40) -> list[str]:
        """Press ``key`` (the next heading, button, link …) until something with ``wanted`` in it is said."""
        passed = []
        for _ in range(most):
            self.press(key)
            until(lambda: self.heard, lambda: f"nothing is said after {key}")
            said = self.rest()
            if any(wanted in one for one in said):
                return said
            passed.append(said)
        raise AssertionError(f"{key} does not lead to {wanted!r}, only to {passed}")

    def arrive(self, page: Page, title: str) -> list[str]:
        """Wait until ``title`` is open and Orca reads it. What was said meanwhile.

        Where a page with lists of choices comes in slowly, Chromium tells that each list "has changed", and Orca goes to the last of them, in focus mode: then its user asks for browse mode, as here.
        """
        page.wait_for_function(
            "title => document.title.startsWith(title) && document.readyState === 'complete'", arg=title
        )
        until(lambda: self.heard, lambda: f"nothing is said on {title}")
        said = self.rest()
        if "焦点模式" in said and "浏览模式" not in said[said.index("焦点模式") :]:
            self.press("KP_Insert+a")
            self.hear("浏览模式")
        self.press("ctrl+Home")
        self.rest()
        return said

    def told(self, page: Page, title: str, sentence: str) -> None:
        """The page that a form led to says first what was done: ``sentence``, its first heading. Where Orca is drawn to a list on that page (see ``arrive``), its user looks for it there."""
        page.wait_for_selector(".notice h2")
        self.arrive(page, title)
        heard = self.seek("h", sentence, 1)
        assert heard == [f"{sentence} 标题 水平 2."]
        self.touch(sentence)

    def braille(self) -> dict[str, str]:
        """What the display shows: ``text``, ``cells``, ``shown``."""
        lines = (self.folder / "braille").read_text("utf-8").splitlines()
        shown: dict[str, str] = json.loads(lines[-1])
        return shown

    def touch(self, wanted: str) -> dict[str, str]:
        """Wait until the braille line has ``wanted`` in it."""
        until(
            lambda: wanted in self.braille()["text"],
            lambda: f"{wanted!r} is not on the braille line: {self.braille()}",
        )
        return self.braille()

    def _pulses(self) -> int:
        return (self.folder / "pulse").stat().st_size

    @contextmanager
    def device(self, address: str, cookies: dict[str, str] | None = None) -> Iterator[Page]:
        """A Chromium of its own, with ``cookies``, in which ``address`` is opened. One at a time: the second device is opened when the first is put away."""
        profile = self.folder / f"device-{len(list(self.folder.glob('device-*')))}"
        (profile / "Default").mkdir(parents=True)
        (profile / "Default" / "Preferences").write_text('{"translate":{"enabled":false}}')
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        context = self.playwright.chromium.launch_persistent_context(
            str(profile), executable_path=chromium_path(), headless=False, no_viewport=True, locale="zh-CN",
            args=[*CHROMIUM, *sandbox, "--app=data:text/html,<title>-</title>"], env=dict(self.environment), timeout=LIMIT * 1000,
        )  # fmt: skip
        try:
            context.set_default_timeout(LIMIT * 1000)
            page = context.pages[0]
            if cookies:
                context.add_cookies(
                    [
                        {"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}
                        for name, value in cookies.items()
                    ]
                )
            self.begin()
            page.goto(address)
            page.bring_to_front()
            yield page
        finally:
            context.close()


@contextmanager
def open_screen_reader(folder: Path, playwright: Playwright) -> Iterator[ScreenReader]:
    """Orca, in Chinese, with a voice and a braille display that write to files in ``folder``."""
    require_programs()
    _furnish(folder)
    environment = _environment(folder)
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **more: Any) -> subprocess.Popen[bytes]:
        with (folder / f"{Path(command[0]).name}.log").open("ab") as log:
            # All end with this process, also when it is killed.
            made = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command], env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **more)  # fmt: skip
        started.append(made)
        return made

    def log(name: str) -> str:
        return f"{name}: " + (folder / f"{name}.log").read_text("utf-8", "replace")[-3000:]

    try:
        environment["DISPLAY"] = _display(start)
        environment["DBUS_SESSION_BUS_ADDRESS"] = _bus(folder, start)
        subprocess.run(["gsettings", "set", "org.gnome.desktop.interface", "toolkit-accessibility", "true"], env=environment, check=True, timeout=LIMIT)  # fmt: skip
        start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        start("openbox")
        speech = folder / "home" / ".config" / "speech-dispatcher"
        socket = folder / "run" / "speech"
        start("speech-dispatcher", "-s", "-t", "0", "-C", str(speech), "-c", "unix_socket", "-S", str(socket))
        until(socket.exists, lambda: log("speech-dispatcher"))
        start("/usr/bin/python3", str(HERE / "launch.py"))
        reader = ScreenReader(folder, environment, playwright)
        until(lambda: reader.spoken and reader._pulses(), lambda: log("python3") + log("speech-dispatcher"))
        reader.rest()
        yield reader
    finally:
        _end(started, folder)


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "TMPDIR"} or name.startswith("PLAYWRIGHT")
    }
    return kept | {
        "HOME": str(home), "XDG_RUNTIME_DIR": str(folder / "run"), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / ".local/share"), "XDG_CACHE_HOME": str(home / ".cache"),
        "LANG": LOCALE, "LC_ALL": LOCALE, "LOCPATH": str(folder / "locale"), "GNOME_ACCESSIBILITY": "1", "ACCESSIBILITY_ENABLED": "1", "NO_AT_BRIDGE": "0", "GSETTINGS_BACKEND": "keyfile",
        "SPEECHD_ADDRESS": f"unix_socket:{folder / 'run' / 'speech'}", "SPOKEN": str(folder / "spoken"), "BRAILLE": str(folder / "braille"), "PULSE": str(folder / "pulse"),
    }  # fmt: skip


def _furnish(folder: Path) -> None:
    """The home of somebody who reads Chinese with Orca."""
    home = folder / "home"
    speech, orca = home / ".config" / "speech-dispatcher", home / ".local/share" / "orca"
    for made in (folder / "run", folder / "locale", speech, orca):
        made.mkdir(parents=True)
    (folder / "run").chmod(0o700)
    for name in ("spoken", "braille", "pulse"):
        (folder / name).touch()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", "--no-archive", str(folder / "locale" / LOCALE)], check=True, capture_output=True, timeout=LIMIT)  # fmt: skip
    module = folder / "speech-module"
    module.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "speech_module.py"}"\n')
    module.chmod(0o755)
    # Some audio system has to be named; it is never opened.
    (speech / "speechd.conf").write_text(
        f'LogLevel 1\nLogDir "{folder / "run"}"\nAudioOutputMethod "libao"\nAddModule "written" "{module}" ""\nDefaultModule written\nDisableAutoSpawn\n'
    )
    chosen = {
        "enableKeyEcho": False, "enableEchoByCharacter": False, "enableEchoByWord": False, "sayAllOnLoad": False, "speechServerFactory": "orca.speechdispatcherfactory",
        "enableBraille": True, "enableContractedBraille": True, "brailleContractionTable": TABLE,
    }  # fmt: skip
    empty: dict[str, Any] = {"pronunciations": {}, "keybindings": {}}
    profile = {**chosen, **empty, "profile": ["Default", "default"]}
    settings = {"general": chosen, "profiles": {"default": profile}, **empty}
    (orca / "user-settings.conf").write_text(json.dumps(settings))
    shutil.copy(HERE / "customizations.py", orca / "orca-customizations.py")


def _display(start: Callable[..., subprocess.Popen[bytes]]) -> str:
    """The X server finds a number that is free, and tells it."""
    told, tell = os.pipe()
    try:
        start(
            "Xvfb",
            "-displayfd",
            str(tell),
            "-screen",
            "0",
            "1280x960x24",
            "-ac",
            "-nolisten",
            "tcp",
            pass_fds=(tell,),
        )
        os.close(tell)
        with os.fdopen(told, "rb", closefd=False) as answer:
            number = answer.readline().decode().strip()
    finally:
        os.close(told)
    if not number:
        raise RuntimeError("Xvfb did not start")
    return f":{number}"


def _bus(folder: Path, start: Callable[..., subprocess.Popen[bytes]]) -> str:
    socket = folder / "run" / "bus"
    start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={socket}")
    until(socket.exists, lambda: "dbus-daemon did not start")
    return f"unix:path={socket}"


def _end(started: list[subprocess.Popen[bytes]], folder: Path) -> None:
    """End what was started, last first, and what it started in turn: also services that the bus began, which carry our home in their environment."""
    children = [one for made in started for one in _descendants(made.pid)]
    for made in reversed(started):
        with suppress(ProcessLookupError):
            os.killpg(made.pid, signal.SIGTERM)
    for made in started:
        try:
            made.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(made.pid, signal.SIGKILL)
            made.wait()
    _, alive = psutil.wait_procs(children, 5)
    for one in alive:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(alive, 5)


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
