"""Patrons from a table, staff at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible_reader.audit import SYSTEM, chain_end, verify_chain
from accessible_reader.cli.app import run
from accessible_reader.database import Database, func, load_keys, make_engine, select
from accessible_reader.errors import BadRecord, NotAllowed
from accessible_reader.people.access import roles_at
from accessible_reader.people.importing import ImportReport, RowProblem, import_patrons
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import find_people, person_with_card, reveal
from accessible_reader.people.sign_in.pin_sign_in import sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinHasher
from tests.unit.people.conftest import Library

GOOD = """证号,姓名,电话,地址,出生年,分馆,备注
P001,张三,13900000001,"上海市
徐汇区1号",1948,north,x
P002,欧阳娜娜,,,,south,

P003,Ada Lovelace,+44 20 7946 0000,,1950,,
"""


def count(library: Library) -> int:
    with library.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def take(
    library: Library, text: str, *, encoding: str = "utf-8", actor: str = SYSTEM, dry_run: bool = False
) -> ImportReport:
    return import_patrons(
        library.database, library.keys, actor, text.encode(encoding), branch="north", dry_run=dry_run
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_all_are_taken_and_doing_it_twice_adds_nobody(library: Library, encoding: str) -> None:
    before = count(library)
    assert take(library, GOOD, encoding=encoding) == ImportReport(3, 0, (), 1)
    assert take(library, GOOD, encoding=encoding) == ImportReport(0, 3, (), 1)
    assert count(library) == before + 3
    person = person_with_card(library.database, library.keys, "p-001")
    seen = reveal(
        library.database, library.keys, library.librarian, person, ["name", "address"], purpose="desk"
    )
    assert dict(seen.values) == {"name": "张三", "address": "上海市 徐汇区1号"}
    with library.database.reading() as session:
        assert roles_at(session, person, library.north, session.get_one(Person, person).added_at)[0] <= {
            Role.PATRON
        }
    assert verify_chain(library.database, library.keys) is None


def test_rows_that_do_not_fit_are_named_by_line_and_nobody_is_added(library: Library) -> None:
    before, noted = count(library), chain_end(library.database)
    table = (
        'card,name,phone,branch,address\nA001,One,,,"two\nlines"\nA002,,,,\n,Three,,,\nA004,Four,abc,,\nA005,Five,,nowhere,\n'
        "A006,Six,,,\na-006,Six again,,,\n"
    )
    report = take(library, table)
    assert report.problems == (
        RowProblem(4, "person-name-missing"),
        RowProblem(5, "person-card-missing"),
        RowProblem(6, "person-phone-bad"),
        RowProblem(7, "person-branch-unknown"),
        RowProblem(9, "patrons-card-twice"),
    )
    assert report.added == 0
    assert count(library) == before
    assert chain_end(library.database) == noted


def test_looking_only_adds_nobody(library: Library) -> None:
    before = count(library)
    assert take(library, GOOD, dry_run=True).added == 3
    assert count(library) == before


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        ("", "patrons-no-columns", None),
        ("name,phone\nA,1\n", "patrons-no-columns", None),
        ("card,name,name\nA001,B,C\n", "patrons-no-columns", None),
        ("card,name\n", "patrons-empty", None),
        ('card,name\nA001,One\nA002,"Two\n', "patrons-csv-bad", 3),
        ("card,name,address\nA001,One,Street 1, Town\n", "patrons-csv-bad", 2),
    ],
)
def test_tables_that_cannot_be_read(library: Library, table: str, code: str, line: int | None) -> None:
    with pytest.raises(BadRecord) as caught:
        take(library, table)
    assert caught.value.code == code
    assert caught.value.params.get("line") == line


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(library: Library, delimiter: str) -> None:
    table = (
        delimiter.join(("card", "name", "address")) + "\n" + delimiter.join(("A001", "One", "Street 1, Town"))
    )
    assert take(library, table).added == 1


def test_a_manager_imports_for_the_own_branch_only(library: Library) -> None:
    with pytest.raises(NotAllowed):
        take(library, GOOD, actor=library.manager)  # one row is of south
    with pytest.raises(NotAllowed):
        take(library, GOOD.replace("south", "north"), actor=library.librarian)
    assert take(library, GOOD.replace("south", "north"), actor=library.manager).added == 3


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACCESSIBLE_READER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ACCESSIBLE_READER_LANGUAGE", "en")
    monkeypatch.delenv("ACCESSIBLE_READER_DATABASE_URL", raising=False)
    return tmp_path


def test_the_first_steps_of_a_library(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staff = ["admin", "create-staff", "--card", "S-100", "--name", "Chen", "--branch", "north"]
    assert run(staff) == 2
    assert "no branch with this code" in capsys.readouterr().err
    assert run([*staff, "--branch-name", "North", "--role", "branch_manager"]) == 0
    pin = capsys.readouterr().out.partition("sign-in: ")[2].partition(".")[0]

    table = place / "patrons.csv"
    table.write_text("card,name,phone\nP1,x,\nP002,Two,abc\n")
    assert run(["admin", "import-patrons", str(table), "--branch", "north"]) == 2
    said = capsys.readouterr().err
    assert "Line 2: The card number must be" in said
    assert "Line 3: The telephone number must be" in said
    assert "Nobody was added" in said
    assert "abc" not in said
    table.write_text(GOOD.replace("south", "north"))
    assert run(["admin", "import-patrons", str(table), "--branch", "north", "--dry-run"]) == 0
    assert "would be added: 3" in capsys.readouterr().out
    assert run(["admin", "import-patrons", str(table), "--branch", "north"]) == 0
    assert "Patrons added: 3." in capsys.readouterr().out
    assert run(["admin", "import-patrons", str(place / "none.csv")]) == 2
    assert "no file called" in capsys.readouterr().err

    database = Database(make_engine(f"sqlite:///{place / 'data' / 'library.sqlite'}"))
    keys = load_keys(place / "data" / "keys.json")
    assert len(find_people(database, keys, "name", "欧阳娜娜")) == 1
    begun = sign_in_with_pin(database, keys, PinHasher(keys), card="s100", pin=pin, address="::1")
    assert begun.staff
    assert begun.must_change_pin
    database.close()
