"""What is known of a provider before anything is tested: the values that a case keeps.

Copied from the table (resources/big-providers.json) into the case, so that a case can be read
again, years later, without the table and with the same result. Frozen, and free of secrets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Reasons of a verdict: it is what was known, or a test was asked for in spite of it.
KNOWN_PROVIDER: Final = "known-provider"
TESTED_ANYWAY: Final = "known-provider-tested"


class About(StrEnum):
    """What a fact is about."""

    PER_MAILBOX = "per-mailbox"
    PER_MAILBOX_AND_ADDRESS = "per-mailbox-and-address"
    PER_ADDRESS = "per-address"
    RATE = "rate"
    POP_RATE = "pop-rate"
    SIGN_IN_RATE = "sign-in-rate"
    EVICTS_OLDEST = "evicts-oldest"
    LOOKS_LIKE_A_WRONG_PASSWORD = "looks-like-a-wrong-password"  # noqa: S105  no secret
    LOCKS_OUT = "locks-out"
    BY_CONTRACT = "by-contract"


class Basis(StrEnum):
    """How well something is known."""

    DOCUMENTED = "documented"
    REPORT = "report"
    WEAK = "weak"


class Password(StrEnum):
    """Which password a mail program may use there."""

    PLAIN = "plain"
    APP = "app"
    BROWSER = "browser"


class Instead(StrEnum):
    """What to do at a provider whose limit nobody raises."""

    OWN_MAILBOX = "own-mailbox"
    FEWER_CONNECTIONS = "fewer-connections"
    HOSTING_MAILBOX = "hosting-mailbox"


class FoundBy(StrEnum):
    """What led to the provider."""

    HOST = "host"
    MAILBOX = "mailbox"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known and, where there is one, its number.

    `seconds` is the time a rate counts for. `count` is None where no number is known.
    """

    about: About
    basis: Basis
    count: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A provider, and what is known of it.

    `tested` is False where no test can find a limit of the office, so that what is known is the
    answer; `instead` is what to do there. `facts` come in the table's order.
    """

    provider: str
    name: str
    tested: bool
    found_by: FoundBy
    facts: tuple[Fact, ...] = ()
    password: Password | None = None
    instead: tuple[Instead, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers given for the limit of one mailbox, the lowest first: reports may differ."""
        counts = (fact.count for fact in self.facts if fact.about is About.PER_MAILBOX)
        return tuple(sorted(count for count in counts if count is not None))

    @property
    def basis(self) -> Basis:
        """How well the limit of one mailbox is known: as well as the weakest of its facts."""
        order = list(Basis)
        bases = [fact.basis for fact in self.facts if fact.about is About.PER_MAILBOX]
        return max(bases, key=order.index, default=Basis.WEAK)
