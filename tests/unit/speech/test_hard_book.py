"""One hard little EPUB, read aloud: what other programs get wrong on it is wrong here only once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from converters.book import Book, PageBreak, PageMarker, leaves, sections_of
from converters.book.walk import blocks_of, inlines_of
from converters.chapters import chapters
from converters.language import sentences_of
from converters.readers import read_book_here
from converters.speech.choices import Choices, Verbosity, choices_of
from converters.speech.narrate import Narration, narrate
from converters.speech.script import Language, Mark, lines_of
from converters.workspace import Workspace
from tests.epub_builder import make_epub, page

_CHAPTER = """
<h1>Chapter XIV</h1>
<p>Dr. Einstein was born in 1879<a epub:type="noteref" href="#n1">1</a>. He left in 1902<sup>2</sup>. Then he
<span epub:type="pagebreak" id="p57" role="doc-pagebreak" aria-label="57"/>ran to St. Paul.</p>
<p>She said <i lang="fr">bon voyage</i>, then 银行, and in <span lang="bo">བོད་སྐད</span>.</p>
<p><img src="whale.png" alt="A sperm whale."/> <img src="line.png" alt=""/></p>
<div epub:type="pagebreak" id="p58" role="doc-pagebreak" aria-label="58"></div>
<table><caption>Whales</caption>
<tr><th rowspan="2">Name</th><th colspan="2">Size</th></tr><tr><th>Length</th><th>Weight</th></tr>
<tr><th scope="row" rowspan="2">Sperm</th><td>16 m</td><td>40 t</td></tr><tr><td>12 m</td><td></td></tr></table>
<p>Then <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>+</mo><mi>b</mi></math> holds.</p>
<pre><code>for x in y:
    print(x[0])</code></pre>
