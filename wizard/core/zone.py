"""The time zone of an office during a test, as a value that is written into the case.

A paper that is written again elsewhere tells the same times. It must never ask a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone


@dataclass(frozen=True, slots=True)
class Zone:
    """The office's time zone during a test: minutes east of UTC, and its short name.

    `name` is "" where the system knows none that a provider would understand.
    """

    minutes: int = 0
    name: str = ""

    @property
    def tzinfo(self) -> timezone:
        """For the clock on the wall: 14:32, CEST."""
        east = timedelta(minutes=self.minutes)
        if not self.name:
            return timezone(east)
        return timezone(east, self.name)
