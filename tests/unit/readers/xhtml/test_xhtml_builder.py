"""From elements to blocks: every kind, and nothing lost between them."""

import re
from typing import Any

import pytest

from converters.book import (
    Aside,
    Book,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    MathBlock,
    Metadata,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    Paragraph,
    Quote,
    Ruby,
    Separator,
    Span,
    Table,
    Text,
    Verse,
    plain_text,
    text_of_book,
)
from converters.readers.xhtml import BuildContext, build_book, parse_document
from tests.epub_builder import page


def read(body: str, *, language: str = "en", head: str = "") -> Book:
    context = BuildContext(language=language)
    if head:
        from converters.readers.xhtml import StyleSheet

        sheet = StyleSheet()
        sheet.add(head)
        context.styles = lambda _document: sheet
    parsed = parse_document(page(body), name="a.xhtml")
    assert parsed.well_formed
    return build_book([parsed], Metadata("T", language), context, keep_language=True)


def blocks(body: str, **options: str) -> tuple[Any, ...]:
    return tuple(block for section in read(body, **options).sections for block in section.blocks)


def only(body: str, **options: str) -> Any:
    (block,) = blocks(body, **options)
    return block


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Tyger,<br/>burning <b>bright</b></p>", "Tyger,\nburning bright"),
        ("<p>one<b> two </b>three</p>", "one two three"),
        ("<p>  a \n\t b  <i> </i> c </p>", "a b c"),
        ("<p>un<i>believ</i>able</p>", "unbelievable"),
        ("<p>a<span> </span>b</p>", "a b"),
        ("<p>a&#160;b&#160; c</p>", "a\u00a0b\u00a0 c"),
        ("<p>a<!-- no -->b<?pi no?>c</p>", "abc"),
        ("<p>a<script>no</script>b<style>no</style>c</p>", "abc"),
        ("<p>中文\n  换行</p>", "中文换行"),
        ("<p>word<wbr/>break</p>", "wordbreak"),
        ("<p>x<iframe>fallback</iframe>y</p>", "xfallbacky"),
        ("<p><br/>a<br/></p>", "a"),
    ],
)
def test_white_space_neither_fuses_nor_splits_words(body: str, words: str) -> None:
    assert plain_text(only(body).content) == words


def test_blanks_stand_outside_of_emphasis() -> None:
    assert only("<p>a<b> b </b>c</p>").content == (
        Text("a "),
        Emphasis("strong", (Text("b"),)),
        Text(" c"),
    )


def test_blocks_inside_inline_elements() -> None:
    first, second = blocks("<b><p>one</p><p>two</p></b>")
    assert first.content == (Emphasis("strong", (Text("one"),)),)
    assert second.content == (Emphasis("strong", (Text("two"),)),)


def test_loose_text_beside_blocks() -> None:
    assert [plain_text(b.content) for b in blocks("loose <p>para</p> tail <div>a<div>b</div>c</div>")] == [
        "loose", "para", "tail", "a", "b", "c",
    ]  # fmt: skip


def test_two_line_breaks_end_a_paragraph() -> None:
    assert [plain_text(b.content) for b in blocks("<div>one<br/><br/>two<br/>three</div>")] == [
        "one",
        "two\nthree",
    ]


def test_headings_are_one_leaf() -> None:
    heading = only("<h1><div>Chapter 1</div><div>The Title</div></h1>")
    assert isinstance(heading, Heading)
    assert heading.content == (Text("Chapter 1"), LineBreak(), Text("The Title"))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<em>x</em>", "emphasis"),
        ("<strong>x</strong>", "strong"),
        ("<u>x</u>", "underline"),
        ("<s>x</s>", "strike"),
        ("<sup>x</sup>", "superscript"),
        ("<code>x</code>", "code"),
        ('<span style="font-style:italic">x</span>', "emphasis"),
        ('<span style="font-variant: small-caps">x</span>', "small-caps"),
        ('<span class="it">x</span>', "emphasis"),
        ('<span class="heavy">x</span>', "strong"),
    ],
)
def test_emphasis(markup: str, kind: str) -> None:
    css = ".it { font-style: italic } span.heavy, b { font-weight: bold }"
    assert only(f"<p>a {markup}</p>", head=css).content == (Text("a "), Emphasis(kind, (Text("x"),)))


