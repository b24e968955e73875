"""What the certificate of the server adds to a verdict, and when a test goes on past its fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from tests.core.runs import BEGUN, limited, run
from tests.core.simulated import plan_for
from tests.core.tables import verdict
from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.certificate import Certificate
from wizard.core.commands import AskControl, Command, CountOthers, Done, Ending, Open, Wake, Woke
from wizard.core.diagnose import diagnose
from wizard.core.model import Case, Event, Outcome, Phase, Step
from wizard.core.ramp import Ramp

DAY: Final = timedelta(days=1)
SEEN: Final = Certificate("ab" * 32, "Somebody", False, BEGUN - DAY, BEGUN + DAY)
AVAST: Final = replace(SEEN, issuer="Avast Web/Mail Shield Root")
FOUND: Final = Event(0.1, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE)


def ended(fault: str, seen: Certificate | None = None, *names: str) -> Event:
    outcome = Outcome.CERTIFICATE_PROBLEM
    return Event(
        0.3, Step.REACH, outcome, Phase.TLS, 1, detail=fault, names=names, certificate=seen
    )


def opened(attempt: int, seen: Certificate | None = None, detail: str = "") -> Event:
    return Event(
        0.3 * attempt, Step.CLIMB, Outcome.OPEN, attempt=attempt, held=attempt,
        detail=detail, certificate=seen,
    )  # fmt: skip


def case(*events: Event, begun: datetime = BEGUN, ending: Ending = Ending.NOT_REACHED) -> Case:
    made = run(verdict(Kind.CERTIFICATE_PROBLEM, None)).case
    return replace(made, events=(FOUND, *events), started_at=begun, ending=str(ending))


def told(*events: Event, begun: datetime = BEGUN) -> tuple[Kind, list[str]]:
    found = diagnose(case(*events, begun=begun))
    return found.kind, [reason.code for reason in found.because]


# -- which fault -----


@pytest.mark.parametrize(
    ("fault", "seen", "code"),
    [
        ("issuer", SEEN, "certificate-issuer"),
        ("antivirus", AVAST, "certificate-antivirus"),
        ("changed", SEEN, "certificate-changed"),
        ("date", None, "certificate-date"),
        ("date", replace(SEEN, ends=BEGUN - DAY), "certificate-ran-out"),
        ("date", replace(SEEN, starts=BEGUN + DAY / 2), "certificate-not-yet"),
        ("date", replace(SEEN, starts=BEGUN + 300 * DAY), "certificate-clock"),
    ],
)
def test_the_fault_that_ended_a_test(fault: str, seen: Certificate | None, code: str) -> None:
    assert told(ended(fault, seen)) == (Kind.CERTIFICATE_PROBLEM, [code])


def test_a_clock_of_long_ago_is_told_although_nobody_looked_at_the_certificate() -> None:
    begun = datetime(2019, 1, 1, tzinfo=UTC)
    assert told(ended("date"), begun=begun) == (Kind.CERTIFICATE_PROBLEM, ["certificate-clock"])


def test_an_encryption_that_is_too_old_is_told_as_such() -> None:
    old = Event(0.3, Step.REACH, Outcome.NO_ENCRYPTION, Phase.TLS, 1, detail="old-encryption")
    assert told(old) == (Kind.CANNOT_REACH, ["old-encryption"])


# -- besides -----


def at_the_top(*events: Event) -> Verdict:
    """Everything that was tried got in."""
    made = case(*events, ending=Ending.TOP)
    closed = replace(made.plan, mail_closed=True, most=len(events))
    return diagnose(replace(made, plan=closed))


def test_a_test_through_an_antivirus_program_is_never_sure() -> None:
    without = at_the_top(opened(1, SEEN), opened(2))
    assert without.confidence is Confidence.VERY_SURE
    found = at_the_top(opened(1, AVAST), opened(2))
    assert found.kind is without.kind is Kind.NO_LIMIT_FOUND
    assert found.confidence is Confidence.NOT_SURE
    assert [reason.events for reason in found.because if reason.code == "antivirus-between"] == [
        (1,)
    ]


def test_what_says_nothing_of_a_limit_stays_as_sure_as_it_is() -> None:
    """A name that has two faults, the second one after the antivirus program was let by."""
    found = diagnose(case(opened(1, AVAST), ending=Ending.STOPPED))
    assert "antivirus-between" in [reason.code for reason in found.because]
    assert found.kind is Kind.STOPPED


def test_a_certificate_trusted_by_hand_is_told() -> None:
    found = at_the_top(opened(1, SEEN, "pinned"), opened(2))
    assert "certificate-pinned" in [reason.code for reason in found.because]
    assert found.confidence is Confidence.VERY_SURE


def test_the_right_name_of_the_same_server_is_told_besides() -> None:
    found = at_the_top(ended("name-here", SEEN, "srv12.example-host.net"), opened(2))
    assert "certificate-name-here" in [reason.code for reason in found.because]


def test_a_test_of_an_office_without_a_certificate_is_as_before() -> None:
    assert limited(4).advice.verdict.because == ()


# -- when the test goes on -----


def reached(fault: Event, *, signs_in: bool) -> list[Command]:
    """What the course does when the first connection ended so; waits are over at once."""
    ramp = Ramp(plan_for(3), signs_in=signs_in)
    ramp.start()
    ramp.handle(FOUND)
    ramp.handle(Event(0.2, Step.REACH, Outcome.OTHERS_COUNTED))
    return after(ramp, fault)


def after(ramp: Ramp, event: Event) -> list[Command]:
    commands = ramp.handle(event)
    while len(commands) == 1 and isinstance(commands[0], Wake):
        commands = ramp.handle(Woke(1.0, commands[0].token))
    return [one for one in commands if not isinstance(one, CountOthers | AskControl)]


@pytest.mark.parametrize("fault", ["issuer", "name", "date", "other", "antivirus", "changed"])
def test_a_test_that_signs_in_ends_at_every_fault(fault: str) -> None:
    assert reached(ended(fault), signs_in=True) == [Done(Ending.NOT_REACHED)]


@pytest.mark.parametrize("fault", ["issuer", "name", "date", "other", "changed"])
def test_without_a_password_the_fault_is_noted_and_the_test_goes_on(fault: str) -> None:
    assert reached(ended(fault), signs_in=False) == [Open(2, Step.REACH, any_certificate=True)]


def test_an_antivirus_program_is_not_tested_in_the_place_of_the_server() -> None:
    assert reached(ended("antivirus"), signs_in=False) == [Done(Ending.NOT_REACHED)]


@pytest.mark.parametrize("signs_in", [True, False])
def test_the_right_name_of_the_same_server_is_used(signs_in: bool) -> None:
    here = ended("name-here", SEEN, "srv12.example-host.net")
    found = Open(2, Step.REACH, server_name="srv12.example-host.net")
    assert reached(here, signs_in=signs_in) == [found]


def test_a_right_name_that_leads_to_another_one_is_followed_once() -> None:
    ramp = Ramp(plan_for(3), signs_in=True)
    ramp.start()
    ramp.handle(FOUND)
    ramp.handle(Event(0.2, Step.REACH, Outcome.OTHERS_COUNTED))
    after(ramp, ended("name-here", SEEN, "a.example"))
    again = replace(ended("name-here", SEEN, "b.example"), attempt=2)
    assert after(ramp, again) == [Done(Ending.NOT_REACHED)]
