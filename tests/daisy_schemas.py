"""The schemas of the DAISY Consortium, where they are there: RelaxNG by ``jing``, DTDs by lxml."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tests.books_folder import SHARED

SCHEMAS = SHARED / "schemas"
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>")


def missing() -> str:
    """What is missing for checking with schemas; "" when nothing is."""
    if not (SCHEMAS / "daisy202").is_dir():
        return "schemas lie in a folder ../shared/schemas beside the clone; it is not here"
    return "" if shutil.which("jing") else "jing is not installed: apt-get install jing"


def without_doctype(path: Path, into: Path) -> Path:
    """A copy that no validator asks the network for."""
    into.mkdir(exist_ok=True)
    target = into / path.name
    target.write_bytes(_DOCTYPE.sub(b"", path.read_bytes(), count=1))
    return target


def jing(schema: str, paths: Iterable[Path], into: Path) -> list[str]:
    """What ``jing`` says, a line an error."""
    copies = [str(without_doctype(path, into)) for path in paths]
    rules = SCHEMAS / schema
    if b"a:documentation" in (text := rules.read_bytes()) and b"xmlns:a=" not in text:
        # As published, d202msmil.rng does not declare the prefix of its documentation.
        rules = into / rules.name
        rules.write_bytes(text.replace(b"<grammar ", b'<grammar xmlns:a="urn:documentation" ', 1))
    done = subprocess.run(["jing", str(rules), *copies], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    # Debian's start script warns of parts of Java that jing does not use; Java tells of options in the environment.
    return [
        line.replace(f"{into}/", "") for line in said if not line.startswith(("[warning]", "NOTE: Picked up"))
    ]


def dtd(schema: str, paths: Iterable[Path], into: Path) -> list[str]:
    """What lxml says of each file against a DTD."""
    rules = etree.DTD(str(SCHEMAS / schema))
    found = []
    for path in paths:
        root = etree.parse(str(without_doctype(path, into)), etree.XMLParser(no_network=True)).getroot()
        if not rules.validate(root):
            found += [f"{path.name}:{e.line}: {e.message}" for e in rules.error_log]
    return found


def schema_problems_202(folder: Path, into: Path) -> list[str]:
    """A DAISY 2.02 folder against all schemas there are."""
    smil = sorted(path for path in folder.glob("*.smil") if path.name != "master.smil")
    ncc, master = [folder / "ncc.html"], [folder / "master.smil"]
    text = sorted(path for path in folder.glob("*.html") if path.name != "ncc.html")
    return [
        *jing("daisy202/d202ncc.rng", ncc, into),
        *jing("daisy202/d202smil.rng", smil, into),
        *jing("daisy202/d202msmil.rng", master, into),
        *dtd("daisy202/d202ncc.dtd", ncc, into),
        *dtd("daisy202/xhtml1-transitional-bodyref.dtd", text, into),
    ]


def schema_problems_3(folder: Path, into: Path) -> list[str]:
    """A DAISY 3 folder against all schemas there are."""
    smil = sorted(folder.glob("*.smil"))
    rows = (
        ("dtbook-2005-3", [folder / "dtbook.xml"]),
        ("dtbsmil-2005-2", smil),
        ("ncx-2005-1", [folder / "navigation.ncx"]),
        ("oebpkg12", [folder / "book.opf"]),
        ("resource-2005-1", [folder / "text.res"]),
    )
    found = []
    for name, paths in rows:
        found += jing(f"daisy3/{name}.rng", paths, into)
        found += dtd(f"daisy3/{name}.dtd", paths, into)
    return found
