"""The independent checker of DAISY 3 folders."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from lxml import etree

from tests.daisy_checks import (
    Clip,
    Problems,
    check_clips,
    check_names,
    clock_seconds,
    ids_of,
    local,
    mp3_seconds,
    parse,
    references,
)

DTBOOK = "{http://www.daisy.org/z3986/2005/dtbook/}"
_TYPES = {
    ".smil": "application/smil",
    ".mp3": "audio/mpeg",
    ".ncx": "application/x-dtbncx+xml",
    ".res": "application/x-dtbresource+xml",
    ".opf": "text/xml",
    ".xml": "application/x-dtbook+xml",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


def problems_of_3(folder: Path, *, all_heard: bool = True) -> list[str]:  # noqa: PLR0915 (one look at one folder)
    """What is wrong with the talking book in ``folder``."""
    problems = Problems()
    check_names(folder, problems)
    lengths = {path.name: mp3_seconds(path) for path in folder.glob("*.mp3")}
    (opf_path,) = folder.glob("*.opf")
    opf, ncx, text = parse(opf_path), parse(folder / "navigation.ncx"), parse(folder / "dtbook.xml")
    order, total_said = _check_package(folder, opf, problems)
    text_ids = ids_of(text, "dtbook.xml", problems)

    smil_ids: dict[str, dict[str, Any]] = {}
    place: dict[str, int] = {}
    tests_of: dict[str, frozenset[str]] = {}
    spoken: dict[str, str] = {}
    custom: dict[str, tuple[str | None, str | None]] = {}
    elapsed = Fraction(0)
    for name in order:
        root = parse(folder / name)
        smil_ids[name] = {
            one: e for one, e in ids_of(root, name, problems).items() if local(e) != "customTest"
        }
        for other, ids in smil_ids.items():
            problems.unless(
                other == name or not ids.keys() & smil_ids[name].keys(), f"{name}: ids of {other}"
            )
        clips = list(_clips(root))
        total = check_clips(clips, name, lengths, problems)
        (main,) = (child for child in root if local(child) == "body")
        problems.same(f"{name}: dur", clock_seconds(main[0].get("dur")), total)
        said = {m.get("name"): m.get("content") for m in root.iter() if local(m) == "meta"}
        problems.same(f"{name}: totalElapsedTime", clock_seconds(said["dtb:totalElapsedTime"]), elapsed)
        problems.same(f"{name}: uid", said["dtb:uid"], _uid(opf))
        elapsed += total
        declared = {
            e.get("id"): (e.get("defaultState"), e.get("override"))
            for e in root.iter()
            if local(e) == "customTest"
        }
        used = {e.get("customTest") for e in root.iter() if e.get("customTest")}
        problems.same(f"{name}: tests", set(declared), used)
        custom |= declared
        _check_escapes(root, name, problems)
        for clip in clips:
            address = f"{name}#{clip.par}"
            place[address] = len(place)
            tests_of[address] = clip.tests
            document, _, fragment = clip.text.partition("#")
            problems.same(f"{address}: text", document, "dtbook.xml")
            problems.unless(fragment in text_ids, f"{address}: no text {clip.text}")
            problems.unless(fragment not in spoken, f"{address}: {clip.text} twice")
            spoken[fragment] = address
    problems.same("dtb:totalTime", total_said, elapsed)

    # --- both ways ---
    for element in text.iter(etree.Element):
        reference = element.get("smilref")
        name = element.get("id")
        if reference:
            file, _, fragment = reference.partition("#")
            problems.unless(fragment in smil_ids.get(file, ()), f"dtbook: smilref {reference} leads nowhere")
        if name in spoken:
            problems.same(f"dtbook#{name}: smilref", reference, spoken[name])
        elif all_heard and local(element) == "sent":
            words = "".join(element.itertext()).strip()
            problems.unless(not words, f"dtbook: never heard: {words}")
    for target in references(text, ("href", "idref", "src")):
        if re.match("https?:|mailto:", target):
            continue
        problems.unless(
            target[1:] in text_ids if target.startswith("#") else (folder / target).is_file(),
            f"dtbook: {target}",
        )
    said_uid = [m.get("content") for m in text.iter(f"{DTBOOK}meta") if m.get("name") == "dtb:uid"]
    problems.same("dtbook: uid", said_uid, [_uid(opf)])

    _check_ncx(ncx, _uid(opf), place, tests_of, lengths, custom, problems)
    return problems.found


def _uid(opf: Any) -> str:
    wanted = opf.get("unique-identifier")
    return next(e.text for e in opf.iter(etree.Element) if e.get("id") == wanted)


def _check_package(folder: Path, opf: Any, problems: Problems) -> tuple[list[str], Fraction]:
    items = {e.get("id"): e for e in opf.iter() if local(e) == "item"}
    listed = sorted(e.get("href") for e in items.values())
    problems.same("manifest", listed, sorted(path.name for path in folder.iterdir()))
    for item in items.values():
        suffix = Path(item.get("href")).suffix
        problems.same(f"media type of {item.get('href')}", item.get("media-type"), _TYPES[suffix])
    problems.unless({"ncx", "resource"} <= set(items), "items ncx and resource")
    metas = {m.get("name"): m.get("content") for m in opf.iter() if local(m) == "meta"}
    problems.same("multimediaType", metas["dtb:multimediaType"], "audioFullText")
    pictures = any(path.suffix in {".jpg", ".png", ".svg"} for path in folder.iterdir())
    problems.same(
        "multimediaContent", metas["dtb:multimediaContent"], "audio,text,image" if pictures else "audio,text"
    )
    problems.same("audioFormat", metas["dtb:audioFormat"], "MP3")
    core = {local(e): e.text for e in opf.iter() if isinstance(e.tag, str) and "dc/elements" in e.tag}
    for name in ("Title", "Identifier", "Language", "Publisher", "Date", "Format", "Creator"):
        problems.unless(core.get(name), f"dc:{name} is missing")
    problems.same("dc:Format", core["Format"], "ANSI/NISO Z39.86-2005")
    order = [items[e.get("idref")].get("href") for e in opf.iter() if local(e) == "itemref"]
    problems.same("spine", order, sorted(path.name for path in folder.glob("*.smil")))
    return order, clock_seconds(metas["dtb:totalTime"])


def _clips(root: Any) -> list[Clip]:
    found = []
    for par in root.iter():
        if local(par) == "par":
            text, audio = par
            around = {e.get("customTest") for e in (par, *par.iterancestors()) if e.get("customTest")}
            found.append(
                Clip(
                    par.get("id"), text.get("src"), audio.get("src"),
                    clock_seconds(audio.get("clipBegin")), clock_seconds(audio.get("clipEnd")), frozenset(around),
                )
            )  # fmt: skip
    return found


def _check_escapes(root: Any, name: str, problems: Problems) -> None:
    for sequence in root.iter():
        if local(sequence) == "seq" and sequence.get("class"):
            last = [e for e in sequence.iter() if local(e) == "par"][-1]
            problems.same(
                f"{name}#{sequence.get('id')}: end",
                sequence.get("end"),
                f"DTBuserEscape;{last.get('id')}.end",
            )


def _check_ncx(  # noqa: PLR0917 (what the SMIL files said)
    ncx: Any,
    uid: str,
    place: dict[str, int],
    tests_of: dict[str, frozenset[str]],
    lengths: dict[str, Fraction],
    custom: dict[str, tuple[str | None, str | None]],
    problems: Problems,
) -> None:
    ids_of(ncx, "ncx", problems)
    said = {m.get("name"): m.get("content") for m in ncx.iter() if local(m) == "meta"}
    problems.same("ncx: uid", said["dtb:uid"], uid)
    pages = [e for e in ncx.iter() if local(e) == "pageTarget"]
    problems.same("totalPageCount", said["dtb:totalPageCount"], str(len(pages)))
    numbers = [int(e[0][0].text) for e in pages if e.get("type") == "normal"]
    problems.same("maxPageNumber", said["dtb:maxPageNumber"], str(max(numbers, default=0)))
    values = [(e.get("type"), e.get("value")) for e in pages if e.get("value")]
    problems.same("page values", len(values), len(set(values)))
    points = [e for e in ncx.iter() if local(e) == "navPoint"]
    depths = [sum(1 for a in e.iterancestors() if local(a) == "navPoint") + 1 for e in points]
    problems.same("depth", said["dtb:depth"], str(max(depths)))
    declared = {
        e.get("id"): (e.get("defaultState"), e.get("override"))
        for e in ncx.iter()
        if local(e) == "smilCustomTest"
    }
    problems.same("smilCustomTest", declared, custom)
    order: dict[int, str] = {}
    for element in ncx.iter():
        if local(element) not in {"navPoint", "pageTarget", "navTarget"}:
            continue
        content = next(child for child in element if local(child) == "content")
        label = next(child for child in element if local(child) == "navLabel")
        target = content.get("src")
        problems.unless(target in place, f"ncx: {target} leads nowhere")
        problems.unless((label[0].text or "").strip(), f"ncx: no name for {target}")
        number = int(element.get("playOrder"))
        problems.unless(order.setdefault(number, target) == target, f"ncx: playOrder {number} for two places")
        if local(element) == "pageTarget":
            problems.unless("pagenum" in tests_of[target], f"page {target} cannot be left out")
        if local(element) == "navTarget":
            problems.unless(
                element.get("class") in tests_of[target],
                f"{element.get('class')} {target} cannot be left out",
            )
    problems.same("playOrder", sorted(order), list(range(1, len(order) + 1)))
    heard = [place[order[number]] for number in sorted(order) if order[number] in place]
    problems.unless(heard == sorted(set(heard)), "playOrder is not the order of play")
    for audio in ncx.iter():
        if local(audio) == "audio":
            begin, end = clock_seconds(audio.get("clipBegin")), clock_seconds(audio.get("clipEnd"))
            problems.unless(begin < end <= lengths[audio.get("src")], f"ncx: clip of {audio.get('src')}")
