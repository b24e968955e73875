"""Which names a stick can hold: FAT and exFAT, read by Windows, macOS and Linux.

Owns the rules about names and the answer to what breaks them. It must never touch a file, nor mend
a name: what lies on a stick is called as it is called in its archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

# Facts: Microsoft, "Naming Files, Paths, and Namespaces": these characters, these names of devices
# (also with an extension), and no space or full stop at the end.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)
# UTF-16 units, in one part of a path.
_LONGEST_PART: Final = 255


def faults(names: Iterable[str]) -> Iterator[str]:
    """What is wrong with these relative paths (parts divided by "/"), one sentence each."""
    spelt: dict[str, str] = {}
    told: set[str] = set()
    for name in names:
        parts = name.split("/")
        yield from (f"{name}: {fault}" for part in parts if (fault := _fault(part)))
        for depth in range(1, len(parts) + 1):
            whole = "/".join(parts[:depth])
            first = spelt.setdefault(whole.casefold(), whole)
            if first != whole and whole not in told:
                told.add(whole)
                yield f"{whole}: differs from {first} only in capital letters"


def _fault(part: str) -> str | None:
    if part in {"", ".", ".."}:
        return "leads out of the stick"
    if _FORBIDDEN.search(part):
        return "has a character that Windows forbids"
    if _DEVICE.fullmatch(part):
        return "is a name that Windows keeps for a device"
    if part[-1] in " .":
        return "ends with a space or a full stop, which Windows drops"
    if len(part.encode("utf-16-le")) // 2 > _LONGEST_PART:
        return "is too long"
    return None
