"""Talking books of the sample books: against the standard's schemas, in Thorium's engine, in a real player; and that our checker sees what is wrong."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from converters.speech.plan import narrator_for
from converters.speech.script import Say, lines_of
from tests import daisy_player
from tests.daisy_checks import clock_seconds, parse
from tests.daisy_making import CHECKS, Made, make_sample
from tests.daisy_schemas import jing, missing, schema_problems_3, schema_problems_202
from tests.samples import LANGUAGES

FORMATS = tuple(CHECKS)
ROOT = Path(__file__).resolve().parents[2]
RATE = 22_050


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Made]:
    """A sample book in a format, made once."""

    @cache
    def made(name: str, language: str) -> Made:
        return make_sample(name, language, tmp_path_factory.mktemp(f"{name}-{language}"))

    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_everything_agrees(books: Callable[[str, str], Made], name: str, language: str) -> None:
    made = books(name, language)
    assert made.problems() == []
    checked = subprocess.run(
        ["mp3val", *sorted(made.folder.glob("*.mp3"))], check=True, capture_output=True, text=True
    ).stdout
    assert [
        line for line in checked.splitlines() if "WARNING" in line and "No supported tags" not in line
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_it_is_as_the_schemas_say(books: Callable[[str, str], Made], name: str, tmp_path: Path) -> None:
    if missing():
        pytest.skip(missing())
    folder = books(name, "zh-Hans").folder
    check = schema_problems_202 if name == "daisy-202" else schema_problems_3
    assert check(folder, tmp_path / "stripped") == []
    # The schema would say so if it were not.
    broken = tmp_path / "s0003.smil"
    text = (folder / "s0003.smil").read_text("utf-8")
    broken.write_text(re.sub("<audio [^>]*>", "<sound/>", text, count=1), "utf-8")
    schema = "daisy202/d202smil.rng" if name == "daisy-202" else "daisy3/dtbsmil-2005-2.rng"
    assert any("sound" in problem for problem in jing(schema, [broken], tmp_path / "stripped"))


# --- what is heard ---


def decode(path: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float32)


def beep(audio: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    """The pitch of a beep in Hz."""
    power = np.abs(np.fft.rfft(audio * np.hanning(len(audio)), 8192))
    return float(np.argmax(power)) * RATE / 8192


def clips_of(folder: Path) -> dict[str, tuple[str, float, float]]:
    """File and seconds by the address of the text, from the SMIL files."""
    found = {}
    for path in sorted(folder.glob("s*.smil")):
        for audio in (e for e in parse(path).iter() if isinstance(e.tag, str) and e.tag.endswith("audio")):
            text = audio.getprevious().get("src")
            times = [
                audio.get("clip-begin") or audio.get("clipBegin"),
                audio.get("clip-end") or audio.get("clipEnd"),
            ]
            found[text] = (audio.get("src"), *(float(clock_seconds(time)) for time in times))
    return found


def misheard(made: Made, folder: Path) -> list[str]:
    """The instant voice says each letter at a pitch of its own: what was said in each clip is read back from the sound."""
    narrator = narrator_for(made.conversion)
    clips = clips_of(folder)
    places = {row.sentence: row.place for row in made.artifact.locators}
    sounds = cache(lambda name: decode(folder / name))
    wrong = []
    from converters.registry import get_converter

    for part in get_converter(made.artifact.converter).plan(made.conversion)[1:]:
        for line in lines_of(narrator.narrate(part).script):
            text = "".join(item.text for item in line.items if isinstance(item, Say))
            letters = [c for c in text if not c.isspace()]
            if not line.mark or not letters:
                continue
            place = places[line.mark]
            name, begin, end = clips[str(place["text"]).partition("/")[2]]
            start, stop = float(str(place["start"])), float(str(place["end"]))
            assert begin <= start + 0.001
            assert stop <= end + 0.001
            each = (stop - start) / len(letters)
            # Whatever the locators say, the letters must be where the clip is: they are counted from its beginning.
            offset = start - begin
            for index in {0, len(letters) // 2, len(letters) - 1}:
                at = round((begin + offset + index * each) * RATE)
                heard = beep(sounds(name)[at : at + round(each * RATE)])
                if abs(heard - (200 + 10 * (ord(letters[index]) % 97))) > 12:
                    wrong.append(f"{line.mark} {index} {letters[index]!r}: {heard:.0f} Hz")
    return wrong


@pytest.mark.parametrize("name", FORMATS)
def test_each_clip_is_the_sound_of_its_sentence(
    books: Callable[[str, str], Made], name: str, tmp_path: Path
) -> None:
    made = books(name, "en")
    assert misheard(made, made.folder) == []
    # Two clips exchanged are noticed.
    swapped = tmp_path / "swapped"
    shutil.copytree(made.folder, swapped)
    path = swapped / "s0003.smil"
    text = path.read_text("utf-8")
    sources = re.findall('<text src="([^"]+)"', text)
    one, two = sources[3], sources[7]
    text = text.replace(f'"{one}"', '"?"').replace(f'"{two}"', f'"{one}"').replace('"?"', f'"{two}"')
    path.write_text(text, "utf-8")
    with pytest.raises(AssertionError):
        assert misheard(made, swapped) == []


# --- readers ---


@pytest.mark.parametrize("name", FORMATS)
def test_thoriums_engine_sees_chapters_pages_and_durations(name: str, tmp_path: Path) -> None:
    if not (ROOT / "node_modules/r2-shared-js").is_dir():
        pytest.skip("r2-shared-js is not installed: npm install --ignore-scripts")
    made = make_sample(name, "zh-Hans", tmp_path / "made", packaging="zip")
    book = made.artifact.folder / made.artifact.main
    done = subprocess.run(
        ["node", ROOT / "tests/readium.mjs", book], capture_output=True, text=True, check=True, timeout=120
    )
    seen = json.loads(done.stdout)
    metadata = made.conversion.book.metadata
    assert seen["title"] == metadata.title
    seconds = made.artifact.counts["seconds"]
    assert abs(seen["duration"] - seconds) <= 1
    assert abs(sum(row["duration"] for row in seen["reading"]) - seconds) < 1
    clips = [clip for row in seen["reading"] for clip in row["overlay"]]
    assert len(clips) == made.artifact.counts["phrases"]
    assert len(seen["pages"]) == len(made.conversion.book.pages) == 13
    headings = [title for _depth, title, _href in seen["toc"]]
    assert headings[0] == metadata.title
    chapters = made.conversion.book.sections[1:]
    assert {section.title for section in chapters} <= set(headings), (
        "the title page is under the title it shows"
    )
    roles = {role for clip in clips for role in clip["role"]}
    assert "pagebreak" in roles


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_real_player_opens_and_plays_it(
    books: Callable[[str, str], Made], name: str, language: str
) -> None:
    if daisy_player.missing():
        pytest.skip(daisy_player.missing())
    made = books(name, language)
    title = made.conversion.book.metadata.title
    chapter = made.conversion.book.sections[3].title
    with daisy_player.playing(made.folder) as player:
        shown = player.until(lambda screen: "level:" in screen, 60)
        assert title in shown
        assert chapter in shown
        assert re.search(r"1[23] pages", shown), shown
        minutes, seconds = re.search(r"total length: 00:(\d\d):(\d\d)", shown).groups()  # type: ignore[union-attr]
        # It counts from heading to heading: a page number before a chapter's heading is not in it.
        assert 0 <= made.artifact.counts["seconds"] - (int(minutes) * 60 + int(seconds)) < 25
        player.press("Enter")
        player.until(lambda screen: re.search(r"00:0[1-9]", screen.splitlines()[2]), 30)
        sound = player.record(2)
        assert float(np.sqrt(np.mean(sound**2))) > 0.03
        player.press("G")
        player.until(lambda screen: screen != shown)
        player.press("5", "Enter")
        # Page 5 is the first of the third chapter, whose line shows the time now.
        third = made.conversion.book.sections[3].title
        player.until(lambda screen: re.search(rf"{re.escape(third)}.*\(  5\) 0\d:\d\d", screen), 30)


# --- the checker itself ---


def replaced(pattern: str, by: str, name: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        changed = re.sub(pattern, by, text, count=1)
        assert changed != text, f"{pattern} is not in {name}"
        path.write_text(changed, "utf-8")

    return act


def shortened(folder: Path) -> None:
    path = folder / "a0003.mp3"
    path.write_bytes(path.read_bytes()[:-1570])


def tagged(folder: Path) -> None:
    path = folder / "a0003.mp3"
    path.write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x00" + path.read_bytes())


FAULTS_OF_BOTH: dict[str, Callable[[Path], None]] = {
    "a frame is missing": shortened,
    "a clip is empty": replaced(r'(clip-?[bB]egin="[^"]+" clip-?[eE]nd=)"[^"]+"', r'\1"0.000s"', "s0003.smil"),
    "a file too many": lambda folder: (folder / "extra.mp3").write_bytes((folder / "a0001.mp3").read_bytes()) and None,
    "a long file name": lambda folder: (folder / "a-very-long-name.txt").write_text("x") and None,
}  # fmt: skip
FAULTS = {
    "daisy-202": FAULTS_OF_BOTH
    | {
        "a tag": tagged,
        "tocItems": replaced(r'ncc:tocItems" content="\d+', 'ncc:tocItems" content="3', "ncc.html"),
        "totalTime": replaced(
            r'ncc:totalTime" content="00:\d\d', 'ncc:totalTime" content="00:59', "ncc.html"
        ),
        "pageNormal": replaced(r'ncc:pageNormal" content="\d+', 'ncc:pageNormal" content="1', "ncc.html"),
        "maxPageNormal": replaced(r'maxPageNormal" content="\d+', 'maxPageNormal" content="1', "ncc.html"),
        "footnotes": replaced(r'ncc:footnotes" content="\d+', 'ncc:footnotes" content="9', "ncc.html"),
        "files": replaced(r'ncc:files" content="\d+', 'ncc:files" content="9', "ncc.html"),
        "kByteSize": replaced(r'ncc:kByteSize" content="\d+', 'ncc:kByteSize" content="9', "ncc.html"),
        "depth": replaced(r'ncc:depth" content="\d+', 'ncc:depth" content="6', "ncc.html"),
        "a level is skipped": replaced(r"<h2 (.*?)</h2>", r"<h3 \1</h3>", "ncc.html"),
        "a link is dead": replaced(r"#t0004_00001", "#t0004_90001", "ncc.html"),
        "dur": replaced(r'dur="\d', 'dur="9', "s0003.smil"),
        "timeInThisSmil": replaced(
            r'timeInThisSmil" content="00:0', 'timeInThisSmil" content="00:1', "s0003.smil"
        ),
        "elapsed": replaced(
            r'totalElapsedTime" content="00:0', 'totalElapsedTime" content="00:1', "s0003.smil"
        ),
        "a text is missing": replaced(r'src="t0003.html#s-\w', 'src="t0003.html#s-x', "s0003.smil"),
        "a page is not skippable": replaced(r' system-required="pagenumber-on"', "", "s0003.smil"),
        "a sentence is not heard": replaced(r"<par (?:(?!</par>).)*?#s-.*?</par>", "", "s0003.smil"),
        "the charset": replaced(r'encoding="utf-8"', 'encoding="gbk"', "t0003.html"),
    },
    "daisy-3": FAULTS_OF_BOTH
    | {
        "uid": replaced(r"</dc:Identifier>", "x</dc:Identifier>", "book.opf"),
        "totalTime": replaced(r'totalTime" content="0', 'totalTime" content="1', "book.opf"),
        "media type": replaced(r'"application/smil"', '"application/smil+xml"', "book.opf"),
        "manifest": replaced(r'<item [^>]*href="a0002.mp3"[^>]*>', "", "book.opf"),
        "elapsed": replaced(
            r'totalElapsedTime" content="0:0', 'totalElapsedTime" content="0:1', "s0003.smil"
        ),
        "dur": replaced(r'dur="0', 'dur="1', "s0003.smil"),
        "smilref": replaced(
            r'smilref="s0003.smil#p0003_00002"', 'smilref="s0003.smil#p0003_00003"', "dtbook.xml"
        ),
        "smilref is missing": replaced(r' smilref="s0003.smil#p0003_00002"', "", "dtbook.xml"),
        "playOrder": replaced(r'playOrder="5"', 'playOrder="6"', "navigation.ncx"),
        "pages": replaced(r'totalPageCount" content="\d+', 'totalPageCount" content="3', "navigation.ncx"),
        "depth": replaced(r'dtb:depth" content="\d+', 'dtb:depth" content="6', "navigation.ncx"),
        "a link is dead": replaced(r"#p0004_00001", "#p0004_90001", "navigation.ncx"),
        "tests differ": replaced(r'defaultState="true"', 'defaultState="false"', "navigation.ncx"),
        "escape": replaced(r'end="DTBuserEscape;p0006_', 'end="DTBuserEscape;p0006_0', "s0006.smil"),
    },
}


@pytest.mark.parametrize(("name", "fault"), [(name, fault) for name in FORMATS for fault in FAULTS[name]])
def test_the_checker_sees_each_fault(
    books: Callable[[str, str], Made], name: str, fault: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(books(name, "en").folder, broken, copy_function=shutil.copyfile)
    FAULTS[name][fault](broken)
    try:
        found = CHECKS[name](broken)
    except (ValueError, KeyError):
        return
    assert found, fault
