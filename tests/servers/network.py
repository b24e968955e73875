"""A small internet in network namespaces: an office, its router, a mail server, one more host.

    office ---+
              +--- router (192.0.2.1) ---+--- provider (198.51.100.25)
    colleague-+                          +--- elsewhere (203.0.113.80)

Owns the namespaces, named after the process that made them; needs root. Nothing in it can reach
the machine's own network: there is no way out. Must never leave a namespace behind: those of a
test run that was killed are taken away when the next network begins.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self, TypeVar

from tests.servers import guards, own_etc
from tests.servers.fetch import TOOLS
from tests.servers.jail import SYSTEM_PATH

T = TypeVar("T")

OFFICE: Final = "192.168.77.10"
COLLEAGUE: Final = "192.168.77.11"
GATEWAY: Final = "192.168.77.1"
# Addresses that the standards give to examples; the certificate of the tests is valid for
# PROVIDER. The office and everybody in it is seen as PUBLIC.
PUBLIC: Final = "192.0.2.1"
PROVIDER: Final = "198.51.100.25"
ELSEWHERE: Final = "203.0.113.80"
WEB: Final = 443

NAMESPACES: Final = Path("/run/netns")
OURS: Final = re.compile(r"mcc-(\d+)-(\d+)-\d+-\w+")
CLONE_NEWNET: Final = 0x40000000
_numbers: Final = itertools.count(1)


class Broken(Exception):
    """A command of the network did not work; the text carries what it said."""


def unavailable() -> str | None:
    """Says in one line why there can be no network here; None when there can."""
    if not sys.platform.startswith("linux"):
        return "networks of their own for the tests exist on Linux only"
    if os.geteuid() != 0:
        return "networks of their own for the tests need root"
    lacking = [tool for tool in TOOLS.values() if shutil.which(tool, path=SYSTEM_PATH) is None]
    if lacking:
        return f"no {', '.join(lacking)} for the tests' networks: python -m tests.servers.fetch"
    return None if may_unshare() else "this machine lets nobody make a network of his own"


@functools.cache
def may_unshare() -> bool:
    """Whether the kernel allows it: in some containers not even to root."""
    tried = subprocess.run(("unshare", "--net", "true"), capture_output=True, check=False)
    return tried.returncode == 0


@dataclass(frozen=True)
class Host:
    """One computer of the network."""

    name: str
    address: str

    @property
    def path(self) -> Path:
        """Where its network can be entered."""
        return NAMESPACES / self.name

    def command(self, *words: str, given: str = "") -> str:
        """Runs a program there, with this text as its input; gives what it says."""
        return _done("nsenter", f"--net={self.path}", *words, given=given)

    def run(self, act: Callable[[], T]) -> T:
        """Calls a function there: in a thread that has entered the network, and so have the
        threads that it starts. The rest of this process stays where it is.
        """
        results: list[T] = []
        troubles: list[BaseException] = []

        def inside() -> None:
            try:
                enter(self.path)
                results.append(act())
            except BaseException as trouble:  # noqa: BLE001  it is the caller's
                troubles.append(trouble)

        thread = threading.Thread(target=inside, name=f"in-{self.name}", daemon=True)
        thread.start()
        thread.join()
        if troubles:
            raise troubles[0]
        return results[0]


def enter(path: Path) -> None:
    """Moves this thread into a network. (Python 3.12 has os.setns.)"""
    system = ctypes.CDLL(None, use_errno=True)
    place = os.open(path, os.O_RDONLY)
    try:
        if system.setns(place, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {path}")
    finally:
        os.close(place)


@dataclass
class Network:
    """Five computers and the cables between them: `with Network() as world`."""

    office: Host = field(init=False)
    colleague: Host = field(init=False)
    router: Host = field(init=False)
    provider: Host = field(init=False)
    elsewhere: Host = field(init=False)
    _listener: socket.socket | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Gives names; nothing exists before `start`."""
        common = f"mcc-{os.getpid()}-{born(os.getpid())}-{next(_numbers)}"
        self.office = Host(f"{common}-office", OFFICE)
        self.colleague = Host(f"{common}-colleague", COLLEAGUE)
        self.router = Host(f"{common}-router", PUBLIC)
        self.provider = Host(f"{common}-provider", PROVIDER)
        self.elsewhere = Host(f"{common}-elsewhere", ELSEWHERE)

    @property
    def hosts(self) -> tuple[Host, ...]:
        """All of them."""
        return (self.office, self.colleague, self.router, self.provider, self.elsewhere)

    @property
    def control(self) -> tuple[str, int]:
        """A host and port that has nothing to do with the mail server, and answers a connect."""
        return (ELSEWHERE, WEB)

    def start(self) -> Self:
        """Makes the computers, plugs the cables, and lets the other host listen."""
        sweep()
        try:
            self._plug()
            self.router.run(lambda: forwarding().write_text("1"))
            self.router.command("nft", "-f", "-", given=SHARES_ONE_ADDRESS)
            self._listener = self.elsewhere.run(lambda: socket.create_server(self.control))
        except BaseException:
            self.stop()
            raise
        return self

    def _plug(self) -> None:
        for host in self.hosts:
            ip("netns", "add", host.name)
            guards.OWN_NETWORKS.add(host.path.stat().st_ino)
        for host, gateway in (
            (self.office, GATEWAY),
            (self.colleague, GATEWAY),
            (self.provider, PUBLIC),
            (self.elsewhere, PUBLIC),
        ):
            plug = host.name.rpartition("-")[2]
            cable = ("link", "add", plug, "netns", self.router.name, "type", "veth")
            ip(*cable, "peer", "name", "out", "netns", host.name)
            ip("-n", host.name, "-batch", "-", given=HOST_SIDE.format(host.address, gateway))
            there = ROUTER_SIDE.format(gateway, host.address, plug)
            ip("-n", self.router.name, "-batch", "-", given=there)

    def stop(self) -> None:
        """Takes everything away. Stopping twice is fine."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for host in self.hosts:
            with contextlib.suppress(OSError):
                guards.OWN_NETWORKS.discard(host.path.stat().st_ino)
            unmake(host.name)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *trouble: object) -> None:
        self.stop()


HOST_SIDE: Final = """\
link set lo up
address add {0} peer {1} dev out
link set out up
route add default via {1}
"""
ROUTER_SIDE: Final = """\
link set lo up
address add {0} peer {1} dev {2}
link set {2} up
"""
# What every office router does; the tables of a test come beside it.
SHARES_ONE_ADDRESS: Final = """\
table ip sharing {
  chain out {
    type nat hook postrouting priority srcnat
    oifname { "provider", "elsewhere" } masquerade
  }
}
"""


def forwarding() -> Path:
    """The switch that makes a computer a router: that of the network the thread is in."""
    return Path("/proc/sys/net/ipv4/ip_forward")


def ip(*words: str, given: str = "") -> None:
    """Runs `ip` where the tests run."""
    _done("ip", *words, given=given)


def _done(*words: str, given: str) -> str:
    """What a program says; raises Broken with its complaint and its input where it fails."""
    done = subprocess.run(
        words,
        input=given,
        env={"PATH": SYSTEM_PATH},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Broken(f"{' '.join(words)}: {done.stderr.strip()}\n{given}")
    return done.stdout


def unmake(name: str) -> None:
    """Takes a network away, if it is there; somebody else may be doing the same."""
    own_etc.remove(name)
    if (NAMESPACES / name).exists():
        with contextlib.suppress(Broken):
            ip("netns", "delete", name)


def sweep() -> None:
    """Takes away what test runs have left that are no more."""
    made = {entry.name for entry in NAMESPACES.iterdir()} if NAMESPACES.is_dir() else set()
    for name in made | own_etc.networks():
        if (ours := OURS.fullmatch(name)) and born(int(ours[1])) != int(ours[2]):
            unmake(name)


def born(pid: int) -> int:
    """When a process began, in the kernel's ticks: numbers of processes are used again. 0: gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(stat.rpartition(") ")[2].split()[19])
