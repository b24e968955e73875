"""One member out of a zip that anybody may have made, or that a bad stick has damaged.

Owns every suspicion about zips: it reads the one member that was asked for, into memory, never more
of it than was allowed, and never writes to a disk. What no program of ours writes is foreign.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from enum import StrEnum
from typing import Final

MOST_MEMBERS: Final = 1_000
# All that a file may claim to hold, once unpacked; of this only what is wanted is ever unpacked.
MOST_DECLARED: Final = 200_000_000

# The record at the end: signature, disks, members, length and place of the list, comment.
_END: Final = struct.Struct("<4s4H2LH")
_END_SIGN: Final = b"PK\x05\x06"
# Where a larger zip (zip64) keeps its numbers, which no case file needs: 20 bytes before the end.
_ELSEWHERE_SIGN: Final = b"PK\x06\x07"
_ELSEWHERE: Final = 20
# A member's own header: signature, version, flags, method, time, date, checksum, sizes, lengths.
_MEMBER: Final = struct.Struct("<4s5H3L2H")
MEMBER_SIGN: Final = b"PK\x03\x04"
# One entry of the list of members is this long, with a name and extras of 1,000 bytes.
_LONGEST_ENTRY: Final = 1_046
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_ANY_FAULT: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OSError, OverflowError, IndexError,
)  # fmt: skip


class Fault(StrEnum):
    """Why a case file cannot be opened."""

    NOT_A_CASE = "not-a-case"
    DAMAGED = "damaged"
    NEWER = "newer"
    TOO_LARGE = "too-large"


class CannotOpen(Exception):
    """What was given is no case file that can be opened."""

    def __init__(self, fault: Fault) -> None:
        """Keep why."""
        super().__init__(str(fault))
        self.fault = fault


def member(data: bytes, name: str, most: int) -> bytes:
    """The contents of one member, at most `most` bytes; raises CannotOpen."""
    _check_frame(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = _find(archive.infolist(), name)
            if info.file_size > most:
                raise CannotOpen(Fault.TOO_LARGE)
            with archive.open(info) as stream:
                # Reading beyond the end makes the checksum be compared.
                return stream.read(info.file_size + 1)
    except _ANY_FAULT:
        raise CannotOpen(Fault.DAMAGED) from None


def _check_frame(data: bytes) -> None:
    """It begins as a zip, ends as a whole one, and lists no more than it should.

    Before anything is listed: a list can be long enough to use up the memory.
    """
    if not data.startswith(MEMBER_SIGN):
        raise CannotOpen(Fault.NOT_A_CASE)
    if len(data) < _END.size or not data[-_END.size :].startswith(_END_SIGN):
        raise CannotOpen(Fault.DAMAGED)
    _, disk, first_disk, here, members, length, place, comment = _END.unpack(data[-_END.size :])
    if (disk, first_disk, comment) != (0, 0, 0) or here != members:
        raise CannotOpen(Fault.DAMAGED)
    if data[-_END.size - _ELSEWHERE :].startswith(_ELSEWHERE_SIGN):
        raise CannotOpen(Fault.NOT_A_CASE)
    if members > MOST_MEMBERS or length > MOST_MEMBERS * _LONGEST_ENTRY:
        raise CannotOpen(Fault.NOT_A_CASE)
    if place + length != len(data) - _END.size:
        raise CannotOpen(Fault.DAMAGED)


def _find(members: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    """The one member of this name; raises CannotOpen also for what any other one looks like."""
    names = [info.orig_filename for info in members]
    if len(names) > MOST_MEMBERS or len(set(names)) < len(names) or any(map(_is_odd, members)):
        raise CannotOpen(Fault.NOT_A_CASE)
    if sum(info.file_size for info in members) > MOST_DECLARED:
        raise CannotOpen(Fault.TOO_LARGE)
    if name not in names:
        raise CannotOpen(Fault.NOT_A_CASE)
    return members[names.index(name)]


def _is_odd(info: zipfile.ZipInfo) -> bool:
    """Whether this is encrypted, a link or a device, packed in another way, or climbs out."""
    name, kind = info.orig_filename, stat.S_IFMT(info.external_attr >> 16)
    climbs = name.startswith("/") or ".." in name.split("/") or any(c in name for c in "\\:\0")
    return (
        climbs
        or bool(info.flag_bits & _ENCRYPTED)
        or info.compress_type not in _METHODS
        or kind not in {0, stat.S_IFREG}
    )


def salvaged(data: bytes, name: str, most: int) -> bytes:
    """A member out of a damaged zip, whole and with the right checksum, else nothing.

    Goes from header to header, as a zip is read where its end is lost.
    """
    place = 0
    for _ in range(MOST_MEMBERS):
        if place + _MEMBER.size > len(data):
            return b""
        sign, _v, flags, method, _t, _d, checksum, packed, size, named, extra = _MEMBER.unpack_from(
            data, place
        )
        begin = place + _MEMBER.size + named + extra
        if sign != MEMBER_SIGN or flags & _ENCRYPTED:
            return b""
        if data[place + _MEMBER.size :][:named] == name.encode():
            found = _unpacked(data[begin : begin + packed], method, most) if size <= most else b""
            return found if zlib.crc32(found) == checksum else b""
        place = begin + packed
    return b""


def _unpacked(packed: bytes, method: int, most: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error:
        return b""
