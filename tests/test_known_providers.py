"""What the service knows before it connects: large providers are answered at once, or politely."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.core.simulated import LARGE_PROVIDERS, OWN_EXCHANGE
from tests.servers import presets
from tests.servers.hostile import Hostile
from tests.servers.steps import SIGN_IN, Answer, Close, Greet, Send, Serve, Until
from tests.test_service import PLAN, ignore, signing_in
from wizard import assets, service
from wizard.core import archive
from wizard.core.advice import Confidence, Kind
from wizard.core.known import FoundBy
from wizard.core.model import Case, Outcome, Plan, Security, Target
from wizard.core.secret import Secret
from wizard.paper.note import note
from wizard.probe.driver import Driver
from wizard.service import Progress
from wizard.words import Words

TABLE: Final[Any] = assets.read_json("big-providers.json")
LARGE: Final = [row for row in TABLE["providers"] if not row["tested"]]
NAMES: Final = [(row["id"], name) for row in LARGE for name in (*row["hosts"], *row["under"])]
MAILBOXES: Final = [(row["id"], f"anna@{row['domains'][-1]}") for row in LARGE]


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_last_unsigned", {})


@pytest.fixture
def no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would connect or look a name up is a failure, on top of the guard of all tests."""

    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("a test was begun")

    monkeypatch.setattr("wizard.probe.driver.Driver", forbidden)
    monkeypatch.setattr("wizard.probe.trust.context", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    monkeypatch.setattr("socket.socket.connect", forbidden)


def check(target: Target, plan: Plan = PLAN, secret: Secret | None = None) -> Case:
    told: list[Progress] = []
    case = service.check(target, secret, plan, told.append, threading.Event())
    assert told == []
    return case


# -- Without a connection -------------------------------------------------------------------------


@pytest.mark.usefixtures("no_driver")
@pytest.mark.parametrize(("provider", "host"), NAMES)
def test_every_server_of_a_large_provider_is_answered_without_a_connection(
    provider: str, host: str
) -> None:
    for spelled in (host, f"{host}.", host.upper()):
        target = Target(spelled, 993, Security.TLS)
        assert service.answered_without_a_test(target, PLAN)
        case = check(target)
        assert (case.ending, case.address, case.events) == ("known-provider", "", ())
        assert case.known is not None
        assert (case.known.provider, case.known.found_by) == (provider, FoundBy.HOST)
        advice = service.read(case)
        assert advice.verdict.kind is Kind.PER_MAILBOX
        assert advice.verdict.limit == min(case.known.numbers)
        assert advice.verdict.confidence is not Confidence.VERY_SURE
        assert service.read(archive.from_json(archive.to_json(case))) == advice
        assert note(case, advice, Words()) is None


@pytest.mark.usefixtures("no_driver")
@pytest.mark.parametrize(("provider", "user"), MAILBOXES)
def test_every_mailbox_of_a_large_provider_is_answered_without_a_connection(
    provider: str, user: str
) -> None:
    target = Target("mail.example-host.net", 993, Security.TLS, user)
    case = check(target, secret=Secret("never read"))
    assert case.known is not None
    assert (case.known.provider, case.known.found_by) == (provider, FoundBy.MAILBOX)


@pytest.mark.usefixtures("no_driver")
def test_no_file_of_certificates_and_no_stop_comes_before_the_answer() -> None:
    stop = threading.Event()
    stop.set()
    target = Target("imap.gmail.com", 993, Security.TLS, ca_file="missing.pem")
    case = service.check(target, None, PLAN, ignore, stop)
    assert service.read(case).verdict.limit == 15
    assert service._last_unsigned == {}


# -- After the first session ----------------------------------------------------------------------


def greets(text: str) -> list[Any]:
    return [Greet(text.encode() + b"\r\n"), Serve()]


@pytest.mark.parametrize("provider", LARGE_PROVIDERS)
def test_a_greeting_ends_the_test_politely_after_one_session(
    hostile: Callable[..., Hostile], provider: str
) -> None:
    """The office's own name for a server at Google: only the greeting shows it."""
    server = hostile(greets(LARGE_PROVIDERS[provider]))
    case = service.check(signing_in(server), Secret("pw"), PLAN, ignore, threading.Event())
    assert (server.ever, server.heard.count(b"LOGOUT")) == (1, 1)
    assert case.ending == "known-provider"
    assert case.known is not None
    assert (case.known.provider, case.known.found_by) == (provider, FoundBy.GREETING)
    advice = service.read(case)
    assert (advice.verdict.kind, advice.suggestion) == (Kind.PER_MAILBOX, None)
    shown = [i for reason in advice.verdict.because for i in reason.events]
    assert [case.events[i].outcome for i in shown] == [Outcome.OPEN]
    assert service.read(archive.from_json(archive.to_json(case))) == advice


@pytest.mark.parametrize(
    "end",
    [
        [Answer(b"NO [ALERT] Application-specific password required (Failure)"), Serve()],
        [Answer(b"NO [ALERT] Too many simultaneous connections. (Failure)"), Close()],
        [Send(b"* BYE Connection closed. 14\r\n"), Close()],
        [Close()],
    ],
)
def test_a_refused_sign_in_at_a_large_provider_is_no_wrong_password(
    hostile: Callable[..., Hostile], end: list[Any]
) -> None:
    greeting = Greet(LARGE_PROVIDERS["google"].encode() + b"\r\n")
    server = hostile([greeting, Until(*SIGN_IN), *end])
    case = service.check(signing_in(server), Secret("pw"), PLAN, ignore, threading.Event())
    assert server.ever == 1
    verdict = service.read(case).verdict
    assert (verdict.kind, verdict.limit) == (Kind.PER_MAILBOX, 15)


def test_an_exchange_of_the_company_s_own_is_tested_on(hostile: Callable[..., Hostile]) -> None:
    server = hostile(greets(OWN_EXCHANGE["exchange"]))
    case = service.check(signing_in(server), Secret("pw"), PLAN, ignore, threading.Event())
    advice = service.read(case)
    assert (advice.verdict.kind, advice.software) == (Kind.NO_LIMIT_FOUND, "exchange")
    assert (server.ever, case.known) == (PLAN.need.connections + 2, None)


def test_whoever_insists_gets_his_test(hostile: Callable[..., Hostile]) -> None:
    server = hostile(greets(LARGE_PROVIDERS["google"]))
    plan = replace(PLAN, test_anyway=True)
    assert not service.answered_without_a_test(Target("imap.gmail.com", 993, Security.TLS), plan)
    case = service.check(signing_in(server), Secret("pw"), plan, ignore, threading.Event())
    assert service.read(case).verdict.kind is Kind.NO_LIMIT_FOUND
    assert server.ever == PLAN.need.connections + 2


def test_a_server_on_this_computer_is_tested_whatever_the_mailbox_is_called(
    hostile: Callable[..., Hostile],
) -> None:
    server = hostile(presets.polite())
    target = replace(signing_in(server), user="anna@gmail.com")
    case = service.check(target, Secret("pw"), PLAN, ignore, threading.Event())
    assert service.read(case).verdict.kind is Kind.NO_LIMIT_FOUND


# -- Hosters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "wanted", "pace", "codes"),
    [
        ("mail.hosting.xyz", None, 5.0, ["known-rate"]),
        ("mail.hosting.xyz", 0.2, 5.0, ["known-rate"]),
        ("mail.hosting.xyz", 7.0, 7.0, ["known-rate"]),
        ("imap.mailbox.org", 0.2, 0.2, ["known-sign-in-rate"]),
        ("mail.example-host.net", None, None, []),
    ],
)
def test_a_hoster_is_tested_as_slowly_as_its_known_rate_asks(
    hostile: Callable[..., Hostile],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    wanted: float | None,
    pace: float | None,
    codes: list[str],
) -> None:
    """The driver is led to a server on this computer; what it is told is what counts."""
    server = hostile(presets.polite())
    told: list[Plan] = []

    def here(target: Target, plan: Plan, *others: Any) -> Driver:  # noqa: ANN401
        told.append(plan)
        return Driver(signing_in(server), replace(plan, pace=0.0), *others)

    monkeypatch.setattr("wizard.probe.driver.Driver", here)
    target = Target(host, 993, Security.TLS, "info@miller.example")
    plan = replace(PLAN, pace=wanted)
    case = service.check(target, Secret("pw"), plan, ignore, threading.Event())
    assert [one.pace for one in told] == [pace]
    verdict = service.read(case).verdict
    assert verdict.kind is Kind.NO_LIMIT_FOUND
    assert [one.code for one in verdict.because if one.code.startswith("known")] == codes
