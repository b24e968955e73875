"""Files on a stick and the list of them: what was laid there, and what may be replaced or removed.

Owns SHA256SUMS, by which the stick can be checked and by which the next run knows its own files. It
must never overwrite or remove a file whose content that list does not name: it is somebody else's,
or was changed by hand.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from wizard.freezing import fat_names
from wizard.freezing.sums import NAME

LIST: Final = NAME
# The list is ours only when it names this page, too: others call their lists the same.
START: Final = "START-HERE.html"

_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_HALF_WRITTEN: Final = ".mail-connection-check.part"
# A stick gives out its space in pieces; on a large one formatted by Windows a piece has 32 KiB.
_PIECE: Final = 32 * 1024
_SHOWN: Final = 5


class StickTrouble(Exception):
    """The stick cannot be laid out; the text says why and what to do, and is all that is shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a stick: its name there (parts divided by "/"), its bytes, how to get them."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of the stick, by name."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]  # no longer wanted, but changed by hand: left where they are


def item(name: str, content: bytes) -> Item:
    """A file whose content is there already."""
    return Item(name, len(content), lambda: content)


def lay(folder: Path, items: Sequence[Item]) -> Laid:
    """Write these files below `folder`, and remove those of an earlier run that are not among them.

    Every file is whole or not there, and the list names it before it is there: after a run that was
    cut off, the next one goes on. Raises StickTrouble before anything is written, and OSError.
    """
    if faults := list(fat_names.faults(each.name for each in items)):
        raise StickTrouble(_several("A stick cannot hold these files", faults))
    ours = read_list(folder)
    sums = {each.name: _digest(each.read()) for each in items}
    places = {each.name: folder.joinpath(*PurePosixPath(each.name).parts) for each in items}
    there = {name: _there(folder, place) for name, place in places.items()}
    foreign = [
        name
        for name, found in there.items()
        if found is not None and found not in {sums[name], *ours.get(name, ())}
    ]
    if foreign:
        raise StickTrouble(
            _several("These files are in the way, and not from here; move them", foreign)
        )
    wanted = [each for each in items if there[each.name] != sums[each.name]]
    _insist_on_space(folder, wanted)
    _write_list(folder, ours | {name: {total, *ours.get(name, ())} for name, total in sums.items()})
    for each in wanted:
        _write(folder, places[each.name], each.read())
    removed, changed = _clear(folder, {name: ours[name] for name in ours.keys() - sums.keys()})
    _write_list(folder, {name: {total} for name, total in sums.items()})
    written = tuple(each.name for each in wanted)
    kept = tuple(name for name in sums if name not in set(written))
    return Laid(written, kept, removed, changed)


def read_list(folder: Path) -> dict[str, set[str]]:
    """The files of an earlier run, each with every content it may have; raises StickTrouble."""
    place = folder / LIST
    if not place.exists() and not place.is_symlink():
        return {}
    found: dict[str, set[str]] = {}
    try:
        lines = place.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = [""]
    for line in lines:
        if (match := _LINE.fullmatch(line)) is None:
            break
        found.setdefault(match[2], set()).add(match[1])
    else:
        if START in found and not any(fat_names.faults(found)):
            return found
    raise StickTrouble(f"{place} is not from here; move it, or choose another folder.")


def _there(folder: Path, place: Path) -> str | None:
    """The sum of what stands in a file's place, None for nothing, "" for what is no file."""
    for above in [*reversed(place.relative_to(folder).parents)][1:]:
        step = folder / above
        if step.is_symlink() or (step.exists() and not step.is_dir()):
            return ""
    if place.is_symlink() or (place.exists() and not place.is_file()):
        return ""
    return _digest(place.read_bytes()) if place.exists() else None


def _insist_on_space(folder: Path, wanted: Sequence[Item]) -> None:
    needed = sum(-(-each.size // _PIECE) * _PIECE for each in wanted)
    # The old file stays until the new one is whole.
    needed += max((each.size for each in wanted), default=0)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise StickTrouble(
            f"There is not enough space in {folder}: {needed / 1e6:.0f} MB are needed, "
            f"{free / 1e6:.0f} MB are free."
        )


def _write(folder: Path, place: Path, content: bytes) -> None:
    half = folder / _HALF_WRITTEN
    try:
        half.write_bytes(content)
        place.parent.mkdir(parents=True, exist_ok=True)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


def _write_list(folder: Path, sums: Mapping[str, set[str]]) -> None:
    """As `sha256sum` writes it; a name has two sums only while its file is being replaced."""
    lines = [f"{total}  {name}\n" for name in sorted(sums) for total in sorted(sums[name])]
    _write(folder, folder / LIST, "".join(lines).encode())
    if hasattr(os, "sync"):  # Windows writes to a stick at once by itself
        os.sync()


def _clear(folder: Path, old: Mapping[str, set[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove what an earlier run has written, and the folders that are empty then."""
    removed, changed = [], []
    for name, sums in sorted(old.items()):
        place = folder.joinpath(*PurePosixPath(name).parts)
        found = _there(folder, place)
        if found in sums:
            place.unlink()
            removed.append(name)
            for above in place.relative_to(folder).parents[:-1]:
                with suppress(OSError):  # something else is in it
                    (folder / above).rmdir()
        elif found is not None:
            changed.append(name)
    return tuple(removed), tuple(changed)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _several(what: str, names: Sequence[str]) -> str:
    shown = "".join(f"\n  {name}" for name in names[:_SHOWN])
    more = f"\n  and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{what}:{shown}{more}"
