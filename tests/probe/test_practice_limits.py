"""The limits of the practice server, counted from both sides, and room for limits to come."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.probe.practice_client import (
    WAYS,
    Client,
    Office,
    Seen,
    eventually,
    second_address,
    start,
)
from wizard.probe import practice_house
from wizard.probe.practice import (
    DOVECOT,
    NoLimit,
    PerAddress,
    PerMailboxAndAddress,
    ServerFull,
)

REFUSED = Seen("closed at once")
FULL = Seen(
    "closed at once",
    b"l1 NO [LIMIT] Maximum number of connections from user+IP exceeded"
    b" (mail_max_userip_connections=2)\r\n",
)

every_way = pytest.mark.parametrize("way", WAYS)


@every_way
@pytest.mark.parametrize("limit", [1, 4, 20])
def test_per_address_lets_in_as_many_as_it_says(way: str, limit: int) -> None:
    with start(PerAddress(limit)) as server, Office(server) as office:
        seen = [office.open(way) for _ in range(limit + 3)]
        assert seen == [Seen("open")] * limit + [REFUSED] * 3
        assert server.served_now("127.0.0.1") == server.served_now() == limit
        assert (server.accepted_total, server.refused_total) == (limit, 3)


@second_address
def test_ports_and_addresses_count_apart() -> None:
    with start(PerAddress(2)) as server, Office(server) as office:
        for source in ("127.0.0.1", "127.0.0.2"):
            for way in ("plain", "tls"):
                assert [office.how(way, source) for _ in range(3)] == [
                    *("open", "open", "closed at once")
                ]
            assert office.how("starttls", source) == "closed at once"  # the plain port's table
            assert server.served_now(source) == 4


def test_a_refused_client_is_closed_before_any_handshake() -> None:
    with start(PerAddress(1)) as server, Office(server) as office:
        office.open("tls")
        with socket.create_connection(("127.0.0.1", server.tls_port), 5) as mute:
            assert mute.recv(100) == b""


@every_way
@pytest.mark.parametrize("login", ["", "alice"], ids=["no-login", "login"])
def test_the_end_of_a_session_proves_its_place_free(way: str, login: str) -> None:
    with start(PerAddress(2)) as server, Office(server) as office:
        office.open(way)
        for _ in range(50):
            assert office.open(way, user=login).how in {"open", "signed in"}
            office.sessions.pop().leave()  # reads until the end
        assert server.refused_total == 0


@every_way
@pytest.mark.parametrize("leave", [Client.close, Client.reset], ids=["close", "reset"])
def test_a_place_is_soon_free_when_the_client_just_goes(
    way: str, leave: Callable[[Client], None]
) -> None:
    with start(PerAddress(2)) as server, Office(server) as office:
        for _ in range(5):
            assert [office.how(way) for _ in range(3)] == ["open", "open", "closed at once"]
            while office.sessions:
                leave(office.sessions.pop())
            eventually(lambda: server.served_now() == 0)


def test_a_burst_gets_exactly_as_many_places_as_there_are() -> None:
    with start(PerAddress(4)) as server, Office(server) as office:
        seen: list[Seen] = []
        burst = [threading.Thread(target=lambda: seen.append(office.open())) for _ in range(30)]
        for one in burst:
            one.start()
        for one in burst:
            one.join()
        assert sorted(each.how for each in seen) == ["closed at once"] * 26 + ["open"] * 4


@second_address
@every_way
def test_per_mailbox_and_address_counts_sign_ins_on_both_ports_together(way: str) -> None:
    role = replace(DOVECOT, wrong_password_delay=0.05)
    with start(PerMailboxAndAddress(2), role=role) as server, Office(server) as office:
        assert office.how("tls", "127.0.0.1", "alice") == "signed in"
        assert office.how("plain", "127.0.0.1", "alice") == "signed in"
        assert office.open(way, user="alice") == FULL
        assert server.refused_total == 1
        assert office.how(way, "127.0.0.2", "alice") == "signed in"
        assert office.how(way, "127.0.0.1", "bob") == "signed in"
        assert office.how(way) == "open"  # not signed in: not counted
        wrong = office.sessions[-1].sign_in("wrong")
        assert wrong == Seen("answered", b"l1 NO [AUTHENTICATIONFAILED] Authentication failed.\r\n")
        assert office.sessions[-1].sign_in() == FULL
        office.sessions[0].leave()
        assert office.how(way, "127.0.0.1", "alice") == "signed in"


def test_authenticate_meets_the_limit_too() -> None:
    with start(PerMailboxAndAddress(1)) as server, Office(server) as office:
        office.open(user="bob")
        office.open()
        # "\0bob\0bobs-secret"
        answer = office.sessions[-1].ask(b"a1 AUTHENTICATE PLAIN AGJvYgBib2JzLXNlY3JldA==")
        assert answer.startswith(b"a1 NO [LIMIT]")
        assert office.sessions[-1].line() == b""


@second_address
@every_way
def test_a_full_server_serves_in_order_when_somebody_leaves(way: str) -> None:
    with start(ServerFull(2)) as server, Office(server) as office:
        assert [office.how(way), office.how(way)] == ["open", "open"]
        waiting = [Client(office.place, way, source) for source in ("127.0.0.1", "127.0.0.2")]
        office.sessions += waiting
        assert [client.greet(0.2).how for client in waiting] == ["silent", "silent"]
        assert server.accepted_total == 2
        for first, queued in zip(office.sessions[:2], waiting, strict=True):
            first.leave()
            began = time.monotonic()
            assert queued.greet() == Seen("open")
            assert time.monotonic() - began < 1.0
        assert server.refused_total == 0


def test_no_limit_is_none_but_there_is_an_end_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_house, "MOST_CONNECTIONS", 30)
    with start(NoLimit()) as server, Office(server) as office:
        assert {office.how() for _ in range(30)} == {"open"}
        assert office.open() == REFUSED
        office.sessions[0].leave()
        assert office.how("tls") == "open"


def test_the_server_has_no_more_than_five_hundred_guests() -> None:
    assert practice_house.MOST_CONNECTIONS == 500


def test_a_restarted_server_counts_from_zero() -> None:
    server = start(PerAddress(1))
    for _ in range(2):
        with server, Office(server) as office:
            assert [office.how(), office.how()] == ["open", "closed at once"]
            assert (server.accepted_total, server.refused_total) == (1, 1)
