"""What only the pages need to know, besides :class:`accessible_reader.settings.Settings`: whom to call, who may see figures. From the environment (``ACCESSIBLE_READER_…``) or ``.env``."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WebSettings(BaseSettings):
    """Settings of the pages; each has a default that suits trying it on one's own computer."""

    model_config = SettingsConfigDict(
        env_prefix="ACCESSIBLE_READER_", env_file=".env", extra="ignore", frozen=True
    )

    help_phone: str = Field(
        default="010-0000-0000", description="Telephone number for help: on every page, in the same place."
    )
    help_email: str = Field(default="", description="Mail address for help.")
    help_hours: str = Field(default="", description="When somebody answers the telephone, in words.")
    metrics_token: str = Field(
        default="", description="Bearer token for /metrics; empty: only this computer may ask."
    )
    requests_per_minute: int = Field(
        default=1200,
        ge=10,
        description="Most requests a minute from one address; reading rooms share an address.",
    )
    upload_mebibytes: int = Field(
        default=512,
        ge=1,
        le=2048,
        description="Largest file that staff may hand in through the website, in MiB. A proxy in front of it must let as much through.",
    )
