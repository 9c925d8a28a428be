"""The text of a book as pages: made in child processes from the Book model, so that no markup of a stranger's file is ever passed on."""

from web.reading.chapters import BASE, TextPart, chapter_parts, part_of
from web.reading.find import Hit, find_in_book

__all__ = ["BASE", "Hit", "TextPart", "chapter_parts", "find_in_book", "part_of"]
