"""Typer commands whose help is looked up in the messages and printed as plain lines: no boxes for a screen reader to spell out.

The help of command ``convert`` is message ``cli-convert-help``; of its parameter ``out_dir`` it is ``cli-convert-out-dir``, and
what stands for its value is ``cli-metavar-...`` where such a message exists.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from accessible_reader.cli.words import say, words
from converters.errors import BadOptions


def command_help(name: str) -> str:
    """One sentence on what a command does."""
    return say(f"cli-{name}-help")


class PlainCommand(TyperCommand):
    """A command with translated, plain help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, purpose, arguments, options."""
        _write_help(self, ctx, formatter)


class PlainGroup(TyperGroup):
    """The program itself."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, purpose, commands, options."""
        _write_help(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer does, but an unknown command is told in the user's language."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise BadOptions(
                "usage-no-such-command", command=args[0], known=", ".join(self.list_commands(ctx))
            )
        return super().resolve_command(ctx, args)


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    name = command.name if ctx.parent else "root"
    pieces = command.collect_usage_pieces(ctx)
    formatter.write_usage(ctx.command_path, _usage(command, pieces), prefix=say("cli-usage") + " ")
    formatter.write_paragraph()
    formatter.write_text(command_help(name))
    if isinstance(command, TyperGroup):
        rows = [(child, command_help(child)) for child in command.list_commands(ctx)]
        with formatter.section(say("cli-commands")):
            formatter.write_dl(rows)
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = (_left(param), _right(name, param))
        (arguments if param.param_type_name == "argument" else options).append(record)
    for title, rows in ((say("cli-arguments"), arguments), (say("cli-options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)
    epilog = f"cli-{name}-epilog"
    if epilog in words():
        formatter.write_paragraph()
        for line in say(epilog).splitlines():
            formatter.write_text(line)


def _usage(command: Any, pieces: list[str]) -> str:
    shown = [say("cli-options-metavar") if piece == "[OPTIONS]" else piece for piece in pieces]
    if isinstance(command, TyperGroup):
        return f"{say('cli-options-metavar')} {say('cli-command-metavar')}"
    return " ".join(piece.replace("{", "").replace("}", "").upper() for piece in shown)


def _left(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.name).upper()
    flags = ", ".join([*param.opts, *param.secondary_opts])
    if param.is_flag or param.count or param.name == "help":
        return flags
    return f"{flags} {param.metavar or say('cli-metavar-value')}"


def _right(command: str, param: Any) -> str:
    if param.name == "help":
        return say("cli-help-help")
    return say(f"cli-{command}-{param.name.replace('_', '-')}")
