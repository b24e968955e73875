"""Every kind of the practice server gets the verdict that it stands for, by the whole program.

And where the real server was recorded, the practice server makes the program walk the very same
steps to the very same ends.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from tests.probe.practice_client import eventually, practice_place, start
from tests.real.office import in_short
from tests.real.record import GOLDENS
from tests.servers import CANARY
from tests.test_service import QUICK, ignore
from wizard import service
from wizard.core import archive
from wizard.core.advice import Kind, Verdict
from wizard.core.model import Case, Patience, Plan, Security, Step, Target
from wizard.core.result import counts, is_attempt
from wizard.core.secret import Secret
from wizard.probe import failures
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    NoLimit,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)

LATE: Final = 1.0  # seconds, and from half of it on a close is called late here
SECONDS: Final = 2.0  # of a rate: longer than QUICK's waits together, shorter than the quiet
PLAN: Final = Plan(
    service.given_need(12, None),
    pace=0.0,
    patience=Patience(3, 3, 8),
    waits=replace(QUICK, quiet=SECONDS + 0.3),
    mail_closed=True,
)

VERDICTS: Final[dict[str, tuple[Limit, str]]] = {
    "none": (NoLimit(), "no-limit-found at least 14, very-sure"),
    "per-address": (PerAddress(3), "per-address 3, very-sure"),
    "per-address-cyrus": (CyrusPerAddress(4), "per-address 3 named 4, very-sure"),
    "per-mailbox-and-address": (
        PerMailboxAndAddress(3),
        "per-mailbox-and-address 3 named 3, very-sure",
    ),
    "per-mailbox": (PerMailbox(3), "per-mailbox 3, very-sure"),
    "per-mailbox-cyrus": (CyrusPerMailbox(3), "per-mailbox 3 named 3, very-sure"),
    "server-full": (ServerFull(3), "server-full, very-sure"),
    "server-full-late": (LateClose(3, LATE), "server-full, very-sure"),
    "server-full-cut": (SignInCut(3, LATE), "server-full, very-sure"),
    "server-full-busy": (BusyServer(3), "server-full, very-sure"),
    # A full server may close without a word, too, and other customers take its freed places.
    "rate": (Window(3, SECONDS), "no-clear-result at least 3, not-sure"),
    "rate-strict": (
        Window(3, SECONDS, refused_count=True),
        "no-clear-result at least 3, not-sure",
    ),
    "rate-bucket": (TokenBucket(3, SECONDS), "no-clear-result at least 3, not-sure"),
    "rate-in-words": (LoginRate(3, SECONDS), "rate, fairly-sure"),
    "evicts-oldest": (EvictsOldest(3), "evicts-oldest 3, very-sure"),
    "evicts-oldest-wordless": (EvictsOldest(3, says_why=False), "evicts-oldest 3, very-sure"),
    "backends": (Backends(3), "per-mailbox-and-address 6 named 3, very-sure"),
    "backends-random": (
        Backends(3, at_random=True),
        "per-mailbox-and-address at least 6 named 3, not-sure",
    ),
}


@pytest.fixture(autouse=True)
def _late_is_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "AT_ONCE_SECONDS", LATE / 2)
    monkeypatch.setattr(service, "_last_unsigned", {})


def checked(
    server: PracticeServer,
    plan: Plan = PLAN,
    security: Security = Security.TLS,
    *,
    signs_in: bool = True,
) -> Case:
    """The whole program against a running practice server; nothing of it may be left there."""
    place = practice_place(server)
    encrypted = security is Security.TLS
    target = Target(
        "localhost",
        place.tls_port if encrypted else place.port,
        security,
        place.user if signs_in else None,
        family=4,
    )
    other = (place.port, Security.STARTTLS) if encrypted else (place.tls_port, Security.TLS)
    case = service.check(
        target,
        Secret(CANARY) if signs_in else None,
        replace(plan, other_service=other),
        ignore,
        threading.Event(),
        trusted=server.trusted_certificate,
    )
    assert counts(case)["left_open"] == 0
    return case


def verdict_on(case: Case) -> Verdict:
    return service.read(case).verdict


def steps(case: Case, late: float = LATE / 2) -> list[tuple[str, str, str]]:
    """Each attempt: in which step of the course, what it ended in, and whether that took long."""
    return [
        (str(event.step), str(event.outcome), "late" if event.milliseconds > late * 1000 else "")
        for event in case.events
        if is_attempt(event) and event.step is not Step.NEIGHBOURS
    ]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS], ids=str)
@pytest.mark.parametrize("kind", VERDICTS)
def test_every_kind_gets_its_verdict(kind: str, security: Security) -> None:
    limit, expected = VERDICTS[kind]
    with start(limit) as server:
        case = checked(server, security=security)
        # Our ends are closed; its threads may need a moment to hear of it.
        eventually(lambda: server.served_now() == 0)
    assert in_short(verdict_on(case)) == expected, steps(case)


def test_every_kind_that_trainers_can_choose_is_tried() -> None:
    assert set(VERDICTS) == set(service.PRACTICE_KINDS)
    for kind, (limit, _) in VERDICTS.items():
        assert type(service.practice_server(kind)._limit) is type(limit)


@pytest.mark.parametrize("kind", VERDICTS)
def test_without_a_password_no_kind_is_taken_for_another(kind: str) -> None:
    """What is only counted at sign-in is not met, and Dovecot is not even climbed."""
    limit, expected = VERDICTS[kind]
    honest = {
        Kind.NO_CLEAR_RESULT,
        Kind.NO_LIMIT_FOUND,
        Kind(expected.split(maxsplit=1)[0].strip(",")),
    }
    with start(limit) as server:
        verdict = verdict_on(checked(server, signs_in=False))
    assert verdict.kind in honest


@pytest.mark.parametrize("pace", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("limit", [1, 4])
@pytest.mark.parametrize(
    "make",
    [
        lambda most: Window(most, 0.4),
        lambda most: Window(most, 0.4, refused_count=True),
        lambda most: LoginRate(most, 0.4),
        lambda most: TokenBucket(most, 0.2),
    ],
    ids=["window", "strict", "words", "bucket"],
)
def test_a_rate_is_never_taken_for_a_count(
    make: Callable[[int], Limit], limit: int, pace: float
) -> None:
    """At some paces it is a rate, at some it cannot be told, and at some it is not even met."""
    plan = replace(
        PLAN, need=service.given_need(4, None), pace=pace, waits=replace(QUICK, quiet=0.8)
    )
    with start(make(limit)) as server:
        verdict = verdict_on(checked(server, plan))
    assert verdict.kind in {Kind.RATE, Kind.NO_CLEAR_RESULT, Kind.NO_LIMIT_FOUND}


# -- As recorded with the real servers -------------------------------------------------------------


@pytest.mark.parametrize(
    ("recording", "limit", "patience"),
    [
        ("courier-4-tls-signed-in", PerAddress(4), 3.0),
        ("courier-4-starttls-signed-in", PerAddress(4), 3.0),
        ("courier-server-full-tls", ServerFull(6), 1.0),
        ("dovecot-3-tls", PerMailboxAndAddress(3), 3.0),
        ("dovecot-10-starttls", PerMailboxAndAddress(10), 3.0),
        ("dovecot-two-backends-roundrobin", Backends(3), 3.0),
        ("cyrus-per-host-tls", CyrusPerAddress(4), 3.0),
        ("cyrus-per-user-starttls", CyrusPerMailbox(4), 3.0),
        ("dovecot-login-processes-used-up", LateClose(5, LATE, in_turn=False), 3.0),
        ("dovecot-mail-processes-used-up", SignInCut(5, LATE), 3.0),
    ],
)
def test_it_leads_through_the_same_steps_as_the_recorded_server(
    recording: str, limit: Limit, patience: float
) -> None:
    golden = json.loads((GOLDENS / f"{recording}.json").read_text("utf-8"))
    recorded = archive.from_json(golden["case"])
    plan = replace(
        recorded.plan, waits=QUICK, patience=Patience(3, patience, 8), other_service=None
    )
    with start(limit) as server:
        case = checked(server, plan, recorded.target.security)
    if recording == "courier-server-full-tls":  # the silence ends with our patience
        assert [one[:2] for one in steps(case)] == [one[:2] for one in steps(recorded)]
    else:
        assert steps(case) == steps(recorded, late=5.0)
    assert in_short(verdict_on(case)) == in_short(verdict_on(recorded))