def test_hidden_text_is_not_read() -> None:
    css = ".gone { display: none } @media print { .kept { display: none } }"
    body = (
        '<p>a<span hidden="">1</span><span aria-hidden="true">2</span><span style="display:none">3</span>'
        '<span class="gone">4</span><span class="kept">b</span></p>'
    )
    assert plain_text(only(body, head=css).content) == "ab"


def test_hidden_notes_are_kept() -> None:
    text, note = blocks(
        '<p>Text<a epub:type="noteref" href="#n">1</a>.</p><section hidden=""><aside epub:type="footnote" id="n">Note.</aside></section>'
    )
    assert isinstance(note, Note)
    assert text.content[1] == NoteReference(note.id, "1")
    assert note.label == "1"


def test_old_notes_are_found_by_their_links() -> None:
    text, first, second = blocks(
        '<p>One<sup><a id="r1" href="#n1">1</a></sup> and two.<a id="r2" href="#n2">[2]</a></p>'
        '<p><a id="n1" href="#r1">1</a> First note.</p><p id="n2"><a href="#r2">[2]</a> Second note.</p>'
    )
    assert isinstance(first, Note)
    assert isinstance(second, Note)
    references = [node for node in text.content if isinstance(node, NoteReference)]
    assert references == [NoteReference(first.id, "1"), NoteReference(second.id, "[2]")]
    assert plain_text(first.blocks[0].content) == "First note."
    assert plain_text(second.blocks[0].content) == "Second note."


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("</a>. See it.", "See it."),
        ("</a>) “So.”", "“So.”"),
        ("</a>、见第二章。", "见第二章。"),
        ("</a>...and so on", "...and so on"),
        ("</a> .5 of it", ".5 of it"),
    ],
)
def test_the_stop_after_a_notes_mark_goes_with_the_mark(written: str, words: str) -> None:
    _text, note = blocks(
        '<p>x<a epub:type="noteref" href="#n" id="r">1</a></p>'
        f'<aside epub:type="footnote" id="n"><p><a href="#r">1{written}</p></aside>'
    )
    assert note.label == "1"
    assert plain_text(note.blocks[0].content).strip() == words


def test_numbers_that_link_are_not_notes() -> None:
    index = '<p>whales, <a href="#p12">12</a>, <a href="#c">13</a></p><p id="p12">Page twelve.</p><h2 id="c">Next</h2><p>x</p>'
    book = read(index)
    assert "Page twelve." in text_of_book(book)
    assert not [block for section in book.sections for block in section.blocks if isinstance(block, Note)]


def test_words_that_call_a_note_are_read() -> None:
    text, _note = blocks(
        '<p>The <a epub:type="noteref" href="#n">Emperor</a> sat.</p><aside epub:type="footnote" id="n">N</aside>'
    )
    assert plain_text(text.content) == "The Emperor sat."
    assert any(isinstance(node, NoteReference) for node in text.content)


def test_a_note_inside_a_paragraph_follows_it() -> None:
    text, note = blocks('<p>before<span epub:type="footnote">the note</span> after</p>')
    assert plain_text(text.content) == "before after"
    assert plain_text(note.blocks[0].content) == "the note"
    assert text.content[1].note == note.id


def test_a_reference_without_its_note_leads_nowhere() -> None:
    assert only('<p>x<a epub:type="noteref" href="#gone">1</a></p>').content[1] == NoteReference("", "1")


