"""Messages of the conversion floor in every language of the interface, by code (Project Fluent files beside this one)."""

from converters.messages.catalogue import LANGUAGES, Catalogue, best_language

__all__ = ["LANGUAGES", "Catalogue", "best_language"]
