"""A computer of a test's own: whatever a visit leaves on it lies in one empty tree."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.ui import killed

FOLDERS: Final = (
    *("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"),
    *("XDG_STATE_HOME", "XDG_RUNTIME_DIR"),
)
HERE: Final = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Computer:
    """`house` has everything that belongs to its user; `stick` is where the program lies."""

    house: Path
    stick: Path

    @property
    def saved(self) -> Path:
        return self.stick / "cases" / "report.pdf"

    def visit(self, moment: str, saved: Path | None = None, within: Sequence[str] = ()) -> None:
        """Until that moment, or to the end; `within` is what starts the program, if anything."""
        folders = {name: str(self.house / name.lower()) for name in FOLDERS}
        for folder in folders.values():
            Path(folder).mkdir(mode=0o700, exist_ok=True)
        around = {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
            around.pop(name, None)
        around["PYTHONPATH"], around["PYTHONDONTWRITEBYTECODE"] = str(HERE), "1"
        place = str(saved or self.saved)
        done = subprocess.run(
            [*within, sys.executable, "-m", "tests.ui.killed", moment, str(self.stick), place],
            cwd=self.house,
            env=around,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        wanted = (0, "") if moment == killed.WHOLE else (-signal.SIGKILL, f"{moment}\n")
        assert (done.returncode, done.stdout) == wanted, done.stderr

    def left(self) -> list[str]:
        """Every file that is there now."""
        return files_in(self.house) + files_in(self.stick)

    def temporary(self) -> list[str]:
        return [name for name in self.left() if name.endswith(".tmp")]


def files_in(folder: Path) -> list[str]:
    found = (each for each in folder.rglob("*") if not each.is_dir())
    return sorted(each.relative_to(folder).as_posix() for each in found)
