"""One mechanism, chosen before a password is sent; or none, and why."""

import pytest

from wizard.core.sign_in import Barred, Mechanism, other_user, takes_password, way_in

PLAIN, LOGIN = Mechanism.PLAIN, Mechanism.LOGIN
STEPS, CRAM = Mechanism.LOGIN_IN_STEPS, Mechanism.CRAM_MD5
BROWSER, OTHER, PROTECTED = Barred.BROWSER_ONLY, Barred.OTHER_ONLY, Barred.PROTECTED_ONLY


@pytest.mark.parametrize(
    ("offers", "encrypted", "unencrypted"),
    [
        ("IMAP4REV1", LOGIN, LOGIN),
        ("IMAP4REV1 AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5", PLAIN, PLAIN),
        ("IMAP4REV1 LOGINDISABLED AUTH=PLAIN", PLAIN, PLAIN),
        ("IMAP4REV1 AUTH=LOGIN AUTH=CRAM-MD5", LOGIN, LOGIN),
        ("IMAP4REV1 LOGINDISABLED AUTH=LOGIN", STEPS, STEPS),
        # Dovecot and Courier with nothing but CRAM-MD5; the digest may go unencrypted.
        ("IMAP4REV1 LOGINDISABLED AUTH=CRAM-MD5", CRAM, CRAM),
        ("IMAP4REV1 AUTH=CRAM-MD5", CRAM, CRAM),
        ("IMAP4REV1 AUTH=CRAM-MD5 AUTH=XOAUTH2", CRAM, CRAM),
        ("IMAP4REV1 AUTH=NTLM AUTH=GSSAPI", LOGIN, LOGIN),
        ("IMAP4REV1 AUTH=XOAUTH2 AUTH=GSSAPI", LOGIN, LOGIN),
        ("IMAP4REV1 AUTH=XOAUTH2 AUTH=OAUTHBEARER", BROWSER, BROWSER),
        ("IMAP4REV1 LOGINDISABLED AUTH=OAUTHBEARER", BROWSER, PROTECTED),
        ("IMAP4REV1 LOGINDISABLED AUTH=GSSAPI AUTH=XOAUTH2", BROWSER, PROTECTED),
        ("IMAP4REV1 LOGINDISABLED AUTH=SCRAM-SHA-256", OTHER, PROTECTED),
        ("IMAP4REV1 STARTTLS LOGINDISABLED", OTHER, PROTECTED),
        ("", LOGIN, LOGIN),
    ],
)
def test_what_a_server_offers_decides(
    offers: str, encrypted: Mechanism | Barred, unencrypted: Mechanism | Barred
) -> None:
    words = offers.split()
    assert way_in(words, encrypted=True) is encrypted
    assert way_in(words, encrypted=False) is unencrypted
    assert takes_password(words) is isinstance(encrypted, Mechanism)


@pytest.mark.parametrize(
    ("user", "address", "other"),
    [
        ("info@miller.example", "info@miller.example", "info"),
        ("info", "info@miller.example", "info@miller.example"),
        ("web12p3", "info@miller.example", "info@miller.example"),
        ("info", "", "info"),
        ("@miller.example", "", "@miller.example"),
    ],
)
def test_the_other_form_of_a_user_name(user: str, address: str, other: str) -> None:
    assert other_user(user, address) == other
