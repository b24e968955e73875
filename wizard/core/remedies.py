"""Where a limit is set: from a verdict and a server's name to the row of resources/remedies.json.

Owns the choice of the row and of its places. The table comes in as parsed JSON. It must never name
a setting of the mail service where a packet filter refuses, nor a place the table does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wizard.core import fingerprint
from wizard.core.advice import Kind, Line, Place, Refusal, Remedy, Verdict
from wizard.core.known import KNOWN_PROVIDER, TESTED_ANYWAY

Table = Mapping[str, Any]

MAILBOX_KINDS: Final = frozenset({Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS})
RAISABLE_KINDS: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.NO_PLACE_FREE}

FIREWALL: Final = "firewall"
NAMES_MAILBOX: Final = "words-name-the-mailbox"
NAMES_ADDRESS: Final = "words-name-the-address"


def remedy(verdict: Verdict, software: str, remedies: Table, variant: str = "") -> Remedy | None:
    """Where the limit is set, or None where the table does not know it."""
    if not can_be_asked_for(verdict):
        return None
    named = _known_as(verdict, software, variant, remedies)
    row = limit_row(verdict, software, remedies, variant)
    if not row or not row.get("raisable", True):
        return None
    server_wide = row.get("server_wide", {})
    places = _places(row, variant)
    return Remedy(
        software=named,
        setting=row["setting"],
        places=tuple(place for place in places if not place.panel),
        exception=row.get("exception", ""),
        exception_setting=row.get("exception_setting", ""),
        log_line=row.get("log_line", ""),
        log_search=row.get("log_search", ""),
        panel="; ".join(f"{place.system}: {place.file}" for place in places if place.panel),
        server_wide_setting=server_wide.get("setting", ""),
        server_wide_default=server_wide.get("default"),
        name=remedies["software"][named]["name"],
        exception_file=row.get("exception_file", ""),
        exception_since_year=row.get("exception_since_year", 0),
        notes=(*row.get("notes", ()), *(place.note for place in places if place.note)),
        undo=row["undo"],
        whole_server_only=row.get("whole_server_only", False),
        lines=_lines(row.get("lines", ())),
        exception_lines=_lines(row.get("exception_lines", ())),
        exception_notes=tuple(row.get("exception_notes", ())),
    )


def in_front(verdict: Verdict, software: str, remedies: Table) -> tuple[Place, ...]:
    """What may stand before the mail service and refuse in its stead.

    A Courier that closes without a word does so itself; words and packet filters name their owner.
    """
    here = Refusal.SILENT if verdict.kind is Kind.SERVER_FULL else Refusal.WORDLESS
    if software == "courier" or verdict.refusal is not here:
        return ()
    for row in remedies["in_front"]["limits"]:
        if verdict.kind in row["kinds"]:
            return _places(row, "")
    return ()


def can_be_asked_for(verdict: Verdict) -> bool:
    """Whether somebody can raise it. Words that name no owner would make it a guess whose it is."""
    of_mailbox = verdict.kind in MAILBOX_KINDS or named(verdict, NAMES_MAILBOX)
    if of_mailbox and named(verdict, KNOWN_PROVIDER, TESTED_ANYWAY):
        return False  # a large provider raises it for nobody
    if verdict.kind is Kind.NO_PLACE_FREE and verdict.refusal is Refusal.IN_WORDS:
        return named(verdict, NAMES_MAILBOX, NAMES_ADDRESS)
    return verdict.kind in RAISABLE_KINDS


def limit_row(verdict: Verdict, software: str, remedies: Table, variant: str = "") -> Table:
    """The row of the table for this kind and manner of refusal; empty where there is none."""
    kind = verdict.kind
    if kind is Kind.NO_PLACE_FREE and named(verdict, NAMES_MAILBOX):
        kind = Kind.PER_MAILBOX_AND_ADDRESS
    known_as = _known_as(verdict, software, variant, remedies)
    limits: Any = remedies["software"].get(known_as, {}).get("limits", ())
    for row in limits:
        if kind in row["kinds"] and verdict.refusal in row.get("refusals", (verdict.refusal,)):
            return row  # type: ignore[no-any-return] # parsed JSON
    return {}


def named(verdict: Verdict, *codes: str) -> bool:
    """Whether one of these reasons is among the verdict's."""
    return any(reason.code in codes for reason in verdict.because)


def _known_as(verdict: Verdict, software: str, variant: str, remedies: Table) -> str:
    """Whose setting it is: a packet filter's refusal is the firewall's, whatever runs behind it."""
    if verdict.refusal is Refusal.PACKET_FILTER:
        return FIREWALL
    if variant in remedies["software"]:
        return variant
    if verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS and software == fingerprint.UNKNOWN:
        return "dovecot"  # only its words give this kind, also where its greeting was replaced
    return software


def _places(row: Table, variant: str) -> tuple[Place, ...]:
    """The row's places; where the greeting tells which one, that and the software's own."""
    places = [Place(**place) for place in row["places"]]
    told = [place for place in places if place.variant and place.variant == variant]
    others = [place for place in places if not place.variant]
    return (*told, *(others[:1] if told else others))


def _lines(rows: Any) -> tuple[Line, ...]:  # noqa: ANN401  parsed JSON
    return tuple(Line(**row) for row in rows)
