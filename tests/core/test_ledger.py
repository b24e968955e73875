"""The record of a test in progress, where stories cannot reach it."""

from __future__ import annotations

from tests.core.simulated import plan_for
from wizard.core.commands import AskHeld, LetGo, StopAsked
from wizard.core.ledger import Ledger
from wizard.core.model import Event, Outcome, Phase, Security, Step, Target, Via
from wizard.core.ramp import Ramp


def opened(attempt: int, **more: float) -> Event:
    return Event(1.0, Step.CLIMB, Outcome.OPEN, attempt=attempt, **more)  # type: ignore[arg-type]


def test_news_of_nobody_change_nothing() -> None:
    ledger = Ledger(plan_for(), signs_in=True)
    ledger.account(Event(1.0, Step.CHECK, Outcome.CLOSED_AT_ONCE, Phase.TLS, attempt=9))
    assert ledger.idle
    assert ledger.spent == 0


def test_a_session_that_dies_while_it_is_let_go_is_no_loss() -> None:
    ledger = Ledger(plan_for(), signs_in=True)
    ledger.note_open(1, Via.MAIN)
    ledger.account(opened(1))
    ledger.note_let_go((1,))
    ledger.account(Event(2.0, Step.CHECK, Outcome.LOST, attempt=1))
    assert ledger.losses == 0
    assert ledger.all_held == ()
    assert not ledger.idle
    ledger.account(Event(3.0, Step.LET_GO, Outcome.LET_GO, sessions=(1,)))
    assert ledger.idle


def test_a_session_at_another_door_is_a_guest() -> None:
    ledger = Ledger(plan_for(), signs_in=True)
    ledger.note_open(1, Via.OTHER_SERVICE)
    ledger.account(opened(1))
    assert (ledger.held, ledger.guests) == ([], [1])


def test_the_first_place_gives_a_new_budget() -> None:
    ledger = Ledger(plan_for(), signs_in=True)
    ledger.note_open(1, Via.MAIN)
    ledger.account(Event(1.0, Step.REACH, Outcome.CLOSED_AT_ONCE, Phase.TLS, attempt=1))
    assert ledger.budget_left == 3
    ledger.note_open(2, Via.MAIN)
    ledger.account(opened(2))
    assert ledger.budget_left == 8


def test_the_fastest_connect_is_the_measure_of_a_lost_first_packet() -> None:
    ramp = Ramp(plan_for(), signs_in=True)
    assert ramp.round_trip == 0.0
    ledger = Ledger(plan_for(), signs_in=True)
    assert not ledger.lost_first_syn(opened(1, connect_milliseconds=1020.0))
    for number, taken in enumerate((60.0, 20.0, 1020.0), start=1):
        ledger.note_open(number, Via.MAIN)
        ledger.account(opened(number, connect_milliseconds=taken))
    assert ledger.fastest_connect_ms == 20.0
    assert ledger.lost_first_syn(opened(3, connect_milliseconds=941.0))
    assert not ledger.lost_first_syn(opened(3, connect_milliseconds=939.0))
    assert not ledger.lost_first_syn(opened(3))


def test_a_stop_while_the_last_ones_are_let_go_is_still_a_stop() -> None:
    ramp = Ramp(plan_for(1, most=1), signs_in=True)
    ramp.start()
    ramp.handle(Event(0.1, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE))
    assert ramp.handle(Event(0.2, Step.REACH, Outcome.OTHERS_COUNTED)) == []
    assert ramp.handle(opened(1)) == [AskHeld((1,), Step.CHECK)]
    alive = Event(0.3, Step.CHECK, Outcome.HELD_ASKED, sessions=(1,), answered=(1,))
    assert ramp.handle(alive) == [LetGo((1,), Step.LET_GO)]
    assert ramp.held == 1
    assert ramp.software == "unknown"
    assert ramp.handle(StopAsked(1.0)) == []


def test_the_round_trip_is_that_of_the_fastest_connect() -> None:
    ramp = Ramp(plan_for(3), signs_in=True)
    ramp.start()
    ramp.handle(Event(0.1, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE))
    ramp.handle(opened(1, connect_milliseconds=40.0))
    assert ramp.round_trip == 0.04


def test_a_target_with_a_user_signs_in() -> None:
    assert Target("mail", 993, Security.TLS, user="u").signs_in
    assert not Target("mail", 993, Security.TLS).signs_in
