"""``accessible-reader convert``: a book into one or more formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from accessible_reader.cli.printing import print_json, print_line
from accessible_reader.cli.typer_words import PlainCommand


class ConvertCommand(PlainCommand):
    """Takes the formats' own flags out of the arguments before Typer sees them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See :mod:`accessible_reader.cli.flags`."""
        from accessible_reader.cli.flags import take_flags

        ours: dict[str, bool] = {}
        for param in self.get_params(ctx):
            takes_value = not getattr(param, "is_flag", False) and param.name != "help"
            ours |= dict.fromkeys([*param.opts, *param.secondary_opts], takes_value)
        if "--help" not in args and not any(arg.split("=")[0] == "--help-format" for arg in args):
            flags = take_flags(list(args), ours)
            ctx.meta["format options"] = flags.values
            args = flags.rest
        return super().parse_args(ctx, args)


def _explain(value: str | None) -> None:
    if value is None:
        return
    from accessible_reader.cli.explain import explain_format

    for line in explain_format(value):
        print_line(line)
    raise typer.Exit(0)


def convert(  # noqa: PLR0917 (Typer passes by name; each is a flag)
    ctx: typer.Context,
    book: Annotated[Path, typer.Argument(show_default=False)],
    to: Annotated[list[str] | None, typer.Option("--to", metavar="FORMAT")] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR")] = Path("out"),
    language: Annotated[str | None, typer.Option("--language", metavar="TAG")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT")] = None,
    processes: Annotated[int | None, typer.Option("--processes", metavar="N", min=1, max=256)] = None,
    debug_dir: Annotated[Path | None, typer.Option("--debug-dir", metavar="DIR")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    help_format: Annotated[
        str | None,
        typer.Option("--help-format", metavar="FORMAT", is_eager=True, callback=_explain),
    ] = None,
) -> int:
    """Convert BOOK; every string it prints is in ``messages``."""
    from accessible_reader.cli.progress import make_reporter
    from accessible_reader.cli.report import Report, error_to_report, report_lines
    from accessible_reader.cli.session import Request, run_session
    from accessible_reader.cli.words import say, sentence
    from converters.errors import ConversionError
    from converters.protocol import ReadOptions

    del to, help_format  # both were looked at while the arguments were parsed
    options: dict[str, dict[str, Any]] = ctx.meta["format options"]
    request = Request(book, out, options, ReadOptions(language, encoding, title), processes, debug_dir)
    reporter = make_reporter()
    try:
        outcome = run_session(request, reporter)
    except ConversionError as error:
        if not as_json:
            raise
        print_json(Report("failed", str(book), errors=[error_to_report(error)]).to_json())
        return 2
    finally:
        reporter.close()
    if as_json:
        print_json(outcome.report.to_json())
    else:
        for line in report_lines(outcome.report):
            print_line(line)
        for problem in outcome.errors:
            print_line(say("error-line", message=sentence(problem)), sys.stderr)
    if outcome.bug:
        return 1
    return 2 if outcome.errors else 0
