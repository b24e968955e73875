"""The two sizes of paper, and where which of them is usual.

Owns the names. It must never be guessed from a printer: a report is made where it is read nowhere.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class PageSize(StrEnum):
    """The size of a page."""

    A4 = "a4"
    LETTER = "letter"


# Territories that print on Letter (Unicode CLDR, supplemental measurementData, US-Letter).
_LETTER: Final = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
)


def usual_size(territory: str) -> PageSize:
    """The size used in a territory, by its two letters (ISO 3166); A4 where it is not known."""
    return PageSize.LETTER if territory.upper() in _LETTER else PageSize.A4
