"""What a screen reader says on ten pages, from top to bottom, compared with what was said when somebody listened: ``--save-golden`` saves it anew."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import answer_from, module
from tests.web_ground import ADDRESS, Ground, open_ground

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "web"
PAGES = {
    "welcome": ("nobody", "/"),
    "sign-in": ("nobody", "/sign-in"),
    "sign-in-refused": ("nobody", "/sign-in", {"card": "NB0001", "pin": ""}),
    "settings": ("nobody", "/settings"),
    "search": ("nobody", "/search?q=%E5%A4%9C"),
    "nothing-found": ("nobody", "/search?q=qqqqzz"),
    "no-such-page": ("nobody", "/no-such-page"),
    "book": ("stranger", "/book/{chinese}"),
    "care": ("librarian", "/care"),
    "second-factor": ("librarian", "/account/second-factor"),
}
_START = "async (source) => { window.reader = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))); }"
_READ = """async () => {
    const reader = window.reader.virtual;
    await reader.start({container: document.body});
    let steps = 0;
    while (await reader.lastSpokenPhrase() !== 'end of document' && steps++ < 1000) await reader.next();
    const log = await reader.spokenPhraseLog();
    await reader.stop();
    return log;
}"""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own: what other tests borrow and have made would be read aloud as well."""
    with open_ground(tmp_path_factory.mktemp("spoken")) as made:
        yield made


@pytest.mark.slow
def test_what_is_said(ground: Ground, browser: Browser, save_golden: bool) -> None:
    pages: dict[str, str] = {}
    context = browser.new_context(bypass_csp=True)
    answer_from(ground, context, pages)
    page = context.new_page()
    source = module("@guidepup/virtual-screen-reader/lib/esm/index.browser.js")
    changed = []
    for name, (who, address, *sent) in PAGES.items():
        client = ground.client(who)
        if who != "nobody":
            client.cookies.set("session", ground.token(who))
        where = address.format(chinese=ground.chinese[0])
        answer = client.post(where, data=sent[0]) if sent else client.get(where)
        pages[f"{ADDRESS}/spoken-{name}"] = answer.text
        page.goto(f"{ADDRESS}/spoken-{name}")
        page.evaluate(_START, source)
        said = re.sub(r"\d{4}年\d+月\d+日星期.", "〔日期〕", "\n".join(page.evaluate(_READ))) + "\n"
        file = GOLDEN / f"{name}.txt"
        if save_golden:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            file.write_text(said, "utf-8")
        before = file.read_text("utf-8")
        changed += difflib.unified_diff(before.splitlines(), said.splitlines(), name, "now", lineterm="")
    context.close()
    assert not changed, "\n".join(changed)
