"""When a program's window is on the screen, seen from outside, and how much memory it has then.

Owns a screen of its own (Xvfb) whose picture is a file, so that nothing inside the program tells:
the same eye for every program. It must never measure on the screen of whoever runs it.
"""

from __future__ import annotations

import mmap
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATIENCE: Final = 30.0
SETTLED: Final = 1.0
_GLANCE: Final = 0.001
_SHAPE: Final = "1024x768x24"


class PaintedNothingError(Exception):
    """The program ended, or nothing was seen of it for half a minute."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds from its fork to the first changed pixel, and memory in MB.

    `processor` is how many of them its threads were at work: other programs do not count there.

    The memory is that of the first page a second later, when all is loaded that is loaded behind
    it: `resident`, and with every page shared out among the programs that use it.
    """

    milliseconds: float
    processor: float
    resident: float
    shared_out: float


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen and its picture."""

    display: str
    picture: mmap.mmap

    def start(self, program: Sequence[str], home: Path) -> Start:
        """Start a program, look when it paints, weigh it and end it; PaintedNothingError."""
        before = self.picture[:]
        began = time.perf_counter()
        with subprocess.Popen(
            program,
            env=_surroundings(self.display, home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            try:
                while self.picture[:] == before:
                    if time.perf_counter() - began > PATIENCE or running.poll() is not None:
                        raise PaintedNothingError(program[0])
                    time.sleep(_GLANCE)
                took = (time.perf_counter() - began) * 1000
                worked = processor_time(running.pid)
                time.sleep(SETTLED)
                resident, shared_out = memory(running.pid)
            finally:
                running.kill()
        self._wait_until_it_shows(before)
        return Start(took, worked, resident, shared_out)

    def _wait_until_it_shows(self, picture: bytes) -> None:
        """The server takes a window away a moment after its program is gone."""
        deadline = time.perf_counter() + PATIENCE
        while self.picture[:] != picture and time.perf_counter() < deadline:
            time.sleep(_GLANCE)


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen that is nobody else's; needs Xvfb."""
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        options = ("-screen", "0", _SHAPE, "-nolisten", "tcp", "-fbdir", folder)
        with subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *options],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        ) as server:
            os.close(writing)
            try:
                with os.fdopen(reading, encoding="ascii") as told:
                    number = told.readline().strip()
                with Path(folder, "Xvfb_screen0").open("rb") as file:
                    picture = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                yield Screen(f":{number}", picture)
            finally:
                server.terminate()


def processor_time(process: int) -> float:
    """How many milliseconds the threads of a process have been at work."""
    told = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(each.read_text("ascii").split()[0]) for each in told) / 1e6


def memory(process: int) -> tuple[float, float]:
    """What a process holds in memory, in MB: resident, and with what it shares shared out."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    sizes = dict(re.findall(r"^(Rss|Pss): +(\d+) kB", told, re.MULTILINE))
    return int(sizes["Rss"]) * 1024 / 1e6, int(sizes["Pss"]) * 1024 / 1e6


def _surroundings(display: str, home: Path) -> Mapping[str, str]:
    """Nothing of whoever measures: no language, no settings, no other copy of the program."""
    places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "TMPDIR": str(home)}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "DISPLAY": display, **places}
