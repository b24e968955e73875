"""The real Cyrus does what facts and fixtures say it does."""

import contextlib
import imaplib
import socket
import ssl
from collections.abc import Callable

import pytest

from tests.servers import CANARY, USERS
from tests.servers.cyrus import Cyrus
from tests.servers.strangers import Refused, hold

ALICE = ("alice", CANARY)
BOB = ("bob", USERS["bob"])

Serve = Callable[[Cyrus], Cyrus]


def test_passwords_are_really_checked(serve: Serve) -> None:
    server = serve(Cyrus())
    with pytest.raises(Refused, match="authentication failure"):  # noqa: SIM117
        with hold(server, server.imap, 1, login=("alice", "not-the-password")):
            pass
    with hold(server, server.imap, 1, login=ALICE) as others:
        assert others.alive() == 1


def test_encrypted_in_both_ways_with_the_certificate_of_the_tests(serve: Serve) -> None:
    server = serve(Cyrus())
    context = ssl.create_default_context(cafile=server.cafile)
    with imaplib.IMAP4("localhost", server.imap, 10) as session:
        session.starttls(context)
        assert session.login(*ALICE)[0] == "OK"
    with imaplib.IMAP4_SSL("localhost", server.imaps, ssl_context=context, timeout=10) as session:
        assert b"Cyrus IMAP" in session.welcome
        assert session.login(*BOB)[0] == "OK"
    assert server.nobody_left()


def test_a_mailbox_has_its_places_on_both_ports_and_from_everywhere(serve: Serve) -> None:
    server = serve(Cyrus(maxlogins_per_user=2))
    with (
        hold(server, server.imap, 1, login=ALICE),
        hold(server, server.imaps, 1, source="127.0.0.7", tls=True, login=ALICE),
        hold(server, server.imap, 2, login=BOB),
    ):
        with pytest.raises(Refused) as refusal, hold(server, server.imap, 1, login=ALICE):
            pass
        assert "Too many open connections (2 of 2 for alice)" in str(refusal.value)


def test_of_four_for_a_host_only_three_work(serve: Serve) -> None:
    server = serve(Cyrus(maxlogins_per_host=4))
    with (
        hold(server, server.imap, 2, login=ALICE),
        hold(server, server.imaps, 1, tls=True, login=BOB),
    ):
        with pytest.raises(Refused) as refusal, hold(server, server.imap, 1, login=BOB):
            pass
        assert "Too many open connections (4 of 4 from " in str(refusal.value)
        with hold(server, server.imap, 1, source="127.0.0.7", login=BOB):
            assert server.sessions_of() == 3
    assert server.nobody_left()


def test_without_a_process_there_is_silence_and_the_other_port_has_its_own(serve: Serve) -> None:
    server = serve(Cyrus(maxchild=2))
    with hold(server, server.imap, 2) as others, socket.socket() as waiting:
        waiting.settimeout(0.3)
        waiting.connect((server.host, server.imap))
        with pytest.raises(TimeoutError):
            waiting.recv(100)
        with hold(server, server.imaps, 2, tls=True, source="127.0.0.7") as next_door:
            assert next_door.alive() == 2
        waiting.settimeout(10)
        others.let_go(1)
        assert waiting.recv(100).startswith(b"* OK")


def test_a_restart_keeps_the_ports_and_the_users(serve: Serve) -> None:
    server = serve(Cyrus())
    ports = (server.imap, server.imaps)
    with contextlib.suppress(OSError), hold(server, server.imap, 1, login=ALICE) as others:
        server.restart()
        assert others.alive() == 0
    assert (server.imap, server.imaps) == ports
    with hold(server, server.imap, 1, login=ALICE):
        assert server.sessions_of() == 1
