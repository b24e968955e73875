"""What the office can do today, before its provider answers, and what each of it brings.

Owns which measure fits which kind of limit, and the best of them together. It must never promise
what the test does not know: a number only from counted devices, the second way into the server
only where it is known to be counted apart, nothing where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

from wizard.core.advice import Advice, Kind, Rate, Refusal
from wizard.core.counts import Counted, Mailbox, Office, Program, Table
from wizard.core.measures import Code, Measure, Today
from wizard.core.model import Case, Need
from wizard.core.recommend import MAILBOX_KINDS, NAMES_ADDRESS, NAMES_MAILBOX

_WITHOUT_NUMBERS: Final[Mapping[Kind, tuple[Measure, ...]]] = {
    Kind.LOCKED_OUT: (Measure(Code.WEBMAIL_MEANWHILE), Measure(Code.MOBILE_MEANWHILE)),
    Kind.SERVER_FULL: (Measure(Code.QUIETER_HOURS),),
}
_OF_THE_OFFICE: Final = frozenset(
    {Kind.PER_ADDRESS, Kind.NO_PLACE_FREE, Kind.OFFICE_NETWORK, Kind.EVICTS_OLDEST}
)
# Over IPv6 each device has an address of its own: nothing of the office adds up there.
_OF_AN_ADDRESS: Final = frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS})


def what_helps(case: Case, advice: Advice, needs: Table) -> Today:
    """The measures for this office and this limit; none where nothing is to be done."""
    verdict = advice.verdict
    if advice.enough:
        return Today()
    if verdict.kind in _WITHOUT_NUMBERS:
        return Today(_WITHOUT_NUMBERS[verdict.kind])
    program = _program(advice.need, needs)
    if verdict.kind is Kind.RATE and verdict.rate is not None:
        return _slowly(advice.need, program, verdict.rate)
    names = {reason.code for reason in verdict.because}
    no_place = verdict.kind is Kind.NO_PLACE_FREE
    if ":" in case.address and verdict.kind in _OF_AN_ADDRESS:
        return Counted(case, advice, program, needs).on_each_device()
    if verdict.kind in MAILBOX_KINDS or (no_place and NAMES_MAILBOX in names):
        return Mailbox(case, advice, program, needs).measures()
    # Words that name no owner may speak of the office's limit or of the mailbox's.
    unnamed = no_place and verdict.refusal is Refusal.IN_WORDS and NAMES_ADDRESS not in names
    if verdict.kind in _OF_THE_OFFICE and not unnamed:
        return Office(case, advice, program, needs).measures()
    return Today()


def _program(wanted: Need, needs: Table) -> Program:
    """The office's program; one that this table does not know is like any other."""
    rows = {row["id"]: row for row in needs["programs"]}
    row = rows.get(wanted.program, rows["other"])
    keeps = tuple(number for number in row.get("keeps", ()) if number < row["value"])
    return Program(wanted.program, int(row["value"]), keeps, row.get("setting", ""))


def _slowly(wanted: Need, program: Program, rate: Rate) -> Today:
    """As many programs at a time as the rate lets in, then a pause of whole minutes."""
    at_a_time = max(1, rate.count // program.each)
    # A program that opens more than that needs several pauses for itself.
    pauses = 1 if rate.count >= program.each else ceil(program.each / max(1, rate.count))
    minutes = pauses * max(1, ceil(rate.seconds / 60))
    groups = ceil(wanted.computers / at_a_time)
    slow = Measure(
        Code.ONE_AFTER_THE_OTHER,
        devices=at_a_time,
        each=program.each,
        minutes=minutes,
        all_minutes=max(0, groups - 1) * minutes,
    )
    return Today((slow,))
