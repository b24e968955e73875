"""The real proxies do what facts and fixtures say they do, and the mail server is behind them."""

import imaplib
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from tests.servers.haproxy import HAProxy, per_source
from tests.servers.nginx import Nginx, NginxMail
from tests.servers.proxy import Backend, Proxy, nobody
from tests.servers.strangers import Refused, hold
from tests.servers.xinetd import Xinetd

ALICE = ("alice", CANARY)
SECONDS = 10.0

Mail = Callable[..., Dovecot]
Serve = Callable[[Proxy], Proxy]


def first_bytes(server: Proxy, port: int, source: str = "127.0.0.1") -> tuple[bytes | None, float]:
    """What a new connection hears (None: a reset), and after how many seconds."""
    with socket.socket() as client:
        client.settimeout(SECONDS)
        client.bind((source, 0))
        began = time.monotonic()
        try:
            client.connect((server.host, port))
            heard: bytes | None = client.recv(100)
        except ConnectionResetError:
            heard = None
        return heard, time.monotonic() - began


@pytest.mark.parametrize("kind", [HAProxy, Nginx, NginxMail, Xinetd])
def test_a_session_goes_through_and_nothing_is_left(
    dovecot: Mail, serve: Serve, kind: Callable[[Backend], Proxy]
) -> None:
    mail = dovecot()
    proxy = serve(kind(mail))
    context = ssl.create_default_context(cafile=proxy.cafile)
    with imaplib.IMAP4("localhost", proxy.imap, SECONDS) as session:
        session.starttls(context)
        assert session.login(*ALICE)[0] == "OK"
        assert proxy.sessions_of() == mail.sessions_of() == 1
    with imaplib.IMAP4_SSL("localhost", proxy.imaps, ssl_context=context) as session:
        assert session.login(*ALICE)[0] == "OK"
    assert proxy.nobody_left()
    assert mail.nobody_left()


@pytest.mark.parametrize(
    ("kind", "options", "together", "heard"),
    [
        (HAProxy, {"frontend": per_source(2)}, True, None),
        (HAProxy, {"frontend": per_source(2, "content reject")}, True, b""),
        (Nginx, {"limit_conn": 2}, True, b""),
        (Xinetd, {"per_source": 2}, False, b""),
    ],
    ids=["haproxy-reset", "haproxy-close", "nginx", "xinetd"],
)
def test_two_for_each_address(
    dovecot: Mail,
    serve: Serve,
    kind: Callable[..., Proxy],
    options: dict[str, Any],
    together: bool,
    heard: bytes | None,
) -> None:
    """A limit per address lets other addresses in; whether both ports count together differs."""
    proxy = serve(kind(dovecot(), **options))
    with hold(proxy, proxy.imap, 2):
        assert first_bytes(proxy, proxy.imap)[0] == heard
        assert first_bytes(proxy, proxy.imap, "127.0.0.7")[0]
        if together:
            assert first_bytes(proxy, proxy.imaps)[0] == heard
        else:
            with hold(proxy, proxy.imaps, 2, tls=True) as next_door:
                assert next_door.alive() == 2


@pytest.mark.parametrize(
    ("kind", "options"),
    [(Nginx, {"worker_connections": 8}), (Xinetd, {"instances": 2})],
    ids=["nginx", "xinetd"],
)
def test_two_for_everybody(
    dovecot: Mail, serve: Serve, kind: Callable[..., Proxy], options: dict[str, Any]
) -> None:
    proxy = serve(kind(dovecot(), **options))
    with hold(proxy, proxy.imap, 2):
        assert first_bytes(proxy, proxy.imap)[0] == b""
        assert first_bytes(proxy, proxy.imap, "127.0.0.7")[0] == b""
    assert proxy.nobody_left()


