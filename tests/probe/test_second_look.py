"""A certificate that does not pass: what it is, learnt by one more look, and only where asked."""

import hashlib
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.probe.sessions import attempt, door, how
from tests.servers import CANARY, presets
from tests.servers.certs import YEAR, Certs, ServerCert, now
from tests.servers.guards import our_sockets
from tests.servers.hostile import Hostile
from wizard.core.model import Outcome, Security
from wizard.probe import second_look
from wizard.probe.lookup import Found
from wizard.probe.trust import context
from wizard.probe.ways import How

BOTH = pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])


def curious(ca: Path, leads_to: str = "") -> How:
    """Who wants to know the names; every name stands for the address `leads_to`."""

    def any_name() -> ssl.SSLContext:
        return context(str(ca), None, checked=True, any_name=True)

    def look_up(_: str, report: Callable[[Found], None]) -> None:
        report(Found((leads_to,) if leads_to else ()))

    return replace(how(ca), any_name=any_name, look_up=look_up, minds_antivirus=True)


def serve(security: Security, shown: ServerCert) -> Hostile:
    if security is Security.TLS:
        return Hostile(presets.polite(), tls=shown)
    return Hostile(presets.polite(), starttls=shown)


def fingerprint(cert: ServerCert) -> str:
    der = ssl.PEM_cert_to_DER_cert(cert.chain.read_text("ascii"))
    return hashlib.sha256(der).hexdigest()


@BOTH
def test_the_names_are_learnt_and_nobody_signs_in(certs: Certs, security: Security) -> None:
    before = our_sockets()
    with serve(security, certs.wrong_name) as server:
        failure = attempt(door(server, security), curious(certs.ca), first=True)
        assert failure.outcome is Outcome.CERTIFICATE_PROBLEM
        assert failure.names == ("mail.elsewhere.test",)
        assert server.all_gone()
        assert not server.has_heard(CANARY)
    assert our_sockets() == before


@BOTH
def test_a_certificate_that_is_bad_in_another_way_tells_no_names(
    certs: Certs, security: Security
) -> None:
    old = certs.issue(
        "old-and-elsewhere", names=("mail.elsewhere.test",), start=now() - timedelta(days=730)
    )
    with serve(security, old) as server:
        assert attempt(door(server, security), curious(certs.ca), first=True).names == ()
        assert server.all_gone()


@pytest.mark.parametrize("first", [True, False])
def test_who_does_not_ask_opens_no_second_connection(certs: Certs, first: bool) -> None:
    way = how(certs.ca) if first else curious(certs.ca)
    with serve(Security.TLS, certs.wrong_name) as server:
        failure = attempt(door(server, Security.TLS), way, first=first)
        assert (failure.detail, failure.names, failure.certificate) == ("name", (), None)
        assert server.ever == 1


def test_a_server_that_is_gone_by_then_is_told_as_before(certs: Certs) -> None:
    way = curious(certs.ca)
    with serve(Security.TLS, certs.wrong_name) as server:

        def too_late() -> ssl.SSLContext:
            server.close()
            raise OSError("the file of the authorities is gone")

        failure = attempt(door(server, Security.TLS), replace(way, any_name=too_late), first=True)
    assert (failure.outcome, failure.names) == (Outcome.CERTIFICATE_PROBLEM, ())


# -- what is kept of it -----


@BOTH
@pytest.mark.parametrize(
    ("which", "fault"),
    [("self_signed", "issuer"), ("unknown_issuer", "issuer"), ("expired", "date")],
)
def test_what_did_not_pass_is_looked_at(
    certs: Certs, security: Security, which: str, fault: str
) -> None:
    shown: ServerCert = getattr(certs, which)
    with serve(security, shown) as server:
        failure = attempt(door(server, security), curious(certs.ca), first=True)
        assert (failure.outcome, failure.detail) == (Outcome.CERTIFICATE_PROBLEM, fault)
        assert not server.has_heard(CANARY)
    seen = failure.certificate
    assert seen is not None
    assert seen.fingerprint == fingerprint(shown)
    assert seen.by_itself is (which == "self_signed")
    assert seen.ends - seen.starts == YEAR
    assert (
        seen.issuer
        == {
            "self_signed": "self_signed",
            "unknown_issuer": "Somebody in Between",
            "expired": "Test Authority",
        }[which]
    )


@BOTH
def test_what_passed_is_kept_of_the_first_session_only(certs: Certs, security: Security) -> None:
    with serve(security, certs.valid) as server:
        first = attempt(door(server, security), how(certs.ca), first=True)
        second = attempt(door(server, security), how(certs.ca))
        assert first.outcome is second.outcome is Outcome.OPEN
        assert server.ever == 2
    assert first.certificate is not None
    assert first.certificate.fingerprint == fingerprint(certs.valid)
    assert second.certificate is None


