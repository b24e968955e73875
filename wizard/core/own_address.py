"""Whether this computer came from another address at the end of a test than at its beginning.

Pure. A server counts by address: with a VPN or another network switched on in the middle, one part
of the test was counted for somebody else. What a router does behind us cannot be seen here.
"""

from __future__ import annotations

from collections.abc import Sequence


def changed(own: Sequence[str]) -> bool:
    """Whether the first and the last of our own addresses, in order, are of two networks."""
    return len(own) > 1 and _network(own[0]) != _network(own[-1])


def _network(address: str) -> tuple[str, ...]:
    """An address as servers count it: of the newer kind only the first half.

    The second half changes by itself, for the sake of privacy.
    """
    address = address.partition("%")[0].lower()
    if ":" not in address:
        return (address,)
    head, _, tail = address.partition("::")
    first = [part for part in head.split(":") if part]
    last = [part for part in tail.split(":") if part]
    groups = [*first, *["0"] * (8 - len(first) - len(last)), *last]
    return tuple(group.lstrip("0") for group in groups[:4])
