"""How large a value of a case may be where it comes from a file, which anybody may have written.

Owns the numbers: nothing that is drawn, counted or added to a date later can be larger than this.
Every number of the types in model.py has its range here; a test holds that none is forgotten. It
must never be narrower than what the program itself writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.core.case_file import CaseFile
from wizard.core.certificate import Certificate
from wizard.core.commands import Ending
from wizard.core.known import Fact
from wizard.core.manners import CEILING_UNLOCKED
from wizard.core.model import Case, Event, Need, Patience, Plan, Target, Waits
from wizard.core.zone import Zone

# A field of one of our types.
Field = tuple[type, str]


@dataclass(frozen=True, slots=True)
class Range:
    """From `least` to `most`, both allowed; `step` is what every whole number is a multiple of."""

    least: int
    most: int
    step: int = 1

    def holds(self, number: float) -> bool:
        """Whether `number` is in it. What is not a number (NaN) is in no range."""
        if not self.least <= number <= self.most:
            return False
        return self.step == 1 or number % self.step == 0


LONGEST_TEXT: Final = 2000
# A computer whose clock has lost its battery may say 1970.
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
MOST_ITEMS: Final = 300

_PORT: Final = Range(1, 65535)
_TEN_DAYS: Final = Range(0, 10 * 86_400)
_TEN_DAYS_IN_MS: Final = Range(0, 10 * 86_400_000)
_ATTEMPT: Final = Range(1, 10_000)
_DEVICES: Final = Range(0, 5_000)
_CONNECTIONS: Final = Range(0, 100_000)
_ANY_COUNT: Final = Range(0, 1_000_000)

NUMBERS: Final[Mapping[Field, Range]] = {
    (Target, "port"): _PORT,
    (Target, "family"): Range(4, 6, step=2),
    (Need, "connections"): _CONNECTIONS,
    (Need, "mailbox"): _CONNECTIONS,
    (Need, "computers"): _DEVICES,
    (Need, "phones"): _DEVICES,
    (Need, "other"): _DEVICES,
    (Patience, "connect"): _TEN_DAYS,
    (Patience, "greeting"): _TEN_DAYS,
    (Patience, "sign_in"): _TEN_DAYS,
    (Waits, "no_place"): _TEN_DAYS,
    (Waits, "silent_first"): _TEN_DAYS,
    (Waits, "confirm_wordless"): _TEN_DAYS,
    (Waits, "confirm"): _TEN_DAYS,
    (Waits, "queue_shows"): _TEN_DAYS,
    (Waits, "silence"): _TEN_DAYS,
    (Waits, "settle"): _TEN_DAYS,
    (Waits, "retry"): _TEN_DAYS,
    (Waits, "quiet"): _TEN_DAYS,
    (Waits, "frozen_again"): _TEN_DAYS,
    (Waits, "after_frozen"): _TEN_DAYS,
    (Waits, "after_reset"): _TEN_DAYS,
    (Waits, "unsigned_life"): _TEN_DAYS,
    (Waits, "again_wordless"): _TEN_DAYS,
    (Plan, "most"): Range(1, CEILING_UNLOCKED),
    (Plan, "pace"): _TEN_DAYS,
    (Plan, "control"): _PORT,
    (Plan, "other_service"): _PORT,
    (Event, "at"): _TEN_DAYS,
    (Event, "attempt"): _ATTEMPT,
    (Event, "milliseconds"): _TEN_DAYS_IN_MS,
    (Event, "connect_milliseconds"): _TEN_DAYS_IN_MS,
    (Event, "sign_in_milliseconds"): _TEN_DAYS_IN_MS,
    (Event, "held"): Range(0, 1_000),
    (Event, "sessions"): _ATTEMPT,
    (Event, "answered"): _ATTEMPT,
    (Case, "others"): _ANY_COUNT,
    (Fact, "count"): _ANY_COUNT,
    (Fact, "seconds"): _TEN_DAYS,
    (Zone, "minutes"): Range(-1080, 1080),
}

# How many items a list may have where it is not MOST_ITEMS.
ITEMS: Final[Mapping[Field, int]] = {
    (CaseFile, "runs"): 200,
    (Case, "events"): 5_000,
    (Event, "sessions"): 1_000,
    (Event, "answered"): 1_000,
}

# Texts that are codes of ours, and a text of one shape only.
CODES: Final[Mapping[Field, type[StrEnum]]] = {(Case, "ending"): Ending}
SHAPES: Final[Mapping[Field, re.Pattern[str]]] = {
    (Zone, "name"): re.compile(r"([A-Z]{2,5})?"),
    (Certificate, "fingerprint"): re.compile(r"[0-9a-f]{64}"),
}

# What is in no text: it would move a cursor, break a line, or cannot be written as UTF-8.
NO_TEXT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def told(text: str) -> str:
    """A text as it may stand in a file: not longer than can be read again, and nothing hidden."""
    return NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text[:LONGEST_TEXT])
