"""What the command line writes with `--json`: stable, versioned, without any secret.

The contract is docs/measuring.md, "The result file", and resources/result.schema.json.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from wizard.core.advice import Advice, Verdict
from wizard.core.known import Known
from wizard.core.model import Case, Event, Outcome, Phase

FORMAT: Final = "mail-connection-check/result"
VERSION: Final = 1

_NOT_COUNTED_AS_REFUSED: Final = frozenset(
    {
        Outcome.OPEN,
        Outcome.SILENT,
        Outcome.CONNECT_UNANSWERED,
        Outcome.CUT_BY_US,
        Outcome.OUR_FAULT,
        Outcome.LOST,
    }
)


def result(case: Case, advice: Advice) -> dict[str, Any]:
    """The result file as plain JSON values."""
    suggestion = advice.suggestion
    told = {
        "format": FORMAT,
        "version": VERSION,
        "program": {"name": case.program, "version": case.version},
        "started_at": _utc(case.started_at),
        "finished_at": _utc(case.finished_at),
        "seconds": round((case.finished_at - case.started_at).total_seconds(), 3),
        "target": {
            "host": case.target.host,
            "port": case.target.port,
            "security": str(case.target.security),
            "address": case.address,
            "other_addresses": list(case.other_addresses),
            "signed_in": case.target.signs_in and counts(case)["opened"] > 0,
        },
        "server": {"software": advice.software, "greeting": case.server.greeting},
        "need": {
            "connections": advice.need.connections,
            "mailbox": advice.need.mailbox,
            "computers": advice.need.computers,
            "program": advice.need.program,
            "phones": advice.need.phones,
            "other": advice.need.other,
        },
        "verdict": _verdict(advice.verdict),
        "suggestion": suggestion and {"setting": suggestion.setting, "value": suggestion.value},
        "counts": counts(case),
        "events": [_event(event) for event in case.events],
    }
    return told if case.known is None else {**told, "known": _known(case.known)}


def counts(case: Case) -> dict[str, int]:
    """How many attempts there were and how they ended; reach and neighbours included."""
    attempts = [event for event in case.events if is_attempt(event)]
    opened = {event.attempt for event in attempts if event.outcome is Outcome.OPEN}
    lost = {e.attempt for e in case.events if e.outcome is Outcome.LOST} & opened
    let_go = {n for e in case.events if e.outcome is Outcome.LET_GO for n in e.sessions}

    def ended(*outcomes: Outcome) -> int:
        return sum(1 for event in attempts if event.outcome in outcomes)

    return {
        "attempts": len(attempts),
        "opened": len(opened),
        "refused": sum(1 for e in attempts if e.outcome not in _NOT_COUNTED_AS_REFUSED),
        "silent": ended(Outcome.SILENT),
        "unanswered": ended(Outcome.CONNECT_UNANSWERED),
        "lost": len(lost),
        "peak_open": max((event.held for event in case.events), default=0),
        "left_open": len(opened - lost - let_go),
    }


def is_attempt(event: Event) -> bool:
    """Whether the event ends an attempt (a held session that dies later does not)."""
    if event.attempt is None:
        return False
    return not (event.outcome is Outcome.LOST and event.phase is Phase.HELD)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": str(verdict.kind),
        "limit": verdict.limit,
        "limit_named": verdict.limit_named,
        "at_least": verdict.at_least,
        "confidence": str(verdict.confidence),
        "because": [
            {"code": reason.code, "events": list(reason.events)} for reason in verdict.because
        ],
    }
    if verdict.rate is not None:
        told["rate"] = {"count": verdict.rate.count, "seconds": verdict.rate.seconds}
    return told


def _known(known: Known) -> dict[str, Any]:
    return {
        "provider": known.provider,
        "name": known.name,
        "tested": known.tested,
        "found_by": str(known.found_by),
        "facts": [
            {
                "about": str(fact.about),
                "basis": str(fact.basis),
                "count": fact.count,
                "seconds": fact.seconds,
            }
            for fact in known.facts
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": round(event.at, 3),
        "attempt": event.attempt,
        "phase": str(event.phase),
        "outcome": str(event.outcome),
        "milliseconds": round(event.milliseconds, 1),
        "said": event.said,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
