"""What holds for every gate of the practice server, whoever comes and goes: never more inside than
the limit says, every place comes back, and no gate waits.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.probe import practice_rates
from wizard.probe.practice_gate import Gate, Guest, TurnedAway
from wizard.probe.practice_gates import BACKENDS, gate_for
from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    NoLimit,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)

calmly = settings(derandomize=True, deadline=None, max_examples=300)  # the same everywhere
NO_LIMITATION: Final = 10_000
SECONDS: Final = 5.1  # as most times, it is no sum of powers of two

MAKERS: Final = (
    NoLimit,
    PerAddress,
    CyrusPerAddress,
    PerMailboxAndAddress,
    PerMailbox,
    CyrusPerMailbox,
    ServerFull,
    LateClose,
    lambda most: LateClose(most, in_turn=False),
    SignInCut,
    BusyServer,
    lambda most: Window(most, SECONDS),
    lambda most: Window(most, SECONDS, refused_count=True),
    lambda most: LoginRate(most, SECONDS),
    lambda most: TokenBucket(most, SECONDS),
    EvictsOldest,
    lambda most: EvictsOldest(most, says_why=False),
    Backends,
    lambda most: Backends(most, at_random=True),
)

limits = st.builds(
    lambda make, most: make() if make is NoLimit else make(most),
    st.sampled_from(MAKERS),
    st.integers(1, 4),
)
addresses = st.sampled_from(("127.0.0.1", "192.0.2.7", "2001:db8::7"))
doors = st.sampled_from((143, 993))
mailboxes = st.sampled_from(("anna", "ben"))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("comes"), addresses, doors, mailboxes),
        st.tuples(st.just("leaves"), st.integers(0, 9)),
        st.tuples(st.just("time goes by"), st.floats(0.0, 12.0)),
    ),
    max_size=60,
)


@dataclass
class House:
    """Asks a gate as the server does, and keeps its own books."""

    gate: Gate
    now: float = 1000.1
    connected: list[Guest] = field(default_factory=list)
    mailbox_of: dict[Guest, str] = field(default_factory=dict)
    sent_away: list[Guest] = field(default_factory=list)
    came: list[tuple[str, float]] = field(default_factory=list)

    def comes(self, address: str, door: int, mailbox: str) -> TurnedAway | None:
        """Connects and signs in; what the gate said, or None."""
        if not self.gate.has_room(door):
            return TurnedAway()
        guest = Guest(address, door, lambda _: self.sent_away.append(guest), self.now)
        answer = self.gate.at_door(guest)
        if answer is not None:
            return answer
        self.connected.append(guest)
        answer = self.gate.at_sign_in(guest, mailbox)
        if answer is None:
            self.mailbox_of[guest] = mailbox
            self.came.append((address, self.now))
        elif not answer.stays:
            self.leaves(guest)
        return answer

    def leaves(self, guest: Guest) -> None:
        self.connected.remove(guest)
        self.mailbox_of.pop(guest, None)
        self.gate.gone(guest)

    def everybody_leaves(self) -> None:
        for guest in tuple(self.connected):
            self.leaves(guest)

    def play(self, history: list[tuple[object, ...]], limit: Limit) -> None:
        for what, *more in history:
            if what == "comes":
                self.comes(*more)  # type: ignore[arg-type]
            elif what == "leaves" and self.connected:
                self.leaves(self.connected[more[0] % len(self.connected)])  # type: ignore[operator]
            elif what == "time goes by":
                self.now += more[0]  # type: ignore[operator]
            assert self.crowd(limit) <= most_inside(limit), history

    def crowd(self, limit: Limit) -> int:
        """The most that are inside under one key of this limit."""
        signed = self.mailbox_of
        keys: Iterable[object]
        match limit:
            case PerAddress():
                keys = [(one.address, one.door) for one in self.connected]
            case ServerFull():
                keys = [one.door for one in self.connected]
            case CyrusPerAddress():
                keys = [one.address for one in signed]
            case PerMailboxAndAddress() | Backends():
                keys = [(one.address, mailbox) for one, mailbox in signed.items()]
            case PerMailbox() | CyrusPerMailbox():
                keys = signed.values()
            case EvictsOldest():
                keys = [one.address for one in self.connected if one not in self.sent_away]
            case Window() | LoginRate():
                keys = [who for who, at in self.came if at > self.now - limit.seconds]
            case _:
                keys = ["whoever" for _ in signed]
        return max(Counter(keys).values(), default=0)


def most_inside(limit: Limit) -> int:
    match limit:
        case NoLimit() | TokenBucket():
            return NO_LIMITATION
        case CyrusPerAddress(most):
            return most - 1
        case Backends(most):
            return most * BACKENDS
        case _:
            return limit.limit


@calmly
@given(limits, steps)
def test_never_more_are_inside_than_the_limit_says(
    limit: Limit, history: list[tuple[object, ...]]
) -> None:
    House(gate_for(limit)).play(history, limit)


@calmly
@given(limits, steps, addresses, doors, mailboxes)
def test_every_place_comes_back_and_not_one_more(
    limit: Limit, history: list[tuple[object, ...]], address: str, door: int, mailbox: str
) -> None:
    """When all have left, and a rate's time has gone by, as many fit as ever."""
    house = House(gate_for(limit))
    house.play(history, limit)
    house.everybody_leaves()
    house.now += 10 * SECONDS
    house.sent_away.clear()
    most = min(most_inside(limit), 20)
    if isinstance(limit, TokenBucket):
        most = limit.limit
    seen = [house.comes(address, door, mailbox) for _ in range(most)]
    if isinstance(limit, Backends):  # where the turn stood, or chance, decides who has to wait
        assert seen.count(None) >= limit.limit
    else:
        assert seen == [None] * most
    one_more = house.comes(address, door, mailbox)
    if isinstance(limit, NoLimit | EvictsOldest):
        assert one_more is None
        assert len(house.sent_away) == isinstance(limit, EvictsOldest)
    elif not isinstance(limit, Backends):
        assert one_more is not None


