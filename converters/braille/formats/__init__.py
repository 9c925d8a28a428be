"""Files that a braille document is written as."""