def test_chinese_pop_up_notes() -> None:
    text, note = blocks(
        '<p>正文<a class="duokan-footnote" href="#n1"><img alt="注" src="n.png"/></a>。</p>'
        '<ol class="duokan-footnote-content"><li class="duokan-footnote-item" id="n1">说明文字</li></ol>',
        language="zh-Hans",
    )
    assert text.content[1] == NoteReference(note.id, "注")
    assert plain_text(note.blocks[0].content) == "说明文字"


def test_pages() -> None:
    book = read(
        '<div epub:type="pagebreak" title="7"/><p>a <span role="doc-pagebreak" aria-label=" Page 8. "/>b</p>'
        '<p><span epub:type="pagebreak" id="page_xi"/>c</p><p>d<span epub:type="pagebreak">12</span></p>'
    )
    assert [(page.label, page.target) for page in book.pages] == [
        ("7", "page-7"), ("8", "page-8"), ("xi", "page-xi"), ("12", "page-12"),
    ]  # fmt: skip
    first, second, third, fourth, fifth, sixth = book.sections[0].blocks
    assert first == PageBreak("7", "page-7")
    assert second.content[1] == PageMarker("8", "page-8")
    assert (third, sixth) == (PageBreak("xi", "page-xi"), PageBreak("12", "page-12"))
    assert text_of_book(book) == "a b\nc\nd"
    assert isinstance(fourth, Paragraph)
    assert isinstance(fifth, Paragraph)


def test_a_page_wrapped_in_its_own_break_is_read() -> None:
    book = read('<div epub:type="pagebreak" title="3"><p>All the words of this page are inside.</p></div>')
    assert text_of_book(book) == "All the words of this page are inside."
    assert [page.label for page in book.pages] == ["3"]


@pytest.mark.parametrize(
    ("attributes", "alternative"),
    [
        ('alt="A whale"', "A whale"),
        ('alt=""', ""),
        ("", None),
        ('alt="x" role="presentation"', ""),
        ('alt="image001.jpg"', None),
        ('aria-label="A ship"', "A ship"),
        ('title="A boat"', "A boat"),
    ],
)
def test_alternative_texts(attributes: str, alternative: str | None) -> None:
    assert only(f'<p><img src="a.png" {attributes}/></p>').alternative == alternative
    image = only(f'<p>See <img src="a.png" {attributes}/> here.</p>').content[1]
    assert image == Image(None, alternative)


def test_figures() -> None:
    figure = only('<figure><img src="a.png" alt="A"/><figcaption>The caption</figcaption></figure>')
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption[0].content) == "The caption"
    table = only("<figure><figcaption>Cap</figcaption><table><tr><td>a</td><td>b</td></tr></table></figure>")
    assert isinstance(table, Table)
    assert plain_text(table.caption[0].content) == "Cap"
    code, caption = blocks("<figure><pre>x</pre><figcaption>Listing</figcaption></figure>")
    assert isinstance(code, CodeBlock)
    assert plain_text(caption.content) == "Listing"


def test_a_hidden_description_belongs_to_its_picture() -> None:
    figure = only(
        '<p><img src="a.png" alt="A" aria-describedby="d"/></p><div id="d" hidden="">The long one.</div>'
    )
    assert plain_text(figure.description[0].content) == "The long one."


def test_drawings_give_their_words() -> None:
    figure, words = blocks(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A map</title><desc>Of here</desc><rect width="1"/><text>North</text></svg>'
    )
    assert figure.alternative == "A map. Of here"
    assert plain_text(words.content) == "North"


def test_ruby_is_read_once() -> None:
    content = only("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>だ</p>").content
    assert content == (Ruby((Text("漢"),), "かん"), Ruby((Text("字"),), "じ"), Text("だ"))
    content = only("<p><ruby><rb>旧</rb><rb>金</rb><rt>jiù</rt><rt>jīn</rt></ruby></p>").content
    assert content == (Ruby((Text("旧"),), "jiù"), Ruby((Text("金"),), "jīn"))
    content = only("<p><ruby>x<rt/></ruby></p>").content
    assert content == (Text("x"),)
    content = only("<p><ruby><rb>京都</rb><rtc><rt>Kyoto</rt></rtc></ruby></p>").content
    assert content == (Ruby((Text("京都"),), "Kyoto"),)


