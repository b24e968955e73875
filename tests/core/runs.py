"""Tests of one office, as short as a comparison needs them: a verdict, a number, a way in.

Owns the builder `run`: what differs from the example office (Courier, 22 needed, mail closed, over
the encrypted port, without a password) is said by name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.core.tables import OFFICE, REMEDIES, verdict
from wizard.core.advice import Kind, Refusal, Verdict
from wizard.core.compare import compare
from wizard.core.comparison import Change, Comparison, Read, Why
from wizard.core.model import (
    Case,
    Event,
    Need,
    Outcome,
    Plan,
    Security,
    ServerWords,
    Step,
    Target,
)
from wizard.core.recommend import advise
from wizard.core.zone import Zone

COURIER = ServerWords("* OK [CAPABILITY IMAP4rev1] Courier-IMAP ready.")
DOVECOT = ServerWords("* OK [CAPABILITY IMAP4rev1] Dovecot ready.")
STRANGER = ServerWords("* OK mail ready")
NEED = OFFICE.connections
BEGUN = datetime(2026, 8, 24, 12, 32, 7, tzinfo=UTC)
DOOR = Target("mail.example-host.net", 993, Security.TLS, family=4)
INFO = replace(DOOR, user="info@miller.example")
SALES = replace(DOOR, user="sales@miller.example")


def run(
    found: Verdict,
    *,
    peak: int = 0,
    server: ServerWords = COURIER,
    target: Target = DOOR,
    address: str = "198.51.100.25",
    ours: tuple[str, ...] = (),
    need: Need = OFFICE,
    closed: bool = True,
    days: int = 0,
) -> Read:
    """One test with this verdict; `peak` is how many were open at once where it has no number."""
    case = Case(
        program="Mail Connection Check",
        version="0.1.0",
        started_at=BEGUN + timedelta(days=days),
        finished_at=BEGUN + timedelta(days=days, seconds=30),
        target=target,
        plan=Plan(need, mail_closed=closed),
        address=address,
        server=server,
        events=(Event(1.0, Step.CLIMB, Outcome.OPEN, attempt=1, held=peak),) if peak else (),
        office_addresses=ours,
        zone=Zone(120, "CEST"),
    )
    return Read(case, advise(server, found, need, REMEDIES))


def limited(limit: int, *codes: str, at_least: bool = False, **more: object) -> Read:
    """The mail server closes what is above `limit` for this address."""
    found = verdict(Kind.PER_ADDRESS, limit, *codes, at_least=at_least)
    return run(found, **more)  # type: ignore[arg-type]


def filtered(limit: int, **more: object) -> Read:
    """A packet filter does."""
    found = verdict(Kind.PER_ADDRESS, limit, "filter-may-count-all", refusal=Refusal.PACKET_FILTER)
    return run(found, **more)  # type: ignore[arg-type]


def in_words(limit: int, **more: object) -> Read:
    """The server says that this address has too many."""
    found = verdict(Kind.PER_ADDRESS, limit, "words-name-the-address", refusal=Refusal.IN_WORDS)
    return run(found, **more)  # type: ignore[arg-type]


def free(opened: int, **more: object) -> Read:
    """As many as were tried got in."""
    found = verdict(Kind.NO_LIMIT_FOUND, opened, at_least=True, refusal=Refusal.NONE)
    return run(found, **more)  # type: ignore[arg-type]


def mailbox(
    limit: int,
    kind: Kind = Kind.PER_MAILBOX_AND_ADDRESS,
    at_least: bool = False,
    **more: object,
) -> Read:
    """The server says that this mailbox has too many."""
    found = verdict(
        kind, limit, "words-name-the-mailbox", refusal=Refusal.IN_WORDS, at_least=at_least
    )
    return run(found, **{"server": DOVECOT, "target": INFO, **more})  # type: ignore[arg-type]


def shut(*codes: str, **more: object) -> Read:
    """Not one connection got in."""
    found = verdict(Kind.NO_PLACE_FREE, None, *codes)
    return run(found, **more)  # type: ignore[arg-type]


def other(kind: Kind, *codes: str, **more: object) -> Read:
    """A verdict without a number."""
    found = verdict(kind, None, *codes, refusal=Refusal.NONE)
    return run(found, **more)  # type: ignore[arg-type]


def compared(*reads: Read) -> Comparison:
    """The comparison of these tests; there has to be one."""
    found = compare(reads)
    assert found is not None
    return found


def change(*reads: Read) -> Change | Why:
    """What changed, or why nobody knows."""
    found = compared(*reads)
    return found.why if found.change is Change.UNCLEAR else found.change
