"""The real Dovecot does what facts and fixtures say it does."""

import imaplib
import ssl
from collections.abc import Callable

import pytest

from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from tests.servers.strangers import Refused, hold

ALICE = ("alice", CANARY)
# The code before it is LIMIT or UNAVAILABLE, as the version likes.
LIMIT_TEXT = "] Maximum number of connections from user+IP exceeded"


def test_the_fourth_of_three_is_told_so(dovecot: Callable[..., Dovecot]) -> None:
    server = dovecot(userip=3)
    with hold(server, server.imap, 3, login=ALICE) as others:
        assert server.sessions_of() == 3
        with pytest.raises(Refused) as refusal, hold(server, server.imap, 1, login=ALICE):
            pass
        assert LIMIT_TEXT in str(refusal.value)
        assert "=3)" in str(refusal.value)
        others.let_go(1)
        with hold(server, server.imaps, 1, tls=True, login=ALICE):
            assert others.alive() == 2
    assert server.nobody_left()


def test_users_and_addresses_count_apart_and_ports_do_not(
    dovecot: Callable[..., Dovecot],
) -> None:
    server = dovecot(userip=2)
    bob = ("bob", server.users["bob"])
    with (
        hold(server, server.imap, 1, login=ALICE),
        hold(server, server.imaps, 1, tls=True, login=ALICE),
        hold(server, server.imap, 2, login=bob),
        hold(server, server.imap, 2, source="127.0.0.7", login=ALICE),
    ):
        assert server.sessions_of() == 4
        assert server.sessions_of("127.0.0.7") == 2
        with (
            pytest.raises(Refused, match=r"user\+IP exceeded"),
            hold(server, server.imap, 1, login=ALICE),
        ):
            pass


def test_starttls_with_the_certificate_of_the_tests(dovecot: Callable[..., Dovecot]) -> None:
    server = dovecot()
    with imaplib.IMAP4("localhost", server.imap, 10) as session:
        session.starttls(ssl.create_default_context(cafile=server.cafile))
        assert session.login(*ALICE)[0] == "OK"
    assert server.nobody_left()


def test_a_changed_limit_needs_a_restart_on_the_same_ports(
    dovecot: Callable[..., Dovecot],
) -> None:
    server = dovecot(userip=1)
    with hold(server, server.imap, 1, login=ALICE) as others:
        server.restart_with(userip=4)
        assert others.alive() == 0
    with hold(server, server.imap, 4, login=ALICE):
        assert server.sessions_of() == 4


def test_extra_lines_reach_dovecot(dovecot: Callable[..., Dovecot]) -> None:
    server = dovecot(extra="login_greeting = a greeting of our own")
    with imaplib.IMAP4(server.host, server.imap, 10) as session:
        assert b"a greeting of our own" in session.welcome
    assert "starting up for imap" in server.log()
