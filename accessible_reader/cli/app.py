"""Puts the commands together."""

from __future__ import annotations

import typer

from accessible_reader.cli.convert import convert

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.command()(convert)


@app.callback()
def _root() -> None:
    """E-books into audio, braille and large print."""


def main() -> None:
    """Entry point of the ``accessible-reader`` program."""
    app()
