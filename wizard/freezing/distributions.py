"""Python packages within the bundle: which file is whose, and what each says of its licence.

Owns the questions to the packages installed here. Their own words are taken, but for those that
name no licence, or several of which the bundle uses one.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Final

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
# Whose wheels bring no text, or not of what is linked into them.
_KEPT_HERE: Final = {
    "cryptography": ("Rust-packages.txt", "OpenSSL.txt", "Apache-2.0.txt"),
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
}
# Whose makers forgot it in their bill.
_UNTOLD: Final = {"openssl": "Apache-2.0"}
_LICENCE_FILE: Final = re.compile(
    r"(licen[cs]es/.+|(licen[cs]e|copying|notice|authors)[^/]*)", re.IGNORECASE
)


def real(place: str) -> str:
    """The one name of a file that has several, by links or, on Windows, by small letters."""
    return os.path.normcase(os.path.realpath(place))


@cache
def owners() -> dict[str, str]:
    """Every installed file, by `real`, with the name of its package."""
    return {
        real(str(found.locate_file(file))): name
        for name, found in _installed().items()
        for file in found.files or ()
    }


def part(name: str) -> Part:
    """A package, by its normalised name, still without its files."""
    found = _installed()[name]
    texts = (*_texts(name, found), *ours(*_KEPT_HERE.get(name, ())))
    shown = found.metadata["Name"]
    purl = f"pkg:pypi/{name}@{found.version}"
    return Part(shown, found.version, licence(name, found), purl, texts, within=_within(found))


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


def _within(found: Distribution) -> tuple[Part, ...]:
    """What the bills of materials in a package tell (PEP 770)."""
    told = (
        json.loads(Path(str(found.locate_file(file))).read_text(encoding="utf-8"))
        for file in found.files or ()
        if ".dist-info/sboms/" in file.as_posix() and file.suffix == ".json"
    )
    parts = [_linked(each) for bill in told for each in bill.get("components", [])]
    return tuple(sorted(parts, key=lambda part: part.name))


def _linked(told: dict[str, Any]) -> Part:
    """A part as a bill tells it; where the program that made it kept its files is no matter."""
    name, purl = told["name"], told.get("purl", "").partition("?")[0]
    licences = [each.get("expression", "") for each in told.get("licenses", [])]
    known = _UNTOLD.get(name, "")
    return Part(name, told.get("version", ""), licences[0] if licences else known, purl)


@cache
def _installed() -> dict[str, Distribution]:
    return {_normal(found.metadata["Name"]): found for found in distributions()}


def _normal(name: str) -> str:
    """As package registries compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
