"""One test of the program, seen from outside: what it was told, what it found, what it did.

Every test that is run through here is also held against the laws that can be seen from outside:
one attempt in flight, never more turned away than the budget, nothing left open, no password in
anything that could be written down.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol

import jsonschema

from tests.servers import CANARY, USERS
from wizard import assets, service
from wizard.core import archive, manners
from wizard.core.advice import Advice, Verdict
from wizard.core.certificate import Trust
from wizard.core.commands import Open
from wizard.core.model import Case, Event, Outcome, Plan, Security, Target
from wizard.core.recommend import exit_status
from wizard.core.result import counts, is_attempt, result
from wizard.core.secret import Secret
from wizard.probe import tally
from wizard.service import Progress

Listener = Callable[[Progress], None]
Place = Callable[[Callable[[], Case]], Case]


class Reachable(Protocol):
    """A mail service as a client sees it: two ports, and the authority to trust."""

    imap: int
    imaps: int

    @property
    def cafile(self) -> Path:
        """What a client must trust to accept this service."""


class Watched(Reachable, Protocol):
    """A service that can say itself how many connections a client has open there."""

    def sessions_of(self, address: str | None = ...) -> int:
        """As the service's own kernel counts them."""


def here(run: Callable[[], Case]) -> Case:
    """Runs a test where the tests themselves run."""
    return run()


SCHEMA: Final = json.loads(assets.path("result.schema.json").read_text("utf-8"))
NOT_THE_SERVERS_DOING: Final = frozenset({Outcome.OPEN, Outcome.CUT_BY_US, Outcome.OUR_FAULT})


@dataclass
class Witness:
    """Hears everything a test tells, with the time of it, and allows one attempt in flight."""

    also: Listener = field(default=lambda _: None)
    heard: list[tuple[float, Progress]] = field(default_factory=list)
    in_flight: int | None = None

    def __call__(self, progress: Progress) -> None:
        self.heard.append((time.monotonic(), progress))
        if isinstance(progress, Open):
            assert self.in_flight is None, "two attempts in flight"
            self.in_flight = progress.attempt
        elif isinstance(progress, Event) and is_attempt(progress):
            assert progress.attempt == self.in_flight
            self.in_flight = None
        self.also(progress)


@dataclass(frozen=True)
class Finding:
    """What one test came to."""

    case: Case
    advice: Advice
    witness: Witness

    @property
    def verdict(self) -> Verdict:
        return self.advice.verdict

    @property
    def codes(self) -> set[str]:
        return {reason.code for reason in self.verdict.because}

    @property
    def status(self) -> int:
        return exit_status(self.advice)

    @property
    def attempts(self) -> list[Event]:
        return [event for event in self.case.events if is_attempt(event)]

    def ended(self, *outcomes: Outcome) -> list[Event]:
        """The attempts with one of these ends."""
        return [event for event in self.attempts if event.outcome in outcomes]

    def says(self, words: str) -> None:
        """The verdict is this one: kind, number, confidence."""
        assert in_short(self.verdict) == words, self.story()

    def story(self) -> str:
        """What happened, for whoever has to understand a failed test."""
        lines = [f"{in_short(self.verdict)} because of {sorted(self.codes)}, {self.case.ending}"]
        lines += [
            f"{event.at:7.2f} {event.step:10} {event.attempt or '-':>3} {event.via:13} "
            f"{event.outcome:16} {event.phase:8} {event.milliseconds:7.0f} ms, {event.held} held "
            f"{event.detail} {event.said[:60]}"
            for event in self.case.events
        ]
        return "\n".join(lines)


def in_short(verdict: Verdict) -> str:
    """As "per-address at least 3, fairly-sure", or "per-mailbox 4 named 5, very-sure"."""
    number = "" if verdict.limit is None else f" {verdict.limit}"
    least = " at least" if number and verdict.at_least else ""
    named = "" if verdict.limit_named is None else f" named {verdict.limit_named}"
    return f"{verdict.kind}{least}{number}{named}, {verdict.confidence}"


def a_target(
    server: Reachable,
    security: Security = Security.TLS,
    *,
    user: str | None = "alice",
    host: str = "127.0.0.1",
) -> Target:
    """A server of the tests as the user would name it."""
    port = server.imaps if security is Security.TLS else server.imap
    return Target(host, port, security, user, family=4, ca_file=str(server.cafile))


def a_plan(need: int = 30, *, mail_closed: bool = True, **more: Any) -> Plan:  # noqa: ANN401
    """A plan without a pace, which nobody needs on loopback; all its waits are the real ones."""
    return replace(Plan(service.given_need(need, None), pace=0.0, mail_closed=mail_closed), **more)


def check(
    server: Reachable,
    security: Security = Security.TLS,
    *,
    password: str | None = CANARY,
    host: str = "127.0.0.1",
    plan: Plan | None = None,
    listener: Listener = lambda _: None,
    stop: threading.Event | None = None,
    place: Place = here,
    second: tuple[str, str] | None = None,
    family: int | None = 4,
    trusted: Trust | None = None,
) -> Finding:
    """One test from beginning to end; without a password nobody signs in.

    `place` runs it where it is to be run: in an office's own network, say. `second` is name and
    password of a second mailbox.
    """
    user = None if password is None else "alice"
    target = replace(a_target(server, security, user=user, host=host), family=family)
    other = None
    if second is not None:
        target, other = replace(target, second_user=second[0]), Secret(second[1])
    witness = Witness(listener)
    tally.forget()  # each test here is a program that was just started
    case = place(
        lambda: service.check(
            target,
            None if password is None else Secret(password),
            plan or a_plan(),
            witness,
            stop or threading.Event(),
            second_secret=other,
            trusted=trusted,
        )
    )
    finding = Finding(case, service.read(case), witness)
    keeps_the_laws(finding)
    tells_no_password(finding)
    return finding


def keeps_the_laws(found: Finding) -> None:
    """The budgets, and that nothing stays open."""
    assert counts(found.case)["left_open"] == 0, found.story()
    outcomes = [event.outcome for event in found.attempts]
    first = outcomes.index(Outcome.OPEN) if Outcome.OPEN in outcomes else len(outcomes)
    before = [one for one in outcomes[:first] if one not in NOT_THE_SERVERS_DOING]
    after = [one for one in outcomes[first:] if one not in NOT_THE_SERVERS_DOING]
    assert len(before) <= manners.BUDGET_BEFORE_FIRST_PLACE, found.story()
    assert len(after) <= manners.BUDGET_AFTER_FIRST_PLACE, found.story()


def tells_no_password(found: Finding) -> None:
    """Nothing that could be written down holds it; and what is written can be read again."""
    stored = json.dumps(archive.to_json(found.case))
    told = json.dumps(result(found.case, found.advice))
    said = stored + told + repr(found) + str(found.witness.heard)
    assert not [word for word in (CANARY, *USERS.values()) if word in said]
    assert archive.from_json(json.loads(stored)) == found.case
    jsonschema.validate(json.loads(told), SCHEMA)
