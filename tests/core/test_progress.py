"""What a running test shows: the bar never goes back, and every place is what the events say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hostile_play import Play, hostile_plays
from tests.core.simulated import plan_for
from tests.core.simulated_course import simulate
from tests.core.simulated_kinds import disturbed, undisturbed
from tests.core.simulated_rules import BUSY, WORDLESS, Places
from tests.core.simulated_server import Rule
from tests.core.test_ramp_laws import simulated_plays, story_play
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.model import Event, Outcome, Phase, Plan, Step, Via
from wizard.core.progress import Place, Showing, Status, begin, turned_away
from wizard.core.ramp import Ramp

plays = st.one_of(hostile_plays(), simulated_plays)


def showings(play: Play) -> Iterator[tuple[Showing, Event | Open | Wake | LetGo]]:
    """What is shown after each thing a watcher is told; `held` as the driver fills it in."""
    ramp = Ramp(play.plan, signs_in=play.signs_in)
    ramp.start()
    showing = begin(play.plan)
    for one in play.said:
        told = one
        if isinstance(one, Event):
            ramp.handle(one)
            told = replace(one, held=ramp.held)
        elif not isinstance(one, Open | Wake | LetGo):
            if not hasattr(one, "at"):
                continue
            ramp.handle(one)  # type: ignore[arg-type]
            continue
        showing = showing.after(told)  # type: ignore[arg-type]
        yield showing, told  # type: ignore[misc]


def shown(*rules: Rule, **options: object) -> list[Showing]:
    """Everything shown of a whole test against a simulated server."""
    one = simulate(*rules, **options)  # type: ignore[arg-type]
    one.run()
    return [showing for showing, _ in showings(Play(one.plan, one.signs_in, list(one.said)))]


@given(plays, st.floats(0, 20))
@settings(max_examples=100)
def test_the_bar_never_goes_back_and_is_full_at_the_end_only(play: Play, later: float) -> None:
    before = begin(play.plan)
    assert before.fraction == 0.0
    for showing, _ in showings(play):
        waited = showing.later(showing.clock.at + later)
        assert before.fraction <= showing.fraction <= waited.fraction < 1.0
        before = showing
    ended = before.end()
    assert ended.fraction == ended.later(1e9).fraction == 1.0
    assert ended.status is Status.DONE
    assert ended.seconds_left is None


@given(plays)
@settings(max_examples=100)
def test_the_places_agree_with_the_events(play: Play) -> None:
    refused: set[int] = set()
    for showing, told in showings(play):
        places = showing.places
        assert len(places) >= min(play.plan.need.connections, 200)
        assert places.count(Place.OPEN) == showing.open
        assert places[: showing.open] == (Place.OPEN,) * showing.open
        assert places.count(Place.OPENING) <= 1
        match told:
            case Event(attempt=int(), via=Via.MAIN, outcome=Outcome.CLOSED_AT_ONCE):
                if showing.status is not Status.CLOSING:
                    refused.add(told.held + 1)
            case Open(via=Via.MAIN):
                assert places[showing.open] is Place.OPENING
            case _:
                pass
        crosses = {n for n, place in enumerate(places, 1) if place is Place.REFUSED}
        others = {e.held + 1 for e in _attempts(play) if e.outcome is not Outcome.OPEN}
        assert crosses <= refused | others


def _attempts(play: Play) -> list[Event]:
    return [one for _, one in showings(play) if isinstance(one, Event) and one.attempt]


@given(plays, st.floats(0, 100))
@settings(max_examples=100)
def test_the_time_left_is_never_below_nothing_and_never_grows_by_waiting(
    play: Play, later: float
) -> None:
    for showing, _ in showings(play):
        left = showing.seconds_left
        waited = showing.seconds_left_at(showing.clock.at + later)
        assert (left is None) == (waited is None)
        if left is not None and waited is not None:
            assert 0 <= waited <= left


@given(st.one_of(undisturbed, disturbed(undisturbed)))
@settings(max_examples=100)
def test_the_fullest_picture_is_the_one_with_most_open(story: object) -> None:
    play = story_play(story)  # type: ignore[arg-type]
    most, last = 0, begin(play.plan)
    for showing, _ in showings(play):
        most = max(most, showing.open)
        assert showing.fullest.count(Place.OPEN) == most
        last = showing
    assert last.open == 0
    assert Place.OPENING not in last.fullest


def test_a_limit_of_four_is_told_step_by_step() -> None:
    told = shown(Places(4, WORDLESS), software="courier")
    lines = list(dict.fromkeys((one.status, one.number) for one in told))
    assert lines == [
        (Status.FINDING, 0),
        *((Status.OPENING, number) for number in (1, 2, 3, 4, 5)),
        (Status.CONFIRMING, 5),
        (Status.FREEING, 2),
        (Status.GIVEN_BACK, 0),
        (Status.CLOSING, 0),
    ]
    assert told[-1].fullest == (Place.OPEN,) * 4 + (Place.REFUSED,) + (Place.NOT_TRIED,) * 5
    assert told[-1].places == (Place.CLOSED,) * 4 + (Place.REFUSED,) + (Place.NOT_TRIED,) * 5
    assert turned_away(told[-1].fullest) == 5
    freed = next(one for one in told if one.places.count(Place.CLOSED) == 2)
    assert freed.places[:5] == (Place.OPEN,) * 2 + (Place.CLOSED,) * 2 + (Place.REFUSED,)


def test_enough_places_grow_the_strip_by_the_two_more_that_are_tried() -> None:
    told = shown()
    assert max(len(one.places) for one in told) == 12
    assert told[-1].fullest == (Place.OPEN,) * 12
    assert turned_away(told[-1].fullest) is None


def test_silence_is_no_refusal() -> None:
    told = shown(Places(3, replace(WORDLESS, outcome=Outcome.SILENT, seconds=15.0)))
    assert turned_away(told[-1].fullest) == 4
    assert told[-1].fullest[3] is Place.SILENT
    queue = next(one for one in told if one.status is Status.QUEUE)
    assert queue.number == 4
    assert any(one.seconds_left is None for one in told if one.status is Status.QUEUE)


def test_a_wait_for_the_first_place_counts_its_tries_and_promises_nothing() -> None:
    told = shown(Places(0, WORDLESS), software="courier", doors=())
    waits = [one for one in told if one.status is Status.NO_PLACE and one.seconds]
    assert [(one.number, one.seconds) for one in waits] == [(1, 10.0), (2, 30.0), (3, 60.0)]
    assert {one.seconds_left for one in waits} == {None}


def test_words_that_refuse_are_followed_by_a_silence_of_ours() -> None:
    told = shown(Places(3, BUSY))
    assert Status.SILENCE in {one.status for one in told}


def after(*told: Event | Open | Wake | LetGo, plan: Plan | None = None) -> Showing:
    showing = begin(plan or plan_for())
    for one in told:
        showing = showing.after(one)
    return showing


OPENED = (Open(1, Step.REACH), Event(0.2, Step.REACH, Outcome.OPEN, attempt=1, held=1,
                                     milliseconds=200.0))  # fmt: skip


@pytest.mark.parametrize(
    "outcome", [Outcome.CUT_BY_US, Outcome.OUR_FAULT, Outcome.CERTIFICATE_PROBLEM]
)
def test_what_is_not_the_servers_answer_leaves_the_place_as_it_was(outcome: Outcome) -> None:
    showing = after(
        *OPENED, Open(2, Step.CLIMB), Event(1.0, Step.CLIMB, outcome, Phase.TLS, 2, held=1)
    )
    assert showing.places == (Place.OPEN,) + (Place.NOT_TRIED,) * 9
    assert showing.status is Status.OPENING


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.CLOSED_AT_ONCE, Status.CONFIRMING),
        (Outcome.CONNECT_UNANSWERED, Status.RETRYING),
        (Outcome.LOST, Status.RETRYING),
    ],
)
def test_the_server_said_no_only_where_it_did(outcome: Outcome, status: Status) -> None:
    refused = Event(1.0, Step.CLIMB, outcome, Phase.GREETING, 2, held=1)
    showing = after(*OPENED, Open(2, Step.CLIMB), refused, Wake(1.0, 1, Step.CONFIRM))
    assert (showing.status, showing.number, showing.seconds) == (status, 2, 1.0)
    again = showing.after(Open(3, Step.CONFIRM))
    assert (again.status, again.number, again.seconds) == (status, 2, 0.0)


def test_nothing_counts_as_refused_once_everything_is_being_closed() -> None:
    showing = after(*OPENED, Open(2, Step.CLIMB), LetGo((1,), Step.LET_GO))
    late = Event(1.0, Step.CLIMB, Outcome.CLOSED_AT_ONCE, Phase.GREETING, 2, held=1)
    assert showing.after(late).places == (Place.OPEN,) + (Place.NOT_TRIED,) * 9
    assert showing.after(late).status is Status.CLOSING


def test_another_door_is_no_place_of_the_strip() -> None:
    refused = Event(
        1.0, Step.NEIGHBOURS, Outcome.CLOSED_AT_ONCE, Phase.GREETING, 2, Via.OTHER_SERVICE, held=1
    )
    showing = after(*OPENED, Open(2, Step.NEIGHBOURS, Via.OTHER_SERVICE), refused)
    assert showing.places == (Place.OPEN,) + (Place.NOT_TRIED,) * 9
    assert showing.status is Status.NEIGHBOURS


def test_a_check_on_the_way_changes_nothing() -> None:
    showing = after(*OPENED, Open(2, Step.CLIMB))
    checked = showing.after(Wake(3.0, 9, Step.CHECK))
    assert (checked.status, checked.number) == (showing.status, showing.number)


def test_the_need_of_a_large_office_is_told_whole_and_drawn_to_the_ceiling() -> None:
    showing = begin(plan_for(2_500))
    assert showing.needed == 2_500
    assert len(showing.places) == 200


def test_the_time_left_is_about_the_pace_seen() -> None:
    slow = after(*OPENED, Wake(5.0, 1, Step.CLIMB))
    quick = after(*OPENED, Wake(0.2, 1, Step.CLIMB))
    assert begin(plan_for()).seconds_left is None
    assert slow.seconds_left is not None
    assert quick.seconds_left is not None
    assert slow.seconds_left > quick.seconds_left + 40
    assert slow.seconds_left_at(3.2) == slow.seconds_left - 3
    # A step that takes longer than planned does not make what follows any shorter.
    assert slow.seconds_left_at(1_000.0) == slow.seconds_left - 5
