"""``accessible-reader voices``: who can read aloud, and in which languages."""

from __future__ import annotations

from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def voices(
    language: Annotated[str | None, typer.Option("--language", metavar="TAG")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """All voices, or those that speak ``language``."""
    from accessible_reader.cli.words import say
    from converters.speech.voices import voices as all_voices

    wanted = (language or "").lower()
    found = [
        voice
        for voice in all_voices()
        if not wanted or any(tag == wanted or tag.startswith(f"{wanted}-") for tag in voice.languages)
    ]
    if as_json:
        print_json(
            [
                {
                    "id": voice.id,
                    "engine": voice.engine,
                    "title": voice.title,
                    "languages": list(voice.languages),
                    "gender": voice.gender,
                }
                for voice in found
            ]
        )
        return
    for voice in found:
        gender = say(f"voices-{voice.gender}")
        print_line(f"{voice.id}: {voice.title}, {gender}, {' '.join(voice.languages)}")
    print_line(say("voices-count", count=len(found)))
