"""``accessible-reader admin``: what is done at the server."""

from __future__ import annotations

import typer

from accessible_reader.cli.admin.audit_export import audit_export
from accessible_reader.cli.admin.audit_verify import audit_verify
from accessible_reader.cli.admin.backup import backup
from accessible_reader.cli.admin.convert_folder import convert_folder
from accessible_reader.cli.admin.create_staff import create_staff
from accessible_reader.cli.admin.demo import demo
from accessible_reader.cli.admin.export_ledger import export_ledger
from accessible_reader.cli.admin.import_patrons import import_patrons
from accessible_reader.cli.admin.import_titles import import_titles
from accessible_reader.cli.admin.reset_sign_in import reset_sign_in
from accessible_reader.cli.admin.restore import restore
from accessible_reader.cli.admin.upkeep import upkeep
from accessible_reader.cli.typer_words import PlainCommand, PlainGroup


def make_admin() -> typer.Typer:
    """The group with its commands."""
    admin = typer.Typer(cls=PlainGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    admin.command("create-staff", cls=PlainCommand)(create_staff)
    admin.command("reset-sign-in", cls=PlainCommand)(reset_sign_in)
    admin.command("import-patrons", cls=PlainCommand)(import_patrons)
    admin.command("import-titles", cls=PlainCommand)(import_titles)
    admin.command("convert-folder", cls=PlainCommand)(convert_folder)
    admin.command("export-ledger", cls=PlainCommand)(export_ledger)
    admin.command("backup", cls=PlainCommand)(backup)
    admin.command("restore", cls=PlainCommand)(restore)
    admin.command("audit-export", cls=PlainCommand)(audit_export)
    admin.command("audit-verify", cls=PlainCommand)(audit_verify)
    admin.command("upkeep", cls=PlainCommand)(upkeep)
    admin.command("demo", cls=PlainCommand)(demo)
    return admin
