"""The one door of window and command line: what it promises to both."""

import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from wizard import service
from wizard.core import archive
from wizard.core.advice import Kind
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.model import Event, Need, Outcome, Patience, Plan, Security, Target, Waits
from wizard.core.secret import Secret
from wizard.service import Progress

QUICK: Final = Waits((0.05,) * 3, 0.05, (0.05,) * 2, (0.05,) * 2, 0.1, 0.1, 0.05, 0.05, 0.2, 0.1,
                     0.1, 0.1, 45.0, (0.05,) * 2)  # fmt: skip
PLAN: Final = Plan(Need(4, 4), pace=0.0, patience=Patience(2, 2, 2), waits=QUICK, mail_closed=True)
PRACTICE: Final = Secret(service.PRACTICE_USER)


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_last_unsigned", {})


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile(presets.polite()) as running:
        yield running


def ignore(_: Progress) -> None:
    """Nobody watches."""


def signing_in(server: Hostile) -> Target:
    return Target(server.host, server.port, Security.NONE, "alice")


def test_everything_that_happens_is_told_in_order_and_from_the_caller_s_thread(
    server: Hostile,
) -> None:
    told: list[Progress] = []
    threads: set[int] = set()

    def watch(progress: Progress) -> None:
        told.append(progress)
        threads.add(threading.get_ident())

    case = service.check(signing_in(server), Secret("pw"), PLAN, watch, threading.Event())
    assert threads == {threading.get_ident()}
    assert tuple(one for one in told if isinstance(one, Event)) == case.events
    assert [one.attempt for one in told if isinstance(one, Open)] == [1, 2, 3, 4, 5, 6]
    assert any(isinstance(one, LetGo) for one in told)
    assert [event.at for event in case.events] == sorted(event.at for event in case.events)
    assert case.started_at <= case.finished_at


def test_a_wait_is_told_before_it_begins(server: Hostile) -> None:
    told: list[Progress] = []
    plan = replace(PLAN, pace=0.05)
    service.check(signing_in(server), Secret("pw"), plan, told.append, threading.Event())
    waits = [one for one in told if isinstance(one, Wake)]
    assert len(waits) >= 5
    assert {wait.seconds for wait in waits} == {0.05}


def test_reading_a_case_is_pure_and_survives_the_archive() -> None:
    with service.practice_server("per-address", 2) as practice:
        target = Target("localhost", practice.tls_port, Security.TLS, "practice", 4)
        case = service.check(target, PRACTICE, PLAN, ignore, threading.Event(),
                             trusted=practice.trusted_certificate)  # fmt: skip
    advice = service.read(case)
    assert (advice.verdict.kind, advice.verdict.limit) == (Kind.PER_ADDRESS, 2)
    assert service.read(case) == advice
    assert service.read(archive.from_json(archive.to_json(case))) == advice


def test_a_certificate_that_is_not_trusted_is_not_trusted() -> None:
    with service.practice_server() as practice:
        target = Target("localhost", practice.tls_port, Security.TLS, "practice", 4)
        case = service.check(target, PRACTICE, PLAN, ignore, threading.Event())
    assert service.read(case).verdict.kind is Kind.CERTIFICATE_PROBLEM


def test_without_a_password_a_bad_certificate_does_not_end_the_test() -> None:
    """Nothing secret is sent, so the limit can still be found; the fault is noted."""
    with service.practice_server("per-address", 2) as practice:
        target = Target("localhost", practice.tls_port, Security.TLS, None, 4)
        case = service.check(target, None, PLAN, ignore, threading.Event())
    assert case.events[1].outcome in {Outcome.CERTIFICATE_PROBLEM, Outcome.OTHERS_COUNTED}
    assert service.read(case).verdict.kind is Kind.PER_ADDRESS


def test_a_ca_file_that_cannot_be_read_stops_it_before_anything_is_connected(
    server: Hostile, certs: Certs
) -> None:
    for file in ("missing.pem", str(certs.valid.key)):
        target = replace(signing_in(server), ca_file=file)
        with pytest.raises((OSError, ssl.SSLError)):
            service.check(target, None, PLAN, ignore, threading.Event())
    assert server.ever == 0


def test_a_stop_before_the_start_connects_nothing(server: Hostile) -> None:
    stop = threading.Event()
    stop.set()
    case = service.check(signing_in(server), Secret("pw"), PLAN, ignore, stop)
    assert service.read(case).verdict.kind is Kind.STOPPED
    assert server.heard == b""


def test_a_second_test_without_sign_in_soon_after_holds_one_session(server: Hostile) -> None:
    """Some servers ban an office for sessions that never sign in."""
    target = Target(server.host, server.port, Security.STARTTLS)
    plans = [service._mind_earlier_tests(target, PLAN).recently_unsigned for _ in range(2)]
    assert plans == [False, True]
    elsewhere = replace(target, port=server.port + 1)
    assert not service._mind_earlier_tests(elsewhere, PLAN).recently_unsigned


def test_two_tests_at_once_do_not_meet(server: Hostile) -> None:
    with Hostile(presets.no_at_login(b"[AUTHENTICATIONFAILED] no")) as other:
        kinds: dict[int, Kind] = {}

        def run(which: Hostile) -> None:
            case = service.check(signing_in(which), Secret("pw"), PLAN, ignore, threading.Event())
            kinds[which.port] = service.read(case).verdict.kind

        both = [threading.Thread(target=run, args=(one,)) for one in (server, other)]
        for one in both:
            one.start()
        for one in both:
            one.join(30)
        assert kinds == {server.port: Kind.NO_LIMIT_FOUND, other.port: Kind.SIGN_IN_REFUSED}


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("LOCALHOST", True), ("127.0.0.1", True), ("127.9.9.9", True),
     ("::1", True), ("localhost.example", False), ("192.0.2.1", False), ("", False)],
)  # fmt: skip
def test_whether_a_host_is_this_computer(host: str, here: bool) -> None:
    assert service.is_here(host) == here


@pytest.mark.parametrize(
    ("host", "user", "control"),
    [
        ("mail.example.com", None, ("example.com", 443)),
        ("mail.example.com", "info@miller.example", ("miller.example", 443)),
        ("mail.example.com", "info", ("example.com", 443)),
        ("mail", None, None),
        ("localhost", "info@miller.example", None),
        ("192.0.2.1", "info@miller.example", None),
        ("2001:db8::1", None, None),
    ],
)
def test_the_usual_control_host(
    host: str, user: str | None, control: tuple[str, int] | None
) -> None:
    assert service.usual_control(Target(host, 993, Security.TLS, user)) == control


def test_the_tables_are_there() -> None:
    names = [name for name, _ in service.programs()]
    assert "thunderbird" in names
    assert service.count_need(4, "thunderbird", 1, 0, None).connections > 4
    assert service.given_need(17, None).connections == 17
    with pytest.raises(ValueError, match="fancymail"):
        service.count_need(4, "fancymail", 0, 0, None)


@pytest.mark.parametrize("kind", service.PRACTICE_KINDS)
def test_a_practice_server_of_each_kind_starts_and_stops(kind: str) -> None:
    with service.practice_server(kind, 3) as practice:
        assert practice.port != practice.tls_port
        assert "BEGIN CERTIFICATE" in practice.trusted_certificate
