"""The letters a PDF is written with: our own fonts first, then the system's.

Owns which font writes which character, and what cannot be written here at all. It must never
choose by chance: where our fonts can write a text, every computer writes it alike.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

from wizard import assets
from wizard.paper.pdf_words import SCRIPTS
from wizard.paper.system_fonts import look_without_traces

FILES: Final = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansMono-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
)
TEXT: Final = "Noto Sans"
MONO: Final = "Noto Sans Mono"
# Stands for a character that no font here can write.
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"

_Of = QFontDatabase.WritingSystem
_OURS: Final = {
    "ARABIC": "Noto Sans Arabic",
    "DEVANAGARI": "Noto Sans Devanagari",
    "HEBREW": "Noto Sans Hebrew",
}
_EAST_ASIAN: Final = (_Of.Japanese, _Of.SimplifiedChinese, _Of.TraditionalChinese)
# By the first word of a character's name: the fonts of the system that say they write its script.
# Qt complains aloud when it is left to find that out for the scripts whose letters join.
_SYSTEMS: Final = {
    "CJK": _EAST_ASIAN,
    "FULLWIDTH": _EAST_ASIAN,
    "HALFWIDTH": _EAST_ASIAN,
    "HIRAGANA": _EAST_ASIAN,
    "IDEOGRAPHIC": _EAST_ASIAN,
    "KATAKANA": _EAST_ASIAN,
    "HANGUL": (_Of.Korean,),
    "BENGALI": (_Of.Bengali,),
    "GUJARATI": (_Of.Gujarati,),
    "GURMUKHI": (_Of.Gurmukhi,),
    "KANNADA": (_Of.Kannada,),
    "KHMER": (_Of.Khmer,),
    "MALAYALAM": (_Of.Malayalam,),
    "MYANMAR": (_Of.Myanmar,),
    "NKO": (_Of.Nko,),
    "ORIYA": (_Of.Oriya,),
    "SINHALA": (_Of.Sinhala,),
    "SYRIAC": (_Of.Syriac,),
    "TAMIL": (_Of.Tamil,),
    "TELUGU": (_Of.Telugu,),
    "THAANA": (_Of.Thaana,),
    "TIBETAN": (_Of.Tibetan,),
}
_NAMED: Final = {
    "CJK": "chinese",
    "IDEOGRAPHIC": "chinese",
    "HANGUL": "korean",
    "FULLWIDTH": "japanese",
    "HALFWIDTH": "japanese",
    "HIRAGANA": "japanese",
    "KATAKANA": "japanese",
}
# Marks above and below letters: no language heaps up more, and more would cover other lines.
_MARK: Final = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_HEAP: Final = re.compile(f"({_MARK}{{3}}){_MARK}+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text in one script; `start` and `length` count as Qt does, in UTF-16."""

    script: str
    start: int
    length: int


@cache
def application() -> QGuiApplication:
    """The running application, or one without a window: painting needs one for its fonts."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    look_without_traces()
    return QGuiApplication(sys.argv[:1])


@cache
def bring() -> None:
    """Make our fonts known to Qt, once."""
    application()
    for name in FILES:
        QFontDatabase.addApplicationFont(str(assets.path("fonts", name)))


def families(family: str, script: str = "") -> list[str]:
    """The fonts that write a script in the manner of TEXT or MONO, best first."""
    if script in _SYSTEMS:
        return [*_of_the_system(script), family]
    # MONO has arrows and boxes that TEXT is without.
    both = [family, MONO if family == TEXT else TEXT]
    return [_OURS[script], *both] if script in _OURS else both


@cache
def _of_the_system(script: str) -> list[str]:
    bring()
    return [name for each in _SYSTEMS[script] for name in QFontDatabase.families(each)]


def stretches(text: str) -> list[Stretch]:
    """The text by scripts, as Qt parts it: signs of no script go with what stands before them."""
    found: list[Stretch] = []
    at = 0
    for character in text:
        size = 1 + (character > "\uffff")
        script = script_of(character)
        last = found[-1] if found else None
        if last and (script is None or script == last.script):
            found[-1] = Stretch(last.script, last.start, last.length + size)
        elif last and last.script == "common" and script is not None:
            found[-1] = Stretch(script, last.start, last.length + size)
        else:
            found.append(Stretch("common" if script is None else script, at, size))
        at += size
    return found


def script_of(character: str) -> str | None:
    """The script of a character that has fonts of its own; "" for others, None for no script."""
    word = re.split("[ -]", unicodedata.name(character, ""))[0]
    if word in _OURS or word in _SYSTEMS:
        return word
    return "" if unicodedata.category(character).startswith("L") else None


@cache
def can_write(character: str) -> bool:
    """Whether a font here has this character."""
    bring()
    script = script_of(character) or ""
    if script in _SYSTEMS and not _of_the_system(script):
        return False
    return QFontMetrics(QFont(families(TEXT, script))).inFontUcs4(ord(character))


def writable(text: str) -> str:
    """The text in one line, with a sign for each character that cannot be drawn."""
    if text.isascii() and text.isprintable():
        return text
    return _HEAP.sub(r"\1", "".join(map(_drawn, text)))


@cache
def _drawn(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category == "Cf":  # directions and joins are seen by what they do
        return character
    return character if category != "Cs" and can_write(character) else UNKNOWN


def missing(written: Iterable[str]) -> tuple[str, ...]:
    """The ids (pdf_words.SCRIPTS) of what is in these texts and cannot be written here."""
    lost = {character for text in written for character in text if _is_lost(character)}
    named = {_NAMED.get(script_of(character) or "", "other") for character in lost}
    if "japanese" in named:
        named.discard("chinese")  # the same characters, in a Japanese text
    return tuple(name for name in SCRIPTS if name in named)


def _is_lost(character: str) -> bool:
    return _drawn(character) == UNKNOWN != character


def texts(value: object) -> Iterator[str]:
    """Every text in a report or a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
