"""What happened in a test besides refusals, for a technician, one sentence for each event.

Owns these sentences as data, marked for translation; those about refusals are turned_away_words.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.model import Outcome
from wizard.words import Message, npgettext, pgettext

# Words: {mailbox}: the name of the mailbox that signed in, not to be translated.
OUR_MAILBOX: Final = pgettext("technical", "Mailbox of the test: {mailbox}")
# Words: One more connection opened at {time}.
GOT_IN: Final = pgettext("technical", "{time}: one more got in after {milliseconds} ms.")
# Words: At {time} the open connections were asked whether they live; {count} of {of} answered.
HELD_ASKED: Final = npgettext(
    "technical",
    "{time}: {count} of {of} open connections answered.",
    "{time}: {count} of {of} open connections answered.",
)
# Words: At {time} a connection broke off before the mail service had greeted.
BROKEN_OFF: Final = pgettext(
    "technical", "{time}: the server began to answer and broke off after {milliseconds} ms."
)

OTHERWISE: Final[Mapping[Outcome, Message]] = {
    # Words: At {time} a connection was lost. {count}: so many were still open.
    Outcome.LOST: pgettext(
        "technical",
        "{time}: an open connection ended without our doing; {count} still open.",
    ),
    # Words: {time}: UTC. "another server": one that has nothing to do with mail.
    Outcome.CONTROL_ANSWERED: pgettext(
        "technical", "{time}: another server on the internet answered after {milliseconds} ms."
    ),
    # Words: {time}: UTC. "another server": one that has nothing to do with mail.
    Outcome.CONTROL_UNANSWERED: pgettext(
        "technical",
        "{time}: another server on the internet did not answer within {milliseconds} ms.",
    ),
    # Words: {time}: UTC. Port 443 of the mail server's own address.
    Outcome.WEB_ANSWERED: pgettext(
        "technical", "{time}: port 443 of the same address answered after {milliseconds} ms."
    ),
    # Words: {time}: UTC. Port 443 of the mail server's own address.
    Outcome.WEB_UNANSWERED: pgettext(
        "technical",
        "{time}: port 443 of the same address did not answer within {milliseconds} ms.",
    ),
    # Words: {time}: UTC. "we": the program that tested. {fault}: name, issuer, date or other.
    Outcome.CERTIFICATE_PROBLEM: pgettext(
        "technical",
        "{time}: the check of the certificate failed ({fault}), and we closed the connection.",
    ),
    # Words: {time}: UTC. Do not translate TLS.
    Outcome.NO_ENCRYPTION: pgettext(
        "technical", "{time}: TCP accepted, but no TLS could be agreed on."
    ),
}
