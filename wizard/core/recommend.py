"""From a verdict and the need: is it enough, what to ask for, where it is set, how to exit.

Owns the arithmetic of the suggested value. The tables come in as parsed JSON (resources/need.json
and resources/remedies.json). It must never read a file, never suggest 0 or "unlimited" (a real
Courier does not start with MAXPERIP=0), and never ask for anything where nothing is to be had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.core import fingerprint
from wizard.core.advice import Advice, Kind, Place, Refusal, Remedy, Suggestion, Verdict
from wizard.core.known import KNOWN_PROVIDER, TESTED_ANYWAY
from wizard.core.model import Need

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

Table = Mapping[str, Any]

MAILBOX_KINDS: Final = frozenset({Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS})
OFFICE_KINDS: Final = frozenset({Kind.PER_ADDRESS, Kind.NO_LIMIT_FOUND})
RAISABLE_KINDS: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.NO_PLACE_FREE}

FIREWALL: Final = "firewall"
OUR_FAULT: Final = "our-fault"
NAMES_MAILBOX: Final = "words-name-the-mailbox"
NAMES_ADDRESS: Final = "words-name-the-address"
OTHER_SERVICE_ANSWERS: Final = "other-service-answers"

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


def suggest(verdict: Verdict, need: Need, software: str, remedies: Table) -> Suggestion | None:
    """The value to ask for, or None where nothing is to be asked for.

    `setting` is "" where the software, and so its name for the setting, is not known. For a full
    server `value` is for the whole server where its default is known, else the office's own need.
    """
    if not _can_be_asked_for(verdict):
        return None
    row = _limit_row(verdict, software, remedies)
    if not row.get("raisable", True):
        return None
    if verdict.kind is Kind.SERVER_FULL:
        return _for_whole_server(row, need)
    one_mailbox = verdict.kind in MAILBOX_KINDS or _named(verdict, NAMES_MAILBOX)
    wanted = need.mailbox if one_mailbox else need.connections
    headroom = _headroom(wanted)
    value = _up_to(5, wanted + headroom)
    if verdict.limit is not None and verdict.limit >= value:
        return None
    server_wide = row.get("server_wide")
    near = server_wide is not None and value > _NEAR_SERVER_WIDE * server_wide["default"]
    return Suggestion(
        setting=str(row.get("setting", "")),
        value=value,
        need=wanted,
        headroom=headroom,
        old_rule=need.computers + _OLD_RULE if need.computers and not one_mailbox else None,
        server_wide_setting=str(server_wide["setting"]) if near and server_wide else "",
        server_wide=_up_to(10, server_wide["default"] + value) if near and server_wide else None,
    )


def remedy(verdict: Verdict, software: str, remedies: Table) -> Remedy | None:
    """Where the limit is set, or None where the table does not know it."""
    if not _can_be_asked_for(verdict):
        return None
    named = _named_software(verdict, software)
    row = _limit_row(verdict, software, remedies)
    if not row.get("setting"):
        return None
    server_wide = row.get("server_wide", {})
    return Remedy(
        software=named,
        setting=row["setting"],
        places=tuple(Place(**place) for place in row.get("places", ())),
        exception=row.get("exception", ""),
        exception_setting=row.get("exception_setting", ""),
        log_line=row.get("log_line", ""),
        log_search=row.get("log_search", ""),
        panel=row.get("panel", ""),
        server_wide_setting=server_wide.get("setting", ""),
        server_wide_default=server_wide.get("default"),
        name=remedies["software"][named]["name"],
        exception_file=row.get("exception_file", ""),
        exception_since_year=row.get("exception_since_year", 0),
        notes=tuple(row.get("notes", ())),
    )


def advise(server: ServerWords, verdict: Verdict, need: Need, remedies: Table) -> Advice:
    """Everything to say about a verdict: one value for window, command line and papers."""
    software = fingerprint.software(server)
    return Advice(
        verdict=verdict,
        need=need,
        software=software,
        enough=enough(verdict, need),
        suggestion=suggest(verdict, need, software, remedies),
        remedy=remedy(verdict, software, remedies),
    )


def exit_status(advice: Advice) -> int:
    """The exit status of the command line (docs/measuring.md, "The command line")."""
    if _named(advice.verdict, OUR_FAULT):
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
    today = int(row["server_wide"]["default"]) if "server_wide" in row else 0
    headroom = today + _headroom(need.connections)
    value = _up_to(10 if today else 5, need.connections + headroom)
    return Suggestion(
        setting=str(row.get("setting", "")),
        value=value,
        need=need.connections,
        headroom=headroom,
        old_rule=need.computers + _OLD_RULE if need.computers else None,
        server_wide_setting=str(row["setting"]) if today else "",
        server_wide=value if today else None,
    )


def _named(verdict: Verdict, *codes: str) -> bool:
    return any(reason.code in codes for reason in verdict.because)


def _can_be_asked_for(verdict: Verdict) -> bool:
    """Whether somebody can raise it. Words that name no owner would make it a guess whose it is."""
    of_mailbox = verdict.kind in MAILBOX_KINDS or _named(verdict, NAMES_MAILBOX)
    if of_mailbox and _named(verdict, KNOWN_PROVIDER, TESTED_ANYWAY):
        return False  # a large provider raises it for nobody
    if verdict.kind is Kind.NO_PLACE_FREE and verdict.refusal is Refusal.IN_WORDS:
        return _named(verdict, NAMES_MAILBOX, NAMES_ADDRESS)
    return verdict.kind in RAISABLE_KINDS


def _named_software(verdict: Verdict, software: str) -> str:
    """Whose setting it is: a packet filter's refusal is the firewall's, whatever runs behind it."""
    if verdict.refusal is Refusal.PACKET_FILTER:
        return FIREWALL
    if verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS and software == fingerprint.UNKNOWN:
        return "dovecot"  # only its words give this kind, also where its greeting was replaced
    return software


def _limit_row(verdict: Verdict, software: str, remedies: Table) -> Table:
    kind = verdict.kind
    if kind is Kind.NO_PLACE_FREE and _named(verdict, NAMES_MAILBOX):
        kind = Kind.PER_MAILBOX_AND_ADDRESS
    limits: Any = remedies["software"].get(_named_software(verdict, software), {}).get("limits", ())
    for row in limits:
        if kind in row["kinds"]:
            return row  # type: ignore[no-any-return] # parsed JSON
    return {}
