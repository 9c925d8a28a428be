"""The passphrase of a backup: from a file, from the environment, or asked for. Never from the command line, where everybody on the machine can read it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

VARIABLE: Final = "ACCESSIBLE_READER_BACKUP_PASSPHRASE"


def find_passphrase(file: Path | None) -> str | None:
    """What was given; None where nothing was, and nobody is there to be asked. The first line of ``file`` counts."""
    from converters.errors import BadInput

    if file is not None:
        try:
            return (file.read_text("utf-8-sig").splitlines() or [""])[0]
        except FileNotFoundError:
            raise BadInput("file-not-found", file=file.name) from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", "") or ""
            raise BadInput("file-unreadable", file=file.name, reason=reason) from None
    return os.environ.get(VARIABLE) or None


def ask_passphrase(*, twice: bool) -> str | None:
    """Ask somebody at a terminal; None where nobody sits there. Raises BadOptions ``backup-passphrases-differ``."""
    import getpass

    from accessible_reader.cli.words import say
    from converters.errors import BadOptions

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    given = getpass.getpass(say("backup-ask"))
    if twice and getpass.getpass(say("backup-ask-again")) != given:
        raise BadOptions("backup-passphrases-differ")
    return given
