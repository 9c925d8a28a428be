"""The few words that are ours: said between the words of the book, in the book's language.

English stands in for languages that are not here. ``{name}`` is filled in.
"""

from __future__ import annotations

from typing import Final

from babel import Locale, UnknownLocaleError

from converters.language.tags import is_chinese, is_traditional

_PHRASES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "picture": "Picture: ",
        "picture-without-description": "Picture without description.",
        "description": "Description: ",
        "table": "Table, {rows} rows, {columns} columns.",
        "table-end": "End of table.",
        "empty": "empty",
        "header": "{header}: ",
        "note": "Note {label}: ",
        "note-end": "End of note.",
        "page": "Page {label}.",
        "foreign": "The following is in {language}.",
        "unspeakable": "The following is in {language}, which this voice cannot speak.",
        "unknown-character": "unreadable character",
        "label": "{label}. ",
    },
    "zh-Hans": {
        "picture": "图片：",
        "picture-without-description": "图片，没有说明。",
        "description": "图片描述：",
        "table": "表格，{rows}行，{columns}列。",
        "table-end": "表格结束。",
        "empty": "空",
        "header": "{header}：",
        "note": "注释{label}：",
        "note-end": "注释结束。",
        "page": "第{label}页。",
        "foreign": "以下是{language}。",
        "unspeakable": "以下是{language}，这个语音不能朗读。",
        "unknown-character": "生僻字",
        "label": "{label}，",
    },
    "zh-Hant": {
        "picture": "圖片：",
        "picture-without-description": "圖片，沒有說明。",
        "description": "圖片描述：",
        "table": "表格，{rows}列，{columns}欄。",
        "table-end": "表格結束。",
        "empty": "空",
        "header": "{header}：",
        "note": "註釋{label}：",
        "note-end": "註釋結束。",
        "page": "第{label}頁。",
        "foreign": "以下是{language}。",
        "unspeakable": "以下是{language}，這個語音不能朗讀。",
        "unknown-character": "罕用字",
        "label": "{label}，",
    },
    "fr": {
        "picture": "Image : ",
        "picture-without-description": "Image sans description.",
        "description": "Description : ",
        "table": "Tableau, {rows} lignes, {columns} colonnes.",
        "table-end": "Fin du tableau.",
        "empty": "vide",
        "header": "{header} : ",
        "note": "Note {label} : ",
        "note-end": "Fin de la note.",
        "page": "Page {label}.",
        "foreign": "Ce qui suit est en {language}.",
        "unspeakable": "Ce qui suit est en {language}, que cette voix ne peut pas lire.",
        "unknown-character": "caractère illisible",
        "label": "{label}. ",
    },
    "de": {
        "picture": "Bild: ",
        "picture-without-description": "Bild ohne Beschreibung.",
        "description": "Beschreibung: ",
        "table": "Tabelle, {rows} Zeilen, {columns} Spalten.",
        "table-end": "Ende der Tabelle.",
        "empty": "leer",
        "header": "{header}: ",
        "note": "Anmerkung {label}: ",
        "note-end": "Ende der Anmerkung.",
        "page": "Seite {label}.",
        "foreign": "Das Folgende ist auf {language}.",
        "unspeakable": "Das Folgende ist auf {language}, das diese Stimme nicht sprechen kann.",
        "unknown-character": "unlesbares Zeichen",
        "label": "{label}. ",
    },
    "es": {
        "picture": "Imagen: ",
        "picture-without-description": "Imagen sin descripción.",
        "description": "Descripción: ",
        "table": "Tabla, {rows} filas, {columns} columnas.",
        "table-end": "Fin de la tabla.",
        "empty": "vacío",
        "header": "{header}: ",
        "note": "Nota {label}: ",
        "note-end": "Fin de la nota.",
        "page": "Página {label}.",
        "foreign": "Lo siguiente está en {language}.",
        "unspeakable": "Lo siguiente está en {language}, que esta voz no puede leer.",
        "unknown-character": "carácter ilegible",
        "label": "{label}. ",
    },
    "ar": {
        "picture": "صورة: ",
        "picture-without-description": "صورة بلا وصف.",
        "description": "وصف: ",
        "table": "جدول، {rows} صفوف، {columns} أعمدة.",
        "table-end": "نهاية الجدول.",
        "empty": "فارغ",
        "header": "{header}: ",
        "note": "ملاحظة {label}: ",
        "note-end": "نهاية الملاحظة.",
        "page": "صفحة {label}.",
        "foreign": "ما يلي باللغة {language}.",
        "unspeakable": "ما يلي باللغة {language}، ولا يستطيع هذا الصوت قراءتها.",
        "unknown-character": "حرف غير مقروء",
        "label": "{label}. ",
    },
}


def phrase_language(tag: str) -> str:
    """The language in which our words are said inside a book in BCP 47 ``tag``."""
    if is_chinese(tag):
        return "zh-Hant" if is_traditional(tag) else "zh-Hans"
    base = tag.lower().partition("-")[0]
    return base if base in _PHRASES else "en"


def phrase(language: str, name: str, /, **values: str | int) -> str:
    """Our words ``name`` in ``language``, one that :func:`phrase_language` gave."""
    return _PHRASES[language][name].format(**values)


def language_name(tag: str, language: str) -> str:
    """What people call the language ``tag`` in ``language``; the tag itself where nobody says."""
    try:
        found = Locale.parse(tag.partition("-")[0]).get_language_name(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        found = None
    return found or tag
