"""The program as a process of its own: on a terminal, in a pipe, stopped by a signal."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from tests.paper.shelf import shelf
from tests.servers import CANARY
from wizard import casework, service
from wizard.casework import Paper
from wizard.words import Words, languages

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

SECONDS: Final = 30.0
COLOUR: Final = re.compile(rb"\x1b\[\d+m")
PRACTICE: Final = ("check", "--practice", "--pace", "0", "--mail-closed", "--need", "6")
GERMAN: Final = "de" in languages()


def environment(**changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "PYTHONIOENCODING"}
    }
    return {**kept, "LANG": "C.UTF-8", "TERM": "xterm", "COLUMNS": "80", **changes}  # fmt: skip


def started(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
             "env": environment(), **options}  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "wizard", *arguments], **given)  # type: ignore[call-overload, no-any-return]


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    try:
        out, err = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    return process.returncode, out, err


def on_a_terminal(*arguments: str, **changes: str) -> tuple[int, bytes]:
    """Exit status and everything shown on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    process = started(*arguments, stdout=theirs, stderr=theirs, env=environment(**changes))
    os.close(theirs)
    shown = b""
    until = time.monotonic() + SECONDS
    try:
        while time.monotonic() < until:
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    shown += os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
        return process.wait(SECONDS), shown
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_who_runs_the_server_is_not_sent_to_a_provider() -> None:
    status, shown = on_a_terminal(*PRACTICE, "--own-server")
    text = " ".join(COLOUR.sub(b"", shown).decode().split())
    assert status == 10
    assert "You run this mail server: paste the lines at the end, and test again." in text
    assert "hosting provider" not in text
    assert "makeimapaccess" in text


def test_a_terminal_shows_each_attempt_in_colour_and_then_sentences() -> None:
    status, shown = on_a_terminal(*PRACTICE)
    assert status == 10
    assert COLOUR.search(shown)
    assert "■".encode() in shown
    text = COLOUR.sub(b"", shown).decode()
    assert [f"Connection {n}: open" in text for n in range(1, 5)] == [True] * 4
    assert "Connection 5: refused" in text
    assert "Details:" in text
    assert "The message to your provider:" in text
    assert "verdict: per-address" not in text
    assert max(len(line) for line in re.sub(r"\x1b\[\d*[A-Z]", "", text).split("\r\n")) <= 120


def test_a_terminal_tells_what_the_office_can_do_today() -> None:
    """The sum under the list, the technician's name of the other way in among the details."""
    status, shown = on_a_terminal(*PRACTICE[:-2], "--computers", "4", "--program", "thunderbird",
                                  "--phones", "1", NO_COLOR="1")  # fmt: skip
    assert status == 10
    text = " ".join(shown.decode().split())
    told = text[text.index("What you can do today: ") : text.index("How sure is this?")]
    assert "- Let Thunderbird keep only 1 connection on each computer." in told
    assert "Together that brings the need from 22 to 4 connections." in told
    assert "4 are allowed: that is enough." in told
    assert "The test got in there while the usual way was full." in told
    assert re.search(r"Details: .* other way: localhost:\d+ starttls", text)


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["no-color", "dumb"])
def test_a_terminal_that_wants_no_colour(changes: dict[str, str]) -> None:
    status, shown = on_a_terminal(*PRACTICE, **changes)
    assert status == 10
    assert not COLOUR.search(shown)
    if "TERM" in changes:
        assert b"\x1b" not in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_knows_few_characters(encoding: str) -> None:
    status, shown = on_a_terminal(*PRACTICE, PYTHONIOENCODING=encoding)
    assert status == 10
    assert b"Traceback" not in shown
    assert b"#" in shown
    assert b"Connection 5: refused" in shown
    assert all(byte < 128 for byte in shown) or encoding == "latin-1"


def test_a_narrow_terminal() -> None:
    status, shown = on_a_terminal(*PRACTICE, COLUMNS="24")
    assert status == 10
    assert b"Traceback" not in shown


@pytest.mark.skipif(not GERMAN, reason="no words in German yet")
def test_the_environment_chooses_the_language() -> None:
    status, shown = on_a_terminal(*PRACTICE, LANG="de_DE.UTF-8")
    assert status == 10
    assert b"Verbindung" in shown
    assert b"Connection 1: open" not in shown


def test_lines_for_an_owner_are_never_broken() -> None:
    """A narrow terminal may wrap sentences, but a command has to be copied whole."""
    _, shown = on_a_terminal(*PRACTICE, "--own-server", COLUMNS="40")
    text = COLOUR.sub(b"", shown).decode()
    assert "The message to your provider:" not in text
    command = r"printf 'ADDRESS\tallow,MAXCPERIP=15\n' >> $f && makeimapaccess"
    assert any(line.strip().endswith(command) for line in text.splitlines())


def test_no_terminal_no_escape_sequences() -> None:
    status, out, err = ended(started(*PRACTICE))
    assert (status, err) == (10, b"")
    assert b"\x1b" not in out
    assert out.startswith(b"verdict: per-address\nlimit: 4\n")


