"""Converters: a file in, a file out. Knows no database, no web, no job engine."""
