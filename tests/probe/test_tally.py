"""How often each server was knocked at since the program was started, and what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.servers.steps import Greet, Serve
from wizard import service, signing_in
from wizard.core.advice import Kind
from wizard.core.counted import MOST
from wizard.core.model import Case, Need, Plan, Security, Target
from wizard.core.secret import Secret
from wizard.probe import tally

Start = Callable[..., Hostile]
PLAN = Plan(Need(1, 1), most=1, pace=0.0)


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer counts like any other server."""
    monkeypatch.setattr(tally, "is_here", lambda _: False)


def check(target: Target, password: str | None = CANARY) -> Case:
    secret = None if password is None else Secret(password)
    return service.check(target, secret, PLAN, lambda _: None, threading.Event())


def at(server: Hostile, user: str | None = "alice") -> Target:
    return Target(server.host, server.port, Security.NONE, user, 4)


def codes(case: Case) -> set[str]:
    return {reason.code for reason in service.read(case).verdict.because}


def test_nobody_is_locked_out_by_this_very_computer(hostile: Start) -> None:
    server = hostile(presets.no_at_login(b"no"))
    for _ in range(3):
        check(at(server))
    assert server.ever == 3
    assert signing_in.rest_at(server.host, signs_in=True) == 0.0
    assert signing_in.rest_at("", signs_in=True) == 0.0


@pytest.mark.usefixtures("strict")
def test_after_two_wrong_passwords_nothing_is_opened(hostile: Start) -> None:
    server = hostile(presets.no_at_login(b"no"))
    for _ in range(2):
        assert signing_in.rest_at(server.host, signs_in=True) == 0.0
        assert service.read(check(at(server))).verdict.kind is Kind.SIGN_IN_REFUSED
    assert signing_in.rest_at(server.host, signs_in=True) > 500
    assert signing_in.rest_at(server.host, signs_in=False) > 500
    for target in (at(server), at(server, None)):
        case = check(target)
        assert service.read(case).verdict.kind is Kind.NO_CLEAR_RESULT
        assert codes(case) == {"rest-first"}
    # And so it stays: what opened nothing says nothing about the next time.
    assert codes(check(at(server))) == {"rest-first"}
    assert server.ever == 2


@pytest.mark.usefixtures("strict")
def test_a_right_password_is_no_reason_to_wait(hostile: Start) -> None:
    server = hostile(presets.polite())
    for _ in range(6):
        assert service.read(check(at(server))).verdict.kind is Kind.NO_LIMIT_FOUND
    assert signing_in.rest_at(server.host, signs_in=True) == 0.0


@pytest.mark.usefixtures("strict")
def test_who_trusts_the_certificate_by_hand_need_not_wait(hostile: Start, certs: Certs) -> None:
    """Two checks met a certificate of nobody; the third one is another."""
    server = hostile([Greet(), Serve()], tls=certs.self_signed)
    target = replace(at(server), security=Security.TLS)
    for _ in range(2):
        assert service.read(check(target)).verdict.kind is Kind.CERTIFICATE_PROBLEM
    assert codes(check(target)) == {"rest-first"}
    plan = replace(PLAN, test_anyway=True)
    case = service.check(target, Secret(CANARY), plan, lambda _: None, threading.Event())
    assert service.read(case).verdict.kind is Kind.CERTIFICATE_PROBLEM


def test_what_was_counted_is_forgotten_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    tally.note("192.0.2.1", MOST)
    assert tally.wait("192.0.2.1", 1) > 0
    assert tally.wait("192.0.2.2", 1) == 0.0
    tally.note("::1", MOST)
    tally.note("fe80::1%eth0", 0)
    assert tally.wait("::1", 1) == 0.0
    tally.forget()
    assert tally.wait("192.0.2.1", 1) == 0.0
