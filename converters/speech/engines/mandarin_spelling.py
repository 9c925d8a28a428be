"""Mandarin as sounds: our own readings (numbered pinyin) in the phonemes that Kokoro was taught.

The notation is that of misaki's ``ZHG2P`` for the first Kokoro vocabulary (MIT; by pinyin-to-ipa, MIT), which is IPA with arrows for tones; it is
written down here as two tables, because the package brings a segmenter and readings of its own that would only be thrown away.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from converters.speech.engines.english_spelling import EnglishSpeller, vocabulary
from converters.speech.engines.spelling import Sound, Spelt
from converters.speech.normalise.common import HAN

_INITIALS: Final = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip
_FINALS: Final = {
    # 0 is where the tone goes; v is ü.
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n", "eng": "ə0ŋ", "er": "ɚ0",
    "i": "i0", "ia": "ja0", "iai": "jai0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n", "ing": "i0ŋ",
    "iong": "jʊ0ŋ", "iou": "jou0", "io": "jɔ0", "o": "wo0", "ong": "ʊ0ŋ", "ou": "ou0",
    "u": "u0", "ua": "wa0", "uai": "wai0", "uan": "wa0n", "uang": "wa0ŋ", "uei": "wei0", "uen": "wə0n", "ueng": "wə0ŋ", "uo": "wo0",
    "v": "y0", "van": "ɥɛ0n", "ve": "ɥe0", "vn": "y0n",
}  # fmt: skip
_WHOLE: Final = {
    "o": "ɔ0", "ê": "ɛ0", "ea": "ɛ0", "eh": "ɛ0", "r": "ɚ0", "m": "m0", "n": "n0", "ng": "ŋ0", "hm": "hm0", "hng": "hŋ0",
}  # fmt: skip
"""Interjections, and the ending of an erhua syllable (花儿 hua1 r5), which runs into the one before."""
_BUZZED: Final = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
"""After these, ``i`` is no vowel but their own buzz."""
_TONES: Final = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_SHORT: Final = {"iu": "iou", "ui": "uei", "un": "uen", "ue": "ve"}
_WITHOUT_INITIAL: Final = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yai": "iai", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "yong": "iong", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
    "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan", "wen": "uen", "wang": "uang", "weng": "ueng", "wong": "ong",
}  # fmt: skip
_SYLLABLE: Final = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([aeiouvê].*)")
_STOPS: Final = {
    "，": ", ", "、": ", ", "。": ". ", "．": ". ", "！": "! ", "？": "? ", "：": ": ", "；": "; ", "…": "… ", "⋯": "… ", "—": "— ",
    "《": " “", "》": "” ", "〈": " “", "〉": "” ", "「": " “", "」": "” ", "『": " “", "』": "” ", "【": " “", "】": "” ",
    "“": " “", "”": "” ", "‘": " “", "’": "” ", "（": " (", "）": ") ", "〔": " (", "〕": ") ",
}  # fmt: skip
_DIGITS: Final = {
    "0": "ling2", "1": "yi1", "2": "er4", "3": "san1", "4": "si4", "5": "wu3", "6": "liu4", "7": "qi1", "8": "ba1", "9": "jiu3",
}  # fmt: skip
_ENDS: Final = (
    "\u2010-\u2027\u2030-\u205e\u3000-\u3006\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_PIECE: Final = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<other>[^\s{HAN}{_ENDS}](?:[^{HAN}{_ENDS}]*[^\s{HAN}{_ENDS}])?)|(?P<stop>.)",
    re.DOTALL,
)


@cache
def phonemes_of(syllable: str) -> str | None:
    """The phonemes of a syllable in numbered pinyin (``lv4``, ``nve4``, 5 for the neutral tone, ``r5``); None where it is no syllable."""
    name, tone = syllable[:-1].replace("ü", "v").replace("u:", "v"), _TONES.get(syllable[-1:])
    if tone is None or not name:
        return None
    sound = _WHOLE.get(name) or _regular(name)
    return None if sound is None else sound.replace("0", tone)


def _regular(name: str) -> str | None:
    final = _WITHOUT_INITIAL.get(name)
    if final is not None:
        return _FINALS[final]
    match = _SYLLABLE.fullmatch(name)
    if match is None:
        return None
    initial, final = match.groups()
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    if initial:
        final = _SHORT.get(final, final)
    if final == "i" and initial in _BUZZED:
        return f"{_INITIALS[initial]}ɨ0"
    found = _FINALS.get(final)
    return None if found is None else _INITIALS[initial] + found


class MandarinSpeller:
    """Spells Chinese text by its syllables; words in Latin letters by the English dictionary, in the same voice."""

    def __init__(self) -> None:
        self._english = EnglishSpeller()

    def __call__(self, text: str, syllables: dict[int, str]) -> Spelt:
        """``text`` as sounds: one to a Han character, blanks between words, stops as the voice knows them."""
        sounds: list[Sound] = []
        unspoken: list[str] = []
        for match in _PIECE.finditer(text):
            start = match.start()
            if match["han"]:
                self._han(match["han"], start, syllables, sounds, unspoken)
            elif match["other"]:
                self._other(match["other"], start, sounds, unspoken)
            elif stop := _STOPS.get(match["stop"], " " if match["stop"].isspace() else ""):
                sounds.append(Sound(stop, start, start))
        if not any(sound.word for sound in sounds):
            return Spelt((), "".join(unspoken))
        return Spelt(tuple(_tidied(sounds)), "".join(unspoken))

    def _han(
        self, run: str, start: int, syllables: dict[int, str], sounds: list[Sound], unspoken: list[str]
    ) -> None:
        import rjieba  # 33 MB, which a book without Chinese does not need

        place = start
        for word in rjieba.cut(run):
            if place > start:
                sounds.append(Sound(" ", place, place))
            for character in word:
                phonemes = phonemes_of(syllables.get(place, ""))
                if phonemes is None:
                    unspoken.append(character)
                else:
                    sounds.append(Sound(phonemes, place, place + 1, word=True))
                place += 1

    def _other(self, run: str, start: int, sounds: list[Sound], unspoken: list[str]) -> None:
        if any(character.isalpha() for character in run) or not any(character.isdigit() for character in run):
            spelt = self._english(run)
            sounds.append(Sound(" ", start, start))
            sounds += [
                Sound(sound.phonemes, sound.start + start, sound.end + start, sound.word)
                for sound in spelt.sounds
            ]
            sounds.append(Sound(" ", start + len(run), start + len(run)))
            unspoken += spelt.unspoken
            return
        for place, character in enumerate(run, start):
            phonemes = phonemes_of(_DIGITS.get(character, ""))
            if phonemes is not None:
                sounds.append(Sound(phonemes, place, place + 1, word=True))
            elif character in vocabulary():
                sounds.append(Sound(character, place, place))


def _tidied(sounds: list[Sound]) -> list[Sound]:
    """No two blanks together, none at either end nor inside quotation marks: the voice would pause."""
    kept: list[Sound] = []
    blank = True
    for sound in sounds:
        phonemes = sound.phonemes.lstrip() if blank else sound.phonemes
        if (
            kept
            and kept[-1].phonemes == " "
            and phonemes[:1] in {"”", ")", ",", ".", "!", "?", ";", ":", "…"}
        ):
            kept.pop()
        if phonemes:
            kept.append(Sound(phonemes, sound.start, sound.end, sound.word))
            blank = phonemes[-1] in {" ", "“", "("}
    if kept and (last := kept[-1].phonemes.rstrip()) != kept[-1].phonemes:
        kept[-1] = Sound(last, kept[-1].start, kept[-1].end, kept[-1].word)
    return [sound for sound in kept if sound.phonemes]
