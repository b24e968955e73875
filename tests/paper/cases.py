"""Cases as the example office would record them: Miller & Sons, mail.example-host.net.

Owns small builders: a test says what the server did, in the order it did it, and gets the case, the
verdict and the advice. Times are those of the course: one attempt a second, then the checks.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wizard.core import recommend
from wizard.core.advice import Advice, Because, Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.model import (
    Case,
    Event,
    Need,
    Outcome,
    Phase,
    Plan,
    Security,
    ServerWords,
    Step,
    Target,
)
from wizard.core.zone import Zone

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
NEEDS: Final[dict[str, Any]] = json.loads((RESOURCES / "need.json").read_text("utf-8"))
REMEDIES: Final[dict[str, Any]] = json.loads((RESOURCES / "remedies.json").read_text("utf-8"))

BEGUN: Final = datetime(2026, 8, 24, 12, 32, 7, 120_000, tzinfo=UTC)
# As the clock of a computer names it; a named zone would need a data base Windows has not.
ZONE: Final = Zone(120, "CEST")
NEED: Final = recommend.count_need(NEEDS, computers=4, program="thunderbird", phones=1)
OFFICE_ADDRESS: Final = "203.0.113.7"

COURIER: Final = ServerWords(
    "* OK [CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT "
    "THREAD=REFERENCES SORT QUOTA IDLE ACL ACL2=UNION AUTH=PLAIN] Courier-IMAP ready. "
    "Copyright 1998-2019 Double Precision, Inc.  See COPYING for distribution information."
)
DOVECOT: Final = ServerWords(
    "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN] "
    "Dovecot (Debian) ready.",
    identity=(("name", "Dovecot"),),
)
STRANGER: Final = ServerWords("* OK mail ready")
SILENT: Final = ServerWords()

DOVECOT_LIMIT: Final = (
    "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=4)"
)


class Story:
    """Events in the order they happen; `held` follows by itself."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.at = 0.0
        self.held = 0
        self.attempt = 0

    def opens(self, count: int = 1, step: Step = Step.CLIMB) -> Story:
        for _ in range(count):
            self.held += 1
            self._adds(step, Outcome.OPEN, Phase.HELD, 41.2)
        return self

    def refuses(
        self,
        outcome: Outcome = Outcome.CLOSED_AT_ONCE,
        steps: tuple[Step, ...] = (Step.CLIMB, Step.CONFIRM, Step.CONFIRM),
        said: str = "",
        milliseconds: float = 38.4,
    ) -> Story:
        phase = Phase.SIGN_IN if outcome is Outcome.LIMIT_IN_WORDS else Phase.GREETING
        for step in steps:
            self._adds(step, outcome, phase, milliseconds, said)
        return self

    def closes(self, count: int = 2) -> Story:
        for _ in range(count):
            self.held -= 1
            self._adds(Step.FREE, Outcome.LET_GO, Phase.HELD, 12.0)
        return self

    def gives_back(self, outcome: Outcome = Outcome.CLOSED_AT_ONCE, said: str = "") -> Story:
        """Two are closed, two get in again, one more is refused."""
        return self.closes().opens(2, Step.REFILL).refuses(outcome, (Step.ONE_MORE,), said)

    def _adds(
        self, step: Step, outcome: Outcome, phase: Phase, milliseconds: float, said: str = ""
    ) -> None:
        is_attempt = outcome is not Outcome.LET_GO
        self.attempt += is_attempt
        self.events.append(
            Event(
                at=self.at,
                step=step,
                outcome=outcome,
                phase=phase,
                attempt=self.attempt if is_attempt else None,
                milliseconds=milliseconds,
                connect_milliseconds=20.1 if is_attempt else None,
                held=self.held,
                said=said,
                sessions=() if is_attempt else (self.held + 1,),
            )
        )
        self.at += 1.0

    def case(self, server: ServerWords = COURIER, user: str | None = None) -> Case:
        return Case(
            program="Mail Connection Check",
            version="0.1.0",
            started_at=BEGUN,
            finished_at=BEGUN + timedelta(seconds=self.at + 2),
            target=Target("mail.example-host.net", 993, Security.TLS, user=user),
            plan=Plan(need=NEED),
            address="198.51.100.25",
            server=server,
            events=tuple(self.events),
            zone=ZONE,
        )


def verdict(
    kind: Kind,
    limit: int | None = None,
    *codes: str,
    confidence: Confidence = Confidence.VERY_SURE,
    at_least: bool = False,
    limit_named: int | None = None,
    refusal: Refusal = Refusal.NONE,
    rate: Rate | None = None,
    tries: tuple[int, int] = (0, 0),
) -> Verdict:
    return Verdict(
        kind,
        confidence,
        limit,
        limit_named,
        at_least,
        tuple(Because(code) for code in codes),
        refusal,
        rate,
        *tries,
    )


def advise(found: Verdict, server: ServerWords = COURIER, need: Need = NEED) -> Advice:
    return recommend.advise(server, found, need, REMEDIES)


