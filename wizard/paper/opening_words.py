"""Why a case file cannot be opened, in sentences. A first version."""

from __future__ import annotations

from typing import Final

from wizard.paper.bundle import Fault
from wizard.words import Message, Words, pgettext

# Words: Below the heading of a file that cannot be opened.
_ASK_AGAIN: Final = pgettext("E35", "Ask whoever sent it to send it again, or start a new check.")
_TOLD: Final[dict[Fault, tuple[Message, Message]]] = {
    # Words: Heading: a file was chosen that is something else.
    Fault.NOT_A_CASE: (pgettext("E35", "This is no case file of this program"), _ASK_AGAIN),
    # Words: Heading: a case file is not whole any more.
    Fault.DAMAGED: (pgettext("E35", "This case file is damaged"), _ASK_AGAIN),
    Fault.NEWER: (
        # Words: Heading: a case file was written by a later version.
        pgettext("E35", "This case file needs a newer version of this program"),
        # Words: Below that heading.
        pgettext("E35", "Open it with the version that saved it, or start a new check."),
    ),
    # Words: Heading: a file was chosen that is much larger than any case file.
    Fault.TOO_LARGE: (pgettext("E35", "This file is too large for a case file"), _ASK_AGAIN),
}


def heading(fault: Fault, words: Words) -> str:
    """What is wrong with the file."""
    return words.say(_TOLD[fault][0])


def body(fault: Fault, words: Words) -> str:
    """What can be done about it."""
    return words.say(_TOLD[fault][1])
