"""Two tests of one office held against each other: the values.

Owns what a comparison says: the change, why nothing could be said, the two numbers. The rules are
compare.py. It must never show a number as more than it is: one that is only a minimum is told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.core.advice import Advice, Kind
from wizard.core.known import KNOWN_PROVIDER
from wizard.core.model import Case
from wizard.core.observe import observe
from wizard.core.recommend import MAILBOX_KINDS, NAMES_MAILBOX, OUR_FAULT, may_be_for_all
from wizard.core.remedies import named

# The kinds that count what can be open at once.
COUNTED: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS, Kind.NO_LIMIT_FOUND, Kind.EVICTS_OLDEST}


class Change(StrEnum):
    """What became of the limit since the earlier test.

    `FIXED` is proven by both numbers. `ENOUGH_NOW` says only that there is enough now: the earlier
    test does not prove that there was too little.
    """

    FIXED = "fixed"
    ENOUGH_NOW = "enough-now"
    STILL_ENOUGH = "still-enough"
    BETTER = "better"
    SAME = "same"
    FEWER = "fewer"
    OTHER = "other"
    UNCLEAR = "unclear"


class Why(StrEnum):
    """Why no change is proven."""

    PROVEN = ""
    OTHER_SERVER = "other-server"
    OTHER_MACHINE = "other-machine"
    OTHER_MAILBOX = "other-mailbox"
    NOT_SIGNED_IN = "not-signed-in"
    OTHER_SIGN_IN = "other-sign-in"
    NO_RESULT = "no-result"
    OFFICE_MOVED = "office-moved"
    MINIMUM_NOW = "minimum-now"
    MINIMUM_THEN = "minimum-then"
    NONE_FREE_NOW = "none-free-now"
    NONE_FREE_THEN = "none-free-then"
    TROUBLE_NOW = "trouble-now"
    TROUBLE_THEN = "trouble-then"
    OTHER_LIMIT = "other-limit"
    FOR_ALL = "for-all"


class Bound(StrEnum):
    """What a number is: the limit itself, a minimum of it, or as many as were tried."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    OR_MORE = "or-more"
    NONE_FREE = "none-free"


@dataclass(frozen=True, slots=True)
class Number:
    """How many connections a test found, and how that is to be read."""

    count: int
    bound: Bound

    @property
    def exact(self) -> bool:
        """Whether it is the limit itself."""
        return self.bound is Bound.EXACT


@dataclass(frozen=True, slots=True)
class Read:
    """One test with what it means."""

    case: Case
    advice: Advice

    @property
    def kind(self) -> Kind:
        """The kind of its verdict."""
        return self.advice.verdict.kind

    @property
    def number(self) -> Number | None:
        """What it found, None where nothing was measured or nothing got in.

        Where a kind has no number it is the most that were open at once.
        """
        verdict = self.advice.verdict
        if named(verdict, KNOWN_PROVIDER, OUR_FAULT):
            return None
        if verdict.kind is Kind.NO_PLACE_FREE:
            return Number(0, Bound.NONE_FREE)
        if verdict.limit is None:
            peak = observe(self.case).peak
            return Number(peak, Bound.AT_LEAST) if peak else None
        if verdict.kind is Kind.NO_LIMIT_FOUND:
            return Number(verdict.limit, Bound.OR_MORE)
        return Number(verdict.limit, Bound.AT_LEAST if verdict.at_least else Bound.EXACT)

    @property
    def of_mailbox(self) -> bool:
        """Whether it speaks of one mailbox, not of the office."""
        return self.kind in MAILBOX_KINDS or named(self.advice.verdict, NAMES_MAILBOX)

    def covers(self, need: int) -> bool:
        """Whether so many were kept open at once."""
        number = self.number
        counted = self.kind in COUNTED and self.kind is not Kind.EVICTS_OLDEST
        return counted and number is not None and number.count >= need


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier test, the later one, and what changed.

    `old_address` and `new_address` are the office's internet addresses of the two tests where both
    are known and differ, else "". `why` says what is missing for a proof.
    """

    change: Change
    before: Read
    now: Read
    old_address: str = ""
    new_address: str = ""
    why: Why = Why.PROVEN

    @property
    def of_mailbox(self) -> bool:
        """Whether it is about one mailbox: the earlier test decides, where it found a limit."""
        if self.before.kind in {Kind.PER_ADDRESS, Kind.EVICTS_OLDEST}:
            return False
        return self.before.of_mailbox or self.now.of_mailbox

    @property
    def need(self) -> int:
        """What is needed today: both numbers are judged by it."""
        need = self.now.advice.need
        return need.mailbox if self.of_mailbox else need.connections

    @property
    def need_before(self) -> int:
        """What was needed at the time of the earlier test."""
        need = self.before.advice.need
        return need.mailbox if self.of_mailbox else need.connections

    @property
    def before_number(self) -> Number | None:
        """How many the earlier test found."""
        return self.before.number

    @property
    def now_number(self) -> Number | None:
        """How many the later test found."""
        return self.now.number

    @property
    def reaches_the_need(self) -> bool:
        """Whether as many as are needed were open at once in the later test."""
        number = self.now_number
        return number is not None and number.count >= self.need

    @property
    def still_too_few(self) -> bool:
        """Whether it is proven that the later number is below the need."""
        number, limit = self.now_number, self.now.of_mailbox is self.of_mailbox
        exact = number is not None and number.exact and limit
        return exact and not self.reaches_the_need

    @property
    def may_be_for_all(self) -> bool:
        """Whether a number may be that of all customers together, which moves by itself."""
        return any(may_be_for_all(read.advice.verdict) for read in (self.before, self.now))
