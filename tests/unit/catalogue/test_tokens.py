"""Tokens: what is folded, what is cut, what is spelled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accessible_reader.catalogue import tokens


def test_characters_pairs_and_words_of_a_name() -> None:
    assert tokens.name_tokens("平凡的世界 II") == [
        "平", "凡", "的", "世", "界", "平凡", "凡的", "的世", "世界", "ii",
    ]  # fmt: skip


def test_pinyin_by_syllable_joined_from_each_word_and_as_initials() -> None:
    made = set(tokens.pinyin_tokens("平凡的世界"))
    assert {"ping", "fan", "shi", "jie", "pingfandeshijie", "pingfan", "shijie", "pfdsj"} <= made
    assert {"chongqing", "cq", "zhong"} <= set(tokens.pinyin_tokens("重庆"))
    assert "lvse" in tokens.pinyin_tokens("绿色")
    assert tokens.pinyin_tokens("Moby Dick 1851") == []


def test_folding_makes_one_of_what_is_one_to_a_reader() -> None:
    assert tokens.fold("ＡＢＣ１２") == "abc12"
    assert tokens.fold("Café Don’t Straße") == "cafe dont strasse"
    assert tokens.fold("紅樓夢") == tokens.fold("红楼梦")
    assert tokens.match_key("活着", "余华") == tokens.match_key("《活著》", "余華")
    assert tokens.match_key("活着", "余华") != tokens.match_key("活着", "张三")
    assert tokens.match_key("A Tale", "Charles Dickens") == tokens.match_key("a tale", "Dickens, Charles")
    assert tokens.match_key("Poems", "") == ""


def test_a_query_knows_runs_words_and_the_unfinished_last_word() -> None:
    asked = tokens.query("平凡世界 nov")
    assert [one.tokens for one in asked.strict] == [("平凡", "凡世", "世界"), ("nov",)]
    assert [one.tokens for one in asked.loose] == [("平凡",), ("世界",), ("nov",)]
    assert asked.strict[-1].prefix == "nov"
    assert tokens.query("nov ").strict[-1].prefix == ""
    assert tokens.query(' *"()').strict == ()


def test_body_tokens_are_distinct_limited_and_the_most_frequent_first() -> None:
    text = "世界 whale whale sea. " + " ".join(f"w{n}" for n in range(tokens.MOST_BODY_TOKENS))
    made = tokens.body_tokens([text, "whale"])
    assert made[0] == "whale"
    assert len(made) == len(set(made)) == tokens.MOST_BODY_TOKENS
    assert tokens.body_tokens(["高加林和"]) == ["加林", "林和", "高加"]


@given(st.text(max_size=60))
def test_tokens_are_letters_and_digits_whatever_comes(text: str) -> None:
    asked = tokens.query(text)
    made = [
        *tokens.name_tokens(text),
        *tokens.pinyin_tokens(text),
        *tokens.body_tokens([text]),
        *(token for word in (*asked.strict, *asked.loose) for token in (*word.tokens, word.prefix or "a")),
    ]
    assert all(token.isalnum() and token == token.lower() for token in made)


@given(st.text(alphabet="平凡的世界紅樓夢春と𠮷 abcé'", max_size=30))
def test_a_name_is_found_by_itself(text: str) -> None:
    there = set(tokens.name_tokens(text))
    asked = tokens.query(text)
    assert all(set(word.tokens) <= there for word in (*asked.strict, *asked.loose))
