"""The guards notice what no test may do."""

import socket
import threading

import pytest

from tests.servers.guards import OutsideWorld, is_here, nothing_left_behind, only_loopback

DOCUMENTATION = "192.0.2.1"  # an address that the standards give to examples


def test_the_outside_world_cannot_be_reached(loopback_only: list[str]) -> None:
    with socket.socket() as client:
        for attempt in (client.connect, client.connect_ex):
            with pytest.raises(OutsideWorld):
                attempt((DOCUMENTATION, 143))
    with socket.socket(type=socket.SOCK_DGRAM) as question, pytest.raises(OutsideWorld):
        question.sendto(b"who is it?", (DOCUMENTATION, 53))
    with pytest.raises(OutsideWorld):
        socket.create_connection(("mail.office.net", 143))
    assert loopback_only == [DOCUMENTATION] * 3 + ["mail.office.net"]
    loopback_only.clear()


def test_this_computer_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
    assert socket.getaddrinfo("localhost", 143)
    assert socket.getaddrinfo(DOCUMENTATION, 143)  # only a look at a number
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nobody.invalid", 143)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        (b"localhost", True),
        (None, True),
        ("fe80::1%lo", False),
        ("::ffff:192.0.2.1", False),
        ("10.0.0.1", False),
        ("office.net", False),
    ],
)
def test_what_is_here(host: object, *, here: bool) -> None:
    assert is_here(host) is here


def test_the_guard_goes_away_again() -> None:
    outer = socket.socket.connect
    with only_loopback():
        assert socket.socket.connect is not outer
    assert socket.socket.connect is outer


def test_a_thread_left_behind_is_noticed() -> None:
    enough = threading.Event()
    left = threading.Thread(target=enough.wait, name="left over")
    with pytest.raises(pytest.fail.Exception, match="left over"), nothing_left_behind():
        left.start()
    enough.set()
    left.join()


@pytest.mark.skipif("sys.platform != 'linux'", reason="sockets are counted on Linux only")
def test_a_socket_left_behind_is_noticed() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"1 socket\(s\)"), nothing_left_behind():
        left = socket.socket()
    left.close()


def test_a_moment_of_grace() -> None:
    with nothing_left_behind():
        threading.Timer(0.2, lambda: None).start()
