"""The fast gate: every page × everybody × three languages × every theme, through axe-core, IBM's engine, the Nu checker, and what they do not measure: contrast at AAA in each theme, 44 px targets, reflow.

Pages that differ in their words alone are looked at once by the checkers, because their rules look at structure; whether words are there is part of that structure. Contrast is computed
in every theme for every structure.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page

from converters.messages import LANGUAGES
from tests.e2e.browser import MODULES, answer_from, module
from tests.web_deliveries import Deliverer
from tests.web_ground import ADDRESS, ROLES, Ground
from tests.web_home import home_pages
from tests.web_pages import addresses
from tests.web_planning import planning_pages
from web.display import THEMES

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_TELLING = frozenset({
    "href", "src", "action", "id", "for", "name", "value", "title", "content", "lang", "aria-label", "aria-describedby", "data-status", "placeholder", "data-theme",
})  # fmt: skip
"""Attributes of which it counts whether they say anything, not what."""


@pytest.fixture(scope="module")
def rendered(ground: Ground) -> dict[str, str]:
    """Who, language and address → HTML, of every page that may be opened, and of every form that was refused."""
    found = {}
    for who in ROLES:
        for language in LANGUAGES:
            client = ground.client(who, language)
            client.cookies.set("language", language)
            for page in addresses(ground):
                if page.may(who):
                    answer = client.get(page.address)
                    if answer.headers.get("content-type", "").startswith("text/html"):
                        found[f"{who} {language} {page.address}"] = answer.text
            if who == "librarian":
                for page in addresses(ground):
                    if page.may("manager") and not page.may("librarian"):
                        found[f"manager {language} {page.address}"] = (
                            ground.client("manager", language).get(page.address).text
                        )
            for address, data in REFUSED:
                person = ground.people["stranger"]
                where = {"visit": ground.visit, "round": ground.round}
                where |= {"title": ground.english[0], "person": person}
                answer = client.post(address.format(**where), data=data)
                if answer.status_code == 422:
                    found[f"{who} {language} {address} refused"] = answer.text
    found |= packing_room(ground)
    found |= dict(planning_pages(ground, LANGUAGES))
    for language in LANGUAGES:
        found |= {f"at home {language} {name}": text for name, text in home_pages(ground, language)}
    assert len(found) > 200
    return found


def packing_room(ground: Ground) -> dict[str, str]:
    """Pages of staff on which there is something to do: a bag in the middle of being packed, a pick list, calls, places; and what is refused there."""
    deliverer, packing = Deliverer(ground), ground.service.packing
    visit = deliverer.confirmed(books=2, note="袋口请系紧")
    deliverer.confirmed()
    packing.start(deliverer.librarian, visit)
    barcodes = [
        one.barcode
        for one in packing.pick_list(deliverer.librarian, deliverer.branch, deliverer.today)
        if one.visit_id == visit
    ]
    packing.put_in(deliverer.librarian, visit, barcodes[0])
    ground.service.places.put(deliverer.librarian, deliverer.branch, "灵隐路", "30.24", "120.1")
    looked = (
        f"/staff/bags/{visit}",
        "/staff/bags/pick-list",
        "/staff/bags",
        "/staff/calls",
        "/staff/places",
        "/staff/delivery-figures?year=2025",
    )
    refused = (
        (f"/staff/bags/{visit}", {"code": barcodes[0], "do": "in"}),
        (f"/staff/bags/{visit}/close", {}),
        (f"/staff/bags/{visit}/empty", {}),
        ("/staff/bags", {"code": "NOSUCH", "do": "return"}),
        ("/staff/places", {"name": ""}),
        ("/staff/places/table", {"rows": "名称,纬度,经度\n灵隐路,x,120\n"}),
        ("/staff/places/try", {}),
    )  # fmt: skip
    found = {}
    for language in LANGUAGES:
        client = ground.client("librarian", language)
        client.cookies.set("language", language)
        for address in looked:
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[f"packing {language} {address}"] = answer.text
        for address, data in refused:
            answer = client.post(address, data=data)
            assert answer.status_code == 422, address
            found[f"packing {language} {address} refused"] = answer.text
    return found


REFUSED = (
    ("/sign-in", {"card": "", "pin": ""}),
    ("/settings", {"theme": "pink"}),
    ("/care", {"carer_card": ""}),
    ("/account/preferences", {"cells_in_braille": "x"}),
    ("/account/pin", {"new_pin": "1", "again": "2"}),
    ("/book/{title}/make", {"format": "no"}),
    ("/deliveries/ask?find", {"find": "qqzzqq"}),
    (
        "/deliveries/ask",
        {"first": "stone", "second": "x", "most_items": "0", "days": "x", "means": "x", "likes": "x" * 600},
    ),
    (
        "/deliveries/plan",
        {"first_day": "x", "part": "x", "every_weeks": "0", "first": "x", "most_items": "x"},
    ),
    ("/deliveries/door", {"channel": "x", "times": "x", "knock": "x" * 400}),
    ("/deliveries/{visit}/add", {"title": ""}),
    ("/deliveries/{visit}/lines/1/swap", {"find": "qqzzqq"}),
    ("/deliveries/{visit}/change", {"times": "x", "note": "x" * 600}),
    ("/deliveries/{visit}/stop", {"do": "x"}),
    ("/staff/patrons/{person}/deliveries/ask", {"first": "x", "most_items": ""}),
    ("/staff/patrons/{person}/deliveries/plan", {"first_day": "x"}),
    ("/staff/patrons/{person}/deliveries/door", {"channel": "x"}),
    ("/staff/intakes/new", {"rights": "x"}),
    ("/staff/titles/{title}", {"name": ""}),
    ("/staff/lists", {"name": ""}),
    ("/staff/patrons", {"by": "no"}),
    ("/staff/patrons/new", {"name": ""}),
    ("/staff/patrons/{person}/details", {"name": ""}),
    ("/staff/patrons/{person}/eligibility", {"basis": "no", "until": "x"}),
    ("/staff/patrons/{person}/consents", {"kind": "recommendations"}),
    ("/staff/patrons/{person}/care", {"until": "x"}),
    ("/staff/patrons/{person}/sign-in/reset-pin", {"note": "x"}),
    ("/staff/desk", {"code": "NOSUCH"}),
    ("/staff/desk/{person}", {"code": "B1", "do": "lend"}),
    ("/staff/bags", {"code": "NOSUCH"}),
    ("/staff/bags/{visit}/start", {}),
    ("/staff/places", {"name": ""}),
    ("/staff/places/table", {}),
    ("/carry/rounds/{round}/stops/{visit}", {"outcome": "no"}),
)


def skeleton(text: str) -> str:
    """What checkers look at: elements, attributes, and whether there are words. Which of the languages is the present one is told on another of the same three buttons."""
    root = html.document_fromstring(text)
    parts = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        attributes = ",".join(
            f"{name}={bool(value.strip()) if name in _TELLING or name.startswith(('data-hx', 'href')) else value}"
            for name, value in sorted(element.attrib.items())
            if (element.get("name"), name) != ("language", "aria-current")
        )
        parts.append(f"{element.tag}[{attributes}]{bool((element.text or '').strip())}{len(element)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def test_the_nu_checker_finds_nothing(rendered: dict[str, str], tmp_path: Path) -> None:
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        pytest.skip("needs vnu-jar: npm ci --ignore-scripts")
    names = {}
    for where, text in rendered.items():
        name = hashlib.sha256(re.sub(r"\?v=[0-9a-f]+", "", text).encode()).hexdigest()[:16]
        names.setdefault(name, where)
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    done = subprocess.run(
        [
            "java",
            "-Xss4m",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--stdout",
            "--skip-non-html",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    told = sorted({f"{names.get(Path(one['url']).stem, '')}: {one['message']}" for one in messages})
    assert told == []


@pytest.mark.slow
def test_checkers_find_nothing_on_any_page(
    ground: Ground, rendered: dict[str, str], browser: Browser
) -> None:
    pages: dict[str, str] = {}
    seen: dict[tuple[str, str], str] = {}
    for where, text in rendered.items():
        _who, language, address = where.split(" ", 2)
        seen.setdefault((skeleton(text), language if address == "/" else ""), where)
    assert len(seen) >= 30
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    answer_from(ground, context, pages)
    add_checkers(context)
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    for number, where in enumerate(seen.values()):
        address = f"{ADDRESS}/page-{number}"
        pages[address] = rendered[where]
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        for one in check(page):
            faults.setdefault(one, []).append(where)
    context.close()
    told = [f"{one} ({len(places)} pages, first: {places[0]})" for one, places in faults.items()]
    assert not told, "\n".join(told)


LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")


def add_checkers(context: BrowserContext) -> None:
    """Every page of ``context`` has axe-core and IBM's engine from its beginning: they are long, and to hand them over for each check takes as long as the check."""
    context.add_init_script(module("axe-core/axe.min.js"))
    context.add_init_script(module("accessibility-checker-engine/ace.js") + ";window.ace=ace;")


