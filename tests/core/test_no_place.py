"""While not one connection gets in: whose places are taken, and which try comes next."""

import pytest

from wizard.core.commands import Open, Wake
from wizard.core.model import Event, Outcome, Phase, Step, Via
from wizard.core.no_place import NoPlace, Whose

DOVECOT = "NO [LIMIT] Maximum number of connections from user+IP exceeded"
CYRUS = "* BYE too many open connections (5 of 3 from host [203.0.113.7], 1 of 9 for user1)"


def tried(outcome: Outcome, said: str = "", step: Step = Step.REACH, number: int = 1) -> Event:
    return Event(0.0, step, outcome, Phase.GREETING, number, said=said)


def test_the_tries_are_counted_with_their_waits() -> None:
    now = NoPlace().after(Open(1, Step.REACH)).after(tried(Outcome.CLOSED_AT_ONCE))
    assert now == NoPlace(1, Whose.OFFICE)
    assert not now.waits
    now = now.after(Wake(10.0, 1, Step.NO_PLACE))
    assert now == NoPlace(1, Whose.OFFICE, 10.0)
    assert now.waits
    now = now.after(Open(2, Step.NO_PLACE))
    assert not now.waits
    now = now.after(tried(Outcome.CLOSED_AT_ONCE, step=Step.NO_PLACE, number=2))
    assert now.after(Wake(30.0, 2, Step.NO_PLACE)) == NoPlace(2, Whose.OFFICE, 30.0)


@pytest.mark.parametrize(
    ("outcome", "said", "whose"),
    [
        (Outcome.CLOSED_AT_ONCE, "", Whose.OFFICE),
        (Outcome.REFUSED_IN_WORDS, CYRUS, Whose.OFFICE),
        (Outcome.LIMIT_IN_WORDS, DOVECOT, Whose.MAILBOX),
        (Outcome.REFUSED_IN_WORDS, "* BYE no", Whose.NOBODYS),
        (Outcome.SILENT, "", Whose.NOBODYS),
        (Outcome.CLOSED_LATE, "", Whose.NOBODYS),
        (Outcome.OPEN, "", Whose.NOBODYS),
    ],
)
def test_whose_places_are_taken(outcome: Outcome, said: str, whose: Whose) -> None:
    now = NoPlace().after(tried(outcome, said)).after(Wake(10.0, 1, Step.NO_PLACE))
    assert now.whose is whose
    assert now.waits is (whose is not Whose.NOBODYS)


def test_what_is_no_try_changes_nothing() -> None:
    now = NoPlace(1, Whose.OFFICE)
    other = Event(1.0, Step.NO_PLACE, Outcome.OPEN, Phase.HELD, 2, via=Via.OTHER_SERVICE)
    control = Event(1.0, Step.REACH, Outcome.CONTROL_ANSWERED)
    for told in (other, control, Wake(1.0, 1, Step.CLIMB)):
        assert now.after(told) == now
