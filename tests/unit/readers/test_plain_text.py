"""Plain text: encodings, layouts, chapters, title and author."""

from pathlib import Path

import pytest

from converters.book import (
    Book,
    Emphasis,
    Heading,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Section,
    Separator,
    Verse,
    leaves,
    plain_text,
    sections_of,
)
from converters.errors import Finding
from converters.protocol import ReadOptions
from converters.readers.encodings import decode_text
from converters.readers.plain_text import PlainTextReader
from converters.readers.plain_text.headings import chinese_number, heading_of, roman_number
from converters.readers.plain_text.reader import read_text
from converters.workspace import Workspace
from tests.books_folder import shared_book

GUTENBERG = (Path(__file__).parent / "gutenberg_like.txt").read_text("utf-8")


def book_of(text: str) -> Book:
    return read_text(text, "a file", ReadOptions(), [])


def titles(book: Book) -> list[str]:
    return [section.title for section in sections_of(book)]


def paragraphs(book: Book) -> list[str]:
    return [leaf.text for leaf in leaves(book) if isinstance(leaf.node, Paragraph)]


def section(book: Book, title: str) -> Section:
    return next(one for one in sections_of(book) if one.title == title)


# --- encodings --------------------------------------------------------------------------------------------------------

HANS = "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。及秦灭之后，楚、汉分争。"
HANT = "話說天下大勢，分久必合，合久必分。周末七國分爭，併入於秦。及秦滅之後，楚、漢分爭。"


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (HANS, "gb18030"),
        (HANS, "gbk"),
        (HANT, "big5"),
        (HANT, "gb18030"),
        (HANS, "utf-8"),
        (HANS, "utf-8-sig"),
        (HANS, "utf-16"),
        (HANS, "utf-16-le"),
        (HANT, "utf-16-be"),
        (HANS, "utf-32"),
        ("吾輩は猫である。名前はまだ無い。どこで生れたか。" * 3, "shift_jis"),
        ("Все счастливые семьи похожи друг на друга. " * 5, "cp1251"),
        ("Café naïve — “quotes”, l’été à l’âge d’or. " * 5, "cp1252"),
        ("你好", "gbk"),
    ],
)
def test_the_encoding_is_found(words: str, encoding: str) -> None:
    assert decode_text(words.encode(encoding)).text == words


def test_a_person_overrules_the_encoding() -> None:
    data = HANT.encode("big5")
    assert decode_text(data, "Big5").text == HANT
    assert decode_text(data, "latin-1").text != HANT
    assert not decode_text(data, "Big5").findings


def test_guesses_and_losses_are_told() -> None:
    decoded = decode_text(HANS.encode("gbk") * 3 + b"\xff\xff" + HANS.encode("gbk"))
    assert decoded.text.count("\ufffd") == 2
    assert {(f.code, f.params.get("count")) for f in decoded.findings} == {
        ("text-encoding-guessed", None),
        ("text-undecodable", 2),
    }
    assert decode_text("A \ufffd that the author wrote.".encode()).findings == ()


def test_line_ends_and_controls() -> None:
    decoded = decode_text(b"a\r\nb\rc\x0bd\x00\x1be\xc2\x85f")
    assert decoded.text == "a\nb\nc\nde\nf"
    assert Finding("text-control-characters", {"count": 2}) in decoded.findings


# --- a Gutenberg-like text -------------------------------------------------------------------------------------------


