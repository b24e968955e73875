"""SPDX's names of licences, as far as the bundle needs them (https://spdx.org/licenses/).

Owns the question whether a text is one of its expressions, and the translation of Debian's names.
A name that is not listed here is a name and no expression: nobody should take it for SPDX's.
"""

from __future__ import annotations

import re
from typing import Final

IDENTIFIERS: Final = {
    "0BSD",
    "AFL-2.1",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "FTL",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-or-later",
    "HPND-sell-variant",
    "ISC",
    "LGPL-2.0-or-later",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "PSF-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
    "bzip2-1.0.6",
    "libpng-2.0",
}
EXCEPTIONS: Final = {"Bootloader-exception", "GCC-exception-3.1", "LLVM-exception"}
_WORD: Final = re.compile(r" (?:AND|OR|WITH) ")

# Debian's records have names of their own, and not all of them the same.
_OF_DEBIAN: Final = {
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd-variant": "bzip2-1.0.6",  # only libbz2-1.0 calls it so
    "expat": "MIT",
    "gpl-2": "GPL-2.0-only",
    "gpl-2+": "GPL-2.0-or-later",
    "lgpl-2+": "LGPL-2.0-or-later",
    "lgpl-2.1+": "LGPL-2.1-or-later",
    "libpng": "libpng-2.0",
    "mit": "MIT",
    "mit/x": "MIT",
    "mit/x consortium license": "MIT",
    "zlib": "Zlib",
}


def is_expression(text: str) -> bool:
    """Whether a text is an expression of SPDX, made of the names known here."""
    return all(name in IDENTIFIERS | EXCEPTIONS for name in _WORD.split(re.sub(r"[()]", "", text)))


def from_debian(name: str) -> str:
    """SPDX's expression for a name in a copyright record; the name itself where none is known."""
    choices = re.split(r" or ", name.strip(), flags=re.IGNORECASE)
    known = [_OF_DEBIAN.get(choice.casefold(), choice) for choice in choices]
    expression = " OR ".join(known)
    return expression if is_expression(expression) else name.strip()
