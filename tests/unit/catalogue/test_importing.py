"""Tables of titles: good rows come in, bad ones are told."""

from __future__ import annotations

import pytest

from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.catalogue.search import search
from accessible_reader.database import Database, func, select
from accessible_reader.errors import BadRecord

TABLE = """\ufeffname,authors,language,rights,rights_basis,branch,kind,barcodes,identifier
平凡的世界,路遥,zh-Hans,licensed,合同 7,main,braille,P1；P2；P3,
,路遥,zh-Hans,licensed,合同 7,main,braille,Q1,
"Good Omens","Terry Pratchett; Neil Gaiman",en,free,x,main,braille,Q2,
"Good Omens","Terry Pratchett; Neil Gaiman",en,licensed,contract,nowhere,braille,Q3,
"Good Omens","Terry Pratchett; Neil Gaiman",en,licensed,contract,main,scroll,Q4,
"Good Omens","Terry Pratchett; Neil Gaiman",en,licensed,contract,main,disc,P1,
"Good Omens","Terry Pratchett; Neil Gaiman",en,licensed,contract,main,disc,Q5,,too,many
"Good Omens","Terry Pratchett; Neil Gaiman",en,licensed,contract,main,disc,Q6,
平凡的世界,路遙,zh-Hant,licensed,合同 7,main,disc,P9,
"""


def counts(database: Database) -> list[int]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(one)) or 0 for one in (Title, Edition, Copy)]


def test_good_rows_come_in_and_bad_ones_are_told_by_line(database: Database) -> None:
    add_branch(database, "main", "总馆")
    dry = import_titles(database, TABLE.encode(), dry_run=True)
    assert counts(database) == [0, 0, 0]
    made = import_titles(database, TABLE.encode())
    assert (made.added, made.known) == (3, 0)
    assert [(one.line, one.code) for one in made.problems] == [
        (3, "title-name-missing"),
        (4, "rights-wrong"),
        (5, "branch-not-found"),
        (6, "copy-kind-wrong"),
        (7, "copy-barcode-taken"),
        (8, "import-titles-row-too-long"),
    ]
    # Without the first row, whose barcode it takes, the seventh would be right.
    assert {one.line for one in dry.problems} == {3, 4, 5, 6, 8}
    assert counts(database) == [2, 2, 5]
    assert [hit.name for hit in search(database, "gaiman").hits] == ["Good Omens"]
    with database.reading() as session:
        volumes = list(session.scalars(select(Copy).where(Copy.kind == "braille").order_by(Copy.volume)))
    assert [(one.barcode, one.volume, one.volumes) for one in volumes] == [
        ("P1", 1, 3),
        ("P2", 2, 3),
        ("P3", 3, 3),
    ]
    assert len({one.set_id for one in volumes}) == 1


def test_a_table_given_twice_adds_nothing(database: Database) -> None:
    add_branch(database, "main", "总馆")
    import_titles(database, TABLE.encode())
    before = counts(database)
    again = import_titles(database, TABLE.encode())
    assert (again.added, again.known, counts(database)) == (0, 3, before)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00", "import-titles-unreadable"),
        (b"", "import-titles-column-missing"),
        (b"name,language\n", "import-titles-column-missing"),
        (b"name,colour\n", "import-titles-column-unknown"),
        (b'name,language,rights,rights_basis\n"open', "import-titles-unreadable"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(database: Database, data: bytes, code: str) -> None:
    with pytest.raises(BadRecord, match=code):
        import_titles(database, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_as_spreadsheets_write_them(database: Database, encoding: str) -> None:
    """Excel's semicolons, Chinese headings, empty rows and columns at the end, Chinese encodings."""
    add_branch(database, "main", "总馆")
    table = (
        "题名;作者;语种;权利;权利依据;馆代码;类型;条码;;\r\n"
        '平凡的世界;路遥;zh-Hans;licensed;合同 7;main;braille;"P1;P2";;\r\n'
        ";;;;;;;;;\r\n"
        "围城;钱钟书;zh-Hans;free;合同 8;main;braille;P3;;\r\n"
    )
    made = import_titles(database, table.encode(encoding))
    assert made.added == 1
    assert [(one.line, one.code) for one in made.problems] == [(4, "rights-wrong")]
    assert counts(database) == [1, 1, 2]


def test_a_column_named_twice_is_told(database: Database) -> None:
    with pytest.raises(BadRecord) as caught:
        import_titles(database, "name,书名,language,rights,rights_basis\n".encode())
    assert caught.value.code == "import-titles-column-twice"


@pytest.mark.parametrize(
    "column",
    [
        "id",
        "title_id",
        "edition_id",
        "state",
        "withdrawn_at",
        "added_at",
        "source_sha256",
        "person_id",
        "set_id",
        "rights_sealed",
    ],
)
def test_columns_that_must_not_be_set_are_refused(database: Database, column: str) -> None:
    """The whole table, with the name of the column: nobody believes that a state or an id was taken over."""
    add_branch(database, "main", "总馆")
    table = f"name,language,rights,rights_basis,{column}\n夜航,zh-Hans,licensed,合同,lost\n"
    with pytest.raises(BadRecord) as refused:
        import_titles(database, table.encode())
    assert (refused.value.code, refused.value.params["column"]) == ("import-titles-column-unknown", column)
    assert counts(database) == [0, 0, 0]
