"""A command that is killed in the middle leaves nothing that the next one does not take away."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a kill is another thing on Windows")
HERE: Final = Path(__file__).resolve().parent.parent.parent
QUICK: Final = ("--need", "1", "--pace", "0", "--mail-closed", "--lang", "en")


def start(house: Path, *more: str) -> subprocess.Popen[bytes]:
    """A check of the practice server that saves a report, with nothing but this folder to write."""
    around = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        around[name] = str(house)
    return subprocess.Popen(
        [sys.executable, "-m", "wizard", "check", "--practice", "--pdf", "report.pdf", *more],
        cwd=house,
        env=around,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def test_a_killed_check_leaves_an_empty_file_that_the_next_one_takes_away(tmp_path: Path) -> None:
    with start(tmp_path) as killed:
        deadline = time.monotonic() + 60
        while not names(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.02)
        killed.kill()
    [left] = names(tmp_path)
    assert left.startswith(".mail-check-")
    assert (tmp_path / left).read_bytes() == b""
    with start(tmp_path, *QUICK) as whole:
        assert whole.wait(100) == 0
    assert names(tmp_path) == ["report.pdf"]


def test_two_checks_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    with start(tmp_path, *QUICK, "--html", "one.html") as one:
        with start(tmp_path, *QUICK, "--html", "two.html", "--note", "two.txt") as two:
            assert two.wait(100) == 0
        assert one.wait(100) == 0
    assert names(tmp_path) == ["one.html", "report.pdf", "two.html", "two.txt"]