def test_verse_of_paragraphs_with_breaks() -> None:
    verse = only(
        '<blockquote epub:type="z3998:poem"><p><span>One</span><br/><span class="i2">two <i>a<br/>b</i></span></p><p>Last</p></blockquote>'
    )
    assert isinstance(verse, Verse)
    assert [[plain_text(line.content) for line in stanza] for stanza in verse.stanzas] == [
        ["One", "two a", "b"],
        ["Last"],
    ]
    assert verse.stanzas[0][1].indent == 2


def test_verse_of_one_element_a_line() -> None:
    verse = only(
        '<div class="poem"><div class="stanza"><div class="verse">a</div><div class="verse">b</div></div>'
        '<div class="stanza"><div class="verse">c</div></div></div>'
    )
    assert [[plain_text(line.content) for line in stanza] for stanza in verse.stanzas] == [["a", "b"], ["c"]]
    verse = only('<p class="verse">a</p><p class="verse">b</p>')
    assert [[plain_text(line.content) for line in stanza] for stanza in verse.stanzas] == [["a", "b"]]


def test_prose_of_class_verse_is_prose() -> None:
    assert isinstance(only(f'<p class="verse">{"In the beginning was the word. " * 20}</p>'), Paragraph)


def test_tables() -> None:
    table = only(
        "<table><caption>Cap</caption><thead><tr><th>A</th><th colspan='99999'>B</th></tr></thead>"
        "<tbody><tr><th scope='row'>x</th><td rowspan='2'>y</td></tr></tbody></table>"
    )
    assert plain_text(table.caption[0].content) == "Cap"
    head, row = table.rows
    assert head.head
    assert not row.head
    assert [cell.header for cell in head.cells] == [True, True]
    assert head.cells[1].column_span == 100
    assert row.cells[0].scope == "row"
    assert row.cells[1].row_span == 2


def test_layout_tables_are_only_text() -> None:
    assert isinstance(only("<table role='presentation'><tr><td>a</td></tr></table>"), Paragraph)
    assert isinstance(only("<table><tr><td>a</td></tr></table>"), Paragraph)


def test_a_table_keeps_what_is_out_of_place() -> None:
    book = read(
        '<table>stray<tr><td>a</td></tr><tr><td epub:type="x">b</td></tr><span epub:type="pagebreak" title="5"/></table><p>c</p>'
    )
    assert text_of_book(book).split() == ["stray", "a", "b", "c"]
    assert [page.label for page in book.pages] == ["5"]


@pytest.mark.parametrize(
    "body",
    [
        "<table><td>a</td><td>b</td></table>",
        "<table><th><ol>a</ol></th><tbody><td>b</td></tbody></table>",
        "<hr>a</hr><br>b</br>",
        "<ruby>a<section><rt><rb>b</rb></rt></section></ruby>",
        "<td>a</td><li>b</li>",
        "<h1>a<table><tr><td>b</td></tr></table></h1>",
        '<dl id="x"><dd id="x"></dd></dl><p>a <a href="#x">b</a></p>',
    ],
)
def test_markup_that_is_not_allowed_loses_no_word(body: str) -> None:
    book = read(body)
    shown = (
        text_of_book(book)
        + " "
        + " ".join(
            n.annotation
            for b in book.sections[0].blocks
            for n in getattr(b, "content", ())
            if isinstance(n, Ruby)
        )
    )
    assert sorted(re.findall(r"\b[ab]\b", re.sub(r"[^ab]", " ", shown))) == ["a", "b"]