def test_gutenberg_head_and_licence() -> None:
    book = book_of(GUTENBERG)
    assert book.metadata.title == "The Lighthouse Keeper"
    assert [person.name for person in book.metadata.contributors] == ["Ann Example"]
    assert book.metadata.language == "en"
    assert titles(book) == [
        "Project Gutenberg",
        "The Lighthouse Keeper",
        "CONTENTS",
        "PART ONE",
        "CHAPTER I. The Rock",
        "CHAPTER II. The Lamp",
        "PART TWO",
        "CHAPTER III. THE END OF THE LIGHT",
        "Epilogue",
        "Project Gutenberg License",
    ]
    assert [one.title for one in section(book, "PART ONE").sections] == [
        "CHAPTER I. The Rock",
        "CHAPTER II. The Lamp",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    first, second = _chapter_paragraphs()[:2]
    assert first.startswith("There was once a keeper who lived upon a rock, and every evening, when the sun")
    assert "in twenty-six years" in first
    assert "the lighthouse keeper never slept" in first  # the whole word stands elsewhere in the text
    assert second.startswith(
        "“You will be tired,” said the girl who brought the bread. Chapter 5 of the book"
    )


def _chapter_paragraphs() -> list[str]:
    chapter = section(book_of(GUTENBERG), "CHAPTER I. The Rock")
    return [plain_text(block.content) for block in chapter.blocks if isinstance(block, Paragraph)]


def test_verse_separators_and_italics() -> None:
    chapter = section(book_of(GUTENBERG), "CHAPTER I. The Rock")
    verse = next(block for block in chapter.blocks if isinstance(block, Verse))
    assert [len(stanza) for stanza in verse.stanzas] == [4, 2]
    assert [line.indent for line in verse.stanzas[0]] == [0, 1, 0, 1]
    assert any(isinstance(block, Separator) for block in chapter.blocks)
    first = next(block for block in chapter.blocks if isinstance(block, Paragraph))
    assert [plain_text(run.children) for run in first.content if isinstance(run, Emphasis)] == ["Nobody"]


def test_short_lines_stay_lines() -> None:
    chapter = section(book_of(GUTENBERG), "CHAPTER II. The Lamp")
    last = chapter.blocks[-1]
    assert isinstance(last, Paragraph)
    assert sum(isinstance(run, LineBreak) for run in last.content) == 2


def test_a_contents_list_is_no_chapter() -> None:
    contents = section(book_of(GUTENBERG), "CONTENTS")
    assert contents.role == "toc"
    assert isinstance(contents.blocks[1], ListBlock)
    assert len(contents.blocks[1].items) == 6


def test_no_word_is_lost() -> None:
    words = "".join(
        GUTENBERG.replace("light-\nhouse", "lighthouse").replace("_", "").replace("*", "").split()
    )
    kept = "".join("".join(leaf.text.split()) for leaf in leaves(book_of(GUTENBERG))).replace("*", "")
    assert kept == words


# --- Chinese ----------------------------------------------------------------------------------------------------------

NOVEL = """书名：山中记
作者：张三

目录
第一章 下山
第二章 过河
第三章 回家

序

　　这是序言的内容，写得不长。

卷一　出门

第一章 下山

　　他下了山，一路往东走去，不知道走了多久，天就黑了。
　　第一回见他的时候，我还是个孩子。
　　“你是谁？”他问道。

第二章　过河

　　第二章的内容在这里，写他如何过河。
　　＊＊＊
　　他过了河。

卷二　回来

第三章：回家

　　他终于回家了。

后记

　　写完了。
"""


def test_chinese_chapters() -> None:
    book = book_of(NOVEL)
    assert book.metadata.title == "山中记"
    assert book.metadata.contributors[0].name == "张三"
    assert book.metadata.language == "zh-Hans"
    assert titles(book) == [
        "山中记", "目录", "序", "卷一　出门", "第一章 下山", "第二章　过河", "卷二　回来", "第三章：回家", "后记",
    ]  # fmt: skip
    assert section(book, "序").role == "preface"
    assert "第一回见他的时候，我还是个孩子。" in paragraphs(book)
    assert any(isinstance(block, Separator) for block in section(book, "第二章　过河").blocks)


def test_chinese_lines_broken_by_hand_are_joined_without_blanks() -> None:
    line = "话说天下大势分久必合合久必分周末七国分争并入于秦及秦灭之后楚汉分争"
    text = "\n".join(["　　" + line[2:], line, line, "到此为止。"] * 6)
    book = book_of(text)
    assert paragraphs(book) == [line[2:] + line + line + "到此为止。"] * 6


def test_journey_to_the_west(workspace: Workspace) -> None:
    source = shared_book("journey-to-the-west-gb18030.txt")
    result = PlainTextReader().read(source, workspace, ReadOptions())
    book = result.book
    chapters = [one for one in book.sections if one.role == "chapter"]
    assert len(chapters) == 100
    assert chapters[0].title == "第一回　灵根育孕源流出　心性修持大道生"
    assert chapters[99].title.startswith("第一百回")
    assert book.metadata.title == "西游记"
    words = "".join(source.read_bytes().decode("gb18030").replace("《》目录", "").split())
    assert "".join("".join(leaf.text.split()) for leaf in leaves(book)) == words


@pytest.mark.parametrize(
    "line",
    [
        "第一回　灵根育孕源流出", "第12章", "第十二章 夜", "第一百零八回", "第３节：水", "卷一", "卷之三　山", "上卷", "楔子", "序", "自序", "后 记",
        "附录　陈光蕊赴任逢灾", "番外 一", "《西游记》正文 第二回 悟彻", "Chapter I", "CHAPTER 12. The Biographer.", "Chapter One", "chapter 3: the end".title(),
        "PART ONE", "Part II — The Sea", "BOOK THE FIRST", "Prologue", "EPILOGUE.", "Appendix B", "VOLUME II", "ACT I", "Scene 2",
    ],
)  # fmt: skip
def test_headings(line: str) -> None:
    assert heading_of(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "第一回见他的时候，我还是个孩子。", "第二天早上他走了。", "第一章的内容是这样的，我们来看。", "第三节课他睡着了", "序幕拉开了。", "附录里有一张表。", "卷一卷就好",
        "Chapter 5 describes how he left.", "Chapter 5 was long, and he slept.", "Part of the crew left.", "part one of the plan, he said, was easy",
        "Introduction to the reader is what he calls this page, and it is long", "Book me a room", "Act 1 was over,", "Index finger",
        "chapter and verse", "Prologue or not, he began to speak at once.",
    ],
)  # fmt: skip
def test_running_text_is_no_heading(line: str) -> None:
    assert heading_of(line) is None


