"""The command line as people and scripts start it, against a real Courier."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.real.office import SCHEMA
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.courier import Courier

ROOT = Path(__file__).parent.parent.parent
CLOSED_WITHIN = 2.5


class Check:
    """One `check` that runs; its papers are `json` and `note` in a directory of its own."""

    def __init__(self, server: Courier, place: Path, *options: str) -> None:
        self.json, self.note = place / "result.json", place / "note.txt"
        command = (sys.executable, "-m", "wizard", "check", "localhost")
        where = ("--port", str(server.imaps), "--ca-file", str(server.cafile), "--family", "4")
        papers = ("--json", str(self.json), "--note", str(self.note), "--lang", "en")
        sign_in = ("--user", "alice", "--password-stdin")
        self.process = subprocess.Popen(
            (*command, *where, *papers, *sign_in, "--mail-closed", "--pace", "0", *options),
            cwd=ROOT,
            env=os.environ | {"NO_COLOR": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(CANARY + "\n")
        self.process.stdin.flush()

    def end(self) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Exit status, the lines of the output by their keys, and the JSON; no password in any."""
        out, err = self.process.communicate(timeout=60)
        assert err == ""
        written = self.json.read_text("utf-8")
        assert CANARY not in out + written + self.note.read_text("utf-8")
        result = json.loads(written)
        jsonschema.validate(result, SCHEMA)
        lines = dict(line.split(":", 1) for line in out.splitlines())
        return self.process.returncode, {key: v.strip() for key, v in lines.items()}, result


@contextmanager
def running(server: Courier, place: Path, *options: str) -> Iterator[Check]:
    """A check that does not outlive its test."""
    check = Check(server, place, *options)
    with check.process:
        try:
            yield check
        finally:
            if check.process.poll() is None:
                check.process.kill()


def test_too_few_places(stage: Stage, tmp_path: Path) -> None:
    server = stage.courier(maxperip=4)
    with running(server, tmp_path, "--need", "12") as check:
        status, said, result = check.end()
    assert status == 10
    assert said["verdict"] == result["verdict"]["kind"] == "per-address"
    assert said["limit"] == "4"
    assert (result["verdict"]["limit"], result["verdict"]["at_least"]) == (4, False)
    assert result["verdict"]["confidence"] == "very-sure"
    assert result["suggestion"]["setting"] == "MAXPERIP"
    assert result["suggestion"]["value"] >= 17
    assert result["counts"]["left_open"] == 0
    assert result["counts"]["refused"] == server.log().count("Maximum connection limit reached")
    assert "MAXPERIP" in check.note.read_text("utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["note.txt", "result.json"]


def test_enough_places(stage: Stage, tmp_path: Path) -> None:
    with running(stage.courier(maxperip=30), tmp_path, "--need", "12") as check:
        status, said, result = check.end()
    assert status == 0
    assert said["verdict"] == "no-limit-found"
    assert result["counts"]["peak_open"] == 14


def sessions(count: int) -> Callable[[Courier], bool]:
    return lambda server: server.sessions_of() >= count


def turned_away(server: Courier) -> bool:
    return "Maximum connection limit reached" in server.log()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
@pytest.mark.parametrize(
    "moment",
    [sessions(1), sessions(4), turned_away],
    ids=["first-session", "in-the-climb", "while-it-confirms"],
)
def test_a_signal_is_a_polite_stop(
    stage: Stage,
    tmp_path: Path,
    number: signal.Signals,
    moment: Callable[[Courier], bool],
) -> None:
    server = stage.courier(maxperip=8)
    with running(server, tmp_path, "--need", "12") as check:
        until = time.monotonic() + 30
        while not moment(server):
            assert time.monotonic() < until
            time.sleep(0.002)
        check.process.send_signal(number)
        sent = time.monotonic()
        while server.sessions_of() or server.children():
            assert time.monotonic() < sent + CLOSED_WITHIN, "left open on the server"
            time.sleep(0.01)
        status, said, result = check.end()
    assert status == 12
    assert said["verdict"] == result["verdict"]["kind"] == "stopped"
    assert said["left-open"] == "0"
    assert result["counts"]["left_open"] == 0
