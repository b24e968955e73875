"""Where things lie in a bundle: one folder on Windows and Linux, an application on macOS.

Owns these places. Must never change a file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from wizard import PROGRAM
from wizard.freezing import licences
from wizard.freezing.names import APPLICATION, CONSOLE_NAME, FILE_NAME
from wizard.freezing.parts import Part

# macOS keeps the checksums of a signed application here, and the signature in the program itself.
_SEAL: Final = "_CodeSignature"


@dataclass(frozen=True)
class Layout:
    """A bundle on a disk. `contents` are the folders in which a place of PyInstaller's may lie."""

    bundle: Path
    contents: tuple[Path, ...]
    programs: tuple[Path, ...]
    licences: Path
    qt: str

    @property
    def program(self) -> Path:
        """The program that people start."""
        return self.programs[0]

    @property
    def console(self) -> Path:
        """The program that writes on a terminal."""
        return self.programs[-1]

    def files(self) -> list[Path]:
        """Every file once, whatever other names it has; without licence texts and signatures."""
        return [
            Path(folder, name)
            for folder, _, names in os.walk(self.bundle)
            if not Path(folder).is_relative_to(self.licences) and Path(folder).name != _SEAL
            for name in names
            if not Path(folder, name).is_symlink()
        ]

    def own(self) -> list[Path]:
        """What belongs to the program itself beside what PyInstaller has collected.

        Not the program file of an application: that one changes when it is signed.
        """
        if self.bundle.suffix != ".app":
            return [place for place in self.programs if place.exists()]
        inside = self.bundle / "Contents"
        told = [inside / "Info.plist", *sorted(inside.glob("Resources/*.icns"))]
        told += sorted(inside.glob("Resources/*.lproj/*"))
        return [place for place in told if place.exists()]


def layout(bundle: Path, system: str = sys.platform) -> Layout:
    """The places of a bundle of this system."""
    text = bundle / licences.FOLDER
    match system:
        case "win32":
            inside = bundle / "_internal"
            programs = (bundle / f"{FILE_NAME}.exe", bundle / f"{CONSOLE_NAME}.exe")
            return Layout(bundle, (inside,), programs, text, "_internal\\PySide6")
        case "darwin":
            inside = bundle / "Contents"
            folders = (inside / "Frameworks", inside / "Resources")
            text = inside / "Resources" / licences.FOLDER
            qt = f"{APPLICATION}/Contents/Frameworks/PySide6/Qt/lib"
            return Layout(bundle, folders, (inside / "MacOS" / FILE_NAME,), text, qt)
        case _:
            inside = bundle / "_internal"
            return Layout(
                bundle, (inside,), (bundle / FILE_NAME,), text, "_internal/PySide6/Qt/lib"
            )


def bundle_name(system: str = sys.platform) -> str:
    """How the bundle itself is called, in the folder that PyInstaller fills."""
    return APPLICATION if system == "darwin" else FILE_NAME


def placed(found: Iterable[Part], where: Layout) -> list[Part]:
    """The parts with their places as seen from the bundle's top, the program's own file with them.

    A file that is not there keeps its place, and is missed by who reads it.
    """
    programs = tuple(_name(place, where) for place in where.own())
    return [
        replace(
            part,
            files=(
                *(_name(_find(place, where), where) for place in part.files),
                *(programs if part.name == PROGRAM else ()),
            ),
        )
        for part in found
    ]


def unclaimed(found: Iterable[Part], where: Layout) -> list[str]:
    """Files of the bundle that belong to no part."""
    claimed = {place for part in found for place in part.files}
    claimed |= {_name(place, where) for place in where.programs}
    return sorted({_name(place, where) for place in where.files()} - claimed)


def _find(place: str, where: Layout) -> Path:
    places = [folder / place for folder in where.contents]
    return next((place for place in places if place.exists()), places[0])


def _name(place: Path, where: Layout) -> str:
    """By its first name: on macOS folders have a second one where theirs holds a dot."""
    return place.resolve().relative_to(where.bundle.resolve()).as_posix()
