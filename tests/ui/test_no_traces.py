"""Nothing of a visit is left on the computer, not even where the program is killed in the middle.

Each visit is a program of its own whose home, temporary folder and all others of the kind lie in an
empty tree. When it is dead, whatever is in that tree was left by it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.ui import killed
from tests.ui.computers import Computer, files_in
from wizard.core.journey import Page
from wizard.core.model import Step

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="where other systems keep things is not known here"
)
# A line of strace about a file that is written, made, renamed or removed, or about a door made one.
CHANGES: Final = re.compile(r"O_CREAT|O_WRONLY|O_RDWR|O_TRUNC|mkdir|rename|unlink|sun_path=\"")
NAMED: Final = re.compile(r'"([^"]*)"')
PAGES: Final = [f"page {page}" for page in Page]
# Those that a practice server with a limit leads through.
STEPS: Final = [
    f"step {step}"
    for step in (*(Step.CLIMB, Step.CONFIRM, Step.FREE, Step.REFILL, Step.ONE_MORE, Step.LET_GO),)
]


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    made = Computer(tmp_path / "house", tmp_path / "stick")
    for folder in (made.house, made.stick):
        folder.mkdir()
    return made


@pytest.fixture
def with_stick(computer: Computer) -> Computer:
    (computer.stick / "portable.txt").touch()
    return computer


def test_a_whole_visit_leaves_what_was_saved_and_the_settings(with_stick: Computer) -> None:
    with_stick.visit(killed.WHOLE)
    assert with_stick.left() == ["cases/report.pdf", "portable.txt", "settings.ini"]
    assert with_stick.saved.read_bytes().startswith(b"%PDF")
    kept = (with_stick.stick / "settings.ini").read_text("utf-8")
    assert kept == "[settings]\nlanguage = de\nname = Anna\n"


def test_without_portable_txt_it_leaves_what_was_saved_and_nothing_else(computer: Computer) -> None:
    place = computer.house / "my report.pdf"
    computer.visit(killed.WHOLE, place)
    assert computer.left() == ["my report.pdf"]
    assert files_in(computer.stick) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_whatever_is_touched_on_the_way_lies_on_the_stick(
    with_stick: Computer, tmp_path: Path
) -> None:
    """Also what is gone before anybody looks: the kernel is asked for every file it opened."""
    log = tmp_path / "strace"
    calls = "trace=openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,bind"
    with_stick.visit(killed.WHOLE, within=("strace", "-f", "-qq", "-e", calls, "-o", str(log)))
    done = [line for line in log.read_text("utf-8").splitlines() if not re.search(r"= -1 E", line)]
    touched = {name for line in done if CHANGES.search(line) for name in NAMED.findall(line)}
    stick, elsewhere = str(with_stick.stick), touched - {os.devnull}
    assert f"{stick}/cases/report.pdf" in touched
    assert not {name for name in elsewhere if not name.startswith(f"{stick}/")}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_who_is_killed_at_a_page_leaves_nothing(with_stick: Computer, page: str) -> None:
    with_stick.visit(page)
    saved = ["cases/report.pdf"] if page == f"page {Page.NEXT_STEPS}" else []
    assert with_stick.left() == [*saved, "portable.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_who_is_killed_in_a_test_leaves_nothing(with_stick: Computer, step: str) -> None:
    with_stick.visit(step)
    assert with_stick.left() == ["portable.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["page test", "step confirm", "page note", killed.DIALOG])
def test_without_portable_txt_the_killed_leave_nothing_either(
    computer: Computer, moment: str
) -> None:
    computer.visit(moment, computer.house / "report.pdf")
    assert computer.left() == []


def test_who_is_killed_while_a_place_is_chosen_leaves_nothing(with_stick: Computer) -> None:
    with_stick.visit(killed.DIALOG)
    assert with_stick.left() == ["portable.txt"]
    assert (with_stick.stick / "cases").is_dir()


@pytest.mark.parametrize("moment", [killed.HALF_WRITTEN, killed.BEFORE_THE_NAME])
def test_what_is_left_in_the_middle_of_saving_goes_at_the_next_start(
    with_stick: Computer, moment: str
) -> None:
    with_stick.visit(moment)
    [left] = with_stick.temporary()
    assert with_stick.left() == [left, "portable.txt"]
    assert left.startswith("cases/.mail-check-")
    with_stick.visit("page sign-in")
    assert with_stick.left() == ["portable.txt"]


@pytest.mark.parametrize("moment", [killed.HALF_WRITTEN, killed.BEFORE_THE_NAME])
def test_without_portable_txt_it_goes_with_the_next_file_there(
    computer: Computer, moment: str
) -> None:
    place = computer.house / "report.pdf"
    place.write_text("old", "utf-8")
    computer.visit(moment, place)
    [left] = computer.temporary()
    assert computer.left() == [left, "report.pdf"]
    assert place.read_text("utf-8") == "old"
    computer.visit(killed.WHOLE, place)
    assert computer.left() == ["report.pdf"]
    assert place.read_bytes().startswith(b"%PDF")


def test_who_is_killed_while_settings_are_kept_loses_only_those(with_stick: Computer) -> None:
    (with_stick.stick / "settings.ini").write_text("[settings]\nname = Bert\n", "utf-8")
    with_stick.visit(killed.SETTINGS)
    assert len(with_stick.temporary()) == 1
    kept = (with_stick.stick / "settings.ini").read_text("utf-8")
    assert kept == "[settings]\nname = Bert\n"
    with_stick.visit(killed.WHOLE)
    assert with_stick.left() == ["cases/report.pdf", "portable.txt", "settings.ini"]
