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
        "table-end": "End of table.",
        "empty": "empty",
        "header": "{header}: ",
        "note": "Note {label}: ",
        "note-end": "End of note.",
        "page": "Page {label}.",
        "foreign": "The following is in {language}.",
        "unknown-character": "unreadable character",
        "label": "{label}. ",
        "rows-one": "1 row",
        "rows": "{count} rows",
        "columns-one": "1 column",
        "columns": "{count} columns",
        "table": "Table, {rows}, {columns}.",
        "unspeakable-one": "Here follows one word in {language}, which no voice can speak.",
        "unspeakable": "Here follow {count} words in {language}, which no voice can speak.",
        "unspeakable-passage": "Here follows a passage in {language}, which no voice can speak.",
        "code": "Code: ",
        "code-end": "End of code.",
        "note-mark": "note {label}",
        "indent": "indented {count}: ",
    },
    "zh-Hans": {
        "picture": "图片：",
        "picture-without-description": "图片，没有说明。",
        "description": "图片描述：",
        "table-end": "表格结束。",
        "empty": "空",
        "header": "{header}：",
        "note": "注释{label}：",
        "note-end": "注释结束。",
        "page": "第{label}页。",
        "foreign": "以下是{language}。",
        "unknown-character": "生僻字",
        "label": "{label}，",
        "rows-one": "1行",
        "rows": "{count}行",
        "columns-one": "1列",
        "columns": "{count}列",
        "table": "表格，{rows}，{columns}。",
        "unspeakable-one": "以下1个词是{language}，没有语音能读。",
        "unspeakable": "以下{count}个词是{language}，没有语音能读。",
        "unspeakable-passage": "以下一段是{language}，没有语音能读。",
        "code": "代码：",
        "code-end": "代码结束。",
        "note-mark": "注{label}",
        "indent": "缩进{count}格，",
    },
    "zh-Hant": {
        "picture": "圖片：",
        "picture-without-description": "圖片，沒有說明。",
        "description": "圖片描述：",
        "table-end": "表格結束。",
        "empty": "空",
        "header": "{header}：",
        "note": "註釋{label}：",
        "note-end": "註釋結束。",
        "page": "第{label}頁。",
        "foreign": "以下是{language}。",
        "unknown-character": "罕用字",
        "label": "{label}，",
        "rows-one": "1列",
        "rows": "{count}列",
        "columns-one": "1欄",
        "columns": "{count}欄",
        "table": "表格，{rows}，{columns}。",
        "unspeakable-one": "以下1個詞是{language}，沒有語音能讀。",
        "unspeakable": "以下{count}個詞是{language}，沒有語音能讀。",
        "unspeakable-passage": "以下一段是{language}，沒有語音能讀。",
        "code": "程式碼：",
        "code-end": "程式碼結束。",
        "note-mark": "註{label}",
        "indent": "縮排{count}格，",
    },
    "fr": {
        "picture": "Image : ",
        "picture-without-description": "Image sans description.",
        "description": "Description : ",
        "table-end": "Fin du tableau.",
        "empty": "vide",
        "header": "{header} : ",
        "note": "Note {label} : ",
        "note-end": "Fin de la note.",
        "page": "Page {label}.",
        "foreign": "Ce qui suit est en {language}.",
        "unknown-character": "caractère illisible",
        "label": "{label}. ",
        "rows-one": "1 ligne",
        "rows": "{count} lignes",
        "columns-one": "1 colonne",
        "columns": "{count} colonnes",
        "table": "Tableau, {rows}, {columns}.",
        "unspeakable-one": "Suit un mot en {language}, qu’aucune voix ne peut lire.",
        "unspeakable": "Suivent {count} mots en {language}, qu’aucune voix ne peut lire.",
        "unspeakable-passage": "Suit un passage en {language}, qu’aucune voix ne peut lire.",
        "code": "Code : ",
        "code-end": "Fin du code.",
        "note-mark": "note {label}",
        "indent": "retrait {count} : ",
    },
    "de": {
        "picture": "Bild: ",
        "picture-without-description": "Bild ohne Beschreibung.",
        "description": "Beschreibung: ",
        "table-end": "Ende der Tabelle.",
        "empty": "leer",
        "header": "{header}: ",
        "note": "Anmerkung {label}: ",
        "note-end": "Ende der Anmerkung.",
        "page": "Seite {label}.",
        "foreign": "Das Folgende ist auf {language}.",
        "unknown-character": "unlesbares Zeichen",
        "label": "{label}. ",
        "rows-one": "1 Zeile",
        "rows": "{count} Zeilen",
        "columns-one": "1 Spalte",
        "columns": "{count} Spalten",
        "table": "Tabelle, {rows}, {columns}.",
        "unspeakable-one": "Es folgt ein Wort auf {language}, das keine Stimme sprechen kann.",
        "unspeakable": "Es folgen {count} Wörter auf {language}, die keine Stimme sprechen kann.",
        "unspeakable-passage": "Es folgt eine Stelle auf {language}, die keine Stimme sprechen kann.",
        "code": "Code: ",
        "code-end": "Ende des Codes.",
        "note-mark": "Anmerkung {label}",
        "indent": "eingerückt {count}: ",
    },
    "es": {
        "picture": "Imagen: ",
        "picture-without-description": "Imagen sin descripción.",
        "description": "Descripción: ",
        "table-end": "Fin de la tabla.",
        "empty": "vacío",
        "header": "{header}: ",
        "note": "Nota {label}: ",
        "note-end": "Fin de la nota.",
        "page": "Página {label}.",
        "foreign": "Lo siguiente está en {language}.",
        "unknown-character": "carácter ilegible",
        "label": "{label}. ",
        "rows-one": "1 fila",
        "rows": "{count} filas",
        "columns-one": "1 columna",
        "columns": "{count} columnas",
        "table": "Tabla, {rows}, {columns}.",
        "unspeakable-one": "Sigue una palabra en {language}, que ninguna voz puede leer.",
        "unspeakable": "Siguen {count} palabras en {language}, que ninguna voz puede leer.",
        "unspeakable-passage": "Sigue un pasaje en {language}, que ninguna voz puede leer.",
        "code": "Código: ",
        "code-end": "Fin del código.",
        "note-mark": "nota {label}",
        "indent": "sangría {count}: ",
    },
    "ar": {
        "picture": "صورة: ",
        "picture-without-description": "صورة بلا وصف.",
        "description": "وصف: ",
        "table-end": "نهاية الجدول.",
        "empty": "فارغ",
        "header": "{header}: ",
        "note": "ملاحظة {label}: ",
        "note-end": "نهاية الملاحظة.",
        "page": "صفحة {label}.",
        "foreign": "ما يلي باللغة {language}.",
        "unknown-character": "حرف غير مقروء",
        "label": "{label}. ",
        "rows-one": "صف واحد",
        "rows": "{count} صفوف",
        "columns-one": "عمود واحد",
        "columns": "{count} أعمدة",
        "table": "جدول، {rows}، {columns}.",
        "unspeakable-one": "فيما يلي كلمة واحدة باللغة {language}، ولا يستطيع أي صوت قراءتها.",
        "unspeakable": "فيما يلي {count} كلمات باللغة {language}، ولا يستطيع أي صوت قراءتها.",
        "unspeakable-passage": "فيما يلي مقطع باللغة {language}، ولا يستطيع أي صوت قراءته.",
        "code": "رمز برمجي: ",
        "code-end": "نهاية الرمز.",
        "note-mark": "ملاحظة {label}",
        "indent": "مسافة بادئة {count}: ",
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


def counted(language: str, name: str, count: int) -> str:
    """The name of the phrase for ``count`` things: ``name``, or its form for one where there is such."""
    return f"{name}-one" if count == 1 and f"{name}-one" in _PHRASES[language] else name


def language_name(tag: str, language: str) -> str:
    """What people call the language ``tag`` in ``language``; the tag itself where nobody says."""
    try:
        found = Locale.parse(tag.partition("-")[0]).get_language_name(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        found = None
    return found or tag
