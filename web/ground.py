"""What all pages share, made once by :func:`web.app.create_app`."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import Environment

from accessible_reader.bootstrap import Service
from accessible_reader.settings import Settings
from web.handed import Handed
from web.i18n import Words
from web.settings import WebSettings
from web.static_files import StaticFiles


@dataclass(frozen=True, slots=True)
class Ground:
    """Safe to share between threads."""

    service: Service
    settings: WebSettings
    templates: Environment
    static: StaticFiles
    handed: Handed = field(default_factory=Handed)

    def library_name(self, words: Words) -> str:
        """As the library calls itself; a library without a name of its own has one in each language."""
        name = self.service.settings.site_name
        return words("library-name") if name == Settings.model_fields["site_name"].default else name
