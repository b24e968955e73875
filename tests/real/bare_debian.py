"""The bundle on a Debian without Python: `python -m tests.real.bare_debian`.

Owns the list of what is proved there, as lines on the terminal; pictures of every page are in
build/real-window. Needs root, Debian and its packages; takes two minutes, most of them for the
first Debian. Ends with 1 where anything was not as it has to be.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dev
from tests.real import bare_root, visit
from tests.real.bare_root import PLACE, USERS_HOME, Bare
from tests.real.screen import PICTURES, Screen, a_screen
from tests.servers.courier import Courier
from wizard.__main__ import PACKAGES

LIMIT: Final = 4
AUTHORITIES: Final = "/etc/ssl/certs/ca-certificates.crt"
PDF, CASE = USERS_HOME / "report.pdf", USERS_HOME / "office.mailcheck"
NAME: Final = dev.BUNDLE.name
# Where the loader looks for the bundle's own libraries, as the program tells it.
OWN: Final = (PLACE / "_internal", PLACE / "_internal/PySide6/Qt/lib")
LIST_ALL: Final = f"""\
find {PLACE} -type f \\( -name '*.so*' -o -name '{NAME}' \\) |
while read -r file; do ldd "$file" 2>/dev/null; done
"""
ABSENT: Final = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


@dataclass(frozen=True)
class Proof:
    """One thing that has to hold; `told` says what was seen."""

    what: str
    holds: bool
    told: str = ""

    def line(self) -> str:
        """One line for the terminal."""
        return f"{'ok' if self.holds else 'FAILED':<7}{self.what}: {self.told}"


def lacking(bare: Bare, bundle: Path) -> set[str]:
    """Libraries that something in the bundle needs, and neither it nor this Debian has."""
    path = ":".join(str(place) for place in OWN)
    command = bare.command(bundle, "/bin/sh", "-c", LIST_ALL, LD_LIBRARY_PATH=path)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return set(ABSENT.findall(done.stdout))


def without_packages(bundle: Path, folder: Path) -> list[Proof]:
    """On a Debian without a desktop: what is missed, and what the program says of it."""
    with bare_root.a_bare_debian(folder, packages=()) as bare:
        missed = sorted(lacking(bare, bundle))
        status, said = bare.told(bundle, DISPLAY=":0")
        works, check = bare.told(bundle, "check", "--practice", "--mail-closed", "--pace", "0.1")
    plain = f"sudo apt-get install {' '.join(PACKAGES)}" in said and said.count("\n") == 1
    return [
        Proof("libraries that a Debian without a desktop lacks", bool(missed), ", ".join(missed)),
        Proof("the program says so in one sentence", plain and status == 1, said.strip()),
        Proof("the command line works all the same", works == 10, check.splitlines()[-1]),
    ]


def whole(bare: Bare, bundle: Path) -> list[Proof]:
    """With the packages of README: nothing is missed, and the program proves itself."""
    missed = lacking(bare, bundle)
    begun = time.monotonic()
    status, said = bare.told(bundle, "selftest")
    took = f"{time.monotonic() - begun:.1f} s"
    written = ", ".join(bare.files())
    dark, no_screen = bare.told(bundle, DISPLAY=":4711")
    plain = dark == 1 and no_screen.startswith("The screen of this computer cannot be reached")
    return [
        Proof("no Python in this Debian", not bare_root.python_in(bare.tree)),
        Proof("no library is missing", not missed, ", ".join(sorted(missed))),
        Proof("selftest", status == 0, f"{took}; {said.strip()}"),
        Proof("selftest writes nothing", not written, written),
        Proof("a screen that is not there is told in plain words", plain, no_screen.strip()),
    ]


def without_authorities(bundle: Path, folder: Path) -> Proof:
    """Without the package ca-certificates no server could be trusted: selftest says it."""
    with bare_root.a_bare_debian(folder) as bare:
        status, said = bare.told(bundle, "selftest")
    named = status == 1 and "no certificate authorities" in said
    return Proof("selftest names the authorities that lack", named, said.strip())


def by_keyboard(bare: Bare, bundle: Path, screen: Screen, server: Courier) -> list[Proof]:
    """From the first page to a saved PDF and a case file, and out again."""
    display = screen.surroundings["DISPLAY"]
    program = screen.start(*bare.command(bundle, str(PLACE / NAME), DISPLAY=display))
    for _ in visit.to_saved_papers(screen, server, PDF, CASE, bare.tree):
        pass
    screen.picture("saved")
    visit.leave(screen)
    status = program.wait(20)
    left = server.sessions_of()
    return [
        Proof("by keyboard from the first page to the end", status == 0, f"exit status {status}"),
        Proof("no connection is left at the mail server", not left, str(left)),
        *papers(bare),
    ]


def papers(bare: Bare) -> list[Proof]:
    """What was saved, and whether anything else was written."""
    written = bare.files()
    text = pdf_text(written[str(PDF)]) if str(PDF) in written else ""
    number = re.search(rf"^\s+{LIMIT}\s+{LIMIT} connections are allowed", text, re.MULTILINE)
    right = number is not None and "MAXPERIP" in text
    more = sorted(set(written) - {str(PDF), str(CASE)})
    return [
        Proof("the PDF has the number 4 and MAXPERIP", right, f"{len(text)} letters"),
        Proof("the case file is there", str(CASE) in written),
        Proof("nothing else was written", not more, ", ".join(more)),
    ]


def pdf_text(place: Path) -> str:
    """What a person finds in a PDF; "" where it is none."""
    command = ("pdftotext", "-layout", str(place), "-")
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


def proofs(bundle: Path, folder: Path) -> list[Proof]:
    """All of them, in a folder that may be thrown away afterwards."""
    found = without_packages(bundle, folder / "nothing")
    found.append(without_authorities(bundle, folder / "untrusting"))
    with Courier(maxperip=LIMIT) as server:
        trusted = {AUTHORITIES: server.cafile.read_bytes()}  # the package ca-certificates has more
        # In one of its own: where it leaves a list of fonts, the window would need to make none.
        with bare_root.a_bare_debian(folder / "selftest", PACKAGES, trusted) as bare:
            found += whole(bare, bundle)
        with (
            bare_root.a_bare_debian(folder / "debian", PACKAGES, trusted) as bare,
            a_screen(folder / "home", "bare-debian") as screen,
        ):
            return [*found, *by_keyboard(bare, bundle, screen, server)]


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.bare_debian")
    parser.add_argument("--bundle", type=Path, default=dev.BUNDLE, help="the folder with it")
    parser.add_argument("--keep", action="store_true", help="keep what the program wrote")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="bare-", dir=bare_root.home()))
    try:
        found = proofs(options.bundle.resolve(), folder)
    except bare_root.NoDebianError as reason:
        dev.say(str(reason))
        return 1
    finally:
        if options.keep:
            dev.say(f"What was written is below {folder}.")
        else:
            bare_root.throw_away(folder)
    for proof in found:
        dev.say(proof.line())
    dev.say(f"Pictures: {PICTURES / 'bare-debian'}")
    return 0 if all(proof.holds for proof in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
