"""Everything a note speaks of, gathered once: case, advice, language, our address, the events.

Owns the checks of what goes into a note: an address is an address and not an internal one, a name
is one line. A command in a note must be safe to copy, so nothing unchecked may get into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from wizard.core.advice import Advice, Kind, Refusal, Suggestion
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.paper.evidence import Evidence, evidence, moment
from wizard.paper.need_words import about_mailbox
from wizard.paper.quoting import quote_server
from wizard.words import Words

LONGEST_HOST: Final = 253
LONGEST_NAME: Final = 100
# Stands for what is not for the provider's eyes.
_HIDDEN: Final = "…"

# Addresses a provider never sees, so they are no help and nobody's business.
_INTERNAL: Final = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10"),
    )
)


class Subject(StrEnum):
    """What a note is about."""

    ADDRESS = "address"
    FIREWALL = "firewall"
    MAILBOX = "mailbox"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Facts:
    """What one note is made from. `address` is "" where no usable one is known."""

    case: Case
    advice: Advice
    suggestion: Suggestion
    words: Words
    subject: Subject
    address: str
    seen: Evidence
    when: datetime

    @property
    def host(self) -> str:
        """The server's name, safe inside a sentence."""
        return self.words.isolate(quote_server(self.case.target.host, LONGEST_HOST))

    @property
    def said(self) -> str:
        """The server's own words, quoted; where they name the mailbox, it is left out."""
        return quote_server(_nameless(self.seen.words, self.case.target.user or ""))

    @property
    def our_address(self) -> str:
        """Our address, safe inside a sentence; "" where it is not known."""
        return self.words.isolate(self.address) if self.address else ""

    @property
    def value(self) -> str:
        """The value to ask for, as it is typed into a file: never with separators."""
        return str(self.suggestion.value)

    @property
    def server_wide_setting(self) -> str:
        """The setting for the whole server that is asked for besides; "" where none is."""
        wide = self.suggestion
        return "" if wide.server_wide_setting == wide.setting else wide.server_wide_setting

    @property
    def whole_server(self) -> bool:
        """Whether the only limit to ask for is that of the whole server."""
        remedy = self.advice.remedy
        return self.subject is Subject.FULL or (remedy is not None and remedy.whole_server_only)

    @property
    def by_so_many(self) -> bool:
        """Whether the value is what is wanted on top: today's limit of the server is not known."""
        return self.whole_server and self.suggestion.server_wide is None

    @property
    def proven(self) -> bool:
        """Whether places were freed and all of them given back: that is what proves a number."""
        codes = {reason.code for reason in self.advice.verdict.because}
        return bool(self.seen.freed) and "freed-place-not-given-back" not in codes

    @property
    def none_in(self) -> bool:
        """Whether not one connection got in."""
        return self.advice.verdict.kind is Kind.NO_PLACE_FREE


def facts(case: Case, advice: Advice, words: Words, sender: Sender) -> Facts | None:
    """The facts of a note, or None where there is nothing to ask for."""
    if advice.suggestion is None:
        return None
    seen = evidence(case)
    first = seen.first_refused
    when = moment(case, first) if first else case.started_at
    return Facts(
        case=case,
        advice=advice,
        suggestion=advice.suggestion,
        words=words,
        subject=_subject(advice),
        address=office_address(case, sender),
        seen=seen,
        when=when.astimezone(case.zone.tzinfo),
    )


def office_address(case: Case, sender: Sender) -> str:
    """The office's internet address: what the sender gives, else the case's of the same family."""
    given = _outside(sender.office_address)
    if given is not None:
        return str(given)
    server = _parsed(case.address)
    for text in case.office_addresses:
        seen = _outside(text)
        if seen is not None and server is not None and seen.version == server.version:
            return str(seen)
    return ""


def one_line(text: str) -> str:
    """A name as typed, on one line and without hidden characters."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())[:LONGEST_NAME]


def _nameless(text: str, user: str) -> str:
    """`text` without the user's name: Cyrus says “(5 of 5 for anna)”."""
    names = [re.escape(name) for name in (user, user.partition("@")[0]) if name]
    if not names:
        return text
    if "@" in user:
        text = re.sub(names[0], _HIDDEN, text, flags=re.IGNORECASE)
    named = rf"\b(for|user|mailbox|account)([ =:<\"']{{1,3}})(?:{'|'.join(names)})(?![\w.@-])"
    return re.sub(named, rf"\1\2{_HIDDEN}", text, flags=re.IGNORECASE)


def _subject(advice: Advice) -> Subject:
    if advice.verdict.kind is Kind.SERVER_FULL:
        return Subject.FULL
    if about_mailbox(advice):
        return Subject.MAILBOX
    filtered = advice.verdict.refusal is Refusal.PACKET_FILTER
    return Subject.FIREWALL if filtered else Subject.ADDRESS


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    inside = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return inside or found


def _outside(text: str) -> IPv4Address | IPv6Address | None:
    found = _parsed(text)
    if found is None or any(found in network for network in _INTERNAL):
        return None
    return found
