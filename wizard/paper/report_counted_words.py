"""The sentences that say how the numbers of a report came about, in its third part.

Owns them as data, marked for translation. They say what was counted and never more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.advice import Kind
from wizard.words import Message, npgettext, pgettext

# Words: Heading above a list of facts: how each number of this report was counted.
COUNTED: Final = pgettext("counted", "How it was counted")
# Words: A name in that list.
FOUND: Final = pgettext("counted", "Number found")
# Words: A value beside it. {count}: connections.
MOST_OPEN: Final = npgettext(
    "counted",
    "{count}: the most that was open at the same time",
    "{count}: the most that were open at the same time",
)
# Words: A value beside it. {count}: connections. "one more": the next one.
_AT_THE_LIMIT: Final = npgettext(
    "counted",
    "{count} was open at the same time, and one more did not get in",
    "{count} were open at the same time, and one more did not get in",
)
FOUND_AS: Final[Mapping[Kind, Message]] = {
    Kind.PER_ADDRESS: _AT_THE_LIMIT,
    Kind.PER_MAILBOX: _AT_THE_LIMIT,
    Kind.PER_MAILBOX_AND_ADDRESS: _AT_THE_LIMIT,
    Kind.SERVER_FULL: _AT_THE_LIMIT,
    # Words: The same where every connection that was tried got in.
    Kind.NO_LIMIT_FOUND: npgettext(
        "counted",
        "{count} was open at the same time, and none was turned away",
        "{count} were open at the same time, and none was turned away",
    ),
    # Words: The same where the server wants a pause after so many.
    Kind.RATE: npgettext(
        "counted",
        "{count} got in before the first one that did not",
        "{count} got in, one after the other, before the first one that did not",
    ),
    # Words: The same where each new connection pushes out an old one.
    Kind.EVICTS_OLDEST: npgettext(
        "counted",
        "{count} stayed open; each further one pushed out an old one",
        "{count} stayed open; each further one pushed out an old one",
    ),
}
# Words: A name in that list: how many tries ended without a connection.
TRIES: Final = pgettext("counted", "Tries")
# Words: A value beside it. {count} of {of} tries ended in the same way.
TRIES_ENDED: Final = npgettext(
    "counted", "{count} of {of} did not get in", "{count} of {of} did not get in"
)
# Words: A name in that list: with or without a password.
SIGN_IN: Final = pgettext("evidence", "Sign-in")
# Words: A value beside it, behind what is said of the mailbox. {mailbox}: such as "one mailbox".
EACH_SIGNED_IN: Final = pgettext("counted", "{mailbox}; each connection signed in")
# Words: The same where none did, for example because the password was never sent.
NONE_SIGNED_IN: Final = pgettext("counted", "{mailbox}; no connection signed in")
# Words: A name in that list: whether mail was closed on all other devices.
MAIL_CLOSED: Final = pgettext("evidence", "Mail closed on all other devices")
# Words: A value beside it, as the person who tested said.
YES: Final = pgettext("evidence", "yes")
# Words: A value beside it, as the person who tested said.
NO_ANSWER: Final = pgettext("evidence", "no, or not known")
# Words: A name in that list: connections of other programs on this computer.
OTHER_PROGRAMS: Final = pgettext("evidence", "Connections of other programs on this computer")
# Words: A value beside it: there was no such connection.
NO_OTHERS: Final = pgettext("counted", "none")
# Words: A value beside it: nobody counted them.
NOT_COUNTED: Final = pgettext("counted", "not counted")
# Words: A value beside it. "which programs": their names, such as Thunderbird.
OTHERS: Final = npgettext(
    "counted",
    "{count}, part of the number found; which program it was stands in the case file only",
    "{count}, part of the number found; which programs they were stands in the case file only",
)
# Words: The same where the number found speaks of the test's own connections only.
OTHERS_BESIDE: Final = npgettext(
    "counted",
    "{count}, beside the number found; which program it was stands in the case file only",
    "{count}, beside the number found; which programs they were stands in the case file only",
)
# Words: A name in that list: how many connections are needed.
NEED: Final = pgettext("evidence", "Need")
# Words: A name in that list: which mail program the need was counted for.
COUNTED_FOR: Final = pgettext("evidence", "Need counted for")
# Words: A name in that list: how times in milliseconds are to be read.
TIMES: Final = pgettext("counted", "Milliseconds (ms)")
# Words: A value beside it. "the part before": the part of the report for the technician.
TIMES_READ: Final = pgettext(
    "counted",
    "in this part from the start of an attempt; in the part before from the TCP connection",
)
