"""The small internet with names: a name server and a web server for everybody, mail at a real name.

    office --- router --- provider   (mail servers, on the ports they really have)
                      --- elsewhere  (the name server, the web server)

Owns where these stand, and how a program is started so that it sees nothing else: unchanged, with
the tests' authority in the place of the system's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TypeVar

from tests.servers import network, own_etc
from tests.servers.network import Host, Network, ip

NAMES: Final = "203.0.113.53"
WEB: Final = "203.0.113.43"
MAIL_PORTS: Final = (143, 993)
DIES_WITH_US: Final = ("setpriv", "--pdeathsig", "KILL")


class Startable(Protocol):
    """A server that listens in the network of the thread that starts it."""

    def start(self) -> object:
        """Begins."""

    def stop(self) -> None:
        """Ends; twice is fine."""


ServerT = TypeVar("ServerT", bound=Startable)


def unavailable() -> str | None:
    """Why this cannot be here; None when it can."""
    return network.unavailable() or own_etc.unavailable()


def give_addresses(world: Network) -> None:
    """Room for the two servers on the host elsewhere, and the way to them."""
    for address in (NAMES, WEB):
        ip("-n", world.elsewhere.name, "address", "add", f"{address}/32", "dev", "out")
        ip("-n", world.router.name, "route", "add", address, "dev", "elsewhere")
    own_etc.ask_at(world.office.name, NAMES)


@contextmanager
def standing(host: Host, server: ServerT) -> Iterator[ServerT]:
    """A server that runs on this host."""
    host.run(server.start)
    try:
        yield server
    finally:
        server.stop()


def started_in(host: Host) -> tuple[str, ...]:
    """What to write before a command so that it runs there, with the name server of there.

    Must be started by the main thread: when that is gone, however it went, so is the program.
    """
    return (*DIES_WITH_US, "ip", "netns", "exec", host.name)


def trusting(authority: Path) -> dict[str, str]:
    """What the environment of such a program has to hold: it trusts this authority and no other."""
    return {"SSL_CERT_FILE": str(authority), "SSL_CERT_DIR": "/nowhere"}
