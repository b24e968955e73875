"""The small internet: who reaches whom, what its filters do, and that nothing stays behind."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.servers import guards, network
from tests.servers.conftest import MAIL, MAILS, Calls
from tests.servers.guards import OutsideWorld
from tests.servers.network import COLLEAGUE, NAMESPACES, OFFICE, PROVIDER, Broken, Host, Network
from wizard.probe.census import Others, count_others

pytestmark = pytest.mark.real_server

# -- Who reaches whom --------------------------------------------------------------------------


def test_the_office_is_one_address(world: Network) -> None:
    with world.provider.run(lambda: socket.create_server((PROVIDER, MAIL))) as server:
        for who, address in ((world.office, OFFICE), (world.colleague, COLLEAGUE)):
            with who.run(lambda: socket.create_connection((PROVIDER, MAIL), 2)) as client:
                assert client.getsockname()[0] == address
                accepted, peer = server.accept()
                accepted.close()
                assert peer[0] == network.PUBLIC


def test_the_control_host_answers(world: Network, calls: Calls) -> None:
    assert calls(world.office, 3, world.control) == ["open"] * 3


def test_threads_are_inside_with_the_one_that_started_them(world: Network) -> None:
    outside = Path("/proc/thread-self/ns/net").readlink()
    seen: list[Path] = []

    def look() -> None:
        seen.append(Path("/proc/thread-self/ns/net").readlink())

    def look_twice() -> None:
        look()
        inner = threading.Thread(target=look)
        inner.start()
        inner.join()

    world.office.run(look_twice)
    look()
    assert seen[0] == seen[1] != outside
    assert seen[2] == outside


def test_what_fails_inside_fails_outside(world: Network) -> None:
    with pytest.raises(ZeroDivisionError):
        world.office.run(lambda: 1 // 0)
    with pytest.raises(Broken, match="no such rule"):
        world.office.command("sh", "-c", "echo no such rule >&2; exit 1")


def test_other_programs_are_counted_outside(world: Network, calls: Calls) -> None:
    """The census reads this process's own tables: a network of the tests is not among them."""
    calls(world.office, 2)
    counted: queue.SimpleQueue[Others] = queue.SimpleQueue()
    world.office.run(lambda: count_others(PROVIDER, MAILS, counted.put))
    assert counted.get(timeout=10) == Others(())


# -- The guard ---------------------------------------------------------------------------------


def test_the_guard_lets_talk_inside_only(world: Network, loopback_only: list[str]) -> None:
    with socket.socket() as ours:
        with pytest.raises(OutsideWorld):
            ours.connect(world.control)
        # A socket from outside goes outside, whoever uses it.
        with pytest.raises(OutsideWorld):
            world.office.run(lambda: ours.connect(world.control))
    with world.office.run(socket.socket) as theirs:
        # Names are looked up nowhere.
        with pytest.raises(OutsideWorld):
            world.office.run(lambda: theirs.connect(("mail.office.net", MAIL)))
        # And one from inside stays inside.
        theirs.connect(world.control)
    assert loopback_only == [network.ELSEWHERE, network.ELSEWHERE, "mail.office.net"]
    loopback_only.clear()


def test_the_guard_knows_only_the_tests_networks(world: Network, loopback_only: list[str]) -> None:
    """A network that somebody else has made may lead anywhere."""
    foreign = Host(f"foreign-{os.getpid()}", OFFICE)
    network.ip("netns", "add", foreign.name)
    try:
        with foreign.run(socket.socket) as theirs, pytest.raises(OutsideWorld):
            theirs.connect(world.control)
    finally:
        network.unmake(foreign.name)
    assert loopback_only == [network.ELSEWHERE]
    loopback_only.clear()


def test_there_is_no_way_out(world: Network) -> None:
    for host in world.hosts:
        links = re.findall(r"^\d+: (\w+)", host.command("ip", "link"), re.MULTILINE)
        assert set(links) <= {"lo", "out", "office", "colleague", "provider", "elsewhere"}


# -- Nothing stays behind ----------------------------------------------------------------------


def names() -> set[str]:
    """The networks of this machine that this process has made."""
    everybody = os.listdir(NAMESPACES) if NAMESPACES.exists() else []  # noqa: PTH208
    return {name for name in everybody if name.startswith(f"mcc-{os.getpid()}-")}


def test_everything_is_gone_afterwards() -> None:
    insist(network.unavailable())
    with Network() as world, Network() as other:
        assert {host.name for host in world.hosts + other.hosts} <= names()
        assert len(guards.OWN_NETWORKS) >= 10
    assert names() == set()
    assert not guards.OWN_NETWORKS
    world.stop()


def test_a_start_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    insist(network.unavailable())
    monkeypatch.setattr(network, "SHARES_ONE_ADDRESS", "nonsense")
    with pytest.raises(Broken, match="nft"):
        Network().start()
    assert names() == set()
    assert not guards.OWN_NETWORKS


KILLED = """\
import time
from tests.servers.network import Network
with Network() as world:
    print(world.office.name, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_run_left_goes_with_the_next() -> None:
    insist(network.unavailable())
    run = subprocess.Popen((sys.executable, "-c", KILLED), stdout=subprocess.PIPE, text=True)
    with run:
        assert run.stdout is not None
        name = run.stdout.readline().strip()
        network.sweep()
        assert (NAMESPACES / name).exists()  # it is still in use
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert (NAMESPACES / name).exists()
    with Network():
        assert not (NAMESPACES / name).exists()


def test_a_number_that_is_used_again_is_no_excuse() -> None:
    insist(network.unavailable())
    name = f"mcc-{os.getpid()}-1-1-office"  # this process did not begin then
    network.ip("netns", "add", name)
    try:
        network.sweep()
        assert not (NAMESPACES / name).exists()
    finally:
        network.unmake(name)


# -- Where it cannot be ------------------------------------------------------------------------


def test_without_root_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with suppress(AttributeError):  # Windows has no such question
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert network.unavailable() is not None


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    insist(network.unavailable())
    monkeypatch.setattr(network, "TOOLS", {"nftables": "no-such-tool"})
    reason = network.unavailable()
    assert reason is not None
    assert reason.startswith("no no-such-tool for the tests' networks")


def test_a_kernel_that_says_no_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    insist(network.unavailable())
    monkeypatch.setattr(network, "may_unshare", lambda: False)
    assert network.unavailable() == "this machine lets nobody make a network of his own"


def test_on_a_build_server_that_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MCC_REQUIRE_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no nft"):
        insist("no nft")
    monkeypatch.setenv("MCC_REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="no nft"):
        insist("no nft")
    insist(None)
