"""Every file a visit writes, as the kernel sees it: `python -m tests.real.written_files`.

Owns strace's words and the rules by which a touched file is right: in the folder of portable.txt,
or saved by the user. Whatever else is written is a fault, told with its path. Devices, pipes and
sockets are listed apart. Must be run as root on Linux, with strace.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import dev
from tests.real import visit
from tests.real.screen import Screen, a_screen
from tests.servers.courier import Courier

# Calls that make, change or take away a name; what is written goes through an open file.
CALLS: Final = (
    *("open", "openat", "openat2", "creat", "truncate", "mkdir", "mkdirat", "rmdir", "mknod"),
    *("mknodat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat"),
    *("symlink", "symlinkat", "chmod", "fchmodat", "setxattr", "bind", "memfd_create"),
)
OPENS: Final = {"open", "openat", "openat2"}
WRITES: Final = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)")
LINE: Final = re.compile(r"(?P<call>\w+)\((?P<arguments>.*)\)\s+= \d+(?P<opened><[^>]*>)?")
QUOTED: Final = re.compile(r'(?:<(?P<base>[^<>"]*)>, )?(?P<at>@?)"(?P<text>(?:[^"\\]|\\.)*)"')
NO_FILE: Final = ("/dev/", "/proc/", "/sys/", "pipe:", "socket:", "anon_inode:", "memfd:", "@")


class Kind(StrEnum):
    """Where a touched file belongs."""

    SAVED = "saved by the user"
    PORTABLE = "in the folder of portable.txt"
    NO_FILE = "no file: devices, pipes, sockets without a name"
    FAULT = "FAULT"


@dataclass(frozen=True, order=True)
class Touch:
    """One name that was made, opened for writing, renamed or taken away."""

    place: str
    call: str


@dataclass(frozen=True)
class Rules:
    """What a visit may write. `saved`: the files of the user; `portable`: a folder, if any.

    A file that lies beside a saved one only while it is written belongs to it: `is_there` says
    which files stayed.
    """

    saved: frozenset[str]
    portable: str | None = None
    stayed: frozenset[str] = frozenset()

    def kind(self, touch: Touch) -> Kind:
        """Where it belongs."""
        if touch.place.startswith(NO_FILE):
            return Kind.NO_FILE
        folders = {str(Path(place).parent) for place in self.saved}
        passing = touch.place not in self.stayed and str(Path(touch.place).parent) in folders
        if touch.place in self.saved or passing:
            return Kind.SAVED
        if self.portable and Path(touch.place).is_relative_to(self.portable):
            return Kind.PORTABLE
        return Kind.FAULT


def traced(prefix: Path, *command: str) -> tuple[str, ...]:
    """The command that runs a program and everything it starts under strace.

    One file for each thread, so that no line is cut in two; all end with the first process.
    """
    spaces = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
    watch = (
        "strace",
        "-ff",
        "-z",
        "-y",
        "-qq",
        "-o",
        str(prefix),
        "-e",
        f"trace={','.join(CALLS)}",
    )
    return (*spaces, *watch, "--", *command)


def touches(lines: Iterable[str]) -> set[Touch]:
    """What strace's lines tell of names; reading is left out."""
    found: set[Touch] = set()
    for line in lines:
        seen = LINE.match(line)
        if seen is None:
            continue
        call, arguments = seen["call"], seen["arguments"]
        if call in OPENS and not WRITES.search(arguments):
            continue
        found |= {Touch(place, call) for place in _named(call, arguments, seen["opened"])}
    return found


def _named(call: str, arguments: str, opened: str | None) -> list[str]:
    if opened and call in OPENS:
        return [_unescaped(opened[1:-1])]
    names = []
    for quoted in QUOTED.finditer(arguments):
        text = _unescaped(quoted["text"])
        if call == "memfd_create":
            text = f"memfd:{text}"
        elif quoted["at"]:
            text = f"@{text}"
        elif quoted["base"] and not text.startswith("/"):
            text = f"{quoted['base']}/{text}"
        names.append(text)
    # The first name of a symbolic link is only what it says.
    return names[1:] if call.startswith("symlink") else names


