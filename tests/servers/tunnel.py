"""Adapters that programs make, as VPNs do: `with Tunnel(host, "tun0")`; a VPN between two hosts.

Owns the open ends: an adapter of this kind is up only as long as somebody holds it, and is gone
when he lets go. Needs root and /dev/net/tun.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from tests.servers.network import Host

_DEVICE: Final = Path("/dev/net/tun")
_TUNSETIFF: Final = 0x400454CA
_TUN_WITHOUT_HEADER: Final = 0x1001
_PACKET: Final = 65536


def unavailable() -> str | None:
    """Why there can be no such adapter here; None where there can."""
    return None if _DEVICE.exists() else f"no {_DEVICE} for the tests' tunnels"


@dataclass
class Tunnel:
    """An adapter `name` of a host with an address, held open."""

    host: Host
    name: str
    address: str = "10.8.0.2/24"
    end: int = field(default=-1, init=False)

    def __enter__(self) -> Self:
        self.end = self.host.run(self._open)
        self.host.command("ip", "address", "add", self.address, "dev", self.name)
        self.host.command("ip", "link", "set", self.name, "up")
        return self

    def _open(self) -> int:
        import fcntl  # noqa: PLC0415 - Windows has none

        end = os.open(_DEVICE, os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(end, _TUNSETIFF, struct.pack("16sH", self.name.encode(), _TUN_WITHOUT_HEADER))
        return end

    def __exit__(self, *trouble: object) -> None:
        os.close(self.end)

    def leads(self, *route: str) -> None:
        """What goes over it from now on."""
        self.host.command("ip", "route", "replace", *route, "dev", self.name)


@dataclass
class Vpn:
    """Everything that goes into one end comes out of the other: a VPN without its encryption."""

    one: Tunnel
    other: Tunnel
    _stop: threading.Event = field(default_factory=threading.Event, init=False)
    _carrier: threading.Thread = field(init=False)

    def __enter__(self) -> Self:
        self._carrier = threading.Thread(target=self._carry, name="vpn", daemon=True)
        self._carrier.start()
        return self

    def _carry(self) -> None:
        across = {self.one.end: self.other.end, self.other.end: self.one.end}
        while not self._stop.is_set():
            ready, _, _ = select.select(list(across), [], [], 0.05)
            for end in ready:
                with contextlib.suppress(OSError):
                    os.write(across[end], os.read(end, _PACKET))

    def __exit__(self, *trouble: object) -> None:
        self._stop.set()
        self._carrier.join()
