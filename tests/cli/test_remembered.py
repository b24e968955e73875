"""On a stick the command line takes what is remembered there, and changes nothing of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_saved import case, found
from wizard import assets, casework
from wizard.casework import Choices, Paper
from wizard.core.case_file import CaseFile
from wizard.paper.page_size import PageSize
from wizard.probe.practice import PracticeServer
from wizard.words import Words

__all__ = ["case", "found"]

REMEMBERED = "[settings]\nlanguage = de\nnote-language = de\npaper = letter\nname = Anna\n"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program lies."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(assets, "beside", lambda: folder)
    monkeypatch.setattr("tempfile.tempdir", None)
    (folder / "portable.txt").touch()
    (folder / "settings.ini").write_text(REMEMBERED, "utf-8")
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, PageSize, str]]:
    """The papers that were made: language, size, and who signs."""
    papers: list[tuple[str, PageSize, str]] = []

    def make(_paper: Paper, file: CaseFile, words: Words, choices: Choices) -> bytes:
        papers.append((words.language, choices.size, file.sender.name))
        return b"%PDF"

    monkeypatch.setattr(casework, "make", make)
    return papers


Made = list[tuple[str, PageSize, str]]


def test_what_was_not_said_is_as_remembered(
    run: Run, server: PracticeServer, stick: Path, papers: Path, made: Made
) -> None:
    (papers / "ca.pem").write_text(server.trusted_certificate, "utf-8")
    said = run(
        *("check", "localhost", "--port", server.tls_port, "--ca-file", papers / "ca.pem"),
        *("--family", 4, "--need", 1, "--pace", 0, "--mail-closed", "--pdf", papers / "a.pdf"),
    )
    assert "headline: Ihr Büro" in said.out
    assert made == [("de", PageSize.LETTER, "Anna")]
    assert (stick / "settings.ini").read_text("utf-8") == REMEMBERED
    assert sorted(each.name for each in stick.iterdir()) == ["portable.txt", "settings.ini"]


def test_what_was_said_counts_more(
    run: Run, stick: Path, case: Path, papers: Path, made: Made
) -> None:
    run(
        *("report", case, "--lang", "en", "--note-lang", "en", "--paper", "a4"),
        *("--name", "Bert", "--pdf", papers / "a.pdf"),
    )
    assert made == [("en", PageSize.A4, "Bert")]


def test_a_case_that_is_there_already_stays_signed_as_it_is(
    run: Run, stick: Path, case: Path, papers: Path, made: Made
) -> None:
    run("report", case, "--pdf", papers / "a.pdf")
    assert made == [("de", PageSize.LETTER, "")]


def test_without_portable_txt_nothing_is_remembered(
    run: Run, stick: Path, case: Path, papers: Path, made: Made
) -> None:
    (stick / "portable.txt").unlink()
    run("report", case, "--pdf", papers / "a.pdf")
    assert made == [("en", PageSize.A4, "")]


def test_settings_that_are_not_ours_are_told_and_cost_nothing(
    run: Run, stick: Path, case: Path, papers: Path, made: Made
) -> None:
    (stick / "settings.ini").write_bytes(b"\xff\xfe\0")
    said = run("report", case, "--pdf", papers / "a.pdf")
    assert f"{stick / 'settings.ini'} cannot be read. It stays as it is." in said.err
    assert made == [("en", PageSize.A4, "")]
    assert (stick / "settings.ini").read_bytes() == b"\xff\xfe\0"


def test_a_path_without_a_folder_is_one_where_the_command_was_typed(
    run: Run, stick: Path, case: Path, papers: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(papers)
    run("report", case, "--pdf", "a.pdf")
    assert (papers / "a.pdf").exists()
    assert not (stick / "cases").exists()
