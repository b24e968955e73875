"""One case for each verdict and real server: what every paper is made from in the tests.

Owns the choice. Most are recorded (tests/goldens); the kinds that no scene ends in are told here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.paper import cases
from wizard.core import archive
from wizard.core.case_file import CaseFile, Sender, case_file
from wizard.core.commands import Ending
from wizard.core.model import Case, Event, Outcome, Phase, ServerWords, Step
from wizard.core.zone import Zone

GOLDENS: Final = Path(__file__).parent.parent / "goldens"
ANNA: Final = Sender("Anna Miller", "Miller & Sons", "12345", cases.OFFICE_ADDRESS)

# Verdict and real server, and the recording that stands for them.
RECORDED: Final[tuple[str, ...]] = (
    "courier-4-tls-signed-in",
    "courier-colleague-holds-two",
    "courier-limit-is-one-above",
    "courier-no-place-free",
    "courier-full-from-the-start",
    "courier-server-full-tls",
    "courier-wrong-password",
    "courier-restarted-in-mid-test",
    "courier-over-ipv6",
    "courier-certificate-date-tls-signed-in",
    "courier-certificate-issuer-starttls-signed-in",
    "courier-certificate-name-tls-signed-in",
    "connlimit-drop-signed-in",
    "connlimit-reset-courier",
    "cyrus-per-host-tls",
    "cyrus-per-user-tls",
    "cyrus-processes-used-up-tls",
    "cyrus-without-a-password",
    "dovecot-10-tls",
    "dovecot-3-tls",
    "dovecot-mail-processes-used-up",
    "dovecot-two-backends-roundrobin",
    "haproxy-dead-backend-checked",
    "haproxy-rate-6-in-10-dovecot",
    "nginx-mail-proxy-hides-the-words",
    "practice-evicts-oldest",
    "practice-per-mailbox",
    "practice-rate-in-words",
    "practice-server-full-busy",
    "ban-drop",
    "router-12-a-minute-reset",
    "nobody-of-that-name",
)


def shelf() -> dict[str, CaseFile]:
    """Every case by its name, as a file with one test; the last one has two."""
    made: Mapping[str, Callable[[], Case]] = {
        "stopped": _stopped,
        "needs-browser-sign-in": _needs_browser,
        "large-office": _large_office,
        "hostile": hostile,
    }
    found = {name: case_file(_recorded(name), ANNA) for name in RECORDED}
    found |= {name: case_file(make(), ANNA) for name, make in made.items()}
    return {**found, "checked-again": checked_again()}


def _recorded(name: str) -> Case:
    golden = json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))
    return replace(archive.from_json(golden["case"]), zone=Zone(60, "CET"))


def checked_again() -> CaseFile:
    """Four, and after the provider's change as many as are needed."""
    before = _recorded("courier-4-tls-signed-in")
    now = _recorded("courier-limit-is-far-above")
    later = timedelta(days=9)
    need = replace(now.plan, need=replace(before.plan.need, connections=10))
    before = replace(before, plan=replace(before.plan, need=need.need))
    now = replace(
        now,
        plan=need,
        target=before.target,
        started_at=before.started_at + later,
        finished_at=before.started_at + later + (now.finished_at - now.started_at),
    )
    return case_file(before, ANNA).with_run(now)


def _stopped() -> Case:
    case = cases.Story().opens(3).case(user="office@miller.example")
    return replace(case, ending=str(Ending.STOPPED))


def _needs_browser() -> Case:
    event = Event(0.4, Step.REACH, Outcome.NEEDS_BROWSER_SIGN_IN, Phase.SIGN_IN, attempt=1)
    case = replace(cases.Story().case(), events=(event,))
    return replace(case, ending=str(Ending.NOT_REACHED))


def _large_office() -> Case:
    return replace(cases.large_office()[0], ending=str(Ending.UNDERSTOOD))


_HOSTILE: Final = (
    "<script>alert(1)</script> \x1b[2J \u202eevil\u2066 {count} %s <b>x</b> " + 9999 * "A"
)


def hostile() -> Case:
    """A server whose every word is meant to do harm."""
    words = f"{cases.DOVECOT_LIMIT} {_HOSTILE}"[:500]  # as much as a case keeps
    story = cases.Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=words)
    story.gives_back(Outcome.LIMIT_IN_WORDS, said=words)
    server = ServerWords(_HOSTILE, identity=(("name", _HOSTILE),))
    return replace(story.case(server, "office@miller.example"), ending=str(Ending.UNDERSTOOD))
