"""Flags of the formats, from their Options models."""

from typing import ClassVar, Literal

import pytest
from pydantic import Field

from accessible_reader.cli import flags
from converters import options as converter_options
from converters.errors import BadOptions
from converters.options import option_facts
from converters.protocol import ConverterOptions
from converters.run import make_options

OURS = {"--to": True, "--out": True, "--json": False}


class WideOptions(ConverterOptions):
    cells: int = Field(40, ge=10, le=100, title="Cells", description="Cells in a line.")
    duplex: bool = Field(False, title="Both sides", description="Print on both sides.")
    paper: Literal["a4", "letter"] = Field("a4", title="Paper", description="Size.")
    size: float | None = Field(None, ge=16, title="Size", description="Points.")
    languages: tuple[str, ...] = Field((), title="Languages", description="Tags.")


class NarrowOptions(ConverterOptions):
    cells: int = Field(30, ge=10, le=100, title="Cells", description="Cells in a line.")
    paper: Literal["a4", "roll"] = Field("a4", title="Paper", description="Size.")
    rate: float = Field(1.0, le=4, title="Rate", description="Speed.")


class Wide:
    name: ClassVar[str] = "test-wide"
    Options = WideOptions


class Narrow:
    name: ClassVar[str] = "test-narrow"
    Options = NarrowOptions


@pytest.fixture(autouse=True)
def two_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"test-wide": Wide(), "test-narrow": Narrow()}
    monkeypatch.setattr(flags, "converter_names", lambda: tuple(known))
    monkeypatch.setattr(flags, "get_converter", known.__getitem__)


def test_a_flag_goes_to_every_format_that_has_it() -> None:
    taken = flags.take_flags(
        [
            "book.epub",
            "--cells",
            "32",
            "--to",
            "wide",
            "--to=narrow",
            "--json",
            "--rate=1.5",
            "--out",
            "--odd",
        ],
        OURS,
    )
    assert taken.values == {"test-wide": {"cells": "32"}, "test-narrow": {"cells": "32", "rate": "1.5"}}
    assert taken.rest == ["book.epub", "--to", "wide", "--to=narrow", "--json", "--out", "--odd"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [("--duplex", True), ("--no-duplex", False), ("--duplex=off", False), ("--no-duplex=no", True)],
)
def test_switches(given: str, meant: bool) -> None:
    assert flags.take_flags(["--to", "wide", given], OURS).values["test-wide"] == {"duplex": meant}


def test_a_choice_goes_to_the_formats_that_know_it() -> None:
    both = ["--to", "wide", "--to", "narrow"]
    assert flags.take_flags([*both, "--paper", "roll"], OURS).values == {
        "test-wide": {},
        "test-narrow": {"paper": "roll"},
    }
    assert flags.take_flags([*both, "--paper", "a4"], OURS).values["test-wide"] == {"paper": "a4"}
    assert flags.take_flags([*both, "--paper", "a3"], OURS).values["test-wide"] == {"paper": "a3"}


def test_lists_and_nothing() -> None:
    taken = flags.take_flags(["--to", "wide", "--languages", "en, zh", "--size", "none"], OURS)
    assert taken.values["test-wide"] == {"languages": ["en", "zh"], "size": None}
    assert make_options(Wide(), taken.values["test-wide"]).languages == ("en", "zh")


def test_after_two_dashes_everything_is_a_file_name() -> None:
    assert flags.take_flags(["--to", "wide", "--", "--cells"], OURS).rest == ["--to", "wide", "--", "--cells"]


@pytest.mark.parametrize(
    ("arguments", "code", "params"),
    [
        (["--to", "narrow", "--duplex"], "flag-of-other-format", {"formats": "test-wide"}),
        (["--to", "wide", "--dulpex"], "flag-unknown", {"flag": "--dulpex"}),
        (["--to", "wide", "--cells"], "usage-needs-value", {"option": "--cells"}),
        (["--to", "epub"], "unknown-format", {"format": "epub"}),
    ],
)
def test_bad_use_has_a_code(arguments: list[str], code: str, params: dict[str, str]) -> None:
    with pytest.raises(BadOptions) as caught:
        flags.take_flags(arguments, OURS)
    assert caught.value.code == code
    assert params.items() <= caught.value.params.items()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"cells": "many"}, "option-not-in-range"),
        ({"cells": "1000"}, "option-not-in-range"),
        ({"paper": "a3"}, "option-not-a-choice"),
        ({"duplex": "perhaps"}, "option-not-a-switch"),
        ({"size": "3"}, "option-too-small"),
        ({"size": "big"}, "option-not-a-number"),
        ({"colour": "red"}, "option-unknown"),
    ],
)
def test_a_value_that_does_not_fit_names_option_and_choice(values: dict[str, str], code: str) -> None:
    with pytest.raises(BadOptions) as caught:
        make_options(Wide(), values)
    assert caught.value.code == code
    assert caught.value.params["option"] in values
    assert caught.value.params["format"] == "test-wide"
    if code == "option-not-a-choice":
        assert caught.value.params["choices"] == "a4, letter"


def test_too_large() -> None:
    with pytest.raises(BadOptions) as caught:
        make_options(Narrow(), {"rate": "9"})
    assert caught.value.code == "option-too-large"


def test_facts_tell_kind_bounds_and_default() -> None:
    facts = {fact.name: fact for fact in option_facts(Wide())}
    assert (facts["cells"].kind, facts["cells"].low, facts["cells"].high) == ("number", 10, 100)
    assert (facts["duplex"].kind, facts["duplex"].default) == ("switch", False)
    assert facts["paper"].choices == ("a4", "letter")
    assert (facts["size"].optional, facts["size"].default) == (True, None)
    assert (facts["languages"].kind, facts["languages"].default) == ("list", [])
    assert converter_options.option_facts(Narrow())[2].kind == "decimal"
