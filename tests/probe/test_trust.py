"""Whom a session trusts: the system's authorities wherever they are, or one certificate only."""

import hashlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.probe.sessions import CALM, attempt, door, how
from tests.servers import CANARY, presets
from tests.servers.certs import Certs, ServerCert
from tests.servers.hostile import Hostile
from wizard.core.model import Outcome, Security
from wizard.probe import trust
from wizard.probe.failures import Failure

TLS, STARTTLS = Security.TLS, Security.STARTTLS
Start = Callable[..., Hostile]


def test_who_takes_any_certificate_loads_no_authorities(certs: Certs) -> None:
    """Loading those of the system takes longer than opening a session."""
    context = trust.context(str(certs.ca), None, checked=False)
    assert context.cert_store_stats()["x509"] == 0
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_NONE, False)


def test_who_checks_trusts_the_given_authority(certs: Certs) -> None:
    context = trust.context(str(certs.ca), None, checked=True)
    assert context.cert_store_stats()["x509_ca"] == 1
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


# -- the system's authorities, as files -----


def nothing_usual(monkeypatch: pytest.MonkeyPatch, folder: Path | None = None) -> None:
    """OpenSSL's places are those of another distribution: the computer it was built on."""
    usual = SimpleNamespace(cafile=None, capath=folder and str(folder))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: usual)
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/cert.pem")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere/certs")


@pytest.mark.parametrize("capath", ["none", "gone", "empty"])
def test_the_bundled_program_finds_the_authorities_of_another_distribution(
    certs: Certs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capath: str
) -> None:
    (tmp_path / "empty").mkdir()
    nothing_usual(monkeypatch, None if capath == "none" else tmp_path / capath)
    monkeypatch.setattr(trust, "AUTHORITIES", ("/nowhere/ca-bundle.crt", str(certs.ca)))
    context = trust.context(None, None, checked=True)
    assert context.cert_store_stats()["x509_ca"] == 1


def test_a_computer_without_any_authorities_trusts_nobody(
    monkeypatch: pytest.MonkeyPatch, hostile: Start, certs: Certs
) -> None:
    nothing_usual(monkeypatch)
    monkeypatch.setattr(trust, "AUTHORITIES", ())
    context = trust.context(None, None, checked=True)
    server = hostile(presets.polite(), tls=certs.valid)
    failure = attempt(door(server, TLS), replace(how(), tls=context))
    assert (failure.outcome, failure.detail) == (Outcome.CERTIFICATE_PROBLEM, "no-authorities")
    assert trust.authorities() == 0


@pytest.mark.parametrize(
    ("which", "detail"),
    [
        ("self_signed", "no-authorities"),
        ("expired", "no-authorities"),
        ("unknown_issuer", "issuer"),
    ],
)
def test_without_authorities_no_server_is_blamed_for_what_nobody_could_confirm(
    monkeypatch: pytest.MonkeyPatch, hostile: Start, certs: Certs, which: str, detail: str
) -> None:
    """Where one was named by hand that one confirms, or does not: then it is the server's."""
    nothing_usual(monkeypatch)
    monkeypatch.setattr(trust, "AUTHORITIES", ())
    server = hostile(presets.polite(), tls=getattr(certs, which))
    by_hand = str(certs.ca) if detail == "issuer" else None
    context = trust.context(by_hand, None, checked=True)
    failure = attempt(door(server, TLS), replace(how(), tls=context))
    assert (failure.outcome, failure.detail) == (Outcome.CERTIFICATE_PROBLEM, detail)


def test_the_authorities_are_counted_in_a_file_and_in_a_folder(
    certs: Certs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nothing_usual(monkeypatch)
    monkeypatch.setattr(trust, "AUTHORITIES", (str(certs.ca),))
    assert trust.authorities() == 1
    for name in ("1a2b3c4d.0", "1a2b3c4e.0", "README"):
        (tmp_path / name).write_bytes(certs.ca.read_bytes())
    nothing_usual(monkeypatch, tmp_path)
    assert trust.authorities() == 2
    monkeypatch.setattr(trust, "_ASKS_THE_SYSTEM", True)
    assert trust.authorities() is None


def test_openssls_own_places_come_first(
    certs: Certs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "1a2b3c4d.0").write_bytes(certs.ca.read_bytes())
    nothing_usual(monkeypatch, tmp_path)
    monkeypatch.setattr(trust, "AUTHORITIES", (str(certs.ca),))
    assert trust.context(None, None, checked=True).cert_store_stats()["x509_ca"] == 0


def test_the_environment_may_name_the_authorities(
    certs: Certs, monkeypatch: pytest.MonkeyPatch, hostile: Start
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certs.ca))
    server = hostile(presets.polite(), tls=certs.valid)
    context = trust.context(None, None, checked=True)
    assert attempt(door(server, TLS), replace(how(), tls=context)).outcome is Outcome.OPEN


