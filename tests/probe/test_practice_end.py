"""When the practice server stops, nothing of it is left, whatever its clients are doing."""

import contextlib
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest

from tests.probe.practice_client import WAYS, Client, Seen, greeted, practice_place
from tests.servers import USERS
from tests.servers.guards import our_sockets
from wizard.probe.practice import COURIER, NoLimit, PerAddress, PracticeServer, ServerFull


def deaf(client: Client) -> Client:
    """It sends and sends and never reads."""
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.socket.settimeout(0.3)
    with contextlib.suppress(TimeoutError, ssl.SSLError):
        while True:
            client.socket.sendall(b"n1 NOOP\r\n" * 1000)
    return client


def test_stop_ends_every_session_in_every_state_at_once() -> None:
    sockets, threads = our_sockets(), set(threading.enumerate())
    role = replace(COURIER, wrong_password_delay=60.0)
    server = PracticeServer(NoLimit(), users=USERS, role=role).start()
    place = practice_place(server)
    clients = [Client(place, way) for way in WAYS]  # under TLS: never shakes hands
    for way in WAYS:
        clients.append(greeted(place, way))
        clients.append(greeted(place, way))
        clients[-1].sign_in()
        clients.append(greeted(place, way))
        clients[-1].send(b"x1 LOGIN alice wrong")
        clients.append(deaf(greeted(place, way)))
    clients.append(greeted(place))
    clients[-1].ask(b"s1 STARTTLS")
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 2.0
    assert set(threading.enumerate()) == threads
    assert server.served_now() == 0
    for client in clients:
        client.close()
    assert our_sockets() == sockets
    server.stop()  # twice is fine


@pytest.mark.parametrize("limit", [PerAddress(60), ServerFull(60)])
def test_stop_with_many_sessions_takes_no_longer(limit: PerAddress | ServerFull) -> None:
    server = PracticeServer(limit).start()
    place = practice_place(server)
    with contextlib.ExitStack() as all_of_them:
        clients = [all_of_them.enter_context(Client(place)) for _ in range(90)]
        for client in clients[:60]:
            assert client.greet() == Seen("open")
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 2.0
        assert server.served_now() == 0


def test_after_stop_nobody_is_there() -> None:
    with PracticeServer() as server:
        ports = (server.port, server.tls_port)
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 5).close()


def test_a_taken_port_is_said_and_nothing_is_left() -> None:
    with PracticeServer() as first:
        for second in (
            PracticeServer(port=first.port),
            PracticeServer(tls_port=first.tls_port),
        ):
            with pytest.raises(OSError, match=r"(?i)address"):
                second.start()
            second.stop()
    PracticeServer().stop()  # was never started
