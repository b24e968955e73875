"""What is right, honest and wrong in a test that met a fault.

The truth of a campaign's server is its kind and its number: a Courier lets in 4 of an address
(`per-address` 4), a Dovecot 4 of a mailbox and address (`per-mailbox-and-address` 4, and says the
number), an open Dovecot at least as many as are asked for (`no-limit-found`). The fault is real as
well, so a verdict may speak of it instead.

A verdict is RIGHT when its kind is the server's, and its number the true one (exactly, or "at
least" that many). It is UNCLEAR when it claims nothing of a kind (`no-clear-result`), less than
the truth (the true kind with a smaller "at least"), or something that is true of the fault:

- `office-network`: where the office's own line is down, drops everything or loses packets.
- `cannot-reach`: where nothing was ever open, and the fault keeps the office from the server.
- `not-found`: where the look-up of the name gets no answer; never that the name is unknown.
- `locked-out`: where one device on the way lets nothing pass to or from the mail server, or resets
  it, and everything else is reached: that *is* a ban as far as anybody can see. Never where the
  server was killed or the line was down.

It is WRONG in every other case, whatever its confidence:

- a kind that is neither the server's nor true of the fault: another kind of limit, a full server,
  a rate, an eviction, no place free, a refused password, a bad certificate, no limit found where
  there is one;
- a number that is not true: an exact one that is not the server's, an "at least" above it, also
  beside `no-clear-result`; a number "in the server's words" that it was not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tests.real.campaign_faults import Fault
from wizard.core.advice import Kind, Verdict


class Class(StrEnum):
    """What a verdict is, held against the truth."""

    RIGHT = "right"
    UNCLEAR = "no clear result"
    WRONG = "wrong"


@dataclass(frozen=True)
class Truth:
    """A server's own kind and number; `says` is whether its words name the number."""

    kind: Kind
    number: int
    says: bool = False


OFFICE_LINE: Final = frozenset({Fault.LINK, Fault.BLACK_HOLE, Fault.LOSS})
LOOKS_BANNED: Final = frozenset({Fault.BLACK_HOLE_MAIL, Fault.RESET})
UNREACHED: Final = OFFICE_LINE | LOOKS_BANNED | {Fault.KILLED, Fault.RESET_ONCE}
NO_NAME: Final = OFFICE_LINE | {Fault.DNS}
TRUE_OF: Final = {
    Kind.OFFICE_NETWORK: OFFICE_LINE,
    Kind.LOCKED_OUT: LOOKS_BANNED,
    Kind.CANNOT_REACH: UNREACHED,
    Kind.NOT_FOUND: NO_NAME,
}


def judged(verdict: Verdict, truth: Truth, fault: Fault, *, ever_open: bool) -> Class:
    """Right, unclear or wrong: see above."""
    if not number_is_true(verdict, truth):
        return Class.WRONG
    if verdict.kind is truth.kind:
        return (
            Class.RIGHT
            if verdict.limit in {None, truth.number} or (truth.kind is Kind.NO_LIMIT_FOUND)
            else Class.UNCLEAR
        )
    if verdict.kind is Kind.NO_CLEAR_RESULT:
        return Class.UNCLEAR
    if fault not in TRUE_OF.get(verdict.kind, frozenset()):
        return Class.WRONG
    if verdict.kind in {Kind.CANNOT_REACH, Kind.NOT_FOUND} and ever_open:
        return Class.WRONG
    unknown = any(reason.code == "unknown-name" for reason in verdict.because)
    return Class.WRONG if unknown else Class.UNCLEAR


def number_is_true(verdict: Verdict, truth: Truth) -> bool:
    """Whether every number in it is true of the server."""
    named = verdict.limit_named
    if named is not None and not (truth.says and named == truth.number):
        return False
    if verdict.rate is not None:
        return False
    if verdict.limit is None or (truth.kind is Kind.NO_LIMIT_FOUND and verdict.at_least):
        return True
    if verdict.at_least:
        return verdict.limit <= truth.number
    return truth.kind is not Kind.NO_LIMIT_FOUND and verdict.limit == truth.number
