"""What the neighbours said, and what leaves open whose limit it is: sentences for reason codes.

Owns the part of reasons.py about other servers, services, mailboxes and customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.words import Message, pgettext

NEIGHBOURS: Final[Mapping[str, Message]] = {
    # Words: Why the kind is not certain.
    "server-may-be-down": pgettext(
        "reason", "A mail server that has just failed looks the same from here."
    ),
    # Words: Seen in a test. "another server": one that has nothing to do with mail.
    "control-silent": pgettext(
        "reason", "At that moment another server on the internet did not answer either."
    ),
    # Words: Seen in a test. "another server": one that has nothing to do with mail.
    "control-answered": pgettext(
        "reason", "Another server on the internet answered, so your internet line was working."
    ),
    # Words: Why the kind of limit is not certain.
    "wordless-not-courier": pgettext(
        "reason",
        "The server refuses without a word, so the limit may also be for all its customers.",
    ),
    # Words: Why the kind of limit is not certain. "before the mail server": a firewall.
    "filter-may-count-all": pgettext(
        "reason",
        "Something before the mail server refuses. It may also count all customers together.",
    ),
    # Words: Why the kind of limit is not certain: the refusal came neither at once nor late.
    "closed-after-a-while": pgettext(
        "reason",
        "The server waited a moment before it refused, so it may also be full for everybody.",
    ),
    # Words: Why the kind of limit is not certain. "another mail service": the other way in.
    "other-service-refuses-too": pgettext(
        "reason",
        "Another mail service of the same server refused as well, "
        "so the limit may also be for all its customers.",
    ),
    # Words: Why the kind of limit is not certain. "another mail service": the other way in.
    "other-service-unclear": pgettext(
        "reason", "Another mail service of the same server gave no clear answer."
    ),
    # Words: Why the kind of limit is not certain. IPv4 and IPv6 are the two kinds of address.
    "other-family-refuses-too": pgettext(
        "reason",
        "Our other internet address was refused as well, "
        "so the limit may also be for all customers of the server.",
    ),
    # Words: Seen in a test: somebody else's mailbox on the same server was tried once.
    "second-mailbox-gets-in": pgettext(
        "reason", "The second mailbox still got in, so the limit is not for the whole office."
    ),
    # Words: Seen in a test: somebody else's mailbox on the same server was tried once.
    "second-mailbox-refused-too": pgettext(
        "reason", "The second mailbox was refused as well. It may be full itself."
    ),
    # Words: Seen in a test: the password of the second mailbox was wrong. It was tried once.
    "second-mailbox-not-accepted": pgettext(
        "reason", "The server did not accept the second mailbox, so it told us nothing."
    ),
    # Words: Seen in a test: for example mail over the other door of the same server.
    "other-service-answers": pgettext(
        "reason", "Another mail service of the same server still answered."
    ),
    # Words: Seen in a test. "another server": one that has nothing to do with mail.
    "no-control": pgettext(
        "reason",
        "We had no other server to compare with, so your own network may be the cause as well.",
    ),
}