@pytest.mark.parametrize("options", [{"frontend": "maxconn 2"}, {"overall": "maxconn 2"}])
def test_a_full_haproxy_lets_the_next_one_wait(
    dovecot: Mail, serve: Serve, options: dict[str, Any]
) -> None:
    proxy = serve(HAProxy(dovecot(), **options))
    with hold(proxy, proxy.imap, 2, source="127.0.0.7") as others, socket.socket() as waiting:
        waiting.settimeout(0.3)
        waiting.connect((proxy.host, proxy.imap))
        with pytest.raises(TimeoutError):
            waiting.recv(100)
        waiting.settimeout(SECONDS)
        others.let_go(1)
        assert waiting.recv(100).startswith(b"* OK")


def test_a_full_backend_ends_the_wait_after_the_time_in_the_queue(
    dovecot: Mail, serve: Serve
) -> None:
    proxy = serve(HAProxy(dovecot(), server="maxconn 2", defaults="timeout queue 1s"))
    with hold(proxy, proxy.imap, 2):
        heard, seconds = first_bytes(proxy, proxy.imap)
    assert heard == b""
    assert 0.9 < seconds < SECONDS


def test_a_dropped_connection_is_forgotten(dovecot: Mail, serve: Serve) -> None:
    proxy = serve(HAProxy(dovecot(), frontend=per_source(0, "connection silent-drop")))
    with socket.socket() as client:
        client.settimeout(0.3)
        client.connect((proxy.host, proxy.imap))
        with pytest.raises(TimeoutError):
            client.recv(100)
        assert proxy.nobody_left()


def test_a_rate_turns_away_who_comes_one_after_the_other(dovecot: Mail, serve: Serve) -> None:
    proxy = serve(HAProxy(dovecot(), frontend=per_source(3, counted="conn_rate"), window="60s"))
    heard = [first_bytes(proxy, proxy.imap)[0] for _ in range(5)]
    assert [bool(words) for words in heard] == [True] * 3 + [False] * 2


def test_too_many_in_a_second_shut_xinetds_port_for_everybody(dovecot: Mail, serve: Serve) -> None:
    proxy = serve(Xinetd(dovecot(), cps="3 60"))
    for _ in range(3):
        assert first_bytes(proxy, proxy.imap)[0]
    assert first_bytes(proxy, proxy.imap)[0] == b""
    with pytest.raises(ConnectionRefusedError):
        first_bytes(proxy, proxy.imap, "127.0.0.7")


@pytest.mark.parametrize("balance", ["roundrobin", "leastconn"])
def test_two_backends_share_the_sessions(dovecot: Mail, serve: Serve, balance: str) -> None:
    mails = (dovecot(userip=2), dovecot(userip=2))
    proxy = serve(HAProxy(*mails, balance=balance))
    with hold(proxy, proxy.imap, 4, login=ALICE):
        assert [mail.sessions_of() for mail in mails] == [2, 2]
        with pytest.raises(Refused, match="LIMIT"), hold(proxy, proxy.imap, 1, login=ALICE):
            pass


@pytest.mark.parametrize(("server", "at_least"), [("check inter 100ms fall 1", 0.0), ("", 2.5)])
def test_before_a_dead_backend_haproxy_accepts_and_closes(
    serve: Serve, server: str, at_least: float
) -> None:
    """Where it checks its backends it knows at once; else it tries for three seconds."""
    proxy = serve(HAProxy(nobody(), server=server))
    if server:
        time.sleep(0.5)
    heard, seconds = first_bytes(proxy, proxy.imap)
    assert heard == b""
    assert at_least <= seconds < SECONDS


@pytest.mark.parametrize(
    ("pass_error", "words"), [(False, "BAD internal server error"), (True, "user\\+IP exceeded")]
)
def test_a_mail_proxy_hides_the_backends_words_unless_told(
    dovecot: Mail, serve: Serve, *, pass_error: bool, words: str
) -> None:
    proxy = serve(NginxMail(dovecot(userip=1), pass_error=pass_error))
    with (
        hold(proxy, proxy.imap, 1, login=ALICE),
        pytest.raises(Refused, match=words),
        hold(proxy, proxy.imap, 1, source="127.0.0.7", login=ALICE),
    ):
        pass
