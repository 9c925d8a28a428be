"""Keeping the service running: its processes, its health, its figures, its upkeep."""