def test_numbers() -> None:
    assert [chinese_number(n) for n in ("一百零八", "十二", "二十", "１２", "一〇三", "三")] == [
        108,
        12,
        20,
        12,
        103,
        3,
    ]
    assert [roman_number(n) for n in ("IV", "XIX", "MCMXC")] == [4, 19, 1990]


# --- layouts ----------------------------------------------------------------------------------------------------------


def test_one_line_a_paragraph() -> None:
    lines = [f"This is paragraph number {n}, and it is {'very ' * (n * 7 % 23)}long." for n in range(30)]
    assert paragraphs(book_of("\n".join(lines))) == lines


def test_indented_paragraphs_without_blank_lines() -> None:
    words = [
        "the",
        "keeper",
        "went",
        "up",
        "the",
        "stairs",
        "and",
        "down",
        "the",
        "stairs",
        "again",
        "and",
        "the",
        "sea",
        "was",
        "still",
        "below",
        "him",
        "as",
        "he",
    ]
    lines, at = [], 0
    for number in range(12):
        for row in range(4):
            indent = "   " if row == 0 else ""
            line = indent
            while len(line) + len(words[at % len(words)]) < 60:
                line += words[at % len(words)] + " "
                at += 1
            lines.append(line.rstrip())
        lines.append(f"end {number}.")
    found = paragraphs(book_of("\n".join(lines)))
    assert len(found) == 12
    assert found[3].endswith("end 3.")


def test_bare_numbers_in_order_are_chapters() -> None:
    text = "\n\n".join(
        f"{n}.\n\nSome words of chapter {n}, which ends here." for n in ("I", "II", "III", "IV")
    )
    assert titles(book_of(text)) == ["I.", "II.", "III.", "IV."]
    assert len(titles(book_of("I.\n\nWords.\n\nV.\n\nMore words.\n\nX.\n\nYet more."))) == 1


def test_form_feeds_are_page_breaks() -> None:
    book = book_of("One page of text.\n\fTwo pages of text.\n\fThree.\n")
    breaks = [block for block in book.sections[0].blocks if isinstance(block, PageBreak)]
    assert [mark.label for mark in breaks] == ["2", "3"]
    assert [page.target for page in book.pages] == [mark.id for mark in breaks]


def test_options_win() -> None:
    book = read_text("Words.", "name", ReadOptions(language="fr", title="Mine"), [])
    assert (book.metadata.title, book.metadata.language) == ("Mine", "fr")


def test_by_line_names_the_author() -> None:
    book = book_of("THE GREAT SEA\n\nby Jane Q. Writer\n\n\nChapter 1\n\nWords.\n\nChapter 2\n\nMore.")
    assert (book.metadata.title, book.metadata.contributors[0].name) == ("THE GREAT SEA", "Jane Q. Writer")


def test_contents_with_page_numbers() -> None:
    text = "Chapter 1 ........ 3\nChapter 2 ........ 9\nChapter 3 ....... 12\n\nChapter 1\n\nA.\n\nChapter 2\n\nB.\n\nChapter 3\n\nC."
    book = book_of(text)
    assert [one.title for one in book.sections if one.role == "chapter"] == [
        "Chapter 1",
        "Chapter 2",
        "Chapter 3",
    ]
    assert isinstance(book.sections[0].blocks[0], ListBlock)


def test_heading_blocks_have_the_level_of_their_section() -> None:
    for one in sections_of(book_of(GUTENBERG)):
        if one.role in {"part", "chapter"}:
            assert isinstance(one.blocks[0], Heading)
            assert one.blocks[0].level == one.level
