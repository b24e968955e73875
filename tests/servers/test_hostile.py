"""The hostile server plays its scripts, remembers what it hears and leaves nothing behind."""

import base64
import imaplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile, Script
from tests.servers.presets import PHASES, Phase
from tests.servers.steps import (
    Close,
    Drip,
    Expect,
    Greet,
    Pause,
    Reset,
    Send,
    Serve,
    Silence,
    StartTls,
    Until,
)
from tests.servers.strangers import hold

Start = Callable[..., Hostile]
SECONDS = 10.0


class Client:
    """Raw bytes, and what became of the connection."""

    def __init__(self, server: Hostile) -> None:
        self.socket = socket.create_connection((server.host, server.port), SECONDS)
        self.unread = b""

    def say(self, text: str) -> None:
        self.socket.sendall(text.encode() + b"\r\n")

    def hear(self) -> bytes:
        """What there is, at least a byte; nothing at the end."""
        said, self.unread = self.unread, b""
        return said or self.socket.recv(65536)

    def hear_to(self, end: bytes) -> bytes:
        """Everything up to these bytes; what follows is kept."""
        said = b""
        while end not in said:
            more = self.hear()
            assert more, f"closed after {said!r}"
            said += more
        before, end, self.unread = said.partition(end)
        return before + end

    def silent(self) -> bool:
        """Whether nothing comes for a while; a deadline cannot prove more."""
        self.socket.settimeout(0.15)
        try:
            return not self.unread and self.socket.recv(1) == b"never"
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(SECONDS)

    def secure(self, context: ssl.SSLContext) -> None:
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")


@pytest.fixture
def client() -> Iterator[Callable[[Hostile], Client]]:
    clients: list[Client] = []

    def connect(server: Hostile) -> Client:
        clients.append(Client(server))
        return clients[-1]

    yield connect
    for one in clients:
        one.socket.close()


Connect = Callable[[Hostile], Client]


def go_to(client: Client, phase: Phase) -> None:
    """Speaks as the product will, up to the moment when an answer is due."""
    if phase == "greeting":
        return
    client.hear_to(b"\n")
    for number, (name, command) in enumerate(
        [
            ("capability", "CAPABILITY"),
            ("starttls", "STARTTLS"),
            ("login", f'LOGIN "alice" "{CANARY}"'),
            ("after_login", "CAPABILITY"),
            ("noop", "NOOP"),
            ("logout", "LOGOUT"),
        ]
    ):
        if name == "starttls" and phase not in {"starttls", "tls"}:
            continue
        client.say(f"A{number} {command}")
        if name == phase:
            return
        client.hear_to(b"A%d OK" % number)
        client.hear_to(b"\n")
        if name == "starttls":
            return  # the handshake is due


@pytest.mark.parametrize("phase", PHASES)
def test_silence_at_every_phase(hostile: Start, client: Connect, phase: Phase) -> None:
    server = hostile(presets.silence_at(phase))
    one = client(server)
    go_to(one, phase)
    assert one.silent()
    assert server.open_now == 1
    one.socket.close()
    assert server.all_gone()


@pytest.mark.parametrize("phase", PHASES)
def test_the_end_at_every_phase(hostile: Start, client: Connect, phase: Phase) -> None:
    for script in (presets.close_at(phase), presets.bye_at(phase)):
        one = client(hostile(script))
        go_to(one, phase)
        if script == presets.bye_at(phase):
            assert one.hear_to(b"\n") == b"* BYE Too many connections\r\n"
        assert one.hear() == b""


@pytest.mark.parametrize("phase", PHASES)
def test_a_reset_at_every_phase(hostile: Start, client: Connect, phase: Phase) -> None:
    one = client(hostile(presets.reset_at(phase)))
    go_to(one, phase)
    with pytest.raises(ConnectionResetError):
        one.hear()