def test_a_certificate_that_cannot_be_read_is_not_told() -> None:
    with pytest.raises(ValueError, match="pars"):
        second_look.read(b"no certificate at all")


def test_a_hostile_certificate_is_cut_and_made_printable(certs: Certs) -> None:
    evil = certs.authority("\x1b[2J\u202e" + "x" * 40)
    shown = certs.issue("evil", by=evil, start=datetime(9900, 1, 1, tzinfo=UTC))
    seen, _ = second_look.read(ssl.PEM_cert_to_DER_cert(shown.chain.read_text("ascii")))
    assert seen.issuer.isprintable()
    assert seen.issuer.startswith("\\x1b[2J\\u202e")
    assert seen.ends.year == 2200


# -- the right name of the same server -----


def mine(certs: Certs, *names: str) -> ServerCert:
    return certs.issue(f"mine-{'-'.join(names)}", names=names)


@BOTH
def test_a_name_that_leads_to_the_same_server_is_told_as_the_right_one(
    certs: Certs, security: Security
) -> None:
    with serve(security, mine(certs, "srv12.localhost", "srv13.localhost")) as server:
        way = curious(certs.ca, leads_to=server.host)
        failure = attempt(door(server, security), way, first=True)
        assert (failure.detail, failure.names) == ("name-here", ("srv12.localhost",))
        right = replace(way, host=failure.names[0])
        assert attempt(door(server, security), right, first=True).outcome is Outcome.OPEN
        assert server.has_heard(CANARY)


def test_a_name_of_another_server_is_only_offered(certs: Certs) -> None:
    with serve(Security.TLS, mine(certs, "srv12.localhost")) as server:
        way = curious(certs.ca, leads_to="203.0.113.99")
        failure = attempt(door(server, Security.TLS), way, first=True)
    assert (failure.detail, failure.names) == ("name", ("srv12.localhost",))


def test_with_a_password_a_strangers_name_is_only_offered(certs: Certs) -> None:
    """Whoever stands in the middle of the line has a good certificate for a name of his own."""
    with serve(Security.TLS, certs.wrong_name) as server:
        way = curious(certs.ca, leads_to=server.host)
        signing_in = attempt(door(server, Security.TLS), way, first=True)
        nobody = replace(way, account=None)
        without = attempt(door(server, Security.TLS), nobody, first=True)
    assert (signing_in.detail, signing_in.names) == ("name", ("mail.elsewhere.test",))
    assert (without.detail, without.names) == ("name-here", ("mail.elsewhere.test",))


def test_a_look_up_that_never_ends_is_not_waited_for(
    certs: Certs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_look, "_LOOK_UP_SECONDS", 0.05)
    with serve(Security.TLS, mine(certs, "srv14.localhost")) as server:
        way = replace(curious(certs.ca), look_up=lambda _, __: None)
        assert attempt(door(server, Security.TLS), way, first=True).detail == "name"


# -- an antivirus program in between -----


@BOTH
def test_it_is_told_before_the_password_is_sent(certs: Certs, security: Security) -> None:
    """The computer trusts it: it was installed together with the program."""
    shown = certs.by_antivirus
    with serve(security, shown) as server:
        way = replace(how(shown.cafile), minds_antivirus=True)
        failure = attempt(door(server, security), way, first=True)
        assert (failure.outcome, failure.detail) == (Outcome.CERTIFICATE_PROBLEM, "antivirus")
        assert server.all_gone()
        assert not server.has_heard(CANARY)
    assert failure.certificate is not None
    assert failure.certificate.issuer == "Avast Web/Mail Shield Root"


def test_it_is_told_as_well_where_the_computer_does_not_trust_it(certs: Certs) -> None:
    with serve(Security.TLS, certs.by_antivirus) as server:
        failure = attempt(door(server, Security.TLS), curious(certs.ca), first=True)
        assert failure.detail == "antivirus"
        past = replace(curious(certs.ca), minds_antivirus=False)
        assert attempt(door(server, Security.TLS), past, first=True).detail == "issuer"


def test_who_tests_all_the_same_gets_in(certs: Certs) -> None:
    shown = certs.by_antivirus
    with serve(Security.TLS, shown) as server:
        found = attempt(door(server, Security.TLS), how(shown.cafile), first=True)
    assert found.outcome is Outcome.OPEN
    assert found.certificate is not None
