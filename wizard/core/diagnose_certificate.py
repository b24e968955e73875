"""What the server's certificate says besides: its fault by name, a program in between, a pin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from wizard.core import certificate
from wizard.core.advice import Because, Confidence, Kind, Verdict
from wizard.core.model import Case, Event, Outcome
from wizard.core.observe import Observation

# Where an antivirus program stood in between, these were its own manners or may have been.
_SAYS_NOTHING_OF_A_LIMIT = frozenset({Kind.CERTIFICATE_PROBLEM, Kind.STOPPED, Kind.NOT_FOUND})


def certificate_code(case: Case, event: Event) -> str:
    """The reason code of a certificate's fault: which fault of a date it is can be computed."""
    fault = event.detail
    if fault == certificate.DATE:
        now = case.started_at + timedelta(seconds=event.at)
        fault = certificate.date_code(event.certificate, now)
    return f"certificate-{fault}"


def on_the_way(seen: Observation, verdict: Verdict) -> Verdict:
    """The verdict of a test whose connections went through an antivirus program: not sure.

    And what IT support changed by hand is told.
    """
    opened = seen.with_outcome(Outcome.OPEN)
    between = tuple(i for i in opened if certificate.antivirus(seen.event(i).certificate))
    by_hand = tuple(i for i in opened if seen.event(i).detail == certificate.PINNED)
    reasons = tuple(
        Because(code, events)
        for code, events in (("antivirus-between", between), ("certificate-pinned", by_hand))
        if events
    )
    told = replace(verdict, because=(*verdict.because, *reasons))
    if not between or verdict.kind in _SAYS_NOTHING_OF_A_LIMIT:
        return told
    return replace(told, confidence=Confidence.NOT_SURE)
