"""The few words that we add to a book ourselves, in the book's language.

In templates 7 and 9 stand where numbers go (see :func:`converters.braille.flow.filled`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str
    contents: str
    volume_of: str
    volume: str
    print_pages: str
    braille_pages: str
    notes: str
    picture: str
    """Before an alternative text."""
    no_alternative: str
    formula: str
    listed_table: str
    colon: str = ":"


_ENGLISH: Final = Words(
    "en", "Contents", "Volume 7 of 9", "Volume 7", "Print pages 7 to 9", "Braille pages 7 to 9", "Notes", "Picture: ",
    "Picture without a description.", "Formula without a description.",
    "This table is written as a list. Each entry follows the heading of its column; each row begins at the margin.",
)  # fmt: skip

WORDS: Final[dict[str, Words]] = {
    "en": _ENGLISH,
    "zh-Hans": Words(
        "zh-Hans", "目录", "第7册，共9册", "第7册", "印刷页7至9", "盲文页7至9", "注释", "图片：", "图片，没有文字说明。", "公式，没有文字说明。",
        "下面的表格改写成列表：每行顶格开始，逐项写出列的标题和内容。", "：",
    ),
    "zh-Hant": Words(
        "zh-Hant", "目錄", "第7冊，共9冊", "第7冊", "印刷頁7至9", "點字頁7至9", "註釋", "圖片：", "圖片，沒有文字說明。", "公式，沒有文字說明。",
        "下面的表格改寫成清單：每列頂格開始，逐項寫出欄的標題和內容。", "：",
    ),
    "fr": Words(
        "fr", "Table des matières", "Volume 7 sur 9", "Volume 7", "Pages imprimées 7 à 9", "Pages braille 7 à 9", "Notes", "Image : ",
        "Image sans description.", "Formule sans description.",
        "Ce tableau est présenté en liste : chaque valeur suit le titre de sa colonne, chaque ligne commence à la marge.", " :",
    ),
    "de": Words(
        "de", "Inhalt", "Band 7 von 9", "Band 7", "Druckseiten 7 bis 9", "Brailleseiten 7 bis 9", "Anmerkungen", "Bild: ",
        "Bild ohne Beschreibung.", "Formel ohne Beschreibung.",
        "Diese Tabelle steht als Liste: Jeder Eintrag folgt der Überschrift seiner Spalte, jede Zeile beginnt am Rand.",
    ),
    "es": Words(
        "es", "Índice", "Volumen 7 de 9", "Volumen 7", "Páginas en tinta 7 a 9", "Páginas en braille 7 a 9", "Notas", "Imagen: ",
        "Imagen sin descripción.", "Fórmula sin descripción.",
        "Esta tabla se presenta como lista: cada dato sigue al título de su columna y cada fila empieza en el margen.",
    ),
}  # fmt: skip


def words_for(language: str) -> Words:
    """The words in ``language`` (BCP 47), or in English."""
    subtags = language.lower().split("-")
    if subtags[0] in {"zh", "cmn", "yue"}:
        return WORDS[
            "zh-Hant" if subtags[0] == "yue" or {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-Hans"
        ]
    return WORDS.get(subtags[0], _ENGLISH)
