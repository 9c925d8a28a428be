"""Whatever the lines of a plain text are: every word is in the Book, once, in order."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from converters.book import leaves
from converters.protocol import ReadOptions
from converters.readers.plain_text.blocks import is_separator
from converters.readers.plain_text.reader import read_text

LINES = st.sampled_from(
    (
        "", "", "",
        "Chapter 1", "CHAPTER II. The Sea", "Chapter 3: On Land", "PART ONE", "Contents", "Epilogue", "IV.", "2", "Chapter 1 ..... 5", "Chapter 2 ..... 9",
        "第一章 下山", "第二回　过河", "卷一", "序", "目录", "后记", "　　他下了山，一路往东走去。", "“你是谁？”他问。",
        "Title: A Book", "by Ann Example", "Author: Ann Example",
        "The keeper went up the stairs and down the stairs again, and the sea was", "still below him as he looked, and nobody came to see the light of the",
        "    The sea is wide,", "      the sea is deep,", "   It began to rain.", "She left.", "* * *", "----------", "\f", "e-mail-", "\tTab", "a", "=====",
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***", "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
    )
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=40))
@example(["第一章 下山", "Chapter 1", "* * *", "* * *"])  # a mark between scenes is no title
def test_every_word_once_in_order(lines: list[str]) -> None:
    book = read_text("\n".join(lines), "name", ReadOptions(), [])
    wanted = "".join("".join(line.split()) for line in lines if not is_separator(line.strip()))
    kept = "".join("".join(leaf.text.split()) for leaf in leaves(book))
    assert kept == wanted
