"""A small release, as its archives lie in a folder: nothing in them could be started."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

WINDOWS: Final = "mail-connection-check-1.2.0-windows-x64.zip"
MACOS: Final = "mail-connection-check-1.2.0-macos-arm64.dmg"
LINUX: Final = "mail-connection-check-1.2.0-linux-x86_64.tar.gz"
INSIDE: Final[Mapping[str, bytes]] = {
    "mail-connection-check.exe": b"MZ the program",
    "licences/README.txt": b"all of them",
    "_internal/PySide6/Qt6Core.dll": b"MZ a library",
}


def zipped(place: Path, inside: Mapping[str, bytes], top: str = "mail-connection-check/") -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in inside.items():
            archive.writestr(f"{top}{name}", content)
    return place


def summed(folder: Path) -> None:
    """Writes the sums of the archives, as a build does."""
    lines = [
        f"{hashlib.sha256(place.read_bytes()).hexdigest()}  {place.name}\n"
        for place in sorted(folder.iterdir())
        if place.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def release(folder: Path) -> Path:
    folder.mkdir()
    zipped(folder / WINDOWS, INSIDE)
    (folder / MACOS).write_bytes(b"a disk image")
    (folder / LINUX).write_bytes(b"an archive")
    summed(folder)
    return folder
