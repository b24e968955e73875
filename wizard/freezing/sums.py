"""`python -m wizard.freezing.sums DIR`: the checksums of what lies in a folder, for `sha256sum -c`.

Owns that file. Must never look below the folder.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

NAME: Final = "SHA256SUMS"


def main(arguments: Sequence[str]) -> int:
    """Write the checksums of one folder."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m wizard.freezing.sums DIR\n")
        return 2
    write(Path(arguments[0]))
    return 0


def write(folder: Path) -> None:
    """Write the SHA-256 of each file in a folder, by name. Raises OSError where it cannot."""
    files = [place for place in folder.iterdir() if place.is_file() and place.name != NAME]
    lines = [f"{digest(place)}  {place.name}\n" for place in sorted(files)]
    # Two spaces and a line feed on every system: the programs that read it want no other.
    (folder / NAME).write_bytes("".join(lines).encode())


def digest(place: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
