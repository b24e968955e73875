"""The practice server and clients that mean it ill, break off or talk nonsense."""

import contextlib
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from tests.probe.practice_client import (
    WAYS,
    Client,
    Place,
    Seen,
    eventually,
    greeted,
    practice_place,
    reset,
)
from tests.servers import CANARY, USERS
from wizard.probe.practice import COURIER, NoLimit, PracticeServer
from wizard.probe.practice_certificate import fresh_tls
from wizard.probe.practice_channel import LONGEST, Channel, EndedError

LIFE: Final = 0.4  # seconds for who does not sign in

every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """Afterwards it must still serve others, whatever happened."""
    role = replace(COURIER, wrong_password_delay=0.0)
    with PracticeServer(NoLimit(), users=USERS, role=role) as running:
        yield running
        with Client(practice_place(running)) as next_one:
            assert next_one.greet() == Seen("open")
            assert next_one.sign_in() == Seen("signed in")


@pytest.fixture
def place(server: PracticeServer) -> Place:
    return practice_place(server)


@pytest.fixture
def impatient() -> Iterator[PracticeServer]:
    with PracticeServer(NoLimit(), role=replace(COURIER, unsigned_life=LIFE)) as running:
        yield running


def last_words(client: Client) -> bytes:
    """All that comes until the connection is over."""
    said = b""
    with contextlib.suppress(ConnectionError, ssl.SSLEOFError):
        while line := client.line():
            said += line
    return said


@every_way
@pytest.mark.parametrize("size", [LONGEST + 2, 1_000_000])
@pytest.mark.parametrize("end", [b"", b"\r\n"], ids=["no-end", "end"])
def test_a_line_that_is_too_long_ends_the_session(
    place: Place, way: str, size: int, end: bytes
) -> None:
    with greeted(place, way) as client:
        # The server goes before everything is sent.
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            client.socket.sendall(b"x" * size + end)
        assert last_words(client) in {b"* BYE That line is too long.\r\n", b""}


def test_a_line_of_the_longest_kind_is_still_read(place: Place) -> None:
    with greeted(place) as client:
        line = b"x1 LOGIN alice " + b"x" * (LONGEST - 15)
        assert client.ask(line) == b"x1 NO Login failed.\r\n"
        client.send(b"y" * LONGEST)
        assert client.line() == b"* NO Error in IMAP command received by server.\r\n"


@pytest.mark.parametrize("size", ["65537", "4294967296", "9999999999999999999"])
def test_a_huge_literal_is_refused_before_it_is_sent(place: Place, size: str) -> None:
    with greeted(place) as client:
        assert client.ask(f"x1 LOGIN {{{size}}}".encode()).startswith(b"x1 NO Error")
        assert client.ask(f"x2 LOGIN alice {{{size}}}".encode()).startswith(b"x2 NO Error")
        assert client.sign_in() == Seen("signed in")


def test_a_literal_may_hold_anything(place: Place) -> None:
    for content in (b"\r\n" * 30_000, bytes(range(256)), b"x1 LOGOUT\r\n", b"\xff" * LONGEST, b""):
        with greeted(place) as client:
            client.send(b"x1 LOGIN alice {%d}" % len(content))
            assert client.line() == b"+ OK\r\n"
            client.socket.sendall(content)
            client.send(b"")
            assert client.line() == b"x1 NO Login failed.\r\n"
            assert client.alive()


@pytest.mark.parametrize(
    "end", ["{}", "{-1}", "{a}", "{5", "5}", "{99999999999999999999}", "{5-}", "{5}{5}", '"{5}']
)
def test_what_only_looks_like_a_literal_is_none(place: Place, end: str) -> None:
    with greeted(place) as client:
        assert client.ask(f"x1 LOGIN alice {end}".encode())[:5] == b"x1 NO"
        assert client.alive()


def test_a_literal_that_does_not_wait_ends_the_session_and_is_never_sent_back(
    place: Place,
) -> None:
    with greeted(place) as client:
        client.send(b"x1 LOGIN {5+}\r\nalice {20+}\r\n" + CANARY.encode())
        said = last_words(client)
        assert said in {b"* BYE Non-synchronising literals are not offered here.\r\n", b""}
        assert CANARY.encode() not in said


