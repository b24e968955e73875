"""Why a case file cannot be opened, in words: one heading, and what to do about it.

Owns these sentences (E35 of the messages). They say that nothing was changed, blame nobody, and
are read by the office itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wizard.paper.bundle import Fault
from wizard.words import Message, Words, pgettext

# Words: A saved case that a later version of this program wrote.
_NEWER: Final = pgettext("E35", "This case file needs a newer version of this program")
# Words: What to do about a case file of a later version.
_NEWER_BODY: Final = pgettext(
    "E35", "Install the newest version and open it again. Nothing was changed."
)
# Words: A saved case that cannot be read whole, such as from a bad USB stick.
_DAMAGED: Final = pgettext("E35", "This case file is damaged")
# Words: What to do about a damaged case file.
_DAMAGED_BODY: Final = pgettext(
    "E35", "Look for another copy of it, or make a new check. Nothing was changed."
)
# Words: Instead, where the note in a damaged case file can be shown.
_DAMAGED_BODY_NOTE: Final = pgettext(
    "E35", "The note inside it can still be read. Nothing was changed."
)
# Words: The file that was chosen is something else.
_FOREIGN: Final = pgettext("E35", "This is no case file of this program")
# Words: What to do where another file was chosen. The ending .mailcheck is not translated.
_FOREIGN_BODY: Final = pgettext(
    "E35", "Choose a file whose name ends in .mailcheck. Nothing was changed."
)
# Words: The file that was chosen is far larger than any saved case.
_TOO_LARGE: Final = pgettext("E35", "This file is too large for a case file")
# Words: The system does not let us read the file.
_UNREADABLE: Final = pgettext("E35", "This file cannot be read")
# Words: What to do about it. {reason}: the system's own words, such as: Permission denied.
_UNREADABLE_BODY: Final = pgettext(
    "E35",
    "The computer says: {reason}. Copy the file to another place and open it there. "
    "Nothing was changed.",
)

_HEADINGS: Final[Mapping[Fault, tuple[Message, Message]]] = {
    Fault.NEWER: (_NEWER, _NEWER_BODY),
    Fault.DAMAGED: (_DAMAGED, _DAMAGED_BODY),
    Fault.NOT_A_CASE: (_FOREIGN, _FOREIGN_BODY),
    Fault.TOO_LARGE: (_TOO_LARGE, _FOREIGN_BODY),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is told: a heading without a full stop, and sentences."""

    heading: str
    body: str


def cannot_open(fault: Fault, words: Words, *, has_note: bool = False) -> Refusal:
    """Why this is no case that can be opened; `has_note`: its note can still be shown."""
    heading, body = _HEADINGS[fault]
    if has_note and fault is Fault.DAMAGED:
        body = _DAMAGED_BODY_NOTE
    return Refusal(words.say(heading), words.say(body))


def cannot_read(reason: str, words: Words) -> Refusal:
    """The system does not let us read the file; `reason` is in its own words."""
    return Refusal(words.say(_UNREADABLE), words.say(_UNREADABLE_BODY, reason=reason))
