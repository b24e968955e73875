"""The case file (.mailcheck) as bytes: a zip with the tests as JSON, the note and the report.

Owns what is in it and how it is packed: the same case gives the same bytes. What is opened is
trusted in nothing; only case.json is read, and nothing is ever unpacked to a disk. It must never
read or write a file.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NoReturn

from wizard.core import archive_file, bounds
from wizard.core.case_file import CaseFile
from wizard.core.untrusted import ArchiveError
from wizard.paper.opened_zip import CannotOpen, Fault, member, salvaged

__all__ = [
    "MOST_BYTES",
    "CannotOpen",
    "Fault",
    "case_json",
    "checksum",
    "note_inside",
    "pack",
    "unpack",
]

# What a case file may be in all: whoever reads one from a disk stops here.
MOST_BYTES: Final = 50_000_000
MOST_JSON: Final = 20_000_000
MOST_NOTE: Final = 200_000

CASE_NAME: Final = "case.json"
NOTE_NAME: Final = "note.txt"
REPORT_NAME: Final = "report.pdf"

# Dates that a zip can tell begin and end here.
_FIRST_YEAR, _LAST_YEAR = 1980, 2107
_UNIX: Final = 3
_READABLE: Final = (stat.S_IFREG | 0o644) << 16
# Direction marks that make a text look like another one; isolates only keep parts of it apart.
_OVERRIDES: Final = dict.fromkeys(range(0x202A, 0x202F))


def case_json(file: CaseFile) -> bytes:
    """The tests as they stand in the file: one way of writing them for one case."""
    written = json.dumps(
        archive_file.to_json(file), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1
    )
    return f"{written}\n".encode()


def checksum(file: CaseFile) -> str:
    """SHA-256 of case.json: by it a paper and a case file can be known to belong together."""
    return hashlib.sha256(case_json(file)).hexdigest()


def pack(file: CaseFile, note: str, pdf: bytes) -> bytes:
    """The whole file. Raises CannotOpen where it could not be opened again: it grew too large."""
    contents = {
        CASE_NAME: case_json(file),
        NOTE_NAME: note.encode("utf-8", "replace"),
        REPORT_NAME: pdf,
    }
    made_at = _zip_time(file.latest.finished_at)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, made_at)
            info.create_system, info.external_attr = _UNIX, _READABLE
            packed.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    unpack(whole.getvalue())
    return whole.getvalue()


def unpack(data: bytes) -> CaseFile:
    """The case in a file that anybody may have written; raises CannotOpen."""
    if len(data) > MOST_BYTES:
        raise CannotOpen(Fault.TOO_LARGE)
    try:
        told = json.loads(
            member(data, CASE_NAME, MOST_JSON).decode("utf-8"),
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
        return archive_file.from_json(told)
    except ArchiveError as error:
        raise CannotOpen(_fault(error)) from None
    except (ValueError, RecursionError):
        # No UTF-8, no JSON, a number of thousands of digits, or nested without end.
        raise CannotOpen(Fault.DAMAGED) from None


def note_inside(data: bytes) -> str:
    """The note in a file that cannot be opened, as far as it is whole; else ""."""
    text = salvaged(data[:MOST_BYTES], NOTE_NAME, MOST_NOTE).decode("utf-8", "replace")
    lines = text.translate(_OVERRIDES).replace("\r\n", "\n").split("\n")
    return "\n".join(bounds.NO_TEXT.sub(" ", line) for line in lines)


def _zip_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    year = min(max(moment.year, _FIRST_YEAR), _LAST_YEAR)
    return (year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name comes twice: who reads it first would read something else."""
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a name comes twice")
    return told


def _fault(error: ArchiveError) -> Fault:
    if error.newer:
        return Fault.NEWER
    return Fault.NOT_A_CASE if error.foreign else Fault.DAMAGED
