"""What each mail server may have counted against this office since the program was started.

Owns that memory, by the server's address. Nothing of it is written down. This very computer is no
server that would lock anybody out. It must never decide what is done about it.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from typing import Final

from wizard.core.counted import UNSIGNED, Counted, of_test, weight
from wizard.core.fingerprint import software
from wizard.core.model import Case, Outcome, Target
from wizard.probe.handover import Kept

_lock: Final = threading.Lock()
_counted: Final[dict[str, Counted]] = {}
# What the last test at a door may have counted: the next one may cost as much.
_last: Final[dict[tuple[str, int, bool], int]] = {}


def note(address: str, much: int) -> None:
    """So much more may have been counted there."""
    if much and not is_here(address):
        with _lock:
            before = _counted.get(address, Counted())
            _counted[address] = before.more(time.monotonic(), much)


def note_unused(kept: Kept) -> None:
    """A connection of a search was closed without a sign-in."""
    server = "" if kept.words is None else software(kept.words)
    note(kept.door.address, weight(Outcome.OPEN, server, signs_in=False))


def note_test(case: Case) -> None:
    """A test is over. One that opened nothing tells nothing of what the next one may cost."""
    if case.address and any(event.attempt for event in case.events):
        much = of_test(case)
        _last[_door(case.target)] = much
        note(case.address, much)


def wait(address: str, much: int) -> float:
    """How many seconds until so much more may be counted there; 0 when it may be now."""
    with _lock:
        return _counted.get(address, Counted()).wait(time.monotonic(), much)


def expected(target: Target) -> int:
    """What a test may cost, as far as the one before tells."""
    return _last.get(_door(target), 0 if target.signs_in else UNSIGNED)


def forget() -> None:
    """As if the program had just been started."""
    with _lock:
        _counted.clear()
        _last.clear()


def is_here(address: str) -> bool:
    """Whether an address is this very computer's."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _door(target: Target) -> tuple[str, int, bool]:
    return target.host.lower(), target.port, target.signs_in
