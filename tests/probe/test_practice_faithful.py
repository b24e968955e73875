"""Faithful: one script runs against the practice server and the real one, and both give the same.

Compared are what became of each attempt, every byte that a refused client saw, and whether it
was closed at once, late or not at all.
"""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Self

import pytest

from tests.probe.practice_client import WAYS, Client, Place, Seen, practice_place, real_place
from tests.servers import USERS
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from wizard.probe.practice import (
    COURIER,
    DOVECOT,
    NoLimit,
    PerAddress,
    PerMailboxAndAddress,
    PracticeServer,
    ServerFull,
)

SILENCE = 0.7  # seconds of waiting that are called silence
FREE_WITHIN = 3.0  # seconds; measured: at most 0.23

NONSENSE = (
    b"",
    b"garbage",
    b"x1 XYZZY",
    b"x1 LOGIN",
    b"x1 LOGIN alice",
    b"x1 NAMESPACE",
    b"\xff\xfe",
    b"GET / HTTP/1.0",
)

Trace = list[tuple[str, Seen]]

every_way = pytest.mark.parametrize("way", WAYS)
signed_in_or_not = pytest.mark.parametrize("login", [True, False], ids=["login", "no-login"])


class Script:
    """Opens sessions and writes down what became of each."""

    def __init__(self, place: Place, way: str, *, login: bool) -> None:
        self.place, self.way, self.login = place, way, login
        self.trace: Trace = []
        self._all = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._all.close()

    def open(
        self, what: str, *, way: str = "", source: str = "127.0.0.1", password: str | None = None
    ) -> Client | None:
        """One attempt; the session if it is to be held. A refused one is closed."""
        client = self._all.enter_context(Client(self.place, way or self.way, source))
        seen = client.greet()
        if seen.how == "open" and (self.login or password):
            seen = client.sign_in(password)
        self.trace.append((what, seen))
        if seen.how in {"open", "signed in"}:
            return client
        client.close()
        return None

    def open_again(self, what: str) -> Client | None:
        """One attempt, repeated while the server still counts somebody who has just left."""
        until = time.monotonic() + FREE_WITHIN
        while True:
            client = self.open(what)
            if client or time.monotonic() > until:
                return client
            self.trace.pop()
            time.sleep(0.05)

    def note(self, what: str, how: object) -> None:
        self.trace.append((what, Seen(str(how))))


def climb(place: Place, way: str, limit: int, *, login: bool) -> Trace:
    """Fill the server, go two further, free one place, take it again."""
    with Script(place, way, login=login) as script:
        held = [script.open(f"session {number + 1}") for number in range(limit + 2)]
        script.note("one that says nothing", mute(place.door(way)))
        script.open("one more with a wrong password", password="wrong")
        other_way = "plain" if way == "tls" else "tls"
        # After a wrong password Dovecot lets this address wait: so from the other one.
        script.open("from another address", source="127.0.0.2")
        script.open("other port, another address", way=other_way, source="127.0.0.2")
        inside = [client for client in held if client]
        script.note("all answer", [client.alive() for client in inside])
        return script.trace


def mute(port: int) -> str:
    """What a client meets that connects and waits, under TLS too."""
    with socket.create_connection(("127.0.0.1", port), 0.5) as client:
        try:
            return "greeted" if client.recv(100) else "closed"
        except TimeoutError:
            return "silent"


def refill(place: Place, way: str, limit: int, *, login: bool) -> Trace:
    """A place is free again after LOGOUT, and only one; the other port counts as it counts."""
    with Script(place, way, login=login) as script:
        held = [script.open(f"session {number + 1}") for number in range(limit)]
        script.open("one more")
        if first := held[0]:
            first.leave()
        script.open_again("the freed place")
        script.open("one more again")
        script.open("other port", way="plain" if way == "tls" else "tls")
        return script.trace


def queue(place: Place, way: str, limit: int) -> Trace:
    """Nobody is refused: who does not fit is served when somebody leaves, in order."""
    with Script(place, way, login=False) as script, contextlib.ExitStack() as waiting:
        held = [script.open(f"session {number + 1}") for number in range(limit)]
        fourth, fifth, other = (
            waiting.enter_context(Client(place, way, source))
            for source in ("127.0.0.1", "127.0.0.1", "127.0.0.2")
        )
        for name, client in (("fourth", fourth), ("fifth", fifth), ("other address", other)):
            script.trace.append((name, client.greet(SILENCE)))
        script.open("other port", way="plain" if way == "tls" else "tls")
        if first := held[0]:
            first.leave()
        script.trace.append(("fourth, after one left", fourth.greet()))
        script.trace.append(("fifth, after one left", fifth.greet(SILENCE)))
        fourth.reset()
        script.trace.append(("fifth, after the fourth was cut", fifth.greet()))
        script.note("the rest answers", [client.alive() for client in held[1:] if client])
        return script.trace


