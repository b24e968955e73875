"""What this computer's system tells about the connection that leads to a mail server.

Asks only the computer itself: its routes and its interfaces. Nothing is sent, no name is looked
up, and nothing of what it reads (addresses, names of adapters) leaves this module. What a system
does not tell is "unknown".
"""

from __future__ import annotations

import contextlib
import re
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, Protocol

import psutil

from wizard.core.surroundings import Surroundings, Told

# Adapters that are a VPN's by their name, on any system. Adapters get other names as well.
_VPN: Final = re.compile(
    r"^(?:tun|tap|wg|utun|ppp|ipsec|nordlynx|tailscale|zt|proton|mullvad|gpd|cscotun)\d*|"
    r"wireguard|tap-windows|openvpn|wintun|\bvpn\b|anyconnect|fortinet|pangp|zerotier|juniper",
    re.IGNORECASE,
)
_MOBILE: Final = re.compile(r"^(?:wwan|wwp|rmnet)|\b(?:cellular|mobile broadband)\b", re.IGNORECASE)
# What the system calls an interface with one other end: a tunnel of any name.
_ONE_OTHER_END: Final = "pointopoint"
# An iPhone's hotspot uses this little network, and hardly anything else does.
_IPHONE: Final = ip_network("172.20.10.0/28")
# Carriers use it between themselves and their customers (RFC 6598).
_CARRIER: Final = ip_network("100.64.0.0/10")
# Where a way out would lead: addresses that the standards give to examples. None is ever sent to.
_ANYWHERE: Final = ("192.0.2.1", "2001:db8::1")
# Any port will do: a datagram that is never sent.
_PORT: Final = 9

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Adapter:
    """One interface that is up, with its addresses and what kind the system says it is."""

    name: str
    addresses: tuple[Address, ...]
    flags: str = ""


class Interfaces(Protocol):
    """What of the system is asked."""

    def own_address(self, towards: str) -> Address | None:
        """The address of this computer that a connection to there would come from."""

    def adapters(self) -> Sequence[Adapter]:
        """The interfaces that are up."""


class TheSystem:
    """The interfaces of this computer."""

    def own_address(self, towards: str) -> Address | None:
        """By the routes of the kernel, rules of a VPN included."""
        there = _parsed(towards)
        if there is None:
            return None  # a name would be looked up
        family = socket.AF_INET if there.version == 4 else socket.AF_INET6
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as one:
            one.connect((str(there), _PORT))  # a datagram socket: nothing goes out
            return _parsed(str(one.getsockname()[0]))
        return None

    def adapters(self) -> Sequence[Adapter]:
        """By psutil, which needs no admin rights."""
        stats: Mapping[str, object] = psutil.net_if_stats()
        found = []
        for name, entries in psutil.net_if_addrs().items():
            told = stats.get(name)
            if getattr(told, "isup", True):
                addresses = tuple(one for one in (_parsed(e.address) for e in entries) if one)
                found.append(Adapter(name, addresses, str(getattr(told, "flags", ""))))
        return found


def look(
    address: str = "", system: Interfaces | None = None, platform: str = sys.platform
) -> Surroundings:
    """What is known of the way to `address` (numeric), or to anywhere where none is known."""
    system = system or TheSystem()
    try:
        adapters = system.adapters()
    except (OSError, psutil.Error):
        return Surroundings()
    own = next(
        (one for one in (system.own_address(to) for to in (address, *_ANYWHERE) if to) if one), None
    )
    if own is None or not any(own in adapter.addresses for adapter in adapters):
        return Surroundings(online=_offline(own, adapters))
    way = next(adapter for adapter in adapters if own in adapter.addresses)
    vpn = _is_vpn(way, platform)
    return Surroundings(
        online=Told.UNKNOWN if own.is_loopback else Told.YES,
        vpn=vpn,
        mobile=_is_mobile(way, own),
        shared=_is_shared(own, vpn),
    )


def _offline(own: Address | None, adapters: Sequence[Adapter]) -> Told:
    """No way leads out. Where there is an own address that no adapter has, nothing is certain."""
    beyond = [one for each in adapters for one in each.addresses if not one.is_loopback]
    return Told.NO if own is None or not beyond else Told.UNKNOWN


def _is_vpn(way: Adapter, platform: str) -> Told:
    if _MOBILE.search(way.name):
        return Told.NO
    if _VPN.search(way.name) or _ONE_OTHER_END in way.flags.split(","):
        return Told.YES
    # Windows names its adapters as it likes, and a VPN's may be called "Ethernet 3".
    return Told.UNKNOWN if platform == "win32" else Told.NO


def _is_mobile(way: Adapter, own: Address) -> Told:
    """A cable to a phone looks like any other: only a "yes" is certain."""
    return Told.YES if _MOBILE.search(way.name) or own in _IPHONE else Told.UNKNOWN


def _is_shared(own: Address, vpn: Told) -> Told:
    """Only seen where nothing of the office stands before it; some VPNs use the same addresses."""
    return Told.YES if own in _CARRIER and vpn is Told.NO else Told.UNKNOWN


def _parsed(text: str) -> Address | None:
    with contextlib.suppress(ValueError):
        return ip_address(text.partition("%")[0])
    return None
