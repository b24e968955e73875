"""The practice server speaks IMAP: every command, every way in, and a real client library."""

import base64
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.probe.practice_client import WAYS, Client, Place, Seen, practice_place
from tests.servers import CANARY, USERS
from wizard.core.secret import Secret
from wizard.probe.practice import COURIER, DOVECOT, NoLimit, PracticeServer, Role

QUICK = 0.05  # seconds a wrong password takes here

every_way = pytest.mark.parametrize("way", WAYS)
both_roles = pytest.mark.parametrize("role", [COURIER, DOVECOT], ids=lambda role: role.name)


def quick(role: Role) -> Role:
    return replace(role, wrong_password_delay=QUICK)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(NoLimit(), users=USERS, role=quick(COURIER)) as running:
        yield running


@pytest.fixture
def place(server: PracticeServer) -> Place:
    return practice_place(server)


@pytest.fixture
def client(place: Place) -> Iterator[Client]:
    """Greeted, not signed in."""
    with Client(place) as session:
        assert session.greet() == Seen("open")
        yield session


def plain_response(user: str, password: str) -> bytes:
    return base64.b64encode(f"\0{user}\0{password}".encode())


@pytest.mark.parametrize(
    ("role", "way", "capabilities", "name"),
    [
        (COURIER, "plain", b"IMAP4rev1 NAMESPACE ID STARTTLS", b"Courier-IMAP ready."),
        (COURIER, "tls", b"IMAP4rev1 NAMESPACE ID AUTH=PLAIN", b"Courier-IMAP ready."),
        (
            DOVECOT,
            "plain",
            b"IMAP4rev1 SASL-IR NAMESPACE ID STARTTLS AUTH=PLAIN",
            b"Dovecot ready.",
        ),
        (DOVECOT, "tls", b"IMAP4rev1 SASL-IR NAMESPACE ID AUTH=PLAIN", b"Dovecot ready."),
    ],
)
def test_it_greets_as_who_it_plays_and_says_that_it_is_practice(
    role: Role, way: str, capabilities: bytes, name: bytes
) -> None:
    with PracticeServer(NoLimit(), role=role) as server, practice_client(server, way) as client:
        assert client.line() == (
            b"* OK [CAPABILITY " + capabilities + b"] " + name
            + b" Training server of Mail Connection Check.\r\n"
        )  # fmt: skip
        client.send(b"c1 capability")
        assert client.line() == b"* CAPABILITY " + capabilities + b"\r\n"
        assert client.line() == b"c1 OK CAPABILITY completed\r\n"


def practice_client(server: PracticeServer, way: str) -> Client:
    """Connected and encrypted, the greeting not read yet."""
    client = Client(practice_place(server), way)
    if way == "tls":
        client._handshake()
    return client


def test_after_starttls_it_offers_what_it_offers_under_tls(place: Place) -> None:
    with Client(place, "starttls") as client:
        client.greet()
        client.send(b"c1 CAPABILITY")
        assert client.line() == b"* CAPABILITY IMAP4rev1 NAMESPACE ID AUTH=PLAIN\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        (b"l1 LOGIN alice canary-7Q2x-Passwort",),
        (b'l1 login "alice" "canary-7Q2x-Passwort"',),
        (b'l1 LOGIN  alice  "canary-7Q2x-Passwort" ',),
        (b"l1 LOGIN {5}", b"alice {20}", b"canary-7Q2x-Passwort"),
        (b"l1 LOGIN alice {20}", b"canary-7Q2x-Passwort"),
        (b"l1 AUTHENTICATE PLAIN", plain_response("alice", CANARY)),
        (b"l1 AUTHENTICATE plain " + plain_response("alice", CANARY),),
    ],
)
@every_way
def test_every_way_to_sign_in(place: Place, way: str, lines: tuple[bytes, ...]) -> None:
    with Client(place, way) as client:
        assert client.greet().how == "open"
        for line in lines[:-1]:
            client.send(line)
            assert client.line().startswith(b"+ ")
        client.send(lines[-1])
        assert client.line() == b"l1 OK LOGIN Ok.\r\n"


