"""The real Courier does what facts and fixtures say it does."""

import contextlib
import imaplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.servers import CANARY, USERS, kernel, real
from tests.servers.certs import Certs
from tests.servers.courier import Courier
from tests.servers.strangers import Refused, Strangers, hold

ALICE = ("alice", CANARY)
SECONDS = 10.0


def eventually(holds: Callable[[], bool]) -> None:
    """Waits for something that a server does in its own time."""
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def first_bytes(server: Courier, port: int, source: str = "127.0.0.1") -> bytes:
    """What a new connection hears before it says anything; empty when it is closed in silence."""
    with socket.socket() as client:
        client.settimeout(SECONDS)
        client.bind((source, 0))
        client.connect((server.host, port))
        with contextlib.suppress(ConnectionResetError):
            return client.recv(100)
    return b""


@contextlib.contextmanager
def signed_in(server: Courier, context: ssl.SSLContext) -> Iterator[list[imaplib.IMAP4]]:
    """The three ways in: plain, STARTTLS, TLS."""
    with contextlib.ExitStack() as sessions:
        plain = sessions.enter_context(imaplib.IMAP4(server.host, server.imap, SECONDS))
        upgraded = sessions.enter_context(imaplib.IMAP4(server.host, server.imap, SECONDS))
        upgraded.starttls(context)
        tls = sessions.enter_context(
            imaplib.IMAP4_SSL(server.host, server.imaps, ssl_context=context, timeout=SECONDS)
        )
        for session in (plain, upgraded, tls):
            session.login(*ALICE)
        yield [plain, upgraded, tls]


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_the_fifth_of_four_is_closed_without_a_byte(
    courier: Callable[..., Courier], *, tls: bool
) -> None:
    server = courier(maxperip=4)
    port, other = (server.imaps, server.imap) if tls else (server.imap, server.imaps)
    with hold(server, port, 4, tls=tls):
        assert first_bytes(server, port) == b""
        with pytest.raises((Refused, OSError)), hold(server, port, 1, tls=tls):
            pass
        with hold(server, other, 4, tls=not tls) as next_door:
            assert next_door.alive() == 4
    refusals = server.log("imapd-ssl" if tls else "imapd").count("Maximum connection limit reached")
    assert refusals == 2


def test_alice_can_sign_in_all_three_ways(courier: Callable[..., Courier]) -> None:
    server = courier()
    context = ssl.create_default_context(cafile=server.cafile)
    with signed_in(server, context) as sessions:
        assert server.sessions_of() == 3
        assert [session.noop()[0] for session in sessions] == ["OK"] * 3
    assert server.nobody_left()
    eventually(lambda: server.children() == 0)
    assert server.log().count("INFO: LOGIN, user=alice") == 3


def test_a_wrong_password_does_not_get_in(courier: Callable[..., Courier]) -> None:
    server = courier(users={"alice@office.test": CANARY})
    with hold(server, server.imap, 1, login=("alice@office.test", CANARY)):
        pass
    with pytest.raises(Refused), hold(server, server.imap, 1, login=("alice", CANARY)):
        pass


def test_addresses_count_apart_and_the_server_knows_how_many(
    courier: Callable[..., Courier],
) -> None:
    server = courier(maxperip=3)
    with (
        hold(server, server.imap, 3),
        hold(server, server.imap, 2, source="127.0.0.7", login=ALICE) as others,
    ):
        assert server.sessions_of() == 3
        assert server.sessions_of("127.0.0.7") == 2
        assert server.sessions_of("127.0.0.8") == 0
        assert server.children() == 5
        others.let_go(1)
        assert not server.nobody_left("127.0.0.7", seconds=0.0)
        eventually(lambda: server.sessions_of("127.0.0.7") == 1)
        others.come(2)
        assert first_bytes(server, server.imap, "127.0.0.7") == b""
    eventually(lambda: server.children() == 0)


def test_a_place_is_free_again_after_leaving(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=2)
    with hold(server, server.imap, 2, login=ALICE) as others:
        assert first_bytes(server, server.imap) == b""
        others.let_go(1)
        eventually(lambda: first_bytes(server, server.imap).startswith(b"* OK"))


def test_maxdaemons_is_silence_until_somebody_leaves(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=10, maxdaemons=3)
    with hold(server, server.imap, 3) as others, socket.socket() as queued:
        queued.connect((server.host, server.imap))
        queued.settimeout(0.3)
        with pytest.raises(TimeoutError):
            queued.recv(100)
        assert server.sessions_of() == 3
        others.let_go(1)
        queued.settimeout(SECONDS)
        assert queued.recv(100).startswith(b"* OK")


