"""The bundle of a test run, made once for all tests that want it, whoever comes first.

Owns the lock that makes the others wait. Nobody may change that bundle: `linked` gives a copy whose
files may be taken away or put beside, and costs nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import dev

HERE: Final = Path(__file__).resolve().parent.parent
NAME: Final = dev.BUNDLE.name


def freeze(folder: Path) -> Path:
    """Make the bundle, with nothing left over from an earlier one."""
    scratch = folder / "scratch"
    done = subprocess.run(
        [sys.executable, *dev.freeze(folder / "made", scratch)],
        cwd=HERE,
        env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(scratch)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shutil.rmtree(scratch)
    return folder / "made" / NAME


def shared(run: Path) -> Path:
    """The bundle of this run; `run` is a folder that all its workers share. On Linux only."""
    import fcntl  # noqa: PLC0415 - not on Windows

    folder = run / "one-bundle"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made" / NAME
        if not (folder / "whole").exists():
            made = freeze(folder)
            (folder / "whole").touch()
    return made


def linked(bundle: Path, folder: Path) -> Path:
    """The same bundle below another folder: hard links, where that is possible."""
    copy = folder / NAME
    shutil.copytree(bundle, copy, symlinks=True, copy_function=_link)
    return copy


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk
        shutil.copy2(source, target, follow_symlinks=False)
