"""Which names and addresses on the internet a search may ask: never this office's own.

Pure. A stranger's settings or name server must not make this program knock inside the office
(a router, this computer). It must never decide what the user named: only what others named.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final

from wizard.core.entries import LONGEST_NAME, check_server
from wizard.core.outside import outside

# Besides the addresses inside an office: many at once, nobody's yet, and all that lead to another
# address (old ways from the one internet to the other).
_NOBODYS: Final = tuple(
    ip_network(network)
    for network in (
        *("192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4", "fec0::/10", "ff00::/8", "100::/64"),
        *("::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"),
    )
)
# Where a network has only the newer internet, it reaches the older one under these addresses.
_WAY_TO_THE_OLDER: Final = ip_network("64:ff9b::/96")
_PLAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)


def may_reach(address: str) -> bool:
    """Whether an address, as a name server gave it, is one of the internet."""
    if "%" in address:  # with the name of an interface: not beyond the next router
        return False
    try:
        named = ip_address(address)
    except ValueError:
        return False
    if named in _WAY_TO_THE_OLDER:
        named = IPv4Address(int(named) & 0xFFFFFFFF)
    found = outside(str(named))
    return found is not None and not any(found in network for network in _NOBODYS)


def checked_name(text: str) -> str:
    """A full name of a server as name servers know it; "" for anything else, numbers too."""
    bare = text.removesuffix(".")
    if len(bare) > LONGEST_NAME or not _PLAIN.fullmatch(bare):
        return ""
    name = check_server(bare)
    known = name.value if name.fault is None else ""
    # Looked at again: names in other letters grow, and other digits become digits.
    again = check_server(known)
    is_number = _NUMBER.fullmatch(known.rpartition(".")[2])
    good = again.fault is None and not is_number
    return known if good else ""
