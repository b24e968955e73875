"""What a release says about itself: `python -m wizard.freezing.notes TAG FILE`.

Owns the agreement of tag, version and changelog. Uses the standard library only, so that it can be
asked before anything is installed. It must never change a version.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wizard import __version__

CHANGELOG: Final = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


class NotesTrouble(Exception):
    """This tag is no release; the text says why and what to change."""


def main(arguments: Sequence[str]) -> int:
    """Write the notes of a release; 1 where the tag is none."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m wizard.freezing.notes TAG FILE\n")
        return 2
    tag, file = arguments
    try:
        told = notes(tag, __version__, CHANGELOG.read_text(encoding="utf-8"))
    except NotesTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    Path(file).write_text(told, encoding="utf-8", newline="\n")
    return 0


def notes(tag: str, version: str, changelog: str) -> str:
    """The changelog's section of this version; raises NotesTrouble where they do not agree."""
    if tag != f"v{version}":
        raise NotesTrouble(f"The tag is {tag}, but wizard/__init__.py says version {version}.")
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    named = {section.partition("]")[0].removeprefix("["): section for section in sections}
    if version not in named:
        raise NotesTrouble(f"CHANGELOG.md has no section [{version}]: name [Unreleased] so.")
    heading, _, text = named[version].partition("\n")
    if not re.search(r"\d{4}-\d{2}-\d{2}", heading):
        raise NotesTrouble(f"The section [{version}] of CHANGELOG.md has no date.")
    # Below the last section stand the addresses of all versions.
    text = re.sub(r"^\[[^]]+\]: .*\n?", "", text, flags=re.MULTILINE).strip()
    if not text:
        raise NotesTrouble(f"The section [{version}] of CHANGELOG.md is empty.")
    return f"{text}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
