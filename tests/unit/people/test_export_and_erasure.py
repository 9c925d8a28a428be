"""Handing a person's data out, and forgetting it."""

from __future__ import annotations

import json

import pytest

from accessible_reader.audit import seen_of, verify_chain
from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, Provision
from accessible_reader.database import Base, Session, select
from accessible_reader.errors import NotAllowed, NotFound, NotNow
from accessible_reader.people.care import grant_care
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.eligibility import Basis, Finding, Proof, verify_eligibility
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.export import export_person
from accessible_reader.people.models import CareRelation, Person
from accessible_reader.people.permissions import Scope
from accessible_reader.people.persons import find_people, new_row
from accessible_reader.people.preferences import set_preferences
from accessible_reader.people.sealing import pseudonym
from accessible_reader.people.sign_in.pin_sign_in import choose_pin, reset_pin, sign_in_with_pin
from accessible_reader.people.sign_in.sessions import SignedIn
from tests.unit.people.conftest import PLAINTEXT, READER, Library, visitor
from tests.unit.people.test_persons import raw_text


@pytest.fixture
def lived_in(library: Library) -> tuple[Library, SignedIn]:
    """The reader has done all there is to do."""
    database, keys, reader = library.database, library.keys, library.reader
    give_consent(
        database, keys, reader, reader, ConsentKind.SENSITIVE_DATA, text_version="7", how=Means.ONLINE
    )
    verify_eligibility(
        database,
        keys,
        library.librarian,
        reader,
        Finding(Basis.VISUAL, Proof.CERTIFICATE, "33010619510304123411"),
    )
    set_preferences(database, keys, reader, reader, {"speech": {"rate": 1.75}})
    grant_care(database, keys, reader, reader, library.carer, scopes=[Scope.PLAN], how=Means.ONLINE)
    reset_pin(database, keys, library.hasher, library.librarian, reader, note="问过邻居张大妈")
    choose_pin(database, keys, library.hasher, visitor(library, reader), "724916")
    begun = sign_in_with_pin(
        database, keys, library.hasher, card=str(READER.card), pin="724916", address="10.1.2.3"
    )
    with database.transaction() as session:
        title = Title(name="平凡的世界", sort_name="ping fan", language="zh")
        session.add(title)
        session.flush()
        edition = Edition(title_id=title.id, language="zh", rights="licensed")
        session.add(edition)
        session.flush()
        session.add(ConversionRecord(id="c" * 64, edition_id=edition.id, format="braille-brf", options={}))
        session.flush()
        artifact = ArtifactRecord(
            conversion_id="c" * 64,
            folder="f",
            main="m",
            media_type="x",
            files=[],
            size=1,
            report={},
            provenance={},
        )
        session.add(artifact)
        session.flush()
        session.add(
            Provision(
                artifact_id=artifact.id,
                edition_id=edition.id,
                title="平凡的世界",
                authors="路遥",
                format="braille-brf",
                rights="licensed",
                recipient=pseudonym(keys, reader),
                copy_id="copy-1",
                how="download",
            )
        )
    return library, begun


def test_an_export_has_everything_as_data_and_in_words(lived_in: tuple[Library, SignedIn]) -> None:
    library, _begun = lived_in
    made = export_person(
        library.database,
        library.keys,
        library.reader,
        library.reader,
        {"bookmarks": lambda _session, person: [{"of": person}]},
    )
    plain = made.to_json()
    data = json.loads(json.dumps(plain))["data"]
    assert data["person"]["name"] == "王小明"
    assert data["person"]["address"] == READER.address
    assert data["person"]["home_branch"] == "北馆"
    assert data["eligibility"][0]["basis"] == "visual"
    assert data["consents"][0]["kind"] == "sensitive_data"
    assert data["preferences"]["speech"]["rate"] == 1.75
    assert data["care"][0]["i_am"] == "patron"
    assert data["sign_in"]["pin_resets"][0]["note"] == "问过邻居张大妈"
    assert data["sign_in"]["has_pin"] is True
    assert [one["title"] for one in data["provided"]] == ["平凡的世界"]
    assert data["bookmarks"] == [{"of": library.reader}]
    assert {one["act"] for one in data["who_looked"]} >= {"verify-eligibility", "reset-pin", "choose-pin"}
    words = "\n".join(plain["in_plain_words"])
    for wanted in (
        "姓名：王小明",
        "视力障碍",
        "残疾人证",
        "《平凡的世界》",
        "已设置密码",
        "登记残障信息",
        "核实资格",
    ):
        assert wanted in words
    assert "{" not in words
    assert "王小明" not in repr(made)
    assert seen_of(library.database, library.reader)[0].act == "export"


