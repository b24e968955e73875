"""Plain text as HTML may hold it: escaped, and nothing in it that a page cannot or must not show.

Owns what every text of the HTML report goes through: `told` inside an element or a quoted
attribute, `shown` where the sheet of rules quotes it in its own way. It must never let a text end
its element, or turn the line around it.
"""

from __future__ import annotations

import html
import unicodedata
from typing import Final

# Control characters, halves of a pair, and what Unicode has given to nobody.
_NOT_SHOWN: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_SHOWN: Final = "\n"
# They turn everything up to their end, which may never come; isolates end with their paragraph.
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")


def told(text: str) -> str:
    """`text` without what a page cannot show, and with nothing in it that is markup."""
    return html.escape(shown(text))


def shown(text: str) -> str:
    """`text` without what a page cannot or must not show; it may still look like markup."""
    return "".join(filter(_fit, text))


def _fit(character: str) -> bool:
    if character in _TURNS:
        return False
    return character in _SHOWN or unicodedata.category(character) not in _NOT_SHOWN
