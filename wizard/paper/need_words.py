"""How the need of an office is said: the number, and the devices it was counted from.

Owns these sentences for screen and note. It must never invent devices where only a number is known.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Advice
from wizard.core.model import Need
from wizard.core.recommend import MAILBOX_KINDS, NAMES_MAILBOX
from wizard.words import Words, ngettext, npgettext

# Words: Part of a list of devices: 4 computers, 1 phone or tablet.
_COMPUTERS: Final = ngettext("{count} computer", "{count} computers")
# Words: Part of a list of devices.
_PHONES: Final = ngettext("{count} phone or tablet", "{count} phones or tablets")
# Words: Part of a list of devices, such as a scanner or a ticket system.
_OTHER: Final = ngettext("{count} other device", "{count} other devices")

# Words: The need of the office. {count}: connections; {devices}: 4 computers and 1 phone or tablet.
_OFFICE_COUNTED: Final = npgettext(
    "need",
    "Your office needs about {count} connection ({devices}).",
    "Your office needs about {count} connections ({devices}).",
)
# Words: The need of the office, where the devices were not counted.
_OFFICE: Final = npgettext(
    "need",
    "Your office needs about {count} connection.",
    "Your office needs about {count} connections.",
)
# Words: The need of all devices that share one mailbox.
_MAILBOX: Final = npgettext(
    "need",
    "The devices that share this mailbox need about {count} connection.",
    "The devices that share this mailbox need about {count} connections.",
)


def devices(need: Need, words: Words) -> str:
    """The devices that were counted, "" where none were."""
    counted = ((_COMPUTERS, need.computers), (_PHONES, need.phones), (_OTHER, need.other))
    return words.listing([words.say(message, count) for message, count in counted if count])


def about_mailbox(advice: Advice) -> bool:
    """Whether the need of one mailbox counts here, not that of the office."""
    names_it = any(item.code == NAMES_MAILBOX for item in advice.verdict.because)
    return advice.verdict.kind in MAILBOX_KINDS or names_it


def need_sentence(advice: Advice, words: Words) -> str:
    """How many connections are needed, and what for."""
    if about_mailbox(advice):
        return words.say(_MAILBOX, advice.need.mailbox)
    counted = devices(advice.need, words)
    if not counted:
        return words.say(_OFFICE, advice.need.connections)
    return words.say(_OFFICE_COUNTED, advice.need.connections, devices=counted)
