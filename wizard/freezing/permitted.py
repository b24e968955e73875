"""What a closed bundle may carry: nothing that is under the GPL alone.

Owns the list of Qt's modules that the LGPL does not cover, the list of those that the program uses,
and the judgement of a licence. What is not on the second list does not go in, whatever its licence:
the first list says why for the worst of them, and each may grow only with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from wizard.freezing.parts import Part

# The parts of Qt that the program uses. All of them are under the LGPL.
_USED_OF_QT: Final = re.compile(r"(lib)?Qt6?(Core|DBus|Gui|Network|Svg|Widgets|XcbQpa)\b.*")
_OF_QT: Final = re.compile(r"(lib)?Qt[A-Z0-9].*\.(so|dll|dylib|pyd|framework)\b.*")
# Modules that are offered commercially or under the GPL 3, and not under the LGPL: see the pages of
# each module at doc.qt.io ("Licenses and Attributions") and the overview "Qt Licensing" there. What
# the wheels themselves say is no evidence: their words are the same for every module.
GPL_ONLY: Final = (
    "Charts",
    "Coap",
    "DataVisualization",
    "Graphs",
    "GraphsWidgets",
    "HttpServer",
    "Lottie",
    "Mqtt",
    "NetworkAuth",
    "Quick3D",
    "QuickTimeline",
    "ShaderTools",
    "VirtualKeyboard",
    "WaylandCompositor",
)
_GPL_ONLY: Final = re.compile(rf"(lib)?Qt6?({'|'.join(GPL_ONLY)})", re.IGNORECASE)
# Libraries under the GPL that Python and others like to bring along.
_GPL_LIBRARIES: Final = re.compile(r"lib(readline|gdbm|gdbm_compat|history|db-\d)\b.*")


def foreign_qt(places: Iterable[str]) -> list[str]:
    """Parts of Qt that the program does not use, by files and folders, each with a reason."""
    found = []
    for name in (name for place in places for name in place.split("/")):
        if _OF_QT.fullmatch(name) and not _USED_OF_QT.fullmatch(name):
            reason = "is under the GPL only" if _GPL_ONLY.match(name) else "is used by nothing"
            found.append(f"{name} {reason}")
    return sorted(set(found))


def under_gpl_only(found: Iterable[Part]) -> list[str]:
    """Parts that no other licence than the GPL, without exception, lets us carry."""
    return [
        f"{part.name}: {part.licence}"
        for part in (inner for each in found for inner in (each, *each.within))
        if _demands(part.licence) or any(_is_gpl_library(place) for place in part.files)
    ]


def _demands(licence: str) -> bool:
    """`A or B` is a choice, `A and B` is none; `with` names an exception that the bundle keeps."""
    choices = re.split(r"\s+or\s+", licence, flags=re.IGNORECASE)
    return all(
        any(map(_is_gpl, re.split(r",?\s+and\s+|,\s+", each, flags=re.IGNORECASE)))
        for each in choices
    )


def _is_gpl(licence: str) -> bool:
    words = licence.strip(" ()").upper()
    return words.startswith(("GPL", "GNU GENERAL", "AGPL")) and " WITH " not in words


def _is_gpl_library(place: str) -> bool:
    return _GPL_LIBRARIES.fullmatch(place.rpartition("/")[2]) is not None
