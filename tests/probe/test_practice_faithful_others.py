"""Faithful to Cyrus and to HAProxy: the same steps against the real one and against ours."""

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.probe.practice_client import WAYS, Client, Place, Seen, practice_place, real_place, start
from tests.servers import USERS
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import Dovecot
from tests.servers.haproxy import HAProxy, per_source
from tests.servers.real import RealServer
from wizard.probe.practice_limits import CyrusPerAddress, CyrusPerMailbox, Window

SETTLED = 0.4  # seconds after which a place is free for certain
SECONDS = 4.0  # of the window

Trace = list[tuple[str, str, bytes]]
every_way = pytest.mark.parametrize("way", WAYS)


class Steps:
    """Signs in again and again, and writes down what came of it."""

    def __init__(self, place: Place, way: str) -> None:
        self.place, self.way = place, way
        self.trace: Trace = []
        self.sessions: list[Client] = []

    def sign_in(self, user: str = "alice", source: str = "127.0.0.1") -> None:
        place = replace(self.place, user=user, password=USERS[user])
        try:
            client = Client(place, self.way, source)
        except ConnectionResetError:  # a proxy's reset may be quicker than our connect returns
            self.trace.append((user, "closed at once", b""))
            return
        self.sessions.append(client)
        seen = client.greet()
        self.note(user, client.sign_in() if seen == Seen("open") else seen)

    def again(self, client: Client) -> None:
        """Another try of a session that was refused and stayed."""
        self.note("again", client.sign_in())

    def note(self, what: str, seen: Seen) -> None:
        self.trace.append((what, seen.how, seen.said))


@contextlib.contextmanager
def steps(place: Place, way: str) -> Iterator[Steps]:
    """All sessions are closed afterwards."""
    taken = Steps(place, way)
    try:
        yield taken
    finally:
        for client in taken.sessions:
            client.close()


def of_one_address(place: Place, way: str) -> Trace:
    """Fill it, keep the refused ones, free a place in vain, let go of the refused ones."""
    with steps(place, way) as taken:
        for user in ("alice", "bob", "alice", "alice", "alice"):
            taken.sign_in(user)
        taken.sign_in(source="127.0.0.2")
        taken.sessions[0].leave()
        time.sleep(SETTLED)
        taken.sign_in()
        for refused in (*taken.sessions[2:5], taken.sessions[6]):
            refused.close()
        time.sleep(SETTLED)
        taken.sign_in()
        taken.sign_in()
        taken.again(taken.sessions[-1])
        return taken.trace


def of_one_mailbox(place: Place, way: str) -> Trace:
    """Fill it from two addresses, keep the refused ones: they count for nothing."""
    with steps(place, way) as taken:
        taken.sign_in()
        taken.sign_in(source="127.0.0.2")
        taken.sign_in()
        taken.sign_in()
        taken.sign_in("bob")
        refused = taken.sessions[2]
        taken.again(refused)
        taken.sessions[1].leave()
        time.sleep(SETTLED)
        taken.again(refused)
        taken.sign_in()
        return taken.trace


def hammering(place: Place, way: str) -> Trace:
    """Fill the window, free places in vain, hammer for longer than it, be quiet, get in."""
    with steps(place, way) as taken:
        for _ in range(5):
            taken.sign_in()
        for held in taken.sessions[:2]:
            held.leave()
        for _ in range(12):
            time.sleep(SECONDS / 8)
            taken.sign_in()
        time.sleep(SECONDS * 1.2)
        taken.sign_in()
        return taken.trace


@every_way
def test_per_address_in_words_is_cyrus_s_maxlogins_per_host(
    serve: Callable[[RealServer], RealServer], way: str
) -> None:
    expected = of_one_address(real_place(serve(Cyrus(maxlogins_per_host=3))), way)
    with start(CyrusPerAddress(3)) as server:
        assert of_one_address(practice_place(server), way) == expected
    assert [how for _, how, _ in expected].count("signed in") == 4


@every_way
def test_per_mailbox_is_cyrus_s_maxlogins_per_user(
    serve: Callable[[RealServer], RealServer], way: str
) -> None:
    expected = of_one_mailbox(real_place(serve(Cyrus(maxlogins_per_user=2))), way)
    with start(CyrusPerMailbox(2)) as server:
        assert of_one_mailbox(practice_place(server), way) == expected
    assert [how for _, how, _ in expected].count("signed in") == 4


@pytest.mark.slow
@pytest.mark.parametrize("way", ["plain", "tls"])
def test_a_strict_window_is_haproxy_s_conn_rate(
    serve: Callable[[RealServer], RealServer], way: str
) -> None:
    frontend = per_source(3, counted="conn_rate")
    proxy = serve(HAProxy(serve(Dovecot(userip=50)), frontend=frontend, window=f"{SECONDS:.0f}s"))
    limit = Window(3, SECONDS, refused_count=True)
    with start(limit) as server, ThreadPoolExecutor(2) as both:
        seen = both.submit(hammering, practice_place(server), way)
        expected = both.submit(hammering, real_place(proxy), way).result()
        assert seen.result() == expected
    assert [how for _, how, _ in expected] == [
        *["signed in"] * 3,
        *["closed at once"] * 14,
        "signed in",
    ]
