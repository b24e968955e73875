"""What an office can do by itself until its provider answers, and what that brings. Values only.

A number here is exact arithmetic on the counted devices; where nothing was counted there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The measures, from the gentlest to the hardest; of two that bring the same it decides."""

    FEWER_CONNECTIONS = "fewer-connections"
    MOBILE_DATA = "mobile-data"
    OFF_PHONES = "off-phones"
    SECOND_WAY = "second-way"
    OWN_ADDRESS = "own-address"
    OWN_MAILBOX = "own-mailbox"
    WEBMAIL = "webmail"
    # Without a number of their own.
    ONE_AFTER_THE_OTHER = "one-after-the-other"
    RESTART_ROUTER = "restart-router"
    QUIETER_HOURS = "quieter-hours"
    WEBMAIL_MEANWHILE = "webmail-meanwhile"
    MOBILE_MEANWHILE = "mobile-meanwhile"
    IF_THUNDERBIRD = "if-thunderbird"
    CLOSE_UNUSED = "close-unused"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing to do.

    `before` and `after` are the need without and with it (for the second way: on the fuller of
    the two; for an own address: of the largest device), None where it cannot be counted; `each`
    is what it saves on one device and `devices` on how many it is done (0: not counted); `enough`
    is whether `after` fits into the number found, None without such a number. `keeps` is how many
    connections a program keeps afterwards and `setting` where that is set; `places` how many
    places are won if the second way has as many; `shown` that the test itself got in by that way;
    `minutes` the pause between two groups, `all_minutes` until everybody is in.
    """

    code: Code
    devices: int = 0
    each: int = 0
    before: int | None = None
    after: int | None = None
    enough: bool | None = None
    keeps: int = 0
    setting: str = ""
    places: int = 0
    shown: bool = False
    minutes: int = 0
    all_minutes: int = 0

    @property
    def saves(self) -> int:
        """How many connections it saves, 0 where that cannot be counted."""
        if self.before is None or self.after is None:
            return 0
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class Together:
    """The best combination: each step's `before` is the `after` of the step before it.

    `limit` is the number found, "at least" where the verdict says so; `enough` is `after <= limit`.
    """

    steps: tuple[Measure, ...]
    before: int
    after: int
    limit: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Today:
    """Every measure by itself, the one that saves most first, and the best of them together."""

    measures: tuple[Measure, ...] = ()
    together: Together | None = None
