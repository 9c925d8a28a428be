"""Speech clips, kept once. Nothing stands on this floor yet; see ``docs/limitations.md``."""
