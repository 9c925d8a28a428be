"""How messages leave: an SMTP server, a folder of mails, a folder for a gateway of short messages."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from accessible_reader.database import now
from accessible_reader.deliveries.notices import Channel, Message, NotSent
from accessible_reader.people.sign_in.mail import Mail, Outbox
from accessible_reader.settings import Settings

_SECONDS: Final = 30.0


class MailFolder:
    """Mails as files, for a mail program to fetch."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, message: Message) -> None:
        """Write it. NotSent where the folder cannot be written to."""
        try:
            self._outbox.send(Mail(message.to, message.subject, message.text, message.language))
        except OSError:
            raise NotSent from None


class MailServer:
    """An SMTP server; ``security``: ``tls`` from the first byte, ``starttls``, or ``none`` for one on this machine."""

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        user: str = "",
        password: str = "",
        *,
        security: str = "starttls",
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._user, self._password, self._security = user, password, security

    def send(self, message: Message) -> None:
        """Hand it over. NotSent for all that happens before the server has the text, and where it refuses; a connection lost after that is an error of its own."""
        mail = self._mail(message)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException):
            raise NotSent from None
        try:
            try:
                server.send_message(mail)
            except smtplib.SMTPRecipientsRefused as error:
                codes = [code for code, _words in error.recipients.values()]
                raise NotSent(permanent=all(code >= 500 for code in codes)) from None
            except (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError):
                raise NotSent from None
            except smtplib.SMTPDataError as error:
                raise NotSent(permanent=error.smtp_code >= 500) from None
        finally:
            _part(server)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self._security == "tls":
            server = smtplib.SMTP_SSL(self._host, self._port, timeout=_SECONDS, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_SECONDS)
        try:
            if self._security == "starttls":
                server.starttls(context=context)
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self._sender, message.to, message.subject
        mail["Date"] = format_datetime(now())
        # The same at every try, so that a reader's mail program can tell.
        mail["Message-ID"] = f"<{message.id}@library.invalid>"
        mail["Content-Language"] = message.language
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


def _part(server: smtplib.SMTP) -> None:
    """Say good-bye; whatever the server answers, what was sent was sent."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


class SmsFolder:
    """Short messages as JSON files, ``{"id", "to", "text"}``, for a gateway to fetch and remove."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """Write it; whoever looks into the folder sees it whole or not at all. NotSent where the folder cannot be written to."""
        plain = json.dumps({"id": message.id, "to": message.to, "text": message.text}, ensure_ascii=False)
        partial = self._folder / f".{message.id}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(
                os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(plain)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            raise NotSent from None
        partial.rename(self._folder / f"{message.id}.json")


def channels_of(settings: Settings) -> dict[str, Channel]:
    """As the library set them up: without a mail server, mails are files too."""
    if settings.smtp_host:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
        mail: Channel = MailServer(
            settings.smtp_host,
            settings.smtp_port,
            settings.mail_sender,
            settings.smtp_user,
            password,
            security=settings.smtp_security,
        )
    else:
        mail = MailFolder(Outbox(settings.data / "outbox", settings.mail_sender))
    return {"email": mail, "sms": SmsFolder(settings.data / "sms")}
