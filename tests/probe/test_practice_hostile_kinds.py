"""No kind of limit of the practice server gives way to clients that mean it ill or break off."""

import contextlib
import random
import threading
import time
from typing import Final

import pytest

from tests.probe.practice_client import (
    WAYS,
    Client,
    Office,
    Seen,
    eventually,
    practice_place,
    start,
)
from tests.servers import CANARY
from tests.servers.guards import our_sockets
from wizard.probe import practice_house
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)

LATE: Final = 0.3
SECONDS: Final = 0.3

LIMITS: Final = (
    PerAddress(3),
    CyrusPerAddress(4),
    PerMailboxAndAddress(3),
    PerMailbox(3),
    CyrusPerMailbox(3),
    ServerFull(3),
    LateClose(3, LATE),
    LateClose(3, LATE, in_turn=False),
    SignInCut(3, LATE),
    BusyServer(3),
    Window(3, SECONDS),
    Window(3, SECONDS, refused_count=True),
    LoginRate(3, SECONDS),
    TokenBucket(3, SECONDS),
    EvictsOldest(3),
    EvictsOldest(3, says_why=False),
    Backends(3),
    Backends(3, at_random=True),
)

every_limit = pytest.mark.parametrize("limit", LIMITS, ids=str)
every_way = pytest.mark.parametrize("way", WAYS)


def still_serves(server: PracticeServer) -> None:
    """Whoever comes politely gets in, as soon as the others are gone and a rate's time is over."""
    eventually(lambda: server.served_now() == 0)
    time.sleep(2 * SECONDS)
    with Office(server) as office:
        assert office.open("tls", user="alice") == Seen("signed in")
        assert office.sessions[0].alive()


@every_limit
@every_way
def test_clients_that_break_off_anywhere_take_no_place_with_them(limit: Limit, way: str) -> None:
    with start(limit) as server:
        place = practice_place(server)
        for _ in range(2):
            for step in ("connect", "half", "signing in", "signed in", "refused"):
                client = Client(place, way)
                with contextlib.suppress(OSError, AssertionError):
                    if step != "connect":
                        client.greet(0.1)
                    if step == "half":
                        client.socket.sendall(b"x1 LOG")
                    if step in {"signing in", "refused"}:
                        client.send(b"l1 LOGIN alice " + CANARY.encode())
                    if step == "signed in":
                        client.socket.settimeout(0.1)
                        client.sign_in()
                    if step == "refused":
                        client.socket.settimeout(0.1)
                        client.send(b"l1 LOGIN alice " + CANARY.encode())
                        client.line()
                client.reset()
        still_serves(server)


@every_limit
def test_a_crowd_at_once_gets_no_more_than_the_limit_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, limit: Limit
) -> None:
    monkeypatch.setattr(practice_house, "MOST_CONNECTIONS", 30)
    with start(limit) as server, Office(server) as office:
        chance = random.Random(20_240_607)

        def one(way: str, password: str | None) -> None:
            with contextlib.suppress(OSError, AssertionError):
                client = Client(office.place, way)
                office.sessions.append(client)
                if client.greet(1.0) == Seen("open"):
                    client.socket.settimeout(1.0)
                    client.sign_in(password)

        chosen = [(chance.choice(WAYS), chance.choice((None, None, "wrong"))) for _ in range(60)]
        crowd = [threading.Thread(target=one, args=each) for each in chosen]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        assert server.served_now() <= 30
        for client in office.sessions:
            client.close()
        # A wrong password is thought about for up to 5 s, and then the client is seen to be gone.
        still_serves(server)


@every_limit
def test_stop_is_quick_whatever_the_refused_are_waiting_for(limit: Limit) -> None:
    sockets, threads = our_sockets(), set(threading.enumerate())
    longer = type(limit)(1, 60.0) if isinstance(limit, LateClose | SignInCut) else limit
    server = start(longer).start()
    place = practice_place(server)
    clients = [Client(place, way) for way in (*WAYS, *WAYS)]
    for client in clients:
        with contextlib.suppress(OSError, AssertionError):
            if client.greet(0.2) == Seen("open"):
                client.send(b"l1 LOGIN alice " + CANARY.encode())
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 2.0
    assert set(threading.enumerate()) == threads
    assert server.served_now() == 0
    for client in clients:
        client.close()
    assert our_sockets() == sockets


def test_a_hundred_evictions_in_a_row_leave_only_the_newest() -> None:
    with start(EvictsOldest(2)) as server, Office(server) as office:
        for _ in range(100):
            assert office.open(user="alice") == Seen("signed in")
        eventually(lambda: server.served_now() == 2)
        assert [client.alive() for client in office.sessions[-2:]] == [True, True]
        assert server.accepted_total == 100


def test_a_name_with_anything_in_it_is_only_quoted_when_the_password_was_right() -> None:
    """Cyrus's words name the mailbox: never one that a stranger made up."""
    with start(CyrusPerMailbox(1)) as server, Office(server) as office:
        office.open(user="alice")
        office.open()
        answer = office.sessions[-1].ask(b'l1 LOGIN "(1 of 1 for you)" "x"')
        assert answer.startswith(b"l1 NO [AUTHENTICATIONFAILED]")
