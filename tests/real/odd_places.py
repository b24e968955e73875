"""The bundle from where nobody would put it: `python -m tests.real.odd_places [--bundle DIR]`.

Owns the places and surroundings (a read-only stick, a long name, no home, no fonts, few files), and
what "it starts" means: its window is on the screen, closes by keyboard, and `selftest` finds
nothing missing. Needs root on Linux for mounts that only the program sees.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import dev
from tests.one_bundle import NAME, linked
from tests.real.screen import Screen, a_screen
from wizard.ui import look

FIRST_PAGE: Final = "Sign in to one office mailbox"
SELFTEST_SECONDS: Final = 120
# Where a mount hides what this computer has there.
STICK: Final = "/mnt"
FONTS: Final = ("/etc/fonts", "/usr/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig")
NOBODY: Final = "setpriv --reuid 65534 --regid 65534 --clear-groups"
MINE: Final = f"mount --bind {{folder}} {STICK}"
READ_ONLY: Final = f"{MINE} && mount -o remount,bind,ro {STICK}"
AROUND: Final = {"PATH": "/usr/bin:/bin", "HOME": "{home}", "LANG": "C.UTF-8"}
# A network of its own: without a HOME all programs of all users would meet at one door.
SPACES: Final = ("unshare", "--mount", "--net", "--pid", "--mount-proc", "--fork", "--kill-child")
LOOPBACK: Final = "ip link set lo up"
# The loader of this kind of computer starts a program that the system does not take for one.
LOADER: Final = "/lib64/ld-linux-x86-64.so.2"

Lay = Callable[[Path, Path], Path]


def as_it_is(bundle: Path, _folder: Path) -> Path:
    """The bundle where it was made."""
    return bundle


def below(*names: str) -> Lay:
    """The bundle in folders with these names."""

    def lay(bundle: Path, folder: Path) -> Path:
        return linked(bundle, folder.joinpath(*names))

    return lay


def as_fat_keeps_it(bundle: Path, folder: Path) -> Path:
    """What becomes of it on FAT: no link, and no file is a program."""
    copy = linked(bundle, folder / "fat")
    for place in copy.rglob("*"):
        if place.is_symlink():
            place.unlink()
    program = (copy / NAME).read_bytes()
    (copy / NAME).unlink()  # the other name of the same file keeps its rights
    (copy / NAME).write_bytes(program)
    return copy


@dataclass(frozen=True)
class Place:
    """Where the bundle lies and what is around it.

    `first` is a line of the shell, in a mount space of its own: {folder} is the bundle. `by` starts
    the program at `at`; `around` is its whole environment ({home} is an empty folder).
    """

    lay: Lay = as_it_is
    first: str = ""
    by: str = ""
    at: str = "{folder}"
    around: Mapping[str, str] = field(default_factory=lambda: AROUND)

    def command(self, bundle: Path, folder: Path, *arguments: str, **more: str) -> tuple[str, ...]:
        """The command that starts it there; every process of it ends with the first."""
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o777)
        laid = self.lay(bundle, folder / "laid")
        quoted = shlex.quote(str(laid))
        at = self.at.format(folder=str(laid))
        around = {
            name: value.format(home=str(home)) for name, value in {**self.around, **more}.items()
        }
        variables = [shlex.quote(f"{name}={value}") for name, value in around.items()]
        start = ("exec", self.by, "env", "-i", *variables, *self._program(at), *arguments)
        lines = (LOOPBACK, self.first.format(folder=quoted), " ".join(start))
        script = " && ".join(line for line in lines if line)
        return (*SPACES, "sh", "-c", script)

    def _program(self, at: str) -> tuple[str, ...]:
        program = shlex.quote(f"{at}/{NAME}")
        return (LOADER, program) if self.lay is as_fat_keeps_it else (program,)


def without(*names: str) -> dict[str, str]:
    """The usual surroundings without some of them."""
    return {name: value for name, value in AROUND.items() if name not in names}


LONG: Final = "x" * 240
PLACES: Final[Mapping[str, Place]] = {
    "as it is": Place(),
    "a read-only stick": Place(first=READ_ONLY, at=STICK),
    "a folder with spaces, umlauts and emoji": Place(
        below("Mein Büro — süß & 'gut'", "📮 Prüfung")
    ),
    "a name of 240 characters": Place(below(LONG)),
    "a path of a thousand characters": Place(below(*[LONG] * 4)),
    "as FAT keeps it, by the loader": Place(as_fat_keeps_it),
    "a user without rights, read-only": Place(first=READ_ONLY, by=NOBODY, at=STICK),
    "no HOME": Place(first=MINE, by=NOBODY, at=STICK, around=without("HOME")),
    "a HOME that cannot be written": Place(
        first=MINE, by=NOBODY, at=STICK, around={**AROUND, "HOME": "/proc"}
    ),
    "no room for temporary files": Place(around={**AROUND, "TMPDIR": "/proc/none"}),
    "LANG=C": Place(around={**AROUND, "LANG": "C"}),
    "LANG=C in a folder with umlauts": Place(
        below("Prüfung"), around={"PATH": "/usr/bin", "LC_ALL": "C"}
    ),
    "nothing around it": Place(around={}),
    "no fonts and no fontconfig": Place(
        first=" && ".join(f"mkdir -p {place} && mount -t tmpfs none {place}" for place in FONTS)
    ),
    "256 open files at most": Place(by="prlimit --nofile=256:256"),
}


def paints(
    place: Place, bundle: Path, folder: Path, screen: Screen, seconds: float = 40.0
) -> str | None:
    """What is wrong with its window; None where it is on the screen, and closes by a key."""
    display = screen.surroundings["DISPLAY"]
    command = place.command(bundle, folder, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    program = screen.start(*command)
    screen.wait_for(FIRST_PAGE, seconds)
    if not screen.shows(look.LINK[0]):
        return "the first page is not painted"
    until = time.monotonic() + seconds
    while program.poll() is None and time.monotonic() < until:
        screen.keys("alt+l")  # on a busy computer the focus may come later than the page
        with suppress(subprocess.TimeoutExpired):
            program.wait(2)
    return f"it ended with {program.poll()}" if program.poll() != 0 else None


def proves_itself(place: Place, bundle: Path, folder: Path) -> str | None:
    """What `selftest` says is missing; None where nothing is."""
    done = subprocess.run(
        place.command(bundle, folder, "selftest"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=SELFTEST_SECONDS,
        check=False,
    )
    return f"{done.returncode}: {done.stdout.strip()}" if done.returncode else None


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.odd_places")
    parser.add_argument("--bundle", type=Path, default=dev.BUNDLE, help="the folder with it")
    bundle = parser.parse_args(arguments).bundle.resolve()
    good = True
    with (
        tempfile.TemporaryDirectory(prefix="odd-", dir=bundle.parent) as scratch,
        a_screen(Path(scratch) / "screen", "odd-places") as screen,
    ):
        for number, (name, place) in enumerate(PLACES.items()):
            begun = time.monotonic()
            folders = [Path(scratch) / f"{number}{part}" for part in ("window", "selftest")]
            wrong = paints(place, bundle, folders[0], screen) or proves_itself(
                place, bundle, folders[1]
            )
            good = good and wrong is None
            said = f"FAILED {name}: {wrong}" if wrong else f"ok     {name}"
            dev.say(f"{said} ({time.monotonic() - begun:.1f} s)")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
