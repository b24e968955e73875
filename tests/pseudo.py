"""A language nobody speaks: finds sentences that were never marked, and room that is too narrow.

Made from the template: every sentence in brackets, with accents, half as long again. Placeholders
stay as they are, so a pseudo sentence can be filled in like a real one.
"""

from __future__ import annotations

import re
from typing import Final

from babel.messages import Catalog

from tests.catalogue import TEMPLATE, compiled, read
from wizard.words import Words

OPEN, CLOSE = "⟦", "⟧"
_ACCENTS: Final = str.maketrans("aeiouyncsAEIOUYNCS", "áéíóúýñçšÁÉÍÓÚÝÑÇŠ")
# Escaped braces and placeholders are no words.
_KEPT: Final = re.compile(r"(\{\{|\}\}|\{[a-z_]+\})")
_LONGER: Final = 0.5


def pseudo(text: str) -> str:
    """`text` as this language says it."""
    parts = _KEPT.split(text)
    said = "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    return f"{OPEN}{said}{'~' * round(len(text) * _LONGER)}{CLOSE}"


def pseudo_catalogue() -> Catalog:
    """The template, translated."""
    made = Catalog(locale="en")
    for message in read(TEMPLATE):
        if isinstance(message.id, tuple):
            said: str | tuple[str, ...] = tuple(pseudo(text) for text in message.id)
        else:
            said = pseudo(str(message.id))
        if message.id:
            made.add(message.id, said, context=message.context)
    return made


def pseudo_words() -> Words:
    """The language, ready to speak."""
    return Words("en", compiled(pseudo_catalogue()))


def untranslated(text: str) -> str:
    """What of a paragraph stands outside every bracket: words that came from no catalogue."""
    depth, outside = 0, []
    for mark in text:
        depth += (mark == OPEN) - (mark == CLOSE)
        if not depth and mark != CLOSE:
            outside.append(mark)
    return "".join(outside).strip()
