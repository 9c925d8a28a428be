"""Who speaks which language."""

import pytest

import converters.speech.voices as table
from converters.errors import BadOptions, MissingPart
from converters.speech.engine import Voice
from converters.speech.pinyin import readings
from converters.speech.script import Item, Language, Say
from converters.speech.voices import VoiceTable, find_voice, get_engine, voices_of, wishes_of


def who(voice: Voice | None) -> str:
    return voice.id if voice else ""


@pytest.mark.parametrize(
    ("tag", "voice"),
    [
        ("en", "hibari:heart"),
        ("en-GB", "hibari:heart"),
        ("en-AU", "hibari:heart"),
        ("zh", "kokoro:zf_xiaoxiao"),
        ("cmn", "kokoro:zf_xiaoxiao"),
        ("zh-Hans-CN", "kokoro:zf_xiaoxiao"),
        ("zh-Hant-TW", "kokoro:zf_xiaoxiao"),
        ("lzh", "kokoro:zf_xiaoxiao"),
        ("zh-HK", "espeak:yue"),
        ("zh-Hant-HK", "espeak:yue"),
        ("sr-Latn", "espeak:sr"),
        ("bo", ""),
    ],
)
def test_without_a_wish(tag: str, voice: str) -> None:
    assert who(VoiceTable().voice_for(tag)) == voice


@pytest.mark.parametrize(
    ("wish", "tag", "voice"),
    [
        ("espeak", "en", "espeak:en-us"),
        ("espeak", "en-GB", "espeak:en-gb"),
        ("espeak", "zh-TW", "espeak:cmn-latn-pinyin"),
        ("espeak", "fr", "espeak:fr-fr"),
        ("kokoro", "en", "kokoro:af_heart"),
        ("kokoro", "en-GB", "kokoro:bf_emma"),
        ("kokoro", "fr", "espeak:fr-fr"),
        ("kokoro:zm_yunxi, kokoro:bf_emma", "zh", "kokoro:zm_yunxi"),
        ("kokoro:zm_yunxi，kokoro:bf_emma", "en", "kokoro:bf_emma"),
        ("kokoro:zm_yunxi", "en", "hibari:heart"),
        ("bf_emma,espeak", "en-US", "kokoro:bf_emma"),
        ("bf_emma,espeak", "zh", "espeak:cmn-latn-pinyin"),
        ("Espeak:EN-GB", "en", "espeak:en-gb"),
        (" ", "en", "hibari:heart"),
        ("hibari", "zh", "kokoro:zf_xiaoxiao"),
    ],
)
def test_with_wishes_in_order(wish: str, tag: str, voice: str) -> None:
    assert who(VoiceTable(*wishes_of(wish)).voice_for(tag)) == voice


@pytest.mark.parametrize("wish", ["nobody", "kokoro:nobody", "espeak,nobody", "hibari:emma"])
def test_unknown_wishes_are_refused(wish: str) -> None:
    with pytest.raises(BadOptions, match="unknown-voice"):
        wishes_of(wish)


ENGLISH_IN_CHINESE: tuple[Item, ...] = (
    Language("zh"),
    Say("他买了", readings("他买了")),
    Language("en"),
    Say("iPhone"),
    Language("zh"),
    Say("手机。", readings("手机。")),
)


def test_a_word_inside_a_sentence_keeps_its_reader() -> None:
    cast = VoiceTable().cast(ENGLISH_IN_CHINESE)
    assert {tag: who(voice) for tag, voice in cast.items()} == {
        "zh": "kokoro:zf_xiaoxiao",
        "en": "kokoro:zf_xiaoxiao",
    }
    # Also where the sentence begins with it.
    assert who(VoiceTable().cast(ENGLISH_IN_CHINESE[2:])["en"]) == "kokoro:zf_xiaoxiao"


def test_but_not_in_its_own_sentence_nor_against_a_wish() -> None:
    alone = (Language("zh"), Language("en"), Say("Call me Ishmael, said he in English."))
    assert who(VoiceTable().cast(alone)["en"]) == "hibari:heart"
    assert who(VoiceTable(*wishes_of("hibari:heart")).cast(ENGLISH_IN_CHINESE)["en"]) == "hibari:heart"
    draft = VoiceTable(*wishes_of("espeak")).cast(ENGLISH_IN_CHINESE)
    assert {who(voice) for voice in draft.values()} == {"espeak:cmn-latn-pinyin", "espeak:en-us"}


@pytest.fixture
def no_kokoro(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = get_engine("kokoro")

    def missing(self: object) -> tuple[Voice, ...]:
        raise MissingPart("speech-model-missing", model="kokoro", part="x", mend="y")

    monkeypatch.setattr(type(engine), "voices", missing)
    for cached in (voices_of, table._default, table._of_engine):
        cached.cache_clear()


def test_a_missing_engine_has_a_stand_in(no_kokoro: None) -> None:
    try:
        voices = VoiceTable()
        assert who(voices.voice_for("zh")) == "espeak:cmn-latn-pinyin"
        found = voices.stand_in("zh-TW")
        assert found is not None
        assert found.code == "speech-voice-stands-in"
        assert found.params["instead"] == "espeak:cmn-latn-pinyin"
        assert voices.stand_in("en") is None
        assert VoiceTable(*wishes_of("espeak")).stand_in("zh") is None
        with pytest.raises(MissingPart):  # who asks for it by name is told
            find_voice("kokoro:zf_xiaoxiao")
        with pytest.raises(MissingPart):
            wishes_of("kokoro")
    finally:
        for cached in (voices_of, table._default, table._of_engine):
            cached.cache_clear()


def test_nothing_stands_in_where_all_is_there() -> None:
    assert [VoiceTable().stand_in(tag) for tag in ("en", "zh", "yue", "fr", "bo")] == [None] * 5
