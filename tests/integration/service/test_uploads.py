"""Bad files, handed in through the website and read by a real worker: each ends with a sentence in the reader's language, and none leaves anything in the catalogue. A good one becomes a title, and then braille."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.catalogue.intakes import ACTIVE
from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.database import func, now, select
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.sessions import Method, begin_session
from converters.messages import LANGUAGES
from tests.epub_builder import make_epub
from tests.integration.service.test_intake import hostile
from tests.samples import sample_book
from tests.service_ground import LIMIT, Library, open_library, until
from web.app import create_app
from web.settings import WebSettings

RIGHTS = {"rights": "public_domain", "rights_basis": "CC0", "branch": "main"}
LOCKED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><enc:CipherData><enc:CipherReference URI="OPS/c1.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)


@dataclass(frozen=True)
class Desk:
    """A library with a worker, and the browser of a librarian."""

    library: Library
    client: TestClient
    person: str

    def send(self, file: Path, name: str = "") -> str:
        """The address of the intake."""
        with file.open("rb") as data:
            answer = self.client.post(
                "/staff/intakes/new", data=RIGHTS, files={"file": (name or file.name, data)}
            )
        assert answer.status_code == 303, answer.text[:2000]
        return answer.headers["location"]

    def wait(self, *addresses: str) -> None:
        intakes = self.library.service.intakes
        until(
            lambda: all(intakes.get(one.rpartition("/")[2]).state not in ACTIVE for one in addresses), LIMIT
        )

    def main(self, address: str, language: str) -> html.HtmlElement:
        self.library.service.people.change(self.person, self.person, {"language": language})
        answer = self.client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-language"] == language
        return html.document_fromstring(answer.text).get_element_by_id("main")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("uploads")
    with open_library("sqlite", folder, second_factor_roles=frozenset()) as library:
        branch = library.add_branch("main")
        with library.service.database.transaction() as session:
            person = new_row(
                session, library.service.keys, NewPerson("馆员", "NB0001", home_branch_id=branch)
            )
            session.flush()
            give_role(session, person.id, Role.LIBRARIAN, branch, granted_by=None)
            librarian = person.id
            token = begin_session(session, person.id, Method.PIN, now()).token
        client = TestClient(
            create_app(library.service, WebSettings(requests_per_minute=1_000_000)),
            base_url="http://127.0.0.1:8000",
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        client.cookies.set("session", token)
        library.start_worker("w1", memory_bytes=2 << 30).wait_ready()
        yield Desk(library, client, librarian)


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be taken in, and how the code begins that each ends with."""
    found = hostile(folder)
    cut = make_epub(folder / "cut.epub")
    cut.write_bytes(cut.read_bytes()[:300])
    lcp = make_epub(
        folder / "lcp.epub", {"META-INF/license.lcpl": "{}", "META-INF/encryption.xml": LOCKED, "OPS/c1.xhtml": b"\x93\x8a\0\1" * 500},
    )  # fmt: skip
    password = make_epub(folder / "password.epub")
    data, at = bytearray(password.read_bytes()), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    password.write_bytes(bytes(data))
    return found | {
        "cut": (cut, ""), "lcp": (lcp, "epub-drm-lcp"), "password": (password, "archive-password"),
    }  # fmt: skip


def count(library: Library) -> list[int]:
    with library.service.database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Title, Edition, SourceFile)
        ]


@pytest.mark.slow
def test_bad_files_are_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    before = count(desk.library)
    files = bad_files(tmp_path)
    sent = {key: desk.send(path) for key, (path, _code) in files.items()}
    desk.wait(*sent.values())
    for key, address in sent.items():
        view = desk.library.service.intakes.get(address.rpartition("/")[2])
        assert view.state == "refused", (key, view.problem)
        assert view.problem is not None
        assert view.problem.code.startswith(files[key][1]), (key, view.problem)
        sentences = set()
        for language in LANGUAGES:
            page = desk.main(address, language)
            sentence = page.get_element_by_id("progress").text_content().strip()
            assert view.problem.code not in sentence
            assert "{" not in sentence
            assert len(sentence) > 12, (key, language, sentence)
            assert not page.xpath(".//a[contains(@href, '/staff/titles/')]")
            assert page.xpath(".//a[@href='/staff/intakes/new']"), "what to do next"
            sentences.add(sentence)
        assert len(sentences) == len(LANGUAGES), key
    assert count(desk.library) == before
    assert list((desk.library.folder / "data" / "uploads").iterdir()) == []


@pytest.mark.slow
def test_a_book_with_evil_in_it_is_read_and_the_report_says_so(desk: Desk, tmp_path: Path) -> None:
    evil = make_epub(
        tmp_path / "evil.epub",
        {"../../evil.xhtml": "x", "/etc/evil": "x"},
        title="&lt;script&gt;alert(1)&lt;/script&gt; ../../x",
    )
    address = desk.send(evil, "../../<b>evil</b>.epub")
    desk.wait(address)
    page = desk.main(address, "zh-CN")
    assert "已编入目录" in page.get_element_by_id("progress").text_content()
    assert "<script>alert(1)</script> ../../x" in page.text_content()  # as words, not as markup
    assert not page.xpath(".//script")
    assert not page.xpath(".//b")
    assert "需要留意的地方" in [one.text_content() for one in page.xpath(".//h2")]
    assert "没有发现问题" not in page.text_content()


@pytest.mark.slow
def test_from_a_file_to_braille(desk: Desk) -> None:
    address = desk.send(sample_book("zh-Hans"))
    desk.wait(address)
    page = desk.main(address, "zh-CN")
    text = page.text_content()
    assert "幅有文字说明" in text
    (form,) = page.xpath(".//form[contains(@action, '/convert')]")
    answer = desk.client.post(form.get("action"), data={"format": "braille-brf"})
    assert answer.status_code == 303
    name = answer.headers["location"].rpartition("/")[2]
    record = desk.library.wait([name])[name]
    assert record.state == "done", record.error_code
    made = desk.main(answer.headers["location"], "zh-CN").text_content()
    assert "通过：文件齐全" in made
    assert "未通过" not in made
    again = desk.send(sample_book("zh-Hans"), "又一次.epub")
    desk.wait(again)
    assert "已在目录中" in desk.main(again, "zh-CN").get_element_by_id("progress").text_content()
