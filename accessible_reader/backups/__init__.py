"""Backing a library up, and bringing it back: on the same machine or another one, in the same kind of database or the other."""

from accessible_reader.backups.header import Plan
from accessible_reader.backups.make import BackupReport, make_backup
from accessible_reader.backups.restore import RestoreReport, look_through, restore
from accessible_reader.backups.target import open_target

__all__ = ["BackupReport", "Plan", "RestoreReport", "look_through", "make_backup", "open_target", "restore"]
