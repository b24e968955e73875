"""What a system's log makes of a daemon's lines: stamped, named, and all in one file.

Owns one thread, which copies from the daemons' own files. Courier's daemons write without a date;
on a Debian courierlogger hands their lines to syslog, and fail2ban reads what syslog has written.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

# courierlogger takes the level off the line.
LEVEL: Final = re.compile(r"^(?:DEBUG|INFO|NOTICE|WARN|ERR|CRIT|ALERT): ")
PAUSE_SECONDS: Final = 0.05


def stamped(text: str, moment: datetime) -> str:
    """One line as the traditional format of syslog begins it; a month's day has two places."""
    return f"{moment:%b} {moment.day:2} {moment:%H:%M:%S} {text}\n"


class Syslog:
    """Copies what these daemons write, by name, into one file."""

    def __init__(self, daemons: Mapping[str, Path], target: Path) -> None:
        """Nothing is copied before `start`; what was written before that is not copied at all."""
        self._daemons, self._target = dict(daemons), target
        self._read = {name: size(path) for name, path in self._daemons.items()}
        self._copying = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="syslog", daemon=True)

    def start(self) -> Self:
        """Makes the file and begins."""
        self._target.touch()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends; returns when nothing is written any more."""
        self._over.set()
        self._thread.join()

    def catch_up(self) -> None:
        """Copies now what is there; the lines of one daemon stay in their order."""
        with self._copying, self._target.open("a", encoding="utf-8") as target:
            for name, path in self._daemons.items():
                new = written_since(path, self._read[name])
                self._read[name] += len(new)
                for line in new.decode("utf-8", "replace").splitlines():
                    text = f"mail {name}: {LEVEL.sub('', line)}"
                    target.write(stamped(text, datetime.now(UTC)))

    def _run(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self.catch_up()


def size(path: Path) -> int:
    """How long a file is; one that is not there yet is empty."""
    return path.stat().st_size if path.exists() else 0


def written_since(path: Path, start: int) -> bytes:
    """The whole lines behind a place; one that has begun comes next time."""
    if size(path) <= start:
        return b""
    with path.open("rb") as file:
        file.seek(start)
        whole, end, _ = file.read().rpartition(b"\n")
        return whole + end
