"""``accessible-reader formats``: what can be made, and what can be read."""

from __future__ import annotations

from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def formats(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """All output formats with their options, and all input formats."""
    from accessible_reader.cli.words import say
    from converters.options import option_facts
    from converters.registry import DEFAULT_FORMATS, converter_names, get_converter, get_reader, reader_names

    made = [get_converter(name) for name in converter_names()]
    # Readers without a file name ending only say why a kind of file cannot be read.
    read = [reader for name in reader_names() if (reader := get_reader(name)).extensions]
    if as_json:
        print_json(
            {
                "output": [
                    {
                        "name": item.name,
                        "media_type": item.media_type,
                        "kind": item.kind,
                        "default": item.name in DEFAULT_FORMATS,
                        "description": say(f"format-{item.name}"),
                        "options": [fact.name for fact in option_facts(item)],
                    }
                    for item in made
                ],
                "input": [
                    {
                        "name": item.name,
                        "media_types": list(item.media_types),
                        "extensions": list(item.extensions),
                    }
                    for item in read
                ],
            }
        )
        return
    print_line(say("formats-output"))
    for converter in made:
        mark = " " + say("formats-default") if converter.name in DEFAULT_FORMATS else ""
        print_line(f"  {converter.name}: {say('format-' + converter.name)}{mark}")
    print_line(say("formats-hint"))
    print_line("")
    print_line(say("formats-input"))
    for reader in read:
        print_line(f"  {reader.name}: {' '.join(reader.extensions)}")
