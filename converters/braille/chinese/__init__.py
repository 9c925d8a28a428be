"""国家通用盲文 (GF 0019-2018): words and readings to cells."""

from converters.braille.chinese.encode import Encoded, encode
from converters.braille.chinese.english import English
from converters.braille.chinese.settings import GfSettings

__all__ = ["Encoded", "English", "GfSettings", "encode"]
