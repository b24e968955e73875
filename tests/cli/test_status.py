"""The exit status of every kind, the lines for programs, the result file, and practice runs."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.paper.cases import COURIER, Story, advise, verdict
from tests.pseudo import CLOSE, OPEN, pseudo_words
from wizard import assets, cli, service
from wizard.cli import orders
from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.model import Case, Plan, Waits
from wizard.words import languages

QUICK: Final = Waits((0.05,) * 3, 0.05, (0.05,) * 2, (0.05,) * 2, 0.1, 0.1, 0.05, 0.05, 0.2, 0.1,
                     0.1, 0.1, 45.0, (0.05,) * 2)  # fmt: skip
STATUS: Final = {
    Kind.PER_ADDRESS: 10,
    Kind.PER_MAILBOX_AND_ADDRESS: 11,
    Kind.PER_MAILBOX: 11,
    Kind.NO_CLEAR_RESULT: 12,
    Kind.STOPPED: 12,
    Kind.NO_LIMIT_FOUND: 12,
    Kind.LOCKED_OUT: 13,
    Kind.RATE: 13,
    Kind.EVICTS_OLDEST: 13,
    Kind.SERVER_FULL: 14,
    Kind.OFFICE_NETWORK: 15,
    Kind.NOT_FOUND: 20,
    Kind.CANNOT_REACH: 20,
    Kind.NO_PLACE_FREE: 20,
    Kind.SIGN_IN_REFUSED: 21,
    Kind.NEEDS_BROWSER_SIGN_IN: 21,
    Kind.CERTIFICATE_PROBLEM: 22,
}


def valid(file: Path) -> dict[str, Any]:
    """The result in a file, which keeps the schema."""
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    schema: Any = assets.read_json("result.schema.json")
    Draft202012Validator(schema).validate(told)
    return told


def pretend(monkeypatch: pytest.MonkeyPatch, found: Verdict) -> None:
    """The service found this; nothing is connected."""
    case: Case = Story().opens(4).refuses().case(COURIER)
    monkeypatch.setattr(service, "check", lambda *_, **__: case)
    monkeypatch.setattr(service, "read", lambda _: advise(found))


def values(out: str) -> dict[str, str]:
    """`key: value` lines."""
    pairs = [line.partition(":") for line in out.splitlines()]
    assert all(colon == ":" and key == key.strip() for key, colon, _ in pairs)
    return {key: value.strip() for key, _, value in pairs}


def test_every_kind_is_here() -> None:
    assert set(STATUS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_status_lines_and_file_of_a_kind(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path, kind: Kind
) -> None:
    limit = 4 if STATUS[kind] in {10, 11} or kind is Kind.NO_LIMIT_FOUND else None
    pretend(monkeypatch, verdict(kind, limit, confidence=Confidence.FAIRLY_SURE))
    told = run("check", "localhost", "--json", papers / "r.json", "--note", papers / "n.txt")
    assert (told.status, told.err) == (STATUS[kind], "")
    lines = values(told.out)
    assert lines["verdict"] == kind
    assert lines["status"] == str(told.status)
    assert lines["headline"]
    assert valid(papers / "r.json")["verdict"]["kind"] == kind
    assert (papers / "n.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (Kind.LOCKED_OUT, "Mail fails in our office: are we blocked by your protection?"),
        (Kind.CERTIFICATE_PROBLEM, "The certificate of your mail server mail.example-host.net"),
        (Kind.OFFICE_NETWORK, "Our router or internet line stops new connections"),
    ],
)
def test_a_note_without_a_value_to_ask_for_is_written_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path, kind: Kind, subject: str
) -> None:
    pretend(monkeypatch, verdict(kind))
    run("check", "localhost", "--note", papers / "n.txt")
    assert (papers / "n.txt").read_text("utf-8").startswith(f"Subject: {subject}")


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (Kind.LOCKED_OUT, "The message to your provider:"),
        (Kind.OFFICE_NETWORK, "The message to whoever looks after your network:"),
    ],
)
def test_on_a_terminal_a_note_says_who_it_is_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: Kind, heading: str
) -> None:
    pretend(monkeypatch, verdict(kind))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    told = run("check", "localhost")
    assert f"\n{heading}\n\nSubject: " in told.out


@pytest.mark.parametrize("kind", [Kind.PER_ADDRESS, Kind.NO_LIMIT_FOUND, Kind.PER_MAILBOX])
def test_enough_places_are_status_0(run: Run, monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    pretend(monkeypatch, verdict(kind, 60))
    assert run("check", "localhost").status == 0


def test_our_own_fault_is_status_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, verdict(Kind.NO_CLEAR_RESULT, None, "our-fault"))
    assert run("check", "localhost").status == 1


@pytest.mark.parametrize("place", ["check", "read"])
def test_an_unexpected_fault_is_one_sentence_without_its_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path, place: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret-in-the-text")

    pretend(monkeypatch, verdict(Kind.PER_ADDRESS, 4))
    monkeypatch.setattr(service, place, broken)
    (papers / "r.json").write_text("old", encoding="ascii")
    told = run("check", "localhost", "--json", papers / "r.json")
    assert (told.status, told.out) == (1, "")
    assert len(told.err.strip().splitlines()) == 1
    assert "ZeroDivisionError" in told.err
    assert "Traceback" not in told.err
    assert "secret-in-the-text" not in told.err
    assert (papers / "r.json").read_text(encoding="ascii") == "old"


def test_a_folder_that_vanishes_during_the_test_hides_no_verdict(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    pretend(monkeypatch, verdict(Kind.PER_ADDRESS, 4))
    found = service.check

    def pull_the_stick(*_: object, **__: object) -> Case:
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
        return found(*_, **__)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "check", pull_the_stick)
    told = run("check", "localhost", "--json", folder / "r.json")
    assert told.status == 1
    assert values(told.out)["verdict"] == "per-address"
    assert "cannot be written" in told.sentence


def test_an_old_file_is_replaced_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path
) -> None:
    pretend(monkeypatch, verdict(Kind.PER_ADDRESS, 4))
    (papers / "real.json").write_text("old" * 100_000, encoding="ascii")
    (papers / "link.json").symlink_to("real.json")
    assert run("check", "localhost", "--json", papers / "link.json").status == 10
    assert (papers / "link.json").is_symlink()
    assert valid(papers / "real.json")["verdict"]["limit"] == 4


# -- languages -----

needs_german = pytest.mark.skipif("de" not in languages(), reason="no words in German yet")


@needs_german
def test_the_note_speaks_its_own_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path
) -> None:
    pretend(monkeypatch, verdict(Kind.PER_ADDRESS, 4))
    english = run("check", "localhost", "--note", papers / "en.txt")
    mixed = run("check", "localhost", "--note-lang", "de", "--note", papers / "de.txt")
    german = run("check", "localhost", "--lang", "de", "--note", papers / "en2.txt",
                 "--note-lang", "en")  # fmt: skip
    notes = {name: (papers / f"{name}.txt").read_text("utf-8") for name in ("en", "de", "en2")}
    assert notes["en"] == notes["en2"] != notes["de"]
    assert english.out == mixed.out != german.out
    assert values(german.out)["verdict"] == "per-address"


@needs_german
def test_a_complaint_in_the_language_of_the_screen(run: Run) -> None:
    english, german = run("check", "a b"), run("check", "a b", "--lang", "de")
    assert english.status == german.status == 2
    assert english.err != german.err


@pytest.mark.parametrize("kind", Kind)
def test_no_sentence_is_left_untranslated(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    """In a language nobody speaks, whatever is still English was never marked."""
    pretend(monkeypatch, verdict(kind, 4))
    monkeypatch.setattr(cli, "Words", lambda *_: pseudo_words())
    headline = values(run("check", "localhost").out)["headline"]
    assert headline.startswith(OPEN)
    assert headline.endswith(CLOSE)


@pytest.mark.parametrize(
    "arguments",
    ["check", "check a@b", "check a:b", "check h --need 0", "check h --need 5 --phones 1",
     "check h --most 99", "check h --pace 99", "check h --patience 999", "check h --control x",
     "check h --user x", "check h --password-stdin", "check h --lang xx", "practice --limit 0",
     "check h --port 0", "check h --json missing/x", "check h --ca-file missing"],
)  # fmt: skip
def test_no_complaint_is_left_untranslated(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    monkeypatch.setattr(cli, "Words", lambda *_: pseudo_words())
    told = run(*arguments.split())
    assert told.status == 2
    assert told.sentence.removeprefix("mail-connection-check: ").startswith(OPEN)
    assert told.sentence.endswith(CLOSE)


# -- practice -----


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [
        ("per-address", 10, "per-address"),
        ("per-mailbox-and-address", 11, "per-mailbox-and-address"),
        ("per-mailbox", 11, "per-mailbox"),
        ("per-mailbox-cyrus", 11, "per-mailbox"),
        ("server-full", 14, "server-full"),
        ("server-full-busy", 14, "server-full"),
        ("evicts-oldest", 13, "evicts-oldest"),
        ("none", 0, "no-limit-found"),
    ],
)
def test_a_practice_run_of_each_kind(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path, kind: str, status: int, found: str
) -> None:
    monkeypatch.setattr(orders, "Plan", partial(Plan, waits=QUICK))
    with service.practice_server(kind, 2) as server:
        (papers / "ca.pem").write_text(server.trusted_certificate, encoding="ascii")
        told = run(
            "check", "localhost", "--family", 4, "--port", server.tls_port, "--user", "practice",
            "--password-stdin", "--ca-file", papers / "ca.pem", "--need", 5, "--mailbox-need", 5,
            "--pace", 0, "--patience", 1, "--mail-closed", "--json", papers / "r.json",
            typed="practice\n",
        )  # fmt: skip
        assert server.served_now() == 0
    assert (told.status, told.err) == (status, "")
    result = valid(papers / "r.json")
    assert result["verdict"]["kind"] == found
    assert result["counts"]["left_open"] == 0
    assert result["target"]["signed_in"]
    lines = values(told.out)
    assert lines["verdict"] == found
    if status in {10, 11}:
        assert (lines["limit"], result["verdict"]["limit"]) == ("2", 2)


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_check_practice_end_to_end(
    run: Run, monkeypatch: pytest.MonkeyPatch, papers: Path, security: str
) -> None:
    monkeypatch.setattr(orders, "Plan", partial(Plan, waits=QUICK))
    told = run("check", "--practice", "--security", security, "--pace", 0, "--mail-closed",
               "--json", papers / "r.json", "--note", papers / "n.txt")  # fmt: skip
    assert (told.status, told.err) == (10, "")
    result = valid(papers / "r.json")
    assert (result["verdict"]["kind"], result["verdict"]["limit"]) == ("per-address", 4)
    assert result["suggestion"]["setting"] == "MAXPERIP"
    assert "MAXPERIP" in (papers / "n.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [("per-mailbox", 11, "per-mailbox"), ("evicts-oldest-wordless", 13, "evicts-oldest")],
)
def test_check_practice_of_another_kind(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: str, status: int, found: str
) -> None:
    monkeypatch.setattr(orders, "Plan", partial(Plan, waits=QUICK))
    told = run("check", "--practice", "--practice-kind", kind, "--pace", 0, "--mail-closed")
    assert (told.status, told.err) == (status, "")
    assert (values(told.out)["verdict"], values(told.out)["limit"]) == (found, "4")


def test_a_closed_port_is_told_and_written(run: Run, papers: Path) -> None:
    with service.practice_server() as server:
        port = server.port
    told = run("check", "127.0.0.1", "--port", port, "--json", papers / "r.json")
    assert told.status == 20
    assert valid(papers / "r.json")["counts"]["refused"] == 1
