"""A case is saved, checked again after the fix, and put on paper again: the command line."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.servers import CANARY
from wizard import casework
from wizard.core.case_file import CaseFile
from wizard.probe.practice import NoLimit, PracticeServer
from wizard.service import practice_server

NEED = 6
LIMIT = 4


@contextmanager
def limited(folder: Path, ports: tuple[int, int] = (0, 0)) -> Iterator[PracticeServer]:
    """A server with a limit; its certificate lies in the folder."""
    with practice_server("per-address", LIMIT, *ports) as server:
        (folder / "ca.pem").write_text(server.trusted_certificate, "utf-8")
        yield server


@contextmanager
def cured(folder: Path, ports: tuple[int, int]) -> Iterator[PracticeServer]:
    """The same server after the provider did what the note asks for."""
    with PracticeServer(NoLimit(), port=ports[0], tls_port=ports[1]) as server:
        (folder / "ca.pem").write_text(server.trusted_certificate, "utf-8")
        yield server


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, tuple[int, int]]:
    """A case file with one test, and the ports of its server; made once, it takes seconds."""
    from wizard import cli  # noqa: PLC0415 - not for other fixtures

    folder = tmp_path_factory.mktemp("found")
    with limited(folder) as server:
        ports = (server.port, server.tls_port)
        case = folder / "office.mailcheck"
        arguments = ["check", "localhost", "--port", ports[1], "--family", 4, "--need", NEED]
        arguments += ["--pace", 0, "--mail-closed", "--ca-file", folder / "ca.pem"]
        arguments += ["--case", case, "--company", "Miller & Sons", "--lang", "en"]
        assert cli.main([str(each) for each in arguments]) == 10
    return case.read_bytes(), ports


@pytest.fixture
def case(papers: Path, found: tuple[bytes, tuple[int, int]]) -> Path:
    place = papers / "office.mailcheck"
    place.write_bytes(found[0])
    return place


def opened(place: Path) -> CaseFile:
    return casework.open_case(place)


def test_the_case_file_holds_case_note_and_report(case: Path) -> None:
    with zipfile.ZipFile(case) as inside:
        assert sorted(inside.namelist()) == ["case.json", "note.txt", "report.pdf"]
        assert inside.read("report.pdf").startswith(b"%PDF-")
        assert "MAXPERIP" in inside.read("note.txt").decode("utf-8")
    file = opened(case)
    assert file.sender.company == "Miller & Sons"
    assert file.latest.target.ca_file is None


def test_verify_after_the_cure_says_fixed_and_keeps_both_tests(
    run: Run, case: Path, found: tuple[bytes, tuple[int, int]], tmp_path: Path
) -> None:
    before = opened(case).latest
    with cured(tmp_path, found[1]):
        said = run("verify", case, "--ca-file", tmp_path / "ca.pem", "--mail-closed")
    assert said.status == 0
    assert "change: fixed\n" in said.out
    assert "before: 4\n" in said.out
    assert "change-headline: Fixed: your office now has enough connections\n" in said.out
    file = opened(case)
    assert file.runs[0] == before
    assert len(file.runs) == 2
    assert file.sender.company == "Miller & Sons"


def test_that_the_client_agreed_is_noted_once_and_the_result_is_as_before(
    run: Run, case: Path, found: tuple[bytes, tuple[int, int]], tmp_path: Path
) -> None:
    assert opened(case).agreement is None
    before = datetime.now(UTC)
    report, told = tmp_path / "report.html", tmp_path / "result.json"
    with limited(tmp_path, found[1]):
        trusted = ("--ca-file", tmp_path / "ca.pem", "--mail-closed")
        first = ("verify", case, *trusted, "--client-agreed", "--html", report)
        assert run(*first).status == 10
        noted = opened(case).agreement
        assert noted is not None
        assert before <= noted.noted_at <= datetime.now(UTC)
        run("verify", case, *trusted, "--client-agreed", "--json", told)
    assert opened(case).agreement == noted
    assert "The client agreed to this test." in report.read_text("utf-8")
    assert "agree" not in told.read_text("utf-8")


def test_a_first_check_can_note_it_as_well(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "office.mailcheck"
    with limited(tmp_path) as server:
        asked = ("check", "localhost", "--port", server.tls_port, "--need", 1, "--pace", 0)
        run(*asked, "--ca-file", tmp_path / "ca.pem", "--client-agreed", "--case", case)
    assert opened(case).agreement is not None


def test_verify_with_nothing_changed_says_so(
    run: Run, case: Path, found: tuple[bytes, tuple[int, int]], tmp_path: Path
) -> None:
    with limited(tmp_path, found[1]):
        said = run("verify", case, "--ca-file", tmp_path / "ca.pem", "--mail-closed")
    assert said.status == 10
    assert "change: same\n" in said.out
    assert "change-headline: Nothing has changed yet\n" in said.out


def test_verify_can_leave_the_old_file_alone(
    run: Run, case: Path, found: tuple[bytes, tuple[int, int]], tmp_path: Path
) -> None:
    other = case.with_name("both.mailcheck")
    with cured(tmp_path, found[1]):
        said = run("verify", case, "--case", other, "--ca-file", tmp_path / "ca.pem")
    assert said.status == 0
    assert case.read_bytes() == found[0]
    assert len(opened(other).runs) == 2


def test_a_server_that_is_gone_is_a_run_like_any_other(run: Run, case: Path) -> None:
    said = run("verify", case)
    assert said.status == 20
    assert "change: unclear\n" in said.out
    assert len(opened(case).runs) == 2


def test_every_paper_again_offline_in_another_language(run: Run, case: Path) -> None:
    kept = case.read_bytes()
    place = {name: case.with_name(f"again.{name}") for name in ("txt", "eml", "pdf", "html")}
    wanted = ("--note", place["txt"], "--eml", place["eml"], "--pdf", place["pdf"])
    said = run("report", case, *wanted, "--html", place["html"], "--note-lang", "de")
    assert (said.status, said.err) == (0, "")
    assert "verdict: per-address\n" in said.out
    assert "Betreff:" in place["txt"].read_text("utf-8")
    assert place["pdf"].read_bytes().startswith(b"%PDF-")
    assert '<html lang="de"' in place["html"].read_text("utf-8")
    assert b"application/pdf" in place["eml"].read_bytes()
    assert case.read_bytes() == kept


def test_the_same_case_gives_the_same_papers(run: Run, case: Path) -> None:
    def written(number: int) -> list[bytes]:
        names = [case.with_name(f"{number}.{ending}") for ending in ("pdf", "html", "mailcheck")]
        run("report", case, "--pdf", names[0], "--html", names[1], "--case", names[2])
        return [name.read_bytes() for name in names]

    assert written(1) == written(2)


def test_report_takes_who_signs_and_the_office_address(run: Run, case: Path) -> None:
    note = case.with_name("note.txt")
    signed = ("--name", "Anna Miller", "--customer-number", "12345")
    run("report", case, *signed, "--office-address", "203.0.113.7", "--note", note)
    text = note.read_text("utf-8")
    assert "Anna Miller, Miller & Sons" in text
    assert "12345" in text
    assert "203.0.113.7" in text


def test_the_json_of_a_saved_case_is_the_result_of_its_latest_test(run: Run, case: Path) -> None:
    place = case.with_name("result.json")
    run("report", case, "--json", place)
    assert json.loads(place.read_text("utf-8"))["verdict"]["limit"] == LIMIT


def test_an_office_address_that_is_internal_is_refused(run: Run, case: Path) -> None:
    said = run("report", case, "--office-address", "192.168.1.7")
    assert said.status == 2
    assert "192.168.1.7 is not a public internet address" in said.sentence


@pytest.mark.parametrize("command", ["verify", "report"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        (b"", "no case file"),
        (b"%PDF-1.4 something else", "no case file"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
    ids=["missing", "empty", "another-file", "broken"],
)
def test_what_is_no_case_is_said_in_one_sentence(
    run: Run, papers: Path, command: str, content: bytes | None, sentence: str
) -> None:
    place = papers / "office.mailcheck"
    if content is not None:
        place.write_bytes(content)
    said = run(command, place)
    assert said.status == 2
    assert sentence in said.sentence
    assert content is None or place.read_bytes() == content


def test_a_password_is_wanted_where_the_earlier_test_had_none(run: Run, case: Path) -> None:
    said = run("verify", case, "--password-stdin", typed=f"{CANARY}\n")
    assert said.status == 2
    assert "without a password" in said.sentence
    assert CANARY not in said.out + said.err


def test_a_paper_that_cannot_be_made_costs_nothing_else(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("wizard.paper.html.html", broken)
    page, note = case.with_name("report.html"), case.with_name("note.txt")
    said = run("report", case, "--html", page, "--note", note)
    assert said.status == 1
    assert "verdict: per-address\n" in said.out
    assert "MAXPERIP" in note.read_text("utf-8")
    assert not page.exists()
    assert f"{page} could not be made. The result is above. Code RuntimeError" in said.sentence
    assert CANARY not in said.err


def test_where_no_pdf_can_be_made_that_is_said_before_the_test(
    run: Run, papers: Path, server: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bare() -> None:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(casework, "get_ready", bare)
    said = run("check", "localhost", "--port", server.tls_port, "--case", papers / "o.mailcheck")
    assert (said.status, said.out) == (2, "")
    assert "libEGL.so.1" in said.sentence
    assert "Leave out --pdf, --eml and --case." in said.sentence
    assert server.accepted_total == 0
