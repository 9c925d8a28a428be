"""``audio-epub``: EPUB 3 with media overlays, text and voice in one book."""

from converters.speech.packages.audio_epub.converter import AudioEpubConverter

__all__ = ["AudioEpubConverter"]