def check(page: Page) -> list[str]:
    """Faults in words, on a page with the checkers. What can be opened is open: inside is looked at as well."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}))"
        ".violations.map(v => `axe ${v.id}: ${v.nodes[0].html}`)",
        AXE_TAGS,
    )
    found += page.evaluate(
        "async () => (await new ace.Checker().check(document, ['IBM_Accessibility'])).results"
        ".filter(r => r.value.join('/') === 'VIOLATION/FAIL')"
        # A form without a name is no landmark and is not announced (HTML-AAM 1.0); IBM's engine takes it for one.
        ".filter(r => !(/^aria_(form_label|landmark_name)_unique$/.test(r.ruleId) && r.node?.matches('form:not([aria-label], [aria-labelledby])')))"
        # What scrolls must be reachable with the keyboard (axe: scrollable-region-focusable), though it is no widget.
        ".filter(r => !(r.ruleId === 'element_tabbable_role_valid' && r.node && ['auto', 'scroll'].includes(getComputedStyle(r.node).overflowY)))"
        ".map(r => `ibm ${r.ruleId}: ${r.message} ${r.path.dom}`)"
    )
    found += page.evaluate(LOOK, list(THEMES))
    found += _reflow(page)
    return list(found)


def _reflow(page: Page) -> list[str]:
    """Nothing is cut off or scrolls sideways on the narrowest screen (WCAG 1.4.10), with wide spacing (1.4.12), or with text of 400 per cent (1.4.4)."""
    faults = []
    for width, size, spacing in ((320, "100", "normal"), (320, "100", "wider"), (1280, "400", "normal")):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate(
            "([size, spacing]) => { const d = document.documentElement; [d.dataset.size, d.dataset.spacing] = [size, spacing]; return d.scrollWidth - innerWidth; }",
            [size, spacing],
        )
        if over > 0:
            faults.append(f"{over} px too wide at {width} px, {size} %, {spacing}")
    return faults
