"""Mail as a port: the service writes messages, something else carries them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol

from accessible_reader.database import new_id, now


@dataclass(frozen=True, slots=True)
class Mail:
    """A message in plain text; never printed."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    language: str = "zh-CN"


class MailCarrier(Protocol):
    """Takes a message and sees to it that it arrives, or raises OSError."""

    def send(self, mail: Mail) -> None:
        """Take it."""


class Outbox:
    """A folder of ``.eml`` files for a mail program to fetch (Postfix, msmtp, a cron job). The folder is its owner's alone."""

    def __init__(self, folder: Path, sender: str = "library@localhost") -> None:
        self.folder = folder
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """Write the file; whoever looks into the folder sees it whole or not at all."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(now())
        message["Message-ID"] = make_msgid(domain="library.invalid")
        message["Content-Language"] = mail.language
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = new_id()
        partial = self.folder / f".{name}"
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        partial.rename(self.folder / f"{name}.eml")
