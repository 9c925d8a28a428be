"""``make docs``: write ``docs/settings.md`` and the generated parts of ``docs/formats.md`` and ``docs/errors.md``. ``tests/integration/test_docs.py`` keeps them true."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402 (the repository has to be on the path first)

from accessible_reader.cli.app import make_app  # noqa: E402
from accessible_reader.cli.explain import allowed, default_of, flag_of, option_text  # noqa: E402
from accessible_reader.cli.words import MESSAGES, catalogue, say  # noqa: E402
from accessible_reader.people.permission_page import permission_page  # noqa: E402
from converters.options import OptionFact, option_facts  # noqa: E402
from converters.registry import DEFAULT_FORMATS, converter_names, get_converter, get_reader, reader_names  # noqa: E402
from scripts.capacity_page import CAPACITY  # noqa: E402
from scripts.capacity_page import page as capacity_page  # noqa: E402
from scripts.settings_page import settings_page  # noqa: E402

SETTINGS: Final = ROOT / "docs" / "settings.md"
FORMATS: Final = ROOT / "docs" / "formats.md"
ERRORS: Final = ROOT / "docs" / "errors.md"
PERMISSIONS: Final = ROOT / "docs" / "permissions.md"
KINDS: Final = {
    "Finding": "note: the work goes on",
    "BadInput": "the file",
    "UnsupportedFormat": "the file",
    "DamagedFile": "the file",
    "ProtectedFile": "the file is locked",
    "LimitExceeded": "a limit",
    "BadOptions": "the use",
    "MissingPart": "a part is missing: see `doctor`",
    "DiskProblem": "the disk",
    "NotFound": "it is not there",
    "NotNow": "not in this state",
    "NotAllowed": "permission",
    "SignInRefused": "signing in",
    "BadRecord": "what was entered",
    "ConversionError": "other",
}


def commands() -> Iterator[str]:
    """Rows: each command with its purpose and options."""
    for name, command in _commands(typer.main.get_command(make_app())):
        options = " ".join(
            f"`{param.opts[0]}`" for param in command.params if param.param_type_name == "option"
        )
        purpose = say(f"cli-{name.rpartition(' ')[2]}-help")
        yield f"| `{name}` | {purpose} {options if name != 'convert' else ''} |"


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """All commands; those of a group with its name before theirs."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} ")


def convert_options() -> Iterator[str]:
    """Rows: the options of ``convert`` itself."""
    group: Any = typer.main.get_command(make_app())
    yield "| option | |"
    yield "| --- | --- |"
    for param in group.commands["convert"].params:
        if param.param_type_name == "option":
            metavar = "" if param.is_flag else f" {param.metavar}"
            yield f"| `{param.opts[0]}{metavar}` | {say('cli-convert-' + param.name.replace('_', '-'))} |"


def formats() -> Iterator[str]:
    """A section for each output format with a table of its options."""
    for name in converter_names():
        converter = get_converter(name)
        default = " Made when no format is named." if name in DEFAULT_FORMATS else ""
        yield f"### `{name}`"
        yield ""
        yield f"{say(f'format-{name}')}{default} Media type `{converter.media_type}`."
        facts = option_facts(converter)
        yield ""
        if not facts:
            yield say("explain-no-options")
            yield ""
            continue
        yield "| option | | allowed | default |"
        yield "| --- | --- | --- | --- |"
        for fact in facts:
            yield option_row(fact, converter.kind)
        yield ""


def option_row(fact: OptionFact, kind: str) -> str:
    """One row of a format's table."""
    words = f"**{option_text(fact, 'title', kind)}.** {option_text(fact, 'description', kind)}"
    cells = (f"`{flag_of(fact)}`", words, allowed(fact), f"`{default_of(fact)}`")
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def readers() -> Iterator[str]:
    """Rows: what can be read."""
    yield "| reader | file names | media types |"
    yield "| --- | --- | --- |"
    for name in reader_names():
        reader = get_reader(name)
        if reader.extensions:
            media_types = " ".join(f"`{media_type}`" for media_type in reader.media_types)
            yield f"| `{name}` | {' '.join(reader.extensions)} | {media_types} |"


def codes() -> dict[str, str]:
    """Every code and what kind of trouble it is, from where it is raised; "" where that is not in plain sight."""
    found: dict[str, str] = {}
    for folder in ("converters", "accessible_reader"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    name = getattr(node.func, "id", "")
                    if name in KINDS and isinstance(node.args[0].value, str):
                        found.setdefault(node.args[0].value, KINDS[name])
    return found


def message_ids() -> Iterator[str]:
    """Every message of the converters that is not the explanation of an option, and the codes of the command line."""
    seen = codes()
    for folder in (MESSAGES, ROOT / "converters" / "messages"):
        for path in sorted((folder / "en").glob("*.ftl")):
            for code in re.findall(r"^([a-z][a-z0-9-]*) *=", path.read_text("utf-8"), re.MULTILINE):
                if code in seen or (folder != MESSAGES and not code.startswith("option-") and _is_told(code)):
                    yield code


def _is_told(code: str) -> bool:
    text = catalogue("en").format(code)
    return text.endswith((".", "?", "!", "”"))


def errors() -> str:
    """The whole of ``docs/errors.md``."""
    kinds = codes()
    lines = [
        "# Errors and notes",
        "",
        "Written by `make docs` from `messages/`. Programs can rely on the code; the sentence is for people. Errors end the work (exit status 2), notes do not.",
        "",
        "| code | about | English | 简体中文 |",
        "| --- | --- | --- | --- |",
    ]
    for code in sorted(set(message_ids())):
        cells = (f"`{code}`", kinds.get(code, "–"), pattern(code, "en"), pattern(code, "zh-CN"))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def pattern(code: str, language: str) -> str:
    """The sentence with its parameters as ``‹name›``; the plural where there are several forms."""
    names = set(re.findall(r"\$([a-z_]+)", _source(code, language)))
    return " ".join(catalogue(language).format(code, {name: f"‹{name}›" for name in names}).split())


def _source(code: str, language: str) -> str:
    for folder in (MESSAGES, ROOT / "converters" / "messages"):
        for path in sorted((folder / language).glob("*.ftl")):
            found = re.search(
                rf"^{code} *=(.*(?:\n[ }}].*|\n(?=\n))*)", path.read_text("utf-8"), re.MULTILINE
            )
            if found:
                return found.group(1)
    return ""


def formats_page(text: str) -> str:
    """``docs/formats.md`` with its generated parts renewed."""
    for name, rows in (
        ("commands", commands()),
        ("convert", convert_options()),
        ("formats", formats()),
        ("readers", readers()),
    ):
        made = "\n".join(rows)
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda found, made=made: f"{found.group(1)}{made}\n{found.group(2)}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    FORMATS.write_text(formats_page(FORMATS.read_text("utf-8")), "utf-8")
    ERRORS.write_text(errors(), "utf-8")
    PERMISSIONS.write_text(permission_page(), "utf-8")
    CAPACITY.write_text(capacity_page(), "utf-8")
    SETTINGS.write_text(settings_page(), "utf-8")
