"""Everything a note speaks of, gathered once: case, advice, language, our address, the events.

Owns the checks of what goes into a note: an address is an address and not an internal one, a name
is one line. A command in a note must be safe to copy, so nothing unchecked may get into it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final

from wizard.core.advice import Advice, Kind, Refusal, Suggestion
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.core.outside import outside, parsed, seen_from_outside
from wizard.paper.discretion import quoted
from wizard.paper.evidence import Evidence, evidence, moment
from wizard.paper.need_words import about_mailbox
from wizard.paper.quoting import LONGEST, quote_server
from wizard.words import Words

LONGEST_HOST: Final = 253
LONGEST_MAILBOX: Final = 254
LONGEST_NAME: Final = 100


class Subject(StrEnum):
    """What a note is about."""

    ADDRESS = "address"
    FIREWALL = "firewall"
    MAILBOX = "mailbox"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Basics:
    """What every note is made from. `address` is "" where no usable one is known.

    `mailbox` is the name of the mailbox that signed in, "" where the sender does not want it told.
    """

    case: Case
    advice: Advice
    words: Words
    address: str
    mailbox: str
    seen: Evidence
    when: datetime

    @property
    def host(self) -> str:
        """The server's name, safe inside a sentence."""
        return self.words.isolate(quote_server(self.case.target.host, LONGEST_HOST))

    @property
    def said(self) -> str:
        """The server's own words to a refused connection, quoted."""
        return self.quoted(self.seen.words)

    @property
    def our_address(self) -> str:
        """Our address, safe inside a sentence; "" where it is not known."""
        return self.words.isolate(self.address) if self.address else ""

    @property
    def named_mailbox(self) -> str:
        """The mailbox's name, safe inside a sentence; "" where it is not to be told."""
        return self.words.isolate(self.mailbox) if self.mailbox else ""

    @property
    def domain(self) -> str:
        """The domain of the mailbox, safe inside a sentence; "" where its name holds none."""
        domain = (self.case.target.user or "").rpartition("@")[2]
        known = "@" in (self.case.target.user or "") and domain
        return self.words.isolate(quote_server(domain, LONGEST_HOST)) if known else ""

    @property
    def none_in(self) -> bool:
        """Whether not one connection got in."""
        return self.advice.verdict.kind is Kind.NO_PLACE_FREE

    def quoted(self, text: str) -> str:
        """The server's words, without what is nobody's business (discretion.py)."""
        return quoted(text, self.case, Sender(names_mailbox=bool(self.mailbox)), LONGEST)


@dataclass(frozen=True, slots=True)
class Facts(Basics):
    """The same where there is a value to ask for."""

    suggestion: Suggestion
    subject: Subject

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


def facts(case: Case, advice: Advice, words: Words, sender: Sender) -> Facts | None:
    """The facts of a note, or None where there is no value to ask for."""
    if advice.suggestion is None:
        return None
    known = basics(case, advice, words, sender)
    shared = {field.name: getattr(known, field.name) for field in fields(Basics)}
    return Facts(**shared, suggestion=advice.suggestion, subject=_subject(advice))


def basics(case: Case, advice: Advice, words: Words, sender: Sender) -> Basics:
    """What every note needs to know."""
    seen = evidence(case)
    first = seen.first_refused
    when = moment(case, first) if first else case.started_at
    return Basics(
        case=case,
        advice=advice,
        words=words,
        address=office_address(case, sender),
        mailbox=_mailbox(case) if sender.names_mailbox else "",
        seen=seen,
        when=when.astimezone(case.zone.tzinfo),
    )


def office_address(case: Case, sender: Sender) -> str:
    """The office's internet address: what the sender gives, else the case's.

    One of the other family is none that the server saw: a limit raised for it would help nobody.
    """
    given, server = outside(sender.office_address), parsed(case.address)
    if given is not None and (server is None or server.version == given.version):
        return str(given)
    return next(iter(seen_from_outside(case)), "")


def one_line(text: str) -> str:
    """A name as typed, on one line and without hidden characters."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())[:LONGEST_NAME]


def _mailbox(case: Case) -> str:
    return quote_server(" ".join((case.target.user or "").split()), LONGEST_MAILBOX)


def _subject(advice: Advice) -> Subject:
    if advice.verdict.kind is Kind.SERVER_FULL:
        return Subject.FULL
    if about_mailbox(advice):
        return Subject.MAILBOX
    filtered = advice.verdict.refusal is Refusal.PACKET_FILTER
    return Subject.FIREWALL if filtered else Subject.ADDRESS
