"""Makes ``converters/language/chinese/data/readings.txt.xz`` anew from dictionaries that are free to use.

Usage: ``build_chinese_readings.py PINYIN_PRO_DATA JIEBA_DICT [--check]``, where PINYIN_PRO_DATA is ``json/complete.json`` of the npm package
``@pinyin-pro/data`` 1.3.1 (MIT) and JIEBA_DICT is ``jieba/dict.txt`` of the package ``jieba`` 0.42.1 (MIT: words with their frequency). The
Python packages ``pypinyin`` 0.55 and ``pypinyin-dict`` 0.9 (MIT; the latter holds CC-CEDICT readings, CC BY-SA 4.0 facts as redistributed there)
must be importable. About two minutes; the result is the same every time. ``--check`` writes nothing and says whether the shipped file is that result.

The result has one line a character (``char<TAB>reading reading ...``, the most frequent first; ``*`` after the character when several are in
living use) and, after an empty line, one line a word: ``word<TAB>codes``, one code a character: the place of its reading in the character's line,
counted from ``0`` where the dictionaries agree, from ``A`` where only one speaks, from ``a`` where they disagree. Only words that say something
are kept: they hold a character with several readings.
"""

from __future__ import annotations

import argparse
import lzma
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chinese_readings.sources import frequencies, sources
from chinese_readings.table import rows

OUT = Path(__file__).parent.parent / "converters/language/chinese/data/readings.txt.xz"


def main() -> None:
    """Read, vote, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pinyin_pro_data", type=Path)
    parser.add_argument("jieba_dict", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    lines = list(rows(sources(options.pinyin_pro_data), frequencies(options.jieba_dict)))
    data = "\n".join(lines).encode()
    if options.check:
        same = lzma.decompress(OUT.read_bytes()) == data
        print("the same as the shipped file" if same else "NOT the same as the shipped file")
        sys.exit(not same)
    OUT.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(lines) - 1} characters and words, {len(data)} bytes, {OUT.stat().st_size} compressed")


if __name__ == "__main__":
    main()
