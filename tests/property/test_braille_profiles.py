"""Whatever the text and the size: no line too wide in any profile, and in China's none begins with a mark that may not begin one."""

from bisect import bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st

from converters.braille.cells import BLANK, CONNECTOR
from converters.braille.edges import Sheet
from converters.braille.flow import FlowBlock
from converters.braille.inline_text import LeafText
from converters.braille.layout import Layout
from converters.braille.leaf_flow import LeafTranscriber
from converters.braille.paginate import Paginator
from converters.braille.profiles import BANA, CHINA, PROFILES
from converters.braille.transcriber import Transcriber
from converters.language import SentenceIndex

CELL = st.characters(min_codepoint=0x2801, max_codepoint=0x283F)
CELLS = st.lists(st.text(CELL, min_size=1, max_size=50), min_size=1, max_size=40).map(BLANK.join)
STYLES = st.sampled_from([name for name in BANA.styles if name != "cell"])
PAGES = st.sampled_from(((), ((0, "⠼⠑⠛", "57", "a"),), ((3, "⠼⠁⠃", "12", "b"),)))


@settings(max_examples=150, deadline=None)
@given(
    blocks=st.lists(st.tuples(STYLES, CELLS, st.integers(0, 6), PAGES), max_size=10),
    profile=st.sampled_from(sorted(PROFILES)),
    width=st.integers(20, 60),
    height=st.integers(8, 30),
    head=st.booleans(),
    numbers=st.booleans(),
    odd_only=st.booleans(),
)
def test_lines_fit_and_numbers_stand_where_the_profile_says(  # noqa: PLR0917 (Hypothesis passes by name)
    blocks, profile, width, height, head, numbers, odd_only
) -> None:  # type: ignore[no-untyped-def]
    rules = PROFILES[profile]
    paginator = Paginator(Sheet(width, height, "⠓⠓⠀⠓" if head else "", numbers, odd_only), rules)
    flow = [
        FlowBlock(style, cells, depth=depth, deepest=6, pages=pages) for style, cells, depth, pages in blocks
    ]
    Layout(paginator, rules).chapter(flow, new_page=True)
    for index, page in enumerate(paginator.finish()):
        assert len(page.lines) <= height
        assert all(len(line) <= width and line == line.rstrip(BLANK) for line in page.lines)
        if not numbers:
            continue
        assert len(page.lines) == height or (odd_only and index % 2 and rules.number_place == "last")
        label = paginator._label(str(index + 1))
        shown = not (odd_only and index % 2)
        if rules.number_place == "own":
            assert page.lines[-1].endswith(label) == shown
            assert shown or BLANK not in page.lines[-1]
        elif shown:
            assert page.lines[0 if rules.number_place == "head" else -1].endswith(label)


WORDS = (
    "灯塔",
    "我们",
    "中华人民共和国",
    "慈爱",
    "他用",
    "图书馆",
    "iPhone",
    "2024年",
    "50%",
    "的",
    "一本书",
    "English words",
    "目的",
    "不",
    "第3页",
)
MAY_NOT_BEGIN = "，、；：。？！”’）》〉】…—·"
PIECES = st.sampled_from(
    (
        *WORDS,
        *WORDS,
        "，",
        "。",
        "？",
        "！",
        "、",
        "；",
        "：",
        "……",
        "——",
        "·",
        "“好。”",
        "（见后）",
        "《书》",
        "！？",
    )
)


def line_starts(
    text: str, width: int, *, hyphenate: bool
) -> tuple[list[int], FlowBlock, list[tuple[int, int]]]:
    """Where lines begin, and the span ``(first cell, first character)`` of each character."""
    leaves = LeafTranscriber(Transcriber("zh-CN", 1), SentenceIndex(), hyphenate=hyphenate, align=True)
    block = leaves.flat_block("paragraph", LeafText(text), "leaf", "zh-CN")
    flat = leaves.aligned[0][4]
    spans = [(flat[at + 2], flat[at]) for at in range(0, len(flat), 4) if flat[at + 2] < flat[at + 3]]
    paginator = Paginator(Sheet(width, 25), CHINA)
    starts, position = [], 0
    while len(block.cells) - position > width:
        position, sign = paginator.cut(block, position, width - len(paginator.lead(block, position)))
        assert not sign
        while position < len(block.cells) and block.cells[position] == BLANK:
            position += 1
        starts.append(position)
    return starts, block, spans


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, min_size=10, max_size=60), width=st.integers(26, 40), hyphenate=st.booleans())
def test_no_line_begins_with_a_mark_that_may_not_begin_one(pieces, width, hyphenate) -> None:  # type: ignore[no-untyped-def]
    # A row of marks longer than a line would have to be cut somewhere.
    text = "书" + "".join(piece + "书" * (piece not in WORDS) for piece in pieces)
    starts, block, spans = line_starts(text, width, hyphenate=hyphenate)
    places = [first for first, _ink in spans]
    for start in starts:
        if start >= len(block.cells):
            continue
        at = bisect_right(places, start) - 1
        first, ink = spans[at]
        if first != start:
            # A run of letters, digits and marks is one span; two words of it may be written apart.
            assert text[ink].isascii()
            assert block.cells[start - 1] == BLANK
            continue
        assert text[ink] not in MAY_NOT_BEGIN, (text, text[ink])
        # Inside a word it begins with the connector, and only after a whole syllable.
        lead = Paginator(Sheet(width, 25), CHINA).lead(block, start)
        if lead:
            assert lead == CONNECTOR
            assert start in block.connectors
