"""How this library is set up: read from the environment (``ACCESSIBLE_READER_…``) or a ``.env`` file, once, at the start."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX: Final = "ACCESSIBLE_READER_"


class Settings(BaseSettings):
    """All settings; each has a default that suits one library on one machine."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("accessible-reader")),
        description="Folder of the database, the books and the keys, unless they are told to be elsewhere.",
    )
    database_url: str = Field(
        default="", description="SQLAlchemy URL of the database; empty: SQLite in the data folder."
    )
    storage_url: str = Field(
        default="",
        description="Folder or s3:// URL of books and artifacts; empty: a folder in the data folder.",
    )
    keys_file: Path | None = Field(
        default=None,
        description="File with the keys that personal data is encrypted with; never in the database. Empty: in the data folder.",
    )
    keys: SecretStr | None = Field(
        default=None,
        description="The same keys in the environment instead of a file, for machines without a disk of their own.",
    )
    library: str = Field(
        default="library", description="Short ASCII name of the main library, in copy ids and reports."
    )
    worker: str = Field(
        default="",
        description="Name of this worker, the same after each restart; empty: the computer's name and a number.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address on which the website listens; 0.0.0.0 or :: is every address of this machine.",
    )
    port: int = Field(default=8000, ge=1, le=65_535, description="Port on which the website listens.")
    workers: int = Field(
        default=1, ge=0, le=64, description="How many workers `serve` starts beside the website."
    )
    speakers: int = Field(
        default=0,
        ge=0,
        le=64,
        description="How many processes of the website speak for people who listen to what nothing was made of yet; 0: one a processor.",
    )
    downloads_a_day: int = Field(
        default=60,
        ge=1,
        description="How many files one reader may download within 24 hours; whoever needs more calls the library.",
    )
    beat_seconds: float = Field(
        default=5.0, gt=0, description="A worker shows so often that it lives, in seconds."
    )
    gone_seconds: float = Field(
        default=30.0,
        gt=0,
        description="A worker that has not shown for so many seconds that it lives is given up, and `serve` ends it.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="From which level on our own messages are logged. Other libraries': from info on where this is debug, else from warning on.",
    )
    log_format: Literal["auto", "json", "plain"] = Field(
        default="auto",
        description="Log lines as JSON objects or as text; auto: text on a terminal, else JSON.",
    )

    public_url: str = Field(
        default="http://localhost:8000",
        description="Address of the website as people type it; passkeys hold for its domain alone, and mails link to it.",
    )
    site_name: str = Field(
        default="声阅图书馆",
        description="Name of the library on the website, in mails and on devices that keep passkeys.",
    )
    mail_sender: str = Field(default="library@localhost", description="Sender of the library's mails.")
    smtp_host: str = Field(
        default="",
        description="Mail server for notices of deliveries; empty: mails are files in the folder outbox of the data folder, for a mail program to fetch.",
    )
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="Port of the mail server.")
    smtp_user: str = Field(default="", description="Account at the mail server; empty: it wants none.")
    smtp_password: SecretStr | None = Field(default=None, description="Password of that account.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the way to the mail server is encrypted; none: only for one on this machine.",
    )
    second_factor_roles: frozenset[Literal["librarian", "branch_manager", "admin", "volunteer"]] = Field(
        default=frozenset({"librarian", "branch_manager", "admin"}),
        description="Roles whose sign-in needs a passkey, or a code from an app besides the PIN or the link.",
    )

    @property
    def database(self) -> str:
        """The URL in force."""
        return self.database_url or f"sqlite:///{self.data / 'library.sqlite'}"

    @property
    def storage(self) -> str:
        """The URL or folder in force."""
        return self.storage_url or str(self.data / "files")

    @property
    def keys_path(self) -> Path:
        """The file in force."""
        return self.keys_file or self.data / "keys.json"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
