"""What can be taken out of the files of a bundle without loss: what only a debugger reads.

Owns which files are treated so. Qt's and Debian's come without; what Python and its packages bring
depends on who made them. It must leave alone what is signed, so it works on Linux only.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import Final

from wizard.freezing.layout import Layout

# Python itself is three quarters tables for a debugger where it was made from source.
_FAT: Final = re.compile(r"libpython3[^/]*\.so[\d.]*|[^/]+\.cpython-[^/]+\.so|_rust\.abi3\.so")


def slim(where: Layout, system: str = sys.platform) -> int:
    """Strip what is known to bear it; the number of bytes that were saved.

    Raises CalledProcessError where the program that does it fails.
    """
    program = shutil.which("strip")
    if not system.startswith("linux") or program is None:
        return 0
    fat = [place for place in where.files() if _FAT.fullmatch(place.name)]
    before = sum(place.stat().st_size for place in fat)
    if fat:
        command = [program, "--strip-unneeded", *map(str, sorted(fat))]
        subprocess.run(command, check=True)  # noqa: S603 - names of files, and no shell
    return before - sum(place.stat().st_size for place in fat)
