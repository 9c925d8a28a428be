"""``python -m accessible_reader``."""

from accessible_reader.cli import main

main()
