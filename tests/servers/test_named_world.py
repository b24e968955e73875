"""The small internet with names, as a program sees it that is started in the office."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.servers import named_world, network, own_etc
from tests.servers.certs import Certs
from tests.servers.kernel import ZOMBIE, processes
from tests.servers.named_world import NAMES, WEB, standing, started_in, trusting
from tests.servers.nameserver import NameServer
from tests.servers.network import PROVIDER, Network
from tests.servers.sites import Page, Sites

pytestmark = pytest.mark.real_server
ROOT = Path(__file__).parent.parent.parent
ZONE = f"""
miller.example.             A      {WEB}
mail.miller.example.        A      {PROVIDER}
miller.example.             MX     10 mail.miller.example.
"""
PAGES = {"https://miller.example/": Page(b"Hello")}


@pytest.fixture
def named() -> Iterator[tuple[Network, NameServer]]:
    """The office's network, and the name server of the whole world."""
    insist(named_world.unavailable())
    with ExitStack() as running:
        world = running.enter_context(Network())
        named_world.give_addresses(world)
        names = NameServer(ZONE, address=NAMES)
        yield world, running.enter_context(standing(world.elsewhere, names))


def say(world: Network, certs: Certs, program: str) -> str:
    """What a program says that is started in the office; the complaint, if it has one."""
    done = subprocess.run(
        (*started_in(world.office), sys.executable, "-c", program),
        cwd=ROOT,
        env=os.environ | trusting(certs.ca),
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


BY_THE_SYSTEM = """
import socket
print(*sorted({one[4][0] for one in socket.getaddrinfo("mail.miller.example", 993)}))
"""
BY_QUESTION = """
import dns.resolver
print(dns.resolver.resolve("miller.example", "MX")[0].exchange)
"""
NOBODY = """
import socket
socket.getaddrinfo("mail.elsewhere.example", 993)
"""
FETCH = """
import http.client, ssl, sys
import truststore
trust = {trust}
one = http.client.HTTPSConnection("{host}", timeout=5, context=trust)
one.request("GET", "/")
print(one.getresponse().read().decode())
"""
PLATFORM = "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)"
OPENSSL = "ssl.create_default_context()"


def test_names_are_those_of_the_test(named: tuple[Network, NameServer], certs: Certs) -> None:
    world, names = named
    before = Path("/etc/resolv.conf").read_bytes()
    assert say(world, certs, BY_THE_SYSTEM) == PROVIDER
    assert say(world, certs, BY_QUESTION) == "mail.miller.example."
    assert "Name or service not known" in say(world, certs, NOBODY)
    assert names.names_asked == {"mail.miller.example", "miller.example", "mail.elsewhere.example"}
    assert Path("/etc/resolv.conf").read_bytes() == before


@pytest.mark.parametrize("trust", [PLATFORM, OPENSSL], ids=["platform", "openssl"])
def test_the_tests_authority_stands_in_the_place_of_the_systems(
    named: tuple[Network, NameServer], certs: Certs, trust: str
) -> None:
    """By the variable that every program with OpenSSL heeds: no door of ours for it."""
    world, _ = named
    with standing(world.elsewhere, Sites(PAGES, certs, address=WEB)):
        assert say(world, certs, FETCH.format(trust=trust, host="miller.example")) == "Hello"


def test_a_wrong_name_is_not_believed(named: tuple[Network, NameServer], certs: Certs) -> None:
    world, _ = named
    with standing(world.elsewhere, Sites(PAGES, certs, address=WEB, unproven=["miller.example"])):
        said = say(world, certs, FETCH.format(trust=PLATFORM, host="miller.example"))
        assert "CERTIFICATE_VERIFY_FAILED" in said


# -- Nothing stays behind ----------------------------------------------------------------------


def files() -> set[str]:
    """The networks of this process that have files of their own."""
    return {name for name in own_etc.networks() if name.startswith(f"mcc-{os.getpid()}-")}


def test_the_files_are_gone_afterwards() -> None:
    insist(named_world.unavailable())
    with Network() as world:
        named_world.give_addresses(world)
        assert files() == {world.office.name}
    assert files() == set()


KILLED = """\
import subprocess, time
from tests.servers import named_world
from tests.servers.network import Network
with Network() as world:
    named_world.give_addresses(world)
    inside = subprocess.Popen((*named_world.started_in(world.office), "sleep", "600"))
    print(world.office.name, inside.pid, flush=True)
    time.sleep(600)
"""


def runs(pid: int) -> bool:
    """Whether a process does anything; one that nobody has buried yet does not."""
    return any(one.pid == pid and one.state != ZOMBIE for one in processes())


def test_what_a_killed_run_left_goes_with_the_next() -> None:
    insist(named_world.unavailable())
    run = subprocess.Popen(
        (sys.executable, "-c", KILLED), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with run:
        assert run.stdout is not None
        name, program = run.stdout.readline().split()
        network.sweep()
        assert name in own_etc.networks()  # it is still in use
        assert runs(int(program))
        run.send_signal(signal.SIGKILL)
        run.wait()
    until = time.monotonic() + 5
    while runs(int(program)):
        assert time.monotonic() < until, "a program in the office outlives the test run"
        time.sleep(0.01)
    assert name in own_etc.networks()
    with Network():
        assert name not in own_etc.networks()


def test_files_without_a_network_go_too() -> None:
    """A run may be killed in the middle of its end."""
    insist(named_world.unavailable())
    name = f"mcc-{os.getpid()}-1-1-office"  # this process did not begin then
    own_etc.ask_at(name, NAMES)
    assert name in own_etc.networks()
    network.sweep()
    assert name not in own_etc.networks()


def test_a_machine_without_a_list_of_name_servers_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    insist(network.unavailable())
    monkeypatch.setattr(own_etc, "ETC", tmp_path)
    reason = named_world.unavailable()
    assert reason is not None
    assert "/etc/resolv.conf" in reason