def test_quotes_backslashes_and_letters_of_all_languages() -> None:
    word = 'quo"te back\\slash {5} Grüße'
    with (
        PracticeServer(NoLimit(), users={"jürgen@büro.test": Secret(word)}) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        quoted = word.replace("\\", "\\\\").replace('"', '\\"')
        assert client.ask(f'l1 LOGIN "jürgen@büro.test" "{quoted}"'.encode()).startswith(b"l1 OK")


@pytest.mark.parametrize(
    "line",
    [
        b'l1 LOGIN alice "canary"',
        b'l1 LOGIN alice ""',
        b'l1 LOGIN "" canary-7Q2x-Passwort',
        b"l1 LOGIN ALICE canary-7Q2x-Passwort",
        b"l1 LOGIN nobody canary-7Q2x-Passwort",
        b"l1 AUTHENTICATE PLAIN " + plain_response("alice", "canary"),
    ],
)
@both_roles
def test_a_wrong_password_is_answered_late_and_the_session_stays(role: Role, line: bytes) -> None:
    expected = {
        "Courier-IMAP": b"l1 NO Login failed.\r\n",
        "Dovecot": b"l1 NO [AUTHENTICATIONFAILED] Authentication failed.\r\n",
    }
    with (
        PracticeServer(NoLimit(), users=USERS, role=quick(role)) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        began = time.monotonic()
        assert client.ask(line) == expected[role.name]
        assert time.monotonic() - began >= QUICK
        assert client.sign_in() == Seen("signed in")
        assert server.refused_total == 0


def test_who_practises_without_saying_so_is_called_practice() -> None:
    with PracticeServer() as server, Client(practice_place(server)) as client:
        client.greet()
        assert client.ask(b"l1 LOGIN practice practice").startswith(b"l1 OK")


def test_the_delays_are_those_of_the_real_servers() -> None:
    assert (COURIER.wrong_password_delay, DOVECOT.wrong_password_delay) == (5.0, 2.0)
    assert (COURIER.unsigned_life, DOVECOT.unsigned_life) == (60.0, 180.0)
    assert (COURIER.inactivity, DOVECOT.inactivity) == (1800.0, 1800.0)


def test_id_says_what_it_is(client: Client) -> None:
    client.send(b'i1 ID ("name" "somebody")')
    assert client.line() == (
        b'* ID ("name" "Courier-IMAP" "vendor" "Training server of Mail Connection Check")\r\n'
    )
    assert client.line() == b"i1 OK ID completed\r\n"
    assert client.ask(b"i2 ID NIL") == b"i2 OK ID completed\r\n"


def test_noop_and_namespace(client: Client) -> None:
    assert client.ask(b"n1 NOOP") == b"n1 OK NOOP completed\r\n"
    assert client.ask(b"n2 NAMESPACE") == b"n2 NO Error in IMAP command received by server.\r\n"
    client.sign_in()
    client.send(b"n3 NAMESPACE")
    assert client.line() == b'* NAMESPACE (("INBOX." ".")) NIL NIL\r\n'
    assert client.line() == b"n3 OK NAMESPACE completed\r\n"
    assert client.alive()


@every_way
def test_logout_says_goodbye_and_closes(server: PracticeServer, place: Place, way: str) -> None:
    with Client(place, way) as client:
        client.greet()
        client.sign_in()
        client.send(b"z1 LOGOUT")
        assert client.line() == b"* BYE Until next time.\r\n"
        assert client.line() == b"z1 OK LOGOUT completed\r\n"
        assert client.line() == b""
    assert server.served_now() == 0


@pytest.mark.parametrize(
    "line",
    [
        b"x1 XYZZY",
        b"x1 SELECT INBOX",
        b"x1 LOGIN",
        b"x1 LOGIN alice",
        b"x1 LOGIN alice two three",
        b'x1 LOGIN alice "no end',
        b'x1 LOGIN "alice""two"',
        b"x1 LOGIN (alice two)",
        b"x1 LOGIN alice two {3}",
        b"x1 NOOP now",
        b"x1 ID",
        b"x1 ID {3}",
        b"x1 AUTHENTICATE",
        b"x1 AUTHENTICATE CRAM-MD5",
        b"x1 AUTHENTICATE PLAIN !!!!",
        b"x1 AUTHENTICATE PLAIN " + base64.b64encode(b"no zero bytes"),
        b"x1 STARTTLS now",
    ],
)
@both_roles
def test_what_makes_no_sense_is_answered_as_the_real_server_does(role: Role, line: bytes) -> None:
    word = b"NO" if role is COURIER else b"BAD"
    with (
        PracticeServer(NoLimit(), role=role) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        assert client.ask(line) == b"x1 " + word + b" Error in IMAP command received by server.\r\n"
        assert client.alive()


def test_a_client_may_think_better_of_authenticate(client: Client) -> None:
    client.send(b"a1 AUTHENTICATE PLAIN")
    assert client.line() == b"+ \r\n"
    client.send(b"*")
    assert client.line() == b"a1 NO Error in IMAP command received by server.\r\n"
    assert client.alive()


@pytest.mark.parametrize("line", [b"x1 LOGIN alice two", b"x1 AUTHENTICATE PLAIN", b"x1 STARTTLS"])
def test_who_is_signed_in_cannot_sign_in_or_encrypt_again(client: Client, line: bytes) -> None:
    client.sign_in()
    assert client.ask(line) == b"x1 NO Error in IMAP command received by server.\r\n"
    assert client.alive()


def test_starttls_works_once(place: Place) -> None:
    with Client(place, "starttls") as client:
        client.greet()
        assert client.ask(b"x1 STARTTLS").startswith(b"x1 NO Error")
        assert client.sign_in() == Seen("signed in")


@both_roles
def test_too_much_nonsense_in_a_row_ends_the_session(role: Role) -> None:
    with (
        PracticeServer(NoLimit(), role=role) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        for _ in range(role.most_mistakes - 1):
            client.ask(b"x1 XYZZY")
        assert client.alive()  # something sensible in between: it counts from zero again
        answers = [client.ask(b"x1 XYZZY")[:5] for _ in range(role.most_mistakes)]
        assert answers[-1] == b"* BYE"
        assert b"* BYE" not in answers[:-1]
        assert client.line() == b""


def test_lines_may_end_without_a_carriage_return_and_come_in_pieces(client: Client) -> None:
    for piece in (b"n", b"1 NO", b"OP", b"\nn2 NOOP\n"):
        client.socket.sendall(piece)
    assert client.line() == b"n1 OK NOOP completed\r\n"
    assert client.line() == b"n2 OK NOOP completed\r\n"
