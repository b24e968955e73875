"""`python -m wizard.freezing.make --into DIR --scratch DIR [SPEC]`: the bundle, whole, in DIR.

Owns the order: PyInstaller with build.spec, then what it does not know (licence texts, the bill of
materials), then the rules that stop a bundle which must not be handed out. It packs no archive and
starts nothing of what it made. With another spec than ours it makes what that one says, by the same
trims, and adds nothing: so that other programs can be compared with ours.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard.freezing import bill, licences, mac, moment, origins, permitted, sorting
from wizard.freezing.layout import Layout, bundle_name, layout, placed, unclaimed
from wizard.freezing.parts import HERE, Part, without_text
from wizard.freezing.slim import slim

SPEC = HERE / "build.spec"


@dataclass(frozen=True)
class Made:
    """A bundle, what it is made of, and why it must not be handed out; nothing where it may."""

    where: Layout
    parts: tuple[Part, ...]
    faults: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Make the bundle; 1 where it is not fit to be handed out."""
    asked = argparse.ArgumentParser(prog="python -m wizard.freezing.make")
    asked.add_argument("--into", required=True, type=Path)
    asked.add_argument("--scratch", required=True, type=Path)
    asked.add_argument("spec", nargs="?", default=SPEC, type=Path)
    options = asked.parse_args(arguments)
    freeze(options.into, options.scratch, options.spec)
    if options.spec.resolve() != SPEC:
        slim(layout(options.into))
        return 0
    made = finish(options.into / bundle_name(), options.scratch / SPEC.stem)
    for fault in made.faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if made.faults else 0


def freeze(folder: Path, scratch: Path, spec: Path = SPEC) -> None:
    """Let PyInstaller make the bundle below `folder`. Raises CalledProcessError where it cannot."""
    places = ("--distpath", str(folder), "--workpath", str(scratch))
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places]
    # In a Python of its own: only before its start can be said that chance has no part in it. Sets
    # come in the same order then, and the same source gives the same bundle, byte for byte.
    surroundings = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run([*command, str(spec)], env=surroundings, check=True)  # noqa: S603 - a fixed command


def finish(bundle: Path, scratch: Path) -> Made:
    """Add to a bundle what PyInstaller does not know, and judge it.

    Raises OSError where a licence text or a file of a part is not there, CalledProcessError where
    a program of the system fails.
    """
    where = layout(bundle)
    slim(where)
    if sys.platform == "darwin":
        mac.speak(where)
    parts = placed(sorting.parts(origins.read(scratch)), where)
    faults = judge(parts, where)
    if not faults:
        licences.lay_out(parts, where.licences, where.qt)
        told = bill.bill(parts, bundle, moment.made_at(HERE))
        (where.licences / bill.NAME).write_text(told, encoding="utf-8")
    if sys.platform == "darwin":
        mac.seal(where)
    return Made(where, tuple(parts), tuple(faults))


def judge(parts: Sequence[Part], where: Layout) -> list[str]:
    """Why a bundle must not be handed out, one sentence each."""
    places = [place.relative_to(where.bundle).as_posix() for place in where.files()]
    return [
        *(f"No licence, or no text of it, is known of {name}." for name in without_text(parts)),
        *(f"Under the GPL only: {name}." for name in permitted.under_gpl_only(parts)),
        *(f"Must not be in the bundle: {name}." for name in permitted.foreign_qt(places)),
        *(f"Nobody knows whose file this is: {name}." for name in unclaimed(parts, where)),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
