"""Words respelt for the voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.errors import BadInput
from converters.language.chinese.lexicon import parse_lexicon
from converters.lexicon import lexicon_of, pronunciations_of
from converters.registry import get_converter
from converters.run import make_options
from converters.speech.engines.espeak import library
from converters.speech.line_writer import LineWriter
from converters.speech.pronunciation import Pronunciation, Pronunciations, parse_pronunciations, respell
from converters.speech.script import Say

BOOK = "Hermione\ther-my-oh-nee\nPolish\tpoh-lish\nacts\tax\ten\nBill Sikes\tbill sykes\nsea\tsee\nsea-dog\tsee dawg\n"


def book(text: str = BOOK) -> Pronunciations:
    return Pronunciations().with_entries("book", parse_pronunciations(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hermione's wand, said Hermione.", "her-my-oh-nee's wand, said her-my-oh-nee."),
        ("Hermiones and xHermione and Hermione2", "Hermiones and xHermione and Hermione2"),
        ("hermione HERMIONE", "hermione HERMIONE"),
        ("Polish shoe polish", "poh-lish shoe polish"),
        ("Acts ACTS acts facts", "ax ax ax facts"),
        ("“Bill  Sikes!”", "“bill sykes!”"),
        ("Bill and Sikes", "Bill and Sikes"),
        ("a sea-dog at sea, sea–dog", "a see dawg at see, see–dog"),
        ("", ""),
        ("nothing here", "nothing here"),
    ],
)
def test_whole_words_and_capitals(text: str, said: str) -> None:
    assert book().respell(text, "en") == said


def test_apostrophes_and_accents() -> None:
    table = book("fo'c'sle\tfoaksul\nmêlée\tmay lay\n")
    assert table.respell("the fo’c’sle, the fo'c'sle, a mêlée", "en") == "the foaksul, the foaksul, a may lay"
    assert (
        book("Bronte\tbrontee\n").respell("Bronte\u0308 Brontë Bronte", "en") == "Bronte\u0308 Brontë brontee"
    )


def test_language() -> None:
    table = book("acts\tax\ten\nacts\takts\ten-gb\nactes\takt\tfr\nBeijing\tbay-jing\n")
    assert table.respell("acts actes Beijing", "en-US") == "ax actes bay-jing"
    assert table.respell("acts actes Beijing", "en-GB") == "akts actes bay-jing"
    assert table.respell("acts actes Beijing", "fr-CA") == "acts akt bay-jing"
    assert table.respell("acts actes Beijing", "eng") == "acts actes bay-jing"


def test_the_book_overrules_the_library_and_both_what_is_shipped() -> None:
    options = make_options(
        get_converter("audio-mp3"),
        {"library_lexicon": "Zhou\tzoo\nAhab\tahaab\n", "lexicon": "Zhou\tZhou\n"},
    )
    table = pronunciations_of(options)
    assert respell("Zhou, Ahab, Qing", "en") == "joe, a-hab, ching"
    assert table.respell("Zhou, Ahab, Qing", "en") == "Zhou, ahaab, ching"


def test_one_file_for_chinese_and_the_rest() -> None:
    text = "# both\n行长\thang2 zhang3\nHermione\ther-my-oh-nee\n"
    assert [entry.word for entry in parse_lexicon(text)] == ["行长"]
    assert [entry.word for entry in parse_pronunciations(text)] == ["Hermione"]


@pytest.mark.parametrize(
    "line",
    [
        "Hermione",
        "Hermione\t",
        "Hermione\t-",
        "Hermione\t赫敏",
        "Hermione\tx\tEnglish!",
        "-x\ty",
        "a" * 99 + "\tb",
    ],
)
@pytest.mark.parametrize("read", [pronunciations_of, lexicon_of])
def test_a_line_that_does_not_fit_is_named(line: str, read: object) -> None:
    options = make_options(get_converter("audio-mp3"), {"lexicon": f"# one\n\n行长\thang2 zhang3\n{line}\n"})
    with pytest.raises(BadInput) as caught:
        read(options)  # type: ignore[operator]
    assert caught.value.code == "pronunciation-bad-line"
    assert caught.value.params["line"] == 4


def test_export_reads_back() -> None:
    table = book("Hermione\ther-my-oh-nee\ten\tGreek\nacts\tax\n")
    assert book(table.export("book")).entries("book") == table.entries("book")
    assert table.without("book", "acts").export("book") == "Hermione\ther-my-oh-nee\ten\tGreek\n"
    assert Pronunciations().respell("acts", "en") == "acts"


def test_every_voice_gets_it_and_other_lines_stay_as_they_are() -> None:
    """The script changes in the sentences that have the word, so only these are spoken anew."""

    def said(table: Pronunciations) -> list[str]:
        writer = LineWriter("en", lambda tag: True, respell=table.respell)
        for text in ("The acts, 3 of them.", "Nothing of the kind.", "Dr. Hermione 2"):
            writer.announce(text)
        return [item.text for item in writer.items if isinstance(item, Say)]

    before, after = said(Pronunciations()), said(book())
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True, False]
    assert after[0] == "The ax, three of them."
    assert "her-my-oh-nee" in after[2]


@given(st.text(alphabet="acts sea-dogHermione'’ .éΩ", max_size=60))
def test_nothing_else_changes(text: str) -> None:
    """Put back, the text is what it was, and a second time changes nothing that was not there."""
    plain = book("acts\tacts\nsea\tsea\nHermione\tHermione\n")
    assert plain.respell(text, "en") == text


# --- the shipped ones --------------------------------------------------------------------------------------------------

SHIPPED = Pronunciations.shipped().entries("shipped")


def test_the_shipped_ones_are_for_english() -> None:
    assert len(SHIPPED) > 20
    assert {entry.language for entry in SHIPPED} == {"en"}


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.word)
def test_each_shipped_one_is_needed(entry: Pronunciation) -> None:
    """At least one voice says the word otherwise without it."""
    from hibari.g2p import G2P

    def hibari(text: str) -> object:
        return _g2p(G2P)(text)

    espeak = library()
    assert espeak.phonemes(entry.word, "en-us") != espeak.phonemes(entry.respelling, "en-us") or hibari(
        entry.word
    ) != hibari(entry.respelling)
    assert entry.note, "the IPA that is meant"


@pytest.mark.parametrize(
    ("word", "espeak", "hibari"),
    [
        ("boatswain", "b'oUs@n", "bˈOsᵊn"),
        ("victuals", "v'It#@Lz", "vˈɪTᵊlz"),
        ("Niamh", "n'i:v", "nˈiv"),
        ("Pepys", "p'i:ps", "pˈips"),
        ("Qing", "tS'IN", "ʧˈɪŋ"),
        ("Zhou", "dZ'oU", "ʤˈO"),
        ("Cholmondeley", "tS'Vmli", "ʧˈʌmli"),
    ],
)
def test_they_are_said_right(word: str, espeak: str, hibari: str) -> None:
    from hibari.g2p import G2P

    said = respell(word, "en-US")
    assert library().phonemes(said, "en-us") == espeak
    assert _g2p(G2P)(said) == hibari


_made: list[object] = []


def _g2p(kind: type) -> object:
    if not _made:
        made = kind()
        _made.append(lambda text: made(text)[0] if isinstance(made(text), tuple) else made(text))
    return _made[0]
