"""From what was entered to what the service is asked to do.

Owns this one translation. It asks nothing and shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from wizard import service
from wizard.core.discover import Candidate
from wizard.core.entries import Entries, check_server, check_user, domain_of
from wizard.core.leaving import Leaving
from wizard.core.model import PORTS, Need, Patience, Plan, Target, Waits, usual_security

_PRACTICE_PACE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a test is run; shorter waits are for tests of our own code only."""

    waits: Waits = field(default_factory=Waits)
    patience: Patience = field(default_factory=Patience)
    pace: float | None = None


def need(entries: Entries) -> Need:
    """What the counted office needs; as in the earlier test, where nobody counted anew."""
    if entries.need is not None:
        return entries.need
    return service.count_need(
        entries.computers, entries.program, entries.phones, entries.other, None
    )


def target(entries: Entries, found: Candidate | None = None) -> Target:
    """The server to test; `found` is the one of the address, where none was named."""
    support = entries.support
    family = 4 if entries.practice else leaving(entries).family
    user = (check_user(entries.user) or entries.address) if entries.signs_in else None
    if found is not None:
        port, security = support.port or found.port, support.security or found.security
        second = _second(support.second_user, found.user)
        return Target(found.host, port, security, found.user, family, second_user=second)
    checked = check_server(entries.server)
    port = support.port or checked.port or entries.port or 0
    security = support.security or entries.security or usual_security(port)
    host = checked.value or (guess(entries.address) if entries.address else "")
    second = _second(support.second_user, user)
    return Target(host, port or PORTS[security], security, user, family, second_user=second)


def leaving(entries: Entries) -> Leaving:
    """By which internet the server is looked for and tested."""
    return Leaving(entries.support.family or entries.family)


def _second(second: str, user: str | None) -> str | None:
    """Another mailbox than the first one; the same one again would prove nothing."""
    another = user is not None and second.lower() != user.lower()
    return second if second and another else None


def guess(address: str) -> str:
    """The usual name of a mail server, to begin with."""
    return f"mail.{domain_of(address)}"


def plan(entries: Entries, where: Target, manner: Manner) -> Plan:
    """What the test may do."""
    support = entries.support
    pace = support.pace if support.pace is not None else manner.pace
    if entries.practice and pace is None:
        pace = _PRACTICE_PACE
    made = Plan(
        need=need(entries),
        pace=pace,
        mail_closed=entries.mail_closed or entries.practice,
        patience=manner.patience,
        waits=manner.waits,
        control=service.usual_control(where),
        control_is_a_guess=True,
    )
    return made if support.most is None else replace(made, most=support.most)


def trial(where: Target, manner: Manner) -> Plan:
    """One connection only: does the sign-in work?"""
    return Plan(
        need=Need(connections=1, mailbox=1),
        most=1,
        patience=manner.patience,
        waits=manner.waits,
        control=service.usual_control(where),
        control_is_a_guess=True,
    )
