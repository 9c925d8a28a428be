"""Braille: translation into cells, page layout, and the files that displays and embossers read."""
