"""The command line where a sign-in was refused: tried once, and what else there is by hand."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run, Said
from tests.servers import CANARY, presets
from tests.servers.hostile import Hostile, Script
from tests.servers.steps import Answer, Expect, Greet, Send, Serve
from wizard import assets, service
from wizard.core import providers

Start = Callable[..., Hostile]
NEEDS_APP = b"[ALERT] Application-specific password required: https://evil.example/x"


@pytest.fixture
def check(
    run: Run, hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Said, Hostile]]:
    """`check --user ...` for somebody at a terminal, against a server that plays a script."""

    def start(script: Script, user: str = "info@miller.example") -> tuple[Said, Hostile]:
        server = hostile(script)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        told = run(
            "check", server.host, "--port", server.port, "--security", "none", "--user", user,
            "--password-stdin", "--allow-plaintext-password", "--pace", "0",
            typed=f"{CANARY}\n",
        )  # fmt: skip
        return told, server

    return start


Check = Callable[..., tuple[Said, Hostile]]


def plain(told: Said) -> str:
    return re.sub(r"[\u2068\u2069]", "", " ".join(told.out.split()))


def offers(words: bytes) -> Script:
    offer = Send(b"* CAPABILITY IMAP4rev1 " + words + b"\r\n")
    return [Greet(), Expect(b"CAPABILITY"), offer, Answer(b"OK done"), Serve()]


def test_one_wrong_password_ends_the_test_and_names_the_other_form(check: Check) -> None:
    told, server = check(presets.no_at_login(b"[AUTHENTICATIONFAILED] no"))
    assert told.status == 21
    assert server.ever == 1
    assert "The mail server did not accept this password" in told.out
    assert plain(told).count("--user info") == 1
    assert CANARY not in told.out + told.err


def test_no_other_form_is_named_where_none_is_known(check: Check) -> None:
    told, _ = check(presets.no_at_login(b"no"), "web12p3")
    assert "Some providers want the name" not in told.out


def test_an_app_password_is_asked_for(check: Check) -> None:
    told, server = check(presets.no_at_login(NEEDS_APP))
    assert told.status == 21
    assert server.ever == 1
    assert "This provider wants an app password" in told.out
    assert "Look there for “app passwords”" in plain(told)
    assert "Your provider explains it here" not in told.out
    assert "--user info" not in told.out


def test_our_list_names_the_help(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    table: Any = assets.read_json("big-providers.json")
    known = providers.look_up(table, "imap.fastmail.com", None)
    monkeypatch.setattr(service, "_look_up", lambda _: known)
    told, _ = check(presets.no_at_login(b"Incorrect username or password"))
    assert "This provider wants an app password" in told.out
    assert "https://www.fastmail.com/help/clients/apppassword.html" in plain(told)


def test_too_many_sign_ins_are_no_wrong_password(check: Check) -> None:
    told, server = check(presets.no_at_login(b"Too many login failures"))
    assert told.status == 21
    assert server.ever == 1
    assert "The mail server takes no more sign-ins right now" in told.out
    assert "did not accept this password" not in told.out


@pytest.mark.parametrize(
    ("words", "status", "headline"),
    [
        (b"AUTH=OAUTHBEARER", 21, "This provider signs in only through the browser"),
        (
            b"LOGINDISABLED AUTH=OAUTHBEARER",
            20,
            "The mail server takes a password only on a protected connection",
        ),
    ],
)
def test_where_no_password_can_be_right_none_is_sent(
    check: Check, words: bytes, status: int, headline: str
) -> None:
    told, server = check(offers(words))
    assert told.status == status
    assert headline in plain(told)
    assert not server.has_heard(CANARY)
