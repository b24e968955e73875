"""A small reader of the PDFs this program writes: enough to see that nothing is missing in one.

Owns how a file is taken apart. It reads only what pdf_file.py writes, and trusts nothing of it:
whatever is not as it has to be is a BrokenPdfError that says what.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_END: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_ENTRY: Final = re.compile(rb"^(\d{10}) 00000 n ", re.MULTILINE)
_REFERENCE: Final = rb"/%b (\d+) 0 R"
_SIZE: Final = re.compile(rb"/MediaBox \[0 0 (\d+)\.0+ (\d+)\.0+\]")
_FONT: Final = re.compile(rb"/(F\d+) (\d+) 0 R")
_NAME: Final = re.compile(rb"/FontName /(?:[A-Z]{6}\+)?([^\s/<>]+)")
# What a page writes: another font, or letters by their numbers in it.
_WRITES: Final = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj")
_RANGE: Final = re.compile(rb"<(\w{4})> <(\w{4})> (?:\[([^\]]*)\]|<(\w+)>)")


class BrokenPdfError(Exception):
    """A PDF that no reader could open; its text says why."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a PDF. `fonts` are the embedded ones, `size` is of a page, in points."""

    pages: int
    size: tuple[int, int]
    fonts: frozenset[str]
    text: str


def look(data: bytes) -> Looked:
    """Take a PDF apart; raises BrokenPdfError."""
    objects = _objects(data)
    pages = [body for body in objects.values() if b"/Type /Page\n" in body]
    counted = re.search(rb"/Count (\d+)", _only(objects, b"/Type /Pages"))
    if not pages or counted is None or int(counted[1]) != len(pages):
        raise BrokenPdfError("its pages cannot be counted")
    sizes = {(int(box[1]), int(box[2])) for page in pages if (box := _SIZE.search(page))}
    if len(sizes) != 1:
        raise BrokenPdfError("its pages have no size, or several")
    text = "".join(_text(page, objects) for page in pages)
    return Looked(len(pages), sizes.pop(), _fonts(objects), text)


def _objects(data: bytes) -> Mapping[int, bytes]:
    """Every object by its number, found by the table at the end."""
    end = _END.search(data)
    if not data.startswith(b"%PDF-1.") or end is None:
        raise BrokenPdfError("it does not begin or end as a PDF")
    table = int(end[1])
    if not data[table:].startswith(b"xref\n") or b"\ntrailer\n" not in data[table:]:
        raise BrokenPdfError("its table is not where it should be")
    places = [int(place) for place in _ENTRY.findall(data[table:])]
    found = {}
    for number, (start, stop) in enumerate(pairwise([*places, table]), start=1):
        begins, body = b"%d 0 obj\n" % number, data[start:stop]
        if not body.startswith(begins) or not body.endswith(b"\nendobj\n"):
            raise BrokenPdfError(f"object {number} is not where it should be")
        found[number] = body[len(begins) :]
    return found


def _only(objects: Mapping[int, bytes], said: bytes) -> bytes:
    """The one object that says this of itself."""
    found = [body for body in objects.values() if said + b"\n" in body]
    if len(found) != 1:
        raise BrokenPdfError(f"there are {len(found)} objects with {said.decode()}")
    return found[0]


def _referred(body: bytes, key: bytes, objects: Mapping[int, bytes]) -> bytes:
    match = re.search(_REFERENCE % key, body)
    if match is None or int(match[1]) not in objects:
        raise BrokenPdfError(f"there is no /{key.decode()} where one should be")
    return objects[int(match[1])]


def _stream(body: bytes) -> bytes:
    said, _, packed = body.partition(b"stream\n")
    if b"/FlateDecode" not in said:
        return packed
    try:
        return zlib.decompressobj().decompress(packed)
    except zlib.error as error:
        raise BrokenPdfError("a part of it cannot be unpacked") from error


def _fonts(objects: Mapping[int, bytes]) -> frozenset[str]:
    """The fonts whose letters are in the file; one that is only named is a fault."""
    found = set()
    for body in objects.values():
        name = _NAME.search(body)
        if name is None:
            continue
        if b"/FontFile" not in body:
            raise BrokenPdfError(f"the font {name[1].decode()} is not in it")
        found.add(name[1].decode())
    return frozenset(found)


def _text(page: bytes, objects: Mapping[int, bytes]) -> str:
    """What is written on a page, letter by letter in the order of writing."""
    resources = _referred(page, b"Resources", objects)
    letters = {
        name: _letters(_stream(_referred(objects[int(number)], b"ToUnicode", objects)))
        for name, number in _FONT.findall(resources)
        if int(number) in objects
    }
    written, font = [], b""
    for turned, numbers in _WRITES.findall(_stream(_referred(page, b"Contents", objects))):
        font = turned or font
        known = letters.get(font, {})
        each = (numbers[at : at + 4].upper() for at in range(0, len(numbers), 4))
        written += [known.get(number, "\ufffd") for number in each]
    return "".join(written)


def _letters(table: bytes) -> Mapping[bytes, str]:
    """What each number of a font stands for."""
    found = {}
    for first, last, several, one in _RANGE.findall(table):
        count = int(last, 16) - int(first, 16) + 1
        texts = re.findall(rb"<(\w+)>", several) if several else []
        for step in range(count):
            number = b"%04X" % (int(first, 16) + step)
            if several:
                found[number] = bytes.fromhex(texts[step].decode()).decode("utf-16-be")
            else:
                found[number] = chr(int(one, 16) + step)
    return found