Story = Callable[..., Trace]
every_story = pytest.mark.parametrize("story", [climb, refill])


@contextlib.contextmanager
def practice(limit: object, **options: object) -> Iterator[Place]:
    with PracticeServer(limit, users=USERS, **options) as server:  # type: ignore[arg-type]
        yield practice_place(server)


@pytest.mark.parametrize("limit", [2, 4])
@every_story
@every_way
@signed_in_or_not
def test_per_address_is_courier_s_maxperip(
    courier: Callable[..., Courier], way: str, story: Story, limit: int, *, login: bool
) -> None:
    expected = story(real_place(courier(maxperip=limit)), way, limit, login=login)
    with practice(PerAddress(limit)) as ours:
        assert story(ours, way, limit, login=login) == expected
    refused = [seen for _, seen in expected].count(Seen("closed at once", b""))
    assert refused == (3 if story is climb else 2)


@every_way
def test_server_full_is_courier_s_maxdaemons(courier: Callable[..., Courier], way: str) -> None:
    real = real_place(courier(maxperip=30, maxdaemons=3))
    expected = queue(real, way, 3)
    with practice(ServerFull(3)) as ours:
        assert queue(ours, way, 3) == expected
    assert [seen.how for _, seen in expected].count("silent") == 4


def one_code(trace: Trace) -> Trace:
    """The same with the code that Dovecot's authors give; a security update of Debian's changed it.

    Measured: 2.3.19.1 says LIMIT up to Debian's revision deb12u6 and UNAVAILABLE from deb12u7 on.
    """
    return [
        (name, replace(seen, said=seen.said.replace(b"[UNAVAILABLE]", b"[LIMIT]")))
        for name, seen in trace
    ]


@every_story
@every_way
@signed_in_or_not
def test_per_mailbox_and_address_is_dovecot_s_userip(
    dovecot: Callable[..., Dovecot], way: str, story: Story, *, login: bool
) -> None:
    expected = one_code(story(real_place(dovecot(userip=3)), way, 3, login=login))
    quick = replace(DOVECOT, wrong_password_delay=0.1)
    with practice(PerMailboxAndAddress(3), role=quick) as ours:
        assert story(ours, way, 3, login=login) == expected
    limits = sum(b"NO [LIMIT]" in seen.said for _, seen in expected)
    assert limits == (0 if not login else 2 if story is climb else 3)


@every_way
def test_no_limit_is_a_courier_far_from_its_limit(
    courier: Callable[..., Courier], way: str
) -> None:
    real = real_place(courier(maxperip=30))
    with practice(NoLimit()) as ours:
        expected = refill(real, way, 8, login=True)
        assert refill(ours, way, 8, login=True) == expected
    assert {seen.how for _, seen in expected} == {"signed in"}


@pytest.mark.slow
@pytest.mark.parametrize("server", ["courier", "dovecot"])
def test_a_wrong_password_gets_the_same_answer_after_as_long(
    server: str, courier: Callable[..., Courier], dovecot: Callable[..., Dovecot]
) -> None:
    real = real_place(courier() if server == "courier" else dovecot())
    limit = PerAddress(4) if server == "courier" else PerMailboxAndAddress(10)
    with practice(limit) as ours:
        (expected, took), (seen, ours_took) = (wrong_password(place) for place in (real, ours))
    assert seen == expected
    assert ours_took == pytest.approx(took, abs=1.0)


def wrong_password(place: Place) -> tuple[list[Seen], float]:
    with Client(place) as client:
        greeted = client.greet()
        began = time.monotonic()
        client.send(b'l1 LOGIN "alice" "wrong"')
        answer = client.answer(b"l1")
        took = time.monotonic() - began
        return [greeted, Seen("answered", answer), Seen(str(client.alive()))], took


@pytest.mark.parametrize("server", ["courier", "dovecot"])
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_nonsense_gets_the_same_answers(
    server: str, courier: Callable[..., Courier], dovecot: Callable[..., Dovecot], *, tls: bool
) -> None:
    real = real_place(courier() if server == "courier" else dovecot())
    role = COURIER if server == "courier" else DOVECOT
    way = "tls" if tls else "plain"
    with practice(NoLimit(), role=role) as ours:
        assert nonsense(ours, way) == nonsense(real, way)


def nonsense(place: Place, way: str) -> list[bytes]:
    """The answers to what no server understands: each in a session of its own."""
    answers = []
    for line in NONSENSE:
        with Client(place, way) as client:
            assert client.greet().how == "open"
            client.send(line)
            client.send(b"n1 NOOP")
            answers.append(client.line())
    with Client(place, way) as client:
        client.greet()
        for number in range(12):
            client.socket.sendall(b"x1 XYZZY\r\n")
            if not (line := client.line()).startswith(b"x1"):
                answers.append(b"over after %d: %s" % (number, line[:5]))
                break
    return answers
