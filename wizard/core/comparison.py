"""Two tests of one office held against each other: did the provider's change arrive?

Owns the rules of that comparison. It must never say that something changed, or did not, where the
numbers cannot show it: a number that is only "at least" proves no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wizard.core.advice import Advice
from wizard.core.model import Case


class Change(StrEnum):
    """What became of the limit since the earlier test."""

    FIXED = "fixed"
    STILL_ENOUGH = "still-enough"
    BETTER = "better"
    SAME = "same"
    FEWER = "fewer"
    OTHER = "other"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Read:
    """One test with what it means."""

    case: Case
    advice: Advice


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier test, the later one, and what changed.

    `old_address` and `new_address` are the office's internet addresses of the two tests where both
    are known and differ, else "".
    """

    change: Change
    before: Read
    now: Read
    old_address: str = ""
    new_address: str = ""
