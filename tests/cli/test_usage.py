"""What cannot be done as asked is said in one sentence, before anything is connected."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from wizard import service
from wizard.cli.options import KINDS
from wizard.probe.practice import PracticeServer

WRONG = [
    ("--need -1", "--need takes a number"),
    ("--need 0", "at least one device"),
    ("--need 99999999999999999999", "--need takes a number"),
    ("--need many", "invalid int value"),
    ("--need 1e3", "invalid int value"),
    ("--need 5 --computers 3", "either --need or"),
    ("--need 5 --phones 0", "either --need or"),
    ("--computers -3", "--computers takes a number"),
    ("--computers 5001", "--computers takes a number"),
    ("--computers 0 --phones 0 --other 0", "at least one device"),
    ("--computers 2 --program fancymail", "invalid choice"),
    ("--phones -1", "--phones takes a number"),
    ("--other 5001", "--other takes a number"),
    ("--mailbox-need -1", "--mailbox-need takes a number"),
    ("--port 0", "--port takes a number"),
    ("--port 65536", "--port takes a number"),
    ("--port -1", "--port takes a number"),
    ("--port imaps", "invalid int value"),
    ("--security ssl", "invalid choice"),
    ("--family 5", "invalid choice"),
    ("--most 0", "--most takes a number"),
    ("--most 51", "--unlocked"),
    ("--most 201 --unlocked", "--most takes a number"),
    ("--pace -1", "--pace takes seconds"),
    ("--pace 61", "--pace takes seconds"),
    ("--pace nan", "--pace takes seconds"),
    ("--pace inf", "--pace takes seconds"),
    ("--patience 0", "--patience takes seconds"),
    ("--patience 121", "--patience takes seconds"),
    ("--patience nan", "--patience takes seconds"),
    ("--patience quick", "invalid float value"),
    ("--control localhost", "--control takes HOST:PORT"),
    ("--control localhost:0", "--control takes HOST:PORT"),
    ("--control localhost:70000", "--control takes HOST:PORT"),
    ("--control :443", "--control takes HOST:PORT"),
    ("--control localhost:http", "--control takes HOST:PORT"),
    ("--source 203.0.113.7", "not an address of this computer"),
    ("--source nonsense", "not an address of this computer"),
    ("--source 127.0.0.1 --family 6", "not an address of this computer"),
    ("--user alice", "--password-stdin"),
    ("--password-stdin", "Add --user"),
    ("--user alice --password-stdin --security none", "--allow-plaintext-password"),
    ("--second-user bob", "Add --user"),
    ("--user alice --second-user alice --password-stdin", "another mailbox than --user"),
    ("--user alice --second-user bob", "--password-stdin"),
    ("--lang xx", "no words for xx"),
    ("--lang ../../etc", "no words for"),
    ("--note-lang xx", "no words for xx"),
    ("--colour", "unrecognized arguments"),
    ("--pass secret", "unrecognized arguments"),
    ("--comp 3", "unrecognized arguments"),
    ("--mail", "unrecognized arguments"),
    ("another.host.example", "unrecognized arguments"),
    ("--practice", "brings its own server"),
    ("--practice-kind per-mailbox", "goes only with --practice"),
]


@pytest.mark.parametrize(("options", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_option(run: Run, server: PracticeServer, options: str, said: str) -> None:
    given = options.split()
    port = [] if "--port" in given else ["--port", server.tls_port]
    told = run("check", "localhost", *port, *given, typed="secret\n")
    assert (told.status, told.out) == (2, "")
    assert said in told.sentence
    assert told.sentence.startswith("mail-connection-check")
    assert "Traceback" not in told.err
    assert server.accepted_total == server.refused_total == 0


HOSTS = [
    "imaps://localhost", "https://mail.example.com/", "localhost:993", "user@localhost",
    "mail example", "", " ", "a" * 254, "mail\x1b[31m", "mail\nexample", "-", "[::1", "..",
    "\udcff.example",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_no_server_name(run: Run, host: str) -> None:
    told = run("check", "--", host)
    if host in {"-", ".."}:
        assert told.status in {2, 20}
        return
    assert (told.status, told.out) == (2, "")
    assert len(told.err.strip().splitlines()) == 1


def test_no_host_at_all(run: Run) -> None:
    assert "use --practice" in run("check").sentence


@pytest.mark.parametrize("user", ["", "  ", "a\r\nb", "a\tb", "a\0b", "a\x7fb", "\udcff"])
def test_what_is_no_user_name(run: Run, server: PracticeServer, user: str) -> None:
    told = run("check", "localhost", "--port", server.tls_port, "--user", user,
               "--password-stdin", typed="secret\n")  # fmt: skip
    assert (told.status, told.out) == (2, "")
    assert "--user takes the user name" in told.sentence
    assert server.accepted_total == 0


def test_the_second_mailbox_has_a_line_of_its_own(run: Run, server: PracticeServer) -> None:
    told = run("check", "localhost", "--port", server.tls_port, "--user", "alice",
               "--second-user", "bob", "--password-stdin", typed="one line\n")  # fmt: skip
    assert (told.status, told.out) == (2, "")
    assert "password" in told.sentence
    blank = run("check", "localhost", "--port", server.tls_port, "--user", "alice",
                "--second-user", " ", "--password-stdin", typed="one\ntwo\n")  # fmt: skip
    assert "--second-user takes the user name" in blank.sentence
    assert server.accepted_total == 0


@pytest.mark.parametrize("typed", ["", "\n", "\r\n", "x" * 1001, "a\0b\n", "caf\udce9\n"])
def test_what_is_no_password(run: Run, server: PracticeServer, typed: str) -> None:
    told = run("check", "localhost", "--port", server.tls_port, "--user", "alice",
               "--password-stdin", typed=typed)  # fmt: skip
    assert (told.status, told.out) == (2, "")
    assert "password" in told.sentence
    assert server.accepted_total == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no certificate"), ("", "no certificate"), ("no PEM\n", "no certificate"),
     ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no certificate")],
)  # fmt: skip
def test_a_wrong_ca_file(
    run: Run, server: PracticeServer, tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content, encoding="ascii")
    told = run("check", "localhost", "--port", server.tls_port, "--ca-file", file)
    assert told.status == 2
    assert said in told.sentence
    assert server.accepted_total == 0


def test_a_folder_is_no_ca_file(run: Run, tmp_path: Path) -> None:
    assert run("check", "localhost", "--ca-file", tmp_path).status == 2


# -- files -----


@pytest.mark.parametrize("option", ["--json", "--note"])
@pytest.mark.parametrize(
    "place", ["", "missing/file", "old/file", "n" * 300, "deep/" * 2000 + "file"],
    ids=["folder", "missing-folder", "file-as-folder", "long-name", "long-path"],
)  # fmt: skip
def test_where_nothing_can_be_written(
    run: Run, server: PracticeServer, papers: Path, option: str, place: str
) -> None:
    (papers / "old").write_text("old", encoding="ascii")
    told = run("check", "localhost", "--port", server.tls_port, option, papers / place)
    assert (told.status, told.out) == (2, "")
    assert "cannot be written" in told.sentence
    assert server.accepted_total == 0
    assert [each.name for each in papers.iterdir()] == ["old"]
    assert (papers / "old").read_text(encoding="ascii") == "old"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="nobody may write into /proc")
def test_a_folder_nobody_may_write_to(run: Run, server: PracticeServer) -> None:
    told = run("check", "localhost", "--port", server.tls_port, "--json", "/proc/result.json")
    assert told.status == 2
    assert "cannot be written" in told.sentence
    assert server.accepted_total == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_we_may_not_write(run: Run, server: PracticeServer, papers: Path) -> None:
    kept = papers / "kept.json"
    kept.write_text("old", encoding="ascii")
    kept.chmod(stat.S_IRUSR)
    told = run("check", "localhost", "--port", server.tls_port, "--json", kept)
    assert told.status == 2
    assert server.accepted_total == 0


@pytest.mark.parametrize("second", ["a.txt", "./a.txt", "x/../a.txt", "link.txt"])
def test_the_same_file_twice(run: Run, server: PracticeServer, papers: Path, second: str) -> None:
    (papers / "x").mkdir()
    (papers / "a.txt").write_text("old", encoding="ascii")
    (papers / "link.txt").symlink_to(papers / "a.txt")
    told = run("check", "localhost", "--port", server.tls_port, "--json", papers / "a.txt",
               "--note", f"{papers}/{second}")  # fmt: skip
    assert told.status == 2
    assert "file of its own" in told.sentence
    assert (papers / "a.txt").read_text(encoding="ascii") == "old"
    assert server.accepted_total == 0


def test_one_good_and_one_bad_file(run: Run, server: PracticeServer, papers: Path) -> None:
    """The good one was claimed first: nothing of it is left."""
    told = run("check", "localhost", "--port", server.tls_port, "--json", papers / "good.json",
               "--note", papers / "missing" / "note.txt")  # fmt: skip
    assert told.status == 2
    assert list(papers.iterdir()) == []


# -- the other commands -----


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--limit 0", "--limit takes a number"),
        ("--limit 501", "--limit takes a number"),
        ("--limit x", "invalid int value"),
        ("--port -1", "--port takes a number"),
        ("--tls-port 65536", "--tls-port takes a number"),
        ("--kind everything", "invalid choice"),
        (
            "--seconds 5",
            "goes only with these kinds: rate, rate-strict, rate-bucket, rate-in-words",
        ),
        ("--kind rate --seconds 0", "--seconds takes a number above 0"),
        ("--kind rate --seconds nan", "--seconds takes a number above 0"),
        ("--kind rate --seconds 3601", "up to 3,600"),
        ("--kind rate --seconds x", "invalid float value"),
        ("--lang xx", "no words for xx"),
        ("--cert x", "unrecognized arguments"),
        ("host", "unrecognized arguments"),
    ],
)
def test_a_wrong_option_of_practice(run: Run, options: str, said: str) -> None:
    told = run("practice", *options.split())
    assert (told.status, told.out) == (2, "")
    assert said in told.sentence


def test_a_port_that_is_taken(run: Run, server: PracticeServer) -> None:
    told = run("practice", "--port", server.port)
    assert (told.status, told.out) == (2, "")
    assert "cannot listen" in told.sentence


def test_a_certificate_that_cannot_be_written(run: Run, papers: Path) -> None:
    told = run("practice", "--certificate", papers / "missing" / "ca.pem")
    assert told.status == 2
    assert "cannot be written" in told.sentence


@pytest.mark.parametrize("option", ["--port", "--user", "--password-stdin"])
def test_practice_brings_everything_itself(run: Run, option: str) -> None:
    value = {"--port": ["993"], "--user": ["alice"], "--password-stdin": []}[option]
    told = run("check", "--practice", option, *value)
    assert (told.status, told.out) == (2, "")
    assert "--practice brings its own" in told.sentence


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["--bogus"], ["--vers"]])
def test_no_command(run: Run, arguments: list[str]) -> None:
    told = run(*arguments)
    assert (told.status, told.out) == (2, "")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["practice", "--help"],
                                       ["--version"]])  # fmt: skip
def test_help_is_no_error(run: Run, arguments: list[str]) -> None:
    told = run(*arguments)
    assert (told.status, told.err) == (0, "")
    assert "mail-connection-check" in told.out


def test_the_help_explains_every_kind_of_the_practice_server(run: Run) -> None:
    told = run("practice", "--help").out.partition("kinds:")[2].splitlines()
    lines = dict(line.split(maxsplit=1) for line in told if line.strip())
    assert set(lines) == set(service.PRACTICE_KINDS) == set(KINDS)
    assert all(lines.values())
    assert max(map(len, told)) <= 80
