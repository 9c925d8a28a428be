"""``audio-webpub``: the audio book as web publications, Readium's ``.audiobook`` and W3C's ``.lpf``."""

from converters.speech.packages.webpub.converter import WebpubConverter

__all__ = ["WebpubConverter"]