def test_foreign_services_introduce_themselves(hostile: Start, client: Connect) -> None:
    for script, banner, reply in (
        (presets.ssh_banner(), b"SSH-2.0-", b"Invalid SSH"),
        (presets.smtp_banner(), b"220 ", b"502 "),
        (presets.http_server(), b"", b"HTTP/1.1 400 Bad Request"),
    ):
        one = client(hostile(script))
        if banner:
            assert one.hear_to(b"\n").startswith(banner)
        else:
            assert one.silent()
        one.say("A1 CAPABILITY")
        assert one.hear_to(b"\n").startswith(reply)


def test_noise_is_the_same_for_the_same_seed(hostile: Start, client: Connect) -> None:
    def noise(seed: int) -> bytes:
        one = client(hostile(presets.random_bytes(seed, size=1000)))
        said = b""
        while len(said) < 1000:
            said += one.hear()
        return said

    assert noise(1) == noise(1) != noise(2)


@pytest.mark.parametrize(
    ("script", "start", "size"),
    [
        (presets.endless_greeting(), b"* OK AAA", 10_000_000),
        (presets.endless_untagged_lines(2_000_000), b"* 1 EXISTS\r\n", 2_000_000),
        (presets.huge_literal(), b"* CAPABILITY {4294967296}\r\nAAA", 1_000_000),
    ],
    ids=["greeting", "lines", "literal"],
)
def test_floods(hostile: Start, client: Connect, script: Script, start: bytes, size: int) -> None:
    one = client(hostile(script))
    if not start.startswith(b"* OK"):
        one.hear_to(b"\n")
        one.say("A1 CAPABILITY")
    said = len(one.hear_to(start))
    while said < size:
        more = len(one.hear())
        assert more
        said += more
    assert one.silent()


def test_a_flood_ends_when_the_server_is_closed(hostile: Start, client: Connect) -> None:
    server = hostile(presets.endless_greeting(10**12))
    client(server).hear()
    server.close()
    assert server.open_now == 0


def test_horrid_words_in_greeting_and_refusal(hostile: Start, client: Connect) -> None:
    one = client(hostile(presets.eight_bit_and_control_greeting()))
    assert presets.HORRID in one.hear_to(b"\n")
    one.say("A1 LOGIN a b")
    assert one.hear_to(b"\n") == b"A1 NO " + presets.HORRID + b"\r\n"


def test_the_password_comes_back(hostile: Start, client: Connect) -> None:
    server = hostile(presets.echo_password())
    one = client(server)
    one.say(f'A1 LOGIN "alice" "{CANARY}"')
    one.hear_to(b"A1 NO ")
    assert CANARY.encode() in one.hear_to(b"\r\n")
    secret = base64.b64encode(f"\0alice\0{CANARY}".encode()).decode()
    two = client(server)
    two.say("A1 AUTHENTICATE PLAIN")
    two.hear_to(b"+ \r\n")
    assert not server.conversations[1].heard.endswith(secret.encode())
    two.say(secret)
    answer = two.hear_to(b"\r\n")
    assert answer.startswith(b"A1 NO ")
    assert CANARY.encode() in answer
    assert secret.encode() in answer


def test_garbage_after_login(hostile: Start, client: Connect) -> None:
    one = client(hostile(presets.garbage_after_login()))
    one.say("A1 LOGIN a b")
    one.hear_to(b"A1 OK welcome\r\n")
    assert len(one.hear_to(b"\r\n")) > 900
    one.say("A2 NOOP")
    assert len(one.hear_to(b"\r\n")) > 900


def test_a_real_client_is_served_politely(hostile: Start, certs: Certs) -> None:
    server = hostile(presets.polite(), starttls=certs.valid)
    with imaplib.IMAP4("localhost", server.port, SECONDS) as session:
        assert "STARTTLS" in session.capabilities
        session.starttls(ssl.create_default_context(cafile=certs.ca))
        assert not server.has_heard(CANARY)
        session.authenticate("PLAIN", lambda _: f"\0alice\0{CANARY}".encode())
        assert session.noop()[0] == "OK"
    assert server.has_heard(CANARY)  # as Base64
    assert CANARY.encode() not in server.heard
    assert server.all_gone()
    assert server.ever == 1


