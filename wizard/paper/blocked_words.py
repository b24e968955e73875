"""The sentences of the notes for an office that gets no connection at all, or none any more.

Owns them as data, marked for translation. From outside a block and a server out of order look
alike, so each of them says "may".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.model import Outcome
from wizard.words import Message, npgettext, pgettext

# -- Locked out after connections had opened -----

# Words: Subject of the note. {address}: the office's internet address.
SUBJECT_LOCKED: Final = pgettext(
    "note", "Mail fails in our office: is {address} blocked by your protection?"
)
# Words: The same where the address is not known.
SUBJECT_LOCKED_UNKNOWN: Final = pgettext(
    "note", "Mail fails in our office: are we blocked by your protection?"
)
# Words: The first thing a provider has to know.
NO_ATTACK: Final = pgettext("note", "It was a test of connections and no attack on passwords.")
# Words: The connections that were open no longer answered.
FROZEN: Final = pgettext("note", "The open ones stopped answering.")
# Words: The connections that were open were all cut.
CUT: Final = pgettext("note", "The open ones were cut off together.")
# Words: Nobody got in even later.
STILL_REFUSED: Final = pgettext(
    "note", "After a pause with none of ours open, a new one was still turned away."
)
# Words: So the office's own line was well.
OTHERS_ANSWERED: Final = pgettext(
    "note", "Another server on the internet answered us at that moment."
)
# Words: What it may be. "protection": against attacks on passwords.
MAY_BE_LOCKED: Final = pgettext(
    "note",
    "Your protection against attacks may have blocked us. "
    "Your server may also have failed at that moment.",
)
# Words: Request. {address}: the office's internet address.
UNBLOCK: Final = pgettext(
    "note", "Please check whether {address} is blocked at your server, and unblock it."
)
# Words: The same where the address is not known.
UNBLOCK_UNKNOWN: Final = pgettext(
    "note",
    "Please check whether our office's internet address is blocked at your server, and unblock it.",
)
# Words: What the provider's log may tell.
WRONG_PASSWORDS: Final = pgettext(
    "note",
    "If one of our devices sends a wrong password, please tell us for which mailbox.",
)
# Words: For a technician, before commands. The names are those of protections.
UNBLOCK_HOW: Final = pgettext(
    "technical", "Where one of these protects the server, this shows or lifts a block:"
)

# -- Not one connection -----

# Words: Subject of the note. {host}: server name, not to be translated.
SUBJECT_SILENT: Final = pgettext("note", "Your mail server {host} does not answer our office")
# Words: Subject of the note. {host}: server name, not to be translated.
SUBJECT_TURNED_AWAY: Final = pgettext(
    "note", "Your mail server {host} turns away every connection from our office"
)
# How the last try ended.
ENDED: Final[Mapping[Outcome, Message]] = {
    # Words: How the last try ended.
    Outcome.CONNECT_UNANSWERED: pgettext("note", "The last one got no answer at all."),
    # Words: How the last try ended.
    Outcome.CONNECT_REFUSED: pgettext(
        "note", "The last one was refused before it reached the mail service."
    ),
    # Words: How the last try ended. "without a word": the server says nothing.
    Outcome.CLOSED_AT_ONCE: pgettext("note", "The last one was closed at once, without a word."),
    # Words: How the last try ended. "without a word": the server says nothing.
    Outcome.CLOSED_LATE: pgettext(
        "note", "The last one had to wait and was then closed, without a word."
    ),
    # Words: How the last try ended.
    Outcome.SILENT: pgettext("note", "The last one was accepted, but your server said nothing."),
    # Words: How the last try ended.
    Outcome.LOST: pgettext("note", "The last one broke off after your server began to answer."),
}
# Words: How the last try ended. {said}: the server's words, a quotation.
REFUSED_SAYING: Final = pgettext("note", "The last one was refused with the words “{said}”.")
# Words: What it may be.
MAY_BE_DOWN: Final = pgettext(
    "note", "Your server may be out of order, or it may be blocking our address."
)
# Words: Request.
LOOK_AT_IT: Final = pgettext(
    "note", "Please check whether the mail service is running, and whether it blocks our address."
)

# -- No encryption -----

# Words: Subject of the note. {host}: server name, not to be translated.
SUBJECT_OPEN: Final = pgettext("note", "No encrypted connection to your mail server {host}")
# Words: What was seen.
NO_ENCRYPTION: Final = pgettext(
    "note",
    "An encrypted connection could not be agreed on, so the test ended there. "
    "No password was sent.",
)
# Words: What was seen. Do not translate TLS 1.0 and TLS 1.1.
OLD_ENCRYPTION: Final = pgettext(
    "note",
    "It speaks only TLS 1.1 or older, which mail programs of today refuse, so the test ended "
    "there. No password was sent.",
)
# Words: Request. Do not translate TLS.
ENCRYPT: Final = pgettext(
    "note",
    "Please offer TLS 1.2 or newer there, or tell us the server name and port that we should use.",
)

# -- A limit that names nobody -----

# Words: What was seen. {host}: server name, not to be translated.
UNNAMED: Final = pgettext(
    "note",
    "Your server speaks of a limit, but not whether it is for one mailbox, "
    "for our address or for all customers.",
)
# Words: Request.
WHICH_LIMIT: Final = pgettext(
    "note",
    "Please look in your log which limit this is, and raise it so that our office gets "
    "{count} connections.",
)

# -- A mailbox without a free connection -----

# Words: Subject of the note. {host}: server name, not to be translated.
SUBJECT_MAILBOX: Final = pgettext(
    "note", "A mailbox at your mail server {host} has no free connection"
)
# Words: What was seen, behind the server's own words.
MAILBOX_FULL: Final = pgettext(
    "note",
    "We take that for a limit of the mailbox and not for a wrong password. "
    "How many connections it may have we could not count: not one was free.",
)
# Words: What the server's words tell. {count}: connections.
MAILBOX_NAMED: Final = npgettext(
    "note",
    "Your server's words name a limit of {count} connection.",
    "Your server's words name a limit of {count} connections.",
)
# Words: Request. "it": the mailbox.
MAILBOX_LIMIT: Final = pgettext(
    "note",
    "Please look how many connections this mailbox may have, and from which addresses it is used "
    "just now. Please raise the limit, or tell us what it is.",
)
