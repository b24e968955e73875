"""The archives of a release and what each of them becomes on a stick.

Owns their names, their check against the sums that lie beside them, and the unpacking of the one
for Windows. The others stay packed: FAT knows neither the links inside an .app nor the bit by which
Linux knows a program. It must never write a file.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.freezing.names import FILE_NAME
from wizard.freezing.stick_files import LIST, Item, StickTrouble

WINDOWS_PROGRAM: Final = f"{FILE_NAME}.exe"
# By what stands in an archive's name: the folder on the stick, and how the archive ends.
FOLDERS: Final = {"windows": "Windows", "macos": "macOS", "linux": "Linux"}
ENDINGS: Final = {"windows": "zip", "macos": "dmg", "linux": "tar.gz"}

_NAME: Final = re.compile(
    rf"{FILE_NAME}-(?P<version>\d[\w.+]*?)-(?P<system>windows|macos|linux)-(?P<machine>\w+)"
    r"\.(?P<ending>zip|dmg|tar\.gz)"
)
_SUM: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive of a release: for which system and which kind of processor."""

    place: Path
    version: str
    system: str
    machine: str


def find(places: Iterable[Path]) -> list[Archive]:
    """The archives in these folders, one of each; raises StickTrouble."""
    found: dict[tuple[str, str, str], Archive] = {}
    for folder in places:
        if not folder.is_dir():
            raise StickTrouble(f"There is no folder {folder}.")
        for archive in _in(folder):
            key = (archive.system, archive.machine, archive.version)
            before = found.setdefault(key, archive)
            if before is not archive and before.place.read_bytes() != archive.place.read_bytes():
                raise StickTrouble(f"{before.place} and {archive.place} are not the same.")
    archives = [found[key] for key in sorted(found)]
    versions = sorted({archive.version for archive in archives})
    if len(versions) > 1:
        raise StickTrouble(f"There are several versions, {', '.join(versions)}: keep one of them.")
    systems = [archive.system for archive in archives]
    if several := [FOLDERS[each] for each in ("windows", "linux") if systems.count(each) > 1]:
        raise StickTrouble(f"There is more than one archive for {several[0]}: keep one of them.")
    return archives


def _in(folder: Path) -> Iterator[Archive]:
    for place in sorted(folder.iterdir()):
        match = _NAME.fullmatch(place.name)
        if match and place.is_file() and ENDINGS[match["system"]] == match["ending"]:
            yield Archive(place, match["version"], match["system"], match["machine"])


def insist_on_sum(archive: Archive) -> bool:
    """Check an archive against the sums beside it, and say whether there are any.

    Raises StickTrouble where it is another one than was built.
    """
    for name in (LIST, f"{archive.place.name}.sha256"):
        place = archive.place.with_name(name)
        if not place.is_file():
            continue
        lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
        named = {match[2]: match[1] for line in lines if (match := _SUM.fullmatch(line))}
        if (wanted := named.get(archive.place.name)) is not None:
            if hashlib.sha256(archive.place.read_bytes()).hexdigest() != wanted:
                raise StickTrouble(f"{archive.place} is damaged: fetch it again.")
            return True
    return False


def items(archive: Archive, folder: str) -> list[Item]:
    """What an archive becomes in its folder of the stick; raises StickTrouble."""
    if archive.system == "windows":
        return _unpacked(archive.place, folder)
    place = archive.place
    return [Item(f"{folder}/{place.name}", place.stat().st_size, place.read_bytes)]


def _unpacked(place: Path, folder: str) -> list[Item]:
    """The files of a zip, without the one folder they are all in."""
    try:
        with zipfile.ZipFile(place) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
            damaged = packed.testzip()
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise StickTrouble(f"{place} cannot be unpacked: {error}") from None
    if damaged is not None:
        raise StickTrouble(f"{place} is damaged: fetch it again.")
    names = _without_top([member.filename for member in members])
    if WINDOWS_PROGRAM not in names:
        raise StickTrouble(f"{place} is without {WINDOWS_PROGRAM}.")
    for member in members:
        if stat.S_ISLNK(member.external_attr >> 16):
            raise StickTrouble(f"{place} has a link inside, which a stick cannot hold.")
    return [
        Item(f"{folder}/{name}", member.file_size, lambda member=member: _read(place, member))  # type: ignore[misc]
        for name, member in zip(names, members, strict=True)
    ]


def _without_top(names: Sequence[str]) -> list[str]:
    tops = {name.partition("/")[0] for name in names if "/" in name}
    if len(tops) == 1 and all("/" in name for name in names):
        return [name.partition("/")[2] for name in names]
    return list(names)


def _read(place: Path, member: zipfile.ZipInfo) -> bytes:
    with zipfile.ZipFile(place) as packed:
        return packed.read(member)
