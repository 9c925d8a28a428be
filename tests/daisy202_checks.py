"""The independent checker of DAISY 2.02 folders."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from tests.daisy_checks import (
    XHTML,
    Clip,
    Problems,
    check_clips,
    check_names,
    check_order,
    clock_seconds,
    hhmmss,
    ids_of,
    local,
    mp3_seconds,
    parse,
    references,
)

_GROUPS = {"noteref": "footnote-on", "sidebar": "sidebar-on", "optional-prodnote": "prodnote-on"}


def problems_of_202(folder: Path, *, all_heard: bool = True) -> list[str]:  # noqa: PLR0915 (one look at one folder)
    """What is wrong with the talking book in ``folder``. ``all_heard``: every sentence of the text should be in the sound."""
    problems = Problems()
    check_names(folder, problems)
    lengths = {path.name: mp3_seconds(path) for path in folder.glob("*.mp3")}
    ncc = parse(folder / "ncc.html")
    metas = [(m.get("name"), m.get("content")) for m in ncc.iter(f"{XHTML}meta") if m.get("name")]
    said = dict(metas)
    charset = said["ncc:charset"]
    texts = {path.name: parse(path) for path in folder.glob("*.html") if path.name != "ncc.html"}
    text_ids = {name: ids_of(root, name, problems) for name, root in texts.items()}
    for path in [*folder.glob("*.html"), *folder.glob("*.smil")]:
        head = path.read_bytes()[:600].decode("ascii", "replace")
        problems.unless(f'encoding="{charset}"' in head, f"{path.name}: not declared as {charset}")
        if path.suffix == ".html":
            problems.unless(f"text/html; charset={charset}" in head, f"{path.name}: no charset in its head")
        path.read_bytes().decode(charset)

    # --- SMIL ---
    master = parse(folder / "master.smil")
    order = [ref.get("src") for ref in master.iter("ref")]
    problems.same(
        "master.smil", order, sorted(p.name for p in folder.glob("*.smil") if p.name != "master.smil")
    )
    place: dict[str, int] = {}
    by_address: dict[str, Clip] = {}
    elapsed = Fraction(0)
    heard: set[str] = set()
    anchors: set[str] = set()
    for name in order:
        root = parse(folder / name)
        ids_of(root, name, problems)
        clips = list(_clips(root, name, problems))
        total = check_clips(clips, name, lengths, problems)
        smil = {m.get("name"): m.get("content") for m in root.iter("meta")}
        (sequence,) = root.find("body")
        problems.same(f"{name}: dur", clock_seconds(sequence.get("dur")), total)
        problems.same(f"{name}: timeInThisSmil", smil["ncc:timeInThisSmil"], hhmmss(total))
        problems.same(f"{name}: totalElapsedTime", smil["ncc:totalElapsedTime"], hhmmss(elapsed))
        problems.same(f"{name}: dc:format", smil["dc:format"], "Daisy 2.02")
        elapsed += total
        for clip in clips:
            document, _, fragment = clip.text.partition("#")
            problems.unless(fragment in text_ids.get(document, ()), f"{name}: no text {clip.text}")
            problems.unless(clip.text not in heard, f"{name}: {clip.text} twice")
            heard.add(clip.text)
            address = f"{name}#{clip.par}"
            problems.unless(clip.par not in anchors, f"{name}: id {clip.par} is in another file too")
            anchors.add(clip.par)
            place[address] = len(place)
            by_address[address] = clip
    problems.same(
        "every sound file is in one SMIL", {clip.audio for clip in by_address.values()}, set(lengths)
    )
    problems.same("master.smil: time", _meta(master, "ncc:timeInThisSmil"), hhmmss(elapsed))

    _check_ncc(ncc, said, metas, place, by_address, elapsed, problems)
    problems.same("ncc:files", said["ncc:files"], str(len(list(folder.iterdir()))))
    size = sum(path.stat().st_size for path in folder.iterdir())
    problems.unless(
        abs(int(said["ncc:kByteSize"]) - size / 1024) <= 1, f"ncc:kByteSize {said['ncc:kByteSize']}"
    )

    # --- text ---
    for name, root in texts.items():
        for target in references(root, ("href", "src", "bodyref")):
            if re.match("https?:|mailto:", target):
                continue
            document, _, fragment = target.partition("#")
            problems.unless((folder / (document or name)).is_file(), f"{name}: no file {target}")
            if fragment:
                problems.unless(fragment in text_ids[document or name], f"{name}: no place {target}")
        for element in root.iter(f"{XHTML}span"):
            if all_heard and element.get("class") == "sentence":
                words = "".join(element.itertext()).strip()
                problems.unless(
                    f"{name}#{element.get('id')}" in heard or not words, f"{name}: never heard: {words}"
                )
    return problems.found


def _meta(root: Any, name: str) -> str | None:
    return next((m.get("content") for m in root.iter("meta") if m.get("name") == name), None)


def _clips(root: Any, name: str, problems: Problems) -> list[Clip]:
    found = []
    for par in root.iter("par"):
        problems.same(f"{name}#{par.get('id')}", [local(child) for child in par], ["text", "audio"])
        problems.same(f"{name}#{par.get('id')} endsync", par.get("endsync"), "last")
        text, audio = par
        found.append(
            Clip(
                text.get("id"),
                text.get("src"),
                audio.get("src"),
                clock_seconds(audio.get("clip-begin")),
                clock_seconds(audio.get("clip-end")),
                frozenset(filter(None, [par.get("system-required")])),
            )
        )
    problems.unless(all(e.get("fill") is None for e in root.iter(etree.Element)), f"{name}: fill")
    return found


def _check_ncc(  # noqa: PLR0917 (what the SMIL files said)
    ncc: Any,
    said: dict[str, str],
    metas: list[tuple[str, str]],
    place: dict[str, int],
    by_address: dict[str, Clip],
    elapsed: Fraction,
    problems: Problems,
) -> None:
    ids_of(ncc, "ncc.html", problems)
    items = list(ncc.find(f"{XHTML}body"))
    first = items[0]
    problems.same("first entry", (local(first), first.get("class")), ("h1", "title"))
    rows: list[tuple[str, str]] = []
    levels: list[int] = []
    classes: list[str] = []
    pages: list[int] = []
    for item in items:
        (link,) = item
        target = link.get("href")
        rows.append((f"ncc {link.text!r}", target))
        problems.unless((link.text or "").strip(), f"entry without a name: {target}")
        if local(item) == "span":
            classes.append(item.get("class"))
            tests = by_address[target].tests if target in by_address else frozenset()
            if item.get("class").startswith("page-"):
                problems.same(f"page {link.text}", tests, frozenset({"pagenumber-on"}))
            else:
                # A picture in a sidebar goes with the sidebar: there is one test a phrase, and the outermost structure has it.
                problems.unless(tests & set(_GROUPS.values()), f"{item.get('class')} {link.text}: {tests}")
            if item.get("class") == "page-normal":
                pages.append(int(link.text))
        else:
            levels.append(int(local(item)[1]))
    check_order(rows, place, problems)
    problems.same("first heading", levels[0], 1)
    for above, below in pairwise(levels):
        problems.unless(below <= above + 1, f"heading levels jump from {above} to {below}")
    problems.same("ncc:tocItems", said["ncc:tocItems"], str(len(items)))
    problems.same("ncc:depth", said["ncc:depth"], str(max(levels)))
    for meta, kind in (
        ("ncc:pageFront", "page-front"),
        ("ncc:pageNormal", "page-normal"),
        ("ncc:pageSpecial", "page-special"),
        ("ncc:footnotes", "noteref"),
        ("ncc:sidebars", "sidebar"),
        ("ncc:prodNotes", "optional-prodnote"),
    ):
        problems.same(meta, said[meta], str(classes.count(kind)))
    problems.same("ncc:maxPageNormal", said["ncc:maxPageNormal"], str(max(pages, default=0)))
    problems.same("ncc:totalTime", said["ncc:totalTime"], hhmmss(elapsed))
    problems.same("ncc:multimediaType", said["ncc:multimediaType"], "audioFullText")
    problems.same("ncc:setInfo", said["ncc:setInfo"], "1 of 1")
    once = [
        name
        for name, _content in metas
        if name not in {"dc:creator", "dc:contributor", "dc:subject", "ncc:narrator"}
    ]
    problems.same("metas", len(once), len(set(once)))
    problems.unless(all(content for _name, content in metas), "an empty meta")
    required = ("title", "creator", "date", "format", "identifier", "language", "publisher")
    problems.unless({f"dc:{name}" for name in required} <= set(said), "dc metadata is missing")
    smils = {address.partition("#")[0] for address in place}
    reached = {address.partition("#")[0] for _what, address in rows}
    problems.same("chapters that one can go to", reached, smils)
