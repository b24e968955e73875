"""The program lies where nobody would put it, or where nothing can be written: it works there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.ui import killed
from tests.ui.computers import Computer, files_in
from wizard import assets

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="where other systems keep things is not known here"
)
WRITTEN: Final = ["cases/report.pdf", "portable.txt", "settings.ini"]
LONG: Final = 240
READ_ONLY: Final = (
    *("unshare", "--mount", "sh", "-c"),
    'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
)
ODD: Final = {
    "spaces": "Mail check  for our office ",
    "umlauts": "Prüfgerät größer",
    "emoji": "stick 🔧📮",
    "right-to-left": "بريد דואר",
    # No double quote: in the field of Qt's dialog that parts two names.
    "signs": "a%20b&c;d'e$HOME`g`#h[1]{x}",
}


def lengthened(folder: Path, to: int) -> Path:
    """A folder below this one whose path has so many characters."""
    while (missing := to - len(str(folder))) > 1:
        folder = folder / ("x" * min(missing - 1, 60 if missing != 62 else 50))
    return folder


def on(folder: Path, house: Path) -> Computer:
    """A computer with the program in this folder."""
    made = Computer(house, folder)
    house.mkdir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "portable.txt").touch()
    return made


@pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
def test_a_whole_visit_on_a_stick_with_an_odd_name(tmp_path: Path, name: str) -> None:
    computer = on(tmp_path / name, tmp_path / "house")
    computer.visit(killed.WHOLE)
    assert computer.left() == WRITTEN


def test_a_whole_visit_on_a_stick_with_a_long_path(tmp_path: Path) -> None:
    folder = lengthened(tmp_path, LONG)
    assert len(str(folder)) == LONG
    computer = on(folder, tmp_path / "house")
    computer.visit(killed.WHOLE)
    assert computer.left() == WRITTEN


@pytest.mark.slow
@pytest.mark.parametrize("name", [*ODD.values(), ""], ids=[*ODD.keys(), "long"])
def test_the_program_itself_lies_there_and_is_whole(tmp_path: Path, name: str) -> None:
    """A copy of it, with all that belongs to it; it proves itself, and writes nothing."""
    folder = tmp_path / name if name else lengthened(tmp_path, LONG)
    for source in (assets.PACKAGE, assets.root()):
        shutil.copytree(
            source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    (folder / "portable.txt").touch()
    before = files_in(folder)
    around = {**os.environ, "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "home")}
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [sys.executable, "-B", "-m", "wizard", "selftest"],
        cwd=folder,
        env={**around, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert files_in(folder) == before
    assert files_in(tmp_path / "home") == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can protect a stick")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not here")
def test_a_whole_visit_on_a_stick_that_is_protected(tmp_path: Path) -> None:
    """What cannot be kept there is not kept; what is saved lies elsewhere."""
    computer = on(tmp_path / "protected stick", tmp_path / "house")
    (computer.stick / "settings.ini").write_text("[settings]\nlanguage = en\n", "utf-8")
    saved = computer.house / "report.pdf"
    computer.visit(killed.WHOLE, saved, (*READ_ONLY, str(computer.stick)))
    assert computer.left() == ["report.pdf", "portable.txt", "settings.ini"]
    assert saved.read_bytes().startswith(b"%PDF")
    kept = (computer.stick / "settings.ini").read_text("utf-8")
    assert kept == "[settings]\nlanguage = en\n"
