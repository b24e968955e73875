"""The nine laws of wizard/core/ramp.py, each against servers that answer anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hostile_play import Play, hostile_plays
from tests.core.simulated import Simulation, plan_for
from tests.core.simulated_kinds import Story, disturbed, undisturbed
from wizard.core import manners
from wizard.core.advice import Confidence, Kind
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    CountOthers,
    CutOpening,
    Done,
    Ending,
    Happening,
    LetGo,
    Open,
    Resolve,
    StopAsked,
    Wake,
    Woke,
)
from wizard.core.course import Course
from wizard.core.diagnose import diagnose
from wizard.core.ledger import Ledger, UnlawfulError
from wizard.core.model import Event, Outcome, Phase, Step, Via
from wizard.core.observe import observe
from wizard.core.ramp import Ramp

REPLIES = {
    Outcome.HELD_ASKED: AskHeld,
    Outcome.CONTROL_ANSWERED: AskControl,
    Outcome.CONTROL_UNANSWERED: AskControl,
    Outcome.WEB_ANSWERED: AskWeb,
    Outcome.WEB_UNANSWERED: AskWeb,
    Outcome.OTHERS_COUNTED: CountOthers,
    Outcome.RESOLVED: Resolve,
    Outcome.NOT_FOUND: Resolve,
    Outcome.LET_GO: LetGo,
}
NOT_THE_SERVER = {Outcome.OPEN, Outcome.CUT_BY_US, Outcome.OUR_FAULT}


def story_play(story: Story) -> Play:
    story.simulation.run()
    one = story.simulation
    return Play(one.plan, one.signs_in, list(one.said))


simulated_plays = st.builds(
    lambda story, stop: story_play(replace(story, simulation=stopping(story.simulation, stop))),
    st.one_of(undisturbed, disturbed(undisturbed)),
    st.one_of(st.none(), st.floats(0, 100)),
)


def stopping(simulation: Simulation, at: float | None) -> Simulation:
    simulation.stop_at = at
    return simulation


plays = st.one_of(hostile_plays(), hostile_plays(), hostile_plays(), simulated_plays)


@dataclass
class Books:
    """An independent count of what is held, opening and awaited."""

    held: set[int] = field(default_factory=set)
    opening: set[int] = field(default_factory=set)
    awaited: list[type] = field(default_factory=list)
    via: dict[int, Via] = field(default_factory=dict)

    def enter(self, one: Command | Happening) -> None:
        match one:
            case Open(attempt=attempt, via=via):
                self.opening.add(attempt)
                self.via[attempt] = via
            case AskHeld() | AskControl() | AskWeb() | CountOthers() | Resolve() | LetGo():
                self.awaited.append(type(one))
            case Event(outcome=outcome) if outcome in REPLIES:
                self.awaited.remove(REPLIES[outcome])
                if outcome is Outcome.LET_GO:
                    self.held.difference_update(one.sessions)
            case Event(attempt=int() as attempt) if attempt in self.opening:
                self.opening.discard(attempt)
                if one.outcome is Outcome.OPEN:
                    self.held.add(attempt)
            case Event(outcome=Outcome.LOST, attempt=int() as attempt):
                self.held.discard(attempt)
            case _:
                pass


def books(play: Play) -> Iterator[tuple[Books, Command | Happening]]:
    """The books after each thing said."""
    counted = Books()
    for one in play.said:
        counted.enter(one)
        yield counted, one


@given(plays)
@settings(max_examples=100)
def test_1_it_always_reaches_done(play: Play) -> None:
    endings = [one for one in play.commands if isinstance(one, Done)]
    assert len(endings) == 1
    assert play.said[-1] is endings[0]


@given(plays)
@settings(max_examples=100)
def test_2_at_done_nothing_is_held_and_nothing_is_pending(play: Play) -> None:
    *_, (at_the_end, _) = books(play)
    assert not at_the_end.held
    assert not at_the_end.opening
    assert not at_the_end.awaited


@given(plays)
@settings(max_examples=100)
def test_3_sessions_held_never_exceed_the_ceiling(play: Play) -> None:
    ceiling = min(play.plan.most, manners.CEILING_UNLOCKED)
    assert all(len(now.held) + len(now.opening) <= ceiling for now, _ in books(play))


@given(plays)
@settings(max_examples=100)
def test_4_at_most_one_open_is_in_flight(play: Play) -> None:
    assert all(len(now.opening) <= 1 for now, _ in books(play))
    numbers = [one.attempt for one in play.commands if isinstance(one, Open)]
    assert numbers == list(range(1, len(numbers) + 1))


@given(plays)
@settings(max_examples=100)
def test_5_a_first_refusal_is_never_believed(play: Play) -> None:
    """No climb goes on after a refusal before something got in, or was looked into."""
    refused = False
    for one in play.said:
        match one:
            case Open(step=Step.CLIMB):
                assert not refused
            case Event(attempt=int(), via=Via.MAIN, outcome=outcome):
                refused = outcome not in {Outcome.OPEN, Outcome.LOST} and one.step is Step.CLIMB
            case Open() | LetGo():
                refused = False
            case _:
                pass


@given(st.one_of(undisturbed, disturbed(undisturbed)))
@settings(max_examples=100)
def test_5_what_is_believed_was_confirmed_and_proven(story: Story) -> None:
    case = story.simulation.run()
    verdict = diagnose(case)
    if verdict.kind not in {Kind.PER_ADDRESS, Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS}:
        return
    seen = observe(case)
    assert len(seen.refused) > 1
    freed = [i for i in seen.with_outcome(Outcome.LET_GO) if seen.event(i).step is Step.FREE]
    assert freed
    if verdict.confidence is not Confidence.NOT_SURE:
        assert all(seen.event(i).outcome is Outcome.OPEN for i in seen.refilled)
        assert seen.one_more
        assert min(seen.refilled) > min(freed)


@given(plays)
@settings(max_examples=100)
def test_6_after_a_stop_no_open_is_issued_and_nothing_counts_as_refused(play: Play) -> None:
    ramp = Ramp(play.plan, signs_in=play.signs_in)
    ramp.start()
    spent: int | None = None
    for happening in play.happenings:
        commands = ramp.handle(happening)
        if isinstance(happening, StopAsked) and spent is None:
            spent = ramp._ledger.spent
            assert all(isinstance(one, CutOpening | LetGo | Done) for one in commands)
        if spent is not None:
            assert not any(isinstance(one, Open | Wake) for one in commands)
    assert spent is None or ramp._ledger.spent == spent


@given(plays)
@settings(max_examples=100)
def test_7_time_enters_only_as_at_and_leaves_only_as_wake(play: Play) -> None:
    """The same happenings a day later lead to the same commands."""
    a_day = 86_400.0
    now, later = (Ramp(play.plan, signs_in=play.signs_in) for _ in range(2))
    assert now.start() == later.start()
    for happening in play.happenings:
        # Kept coarse, so that adding a day does not move a time by rounding.
        at = round(happening.at * 64) / 64
        one, shifted = replace(happening, at=at), replace(happening, at=at + a_day)
        assert now.handle(one) == later.handle(shifted)


@given(plays)
@settings(max_examples=100)
def test_8_attempts_that_do_not_open_never_exceed_the_budget(play: Play) -> None:
    before = after = 0
    opened = False
    for one in play.happenings:
        if isinstance(one, StopAsked):
            break
        if not isinstance(one, Event) or one.attempt is None or one.phase is Phase.HELD:
            opened = opened or (isinstance(one, Event) and one.outcome is Outcome.OPEN)
            continue
        if one.outcome in NOT_THE_SERVER:
            continue
        if opened:
            after += 1
        else:
            before += 1
    assert before <= manners.BUDGET_BEFORE_FIRST_PLACE
    assert after <= manners.BUDGET_AFTER_FIRST_PLACE


@given(st.one_of(undisturbed, disturbed(undisturbed)), st.floats(0, 100))
@settings(max_examples=100)
def test_9_what_we_cut_ourselves_is_never_a_refusal(story: Story, stop_at: float) -> None:
    story.simulation.stop_at = stop_at
    case = story.simulation.run()
    seen = observe(case)
    cut = set(seen.with_outcome(Outcome.CUT_BY_US))
    assert not cut & {*seen.refused, *seen.not_refilled, *seen.one_more, *seen.unsteady}
    if case.ending == Ending.STOPPED:
        assert diagnose(case).kind is Kind.STOPPED


# -- The gate holds even against a course that breaks the law ---------------------------------


@pytest.mark.parametrize(
    ("commands", "law"),
    [
        ((Open(1, Step.REACH), Open(2, Step.CLIMB)), "in flight"),
        ((Wake(-1.0, 1, Step.CLIMB),), "negative"),
        ((Done(Ending.TOP),), "only the gate"),
        ((CutOpening(1),), "only the gate"),
    ],
)
def test_the_gate_refuses_an_unlawful_command(
    monkeypatch: pytest.MonkeyPatch, commands: tuple[Command, ...], law: str
) -> None:
    def whole(self: Course) -> Iterator[tuple[Command, ...]]:
        yield commands

    monkeypatch.setattr(Course, "whole", whole)
    with pytest.raises(UnlawfulError, match=law):
        Ramp(plan_for(), signs_in=True).start()


def test_the_ledger_refuses_what_breaks_a_law() -> None:
    ledger = Ledger(plan_for(most=1), signs_in=True)
    ledger.held = [1]
    with pytest.raises(UnlawfulError, match="ceiling"):
        ledger.note_open(2, Via.MAIN)
    ledger.held, ledger.spent = [], manners.BUDGET_BEFORE_FIRST_PLACE
    with pytest.raises(UnlawfulError, match="budget"):
        ledger.note_open(2, Via.MAIN)
    ledger.stopped = True
    with pytest.raises(UnlawfulError, match="stop"):
        ledger.note_open(2, Via.MAIN)


def test_a_wake_of_long_ago_changes_nothing() -> None:
    ramp = Ramp(plan_for(), signs_in=True)
    ramp.start()
    assert ramp.handle(Woke(1.0, 99)) == []


def test_a_second_stop_changes_nothing() -> None:
    ramp = Ramp(plan_for(), signs_in=True)
    ramp.start()
    assert ramp.handle(StopAsked(1.0)) == []
    assert ramp.handle(StopAsked(2.0)) == []
    found = Event(3.0, Step.REACH, Outcome.CUT_BY_US, Phase.RESOLVE)
    assert ramp.handle(found) == [Done(Ending.STOPPED)]
