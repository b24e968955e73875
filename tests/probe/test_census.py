"""Other programs on this computer that hold the same door are counted, never ourselves."""

import queue
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import psutil
import pytest

from tests.probe.sessions import SECONDS
from wizard.probe.census import Others, count_others

HOLDER = """
import socket, sys
held = [socket.create_connection((sys.argv[1], int(sys.argv[2]))) for _ in range(int(sys.argv[3]))]
print("held", flush=True)
sys.stdin.read()
"""


def counted(address: str, port: int) -> Others:
    told: queue.SimpleQueue[Others] = queue.SimpleQueue()
    count_others(address, port, told.put)
    return told.get(timeout=SECONDS)


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_the_connections_of_another_program_are_counted(port: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, "127.0.0.1", str(port), "3"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        others = counted("127.0.0.1", port)
        elsewhere = counted("127.0.0.1", port - 1 if port > 1024 else port + 1)
        other.stdin.close()
        other.wait(SECONDS)
    assert [count for _, count in others.programs] == [3]
    assert elsewhere.programs == ()


def test_our_own_connections_are_not_counted(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)):
        assert counted("127.0.0.1", port).programs == ()


def entry(pid: int | None, ip: str, status: str = psutil.CONN_ESTABLISHED) -> SimpleNamespace:
    return SimpleNamespace(pid=pid, raddr=SimpleNamespace(ip=ip, port=993), status=status)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """The system's table of connections, for the test to fill."""
    entries: list[SimpleNamespace] = []
    monkeypatch.setattr(psutil, "net_connections", lambda **_: entries)
    names = {7: "thunderbird", 8: "outlook"}

    def process(pid: int) -> SimpleNamespace:
        if pid not in names:
            raise psutil.NoSuchProcess(pid)
        return SimpleNamespace(name=lambda: names[pid])

    monkeypatch.setattr(psutil, "Process", process)
    return entries


def test_only_established_ones_of_known_programs_count(table: list[SimpleNamespace]) -> None:
    table += [
        entry(7, "192.0.2.5"),
        entry(7, "192.0.2.5"),
        entry(8, "::ffff:192.0.2.5"),
        entry(8, "192.0.2.5", psutil.CONN_TIME_WAIT),
        entry(8, "192.0.2.6"),
        entry(None, "192.0.2.5"),
        entry(99, "192.0.2.5"),
        SimpleNamespace(pid=7, raddr=(), status=psutil.CONN_LISTEN),
    ]
    assert counted("192.0.2.5", 993) == Others((("thunderbird", 2), ("outlook", 1)))


def test_one_spelling_per_address(table: list[SimpleNamespace]) -> None:
    table.append(entry(7, "2001:db8:0::0005"))
    assert counted("2001:DB8::5", 993).programs == (("thunderbird", 1),)
    assert counted("no address", 993).programs == ()


def test_a_table_we_may_not_see_is_asked_program_by_program(
    monkeypatch: pytest.MonkeyPatch, table: list[SimpleNamespace]
) -> None:
    """macOS shows the whole table to root only."""

    def denied(**_: object) -> None:
        raise psutil.AccessDenied

    def mine(**_: object) -> list[SimpleNamespace]:
        return [entry(7, "192.0.2.5")]

    monkeypatch.setattr(psutil, "net_connections", denied)
    programs = [SimpleNamespace(pid=1, net_connections=denied),
                SimpleNamespace(pid=7, net_connections=mine)]  # fmt: skip
    monkeypatch.setattr(psutil, "process_iter", lambda: programs)
    assert counted("192.0.2.5", 993) == Others((("thunderbird", 1),), complete=False)


def test_a_count_that_fails_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise OSError("no table here")

    monkeypatch.setattr(psutil, "net_connections", broken)
    assert counted("192.0.2.5", 993) == Others((), complete=False)
