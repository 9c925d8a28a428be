"""liblouis, the braille engine, through Debian's Python binding.

What we found in 3.24 and how it is met here: it is not thread-safe, and ctypes lets other threads run (results get mixed up, the process dies), so
a second thread is refused; ``getTypeformForEmphClass`` raises NameError, so the classes are the constants of :class:`Typeform`; undefined characters come
out as hexadecimal escapes with eight-dot cells, so ``noUndefined`` is always on and characters are tried one by one first; the binding builds
lists of all positions for each call, so its C library is called directly, with buffers that are used again.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from array import array
from enum import IntFlag
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import Any, Final

from converters.errors import MissingPart

BINDING: Final = Path("/usr/lib/python3/dist-packages/louis/__init__.py")
"""Debian's ``python3-louis``: one file that needs nothing else, loaded by path so that no other system package gets on ``sys.path``."""

_GROWTH: Final = 3
"""First guess at the most cells a character becomes: liblouis clears all of the buffer it is told of, so a tight one is faster."""
_MOST_GROWTH: Final = 400


class Typeform(IntFlag):
    """Emphasis of a character; the values are liblouis' (``louis.italic``, ``underline``, ``bold``)."""

    PLAIN = 0
    ITALIC = 1
    UNDERLINE = 2
    BOLD = 4


class Liblouis:
    """The loaded library. Use :func:`liblouis`: one a process, one thread."""

    def __init__(self, binding: Path = BINDING) -> None:
        """Raises MissingPart ``braille-liblouis-missing``."""
        self._thread = threading.get_ident()
        try:
            loader = SourceFileLoader("_louis_of_debian", str(binding))
            louis: Any = importlib.util.module_from_spec(ModuleSpec(loader.name, loader))
            loader.exec_module(louis)
        except (OSError, ImportError, KeyError, AttributeError) as error:
            raise MissingPart("braille-liblouis-missing", reason=str(error)) from None
        louis.setLogLevel(louis.LOG_OFF)
        self._louis = louis
        self._translate = louis.liblouis.lou_translate
        # The declared types make ctypes check and convert each argument; our buffers are right, and raw pointers are faster.
        self._mode: int = louis.dotsIO | louis.ucBrl | louis.noUndefined
        self._capacity = 0
        self._grow(16_384)

    @property
    def version(self) -> str:
        """For example "3.24.0"."""
        return str(self._louis.version())

    def compiles(self, tables: bytes) -> bool:
        """Whether the tables (comma-separated names) exist and can be read."""
        self._check_thread()
        return bool(self._louis.liblouis.lou_checkTable(tables))

    def translate(
        self, tables: bytes, text: str, typeforms: array[int] | None = None
    ) -> tuple[str, array[int]]:
        """Cells of ``text`` and, for each character, where its first cell is (raw: -1 or falling numbers may occur).

        ``typeforms``: one :class:`Typeform` a character. Raises RuntimeError where liblouis gives up: tables that do not compile.
        """
        self._check_thread()
        length = len(text)
        raw = text.encode("utf-32-le", "surrogatepass")
        room = length * _GROWTH + 64
        while True:
            if room > self._capacity:
                self._grow(2 * room)
            inlen, outlen = ctypes.c_int(length), ctypes.c_int(room)
            forms = None
            if typeforms is not None:
                # In and out: liblouis writes into it, up to the length of the *output*.
                forms = (ctypes.c_ushort * room)()
                ctypes.memmove(forms, typeforms.tobytes(), 2 * length)
            done = self._translate(
                tables, raw, ctypes.byref(inlen), self._out, ctypes.byref(outlen),
                forms, None, self._positions, self._inputs, None, self._mode,
            )  # fmt: skip
            if not done:
                raise RuntimeError(f"liblouis cannot translate with {tables!r}")
            if inlen.value >= length:
                break
            if room > length * _MOST_GROWTH + 4096:
                # More room does not help: NUL, for one, ends the input.
                raise RuntimeError(f"liblouis stops at character {inlen.value} with {tables!r}")
            room *= 4
        cells = ctypes.string_at(self._out, 4 * outlen.value).decode("utf-32-le")
        positions = array("i")
        positions.frombytes(ctypes.string_at(self._positions, 4 * length))
        return cells, positions

    def hyphenate(self, tables: bytes, word: str) -> tuple[int, ...]:
        """Where ``word`` may be divided: indexes of letters that may begin the second piece."""
        self._check_thread()
        marks = ctypes.create_string_buffer(len(word) + 1)
        raw = word.encode("utf-32-le", "surrogatepass")
        if not self._louis.liblouis.lou_hyphenate(tables, raw, len(word), marks, 0):
            return ()
        return tuple(index for index, mark in enumerate(marks.raw[: len(word)]) if mark & 1 and index)

    def _grow(self, capacity: int) -> None:
        self._capacity = capacity
        self._out = ctypes.create_string_buffer(4 * capacity)
        self._positions = (ctypes.c_int * capacity)()
        self._inputs = (ctypes.c_int * capacity)()

    def _check_thread(self) -> None:
        if threading.get_ident() != self._thread:
            raise RuntimeError("liblouis is not thread-safe: use it from one thread of a worker process")


@cache
def liblouis() -> Liblouis:
    """The library of this process."""
    return Liblouis()
