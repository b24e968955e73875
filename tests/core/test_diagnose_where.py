"""The place of a test takes a number its certainty, never its kind; asleep there is no result."""

from dataclasses import replace

import pytest

from tests.core.simulated_rules import WORDLESS, Places
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.commands import Ending
from wizard.core.diagnose import diagnose
from wizard.core.model import Case, Event, Outcome, Phase, Step, Via
from wizard.core.whereabouts import Whereabouts as Where

SURE, FAIRLY, NOT = Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE
AT, CONTROL, WEB = Step.REACH, Outcome.CONTROL_ANSWERED, Outcome.WEB_ANSWERED


@pytest.fixture(scope="module")
def office() -> Case:
    """Four places for an office, found with everything closed."""
    return conclude(Places(4, WORDLESS), software="courier", doors=(), **QUIET_OFFICE).case


def from_there(case: Case, *remarks: Where) -> Verdict:
    return diagnose(replace(case, plan=replace(case.plan, whereabouts=remarks)))


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.because]


@pytest.mark.parametrize(
    ("remarks", "sure"),
    [
        ((), SURE),
        ((Where.OFFICE_VPN,), SURE),
        ((Where.VPN,), FAIRLY),
        ((Where.UNSURE,), FAIRLY),
        ((Where.SHARED_ADDRESS,), FAIRLY),
        ((Where.MOBILE,), NOT),
        ((Where.OFFICE_MOBILE,), NOT),
        ((Where.OFFICE_VPN, Where.UNSURE), FAIRLY),
        ((Where.UNSURE, Where.OFFICE_MOBILE), NOT),
    ],
)
def test_how_sure_a_number_may_be(
    office: Case, remarks: tuple[Where, ...], sure: Confidence
) -> None:
    verdict = from_there(office, *remarks)
    assert (verdict.kind, verdict.limit) == (Kind.PER_ADDRESS, 4)
    assert verdict.confidence is sure
    told = [code for code in codes(verdict) if code.startswith("where-")]
    assert told == [f"where-{remark}" for remark in remarks]


def test_what_holds_from_anywhere_is_as_sure_as_ever(office: Case) -> None:
    nowhere = replace(office, events=(Event(0.1, AT, Outcome.NOT_FOUND, Phase.RESOLVE),))
    verdict = from_there(nowhere, Where.MOBILE)
    assert (verdict.kind, verdict.confidence) == (Kind.NOT_FOUND, SURE)
    assert codes(verdict) == [""]


def test_over_ipv6_every_device_is_counted_for_itself(office: Case) -> None:
    assert "each-device-counted" not in codes(diagnose(office))
    assert "each-device-counted" in codes(diagnose(replace(office, address="2001:db8::25")))


def test_a_computer_that_slept_has_no_result(office: Case) -> None:
    verdict = diagnose(replace(office, ending=str(Ending.SLEPT)))
    assert (verdict.kind, verdict.confidence) == (Kind.NO_CLEAR_RESULT, NOT)
    assert codes(verdict)[0] == "slept"


# -- No answer at the tested door, while the internet works -----------------------------------


def silent(case: Case, other: Outcome | None, *more: Outcome) -> Verdict:
    """The first attempt gets no answer; then the other service, then what else was asked."""
    first = Event(8.0, AT, Outcome.CONNECT_UNANSWERED, Phase.CONNECT, 1)
    beside = [Event(9.0, AT, outcome, Phase.CONNECT) for outcome in more]
    visit = Event(17.0, Step.NO_PLACE, other or CONTROL, Phase.CONNECT, 2, Via.OTHER_SERVICE)
    events = (first, *beside, *([visit] if other else []))
    return diagnose(replace(case, events=events, ending=str(Ending.NOT_REACHED)))


def test_mail_is_blocked_where_the_web_of_the_same_server_answers(office: Case) -> None:
    verdict = silent(office, Outcome.CONNECT_UNANSWERED, CONTROL, WEB)
    # A network may hold mail back, and a ban of mail services alone looks the same.
    assert (verdict.kind, verdict.confidence) == (Kind.CANNOT_REACH, FAIRLY)
    assert codes(verdict) == ["mail-blocked", "control-answered"]
    assert verdict.because[0].events == (0, 3, 2)


@pytest.mark.parametrize(
    ("other", "more", "expected"),
    [
        (Outcome.CONNECT_UNANSWERED, (CONTROL, Outcome.WEB_UNANSWERED), ["control-answered"]),
        (Outcome.CONNECT_REFUSED, (CONTROL, WEB), ["control-answered"]),
        (Outcome.OPEN, (CONTROL, WEB), ["control-answered", "other-service-answers"]),
        (None, (CONTROL, WEB), ["control-answered"]),
        (Outcome.CONNECT_UNANSWERED, (Outcome.CONTROL_UNANSWERED, WEB), []),
    ],
)
def test_else_it_is_the_server_that_does_not_answer(
    office: Case, other: Outcome | None, more: tuple[Outcome, ...], expected: list[str]
) -> None:
    verdict = silent(office, other, *more)
    assert (verdict.kind, verdict.confidence) == (Kind.CANNOT_REACH, SURE)
    assert codes(verdict) == ["address-unanswered", *expected]
