"""The web front end's floor. Nothing stands on it yet; see ``docs/limitations.md``."""
