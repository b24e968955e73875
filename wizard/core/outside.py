"""Which internet address of an office may be named: one that others on the internet see.

Pure. An address inside the office is no help to a provider and nobody's business, so it is in no
paper. It must never ask anybody for an address.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from wizard.core import own_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wizard.core.model import Case

_INTERNAL: Final = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10"),
    )
)


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """An address as typed or said by a server; None where it is none."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    inside = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return inside or found


def outside(text: str) -> IPv4Address | IPv6Address | None:
    """The same, but None for an address inside the office."""
    found = parsed(text)
    if found is None or any(found in network for network in _INTERNAL):
        return None
    return found


def seen_from_outside(case: Case) -> tuple[str, ...]:
    """The office's addresses as far as a server said them, of the family that was tested."""
    server = parsed(case.address)
    seen = (outside(text) for text in case.office_addresses)
    return tuple(
        str(one) for one in seen if one and server is not None and one.version == server.version
    )


def moved(before: Iterable[str], now: Iterable[str]) -> tuple[str, str]:
    """The old and the new address where no address stayed; else "" twice.

    Of the newer kind of address only the first half counts: the second one changes by itself.
    """
    old, new = tuple(before), tuple(now)
    apart = all(own_address.changed((one, other)) for one in old for other in new)
    return (old[0], new[0]) if old and new and apart else ("", "")
