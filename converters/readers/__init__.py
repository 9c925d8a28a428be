"""Readers turn a file into a Book. :func:`read_book` is the way in."""

from converters.readers.choose import choose_reader, read_book, read_book_here

__all__ = ["choose_reader", "read_book", "read_book_here"]