@pytest.mark.parametrize("arguments", [PRACTICE, ("--help",), ("check", "--help")])
def test_a_reader_that_has_gone(arguments: tuple[str, ...]) -> None:
    """`| head -1`: quiet, whatever was still to be said."""
    reading, writing = os.pipe()
    os.close(reading)
    process = started(*arguments, stdout=writing)
    os.close(writing)
    _, _, err = ended(process)
    assert err == b""


def wait_for_line(process: subprocess.Popen[bytes], word: bytes) -> bytes:
    assert process.stdout is not None
    said = b""
    until = time.monotonic() + SECONDS
    while word not in said:
        assert time.monotonic() < until, said
        if select.select([process.stdout], [], [], 0.1)[0]:
            more = os.read(process.stdout.fileno(), 65536)
            assert more, said
            said += more
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_practice_says_where_it_listens_and_ends_on_a_signal(
    number: signal.Signals, tmp_path: Path
) -> None:
    certificate = tmp_path / "ca.pem"
    process = started("practice", "--certificate", str(certificate), "--limit", "2")
    said = wait_for_line(process, b"Ctrl-C").decode()
    found = re.search(r"127\.0\.0\.1:(\d+) starttls, 127\.0\.0\.1:(\d+) tls", said)
    assert found
    assert "BEGIN CERTIFICATE" in certificate.read_text(encoding="ascii")
    status, out, err = ended(started(
        "check", "localhost", "--family", "4", "--port", found[2], "--ca-file", str(certificate),
        "--need", "3", "--pace", "0", "--mail-closed",
    ))  # fmt: skip
    assert (status, err) == (10, b"")
    assert b"limit: 2\n" in out
    process.send_signal(number)
    status, _, err = ended(process)
    assert (status, err) == (0, b"")


def test_practice_of_a_rate_says_in_which_time(tmp_path: Path) -> None:
    certificate = tmp_path / "ca.pem"
    process = started("practice", "--kind", "rate", "--limit", "2", "--seconds", "0.5",
                      "--certificate", str(certificate))  # fmt: skip
    said = wait_for_line(process, b"Ctrl-C").decode()
    assert "limit 2 in 0.5 s (rate)" in said
    assert f"--ca-file {certificate} --user practice --password-stdin --mail-closed\n" in said
    process.send_signal(signal.SIGINT)
    assert ended(process)[0] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_a_check_is_a_polite_stop(number: signal.Signals, tmp_path: Path) -> None:
    """What was learned so far is told, and every connection is closed."""
    with service.practice_server("none") as server:
        (tmp_path / "ca.pem").write_text(server.trusted_certificate, encoding="ascii")
        process = started(
            "check", "localhost", "--family", "4", "--port", str(server.tls_port), "--ca-file",
            str(tmp_path / "ca.pem"), "--user", "practice", "--password-stdin", "--need", "40",
            "--json", str(tmp_path / "r.json"), stdin=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b"practice\n")
        process.stdin.flush()
        until = time.monotonic() + SECONDS
        while server.served_now() < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(number)
        status, out, err = ended(process)
        assert (status, err) == (12, b"")
        assert b"verdict: stopped\n" in out
        assert server.served_now() == 0
    assert (tmp_path / "r.json").exists()


def test_ctrl_c_at_the_question_for_the_password() -> None:
    """Nothing was connected yet: no traceback, which may quote what was typed."""
    # A test run in the background may have inherited that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = started("check", "localhost", "--port", "1", "--user", "alice", "--password-stdin",
                      stdin=subprocess.PIPE)  # fmt: skip
    children = Path(f"/proc/{process.pid}/syscall")
    until = time.monotonic() + SECONDS
    while children.exists() and not children.read_text(encoding="ascii").startswith("0 0x0 "):
        assert time.monotonic() < until  # until it reads from its standard input
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.wait(SECONDS)  # before its input is closed: that would be an empty answer
    status, out, err = ended(process)
    assert (status, out, err) == (12, b"", b"")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc here")
def test_the_password_is_no_argument_and_not_in_the_environment() -> None:
    with service.practice_server("none") as server:
        process = started("check", "127.0.0.1", "--port", str(server.port), "--security", "none",
                          "--user", "alice", "--password-stdin", "--allow-plaintext-password",
                          stdin=subprocess.PIPE)  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(CANARY.encode() + b"\n")
        process.stdin.flush()
        until = time.monotonic() + SECONDS
        while not server.accepted_total:
            assert time.monotonic() < until
            time.sleep(0.005)
        shown = [
            Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("cmdline", "environ")
        ]
        status, out, err = ended(process)
    assert status == 21
    assert not [text for text in (*shown, out, err) if CANARY.encode() in text]


@pytest.mark.parametrize("language", ["en", "de"] if GERMAN else ["en"])
def test_a_saved_hostile_server_is_harmless_on_a_terminal(tmp_path: Path, language: str) -> None:
    place = tmp_path / "hostile.mailcheck"
    place.write_bytes(casework.make(Paper.CASE, shelf()["hostile"], Words()))
    status, shown = on_a_terminal("report", str(place), "--lang", language)
    assert status == 0
    text = COLOUR.sub(b"", shown).decode()
    assert "‹script›" in text
    assert not {mark for mark in text if not mark.isprintable()} - {"\r", "\n"}
    assert "A" * 300 not in text