def test_lists() -> None:
    listed = only("<ul><li>a<ol start='4'><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>")
    assert listed.kind == "unordered"
    assert listed.items[0].blocks[1].start == 4
    assert len(listed.items[1].blocks) == 2
    assert [i.label for i in only("<ol type='i' start='3'><li>a</li><li>b</li></ol>").items] == ["iii", "iv"]
    assert [i.label for i in only("<ol reversed=''><li>a</li><li>b</li><li>c</li></ol>").items] == [
        "3",
        "2",
        "1",
    ]
    assert [i.label for i in only("<ol><li>a</li><li value='7'>b</li><li>c</li></ol>").items] == [
        "1",
        "7",
        "8",
    ]
    assert [i.label for i in only("<ol type='A' start='26'><li>a</li><li>b</li></ol>").items] == ["Z", "AA"]
    assert only("<ul style='list-style-type: none'><li>a</li></ul>").kind == "plain"


def test_definition_lists() -> None:
    listed = only("<dl><dt>a</dt><dt>b</dt><dd>B1</dd><dd>B2</dd><div><dt>c</dt><dd><p>C</p></dd></div></dl>")
    assert listed.kind == "definition"
    assert [plain_text(item.term.content) for item in listed.items] == ["a", "b", "c"]
    assert [len(item.blocks) for item in listed.items] == [0, 2, 1]


def test_stray_words_in_lists_are_kept() -> None:
    book = read("<ul>stray<li>a</li><ul><li>b</li></ul><p>c</p></ul><li>d</li>")
    assert text_of_book(book).split() == ["stray", "a", "b", "c", "d"]


def test_other_blocks() -> None:
    quote, aside, code, rule, scene, math = blocks(
        "<blockquote><p>q</p></blockquote><aside><p>s</p></aside><pre>  x\n\ty<b>z</b></pre><hr/><p>* * *</p>"
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a over b" display="block"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    )
    assert isinstance(quote, Quote)
    assert isinstance(aside, Aside)
    assert code.text == "  x\n\tyz"
    assert isinstance(rule, Separator)
    assert isinstance(scene, Separator)
    assert isinstance(math, MathBlock)
    assert math.alternative == "a over b"


def test_formulas_without_words_get_some() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="Alternative text not available">'
        "<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></math>"
    )
    assert only(f"<p>So {formula}.</p>").content[1].alternative == "x^2=(a+1)/2"


def test_language_of_parts() -> None:
    french, mixed = blocks(
        '<div xml:lang="fr"><p>Bonjour</p></div><p lang="en-US">a <i lang="de">Welt</i> <span lang="ja">b</span></p>'
    )
    assert french.language == "fr"
    assert mixed.language == "en-US"
    assert mixed.content[1].language == "de"
    assert mixed.content[3] == Span((Text("b"),), "ja")
    assert only('<p lang="x-klingon-nonsense">a</p>').language is None


def test_links() -> None:
    book = read(
        '<h1 id="top">A</h1><p>see <a href="#b">below</a>, <a href="http://example.org/x">out</a>, <a href="javascript:alert(1)">bad</a>, '
        '<a href="file:///etc/passwd">worse</a></p><p id="b">here</p>'
    )
    _heading, paragraph, here = book.sections[0].blocks
    links = [node for node in paragraph.content if isinstance(node, Link)]
    assert [link.target for link in links] == [f"#{here.id}", "http://example.org/x"]
    assert plain_text(paragraph.content) == "see below, out, bad, worse"


def test_old_mathematics_switch_is_read_once() -> None:
    body = (
        '<epub:switch id="s"><epub:case required-namespace="http://www.w3.org/1998/Math/MathML">'
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math></epub:case>'
        "<epub:default><p>picture of x</p></epub:default></epub:switch>"
    )
    assert text_of_book(read(body)) == "x"


def test_deep_nesting_is_laid_flat_and_every_word_kept() -> None:
    for tag in ("blockquote", "div", "ul><li", "b", "span lang='fr'", "table><tr><td"):
        end = "".join(f"</{part.split()[0]}>" for part in reversed(tag.split("><")))
        body = "".join(f"<{tag}>w{number} " for number in range(300)) + end * 300
        book = read(body)
        assert text_of_book(book).split() == [f"w{number}" for number in range(300)], tag