@calmly
@given(limits, steps, addresses)
def test_who_was_refused_takes_nobody_s_place(
    limit: Limit, history: list[tuple[object, ...]], address: str
) -> None:
    """A refused connection that is closed leaves no trace; only where it counts until then."""
    house = House(gate_for(limit))
    house.play(history, limit)
    inside = len(house.connected)
    answer = house.comes(address, 143, "anna")
    stayed = answer is not None and answer.stays
    assert len(house.connected) == inside + (answer is None or stayed)


@calmly
@given(st.lists(st.tuples(addresses, st.floats(0.0, 7.0)), max_size=60), st.integers(1, 4))
def test_a_bucket_lets_in_so_many_at_once_and_then_one_in_so_long(
    comers: list[tuple[str, float]], most: int
) -> None:
    house = House(gate_for(TokenBucket(most, SECONDS)))
    for address, pause in comers:
        house.now += pause
        house.comes(address, 143, "anna")
    for who in {who for who, _ in house.came}:
        times = [at for one, at in house.came if one == who]
        for first, begin in enumerate(times):
            for last, end in enumerate(times[first:], first):
                assert last - first + 1 <= most + (end - begin) / SECONDS + 1e-6


def test_who_hammers_at_a_strict_window_never_gets_in_again() -> None:
    strict, mild = (
        House(gate_for(Window(2, SECONDS, refused_count=each))) for each in (True, False)
    )
    for house in (strict, mild):
        for _ in range(40):
            house.comes("192.0.2.7", 143, "anna")
            house.now += SECONDS / 3.9
    assert len(strict.came) == 2
    assert len(mild.came) == 20
    strict.now += SECONDS
    assert strict.comes("192.0.2.7", 143, "anna") is None


def test_a_rate_remembers_only_so_many_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_rates, "MOST_ADDRESSES", 3)
    for limit in (Window(1, SECONDS), LoginRate(1, SECONDS), TokenBucket(1, SECONDS)):
        house = House(gate_for(limit))
        for last in (1, 2, 3, 1, 4):
            house.comes(f"192.0.2.{last}", 143, "anna")
        # The second came longest ago.
        assert [house.comes(f"192.0.2.{last}", 143, "anna") is None for last in (3, 1, 4, 2)] == [
            *(False, False, False, True)
        ]


def test_the_laws_are_tried_on_every_kind() -> None:
    made = {type(make() if make is NoLimit else make(1)) for make in MAKERS}  # type: ignore[call-arg]
    assert made == set(get_args(Limit))


def test_no_gate_can_wait_or_look_at_a_clock() -> None:
    """None of their modules has anything to wait with: the server asks them under its lock."""
    names = ("gate", "gates", "counts", "full", "rates", "limits")
    for name in names:
        module = sys.modules[f"wizard.probe.practice_{name}"]
        assert not {"time", "monotonic", "sleep", "threading", "socket"} & set(vars(module))
