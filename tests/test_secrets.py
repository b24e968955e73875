"""The password leaves this program in one place only: on its way to the server, when it signs in.

A canary is planted and searched for in everything else: events, cases, results, notes, what the
terminal shows, log records, files, the environment, names of threads, exceptions and reprs.
"""

import base64
import copy
import hashlib
import hmac
import io
import json
import logging
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile, Script
from tests.servers.steps import (
    Answer,
    AnyCommand,
    Close,
    EchoSecrets,
    Expect,
    Greet,
    HearLine,
    Send,
    Serve,
    Silence,
    Step,
)
from wizard import cli, service
from wizard.cli import orders
from wizard.core import archive
from wizard.core.model import Case, Need, Patience, Plan, Security, Target, Waits
from wizard.core.result import result
from wizard.core.secret import Secret
from wizard.paper import sentences
from wizard.paper.note import Version, note
from wizard.service import Progress
from wizard.words import Words

QUICK: Final = Waits((0.05,) * 3, 0.05, (0.05,) * 2, (0.05,) * 2, 0.1, 0.1, 0.05, 0.05, 0.2, 0.1,
                     0.1, 0.1, 45.0, (0.05,) * 2)  # fmt: skip
PLAN: Final = Plan(Need(3, 3), pace=0.0, patience=Patience(2, 2, 1), waits=QUICK)
USER: Final = "alice"
# As LOGIN, PLAIN and simpler codes would write it.
FORMS: Final = (
    CANARY,
    base64.b64encode(f"\0{USER}\0{CANARY}".encode()).decode(),
    base64.b64encode(CANARY.encode()).decode(),
    CANARY.encode().hex(),
    CANARY[::-1],
)


def leaks(text: str) -> list[str]:
    return [form for form in FORMS if form.lower() in text.lower()]


@dataclass
class Everything:
    """All that a test of this program left anywhere."""

    texts: dict[str, str] = field(default_factory=dict)

    def note_case(self, case: Case) -> None:
        advice, words = service.read(case), Words("en")
        self.texts["case"] = repr(case) + json.dumps(archive.to_json(case), ensure_ascii=False)
        self.texts["result"] = json.dumps(result(case, advice), ensure_ascii=False) + repr(advice)
        self.texts["notes"] = "".join(note(case, advice, words, each) or "" for each in Version)
        self.texts["sentences"] = "\n".join([
            sentences.headline(advice, words, case), sentences.why(advice, words, case),
            sentences.what_next(advice, words), sentences.how_sure(advice, words),
        ])  # fmt: skip

    def found(self) -> dict[str, list[str]]:
        return {name: forms for name, text in self.texts.items() if (forms := leaks(text))}


@pytest.fixture
def everything(
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Everything]:
    """Collects; at the end of the test nothing of it may hold the password."""
    monkeypatch.chdir(tmp_path)
    # imaplib and imapclient would log every command at this level.
    caplog.set_level(logging.DEBUG)
    all_of_it = Everything()
    yield all_of_it
    all_of_it.texts["log"] = "\n".join(
        record.getMessage() + repr(record.__dict__) for record in caplog.records
    )
    all_of_it.texts["screen"] = "".join(capfd.readouterr())
    all_of_it.texts["environment"] = repr(dict(os.environ)) + repr(sys.argv)
    all_of_it.texts["threads"] = repr(threading.enumerate())
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    all_of_it.texts["files"] = "".join(
        each.name + each.read_text(encoding="utf-8", errors="replace") for each in files
    )
    assert all_of_it.found() == {}


LOGIN_ONLY: Final[Script] = [Greet(), Expect(b"CAPABILITY"), Send(b"* CAPABILITY IMAP4rev1\r\n"),
                     Answer(b"OK done"), AnyCommand()]  # fmt: skip
LINE: Final = CANARY.encode()

CHALLENGE: Final = b"<1896.697170952@mail.office.test>"
DIGEST: Final = hmac.new(LINE, CHALLENGE, hashlib.md5).hexdigest()
PROOF: Final = base64.b64encode(f"{USER} {DIGEST}".encode()).decode()


def offering(offer: bytes, *challenges: bytes) -> list[Step]:
    """A server with one mechanism, up to the moment when it would have to answer."""
    asks = [b"+ " + base64.b64encode(one) + b"\r\n" for one in challenges]
    steps: list[Step] = [one for ask in asks for one in (Send(ask), HearLine())]
    return [Greet(), Expect(b"CAPABILITY"), Send(b"* CAPABILITY IMAP4rev1 " + offer + b"\r\n"),
            Answer(b"OK done"), AnyCommand(), *steps]  # fmt: skip


