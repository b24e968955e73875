"""Did the provider's change arrive? The rules, as docs/decisions/0013 tells them.

Pure. Each claim is proven by two numbers: it must never say that something changed, or did not,
where the numbers cannot show it. Everything else is `UNCLEAR`, with the reason why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wizard.core.advice import Kind, Refusal
from wizard.core.comparison import COUNTED, Change, Comparison, Number, Read, Why
from wizard.core.outside import moved, seen_from_outside
from wizard.core.recommend import MAILBOX_KINDS, may_be_for_all
from wizard.core.remedies import named

Finding = tuple[Change, Why]

# The kinds that show trouble, but no number of their own.
_TROUBLE: Final = frozenset({Kind.SERVER_FULL, Kind.RATE, Kind.LOCKED_OUT, Kind.OFFICE_NETWORK})
_RESULTS: Final = COUNTED | _TROUBLE | {Kind.NO_PLACE_FREE}
_ENOUGH: Final = frozenset({Change.FIXED, Change.ENOUGH_NOW, Change.STILL_ENOUGH})
# Two tests between which nothing can be compared.
_APART: Final = frozenset(
    {Why.OTHER_SERVER, Why.OTHER_MACHINE, Why.OTHER_MAILBOX, Why.NOT_SIGNED_IN}
)
_FILTER_MAY_COUNT_ALL: Final = "filter-may-count-all"
_COURIER: Final = "courier"


def compare(reads: tuple[Read, ...]) -> Comparison | None:
    """The last test against the earlier one that proves most; None where none says anything."""
    if not reads:
        return None
    now = reads[-1]
    pairs = [_pair(before, now) for before in reversed(reads[:-1]) if _says(before)]
    if not pairs:
        return None
    first = _latest_proven(pairs)
    if first is None:
        return _unclear(pairs)
    return _fixed_if_any(pairs, first) if first.change in _ENOUGH else first


# -- Which earlier test ---------------------------------------------------------------------------


def _latest_proven(pairs: list[Comparison]) -> Comparison | None:
    """The latest pair that shows something; nobody looks past a test that had enough."""
    for pair in pairs:
        if pair.change is not Change.UNCLEAR:
            return pair
        if pair.why not in _APART and pair.before.covers(pair.need):
            return None
    return None


def _fixed_if_any(pairs: list[Comparison], first: Comparison) -> Comparison:
    """Where there is enough now: against the latest test that proves, or found, too little."""
    fixed = [pair for pair in pairs if pair.change is Change.FIXED]
    found = [pair for pair in pairs if pair.change is Change.ENOUGH_NOW and _too_few(pair.before)]
    return next(iter((*fixed, *found)), first)


def _unclear(pairs: list[Comparison]) -> Comparison:
    near = [pair for pair in pairs if pair.why not in _APART]
    counted = [pair for pair in near if pair.before.kind not in _TROUBLE]
    return next(iter((*counted, *near, *pairs)))


def _too_few(read: Read) -> bool:
    return read.kind in COUNTED | {Kind.NO_PLACE_FREE}


def _says(read: Read) -> bool:
    """Whether a test has a result that another one can be held against."""
    counted = read.kind in COUNTED | {Kind.NO_PLACE_FREE}
    return read.kind in _RESULTS and (read.number is not None or not counted)


# -- One pair -------------------------------------------------------------------------------------


def _pair(before: Read, now: Read) -> Comparison:
    old, new = moved(seen_from_outside(before.case), seen_from_outside(now.case))
    pair = Comparison(Change.UNCLEAR, before, now, old, new)
    apart = _apart(before, now)
    change, why = (Change.UNCLEAR, apart) if apart else _judge(pair)
    return replace(pair, change=change, why=why)


def _apart(before: Read, now: Read) -> Why:
    """Why the two cannot be held against each other at all."""
    if _door(before) != _door(now):
        return Why.OTHER_SERVER
    if not _says(now):
        return Why.NO_RESULT
    if before.case.address != now.case.address:
        # One name may stand for several machines, each with a limit of its own.
        return Why.OTHER_MACHINE
    at_sign_in = before.case.target.signs_in and before.advice.verdict.refusal is Refusal.IN_WORDS
    if (before.of_mailbox or at_sign_in) and not now.case.target.signs_in:
        return Why.NOT_SIGNED_IN
    if before.of_mailbox and not _same_mailbox(before, now):
        return Why.OTHER_MAILBOX
    return Why.PROVEN


def _judge(pair: Comparison) -> Finding:
    before, now = pair.before, pair.now
    had, found = before.number, now.number
    if now.covers(pair.need) and now.advice.enough:
        return _enough(pair)
    if now.kind is Kind.NO_PLACE_FREE:
        return Change.UNCLEAR, Why.NONE_FREE_NOW
    if had is None or before.kind not in COUNTED:
        return Change.UNCLEAR, _uncounted(before)
    if not _alike(before, now):
        return Change.UNCLEAR, Why.OTHER_SIGN_IN
    if found is None or now.kind in _TROUBLE:
        gone = found is not None and _gone(before, had, found)
        return (Change.OTHER, Why.PROVEN) if gone else (Change.UNCLEAR, Why.TROUBLE_NOW)
    return _by_numbers(pair, had, found)


def _enough(pair: Comparison) -> Finding:
    """There is enough now. Was there too little before, for sure?"""
    before, now, had = pair.before, pair.now, pair.before.number
    if before.covers(pair.need):
        tested = not pair.of_mailbox or _same_mailbox(before, now)
        return (Change.STILL_ENOUGH, Why.PROVEN) if tested else _enough_now(Why.OTHER_SIGN_IN)
    if had is None or before.kind not in COUNTED or had.count >= pair.need:
        return _enough_now(_uncounted(before))
    if not had.exact:
        return _enough_now(Why.MINIMUM_THEN)
    if may_be_for_all(before.advice.verdict):
        return _enough_now(Why.FOR_ALL)
    if not _alike(before, now):
        return _enough_now(Why.OTHER_SIGN_IN)
    return Change.FIXED, Why.PROVEN


def _by_numbers(pair: Comparison, had: Number, found: Number) -> Finding:
    """Both tests counted something, and there is not enough now."""
    before, now = pair.before, pair.now
    if had.exact and found.count > had.count:
        if _same_limit(before, now) or now.advice.enough or now.kind is Kind.NO_LIMIT_FOUND:
            return Change.BETTER, Why.PROVEN
        gone = _gone(before, had, found)
        return (Change.OTHER, Why.PROVEN) if gone else (Change.UNCLEAR, Why.FOR_ALL)
    if not found.exact:
        return Change.UNCLEAR, Why.MINIMUM_NOW
    if found.count == had.count:
        return _equal(pair) if had.exact else (Change.UNCLEAR, Why.MINIMUM_THEN)
    return _fewer(pair) if found.count < had.count else (Change.UNCLEAR, Why.MINIMUM_THEN)


def _equal(pair: Comparison) -> Finding:
    """The same exact number twice. Another limit may hide at the same height."""
    before, now = pair.before.advice, pair.now.advice
    alike = (before.verdict.kind, before.verdict.refusal, before.software) == (
        now.verdict.kind, now.verdict.refusal, now.software,
    )  # fmt: skip
    if not alike:
        return Change.UNCLEAR, Why.OTHER_LIMIT
    return (Change.UNCLEAR, Why.OFFICE_MOVED) if pair.new_address else (Change.SAME, Why.PROVEN)


def _fewer(pair: Comparison) -> Finding:
    """More were open in the earlier test than the exact number of the later one."""
    before, now = pair.before, pair.now
    if now.of_mailbox and not _same_mailbox(before, now):
        return Change.UNCLEAR, Why.OTHER_MAILBOX
    if may_be_for_all(now.advice.verdict) or named(now.advice.verdict, _FILTER_MAY_COUNT_ALL):
        return Change.UNCLEAR, Why.FOR_ALL
    return (Change.UNCLEAR, Why.OFFICE_MOVED) if pair.new_address else (Change.FEWER, Why.PROVEN)


# -- Small questions ------------------------------------------------------------------------------


def _enough_now(why: Why) -> Finding:
    return Change.ENOUGH_NOW, why


def _uncounted(before: Read) -> Why:
    return Why.NONE_FREE_THEN if before.kind is Kind.NO_PLACE_FREE else Why.TROUBLE_THEN


def _gone(before: Read, had: Number, found: Number) -> bool:
    """Whether more were open than the earlier limit allowed, and that limit was the office's."""
    return had.exact and found.count > had.count and not may_be_for_all(before.advice.verdict)


def _same_limit(before: Read, now: Read) -> bool:
    """Whether both numbers are those of one thing: the mailbox, the mail server, a filter."""
    if before.kind in MAILBOX_KINDS and now.kind in MAILBOX_KINDS:
        return True
    filtered = [read.advice.verdict.refusal is Refusal.PACKET_FILTER for read in (before, now)]
    return before.kind is now.kind and filtered[0] == filtered[1]


def _alike(before: Read, now: Read) -> bool:
    """Whether both signed in, or neither, or it makes no difference: Courier counts before it."""
    courier = before.advice.software == now.advice.software == _COURIER
    return courier or before.case.target.signs_in == now.case.target.signs_in


def _door(read: Read) -> tuple[str, int, str]:
    target = read.case.target
    return (target.host.casefold().rstrip("."), target.port, target.security)


def _same_mailbox(before: Read, now: Read) -> bool:
    old, new = before.case.target.user, now.case.target.user
    return old is not None and new is not None and old.casefold() == new.casefold()
