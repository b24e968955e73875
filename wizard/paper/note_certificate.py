"""The note about a server's certificate that could not be confirmed.

Owns what stands in it: which fault, seen when, what is asked, and that no password was sent. A
command in it holds nothing but a checked name and a number.
"""

from __future__ import annotations

import re
from typing import Final

from wizard.core.model import Security
from wizard.paper import certificate_words as say
from wizard.paper import letter_words
from wizard.paper.facts import LONGEST_HOST, Basics
from wizard.paper.note_findings import sureness
from wizard.paper.note_measured import Item, measured, shown_by
from wizard.paper.note_parts import (
    Letter,
    from_where,
    no_secrets,
    tell_us,
    tested,
    tested_mailbox,
)
from wizard.paper.quoting import quote_server
from wizard.paper.shown_certificate import certificate_values, technical_line
from wizard.paper.situation import situation

_MOST_NAMES: Final = 5
# What stands in a command is typed into a shell by somebody who trusts us.
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def about_certificate(known: Basics) -> Letter:
    """The note about the certificate."""
    words, fault = known.words, situation(known.advice)
    values = {**certificate_values(known.case, words), "host": known.host}
    seen, stopped = words.say(say.FAULTS[fault], 1, **values), words.say(say.NOTHING_SENT)
    facts = (tested(known), seen, *_names(known), stopped)
    wanted = words.say(say.REQUESTS[fault], host=known.host)
    return Letter(
        subject=words.say(say.SUBJECTS[fault], 1, **values),
        short=(*facts, wanted, words.say(say.IF_IN_ORDER[fault])),
        shortest=(tested(known), seen, stopped, wanted),
        paragraphs=(
            words.say(letter_words.OPENING),
            " ".join([*facts, sureness(known), from_where(known)]),
            wanted,
        ),
        closing=(words.say(say.IF_IN_ORDER[fault]), tell_us(known), *tested_mailbox(known)),
        technical=(
            *measured(known, shown_by(known)),
            *_as_seen(known),
            *_see_it(known),
            no_secrets(known),
        ),
    )


def _names(known: Basics) -> list[str]:
    """The names in the certificate, where they were recorded."""
    names = next((event.names for event in known.case.events if event.names), ())[:_MOST_NAMES]
    if not names:
        return []
    quoted = [known.words.isolate(quote_server(name)) for name in names]
    return [known.words.say(say.NAMES, names=known.words.listing(quoted))]


def _as_seen(known: Basics) -> list[Item]:
    """The certificate itself, where it was looked at."""
    line = technical_line(known.case, known.words)
    return [Item(line)] if line else []


def _see_it(known: Basics) -> list[Item]:
    """The command that shows the certificate."""
    target = known.case.target
    if len(target.host) > LONGEST_HOST or not _NAME.fullmatch(target.host):
        return []
    starttls = " -starttls imap" if target.security is Security.STARTTLS else ""
    command = (
        f"openssl s_client -connect {target.host}:{target.port} -servername {target.host}"
        f"{starttls} -showcerts </dev/null"
    )
    return [Item(known.words.say(say.SEE_IT), (command,))]
