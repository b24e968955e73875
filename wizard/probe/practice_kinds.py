"""The kinds of the practice server by the names that people choose them by.

Owns the names and nothing else: what each limit does is practice_limits.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    NoLimit,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)

# By how many fit.
COUNTS: Final[dict[str, Callable[[int], Limit]]] = {
    "per-address": PerAddress,
    "per-address-cyrus": CyrusPerAddress,
    "per-mailbox-and-address": PerMailboxAndAddress,
    "per-mailbox": PerMailbox,
    "per-mailbox-cyrus": CyrusPerMailbox,
    "server-full": ServerFull,
    "server-full-late": LateClose,
    "server-full-cut": SignInCut,
    "server-full-busy": BusyServer,
    "evicts-oldest": EvictsOldest,
    "evicts-oldest-wordless": partial(EvictsOldest, says_why=False),
    "backends": Backends,
    "backends-random": partial(Backends, at_random=True),
    "none": lambda _: NoLimit(),
}
# By how many fit, and in how many seconds.
RATES: Final[dict[str, Callable[[int, float], Limit]]] = {
    "rate": Window,
    "rate-strict": partial(Window, refused_count=True),
    "rate-bucket": TokenBucket,
    "rate-in-words": LoginRate,
}


def limit_of(kind: str, most: int, seconds: float) -> Limit:
    """The limit of this kind; `seconds` is for the rates."""
    return RATES[kind](most, seconds) if kind in RATES else COUNTS[kind](most)
