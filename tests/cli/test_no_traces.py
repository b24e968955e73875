"""A command that is killed in the middle leaves nothing; two at once leave each other alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a kill is another thing on Windows")
HERE: Final = Path(__file__).resolve().parent.parent.parent
QUICK: Final = ("--need", "1", "--pace", "0", "--mail-closed", "--lang", "en")


def start(
    house: Path, *more: str, where: tuple[str, ...] = ("--practice",)
) -> subprocess.Popen[bytes]:
    """A check, of the practice server as a rule, that saves a report, with
    nothing but this folder to write.
    """
    around = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        around[name] = str(house)
    return subprocess.Popen(
        [sys.executable, "-m", "wizard", "check", *where, "--pdf", "report.pdf", *more],
        cwd=house,
        env=around,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def test_a_check_that_is_killed_while_the_server_is_silent_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        where = ("127.0.0.1", "--port", str(silent.getsockname()[1]))
        with start(tmp_path, where=where) as killed:
            silent.accept()[0].close()  # every paper was tried by then
            killed.kill()
    assert names(tmp_path) == []


def test_two_checks_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    with start(tmp_path, *QUICK, "--html", "one.html") as one:
        with start(tmp_path, *QUICK, "--html", "two.html", "--note", "two.txt") as two:
            assert two.wait(100) == 0
        assert one.wait(100) == 0
    assert names(tmp_path) == ["one.html", "report.pdf", "two.html", "two.txt"]