def per_address(limit: int = 4) -> tuple[Case, Advice]:
    """A real Courier: 4 open, the fifth is closed, freed places are given back."""
    case = Story().opens(limit).refuses().gives_back().case()
    found = verdict(
        Kind.PER_ADDRESS,
        limit,
        "refused-at-the-same-number",
        "freed-places-taken",
        refusal=Refusal.WORDLESS,
        tries=(4, 4),
    )
    return case, advise(found)


def per_address_at_least() -> tuple[Case, Advice]:
    """The same while colleagues use mail."""
    case, advice = per_address()
    changed = replace(
        advice.verdict,
        at_least=True,
        confidence=Confidence.FAIRLY_SURE,
        because=(*advice.verdict.because, Because("others-may-use-mail")),
    )
    return case, advise(changed)


def per_address_unknown() -> tuple[Case, Advice]:
    """A server that does not name itself closes the fifth: for us, or for everybody."""
    case = Story().opens(4).refuses().gives_back().case(STRANGER)
    found = verdict(
        Kind.PER_ADDRESS,
        4,
        "freed-places-taken",
        "wordless-not-courier",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.WORDLESS,
        tries=(4, 4),
    )
    return case, advise(found, STRANGER)


def just_enough() -> tuple[Case, Advice]:
    """22 are needed, 23 are allowed."""
    return per_address(23)


def large_office() -> tuple[Case, Advice]:
    """12 computers want more than a Courier's server-wide default leaves room for."""
    case, advice = per_address(20)
    need = recommend.count_need(NEEDS, computers=12, program="thunderbird", other=2)
    return case, advise(advice.verdict, need=need)


def firewall() -> tuple[Case, Advice]:
    """A packet filter refuses the fifth connection, whatever mail program runs behind it."""
    case = Story().opens(4).refuses(Outcome.CONNECT_REFUSED).gives_back(Outcome.CONNECT_REFUSED)
    found = verdict(
        Kind.PER_ADDRESS,
        4,
        "freed-places-taken",
        refusal=Refusal.PACKET_FILTER,
        tries=(4, 4),
    )
    return case.case(DOVECOT, user="info@miller.example"), advise(found, DOVECOT)


def mailbox_here() -> tuple[Case, Advice]:
    """A real Dovecot: the fifth sign-in is refused in words that name user and address."""
    case = (
        Story()
        .opens(4)
        .refuses(Outcome.LIMIT_IN_WORDS, said=DOVECOT_LIMIT)
        .gives_back(Outcome.LIMIT_IN_WORDS, DOVECOT_LIMIT)
        .case(DOVECOT, user="info@miller.example")
    )
    found = verdict(
        Kind.PER_MAILBOX_AND_ADDRESS,
        4,
        "words-name-the-mailbox",
        "freed-places-taken",
        limit_named=4,
        refusal=Refusal.IN_WORDS,
        tries=(4, 4),
    )
    return case, advise(found, DOVECOT)


def mailbox() -> tuple[Case, Advice]:
    """A Stalwart: the limit is for one mailbox, wherever it is used."""
    said = "NO [LIMIT] Too many concurrent requests"
    server = ServerWords("* OK [CAPABILITY IMAP4rev2] Stalwart IMAP4rev2 at your service.")
    case = (
        Story()
        .opens(3)
        .refuses(Outcome.LIMIT_IN_WORDS, said=said)
        .gives_back(Outcome.LIMIT_IN_WORDS, said)
        .case(server, user="info@miller.example")
    )
    found = verdict(
        Kind.PER_MAILBOX,
        3,
        "words-name-the-mailbox",
        "others-may-use-mail",
        confidence=Confidence.FAIRLY_SURE,
        at_least=True,
        refusal=Refusal.IN_WORDS,
        tries=(4, 4),
    )
    return case, advise(found, server)


def server_full() -> tuple[Case, Advice]:
    """A Courier at MAXDAEMONS: the fourth connection hangs, and moves on when one is closed."""
    case = Story().opens(3).refuses(Outcome.SILENT, (Step.CLIMB,), milliseconds=15_020.1).case()
    found = verdict(
        Kind.SERVER_FULL,
        None,
        "silent-at-the-limit",
        "queue-moved-on",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.SILENT,
    )
    return case, advise(found)


def no_place_free() -> tuple[Case, Advice]:
    """Colleagues hold every place: not one connection gets in, over and over."""
    steps = (Step.REACH, Step.NO_PLACE, Step.NO_PLACE, Step.NO_PLACE)
    case = Story().refuses(steps=steps).case(SILENT)
    found = verdict(
        Kind.NO_PLACE_FREE,
        None,
        "nothing-ever-opened",
        "other-service-answers",
        confidence=Confidence.NOT_SURE,
        refusal=Refusal.WORDLESS,
        tries=(4, 4),
    )
    return case, advise(found, SILENT)
