"""What a strict protection may have counted: five in ten minutes are the ban, so four is all."""

import pytest

from wizard.core.counted import MOST, SECONDS, UNSIGNED, WRONG_PASSWORD, Counted, weight
from wizard.core.model import Outcome


def test_nothing_was_counted() -> None:
    assert Counted().wait(0.0, MOST) == 0.0


def test_two_wrong_passwords_leave_no_room_for_anything() -> None:
    twice = Counted().more(0.0, WRONG_PASSWORD).more(60.0, WRONG_PASSWORD)
    assert twice.wait(90.0, UNSIGNED) == SECONDS - 90.0
    assert twice.wait(SECONDS, UNSIGNED) == 0.0  # the first one is forgotten
    assert twice.wait(SECONDS, WRONG_PASSWORD) == 0.0
    assert twice.wait(SECONDS - 1, WRONG_PASSWORD) == 1.0


def test_one_connection_more_has_to_wait_for_two_to_be_forgotten() -> None:
    counted = Counted().more(0.0, 1).more(10.0, 1).more(20.0, WRONG_PASSWORD)
    assert counted.wait(30.0, 1) == SECONDS - 30.0
    assert counted.wait(30.0, 2) == SECONDS - 20.0
    assert counted.wait(30.0, 4) == SECONDS - 10.0


def test_more_than_may_come_together_waits_for_an_empty_memory() -> None:
    assert Counted().wait(0.0, MOST + 2) == 0.0
    assert Counted().more(0.0, 1).wait(0.0, MOST + 2) == SECONDS


def test_nothing_is_no_mark_and_what_is_old_is_dropped() -> None:
    counted = Counted().more(0.0, 0)
    assert counted.marks == ()
    assert counted.more(0.0, 1).more(SECONDS, 1).marks == ((SECONDS, 1),)


@pytest.mark.parametrize(
    ("outcome", "server", "signs_in", "much"),
    [
        (Outcome.SIGN_IN_REFUSED, "dovecot", True, 2),
        (Outcome.SIGN_IN_REFUSED, "unknown", True, 2),
        (Outcome.SIGN_IN_REFUSED, "courier", True, 1),
        (Outcome.OPEN, "dovecot", True, 0),
        (Outcome.OPEN, "dovecot", False, 1),
        (Outcome.OPEN, "courier", False, 0),
        (Outcome.CERTIFICATE_PROBLEM, "unknown", True, 1),
        (Outcome.NEEDS_BROWSER_SIGN_IN, "dovecot", True, 1),
        (Outcome.CONNECT_REFUSED, "unknown", True, 0),
        (Outcome.CLOSED_AT_ONCE, "unknown", True, 0),
        (Outcome.LIMIT_IN_WORDS, "dovecot", True, 0),
    ],
)
def test_what_one_connection_may_count(
    outcome: Outcome, server: str, signs_in: bool, much: int
) -> None:
    assert weight(outcome, server, signs_in=signs_in) == much