def test_noise_gets_an_answer_or_an_end(place: Place) -> None:
    chance = random.Random(20_240_607)
    pieces = [b"x1 ", b"LOGIN ", b'"', b"\\", b"{3}", b"{3+}", b"(", b"\0", b"\r", b"\r\n", b"\n"]
    pieces += [b"AUTHENTICATE PLAIN ", b"ID ", b"STARTTLS", b"\xff\xfe", b"*", b"alice ", b"="]
    for _ in range(150):
        with greeted(place) as client:
            noise = b"".join(chance.choices(pieces, k=40)) + chance.randbytes(40)
            with contextlib.suppress(ConnectionError):
                client.socket.sendall(noise + b"\r\n\r\n\r\n")
                client.socket.shutdown(socket.SHUT_WR)
            last_words(client)


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"x1 LOG",
        b"x" * LONGEST,
        b"x1 LOGIN {5}\r\n",
        b"x1 LOGIN {5}\r\nali",
        b"x1 AUTHENTICATE PLAIN\r\n",
        b"x1 STARTTLS\r\n",
        b"x1 STARTTLS\r\n\x16\x03\x01\x02",
    ],
)
def test_who_stops_in_the_middle_is_ended_in_time(
    impatient: PracticeServer, beginning: bytes
) -> None:
    with greeted(practice_place(impatient)) as client:
        began = time.monotonic()
        client.socket.sendall(beginning)
        assert b"BYE" not in last_words(client)
        assert LIFE / 2 < time.monotonic() - began < LIFE + 2.0
    eventually(lambda: impatient.served_now() == 0)


@pytest.mark.parametrize("beginning", [b"", b"\x16\x03\x01\x02"])
def test_a_handshake_that_never_comes_is_waited_for_as_courier_does(
    impatient: PracticeServer, beginning: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", impatient.tls_port), 5) as client:
        client.sendall(beginning)
        client.settimeout(LIFE * 2)
        with pytest.raises(TimeoutError):
            client.recv(100)
        assert impatient.served_now() == 1
    eventually(lambda: impatient.served_now() == 0)


def test_what_was_sent_in_the_clear_behind_starttls_is_forgotten(place: Place) -> None:
    with Client(place) as client:
        client.greet()
        client.socket.sendall(
            b's1 STARTTLS\r\nl1 LOGIN "alice" "' + CANARY.encode() + b'"\r\nn1 NOOP\r\n'
        )
        assert client.line().startswith(b"s1 OK")
        client._handshake()
        client.send(b"n2 NAMESPACE")
        assert client.line() == b"n2 NO Error in IMAP command received by server.\r\n"


@pytest.mark.parametrize("way", ["plain", "tls"])
@pytest.mark.parametrize(
    "words", [b"n1 NOOP\r\n", b"\x16\x03\x01\xff\xff" + b"\0" * 300, b"\x80" * 500]
)
def test_no_tls_where_tls_must_come_ends_the_session(
    server: PracticeServer, place: Place, way: str, words: bytes
) -> None:
    with Client(place) as client:
        if way == "tls":
            client.close()
            client.socket = socket.create_connection(("127.0.0.1", server.tls_port), 5)
        else:
            client.greet()
            assert client.ask(b"s1 STARTTLS").startswith(b"s1 OK")
        client.socket.sendall(words)
        assert b"NOOP" not in last_words(client)
    eventually(lambda: server.served_now() == 0)


@every_way
def test_clients_that_break_off_anywhere_leave_nothing(
    server: PracticeServer, place: Place, way: str
) -> None:
    for step in ("connect", "greet", "half", "delay", "signed in"):
        client = Client(place, way)
        if step != "connect":
            client.greet()
        if step == "half":
            client.socket.sendall(b"x1 LOG")
        if step == "delay":
            client.send(b"x1 LOGIN alice wrong")
        if step == "signed in":
            client.sign_in()
        client.reset()
    eventually(lambda: server.served_now() == 0)


def test_a_client_that_is_gone_before_tls_begins_leaves_no_socket() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    listener.close()
    reset(client)
    channel = Channel(accepted)
    with pytest.raises(EndedError):
        channel.start_tls(fresh_tls()[0])
    channel.close()


def test_a_password_is_in_nothing_that_can_be_shown(server: PracticeServer) -> None:
    assert CANARY not in repr(vars(server))


def test_a_computer_without_threads_left_refuses_and_goes_on(
    server: PracticeServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_more)
        with Client(place) as client:
            assert client.greet() == Seen("closed at once")
    assert server.served_now() == 0


def test_a_failing_accept_is_tried_again(
    server: PracticeServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept = socket.socket.accept
    failures = [OSError(24, "Too many open files")] * 2

    def flaky(self: socket.socket) -> tuple[socket.socket, object]:
        if failures:
            raise failures.pop()
        return accept(self)

    monkeypatch.setattr(socket.socket, "accept", flaky)
    with Client(place) as client:
        assert client.greet() == Seen("open")
    eventually(lambda: not failures)
