"""A line with a long way: every packet between the office and its router takes its time.

Owns two tunnel devices and the thread that carries packets between them. Kernels without netem
(sch_netem is a module that many builds leave out) know no other way; nothing is opened by a proxy
in between, so the first packet of a connection is as late as all others.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
import threading
import time
from collections import deque
from typing import Final, Self

from tests.servers.network import GATEWAY, OFFICE, Host, Network

DEVICE: Final = "/dev/net/tun"
TUNSETIFF: Final = 0x400454CA
TUN_WITHOUT_A_HEADER: Final = 0x1001
PACKET: Final = 65536


def cannot() -> str | None:
    """Says in one line why there can be no such line here; None when there can."""
    if not os.access(DEVICE, os.R_OK | os.W_OK):
        return f"no {DEVICE} for a line with a long way"
    return None


class SlowLine:
    """`with SlowLine(world, 0.3) as line: line.begin()`: a round trip of 600 ms, until `end`."""

    def __init__(self, world: Network, seconds: float) -> None:
        """`seconds` is how long one packet is on its way, in each direction."""
        self._world, self._seconds = world, seconds
        self._ends: list[int] = []
        self._over = threading.Event()
        self._carrier = threading.Thread(target=self._carry, name="slow-line", daemon=True)

    def __enter__(self) -> Self:
        self._ends = [
            self._world.office.run(lambda: tunnel("slow")),
            self._world.router.run(lambda: tunnel("slow")),
        ]
        for host in (self._world.office, self._world.router):
            host.command("ip", "link", "set", "slow", "up")
        self._carrier.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._over.set()
        self._carrier.join()
        for end in self._ends:
            os.close(end)

    def begin(self) -> None:
        """From now on both directions take the long way; what is on the short one arrives."""
        route(self._world.office, "default", "slow", "src", OFFICE)
        route(self._world.router, OFFICE, "slow")

    def end(self) -> None:
        """The short way again; what is on the long one still arrives."""
        route(self._world.office, "default", "out", "via", GATEWAY)
        route(self._world.router, OFFICE, "office")

    def _carry(self) -> None:
        waiting: deque[tuple[float, int, bytes]] = deque()
        other = dict(zip(self._ends, reversed(self._ends), strict=True))
        while not self._over.is_set():
            pause = 0.05 if not waiting else min(0.05, max(0.0, waiting[0][0] - time.monotonic()))
            for end in select.select(self._ends, (), (), pause)[0]:
                packet = os.read(end, PACKET)
                waiting.append((time.monotonic() + self._seconds, other[end], packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _, end, packet = waiting.popleft()
                with contextlib.suppress(OSError):  # a packet that nobody takes is lost
                    os.write(end, packet)


def tunnel(name: str) -> int:
    """A device of the network this thread is in; its packets are read and written here."""
    import fcntl  # noqa: PLC0415 - Windows has none, and reads this file as well

    end = os.open(DEVICE, os.O_RDWR)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), TUN_WITHOUT_A_HEADER))
    return end


def route(host: Host, to: str, device: str, *more: str) -> None:
    """Sends packets to there into a device from now on."""
    host.command("ip", "route", "replace", to, "dev", device, *more)
