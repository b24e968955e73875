"""What no test may do: reach beyond this computer, or leave a thread or a socket behind.

A socket in a network that the tests have made (network.py) may talk there: no way leads out.
"""

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

import pytest

from tests.servers.kernel import socket_inodes

GRACE_SECONDS: Final = 1.0
# Names that the standards promise to be nobody's: the answer is known without asking.
NOBODYS: Final = (".invalid", ".test", ".example")
# The networks that tests have made and not yet taken away, by their inodes.
OWN_NETWORKS: Final[set[int]] = set()
SIOCGSKNS: Final = 0x894C  # asks a socket for its network


class OutsideWorld(AssertionError):
    """A test wanted to reach something that is not this computer."""


@contextlib.contextmanager
def only_loopback() -> Iterator[list[str]]:
    """Lets connections and look-ups reach this computer only; gives the list of offences.

    The list is there because a program may catch the exception and carry on.
    """
    offences: list[str] = []

    def check(host: object, one: socket.socket | None = None) -> None:
        if not (is_here(host) or stays_inside(one, host)):
            offences.append(str(host))
            raise OutsideWorld(f"a test wanted to reach {host}")

    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def method(self: socket.socket, *arguments: Any) -> Any:  # noqa: ANN401
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                check(arguments[-1][0], self)  # the address comes last, in sendto too
            return original(self, *arguments)

        return method

    look_up = socket.getaddrinfo

    def getaddrinfo(host: object, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        if isinstance(host, str) and host.rstrip(".").endswith(NOBODYS):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if not is_address(host):  # to look at an address asks nobody
            check(host)
        return look_up(host, *arguments, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        # Questions that getaddrinfo cannot put go to name servers directly: here there are none.
        patch.setattr("wizard.probe.name_service.system_servers", tuple)
        yield offences


def is_address(host: object) -> bool:
    """Whether it is a number and no name."""
    with contextlib.suppress(ValueError):
        ip_address(plain(host))
        return True
    return False


def stays_inside(one: socket.socket | None, host: object) -> bool:
    """Whether a socket is in a network that the tests have made, and the host is no name.

    The socket is asked and not the thread: it stays in the network where it was made.
    """
    if sys.platform != "linux" or one is None or not (OWN_NETWORKS and is_address(host)):
        return False
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        network = fcntl.ioctl(one.fileno(), SIOCGSKNS)
    except OSError:
        return False
    try:
        return os.fstat(network).st_ino in OWN_NETWORKS
    finally:
        os.close(network)


def is_here(host: object) -> bool:
    """Whether a host is this computer; no host at all is, too."""
    name = plain(host)
    if name in {"", "localhost", socket.gethostname().lower()}:
        return True
    with contextlib.suppress(ValueError):
        address = ip_address(name)
        mapped = getattr(address, "ipv4_mapped", None)
        return (mapped or address).is_loopback
    return False


def plain(host: object) -> str:
    """A host as text, without an interface's name and in small letters."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    return text.partition("%")[0].rstrip(".").lower()


@contextlib.contextmanager
def nothing_left_behind() -> Iterator[None]:
    """Fails when threads or sockets survive that were not there before."""
    threads, sockets = set(threading.enumerate()), our_sockets()
    yield
    until = time.monotonic() + GRACE_SECONDS
    while True:
        left = [thread.name for thread in new_threads(threads)]
        open_sockets = our_sockets() - sockets
        if not left and not open_sockets:
            return
        if time.monotonic() > until:
            break
        time.sleep(0.01)
    pytest.fail(f"left behind: threads {left}, {len(open_sockets)} socket(s)", pytrace=False)


def new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads of Python; those that Python only met in passing never leave its list."""
    foreign = threading._DummyThread
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not isinstance(thread, foreign)
    ]


def our_sockets() -> set[int]:
    """This process's network sockets; local ones belong to the desktop and to the test runner."""
    if not sys.platform.startswith("linux"):
        return set()
    found = socket_inodes("self")
    return found - local_sockets() if found else found


def local_sockets() -> set[int]:
    """Sockets that go nowhere: unix and netlink."""
    found = set()
    for table, column in (("unix", 6), ("netlink", 9)):
        for line in Path(f"/proc/self/net/{table}").read_text("utf-8", "replace").splitlines()[1:]:
            found.add(int(line.split()[column]))
    return found