<div class="poem"><p class="verse">Tyger, Tyger,<br/>burning bright</p></div>
<dl><dt>whale</dt><dd>a mammal</dd></dl>
<p><ruby>重<rt>chóng</rt></ruby>庆 is a city.</p>
<p hidden="hidden">Never said.</p><p style="display:none">Nor this.</p>
<aside epub:type="footnote" id="n1"><p>In Ulm, see pp. 3–5.</p></aside>
<p>The end.</p>
"""


@pytest.fixture
def book(tmp_path: Path, workspace: Workspace) -> Book:
    source = make_epub(
        tmp_path / "hard.epub",
        chapters={"c1.xhtml": page(_CHAPTER), "c2.xhtml": page("<h1>Two</h1><p>More.</p>")},
        nav='<li><a href="c1.xhtml">Never read as a chapter</a></li><li><a href="c2.xhtml">Two</a></li>',
    )
    return read_book_here(source, workspace).book


Reading = Callable[[Choices], list[Narration]]


@pytest.fixture
def reading(book: Book) -> Reading:
    sentences = sentences_of(book)

    def read(choices: Choices) -> list[Narration]:
        return [
            narrate(book, sentences, chapter, choices, can_speak=lambda tag: tag[:2] in {"en", "fr", "zh"})
            for chapter in chapters(book)
        ]

    return read


def said(narrations: list[Narration]) -> list[str]:
    return [line.text for made in narrations for line in lines_of(made.script) if line.text]


def test_a_hard_book_as_a_person_would_read_it(reading: Reading) -> None:
    assert said(reading(Choices())) == [
        "Chapter fourteen",
        "Doctor Einstein was born in eighteen seventy-nine.",
        "He left in nineteen oh two.",
        "Then he ran to Saint Paul.",
        "She said bon voyage, then 银行, and in . Here follows a passage in Tibetan, which no voice can speak.",
        "Picture: A sperm whale.",
        "Table, four rows, three columns.",
        "Whales",
        "Name",
        "Size",
        "Length",
        "Weight",
        "Sperm",
        "Size, Length: sixteen metres",
        "Size, Weight: forty tonnes",
        "Sperm, Size, Length: twelve metres",
        "Size, Weight: empty",
        "End of table.",
        "Then a plus b holds.",
        "Code: for x in y:",
        "print(x[zero])",
        "End of code.",
        "Tyger, Tyger,",
        "burning bright",
        "whale",
        "a mammal",
        "重庆 is a city.",
        "The end.",
        "Note one: In Ulm, see pages three to five.",
        "Two",
        "More.",
    ]


@pytest.mark.parametrize("verbosity", ["main-text", "standard", "everything"])
@pytest.mark.parametrize("notes", [None, "at-reference", "end-of-section", "skip"])
def test_faults_of_others_are_not_ours(reading: Reading, verbosity: Verbosity, notes: str | None) -> None:
    narrations = reading(choices_of(verbosity, notes=notes))
    spoken = " ".join(said(narrations))
    for fault in (
        "1879.1",
        "seventy-nine one",
        "WhalesName",
        "LengthSperm",
        "Tyger,burning",
        "chóng",
        "Never",
    ):
        assert fault not in spoken
    for fault in ("Nor this", ".png", "a+b", "Then holds"):
        assert fault not in spoken
    for made in narrations:
        counts = made.tally.counts()
        kinds = ("words_spoken", "words_replaced", "words_skipped", "words_unspoken")
        assert counts["words"] == sum(counts[kind] for kind in kinds)
    assert narrations[0].tally.unspoken == 1
    assert narrations[0].tally.languages == {"bo": 1}


def test_the_levels_and_each_choice_singly(reading: Reading) -> None:
    main = said(reading(choices_of("main-text")))
    assert {"Name", "sixteen metres", "Whales"} <= set(main)
    assert not [
        line for line in main if line.startswith(("Note", "Picture", "Table", "Code", "Page", "Size,"))
    ]
    assert "Picture: A sperm whale." in said(reading(choices_of("main-text", pictures=True)))
    assert "Code: for x in y:" in said(reading(choices_of("main-text", code="read")))
    everything = said(reading(choices_of("everything")))
    assert everything[1] == "Doctor Einstein was born in eighteen seventy-nine. Note one."
    assert everything[2] == "He left in nineteen oh two. Note two."
    assert everything[3] == "Page fifty-seven."
    assert "indented four: print left paren, x left bracket, zero right bracket, right paren," in everything
    assert "Page fifty-seven." not in said(reading(choices_of("everything", print_pages=False)))


def pages_of(book: Book) -> list[str]:
    found = []
    for section in sections_of(book):
        for block in blocks_of(section.blocks):
            if isinstance(block, PageBreak):
                found.append(block.id)
            inlines = inlines_of(getattr(block, "content", ()))
            found += [inline.id for inline in inlines if isinstance(inline, PageMarker)]
    return found


@pytest.mark.parametrize("notes", ["at-reference", "end-of-section", "skip"])
def test_every_line_is_marked_by_what_it_says(book: Book, reading: Reading, notes: str) -> None:
    script = [item for made in reading(choices_of("everything", notes=notes)) for item in made.script]
    sentences = sentences_of(book)
    ids = {s.id for leaf in leaves(book) for s in sentences.of(leaf.node.id)}
    blocks = {
        getattr(inner, "id", "")
        for section in sections_of(book)
        for block in blocks_of(section.blocks)
        for inner in (block, *(c for row in getattr(block, "rows", ()) for c in row.cells))
    }
    lines = list(lines_of(script))
    assert {line.mark for line in lines} <= ids | blocks | {""} | set(pages_of(book))
    assert {line.text for line in lines if not line.mark} <= {"End of table.", "End of code.", "End of note."}
    marks = [item.id for item in script if isinstance(item, Mark) and item.id]
    assert len(marks) == len(set(marks))
    assert [mark for mark in marks if mark.startswith("page-")] == pages_of(book) == ["page-57", "page-58"]
    after = lines[[line.mark for line in lines].index("page-57") + 1]
    assert after.text.startswith("Then he ran")


def test_parts_in_other_languages_switch_the_voice(reading: Reading) -> None:
    (first, _second) = reading(Choices())
    tags = [item.tag for item in first.script if isinstance(item, Language)]
    assert tags[:5] == ["en", "fr", "en", "zh", "en"]


def test_a_passage_nobody_can_speak_is_announced_once_with_all_its_words(
    tmp_path: Path, workspace: Workspace
) -> None:
    source = make_epub(
        tmp_path / "russian.epub",
        chapters={
            "c1.xhtml": page(
                '<p>Before.</p><p lang="ru">Привет, мир. Пока.</p><p lang="ru">Да!</p><p>After.</p><p lang="ru">Нет.</p>'
            )
        },
    )
    book = read_book_here(source, workspace).book
    made = narrate(
        book, sentences_of(book), chapters(book)[0], Choices(), can_speak=lambda tag: tag.startswith("en")
    )
    assert said([made]) == [
        "Before.",
        "Here follow four words in Russian, which no voice can speak.",
        "After.",
        "Here follows one word in Russian, which no voice can speak.",
    ]
    assert (made.tally.words, made.tally.unspoken, made.tally.languages["ru"]) == (7, 5, 5)
    (finding,) = made.tally.findings("One")
    assert (finding.code, finding.params["count"]) == ("speech-language-without-voice", 5)