STEP_BY_STEP: Final = offering(b"LOGINDISABLED AUTH=LOGIN", b"Username:", b"Password:")
CRAM: Final = offering(b"LOGINDISABLED AUTH=CRAM-MD5", CHALLENGE)
CODED: Final = base64.b64encode(LINE)

SERVERS: Final[dict[str, Script]] = {
    "right-steps": [*STEP_BY_STEP, Answer(b"OK welcome"), Serve()],
    "echo-steps": [*STEP_BY_STEP, Answer(b"NO " + CODED + b" is " + LINE), Silence()],
    "right": presets.polite(),
    "right-login": [*LOGIN_ONLY, Answer(b"OK welcome"), *presets.polite()[1:]],
    "wrong": presets.no_at_login(b"[AUTHENTICATIONFAILED] no"),
    "echo-plain": presets.echo_password(),
    "echo-login": [*LOGIN_ONLY, EchoSecrets(), Silence()],
    "echo-alert": [*presets.up_to("login"), Send(b"* NO [ALERT] " + LINE + b"\r\n"),
                   Answer(b"NO no"), Silence()],
    "echo-bye": [*presets.up_to("login"), Send(b"* BYE [LIMIT] too many connections for " + LINE
                                               + b"\r\n"), Close()],
    "echo-before-a-cut-line": [*presets.up_to("login"), Answer(b"NO " + b"x" * 490 + LINE * 9)],
    "echo-noop": [*presets.up_to("after_login"), Answer(b"NO " + LINE), Close()],
    "echo-later": [*presets.up_to("noop"), Answer(b"OK " + LINE), Send(b"* BYE " + LINE + b"\r\n"),
                   Close()],
    "dies": presets.close_at("login"),
    "resets": presets.reset_at("login"),
    "silent": presets.silence_at("login"),
    "noise": presets.garbage_after_login(),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVERS)
def test_whatever_the_server_does_with_it(
    hostile: type[Hostile], everything: Everything, name: str
) -> None:
    server = hostile(SERVERS[name])
    target = Target(server.host, server.port, Security.NONE, USER)
    told: list[Progress] = []
    case = service.check(target, Secret(CANARY), PLAN, told.append, threading.Event())
    assert server.has_heard(CANARY)
    everything.note_case(case)
    everything.texts["progress"] = repr(told)


def test_a_server_that_repeats_it_in_its_next_greeting(
    hostile: type[Hostile], everything: Everything
) -> None:
    """It was heard in a first session that a limit refused; the second one is greeted with it."""
    greeting = Greet(b"* OK hello " + LINE + b"\r\n")
    offer = Send(b"* CAPABILITY IMAP4rev1 ID X-" + LINE + b"\r\n")
    identity = Send(b'* ID ("name" "' + LINE + b'")\r\n')
    offered: Script = [greeting, Expect(b"CAPABILITY"), offer, Answer(b"OK done")]
    named: Script = [Expect(b"ID"), identity, Answer(b"OK done")]
    repeats: Script = [*offered, *named, *presets.polite()[1:]]
    refused = presets.no_at_login(b"[LIMIT] Too many simultaneous connections")
    scripts = {0: refused, 1: repeats}
    server = hostile(lambda number: scripts.get(number, presets.polite()))
    target = Target(server.host, server.port, Security.NONE, USER)
    case = service.check(target, Secret(CANARY), PLAN, lambda _: None, threading.Event())
    assert server.ever > 1
    everything.note_case(case)


def test_a_digest_is_as_secret_as_the_password(
    hostile: type[Hostile], everything: Everything
) -> None:
    """With the challenge beside it, passwords could be tried against it at leisure."""
    echo = f"NO [ALERT] {USER} {DIGEST} {PROOF} no".encode()
    second: Script = [Greet(b"* OK hello " + PROOF.encode() + b"\r\n"), *CRAM[1:],
                      Answer(echo), Silence()]  # fmt: skip
    scripts = {0: [*CRAM, Answer(b"NO [LIMIT] Too many simultaneous connections"), Serve()]}
    server = hostile(lambda number: scripts.get(number, second))
    target = Target(server.host, server.port, Security.NONE, USER)
    told: list[Progress] = []
    case = service.check(target, Secret(CANARY), PLAN, told.append, threading.Event())
    everything.note_case(case)
    everything.texts["progress"] = repr(told)
    assert not server.has_heard(CANARY)
    assert server.has_heard(PROOF)
    asked = base64.b64encode(CHALLENGE).decode()
    for text in everything.texts.values():
        assert not [word for word in (DIGEST, PROOF, asked) if word.lower() in text.lower()]