def test_no_secret_and_nobody_else_is_in_an_export(lived_in: tuple[Library, SignedIn]) -> None:
    library, begun = lived_in
    shown = json.dumps(
        export_person(library.database, library.keys, library.reader, library.reader).to_json(),
        ensure_ascii=False,
    )
    for secret in ("$argon2id$", begun.token, "724916", "王丽", "李四", "330106195103041234"):
        assert secret not in shown


@pytest.mark.parametrize("who", ["librarian", "carer", "neighbour", "admin", "south_librarian"])
def test_who_may_neither_export_nor_erase(library: Library, who: str) -> None:
    with pytest.raises(NotAllowed):
        export_person(library.database, library.keys, getattr(library, who), library.reader)
    with pytest.raises(NotAllowed):
        erase_person(library.database, library.keys, getattr(library, who), library.reader)


def sealed_values(library: Library) -> list[str]:
    """What stands for the person in the database, to be looked for afterwards."""
    with library.database.reading() as session:
        person = session.get(Person, library.reader)
        assert person is not None
        names = [column.name for column in Person.__table__.columns]
        return [
            str(getattr(person, name))
            for name in names
            if name.endswith(("_sealed", "_fingerprint")) and getattr(person, name)
        ]


def test_erasing_leaves_nothing_that_leads_to_the_person(lived_in: tuple[Library, SignedIn]) -> None:
    library, begun = lived_in
    sealed = sealed_values(library)
    assert len(sealed) == 10
    before = raw_text(library)
    assert all(value in before for value in sealed)
    erase_person(library.database, library.keys, library.reader, library.reader)
    after = raw_text(library)
    for value in (*PLAINTEXT, *sealed, begun.session_id, "$argon2id$", "张大妈"):
        assert value not in after, value
    with library.database.reading() as session:
        tombstone = session.get(Person, library.reader)
        assert tombstone is not None
        assert tombstone.erased_at is not None
        for mapper in Base.registry.mappers:
            table = mapper.class_
            if hasattr(table, "person_id") and table.__tablename__ != "role_grant":
                assert session.scalars(select(table).where(table.person_id == library.reader)).all() == []
        assert session.scalars(select(CareRelation)).all() == []
        # What the law keeps, under a pseudonym that is not the id.
        (line,) = session.scalars(select(Provision)).all()
        assert line.recipient != library.reader
    assert find_people(library.database, library.keys, "name", "王小明") == []
    assert verify_chain(library.database, library.keys) is None
    assert seen_of(library.database, library.reader)[0].act == "erase"


def test_who_was_erased_is_nobody(lived_in: tuple[Library, SignedIn]) -> None:
    library, _begun = lived_in
    erase_person(library.database, library.keys, library.manager, library.reader)
    with pytest.raises(NotFound, match="person-not-found"):
        export_person(library.database, library.keys, library.manager, library.reader)
    with pytest.raises(NotFound, match="person-not-found"):
        erase_person(library.database, library.keys, library.manager, library.reader)
    with library.database.transaction() as session:  # the card is free again
        new_row(session, library.keys, READER)


def test_when_another_part_cannot_forget_nothing_is_forgotten(lived_in: tuple[Library, SignedIn]) -> None:
    library, _begun = lived_in

    def book_is_out(_session: Session, _person: str) -> None:
        raise NotNow("role-not-found")

    with pytest.raises(NotNow):
        erase_person(library.database, library.keys, library.reader, library.reader, [book_is_out])
    assert find_people(library.database, library.keys, "name", "王小明") == [library.reader]
    assert sealed_values(library)
