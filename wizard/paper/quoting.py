"""The server's own words, made harmless: cut, on one line, nothing hidden, nothing executable.

Owns the one function every screen and paper quotes a server with. What a stranger's server says
must never move the cursor, change the direction of a line, look like our own words or be markup.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 200
_MORE: Final = "…"

# Control, format (bidi overrides, invisible marks), surrogate, private, unassigned, separators.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# An angle bracket could begin markup; a quotation mark could seem to end the quotation.
_LOOK_ALIKE: Final = {
    "<": "‹",
    ">": "›",
    '"': "'",
    "“": "'",
    "”": "'",
    "„": "'",
    "«": "‹",
    "»": "›",
}


def quote_server(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, at most `longest` characters, every hidden character visible."""
    # A character becomes ten at most, so no more than this is looked at, however much was sent.
    shown = "".join(_harmless(character) for character in text[: longest + 1].strip())
    whole = len(text) <= longest + 1 and len(shown) <= longest
    return shown if whole else shown[: longest - 1].rstrip() + _MORE


def _harmless(character: str) -> str:
    if character in _LOOK_ALIKE:
        return _LOOK_ALIKE[character]
    category = unicodedata.category(character)
    if category in _HIDDEN:
        return f"\\u{{{ord(character):x}}}"
    return " " if category == "Zs" else character
