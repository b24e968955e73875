"""Whether the computer slept in the middle of a test.

Owns the comparison of two clocks: the wall's, which goes on in sleep, and the steady one, which on
some systems stands still. A result across a sleep is no result: connections broke unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ASLEEP_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Glance:
    """One look at both clocks, in seconds."""

    wall: float
    steady: float


def slept(last: Glance, now: Glance) -> bool:
    """Whether more happened between two looks, meant to be a second apart, than waiting."""
    steady = now.steady - last.steady
    return steady > ASLEEP_SECONDS or now.wall - last.wall - steady > ASLEEP_SECONDS
