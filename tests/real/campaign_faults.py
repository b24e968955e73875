"""The faults of the campaign, and how each is made in the networks of the tests.

Owns what a fault is: a value that says what goes wrong, for how long. Whether a verdict may speak
of it is campaign_truth.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final, assert_never

from tests.servers.filters import NFT, Filter
from tests.servers.jail import Stuck
from tests.servers.network import PROVIDER, PUBLIC, Network
from tests.servers.real import RealServer
from tests.servers.slow_line import SlowLine


class Fault(StrEnum):
    """What goes wrong."""

    NONE = "none"
    LINK = "link-down"
    RESET_ONCE = "reset-once"
    RESET = "reset"
    BLACK_HOLE = "black-hole"
    BLACK_HOLE_MAIL = "black-hole-mail"
    LOSS = "loss-20"
    DELAY = "delay-600"
    KILLED = "server-killed"
    DNS = "dns-silent"


# How long each lasts, in seconds; 0 is to the end of the test.
LASTS: Final = {
    Fault.NONE: (0.0,),
    Fault.LINK: (5.0,),
    Fault.RESET_ONCE: (0.0,),
    Fault.RESET: (3.0, 10.0, 0.0),
    Fault.BLACK_HOLE: (5.0, 15.0, 0.0),
    Fault.BLACK_HOLE_MAIL: (5.0, 15.0, 0.0),
    Fault.LOSS: (20.0, 0.0),
    Fault.DELAY: (10.0, 0.0),
    Fault.KILLED: (1.0, 5.0, 20.0, 0.0),
    Fault.DNS: (3.0, 0.0),
}
# On the router, for what it passes on: {rule} in both directions.
ON_THE_WAY: Final = """\
table ip fault {{
  chain forward {{
    type filter hook forward priority filter - 5
    {rule}
  }}
}}
"""
RULES: Final = {
    # All but first packets: connections begin, and then each packet of them is answered so.
    Fault.RESET: (
        f"ip daddr {PROVIDER} tcp flags & syn == 0 reject with tcp reset\n"
        f"    ip saddr {PROVIDER} tcp flags & syn == 0 reject with tcp reset"
    ),
    Fault.BLACK_HOLE: "drop",
    Fault.BLACK_HOLE_MAIL: f"ip daddr {PROVIDER} drop\n    ip saddr {PROVIDER} drop",
    Fault.LOSS: "numgen random mod 100 < 20 drop",
    Fault.DNS: "udp dport 53 drop",
}


@dataclass(frozen=True)
class Happening:
    """A fault as it can be begun and ended; ending what has not begun does nothing."""

    begin: Callable[[], None]
    end: Callable[[], None]


def made(fault: Fault, world: Network, server: RealServer, running: ExitStack) -> Happening:
    """The fault in this network, not begun; what it needs goes away with `running`."""
    match fault:
        case Fault.NONE:
            return Happening(nothing, nothing)
        case Fault.LINK:
            return Happening(partial(cable, world, "down"), partial(cable, world, "up"))
        case Fault.RESET_ONCE:
            return Happening(partial(reset_all, world, server), nothing)
        case Fault.DELAY:
            line = running.enter_context(SlowLine(world, 0.3))
            return Happening(line.begin, line.end)
        case Fault.KILLED:
            return Happening(server.jail.stop, partial(started_again, server))
        case Fault.RESET | Fault.BLACK_HOLE | Fault.BLACK_HOLE_MAIL | Fault.LOSS | Fault.DNS:
            rule = Filter(ON_THE_WAY.format(rule=RULES[fault]), NFT)
            return Happening(partial(rule.on, world.router), partial(no_rule, world))
        case _:
            assert_never(fault)


def nothing() -> None:
    """What has ended by itself, or was never there."""


def cable(world: Network, state: str) -> None:
    """The office's cable is pulled, or plugged; a router's end of it notices."""
    world.office.command("ip", "link", "set", "out", state)
    if state == "up":
        # The kernel forgets the way out with the device; whoever plugs it in again gets it again.
        gateway = world.office.command("ip", "-o", "address", "show", "dev", "out")
        peer = gateway.split(" peer ")[1].split("/")[0]
        world.office.command("ip", "route", "replace", "default", "via", peer)


def reset_all(world: Network, server: RealServer) -> None:
    """Every connection of the office at the server is reset, at both ends, at once."""
    for port in (server.imap, server.imaps):
        world.provider.command("ss", "-K", "dst", PUBLIC, "sport", "=", str(port))


def no_rule(world: Network) -> None:
    """The router is as it was; `table` first, so that one that is not there is no complaint."""
    world.router.command(*NFT, given="table ip fault\ndelete table ip fault\n")


def started_again(server: RealServer) -> None:
    """Somebody starts the server, on the same ports; one that runs is left alone."""
    if server.jail.running:
        return
    until = time.monotonic() + 10
    while True:
        try:
            server.restart()
        except Stuck:
            # Its port may be held by a connection that is only being buried.
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
