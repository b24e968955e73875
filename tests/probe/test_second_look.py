"""The names of a certificate for another server: learnt by one more look, and only where asked."""

import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.probe.sessions import attempt, door, how
from tests.servers import CANARY, presets
from tests.servers.certs import Certs, ServerCert, now
from tests.servers.guards import our_sockets
from tests.servers.hostile import Hostile
from wizard.core.model import Outcome, Security
from wizard.probe.trust import context
from wizard.probe.ways import How


def curious(ca: Path) -> How:
    """Who wants to know the names."""

    def any_name() -> ssl.SSLContext:
        return context(str(ca), None, checked=True, any_name=True)

    return replace(how(ca), any_name=any_name)


def serve(security: Security, shown: ServerCert) -> Hostile:
    if security is Security.TLS:
        return Hostile(presets.polite(), tls=shown)
    return Hostile(presets.polite(), starttls=shown)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_the_names_are_learnt_and_nobody_signs_in(certs: Certs, security: Security) -> None:
    before = our_sockets()
    with serve(security, certs.wrong_name) as server:
        failure = attempt(door(server, security), curious(certs.ca), first=True)
        assert failure.outcome is Outcome.CERTIFICATE_PROBLEM
        assert failure.names == ("mail.elsewhere.test",)
        assert server.all_gone()
        assert not server.has_heard(CANARY)
    assert our_sockets() == before


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_is_bad_in_another_way_tells_no_names(
    certs: Certs, security: Security
) -> None:
    old = certs.issue(
        "old-and-elsewhere", names=("mail.elsewhere.test",), start=now() - timedelta(days=730)
    )
    with serve(security, old) as server:
        assert attempt(door(server, security), curious(certs.ca)).names == ()
        assert server.all_gone()


def test_who_does_not_ask_opens_no_second_connection(certs: Certs) -> None:
    with serve(Security.TLS, certs.wrong_name) as server:
        failure = attempt(door(server, Security.TLS), how(certs.ca))
        assert (failure.detail, failure.names) == ("name", ())
        assert server.ever == 1


def test_a_server_that_is_gone_by_then_is_told_as_before(certs: Certs) -> None:
    way = curious(certs.ca)
    with serve(Security.TLS, certs.wrong_name) as server:

        def too_late() -> ssl.SSLContext:
            server.close()
            raise OSError("the file of the authorities is gone")

        failure = attempt(door(server, Security.TLS), replace(way, any_name=too_late))
    assert (failure.outcome, failure.names) == (Outcome.CERTIFICATE_PROBLEM, ())
