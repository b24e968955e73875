"""From a verdict and the need: is it enough, what to ask for, how to exit.

Owns the arithmetic of the suggested value; where a limit is set is remedies.py. The tables come in
as parsed JSON (resources/need.json and resources/remedies.json). It must never read a file, never
suggest 0 or "unlimited" (a real Courier does not start with MAXPERIP=0), and never ask for
anything where nothing is to be had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.core import fingerprint
from wizard.core.advice import Advice, Kind, Suggestion, Verdict
from wizard.core.model import Need
from wizard.core.remedies import (
    FIREWALL,
    MAILBOX_KINDS,
    NAMES_ADDRESS,
    NAMES_MAILBOX,
    RAISABLE_KINDS,
    can_be_asked_for,
    in_front,
    limit_row,
    named,
    remedy,
)

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

Table = Mapping[str, Any]

__all__ = [
    "FIREWALL",
    "MAILBOX_KINDS",
    "NAMES_ADDRESS",
    "NAMES_MAILBOX",
    "OFFICE_KINDS",
    "OTHER_SERVICE_ANSWERS",
    "OUR_FAULT",
    "RAISABLE_KINDS",
    "advise",
    "count_need",
    "enough",
    "exit_status",
    "given_need",
    "programs",
    "remedy",
    "suggest",
    "value_for",
]

OFFICE_KINDS: Final = frozenset({Kind.PER_ADDRESS, Kind.NO_LIMIT_FOUND})
OUR_FAULT: Final = "our-fault"
OTHER_SERVICE_ANSWERS: Final = "other-service-answers"
_MAY_BE_FOR_ALL: Final = frozenset(
    {"wordless-not-courier", "other-service-refuses-too", "other-family-refuses-too"}
)

_LEAST_HEADROOM: Final = 5
_OLD_RULE: Final = 5
# A value above this share of the server-wide default leaves too little for other customers.
_NEAR_SERVER_WIDE: Final = 0.8

_STATUS: Final[Mapping[Kind, int]] = {
    Kind.PER_ADDRESS: 10,
    Kind.PER_MAILBOX_AND_ADDRESS: 11,
    Kind.PER_MAILBOX: 11,
    Kind.NO_LIMIT_FOUND: 12,
    Kind.NO_CLEAR_RESULT: 12,
    Kind.STOPPED: 12,
    Kind.LOCKED_OUT: 13,
    Kind.RATE: 13,
    Kind.EVICTS_OLDEST: 13,
    Kind.SERVER_FULL: 14,
    Kind.OFFICE_NETWORK: 15,
    Kind.NOT_FOUND: 20,
    Kind.CANNOT_REACH: 20,
    Kind.NO_PLACE_FREE: 20,
    Kind.SIGN_IN_REFUSED: 21,
    Kind.NEEDS_BROWSER_SIGN_IN: 21,
    Kind.CERTIFICATE_PROBLEM: 22,
}


def programs(table: Table) -> tuple[tuple[str, str], ...]:
    """Every mail program of the table as (id, name), in the table's order."""
    return tuple((str(row["id"]), str(row["name"])) for row in table["programs"])


def count_need(
    table: Table,
    computers: int | None = None,
    program: str | None = None,
    phones: int = 0,
    other: int = 0,
    mailbox: int | None = None,
) -> Need:
    """The need of an office: its devices times what each keeps open.

    `mailbox` is the user's own number for one shared mailbox; without it one computer and one
    phone share it. Raises ValueError for a program the table does not know and for a count below 0.
    """
    computers = int(table["default_computers"]) if computers is None else computers
    program = str(table["default_program"]) if program is None else program
    if min(computers, phones, other) < 0:
        raise ValueError("a count of devices is below 0")
    each = _connections(table, program)
    phone, thing = int(table["phone"]["value"]), int(table["other"]["value"])
    return Need(
        connections=computers * each + phones * phone + other * thing,
        mailbox=each + phone if mailbox is None else mailbox,
        computers=computers,
        program=program,
        phones=phones,
        other=other,
    )


def given_need(table: Table, connections: int, mailbox: int | None = None) -> Need:
    """The need of an office that knows its own number and did not count devices."""
    usual = count_need(table, mailbox=mailbox)
    return Need(connections=connections, mailbox=usual.mailbox)


