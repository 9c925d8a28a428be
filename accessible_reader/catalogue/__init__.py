"""Titles, editions, copies and branches; taking files in; search."""
