"""`python -m wizard.freezing.archive --bundle DIR --into DIR`: the bundle as one file to download.

Owns the archive of each system and its name. The same bundle of the same source gives the same
tar.gz or zip, byte for byte: files by name, one owner, one time. A dmg is made by macOS itself.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from wizard import PROGRAM
from wizard.freezing import bill, licences, moment, sums
from wizard.freezing.layout import Layout, layout
from wizard.freezing.names import archive_name, archive_stem
from wizard.freezing.parts import HERE

_FOR_ALL: Final = 0o644
_TO_START: Final = 0o755


def main(arguments: Sequence[str]) -> int:
    """Pack the bundle, lay its bill of materials beside the archive, write the checksums."""
    asked = argparse.ArgumentParser(prog="python -m wizard.freezing.archive")
    asked.add_argument("--bundle", required=True, type=Path)
    asked.add_argument("--into", required=True, type=Path)
    options = asked.parse_args(arguments)
    where = layout(options.bundle)
    options.into.mkdir(parents=True, exist_ok=True)
    made = pack(where, options.into / archive_name(), moment.made_at(HERE))
    told = options.into / f"{archive_stem()}.cdx.json"
    shutil.copyfile(where.licences / bill.NAME, told)
    sums.write(options.into)
    for place in (made, told, options.into / sums.NAME):
        sys.stdout.write(f"{place}: {place.stat().st_size / 1e6:.1f} MB\n")
    return 0


def pack(where: Layout, archive: Path, made_at: int) -> Path:
    """Make an archive of the kind that its name says; returns its place.

    Raises OSError where it cannot be written, CalledProcessError where macOS cannot make its dmg.
    """
    archive.unlink(missing_ok=True)
    match archive.suffix:
        case ".zip":
            _zip(where.bundle, archive, made_at)
        case ".dmg":
            _dmg(where, archive)
        case _:
            _tar(where.bundle, archive, made_at)
    return archive


def dmg_command(folder: Path, archive: Path) -> list[str]:
    """What makes a compressed, read-only disk image of a folder on macOS (man hdiutil)."""
    shape = ["-volname", PROGRAM, "-fs", "HFS+", "-format", "UDZO"]
    return ["hdiutil", "create", *shape, "-srcfolder", str(folder), "-ov", str(archive)]


def _dmg(where: Layout, archive: Path) -> None:
    """The application, the way to install it, and the licences where people see them."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as scratch:
        folder = Path(scratch)
        shutil.copytree(where.bundle, folder / where.bundle.name, symlinks=True)
        shutil.copytree(where.licences, folder / licences.FOLDER)
        (folder / "Applications").symlink_to("/Applications")
        subprocess.run(dmg_command(folder, archive), check=True)  # noqa: S603 - a fixed command


def _tar(bundle: Path, archive: Path, made_at: int) -> None:
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=made_at) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for place in _inside(bundle):
            entry = tar.gettarinfo(place, _called(place, bundle))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = made_at
            entry.mode = _TO_START if entry.isdir() or entry.mode & 0o100 else _FOR_ALL
            if entry.isreg():
                with place.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)


def _zip(bundle: Path, archive: Path, made_at: int) -> None:
    time = datetime.fromtimestamp(made_at, UTC).timetuple()[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for place in _inside(bundle):
            if place.is_file():
                entry = zipfile.ZipInfo(_called(place, bundle), time)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0  # the same whoever packs it
                packed.writestr(entry, place.read_bytes())


def _inside(bundle: Path) -> list[Path]:
    """The bundle and everything in it, by name; links are not followed."""
    found = [bundle]
    for folder, folders, names in os.walk(bundle):
        found += [Path(folder, name) for name in (*folders, *names)]
    return sorted(found, key=lambda place: place.relative_to(bundle).as_posix())


def _called(place: Path, bundle: Path) -> str:
    return place.relative_to(bundle.parent).as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
