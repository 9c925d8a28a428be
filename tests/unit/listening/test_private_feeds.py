"""Private podcast addresses on both databases: kept as a hash, one a loan, ended by every way in which a loan or a reader's trust can end."""

from __future__ import annotations

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.catalogue.models import SourceFile
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import select
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.listening import PrivateFeeds
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.sign_in.models import PrivateFeed
from accessible_reader.people.sign_in.sessions import sign_out_everywhere
from accessible_reader.shelf.digital import lend_digital, return_digital
from accessible_reader.shelf.personal import forget_shelf
from tests.unit.people.conftest import Library, empty_database, library  # noqa: F401 (fixtures)


@pytest.fixture
def edition(library: Library) -> str:  # noqa: F811
    with library.database.transaction() as session:
        title = add_title(session, TitleFacts("天龙八部", "zh-Hans"))
        made = add_edition(session, title, EditionFacts("licensed", "合同", "zh-Hans"))
        session.add(SourceFile(sha256="a" * 64, size=1, name="a.txt", stored_as="sources/a"))
        session.flush()
        made.source_sha256 = "a" * 64
        return made.id


def rows(library: Library) -> list[PrivateFeed]:  # noqa: F811
    with library.database.reading() as session:
        return list(session.scalars(select(PrivateFeed)))


def test_an_address_is_of_one_loan(library: Library, edition: str) -> None:  # noqa: F811
    feeds, reader = PrivateFeeds(library.database, library.keys), library.reader
    with pytest.raises(NotNow, match="listening-not-borrowed"):
        feeds.make(reader, edition)
    lend_digital(library.database, reader, edition)
    first = feeds.make(reader, edition)
    found = feeds.open(first)
    assert (found.person_id, found.book.edition_id) == (reader, edition)
    assert list(feeds.of(reader)) == [edition]
    assert feeds.of(library.neighbour) == {}
    [row] = rows(library)
    assert first not in row.token_hash
    second = feeds.make(reader, edition)  # in its place
    for gone in (first, "", "x" * 43):
        with pytest.raises(NotFound, match="feed-not-found"):
            feeds.open(gone)
    feeds.end(library.neighbour, edition)  # not theirs
    assert feeds.open(second).person_id == reader
    feeds.end(reader, edition)
    with pytest.raises(NotFound, match="feed-not-found"):
        feeds.open(second)
    acts = [one.act for one in seen_of(library.database, reader) if "private_feed" in one.fields]
    assert acts == ["end-private-feed", "make-private-feed", "make-private-feed"]


def test_it_ends_with_the_loan_with_the_session_and_with_the_person(
    library: Library,  # noqa: F811
    edition: str,
) -> None:
    feeds, reader = PrivateFeeds(library.database, library.keys), library.reader
    loan = lend_digital(library.database, reader, edition)
    feeds.make(reader, edition)
    return_digital(library.database, loan, history=False)
    assert rows(library) == []
    lend_digital(library.database, reader, edition)
    feeds.make(reader, edition)
    sign_out_everywhere(library.database, library.keys, reader, reader)
    assert rows(library) == []
    feeds.make(reader, edition)
    erase_person(library.database, library.keys, reader, reader, [forget_shelf])
    assert rows(library) == []
