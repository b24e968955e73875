"""Whatever bytes a server sends, at whatever moment: an outcome about the server, never a crash."""

import random
from collections.abc import Callable

import pytest

from tests.probe.sessions import attempt, door, how
from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.servers.steps import Answer, Close, Greet, Send, Until
from wizard.core.model import Outcome, Patience, Security

Start = Callable[..., Hostile]
HURRIED = Patience(2, 0.15, 0.15)
ABOUT_US = {Outcome.OUR_FAULT, Outcome.CUT_BY_US}

LINES = [
    b"* CAPABILITY IMAP4rev1 M\xfcller \xff\r\n",
    b"* CAPABILITY\r\n",
    b"* OK\r\n",
    b"*\r\n",
    b"+ \r\n",
    b"+\r\n",
    b"+ !!! no base64 \xff\r\n",
    b"\r\n",
    b"\0\0\0\r\n",
    b"* BYE\r\n",
    b"* 1\r\n",
    b"* {3}\r\nabc\r\n",
    b"* X {3}\r\nabc {2}\r\nde\r\n",
    b"* X {0}\r\n\r\n",
    b'* ID ("name"\r\n',
    b"* ID ((((((((\r\n",
    b"* ID {5}\r\n\xff\xff\xff\xff\xff)\r\n",
    b'* ID ("a" "b" "c")\r\n',
    b"* OK [CAPABILITY \xfc]\r\n",
    b"* OK [\r\n",
    b"* no [ALERT] \xe2\x80\xae\r\n",
    b"Z9999 OK who is that\r\n",
    b"* OK line ends with LF\n",
    b"* PREAUTH again\r\n",
]  # fmt: skip


@pytest.mark.parametrize("phase", presets.PHASES[:-1])
@pytest.mark.parametrize("line", LINES)
def test_an_odd_line(hostile: Start, phase: presets.Phase, line: bytes) -> None:
    server = hostile([*presets.up_to(phase), Send(line), Answer(b"OK done"), Close()])
    check(server, phase)


@pytest.mark.parametrize("line", LINES)
def test_an_odd_line_as_identity(hostile: Start, line: bytes) -> None:
    server = hostile([Greet(), Until(b"ID"), Send(line), Answer(b"OK done"), Close()])
    check(server, "login")


@pytest.mark.parametrize("phase", presets.PHASES[:-1])
@pytest.mark.parametrize("seed", range(4))
def test_noise(hostile: Start, phase: presets.Phase, seed: int) -> None:
    noise = random.Random(seed).randbytes(2000)
    check(hostile([*presets.up_to(phase), Send(noise), Close()]), phase)


@pytest.mark.parametrize("seed", range(10))
def test_an_answer_with_a_flipped_bit(hostile: Start, certs: Certs, seed: int) -> None:
    chance = random.Random(seed)
    honest = bytearray(b'* CAPABILITY IMAP4rev1 ID AUTH=PLAIN\r\n* ID ("name" "x")\r\n')
    honest[chance.randrange(len(honest))] ^= 1 << chance.randrange(8)
    server = hostile(
        [*presets.up_to("capability"), Send(bytes(honest)), Answer(b"OK done"), Close()],
        tls=certs.valid,
    )
    failure = attempt(door(server, Security.TLS), how(certs.ca, patience=HURRIED), first=True)
    assert failure.outcome not in ABOUT_US, failure


def check(server: Hostile, phase: presets.Phase) -> None:
    security = Security.STARTTLS if phase in {"starttls", "tls"} else Security.NONE
    failure = attempt(door(server, security), how(patience=HURRIED), first=True)
    assert failure.outcome not in ABOUT_US, failure
    assert failure.said.isprintable()
    assert server.all_gone()
