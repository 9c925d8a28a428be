"""Plain text: encoding, layout, chapters, title and author found from the text itself."""

from converters.readers.plain_text.reader import PlainTextReader

__all__ = ["PlainTextReader"]