def _unescaped(text: str) -> str:
    raw = text.encode("latin-1", "replace").decode("unicode_escape").encode("latin-1")
    return raw.decode("utf-8", "replace")


def sorted_by(rules: Rules, seen: Iterable[Touch]) -> dict[Kind, list[Touch]]:
    """Every touch where it belongs."""
    found: dict[Kind, list[Touch]] = {kind: [] for kind in Kind}
    for touch in sorted(seen):
        found[rules.kind(touch)].append(touch)
    return found


def told(found: Mapping[Kind, Sequence[Touch]]) -> str:
    """The list for the terminal: each name once, with all that was done to it."""
    lines = []
    for kind, seen in found.items():
        lines.append(f"{kind}: {len({touch.place for touch in seen})}")
        for place in sorted({touch.place for touch in seen}):
            calls = ", ".join(sorted({touch.call for touch in seen if touch.place == place}))
            lines.append(f"    {place} ({calls})")
    return "\n".join(lines)


# -- A visit that is watched -----


@dataclass(frozen=True)
class Watched:
    """An empty house for one visit, and where its trace and its papers are.

    With portable.txt the user saves where the dialog begins: in `portable`, in its folder "cases".
    """

    folder: Path
    portable: Path | None = None

    @property
    def saved(self) -> tuple[Path, Path]:
        """The PDF and the case file."""
        papers = self.portable / "cases" if self.portable else self.folder / "papers"
        return papers / "report.pdf", papers / "office.mailcheck"

    @property
    def around(self) -> dict[str, str]:
        """The environment that leads every habit of a program into the empty house."""
        names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
        places = {name: self.folder / "house" / name.lower() for name in names}
        places["XDG_RUNTIME_DIR"] = self.folder / "house" / "run"
        places["XDG_STATE_HOME"] = self.folder / "house" / "state"
        papers = () if self.portable else (self.saved[0].parent,)  # the program makes its own
        for place in (*places.values(), *papers, self.folder / "trace"):
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(0o700)
        return {name: str(place) for name, place in places.items()}

    def visit(self, program: Path, screen: Screen, server: Courier) -> int:
        """The whole visit by keyboard under strace; the exit status."""
        around = {**self.around, "SSL_CERT_FILE": str(server.cafile)}
        command = traced(self.folder / "trace" / "of", str(program))
        running = screen.start(*command, **around)
        for _ in visit.to_saved_papers(screen, server, *self.saved):
            pass
        visit.leave(screen)
        return running.wait(30)

    def found(self) -> dict[Kind, list[Touch]]:
        """What was touched, sorted."""
        lines: list[str] = []
        for part in sorted((self.folder / "trace").iterdir()):
            lines += part.read_text("latin-1").splitlines()
        seen = touches(lines)
        saved = frozenset(map(str, self.saved))
        portable = str(self.portable) if self.portable else None
        stayed = frozenset(touch.place for touch in seen if Path(touch.place).exists())
        return sorted_by(Rules(saved, portable, stayed), seen)


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.written_files")
    parser.add_argument("--bundle", type=Path, default=dev.BUNDLE, help="the folder with it")
    bundle = parser.parse_args(arguments).bundle.resolve()
    portable = bundle if (bundle / "portable.txt").exists() else None
    with (
        tempfile.TemporaryDirectory(prefix="written-") as folder,
        Courier(maxperip=4) as server,
        a_screen(Path(folder) / "screen", "written-files") as screen,
    ):
        watched = Watched(Path(folder), portable)
        status = watched.visit(bundle / dev.BUNDLE.name, screen, server)
        found = watched.found()
    dev.say(f"exit status {status}\n{told(found)}")
    return 1 if found[Kind.FAULT] or status else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
