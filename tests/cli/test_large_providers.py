"""The command line at Google and the like: the answer at once, and nothing asked for in vain."""

from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_status import needs_german, valid, values
from wizard import assets

TABLE: Any = assets.read_json("big-providers.json")
LARGE = [row["hosts"][0] for row in TABLE["providers"] if not row["tested"]]


class Untouchable(io.StringIO):
    """A terminal that must not be read."""

    def isatty(self) -> bool:
        return True

    def readline(self, *_: object) -> str:  # type: ignore[override]
        pytest.fail("a password was asked for")


@pytest.fixture
def nothing_is_asked_or_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("it was asked for, looked up or connected")

    monkeypatch.setattr(getpass, "getpass", forbidden)
    monkeypatch.setattr("wizard.probe.driver.Driver", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    monkeypatch.setattr("socket.socket.connect", forbidden)


@pytest.mark.usefixtures("nothing_is_asked_or_connected")
@pytest.mark.parametrize("host", [*LARGE, "OUTLOOK.OFFICE365.COM."])
def test_the_answer_comes_at_once(run: Run, papers: Path, host: str) -> None:
    told = run("check", host, "--json", papers / "r.json", "--note", papers / "n.txt")
    lines = values(told.out)
    assert told.err == ""
    assert lines["verdict"] == "per-mailbox"
    assert lines["status"] == str(told.status)
    assert lines["headline"] == f"This mailbox is run by {lines['provider']}"
    assert (lines["address"], lines["setting"], lines["value"]) == ("", "", "")
    result = valid(papers / "r.json")
    assert (result["events"], result["suggestion"]) == ([], None)
    assert result["counts"]["attempts"] == result["counts"]["left_open"] == 0
    assert result["verdict"]["limit"] == int(lines["limit"])
    assert result["known"]["name"] == lines["provider"]
    assert not result["known"]["tested"]
    instead = (papers / "n.txt").read_text(encoding="utf-8")
    assert instead.startswith(lines["headline"])
    assert "hosting provider" in instead


@pytest.mark.usefixtures("nothing_is_asked_or_connected")
@pytest.mark.parametrize(("need", "status"), [(15, 0), (16, 11)], ids=["enough", "too-few"])
def test_the_exit_status_is_that_of_a_limit_for_one_mailbox(
    run: Run, need: int, status: int
) -> None:
    assert run("check", "imap.gmail.com", "--mailbox-need", need).status == status


@pytest.mark.usefixtures("nothing_is_asked_or_connected")
def test_no_password_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither from a terminal nor from a pipe; the mailbox alone tells whose it is, too."""
    real = io.StringIO
    monkeypatch.setattr("tests.cli.conftest.io.StringIO", lambda _: Untouchable())
    for host, user in (("imap.gmail.com", "anna"), ("mail.example.com", "anna@outlook.com")):
        told = run("check", host, "--user", user, "--password-stdin")
        assert (told.err, values(told.out)["verdict"]) == ("", "per-mailbox")
        assert isinstance(sys.stdin, Untouchable)
    monkeypatch.setattr("tests.cli.conftest.io.StringIO", real)


def test_a_host_that_only_looks_alike_is_looked_up(run: Run) -> None:
    """Nobody's name, so the look-up finds nothing; but it was tried."""
    for host in ("imap.gmail.com.evil.example", "notgmail.example"):
        told = run("check", host)
        assert (told.status, values(told.out)["verdict"]) == (20, "not-found")
        assert values(told.out)["provider"] == ""


def test_whoever_insists_is_asked_for_the_password_and_gets_a_test(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []

    class Begun(Exception):
        pass

    def driver(target: object, plan: Any, *_: object) -> None:  # noqa: ANN401
        begun.append((target, plan))
        raise Begun

    monkeypatch.setattr("wizard.probe.driver.Driver", driver)
    told = run("check", "imap.gmail.com", "--test-anyway", "--user", "a", "--password-stdin",
               typed="secret\n")  # fmt: skip
    assert told.status == 1
    [(target, plan)] = begun
    assert (target.user, plan.test_anyway, plan.most) == ("a", True, 50)
    assert run("check", "imap.gmail.com", "--test-anyway", "--user", "a", "--password-stdin",
               typed="").status == 2  # fmt: skip


class Terminal(io.StringIO):
    """A screen."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("nothing_is_asked_or_connected")
@pytest.mark.parametrize("language", ["en", pytest.param("de", marks=needs_german)])
@pytest.mark.parametrize("host", LARGE)
def test_on_a_terminal_it_is_told_in_sentences_without_a_strip_of_places(
    run: Run, monkeypatch: pytest.MonkeyPatch, host: str, language: str
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    run("check", host, "--lang", language)
    said = screen.getvalue()
    assert "\x1b" not in said
    assert "--test-anyway" in said
    assert f"server: {host}:993 tls\n" in said
    assert ("Details:" if language == "en" else "Einzelheiten:") in said
    assert "·" not in said


def test_help_tells_how_to_insist(run: Run) -> None:
    assert "--test-anyway" in run("check", "--help").out
