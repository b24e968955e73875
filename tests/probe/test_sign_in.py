"""How name and password go to the server: one mechanism, each answer once, a digest in CRAM-MD5."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Final

import pytest

from tests.probe.sessions import HASTY, attempt, door, how
from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile, Script
from tests.servers.steps import (
    Answer,
    AnyCommand,
    Expect,
    Greet,
    HearLine,
    Send,
    Serve,
    Silence,
    StartTls,
    Step,
)
from wizard.core.model import Outcome, Security
from wizard.core.secret import HIDDEN, Secret
from wizard.core.sign_in import Mechanism
from wizard.probe.sasl import CANCEL, answers
from wizard.probe.ways import Account

Start = Callable[..., Hostile]
CHALLENGE: Final = b"<1896.697170952@mail.office.test>"


def offering(*offers: str) -> list[Step]:
    offer = f"* CAPABILITY IMAP4rev1 {' '.join(offers)}\r\n".encode()
    return [Greet(), Expect(b"CAPABILITY"), Send(offer), Answer(b"OK done"), AnyCommand()]


def asks(challenge: bytes) -> list[Step]:
    """The server's "+", and the client's answer, which is left to the test."""
    return [Send(b"+ " + base64.b64encode(challenge) + b"\r\n"), HearLine()]


def digest(challenge: bytes = CHALLENGE, password: str = CANARY) -> str:
    return hmac.new(password.encode(), challenge, hashlib.md5).hexdigest()


CRAM: Final = offering("LOGINDISABLED", "AUTH=CRAM-MD5")
IN: Final[list[Step]] = [Answer(b"OK welcome"), Serve()]
NOT_IN: Final[list[Step]] = [Answer(b"NO [AUTHENTICATIONFAILED] no"), Serve()]


def test_the_example_of_the_rfc() -> None:
    """RFC 2195, section 2."""
    noted: list[bytes] = []
    talk = answers(Mechanism.CRAM_MD5, "tim", Secret("tanstaaftanstaaf"), noted.append)
    asked = b"PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+"
    said = talk.to(asked)
    assert base64.b64decode(said) == b"tim b913a602c7eda7a495b4e6e7334d3890"
    assert noted == [b"b913a602c7eda7a495b4e6e7334d3890", said]
    assert talk.to(asked) == CANCEL


@pytest.mark.parametrize(
    ("mechanism", "said"),
    [
        (Mechanism.PLAIN, ["\0alice\0word"]),
        (Mechanism.LOGIN_IN_STEPS, ["alice", "word"]),
    ],
)
def test_each_answer_is_given_once_and_then_never_again(
    mechanism: Mechanism, said: list[str]
) -> None:
    noted: list[bytes] = []
    talk = answers(mechanism, "alice", Secret("word"), noted.append)
    # A server may say anything here, or nothing at all.
    heard = [talk.to(challenge) for challenge in (None, b"go on", b"VXNlcg==", b"")]
    decoded = [base64.b64decode(one).decode() for one in heard if one != CANCEL]
    assert (decoded, noted) == (said, [])
    assert heard[len(said) :] == [CANCEL] * (4 - len(said))


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_with_cram_md5_alone_only_the_digest_leaves(
    hostile: Start, certs: Certs, security: Security
) -> None:
    tls = certs.valid if security is Security.TLS else None
    server = hostile([*CRAM, *asks(CHALLENGE), *IN], tls=tls)
    failure = attempt(door(server, security), how(certs.ca))
    assert failure.outcome is Outcome.OPEN
    assert not server.has_heard(CANARY)
    assert base64.b64encode(CANARY.encode()).rstrip(b"=") not in server.heard
    found = re.search(rb"AUTHENTICATE CRAM-MD5\r\n([A-Za-z0-9+/=]+)\r\n", server.heard)
    assert found
    assert base64.b64decode(found[1]).decode() == f"alice {digest()}"


@pytest.mark.parametrize("word", ["two words", 'say "cheese"', "Grüße aus Köln ☃", "x" * 300])
def test_the_digest_is_of_the_very_password(hostile: Start, word: str) -> None:
    server = hostile([*CRAM, *asks(CHALLENGE), *IN])
    assert attempt(door(server), how(user=word, password=word[::-1])).outcome is Outcome.OPEN
    found = re.search(rb"CRAM-MD5\r\n([A-Za-z0-9+/=]+)\r\n", server.heard)
    assert found
    said = base64.b64decode(found[1]).decode()
    assert said == f"{word} {digest(password=word[::-1])}"


def test_a_digest_is_given_once_however_often_it_is_asked_for(hostile: Start) -> None:
    """Each further challenge would be one more try at the password for whoever listens."""
    many = [step for number in range(20) for step in asks(b"<%d@x>" % number)]
    server = hostile([*CRAM, *many, *NOT_IN])
    assert attempt(door(server), how()).outcome is Outcome.SIGN_IN_REFUSED
    assert len(re.findall(rb"^[A-Za-z0-9+/]{40,}=*\r$", server.heard, re.MULTILINE)) == 1
    assert server.heard.count(b"*\r\n") == 19


@pytest.mark.parametrize("challenge", [b"+ this is no code!\r\n", b"+ AAA\r\n", b"+ \xff\xfe\r\n"])
def test_a_challenge_that_makes_no_sense_gets_no_answer(hostile: Start, challenge: bytes) -> None:
    server = hostile([*CRAM, Send(challenge), HearLine(), *NOT_IN])
    assert attempt(door(server), how()).outcome is Outcome.SIGN_IN_REFUSED
    assert re.search(rb"CRAM-MD5\r\n\*\r\n", server.heard)


def test_words_behind_the_plus_of_plain_do_no_harm(hostile: Start) -> None:
    server = hostile([*offering("AUTH=PLAIN"), Send(b"+ go ahead\r\n"), HearLine(), *IN])
    assert attempt(door(server), how()).outcome is Outcome.OPEN
    assert server.has_heard(CANARY)


def test_login_step_by_step_where_the_command_is_forbidden(hostile: Start) -> None:
    steps = [*asks(b"User Name\0"), *asks(b"Password\0")]
    server = hostile([*offering("LOGINDISABLED", "AUTH=LOGIN"), *steps, *IN])
    assert attempt(door(server), how()).outcome is Outcome.OPEN
    name, word = (base64.b64encode(one.encode()) for one in ("alice", CANARY))
    assert b"AUTHENTICATE LOGIN\r\n" + name + b"\r\n" + word + b"\r\n" in server.heard
    assert not re.search(rb" LOGIN \"", server.heard)


def test_a_server_that_repeats_the_digest_is_not_quoted(hostile: Start) -> None:
    said = f"alice {digest()}"
    echo = f"NO {said} {base64.b64encode(said.encode()).decode()} no".encode()
    server = hostile([*CRAM, *asks(CHALLENGE), Answer(echo), Silence()])
    failure = attempt(door(server), how())
    assert failure.said == f"NO alice {HIDDEN} {HIDDEN} no"
    assert base64.b64encode(CHALLENGE).decode() not in failure.said


def test_a_digest_of_an_earlier_session_is_hidden_as_well() -> None:
    account = Account("alice", Secret(CANARY))
    answers(Mechanism.CRAM_MD5, "alice", account.secret, account.proofs.append).to(b"")
    assert digest(b"").encode() in account.forms()
    assert CANARY not in repr(account)
    assert digest(b"") not in repr(account)


@pytest.mark.parametrize(
    ("offers", "detail"),
    [
        (("AUTH=OAUTHBEARER", "AUTH=XOAUTH2"), "browser-only"),
        (("LOGINDISABLED", "AUTH=OAUTHBEARER"), "browser-only"),
        (("LOGINDISABLED", "AUTH=SCRAM-SHA-256", "AUTH=GSSAPI"), "other-sign-in-only"),
        (("LOGINDISABLED",), "other-sign-in-only"),
    ],
)
def test_where_no_password_can_be_right_none_is_sent(
    hostile: Start, certs: Certs, offers: tuple[str, ...], detail: str
) -> None:
    server = hostile([*offering(*offers), *NOT_IN], tls=certs.valid)
    failure = attempt(door(server, Security.TLS), how(certs.ca))
    assert (failure.outcome, failure.detail) == (Outcome.NEEDS_BROWSER_SIGN_IN, detail)
    assert not server.has_heard(CANARY)
    assert b"LOGIN" not in server.heard
    assert b"AUTHENTICATE" not in server.heard


def test_login_that_is_forbidden_before_the_encryption_waits_for_it(
    hostile: Start, certs: Certs
) -> None:
    """The offers of before are forgotten: what counts is what is offered inside."""
    inside: Script = [*CRAM[1:], *asks(CHALLENGE), *IN]
    server = hostile(
        [*presets.up_to("starttls"), Answer(b"OK begin"), *_start(certs), *inside], starttls=None
    )
    failure = attempt(door(server, Security.STARTTLS), how(certs.ca))
    assert failure.outcome is Outcome.OPEN
    assert not server.has_heard(CANARY)


def _start(certs: Certs) -> list[Step]:

    return [StartTls(certs.valid)]


def test_a_server_that_falls_silent_in_the_middle_is_silent(hostile: Start) -> None:

    server = hostile([*CRAM, *asks(CHALLENGE), Silence()])
    assert attempt(door(server), how(patience=HASTY)).outcome is Outcome.SILENT
