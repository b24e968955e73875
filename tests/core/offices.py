"""Offices and recorded cases that the tests of "today" are made of, and what is told about them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.core.tables import NEEDS, OFFICE, REMEDIES
from wizard.core import archive
from wizard.core.advice import Kind, Verdict
from wizard.core.measures import Code, Measure, Today
from wizard.core.model import Case, Need, Outcome, ServerWords, Step, Via
from wizard.core.recommend import advise, count_need, programs
from wizard.core.today import what_helps

GOLDENS = Path(__file__).resolve().parent.parent / "goldens"
PROGRAMS = [name for name, _ in programs(NEEDS)]
STRANGER = ServerWords("* OK mail ready")
# The kinds after which there is something to do until the provider answers.
HELPED = {
    Kind.PER_ADDRESS,
    Kind.PER_MAILBOX,
    Kind.PER_MAILBOX_AND_ADDRESS,
    Kind.SERVER_FULL,
    Kind.RATE,
    Kind.LOCKED_OUT,
    Kind.OFFICE_NETWORK,
    Kind.EVICTS_OLDEST,
    Kind.NO_PLACE_FREE,
}


def golden(name: str) -> Case:
    return archive.from_json(json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))["case"])


def courier(**changes: object) -> Case:
    """Four open, full, and one more got in at the other service."""
    return replace(golden("courier-neighbours"), **changes)  # type: ignore[arg-type]


def visiting(case: Case, outcome: Outcome = Outcome.OPEN, via: Via = Via.OTHER_SERVICE) -> Case:
    """The same with another end of the visit."""
    events = [
        replace(one, outcome=outcome, via=via)
        if one.step is Step.NEIGHBOURS and one.attempt is not None and one.via is not Via.MAIN
        else one
        for one in case.events
    ]
    return replace(case, events=tuple(events))


def not_visiting(case: Case) -> Case:
    return replace(case, events=tuple(e for e in case.events if e.step is not Step.NEIGHBOURS))


def over_ipv6(case: Case) -> Case:
    """The visit went to the server's IPv6 address."""
    return replace(visiting(case, via=Via.OTHER_FAMILY), other_addresses=("2001:db8::25",))


def courier_refusing() -> Case:
    return visiting(courier(), Outcome.CLOSED_AT_ONCE)


def courier_elsewhere() -> Case:
    """On a port whose other service nobody knows."""
    case = courier()
    return replace(
        case, target=replace(case.target, port=1993), plan=replace(case.plan, other_service=None)
    )


def helps(found: Verdict, need: Need = OFFICE, case: Case | None = None) -> Today:
    case = not_visiting(courier()) if case is None else case
    return what_helps(case, advise(case.server, found, need, REMEDIES), NEEDS)


def office(computers: int, program: str, phones: int = 0, other: int = 0) -> Need:
    return count_need(NEEDS, computers, program, phones, other)


def codes(today: Today) -> list[Code]:
    return [one.code for one in today.measures]


def told(today: Today) -> list[tuple[Code, int, int | None, int | None]]:
    """The steps of the best combination: what, on how many, from, to."""
    assert today.together is not None
    return [(one.code, one.devices, one.before, one.after) for one in today.together.steps]


def the(code: Code, today: Today) -> Measure:
    (one,) = (one for one in today.measures if one.code is code)
    return one
