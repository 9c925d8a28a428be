"""Chinese as a person reads it aloud, and the syllables that are sent to the voice."""

import re

import pytest

from converters.speech.engines.espeak import library, pinyin_text
from converters.speech.normalise import chinese
from converters.speech.pinyin import readings
from converters.speech.script import Say


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1949年10月1日", "一九四九年十月一日"),
        ("２０２６年", "二零二六年"),
        ("二○○八年", "二〇〇八年"),
        ("2000年前", "两千年前"),
        ("1914—1918年", "一九一四至一九一八年"),
        ("50%", "百分之五十"),
        ("-5℃", "零下五摄氏度"),
        ("¥12.5", "十二点五元"),
        ("下午3:05", "下午三点零五分"),
        ("13800138000", "幺三八零零幺三八零零零"),
        ("010-62345678", "零幺零，六二三四五六七八"),
        ("1/2", "二分之一"),
        ("3-5天", "三到五天"),
        ("2个，第2名，2月", "两个，第二名，二月"),
        ("5km", "五公里"),
        ("10010", "一万零一十"),
        ("105000001", "一亿零五百万零一"),
        ("20", "二十"),
        ("12", "十二"),
        ("版本3.2.1", "版本三点二点一"),
        ("第Ⅳ章", "第 四 章"),
        ("没有数字。", "没有数字。"),
        # Years and spans
        ("（1881—1936）", "（一八八一至一九三六）"),
        ("2022—23赛季，2024届", "二零二二至二三赛季，二零二四届"),
        ("98年5月，20年，80后", "九八年五月，二十年，八零后"),
        ("《1984》和公元前221年", "《一九八四》和公元前二二一年"),
        ("9·11和“3·15”", "九一一和“三一五”"),
        ("8:00-17:30", "八点到十七点三十分"),
        # Quantities
        ("5%-10%，3:2，1:10000", "百分之五到百分之十，三比二，一比一万"),
        ("￥12.50，$3.50，US$5，￥3.5万", "十二元五角，三点五美元，五美元，三点五万元"),
        ("37.5°C，60km/h，每㎡", "三十七点五摄氏度，每小时六十公里，每平方米"),
        ("2小时，2岁，2两，2-3个", "两小时，两岁，二两，两到三个"),
        ("3×4，x²，10^6，5-3=2", "三乘四，x的平方，十的六次方，五减三等于二"),
        ("升到-5", "升到负五"),
        # Codes
        ("邮编100871，502室，拨打12345", "邮编幺零零八七幺，五零二室，拨打幺二三四五"),
        ("京A12345，G1234次", "京A一二三四五，G一二三四次"),
        ("p.23，No.5", "第二十三页，第五"),
        # Latin stays Latin
        ("iPhone 15和3D、A4、H2O、Q&A", "iPhone 十五和三D、A四、H2O、Q&A"),
        ("见a@b.com或www.b.cn/2024", "见a@b.com或www.b.cn/2024"),
        ("He said in 1949 that", "He said in 1949 that"),
        # Signs on which voices fall silent
        ("他说……然后——没有了。", "他说，然后，没有了。"),
        ("“走！”——他走了……", "“走！”，他走了。"),
        ("走了。——鲁迅", "走了。鲁迅"),
        ("他走了①。见①。", "他走了，注一。见 一 。"),
    ],
)
def test_as_spoken(written: str, spoken: str) -> None:
    assert chinese(written).text == spoken


def test_taiwan_has_its_own_words() -> None:
    assert chinese("10萬人走了5m，2點", traditional=True).text == "十萬人走了五公尺，兩點"
    assert chinese("2000人，20000元，1.5億", traditional=True).text == "兩千人，兩萬元，一點五億"


def test_nothing_but_han_and_stops_is_left() -> None:
    spoken = chinese("①１９４９年、50%、3.14、$5、A=B？25℃").text
    assert not re.search(r"[0-9０-９%％℃①$=]", spoken)


@pytest.mark.parametrize(
    ("words", "syllables"),
    [
        ("银行", ("yin2", "hang2")),
        ("重庆", ("chong2", "qing4")),
        ("长大了", ("zhang3", "da4", "le5")),
        ("音乐", ("yin1", "yue4")),
        ("绿，女", ("lv4", "nv3")),
        ("你好", ("ni2", "hao3")),
        ("A股", ("gu3",)),
    ],
)
def test_readings(words: str, syllables: tuple[str, ...]) -> None:
    assert readings(words) == syllables


def test_one_reading_for_each_character() -> None:
    text = "𠮷野家，〇二㐂呒欸！"
    assert len(readings(text)) == 8
    assert readings("𠮷") == ("",)


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("银行", r"X'?A35"),
        ("重庆", r"ts\.h'?ong35"),
        ("音乐", r"y'?E51"),
        ("妈", r"m'?A55"),
        ("马", r"m'?A214"),
        ("骂", r"m'?A51"),
    ],
)
def test_the_voice_is_given_tones(words: str, heard: str) -> None:
    text = pinyin_text(Say(words, readings(words)))
    assert re.search(heard, library().phonemes(text, "cmn-latn-pinyin"))


@pytest.mark.parametrize("syllable", ["r5", "n2", "m2", "ng2", "lv4", "nve4", "er5"])
def test_no_syllable_is_read_as_english(syllable: str) -> None:
    text = pinyin_text(Say("儿", (syllable,)))
    assert "(en)" not in library().phonemes(text, "cmn-latn-pinyin")
