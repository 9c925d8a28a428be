"""Draws the pictures of the sample books into ``samples/pictures``. Run by hand after a change; the PNGs are kept in git.

They are kept because a PNG's bytes depend on the machine's zlib, and a picture's bytes are its id in the Book.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

HERE: Final = Path(__file__).resolve().parent / "pictures"
INK: Final = (20, 24, 40)
PAPER: Final = (255, 252, 240)
ACCENT: Final = (240, 190, 60)
CJK: Final = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
LATIN: Final = "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf"
COVERS: Final = {
    "en": (LATIN, ("Reading", "Your Way"), ("1235", "15", "1", "145")),
    "zh-Hans": (CJK, ("换一种", "方式读书"), ("145", "136", "2", "156", "136", "1")),
}
"""Font, lines of the title, and the cells of "read" and of 读书 (dú shū) in 国家通用盲文."""


def braille_cell() -> Image.Image:
    """Six numbered dots in two columns."""
    image = Image.new("RGB", (480, 640), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((20, 20, 460, 620), radius=40, outline=INK, width=6)
    font = ImageFont.truetype(LATIN, 72)
    for number in range(1, 7):
        x = 150 if number <= 3 else 330
        y = 130 + 190 * ((number - 1) % 3)
        draw.ellipse((x - 68, y - 68, x + 68, y + 68), fill=INK)
        draw.text((x, y), str(number), font=font, fill=PAPER, anchor="mm")
    return image


def stack() -> Image.Image:
    """One printed book beside the braille volumes it fills."""
    image = Image.new("RGB", (640, 420), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 330, 220, 370), fill=ACCENT, outline=INK, width=4)
    for volume in range(5):
        y = 310 - 64 * volume
        draw.rectangle((300, y, 590, y + 60), fill=(120, 150, 190), outline=INK, width=4)
        draw.line((330, y, 330, y + 60), fill=INK, width=4)
    draw.line((30, 372, 610, 372), fill=INK, width=4)
    return image


def cover(font_path: str, lines: tuple[str, ...], cells: tuple[str, ...]) -> Image.Image:
    """The title, large, and below it a word in braille."""
    image = Image.new("RGB", (900, 1200), INK)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_path, 150)
    for row, line in enumerate(lines):
        draw.text((450, 260 + 210 * row), line, font=font, fill=PAPER, anchor="mm")
    left = 450 - (130 * len(cells) - 76) // 2
    for index, dots in enumerate(cells):
        for number in range(1, 7):
            x = left + 130 * index + (0 if number <= 3 else 54)
            y = 780 + 54 * ((number - 1) % 3)
            radius = 22 if str(number) in dots else 6
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ACCENT)
    return image


if __name__ == "__main__":
    braille_cell().save(HERE / "braille-cell.png", optimize=True)
    stack().save(HERE / "stack.png", optimize=True)
    for language, (font, words, word) in COVERS.items():
        cover(font, words, word).quantize(32).save(HERE / f"cover-{language}.png", optimize=True)
