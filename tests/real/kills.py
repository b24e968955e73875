"""The frozen program is killed at every page and phase: `python -m tests.real.kills`.

Owns the moments, and what "nothing is left" means: no process, no connection at the mail server, no
door for a second copy, no file but those that were saved before. What a killed check on the command
line had promised to write is told, and must be gone after the next one that writes in that folder.
Needs root and Debian (a real Courier).
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import dev
from tests.one_bundle import NAME
from tests.real import visit
from tests.real.screen import Screen, a_screen
from tests.real.written_files import Watched
from tests.servers import CANARY
from tests.servers.courier import Courier

MARK: Final = "MAIL_CONNECTION_CHECK_TEST"
# What a dead program left to itself is gone after: the kernel closes, children see their input end.
SECONDS: Final = 5.0
# It keeps the computer awake as the system's own does: a child of a child, until its input ends.
AWAKE: Final = """\
#!/bin/sh
while [ "${1#--}" != "$1" ]; do shift; done
"$@"
"""
PAGES: Final = (
    *("sign-in", "password typed", "office", "before", "result", "note"),
    *("place of the PDF", "PDF asked for", "place of the case", "case asked for", "saved"),
)
# Seconds of a test of about nine: the climb, the confirmation, free and refill, the other service.
PHASES: Final = (0.0, 1.5, 3.0, 4.5, 6.0, 7.5)
PAPERS: Final = ("note.txt", "report.pdf", "report.html", "draft.eml", "office.mailcheck", "r.json")


@dataclass(frozen=True)
class Scene:
    """One program that will be killed, in an empty house of its own."""

    bundle: Path
    folder: Path
    server: Courier
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def house(self) -> Watched:
        """Its empty house."""
        return Watched(self.folder)

    def around(self) -> dict[str, str]:
        """The environment: the empty house, our mark, and a system that can be kept awake."""
        awake = self.folder / "programs" / "systemd-inhibit"
        awake.parent.mkdir(parents=True, exist_ok=True)
        awake.write_text(AWAKE, "utf-8")
        awake.chmod(0o755)
        path = f"{awake.parent}:/usr/bin:/bin"
        authority = {"SSL_CERT_FILE": str(self.server.cafile)}
        return {**self.house.around, **authority, MARK: self.mark, "PATH": path}

    def processes(self) -> list[str]:
        """Every process that the program started, itself among them."""
        return [name for _, name in with_mark(self.mark)]

    def door(self) -> bool:
        """Whether the door for a second copy is open."""
        home = self.house.around["HOME"]
        name = f"@mail-connection-check-{hashlib.sha256(home.encode()).hexdigest()[:16]}"
        return name in Path("/proc/net/unix").read_text("utf-8")

    def files(self) -> set[str]:
        """Every file that is there now, below its house and its papers."""
        below = (self.folder / "house", self.folder / "papers")
        return {
            str(place.relative_to(self.folder))
            for folder in below
            for place in folder.rglob("*")
            if not place.is_dir()
        }

    def left(self, may_be: set[str]) -> list[str]:
        """What is left although nothing may be; `may_be`: the files that were saved."""
        until = time.monotonic() + SECONDS
        while (faults := self._left_now(may_be)) and time.monotonic() < until:
            time.sleep(0.05)
        return faults

    def _left_now(self, may_be: set[str]) -> list[str]:
        found = [f"process {name}" for name in self.processes()]
        found += [f"{count} connections"] if (count := self.server.sessions_of()) else []
        found += ["the door for a second copy"] if self.door() else []
        return found + [f"file {name}" for name in sorted(self.files() - may_be)]


def with_mark(mark: str) -> Iterator[tuple[int, str]]:
    """Processes with this mark in their environment, by number and name."""
    wanted = f"{MARK}={mark}".encode()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                yield int(place.name), (place / "comm").read_text("utf-8").strip()
        except OSError:  # it ended while we looked
            continue


def kill(scene: Scene, program: subprocess.Popen[bytes]) -> None:
    """End the program at once; what it started is left to itself."""
    program.send_signal(signal.SIGKILL)
    assert program.wait(10) == -signal.SIGKILL, f"{scene.folder.name}: it had ended before"


def window(scene: Scene, screen: Screen, moment: str, seconds: float = 0.0) -> list[str]:
    """Kill the window at a moment of the visit, so many seconds later; what is left."""
    program = screen.start(str(scene.bundle / NAME), **scene.around())
    saved = scene.house.saved
    for reached in visit.to_saved_papers(screen, scene.server, *saved):
        if reached == moment:
            break
    else:
        raise AssertionError(f"no moment is called {moment!r}")
    time.sleep(seconds)
    seen = scene.processes()
    assert NAME[:15] in seen, seen
    assert scene.door(), "without its door the proof says nothing"
    assert moment != "test" or seconds > 6 or "cat" in seen, seen
    kill(scene, program)
    return scene.left({f"papers/{place.name}" for place in saved})


def terminal(scene: Scene, seconds: float | None) -> tuple[list[str], float]:
    """Kill a check on the command line after so many seconds, or never; what is left, and when.

    Without `seconds` it goes to its end, and its papers are there.
    """
    environment = scene.around()
    papers = scene.folder / "papers"
    kinds = ("--note", "--pdf", "--html", "--eml", "--case", "--json")
    out = [word for kind, name in zip(kinds, PAPERS, strict=True) for word in (kind, papers / name)]
    server = ("localhost", "--port", str(scene.server.imaps), "--user", "alice")
    how = ("--password-stdin", "--mail-closed", "--need", "10", "--pace", "0.2")
    begun = time.monotonic()
    with subprocess.Popen(
        [scene.bundle / NAME, "check", *server, *how, *out],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        assert program.stdin is not None
        program.stdin.write(f"{CANARY}\n".encode())
        program.stdin.close()
        if seconds is None:
            program.wait(60)
            missing = {f"papers/{name}" for name in PAPERS} - scene.files()
            return [f"no {name}" for name in missing], time.monotonic() - begun
        time.sleep(seconds)
        kill(scene, program)
    return scene.left({f"papers/{name}" for name in PAPERS}), seconds


def swept(scene: Scene, case: Path) -> list[str]:
    """What is still left of a killed check after another command wrote into the same folder."""
    note = scene.folder / "papers" / "next.txt"
    subprocess.run(
        [scene.bundle / NAME, "report", case, "--note", note],
        env=scene.around(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return scene.left({"papers/next.txt", *(f"papers/{name}" for name in PAPERS)})


def all_kills(
    new: Callable[[str], Scene], screen: Screen, moments: int
) -> Iterator[tuple[str, list[str]]]:
    """Every kill by its name, with what it left; the command line is killed `moments` times."""
    for page in PAGES:
        yield f"window, {page}", window(new(page), screen, page)
    for seconds in PHASES:
        yield f"window, {seconds} s of the test", window(new(f"{seconds}"), screen, "test", seconds)
    first = new("whole")
    faults, whole = terminal(first, None)
    yield f"command line to its end ({whole:.1f} s)", faults
    for number in range(1, moments + 1):
        scene, seconds = new(f"line {number}"), whole * number / (moments + 1)
        faults, _ = terminal(scene, seconds)
        promised = [one for one in faults if one.startswith("file papers/")]
        others = [one for one in faults if one not in promised]
        others += swept(scene, first.folder / "papers" / "office.mailcheck")
        yield f"command line, {seconds:.1f} s, {len(promised)} files to be swept", others


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.kills")
    parser.add_argument("--bundle", type=Path, default=dev.BUNDLE, help="the folder with it")
    parser.add_argument("--moments", type=int, default=12, help="kills of the command line")
    options = parser.parse_args(arguments)
    bundle, good = options.bundle.resolve(), True
    before = set(bundle.rglob("*"))
    with (
        tempfile.TemporaryDirectory(prefix="kills-") as folder,
        Courier(maxperip=4) as server,
        a_screen(Path(folder) / "screen", "kills") as screen,
    ):

        def new(name: str) -> Scene:
            return Scene(bundle, Path(folder) / name, server)

        for name, faults in all_kills(new, screen, options.moments):
            good = good and not faults
            dev.say(
                f"{'FAILED' if faults else 'ok':<7}{name}{': ' * bool(faults)}{'; '.join(faults)}"
            )
    beside = sorted(map(str, set(bundle.rglob("*")) ^ before))
    dev.say(
        f"{'FAILED' if beside else 'ok':<7}nothing came into the bundle's folder {beside or ''}"
    )
    return 0 if good and not beside else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
