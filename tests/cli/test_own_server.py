"""`check --own-server`: who runs the server gets lines to paste in place of the note."""

from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_status import QUICK
from wizard import service
from wizard.cli import orders
from wizard.core.model import Plan
from wizard.words import languages

PRACTICE = ("check", "--practice", "--pace", 0, "--mail-closed", "--need", 6)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice server needs none of the pauses that real ones need."""
    monkeypatch.setattr(orders, "Plan", partial(Plan, waits=QUICK))


def test_the_lines_are_printed_and_written_in_place_of_the_note(run: Run, papers: Path) -> None:
    note = papers / "lines.txt"
    told = run(*PRACTICE, "--own-server", "--note", note)
    assert told.status == 10
    facts, _, lines = told.out.partition("\n\n")
    assert "verdict: per-address" in facts
    assert lines == note.read_text("utf-8")
    assert lines.startswith("To allow 15 connections on localhost (Courier-IMAP)\n")
    assert r"printf 'ADDRESS\tallow,MAXCPERIP=15\n' >> $f && makeimapaccess" in lines
    assert "Please tell us" not in lines


def test_they_speak_the_language_of_the_note(run: Run) -> None:
    if "de" not in languages():
        pytest.skip("the words are not compiled")
    told = run(*PRACTICE, "--own-server", "--note-lang", "de")
    assert "Weg 1: nur für ADDRESS. Niemand wird getrennt." in told.out
    assert "headline: Your office is allowed only 4" in told.out


def test_without_the_option_there_are_none(run: Run) -> None:
    assert "makeimapaccess" not in run(*PRACTICE).out


def test_where_nothing_is_to_be_changed_it_says_what_was_found(run: Run, papers: Path) -> None:
    with service.practice_server("none") as server:
        (papers / "ca.pem").write_text(server.trusted_certificate, encoding="ascii")
        told = run(
            *("check", "localhost", "--port", server.tls_port, "--family", 4, "--pace", 0),
            *("--need", 2, "--mail-closed", "--own-server", "--user", "practice"),
            *("--password-stdin", "--ca-file", papers / "ca.pem", "--note", papers / "n.txt"),
            typed="practice\n",
        )
    assert told.status == 0
    said = (papers / "n.txt").read_text("utf-8")
    assert told.out.endswith(f"\n\n{said}")
    assert "    " not in said
