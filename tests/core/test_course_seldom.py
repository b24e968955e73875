"""The course where something else happens than what it waits for: seldom stories."""

from __future__ import annotations

from dataclasses import replace

from tests.core.simulated import plan_for
from tests.core.simulated_course import WITH_CONTROL, course, end
from tests.core.simulated_rules import REFUSED, WORDLESS, Attempts, Places
from tests.core.simulated_server import Answer, Rule, Try
from tests.core.simulated_verdict import Concluded, conclude
from wizard.core.advice import Kind
from wizard.core.commands import AskControl, AskHeld, CountOthers, LetGo, Open, Wake
from wizard.core.model import Event, Outcome, Phase, Plan, Step, Via
from wizard.core.ramp import Ramp

FOUND = Event(0.1, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE)
COUNTED = Event(0.2, Step.REACH, Outcome.OTHERS_COUNTED)


def opened(attempt: int) -> Event:
    return Event(0.3, Step.CLIMB, Outcome.OPEN, attempt=attempt, connect_milliseconds=1.0)


def lost(attempt: int) -> Event:
    return Event(0.4, Step.CHECK, Outcome.LOST, attempt=attempt)


def reached(plan: Plan) -> Ramp:
    ramp = Ramp(plan, signs_in=True)
    ramp.start()
    ramp.handle(FOUND)
    ramp.handle(COUNTED)
    return ramp


def test_a_session_that_dies_while_all_are_asked_at_the_top_is_opened_again() -> None:
    ramp = reached(replace(plan_for(3, most=2), pace=0.0))
    assert ramp.handle(opened(1)) == [Open(2, Step.CLIMB)]
    assert ramp.handle(opened(2)) == [AskHeld((1, 2), Step.CHECK)]
    assert ramp.handle(lost(1)) == []
    asked = Event(0.5, Step.CHECK, Outcome.HELD_ASKED, sessions=(1, 2), answered=(2,))
    assert ramp.handle(asked) == [Open(3, Step.CLIMB)]


def test_a_late_count_of_other_programs_answers_no_question_to_the_control_host() -> None:
    ramp = Ramp(plan_for(3, control=("control", 443)), signs_in=True)
    ramp.start()
    assert ramp.handle(FOUND) == [Open(1, Step.REACH), CountOthers(Step.REACH)]
    assert ramp.handle(opened(1)) == [AskControl(Step.REACH)]
    assert ramp.handle(COUNTED) == []
    answered = Event(0.6, Step.REACH, Outcome.CONTROL_ANSWERED, Phase.CONNECT)
    assert [type(one) for one in ramp.handle(answered)] == [Wake]


class DiesWhileLetGo(Rule):
    """One of those that stay dies while two others are signing out."""

    def meet(self, one: Try) -> Answer | None:
        return WORDLESS if one.number > 4 else None

    def freed(self, number: int) -> None:
        if number == 1:
            self.server.end_session(4)


def test_a_death_among_the_rest_does_not_end_the_letting_go() -> None:
    ramp = reached(replace(plan_for(9), pace=0.0))
    for number in (1, 2):
        ramp.handle(opened(number))
    ramp.handle(Event(0.4, Step.CLIMB, Outcome.OUR_FAULT, attempt=3))
    assert ramp.held == 2
    assert ramp.handle(lost(1)) == []
    gone = Event(0.6, Step.LET_GO, Outcome.LET_GO, sessions=(1, 2))
    assert str(ramp.handle(gone)[0].ending) == "our-fault"  # type: ignore[union-attr]


def test_a_death_in_the_middle_of_freeing_is_only_noted() -> None:
    got = course(DiesWhileLetGo(), software="courier", doors=(), need=8)
    assert "let go 2 free" in got
    assert got[-1].startswith("done ")


class ThawsAfterOneRound(Rule):
    """A hiccup of the line: nobody answers the first round of NOOP, everybody the second."""

    asked = False

    def meet(self, one: Try) -> Answer | None:
        if one.number == 5 and not self.asked:
            self.asked = True
            self.server.deaf |= self.server.held
            self.server.world.later(6.0, self.server.deaf.clear)
        return None


def test_sessions_that_thaw_are_no_lock_out_and_the_course_goes_on() -> None:
    got = course(ThawsAfterOneRound(), Places(4, WORDLESS), doors=(), **WITH_CONTROL)
    at = got.index("ask 4")
    assert got[at : at + 4] == ["ask 4", "wait 3 check", "ask 4", "wait 1 confirm"]


def test_the_last_try_is_never_spent_on_a_neighbour() -> None:
    """One place, shown twice, leaves two tries: the first neighbour takes one, the second none."""
    got = course(Places(1, REFUSED), doors=(Via.OTHER_SERVICE, Via.OTHER_FAMILY), need=4)
    assert sum(one.startswith("open other") for one in got) == 1
    assert got[-2:] == end(1, "understood")


def test_a_filter_that_gave_nothing_back_and_was_left_alone_is_no_clear_result() -> None:
    rule = Attempts(dict.fromkeys(range(4, 30), REFUSED))
    case = conclude(rule, doors=(), control=("control", 443)).case
    refill = next(i for i, event in enumerate(case.events) if event.step is Step.REFILL)
    got = Concluded(replace(case, events=case.events[: refill + 1], ending="budget-spent"))
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT
    assert got.codes == ["freed-place-not-given-back"]


def test_let_go_is_waited_for() -> None:
    ramp = reached(replace(plan_for(9), pace=0.0))
    ramp.handle(opened(1))
    fault = Event(0.4, Step.CLIMB, Outcome.OUR_FAULT, attempt=2)
    assert ramp.handle(fault) == [LetGo((1,), Step.LET_GO)]
