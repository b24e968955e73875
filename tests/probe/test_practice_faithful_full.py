"""Faithful to Dovecot's process limits, to several Dovecots and to its eviction, side by side.

At a process limit both run at the same time, since both let their clients wait for ten seconds.
The limits of one address, of one mailbox and Courier's queue are in test_practice_faithful.py.
"""

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.probe.practice_client import Client, Place, Seen, practice_place, real_place
from tests.probe.test_practice_faithful import one_code
from tests.servers import USERS
from tests.servers.dovecot import Dovecot
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_limits import Backends, EvictsOldest, LateClose, Limit, SignInCut

LIMIT = 3
PAUSE = 0.5  # seconds: who comes in the moment of a drop is dropped with the one before

Trace = list[tuple[str, Seen]]


def drops(place: Place, way: str) -> Trace:
    """Fill the server, meet the drop twice, free a place, take it, meet the drop again."""
    trace: Trace = []
    with contextlib.ExitStack() as all_of_them:

        def attempt(what: str) -> Client:
            time.sleep(PAUSE)
            client = all_of_them.enter_context(Client(place, way))
            seen = client.greet()
            if seen.how == "open":
                seen = client.sign_in()
            trace.append((what, seen))
            return client

        held = [attempt(f"session {number + 1}") for number in range(LIMIT)]
        for what in ("one more", "one more again"):
            attempt(what).close()
        trace.append(("all answer", Seen(str([client.alive() for client in held]))))
        held[0].leave()
        attempt("the freed place")
        attempt("one more after that").close()
    return trace


@pytest.mark.slow
@pytest.mark.parametrize(
    ("service", "limit", "way", "ends"),
    [
        ("imap-login", LateClose(LIMIT, in_turn=False), "tls", ["late", "late", "late"]),
        ("imap-login", LateClose(LIMIT, in_turn=False), "starttls", ["late", "late", "late"]),
        ("imap", SignInCut(LIMIT), "plain", ["late", "at once", "late"]),
        ("imap", SignInCut(LIMIT), "tls", ["late", "at once", "late"]),
    ],
)
def test_a_full_server_is_dovecot_s_process_limit(
    dovecot: Callable[..., Dovecot], service: str, limit: Limit, way: str, ends: list[str]
) -> None:
    extra = f"service {service} {{\n  process_limit = {LIMIT}\n}}"
    real = real_place(dovecot(userip=50, extra=extra))
    with PracticeServer(limit, users=USERS) as server, ThreadPoolExecutor(2) as both:
        seen = both.submit(drops, practice_place(server), way)
        expected = both.submit(drops, real, way).result()
        assert seen.result() == expected
    dropped = [one.how for what, one in expected if what.startswith("one more")]
    assert dropped == [f"closed {end}" for end in ends]


def alternate(places: tuple[Place, ...]) -> Trace:
    """Sign in at each place in turn, as a load balancer would send us there."""
    trace: Trace = []
    with contextlib.ExitStack() as all_of_them:
        for number in range(2 * LIMIT + 2):
            client = all_of_them.enter_context(Client(places[number % len(places)], "tls"))
            assert client.greet() == Seen("open")
            trace.append((f"session {number + 1}", client.sign_in()))
    return trace


def test_backends_are_two_dovecots_in_turn(dovecot: Callable[..., Dovecot]) -> None:
    two = tuple(real_place(dovecot(userip=LIMIT)) for _ in range(2))
    with PracticeServer(Backends(LIMIT), users=USERS) as server:
        seen = alternate((practice_place(server),))
    expected = alternate(two)
    assert seen == one_code(expected)
    assert [one.how for _, one in seen] == ["signed in"] * 6 + ["closed at once"] * 2
    assert all(one.said.endswith(b"(mail_max_userip_connections=3)\r\n") for _, one in seen[6:])


def pushed_out(place: Place, way: str) -> Trace:
    """Go on opening: who has to go, with which words, and that a place left by itself is free."""
    trace: Trace = []
    with contextlib.ExitStack() as all_of_them:
        sessions: list[Client] = []

        def attempt(what: str) -> None:
            sessions.append(all_of_them.enter_context(Client(place, way)))
            trace.append((what, sessions[-1].greet()))

        for number in range(LIMIT):
            attempt(f"session {number + 1}")
        for number in range(LIMIT):
            attempt("one more")
            oldest = sessions[number]
            trace.append(("the oldest", Seen("closed", oldest.line() + oldest.line())))
        trace.append(("all others answer", Seen(str([each.alive() for each in sessions[LIMIT:]]))))
        sessions[LIMIT].leave()
        attempt("the place of who left")
        trace.append(
            ("nobody had to go", Seen(str([each.alive() for each in sessions[LIMIT + 1 :]])))
        )
    return trace


@pytest.mark.parametrize("way", ["plain", "tls"])
def test_eviction_is_what_dovecot_does_to_who_has_not_signed_in(
    dovecot: Callable[..., Dovecot], way: str
) -> None:
    one_process = "service_count = 0\n  process_limit = 1"
    extra = f"service imap-login {{\n  {one_process}\n  client_limit = {LIMIT}\n}}"
    expected = pushed_out(real_place(dovecot(extra=extra)), way)
    with PracticeServer(EvictsOldest(LIMIT), users=USERS) as server:
        assert pushed_out(practice_place(server), way) == expected
    gone = [one for what, one in expected if what == "the oldest"]
    assert gone == [Seen("closed", b"* BYE Connection queue full\r\n")] * LIMIT
