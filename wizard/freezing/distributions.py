"""Python packages within the bundle: which file is whose, and what each says of its licence.

Owns the questions to the packages installed here. Their own words are taken, but for those that
name no licence, or several of which the bundle uses one.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from wizard.freezing.parts import Part, Text, ours

# Who says several, nothing, or not in SPDX's words; of the two about Qt the LGPL is the one taken,
# of PyInstaller only what it leaves in a bundle counts: its start program and its start-up code.
LICENCES: Final = {
    "defusedxml": "PSF-2.0",
    "imapclient": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
# Whose wheels bring no text.
_KEPT_HERE: Final = {
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
}
_LICENCE_FILE: Final = re.compile(
    r"(licen[cs]es/.+|(licen[cs]e|copying|notice|authors)[^/]*)", re.IGNORECASE
)


def owners() -> dict[str, str]:
    """Every installed file, by its real path, with the name of its package."""
    return {
        os.path.realpath(str(found.locate_file(file))): name
        for name, found in _installed().items()
        for file in found.files or ()
    }


def part(name: str) -> Part:
    """A package, by its normalised name, still without its files."""
    found = _installed()[name]
    texts = (*_texts(name, found), *ours(*_KEPT_HERE.get(name, ())))
    shown = found.metadata["Name"]
    return Part(
        shown, found.version, licence(name, found), f"pkg:pypi/{name}@{found.version}", texts
    )


def licence(name: str, found: Distribution) -> str:
    """What a package says of its licence; "" where it says nothing."""
    told = [
        *found.metadata.get_all("License-Expression", []),
        *found.metadata.get_all("License", []),
    ]
    return LICENCES.get(name, told[0] if told else "")


def _texts(name: str, found: Distribution) -> tuple[Text, ...]:
    texts = []
    for file in found.files or ():
        folder, _, inside = file.as_posix().partition(".dist-info/")
        if inside and "/" not in folder and _LICENCE_FILE.fullmatch(inside):
            place = f"{name}/{inside.rpartition('/')[2]}"
            texts.append(Text(Path(str(found.locate_file(file))), place))
    return tuple(texts)


@cache
def _installed() -> dict[str, Distribution]:
    return {_normal(found.metadata["Name"]): found for found in distributions()}


def _normal(name: str) -> str:
    """As package registries compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