# -- the system itself is asked: Windows and macOS, played by the library's way on Linux -----


@pytest.fixture
def asks_the_system(monkeypatch: pytest.MonkeyPatch, certs: Certs) -> None:
    monkeypatch.setattr(trust, "_ASKS_THE_SYSTEM", True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certs.ca))


def tried(
    server: Hostile, security: Security, trusted: str | None = None, *, any_name: bool = False
) -> Failure:
    context = trust.context(None, trusted, checked=True, any_name=any_name)
    assert isinstance(context, trust.SystemContext)
    return attempt(door(server, security), replace(how(), tls=context))


@pytest.mark.usefixtures("asks_the_system")
@pytest.mark.parametrize("security", [TLS, STARTTLS])
@pytest.mark.parametrize(
    ("which", "fault"), [("valid", ""), ("self_signed", "issuer"), ("wrong_name", "name")]
)
def test_the_system_decides(
    hostile: Start, certs: Certs, security: Security, which: str, fault: str
) -> None:
    shown = getattr(certs, which)
    way = {"tls": shown} if security is TLS else {"starttls": shown}
    server = hostile(presets.polite(), **way)
    failure = tried(server, security)
    expected = Outcome.CERTIFICATE_PROBLEM if fault else Outcome.OPEN
    assert (failure.outcome, failure.detail) == (expected, fault)
    assert server.has_heard(CANARY) is (not fault)


@pytest.mark.usefixtures("asks_the_system")
def test_another_name_and_another_authority_may_be_allowed(hostile: Start, certs: Certs) -> None:
    elsewhere = hostile(presets.polite(), tls=certs.wrong_name)
    assert tried(elsewhere, TLS, any_name=True).outcome is Outcome.OPEN
    unknown = hostile(presets.polite(), tls=certs.by_antivirus)
    assert tried(unknown, TLS).detail == "issuer"
    besides = certs.by_antivirus.cafile.read_text("ascii")
    assert tried(unknown, TLS, besides).outcome is Outcome.OPEN


@pytest.mark.usefixtures("asks_the_system")
def test_a_silent_server_holds_up_no_other_session(hostile: Start, certs: Certs) -> None:
    context = trust.context(None, None, checked=True)
    way = replace(how(patience=CALM), tls=context)
    good = hostile(presets.polite(), tls=certs.valid)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = trust_nothing(silent.getsockname(), context)
        began = time.monotonic()
        assert attempt(door(good, TLS), way).outcome is Outcome.OPEN
        assert slow.is_alive()
        assert time.monotonic() - began < CALM.greeting
    slow.join()


def trust_nothing(place: tuple[str, int], context: ssl.SSLContext) -> threading.Thread:
    """A handshake, under way in its own thread, to which nobody will ever answer."""
    sock = socket.create_connection(place)
    wrapped = context.wrap_socket(sock, server_hostname="localhost", do_handshake_on_connect=False)

    def shake_hands() -> None:
        with wrapped, pytest.raises(OSError):  # noqa: PT011  a reset, an end or a time-out
            wrapped.do_handshake()

    thread = threading.Thread(target=shake_hands)
    thread.start()
    return thread


# -- one certificate, known by its fingerprint -----


def fingerprint(cert: ServerCert) -> str:
    der = ssl.PEM_cert_to_DER_cert(cert.chain.read_text("ascii"))
    return hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize("security", [TLS, STARTTLS])
@pytest.mark.parametrize("which", ["self_signed", "unknown_issuer", "expired"])
def test_the_very_certificate_is_taken_whoever_made_it(
    hostile: Start, certs: Certs, security: Security, which: str
) -> None:
    shown = getattr(certs, which)
    way = {"tls": shown} if security is TLS else {"starttls": shown}
    server = hostile(presets.polite(), **way)
    pinned = replace(how(), tls=trust.pinned(fingerprint(shown)), pinned=True)
    found = attempt(door(server, security), pinned, first=True)
    assert (found.outcome, found.detail) == (Outcome.OPEN, "pinned")
    assert server.has_heard(CANARY)


@pytest.mark.parametrize("security", [TLS, STARTTLS])
def test_any_other_one_is_not_and_no_password_is_sent(
    hostile: Start, certs: Certs, security: Security
) -> None:
    """Not even one that everybody else accepts."""
    way = {"tls": certs.valid} if security is TLS else {"starttls": certs.valid}
    server = hostile(presets.polite(), **way)
    pinned = replace(how(), tls=trust.pinned(fingerprint(certs.self_signed)), pinned=True)
    found = attempt(door(server, security), pinned, first=True)
    assert (found.outcome, found.detail) == (Outcome.CERTIFICATE_PROBLEM, "changed")
    assert not server.has_heard(CANARY)
