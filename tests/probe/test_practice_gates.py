"""Limits to come need one small class and nothing else: what a gate can answer works already."""

import math
import time
from dataclasses import replace

import pytest

from tests.probe.practice_client import WAYS, Client, Office, Seen, eventually, start
from wizard.probe import practice
from wizard.probe.practice import COURIER, NoLimit, PerAddress
from wizard.probe.practice_gate import Gate, Guest, TurnedAway
from wizard.probe.practice_gates import gate_for

REFUSED = Seen("closed at once")

every_way = pytest.mark.parametrize("way", WAYS)


def guest(address: str = "192.0.2.1", door: int = 143) -> Guest:
    return Guest(address, door, lambda words: None)


def test_a_gate_forgets_who_has_gone_and_nobody_else() -> None:
    gate = gate_for(PerAddress(1))
    first, second = guest(), guest()
    assert gate.at_door(first) is None
    assert gate.at_door(second) == TurnedAway()
    gate.gone(second)
    assert gate.at_door(guest()) == TurnedAway()
    gate.gone(first)
    assert gate.at_door(guest()) is None


class Answers(Gate):
    """Lets the first in and has one answer for all others."""

    def __init__(self, door: TurnedAway | None = None, sign_in: TurnedAway | None = None) -> None:
        self.door, self.sign_in = door, sign_in
        self.first = True

    def at_door(self, guest: Guest) -> TurnedAway | None:
        first, self.first = self.first, False
        return None if first else self.door

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        return self.sign_in


@every_way
@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        (Answers(TurnedAway(after=0.3)), REFUSED),
        (Answers(TurnedAway(b"* BYE Too many of you.")), "* BYE Too many of you.\r\n"),
        (Answers(sign_in=TurnedAway()), REFUSED),
        (Answers(sign_in=TurnedAway(after=0.3)), REFUSED),
        (
            Answers(sign_in=TurnedAway(b"* BAD Internal.")),
            Seen("closed at once", b"* BAD Internal.\r\n"),
        ),
        (
            Answers(sign_in=TurnedAway(b"NO Too many (2 of 2).", stays=True)),
            Seen("answered", b"l1 NO Too many (2 of 2).\r\n"),
        ),
    ],
)
def test_a_gate_can_refuse_in_many_ways(
    monkeypatch: pytest.MonkeyPatch, way: str, gate: Answers, expected: Seen | str
) -> None:
    gate.first = True
    monkeypatch.setattr(practice, "gate_for", lambda limit: gate)
    with start(NoLimit()) as server, Office(server) as office:
        assert office.how(way) == "open"
        began = time.monotonic()
        if isinstance(expected, str):
            late = Client(office.place, way)
            office.sessions.append(late)
            if way == "tls":
                late._handshake()
            assert late.line() == expected.encode()
            assert late.line() == b""
        else:
            assert office.open(way, user="alice") == expected
        answer = gate.door or gate.sign_in
        assert answer is not None
        assert time.monotonic() - began >= answer.after
        assert server.refused_total == 1


@every_way
def test_a_gate_can_be_silent_for_ever(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    silence = Answers(TurnedAway(after=math.inf))
    monkeypatch.setattr(practice, "gate_for", lambda limit: silence)
    role = replace(COURIER, unsigned_life=0.1)
    with start(NoLimit(), role=role) as server, Office(server) as office:
        office.open(way)
        second = Client(office.place, way)
        office.sessions.append(second)
        assert second.greet(0.5) == Seen("silent")
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 1.0


class Eviction(Gate):
    """The newest guest takes the place of the oldest."""

    def __init__(self) -> None:
        self.inside: list[Guest] = []

    def at_door(self, guest: Guest) -> TurnedAway | None:
        if len(self.inside) == 2:
            self.inside[0].send_away(b"* BYE Connection queue full")
        self.inside.append(guest)
        return None

    def gone(self, guest: Guest) -> None:
        self.inside.remove(guest)


@every_way
def test_a_gate_can_send_somebody_away(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(practice, "gate_for", lambda limit: Eviction())
    with start(NoLimit()) as server, Office(server) as office:
        assert [office.how(way) for _ in range(3)] == ["open"] * 3
        oldest, *others = office.sessions
        assert oldest.line() == b"* BYE Connection queue full\r\n"
        assert oldest.line() == b""
        assert all(client.alive() for client in others)


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_even_somebody_in_the_middle_of_a_handshake(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(practice, "gate_for", lambda limit: Eviction())
    with start(NoLimit()) as server, Office(server) as office:
        oldest = Client(office.place, "plain" if way == "starttls" else way)
        office.sessions.append(oldest)
        if way == "starttls":
            oldest.greet()
            oldest.ask(b"s1 STARTTLS")
        eventually(lambda: server.served_now() == 1)  # two ports: nobody else keeps the order
        assert [office.how() for _ in range(2)] == ["open"] * 2
        assert oldest.socket.recv(100) == b""
        eventually(lambda: server.served_now() == 2)
