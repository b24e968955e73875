"""Whom a session trusts."""

import ssl

from tests.servers.certs import Certs
from wizard.probe import trust


def test_who_takes_any_certificate_loads_no_authorities(certs: Certs) -> None:
    """Loading those of the system takes longer than opening a session."""
    context = trust.context(str(certs.ca), None, checked=False)
    assert context.cert_store_stats()["x509"] == 0
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_NONE, False)


def test_who_checks_trusts_the_given_authority(certs: Certs) -> None:
    context = trust.context(str(certs.ca), None, checked=True)
    assert context.cert_store_stats()["x509_ca"] == 1
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
