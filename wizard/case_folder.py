"""The case files in a folder: of which client, from when, newest first.

Owns how much of a folder is read for a list. Whoever put the files there is a stranger: each is
read within bounds, a damaged one is listed as such, and none is ever changed. The list is quick
again where a file stayed as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from wizard.core.client import client_in
from wizard.files import CannotReadError, read_bounded

ENDING: Final = ".mailcheck"
MOST_LISTED: Final = 300
# A folder with more names than this is no folder of cases.
MOST_NAMES: Final = 5_000
# A case of many tests has some hundred thousand bytes. A larger one can be opened all the same.
MOST_BYTES: Final = 5_000_000

# Size and time of the last change: by them a file is known to be as it was.
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """One case file. `at` is when its latest test began, in the office's own time zone.

    `can_be_read` is whether it is a case this version understands; one that is too large for a list
    is not looked into, and has neither `client` nor `at`. `company` is the client's, "" where the
    file names none; both are untrusted text in one line.
    """

    place: Path
    stamp: Stamp
    client: str = ""
    company: str = ""
    at: datetime | None = None
    can_be_read: bool = True


@dataclass(frozen=True, slots=True)
class Cases:
    """The newest case files of a folder; `more` is how many others there are."""

    listed: tuple[Listed, ...] = ()
    more: int = 0


_NONE: Final = Cases()


def cases_in(
    folder: Path, stopped: Callable[[], bool] = lambda: False, before: Cases = _NONE
) -> Cases:
    """What is there; nothing where there is no such folder, or where it was `stopped`.

    `before` is what was there last time: only what changed since is read.
    """
    known = {(one.place, one.stamp): one for one in before.listed}
    found = _names(folder)
    listed: list[Listed] = []
    for place, stamp in found[:MOST_LISTED]:
        if stopped():
            return _NONE
        listed.append(known.get((place, stamp)) or _looked_into(place, stamp))
    listed.sort(key=_newest_first)
    return Cases(tuple(listed), max(0, len(found) - MOST_LISTED))


def has_cases(folder: Path) -> bool:
    """Whether there is any file that may be a case; quick."""
    with suppress(OSError), os.scandir(folder) as names:
        return any(_may_be_a_case(name.name) for name in islice(names, MOST_NAMES))
    return False


def _may_be_a_case(name: str) -> bool:
    """By its name; macOS leaves one with a dot beside each file on a stick."""
    return name.lower().endswith(ENDING) and not name.startswith(".")


def _names(folder: Path) -> list[tuple[Path, Stamp]]:
    """The case files by their last change, the latest one first."""
    found: list[tuple[Path, Stamp]] = []
    with suppress(OSError), os.scandir(folder) as names:  # no such folder, or pulled out meanwhile
        for name in islice(names, MOST_NAMES):
            if not _may_be_a_case(name.name):
                continue
            with suppress(OSError):  # a link that leads nowhere
                told = name.stat()
                found.append((Path(name.path), (told.st_size, told.st_mtime_ns)))
    return sorted(found, key=lambda one: (-one[1][1], one[0].name))


def _looked_into(place: Path, stamp: Stamp) -> Listed:
    from wizard.paper.bundle import CannotOpen, unpack  # noqa: PLC0415 - not with the first page
    from wizard.paper.facts import one_line  # noqa: PLC0415 - the same

    try:
        file = unpack(read_bounded(place, MOST_BYTES))
    except CannotReadError as error:
        return Listed(place, stamp, can_be_read=error.too_large)
    except CannotOpen:
        return Listed(place, stamp, can_be_read=False)
    client = client_in(file)
    if not client:
        return Listed(place, stamp, can_be_read=False)
    at = file.latest.started_at.astimezone(file.latest.zone.tzinfo)
    return Listed(place, stamp, client, one_line(file.sender.company), at)


def _newest_first(one: Listed) -> tuple[bool, float, str]:
    """What cannot be read stands at the end."""
    began = one.stamp[1] / 1e9 if one.at is None else one.at.timestamp()
    return not one.can_be_read, -began, one.place.name