def test_tls_from_the_first_byte(hostile: Start, certs: Certs) -> None:
    server = hostile(presets.polite(), tls=certs.valid)
    with hold(server, server.port, 3, tls=True, login=("alice", CANARY)) as strangers:
        assert strangers.alive() == 3
        assert server.open_now == 3
        assert server.heard.count(CANARY.encode()) == 3


@pytest.mark.parametrize("name", ["expired", "not_yet_valid", "wrong_name", "self_signed"])
def test_bad_certificates_are_bad(hostile: Start, client: Connect, certs: Certs, name: str) -> None:
    one = client(hostile(presets.polite(), tls=getattr(certs, name)))
    with pytest.raises(ssl.SSLCertVerificationError):
        one.secure(ssl.create_default_context(cafile=certs.ca))


def test_literals_are_read_whole(hostile: Start, client: Connect) -> None:
    server = hostile([Greet(), Until(b"LOGIN"), Send(b"done\r\n")])
    one = client(server)
    one.say("A1 LOGIN {5}")
    one.hear_to(b"+ go ahead\r\n")
    one.socket.sendall(b'al"ce {6+}\r\np ss\r\n\r\n')
    one.hear_to(b"done\r\n")
    assert server.conversations[0].command.text == b'A1 LOGIN {5}\r\nal"ce {6+}\r\np ss\r\n\r\n'


def test_scripts_by_the_number_of_the_connection(hostile: Start, client: Connect) -> None:
    greetings = hostile(lambda number: [Send(b"%d\n" % number)])
    assert [client(greetings).hear_to(b"\n") for _ in range(3)] == [b"0\n", b"1\n", b"2\n"]
    first_only = hostile([Greet(), Serve()], then=[Close()])
    assert client(first_only).hear_to(b"\n") == b"* OK ready\r\n"
    assert [client(first_only).hear() for _ in range(2)] == [b"", b""]


def test_a_drip_takes_its_time(hostile: Start, client: Connect) -> None:
    one = client(hostile([Drip(b"* OK slow\r\n", 0.01), Pause(0.01), Reset()]))
    began = time.monotonic()
    assert one.hear_to(b"\n") == b"* OK slow\r\n"
    assert time.monotonic() - began > 0.09


def test_what_was_not_expected_is_a_complaint(client: Connect) -> None:
    with Hostile([Greet(), Expect(b"capability")]) as server:
        one = client(server)
        one.say("A1 NOOP")
        one.hear_to(b"\n")
        assert one.hear() == b""
        assert server.complaints == ["expected b'capability', heard b'A1 NOOP\\r\\n'"]


def test_a_handshake_in_the_middle(hostile: Start, client: Connect, certs: Certs) -> None:
    one = client(hostile([Send(b"now!\n"), StartTls(certs.valid), Send(b"safe\n")]))
    one.hear_to(b"now!\n")
    one.secure(ssl.create_default_context(cafile=certs.ca))
    assert one.hear_to(b"\n") == b"safe\n"


def test_open_now_tells_who_has_not_closed(hostile: Start, client: Connect) -> None:
    server = hostile([Close()])
    one = client(server)
    assert one.hear() == b""
    assert not server.all_gone(seconds=0.1)
    one.socket.close()
    assert server.all_gone()


def test_closing_leaves_nothing(client: Connect, certs: Certs) -> None:
    before = set(threading.enumerate())
    server = Hostile([Silence()])
    secured = Hostile([Silence()], tls=certs.valid)
    for one in [client(server) for _ in range(40)]:
        one.say("hello")
    client(secured)  # waits in the handshake for ever
    server.close()
    secured.close()
    server.close()
    assert set(threading.enumerate()) == before
    assert server.open_now == secured.open_now == 0
