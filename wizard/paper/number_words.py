"""The sentence with the number, for every situation that has one.

Owns the table as data, marked for translation. One number in a sentence, as `{count}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper.situation import Situation
from wizard.words import Message, npgettext, pgettext

# Words: Sentence with the number found. It stands under a headline or beside a large number.
_ALLOWED: Final = npgettext(
    "number",
    "{count} connection is allowed at the same time.",
    "{count} connections are allowed at the same time.",
)
# Words: The same where others may have used mail meanwhile.
_FREE: Final = npgettext(
    "number",
    "{count} was free while other devices may have been using mail, "
    "so the real limit may be a little higher.",
    "{count} were free while other devices may have been using mail, "
    "so the real limit may be a little higher.",
)
# Words: The same for a limit that is enough.
_POSSIBLE: Final = npgettext(
    "number",
    "{count} connection can be open at the same time.",
    "{count} connections can be open at the same time.",
)
# Words: The same where no limit was met. "said no to none": the server refused no connection.
_OPENED: Final = npgettext(
    "number",
    "{count} connection opened, and the server said no to none.",
    "{count} connections opened at the same time, and the server said no to none.",
)
# Words: The same where the server was full.
_THEN_FULL: Final = npgettext(
    "number",
    "{count} connection opened, then the server took no more.",
    "{count} connections opened, then the server took no more.",
)
# Words: The sentence where not one connection got in, after three more tries with pauses.
_NONE_FREE: Final = pgettext(
    "number", "No connection was free, and none became free while we waited."
)

NUMBERS: Final[Mapping[Situation, Message]] = {
    Situation.OFFICE: _ALLOWED,
    Situation.OFFICE_AT_LEAST: _FREE,
    Situation.OFFICE_NO_PLACE: _NONE_FREE,
    Situation.NO_PLACE_IN_WORDS: _NONE_FREE,
    Situation.MAILBOX: _ALLOWED,
    Situation.MAILBOX_AT_LEAST: _FREE,
    Situation.MAILBOX_HERE: _ALLOWED,
    Situation.MAILBOX_HERE_AT_LEAST: _FREE,
    Situation.MAILBOX_NO_PLACE: _NONE_FREE,
    Situation.NO_LIMIT: _OPENED,
    Situation.NO_LIMIT_BELOW_NEED: _OPENED,
    Situation.OFFICE_JUST_ENOUGH: _POSSIBLE,
    Situation.MAILBOX_JUST_ENOUGH: _POSSIBLE,
    Situation.OFFICE_ENOUGH: _POSSIBLE,
    Situation.MAILBOX_ENOUGH: _POSSIBLE,
    Situation.SERVER_BUSY: _THEN_FULL,
    Situation.SERVER_SAYS_FULL: _THEN_FULL,
    # Words: Sentence with the number: so many connections started one after the other.
    Situation.RATE: npgettext(
        "V7",
        "{count} connection started, then the server wanted a pause.",
        "{count} connections started in a row, then the server wanted a pause.",
    ),
    # Words: Sentence with the number, where the test could not decide.
    Situation.UNCLEAR: npgettext(
        "V8",
        "At least {count} connection opened.",
        "At least {count} connections opened at the same time.",
    ),
    # Words: Sentence with the number: more connections are not kept.
    Situation.EVICTS: npgettext(
        "V10",
        "{count} connection is kept at a time; the older one is closed without warning.",
        "{count} connections are kept at a time; the oldest is closed without warning.",
    ),
    # Words: Sentence with the number: so many connections were open when the network failed.
    Situation.OWN_NETWORK: npgettext(
        "V11",
        "With {count} open connection nothing else could be reached either.",
        "With {count} open connections nothing else could be reached either.",
    ),
    Situation.FIREWALL: _ALLOWED,
    Situation.FIREWALL_AT_LEAST: _FREE,
    # Words: Sentence with the number: so many connections were open when the user stopped.
    Situation.STOPPED: npgettext(
        "E32",
        "{count} connection was open when you stopped.",
        "{count} connections were open when you stopped.",
    ),
}

# Words: Said under a result of 0 opened connections, where the server never answered.
NO_REPLY: Final = pgettext("number", "The server did not answer at all.")
# Words: Added where the server's own words name another number than the one counted.
SERVER_NAMES: Final = pgettext("number", "The mail server itself names the number {count}.")
# Words: Added to a limit on how fast connections may start. {count}: seconds that we waited.
RATE_PAUSE: Final = npgettext(
    "number",
    "After a pause of {count} second a new one got in.",
    "After a pause of {count} seconds a new one got in.",
)
# Words: Added to a limit on how fast connections may start.
RATE_SECONDS: Final = npgettext(
    "number", "That took about {count} second.", "That took about {count} seconds."
)