def test_an_exception_for_one_address(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=2, imapaccess="127.0.0.88\tallow,MAXCPERIP=5\n127.0.0.9\tdeny\n")
    with hold(server, server.imap, 5, source="127.0.0.88"), hold(server, server.imap, 2):
        assert first_bytes(server, server.imap, "127.0.0.88") == b""
        assert first_bytes(server, server.imap) == b""
        assert first_bytes(server, server.imap, "127.0.0.9") == b""


def test_each_service_can_have_its_own_limit(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=2, ssl_overrides={"MAXPERIP": 5})
    with hold(server, server.imaps, 5, tls=True), hold(server, server.imap, 2):
        assert first_bytes(server, server.imap) == b""


def test_a_class_of_addresses_can_be_limited(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=3, tcpdopts="-maxperc=4")
    with hold(server, server.imap, 3), hold(server, server.imap, 1, source="127.0.0.2"):
        assert first_bytes(server, server.imap, "127.0.0.3") == b""


def test_without_starttls_it_is_not_offered(courier: Callable[..., Courier]) -> None:
    server = courier(starttls=False)
    assert b"STARTTLS" not in first_bytes(server, server.imap)


def test_a_raised_limit_needs_a_restart_on_the_same_ports(courier: Callable[..., Courier]) -> None:
    server = courier(maxperip=2)
    ports = server.imap, server.imaps
    with hold(server, server.imap, 2) as others:
        server.restart_with(maxperip=6)
        assert others.alive() == 0
    assert (server.imap, server.imaps) == ports
    with hold(server, server.imap, 6), hold(server, server.imaps, 6, tls=True):
        assert first_bytes(server, server.imap) == b""


def test_the_certificate_can_be_any(courier: Callable[..., Courier], certs: Certs) -> None:
    trust = ssl.create_default_context(cafile=certs.ca)
    for bad, words in (
        (certs.expired, "expired"),
        (certs.not_yet_valid, "not yet valid"),
        (certs.wrong_name, "mismatch"),
        (certs.self_signed, "self-signed"),
    ):
        server = courier(cert=bad)
        with pytest.raises(ssl.SSLCertVerificationError, match=words):
            imaplib.IMAP4_SSL("localhost", server.imaps, ssl_context=trust, timeout=SECONDS)


def test_stopping_leaves_no_process_and_no_file(courier: Callable[..., Courier]) -> None:
    server = courier()
    keeper, root = server.jail.keeper, server.jail.root
    with hold(server, server.imap, 2, login=ALICE), hold(server, server.imaps, 2, tls=True):
        assert len(kernel.alive_in(keeper)) > 8
        server.stop()
        assert kernel.alive_in(keeper) == []
        assert not root.exists()


def test_the_servers_end_with_the_test_run(courier: Callable[..., Courier]) -> None:
    server = courier()
    keeper = server.jail.keeper
    with hold(server, server.imaps, 1, tls=True, login=ALICE):
        assert server.jail._keeper is not None
        assert server.jail._keeper.stdin is not None
        server.jail._keeper.stdin.close()  # what the end of this process would do
        eventually(lambda: kernel.alive_in(keeper) == [])


def test_a_taken_port_is_replaced(
    courier: Callable[..., Courier], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = courier()
    answers = [[first.imap, first.imaps], kernel.free_ports(2)]
    monkeypatch.setattr(real, "free_ports", lambda count: answers.pop(0))
    second = courier()
    assert not answers
    assert second.imap != first.imap
    assert first_bytes(second, second.imap).startswith(b"* OK")


def test_many_servers_start_at_once(courier: Callable[..., Courier]) -> None:
    servers: list[Courier] = []
    starts = [threading.Thread(target=lambda: servers.append(courier())) for _ in range(6)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len({port for server in servers for port in (server.imap, server.imaps)}) == 12
    for server in servers:
        assert first_bytes(server, server.imap).startswith(b"* OK")


def test_strangers_say_what_refused_them(courier: Callable[..., Courier]) -> None:
    server = courier(users=USERS)
    with Strangers(server.host, server.imap, source="127.0.0.1", tls=False, login=None) as others:
        others.come(4)
        with pytest.raises(Refused):
            others.come(1)
        assert len(others) == others.alive() == 4
