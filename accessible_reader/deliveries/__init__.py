"""Home delivery: from asking to the door and back (送书上门)."""
