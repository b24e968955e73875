"""Real Courier and Dovecot with every kind of certificate: told by name, and no password sent."""

from __future__ import annotations

import hashlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.real.office import a_plan, check
from tests.real.stage import Stage
from tests.servers.certs import ServerCert, shared_certs
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from wizard.core.advice import Kind
from wizard.core.certificate import Trust
from wizard.core.model import Outcome, Security
from wizard.paper import sentences
from wizard.words import Words

Server = Courier | Dovecot
WORDS = Words("en")


def start(stage: Stage, which: str, cert: ServerCert) -> Server:
    if which == "courier":
        return stage.courier(maxperip=4, cert=cert)
    return stage.dovecot(userip=3, cert=cert)


def fingerprint(cert: ServerCert) -> str:
    der = ssl.PEM_cert_to_DER_cert(cert.chain.read_text("ascii"))
    return hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize(
    ("which", "security"), [("courier", Security.TLS), ("dovecot", Security.STARTTLS)]
)
@pytest.mark.parametrize(
    ("label", "code", "heading"),
    [
        ("self_signed", "issuer", "We cannot be sure this is your mail server"),
        ("unknown_issuer", "issuer", "We cannot be sure this is your mail server"),
        ("expired", "ran-out", "Your mail server's certificate ran out on "),
        ("not_yet_valid", "clock", "The clock of this computer may be wrong"),
        ("wrong_name", "name", "This server shows a different name"),
        ("by_antivirus", "antivirus", "Your antivirus stands between you and the mail server"),
    ],
)
def test_each_fault_is_told_by_name(
    stage: Stage, which: str, security: Security, label: str, code: str, heading: str
) -> None:
    cert: ServerCert = getattr(shared_certs(), label)
    server = start(stage, which, cert)
    found = check(server, security, host="localhost")
    assert found.verdict.kind is Kind.CERTIFICATE_PROBLEM, found.story()
    assert found.codes == {f"certificate-{code}"}
    assert sentences.headline(found.advice, WORDS, found.case).startswith(heading)
    assert "Your password was not sent." in sentences.why(found.advice, WORDS, found.case)
    (event,) = found.attempts
    assert event.certificate is not None
    assert event.certificate.fingerprint == fingerprint(cert)
    log = server.log()
    assert "LOGIN" not in log
    assert "user=<alice>" not in log


@pytest.mark.parametrize("which", ["courier", "dovecot"])
@pytest.mark.parametrize("label", ["self_signed", "unknown_issuer", "expired", "wrong_name"])
def test_the_very_certificate_can_be_trusted_by_hand(stage: Stage, which: str, label: str) -> None:
    cert: ServerCert = getattr(shared_certs(), label)
    server = start(stage, which, cert)
    found = check(server, plan=a_plan(need=6), trusted=Trust(pinned=fingerprint(cert)))
    assert found.verdict.limit == (4 if which == "courier" else 3), found.story()
    assert "certificate-pinned" in found.codes
    assert "Changed by IT support:" in sentences.how_sure(found.advice, WORDS)


def test_another_certificate_than_the_trusted_one_gets_no_password(stage: Stage) -> None:
    certs = shared_certs()
    server = stage.courier(maxperip=4, cert=certs.valid)
    found = check(server, trusted=Trust(pinned=fingerprint(certs.self_signed)))
    assert found.codes == {"certificate-changed"}
    assert "LOGIN" not in server.log()


def test_through_an_antivirus_program_only_when_asked_for_and_never_sure(stage: Stage) -> None:
    server = stage.courier(maxperip=4, cert=shared_certs().by_antivirus)
    without = check(server, password=None)
    assert without.codes == {"certificate-antivirus"}
    assert len(without.attempts) == 1
    found = check(server, plan=replace(a_plan(), test_anyway=True))
    found.says("per-address 4, not-sure")
    assert "antivirus-between" in found.codes


@pytest.fixture
def one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """All names of the office's own domain stand for this computer."""
    real: Callable[..., Any] = socket.getaddrinfo

    def look_up(host: str, *more: Any, **others: Any) -> Any:  # noqa: ANN401 - getaddrinfo's own
        here = host in {"miller.test", "mail.miller.test", "srv12.elsewhere.test"}
        return real("127.0.0.1" if here else host, *more, **others)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.usefixtures("one_address")
@pytest.mark.parametrize("which", ["courier", "dovecot"])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_the_right_name_of_the_same_server_is_used(
    stage: Stage, which: str, security: Security
) -> None:
    cert = shared_certs().issue("right-name", names=("mail.miller.test",))
    server = start(stage, which, cert)
    found = check(server, security, host="miller.test", plan=a_plan(need=6))
    assert found.verdict.limit == (4 if which == "courier" else 3), found.story()
    assert "certificate-name-here" in found.codes
    first = found.attempts[0]
    assert (first.outcome, first.names) == (Outcome.CERTIFICATE_PROBLEM, ("mail.miller.test",))
    assert "We used that name." in sentences.how_sure(found.advice, WORDS)


@pytest.mark.usefixtures("one_address")
def test_a_strangers_name_is_used_only_where_no_password_is_sent(stage: Stage) -> None:
    cert = shared_certs().issue("strangers-name", names=("srv12.elsewhere.test",))
    server = stage.courier(maxperip=4, cert=cert)
    signing_in = check(server, host="miller.test")
    assert signing_in.codes == {"certificate-name"}
    assert "LOGIN" not in server.log()
    without = check(server, host="miller.test", password=None)
    without.says("per-address 4, very-sure")
    assert "certificate-name-here" in without.codes


def test_a_courier_with_old_encryption_hangs_up_without_saying_why(stage: Stage) -> None:
    """Built with GnuTLS it sends no alert, so it cannot be told; nor does it get a password."""
    old = {"TLS_PRIORITY": "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1"}
    server = stage.courier(maxperip=4, ssl_overrides=old)
    found = check(server, Security.STARTTLS)
    assert found.verdict.kind is Kind.CANNOT_REACH, found.story()
    assert found.codes == {"broken-off"}
    assert "LOGIN" not in server.log()
