"""Connecting: bounded, from the wanted address, cut at once, and the socket is always closed."""

import os
import socket
import threading
import time
from contextlib import closing

import pytest

from tests.probe.practice_client import second_address
from wizard.probe.connect import CutError, Cutter, bind_fault, connect


@pytest.fixture
def listener() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_connected_within_its_time(listener: socket.socket) -> None:
    with listener, closing(Cutter()) as cutter:
        sock = connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)
        assert sock.getpeername() == listener.getsockname()


@second_address
def test_from_the_wanted_address(listener: socket.socket) -> None:
    with listener, closing(Cutter()) as cutter:
        connect(cutter, socket.AF_INET, listener.getsockname(), "127.0.0.9", 5)
        visitor, place = listener.accept()
        visitor.close()
        assert place[0] == "127.0.0.9"


def test_a_closed_port_is_the_system_s_error(listener: socket.socket) -> None:
    place = listener.getsockname()
    listener.close()
    with closing(Cutter()) as cutter, pytest.raises(ConnectionRefusedError):
        connect(cutter, socket.AF_INET, place, None, 5)


def test_an_address_that_is_not_ours(listener: socket.socket) -> None:
    with listener, closing(Cutter()) as cutter, pytest.raises(OSError, match="assign"):
        connect(cutter, socket.AF_INET, listener.getsockname(), "203.0.113.9", 5)


def test_a_cut_before_the_connection(listener: socket.socket) -> None:
    with listener, closing(Cutter()) as cutter:
        cutter.cut()
        with pytest.raises(CutError):
            connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)


def test_a_cut_unblocks_a_reader_at_once(listener: socket.socket) -> None:
    """`close` never would: the thread would hang until its time-out."""
    with listener, closing(Cutter()) as cutter:
        sock = connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)
        sock.settimeout(10)
        heard: list[bytes] = []
        reader = threading.Thread(target=lambda: heard.append(sock.recv(1)))
        reader.start()
        began = time.monotonic()
        cutter.cut()
        reader.join(5)
        assert time.monotonic() - began < 0.1
        assert heard == [b""]


def test_marked_before_unblocked(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way round, a stop could be read as a refusal."""
    seen: list[bool] = []
    with listener, closing(Cutter()) as cutter:
        connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)
        monkeypatch.setattr(
            socket.socket, "shutdown", lambda *_: seen.append(cutter.was_cut), raising=True
        )
        cutter.cut()
    assert seen == [True]


def test_closed_twice_cut_and_woken_afterwards(listener: socket.socket) -> None:
    with listener:
        cutter = Cutter()
        sock = connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)
        cutter.close()
        cutter.close()
        cutter.cut()
        cutter.wake()
        assert sock.fileno() == -1


def test_a_thousand_wakes_do_not_block() -> None:
    with closing(Cutter()) as cutter:
        for _ in range(100_000):
            cutter.wake()


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")  # noqa: PTH112
def test_no_descriptor_is_left(listener: socket.socket) -> None:
    with listener:
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        for _ in range(20):
            with closing(Cutter()) as cutter:
                connect(cutter, socket.AF_INET, listener.getsockname(), None, 5)
        assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.mark.parametrize(
    ("address", "family", "fault"),
    [
        ("127.0.0.1", None, ""),
        ("127.0.0.1", 4, ""),
        ("127.0.0.1", 6, "other-family"),
        ("::1", 4, "other-family"),
        ("203.0.113.9", None, "eaddrnotavail"),
    ],
)
def test_whether_we_can_connect_from_there(address: str, family: int | None, fault: str) -> None:
    assert bind_fault(address, family) == fault


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1.5", "999.1.1.1", ":::", "a b"])
def test_what_is_no_address_is_a_fault_and_no_crash(address: str) -> None:
    assert bind_fault(address, None) != ""