@pytest.mark.parametrize("name", ["AUTH=OAUTHBEARER AUTH=XOAUTH2", "LOGINDISABLED AUTH=GSSAPI"])
def test_where_no_password_can_be_right_none_leaves(
    hostile: type[Hostile], everything: Everything, certs: Certs, name: str
) -> None:
    server = hostile([*offering(name.encode()), Serve()], tls=certs.valid)
    target = Target("localhost", server.port, Security.TLS, USER, 4, ca_file=str(certs.ca))
    case = service.check(target, Secret(CANARY), PLAN, lambda _: None, threading.Event())
    everything.note_case(case)
    assert leaks(server.heard.decode("latin-1")) == []
    assert b"AUTHENTICATE" not in server.heard


@pytest.mark.parametrize(
    "place", ["wire.Wire.sign_in", "opening.classify", "lines.Lines.line", "lines.Lines.drain"]
)
def test_a_crash_of_our_own_code(
    hostile: type[Hostile], everything: Everything, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def broken(*arguments: object, **_: object) -> None:
        raise RuntimeError(f"{CANARY} {arguments}")

    monkeypatch.setattr(f"wizard.probe.{place}", broken)
    server = hostile(presets.no_at_login(b"no"))
    target = Target(server.host, server.port, Security.NONE, USER)
    case = service.check(target, Secret(CANARY), PLAN, lambda _: None, threading.Event())
    everything.note_case(case)


def test_a_stop_while_signing_in(hostile: type[Hostile], everything: Everything) -> None:
    server = hostile(presets.silence_at("login"))
    target = Target(server.host, server.port, Security.NONE, USER)
    stop = threading.Event()

    def press() -> None:
        while not server.has_heard(CANARY):
            stop.wait(0.01)
        stop.set()

    presser = threading.Thread(target=press)
    presser.start()
    plan = Plan(Need(3, 3), pace=0.0, patience=Patience(20, 20, 20))
    case = service.check(target, Secret(CANARY), plan, lambda _: None, stop)
    presser.join()
    everything.note_case(case)


@pytest.mark.parametrize("name", [name for name in SERVERS if name != "silent"])
def test_the_command_line_and_its_files(
    hostile: type[Hostile], everything: Everything, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(orders, "Plan", partial(Plan, waits=QUICK))
    monkeypatch.setattr(sys, "stdin", io.StringIO(CANARY + "\n"))
    server = hostile(SERVERS[name])
    status = cli.main([
        "check", server.host, "--port", str(server.port), "--security", "none", "--user", USER,
        "--password-stdin", "--allow-plaintext-password", "--need", "3", "--pace", "0",
        "--patience", "1", "--json", "r.json", "--note", "n.txt",
    ])  # fmt: skip
    assert status not in {1, 2}
    assert Path("r.json").exists()
    assert server.has_heard(CANARY)


def test_a_crash_of_the_command_line(
    everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object, secret: Secret, *__: object, **___: object) -> None:
        raise RuntimeError(f"{secret} {secret!r} {secret.reveal()}")

    monkeypatch.setattr(service, "check", broken)
    monkeypatch.setattr(sys, "stdin", io.StringIO(CANARY + "\n"))
    assert cli.main(["check", "localhost", "--user", USER, "--password-stdin"]) == 1


def test_a_bad_certificate_or_no_encryption_means_it_is_never_sent(
    hostile: type[Hostile], certs: Certs
) -> None:
    servers = [
        (hostile(presets.polite(), tls=certs.expired), Security.TLS),
        (hostile(presets.polite(), tls=certs.self_signed), Security.TLS),
        (hostile(presets.polite(), starttls=certs.wrong_name), Security.STARTTLS),
        (hostile(presets.polite()), Security.STARTTLS),
        (hostile(presets.polite()), Security.TLS),
    ]
    for server, security in servers:
        target = Target("localhost", server.port, security, USER, 4, ca_file=str(certs.ca))
        service.check(target, Secret(CANARY), PLAN, lambda _: None, threading.Event())
        assert server.ever > 0
        assert not server.has_heard(CANARY)


def test_a_secret_shows_copies_and_stores_nothing() -> None:
    secret = Secret(CANARY)
    shown = f"{secret} {secret!r} {[secret]} {vars(Secret)}"
    assert leaks(shown) == []
    assert not hasattr(secret, "__dict__")
    for store in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError) as refusal:
            store(secret)
        assert leaks("".join(traceback.format_exception(refusal.value))) == []


@pytest.mark.parametrize("mark", ["\r", "\n", "\0"])
def test_a_secret_that_cannot_be_is_refused_without_being_quoted(mark: str) -> None:
    with pytest.raises(ValueError, match="line break") as refusal:
        Secret(f"{CANARY}{mark}")
    assert leaks(str(refusal.value)) == []
