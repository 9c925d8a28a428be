"""Every code has its sentence in all three languages, every sentence is used, and all take the same parameters."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import BaseNode, Junk, Message, Placeable, VariableReference

from accessible_reader.cli.app import make_app
from converters.messages import LANGUAGES
from converters.options import option_facts
from converters.registry import converter_names, get_converter

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    ROOT / "converters" / "messages",
    ROOT / "accessible_reader" / "messages",
    ROOT / "web" / "messages",
)
CODE = ("converters", "accessible_reader", "web", "audio_cache")
RAISED = {
    "ConversionError",
    "BadInput",
    "UnsupportedFormat",
    "DamagedFile",
    "ProtectedFile",
    "LimitExceeded",
    "BadOptions",
    "MissingPart",
    "DiskProblem",
    "Finding",
    "NotFound",
    "NotNow",
    "NotAllowed",
    "SignInRefused",
    "BadRecord",
}


@cache
def messages(language: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Id to (file name, names of its variables)."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for folder in FOLDERS:
        for path in sorted((folder / language).glob("*.ftl")):
            for entry in parse(path.read_text("utf-8")).body:
                if isinstance(entry, Message):
                    found[entry.id.name] = (path.name, frozenset(_variables(entry)))
    return found


def _variables(node: object) -> Iterator[str]:
    if isinstance(node, VariableReference):
        yield node.id.name
    elif isinstance(node, BaseNode):
        for value in vars(node).values():
            yield from _variables(value)
    elif isinstance(node, list):
        for item in node:
            yield from _variables(item)


@cache
def trees() -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text("utf-8"))
        for folder in CODE
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def codes_in_code() -> Iterator[tuple[str, Path, int]]:
    """Codes that are given as they are to an error, a finding or ``say``."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            constants = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for constant in constants:
                if (
                    (name in RAISED or name == "say")
                    and isinstance(constant, ast.Constant)
                    and isinstance(constant.value, str)
                ):
                    yield constant.value, path, node.lineno


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_code_has_a_sentence(language: str) -> None:
    known = messages(language)
    lost = sorted(
        f"{path.relative_to(ROOT)}:{line}: {code}"
        for code, path, line in codes_in_code()
        if code not in known
    )
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_well_formed_and_say_nothing_twice(language: str) -> None:
    seen: Counter[str] = Counter()
    for folder in FOLDERS:
        for path in sorted((folder / language).glob("*.ftl")):
            for entry in parse(path.read_text("utf-8")).body:
                assert not isinstance(entry, Junk), f"{path}: {entry.content}"
                if isinstance(entry, Message):
                    seen[entry.id.name] += 1
                    assert entry.value is not None, entry.id.name
    assert [name for name, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_all_languages_have_the_same_messages_with_the_same_parameters(language: str) -> None:
    english, other = messages("en"), messages(language)
    assert sorted(other.keys() - english.keys()) == []
    assert sorted(english.keys() - other.keys()) == []
    different = {
        code: (sorted(english[code][1]), sorted(other[code][1]))
        for code in english
        if english[code][1] != other[code][1]
    }
    assert different == {}


def test_no_message_needs_more_than_it_is_given() -> None:
    """Where an error or finding is made with parameters in plain sight, the sentence asks for no others."""
    known = messages("en")
    lost = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            given = _parameters(node)
            if given is None:
                continue
            code, names = given
            if code in known and not known[code][1] <= names:
                lost.append(f"{path.relative_to(ROOT)}: {code} lacks {sorted(known[code][1] - names)}")
    assert lost == []


def _parameters(node: ast.AST) -> tuple[str, frozenset[str]] | None:
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
        return None
    name, code = getattr(node.func, "id", ""), node.args[0].value
    if name not in RAISED | {"say"} or not isinstance(code, str):
        return None
    if name == "Finding":
        if len(node.args) == 1 and not node.keywords:
            return code, frozenset()
        if len(node.args) == 1 or not isinstance(node.args[1], ast.Dict):
            return None
        keys = node.args[1].keys
        if not all(isinstance(key, ast.Constant) for key in keys):
            return None
        return code, frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    return code, frozenset(str(keyword.arg) for keyword in node.keywords)


def test_every_message_is_used() -> None:
    constants: set[str] = set()
    starts: set[str] = set()
    ends: set[str] = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
                constants.update(node.value.split())
                if node.value.endswith("-"):
                    starts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.endswith("-") and len(start) > 3:
                    starts.add(start)
    for path in sorted((ROOT / "web" / "templates").rglob("*.html")):
        quoted = set(re.findall(r"""['"]([a-z0-9-]+)['"]""", path.read_text("utf-8")))
        constants |= quoted
        starts |= {one for one in quoted if one.endswith("-") and len(one) > 2}
        ends |= {one for one in quoted if one.startswith("-") and len(one) > 2}
    starts -= {"option-", "cli-"}
    options = {
        f"option-{prefix}{fact.name}-{which}"
        for name in converter_names()
        for fact in option_facts(get_converter(name))
        for prefix in ("", f"{get_converter(name).kind}-")
        for which in ("title", "description")
    }
    unused = [
        f"{file}: {code}"
        for code, (file, _variables) in messages("en").items()
        if code not in constants
        and not any(code.startswith(start) for start in starts)
        and not any(code.endswith(end) for end in ends)
        and code not in options
        and code not in _command_line_messages()
    ]
    assert unused == []


def _commands(group: object) -> Iterator[tuple[str, Any]]:
    """All commands, also those of groups."""
    for name, command in getattr(group, "commands", {}).items():
        yield name, command
        yield from _commands(command)


@cache
def _command_line_messages() -> frozenset[str]:
    import typer

    command = typer.main.get_command(make_app())
    found = {"cli-help-help", "cli-root-epilog"}
    for name, item in [("root", command), *_commands(command)]:
        found |= {f"cli-{name}-help", f"cli-{name}-epilog"}
        found |= {f"cli-{name}-{param.name.replace('_', '-')}" for param in item.params}
    return frozenset(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_is_translated(language: str) -> None:
    optional = {code for code in _command_line_messages() if code.endswith("-epilog")}
    assert sorted(_command_line_messages() - optional - messages(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_described(language: str) -> None:
    assert sorted({f"format-{name}" for name in converter_names()} - messages(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_and_part_has_a_name(language: str) -> None:
    from converters.limits import LIMITS

    wanted = {f"limit-name-{field.name.replace('_', '-')}" for field in fields(LIMITS)}
    assert sorted(wanted - messages(language).keys()) == []


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_chinese_sentences_are_chinese(language: str) -> None:
    """A forgotten translation is English; names of programs and switches alone may be."""
    english = messages("en")
    same = []
    for folder in FOLDERS:
        for path in sorted((folder / language).glob("*.ftl")):
            for entry in parse(path.read_text("utf-8")).body:
                if isinstance(entry, Message) and entry.value is not None and entry.id.name in english:
                    text = "".join(
                        getattr(element, "value", "") or ""
                        for element in entry.value.elements
                        if not isinstance(element, Placeable)
                    )
                    words = [
                        word for word in text.split() if word.isascii() and word.isalpha() and word.islower()
                    ]
                    if len(words) > 4 and not any("\u4e00" <= character <= "\u9fff" for character in text):
                        same.append(entry.id.name)
    assert same == []