def enough(verdict: Verdict, need: Need) -> bool:
    """Whether the places that were found are enough for the need. False where none is known."""
    if verdict.limit is None:
        return False
    if verdict.kind in OFFICE_KINDS:
        return verdict.limit >= need.connections
    return verdict.kind in MAILBOX_KINDS and verdict.limit >= need.mailbox


def suggest(
    verdict: Verdict, need: Need, software: str, remedies: Table, variant: str = ""
) -> Suggestion | None:
    """The value to ask for, or None where nothing is to be asked for.

    `setting` is "" where the software, and so its name for the setting, is not known. For a full
    server `value` is for the whole server where its default is known, else the office's own need.
    """
    if not can_be_asked_for(verdict):
        return None
    row = limit_row(verdict, software, remedies, variant)
    if not row.get("raisable", True):
        return None
    if verdict.kind is Kind.SERVER_FULL:
        return _for_whole_server(row, need)
    one_mailbox = verdict.kind in MAILBOX_KINDS or named(verdict, NAMES_MAILBOX)
    wanted = need.mailbox if one_mailbox else need.connections
    value = value_for(wanted)
    if verdict.limit is not None and verdict.limit >= value:
        return None
    setting, today = _server_wide(row)
    near = today is not None and value > _NEAR_SERVER_WIDE * today
    return Suggestion(
        setting=str(row.get("setting", "")),
        value=value,
        need=wanted,
        headroom=_headroom(wanted),
        old_rule=need.computers + _OLD_RULE if need.computers and not one_mailbox else None,
        server_wide_setting=setting if near else "",
        server_wide=_up_to(10, today + value) if near and today is not None else None,
    )


def value_for(connections: int) -> int:
    """The value to ask for where so many connections are needed: with headroom, rounded up."""
    return _up_to(5, connections + _headroom(connections))


def advise(server: ServerWords, verdict: Verdict, need: Need, remedies: Table) -> Advice:
    """Everything to say about a verdict: one value for window, command line and papers."""
    software, variant = fingerprint.software(server), fingerprint.variant(server)
    return Advice(
        verdict=verdict,
        need=need,
        software=software,
        enough=enough(verdict, need),
        suggestion=suggest(verdict, need, software, remedies, variant),
        remedy=remedy(verdict, software, remedies, variant),
        variant=variant,
        in_front=in_front(verdict, software, remedies),
    )


def may_be_for_all(verdict: Verdict) -> bool:
    """Whether a limit of the address may as well be one for all customers of the server."""
    return any(reason.code in _MAY_BE_FOR_ALL for reason in verdict.because)


def exit_status(advice: Advice) -> int:
    """The exit status of the command line (docs/measuring.md, "The command line")."""
    if named(advice.verdict, OUR_FAULT):
        return 1
    return 0 if advice.enough else _STATUS[advice.verdict.kind]


def _connections(table: Table, program: str) -> int:
    for row in table["programs"]:
        if row["id"] == program:
            return int(row["value"])
    raise ValueError(program)


def _headroom(wanted: int) -> int:
    """The larger of 5 and a quarter, whole."""
    return max(_LEAST_HEADROOM, -(-wanted // 4))


def _up_to(step: int, value: int) -> int:
    return -(-value // step) * step


def _for_whole_server(row: Table, need: Need) -> Suggestion:
    # The default stands for what the server serves today; the office's need comes on top.
    setting, default = _server_wide(row)
    today = default or 0
    headroom = today + _headroom(need.connections)
    value = _up_to(10 if today else 5, need.connections + headroom)
    return Suggestion(
        setting=str(row.get("setting", "")),
        value=value,
        need=need.connections,
        headroom=headroom,
        old_rule=need.computers + _OLD_RULE if need.computers else None,
        server_wide_setting=setting if today else "",
        server_wide=value if today else None,
    )


def _server_wide(row: Table) -> tuple[str, int | None]:
    """The setting for the whole server and its value as shipped, None where that is not known."""
    found = row.get("server_wide", {})
    return found.get("setting", ""), found.get("default")
