"""When the program was made, as its bundle tells it: the time of the source, not of the clock.

Owns that one time, in seconds since 1970, so that the same source gives the same archive.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# The first time that a zip archive can hold: 1980-01-01, for a source that knows no time.
EARLIEST: Final = 315532800


def made_at(source: Path, environment: Mapping[str, str] = os.environ) -> int:
    """SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the time of the commit."""
    told = environment.get("SOURCE_DATE_EPOCH", "")
    if told.isdecimal():
        return max(int(told), EARLIEST)
    git = shutil.which("git")
    if git is None:
        return EARLIEST
    done = subprocess.run(  # noqa: S603 - a fixed command
        [git, "log", "-1", "--format=%ct"],
        cwd=source,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return max(int(done.stdout), EARLIEST) if done.returncode == 0 else EARLIEST
