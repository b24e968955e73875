"""The colours of the pictures, for a light and a dark ground, and the measure of their contrast.

The shape carries the meaning, a colour only helps: blue and vermillion stay apart for every kind
of colour vision (the Okabe-Ito set). Red against green is used nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Ink(StrEnum):
    """What a mark is drawn with; which colour that is depends on the ground."""

    GREY = "grey"
    BLUE = "blue"
    ON_BLUE = "on-blue"
    VERMILLION = "vermillion"
    CROSS = "cross"
    GREEN = "green"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours on one ground, as #RRGGBB."""

    ground: str
    inks: dict[Ink, str]

    def __getitem__(self, ink: Ink) -> str:
        """The colour of an ink."""
        return self.inks[ink]


LIGHT: Final = Tone(
    "#FFFFFF",
    {
        Ink.GREY: "#6B7280",
        Ink.BLUE: "#0072B2",
        Ink.ON_BLUE: "#FFFFFF",
        Ink.VERMILLION: "#D55E00",
        Ink.CROSS: "#A84300",
        Ink.GREEN: "#00694D",
        Ink.TEXT: "#1F2937",
    },
)
DARK: Final = Tone(
    "#1E1F22",
    {
        Ink.GREY: "#9CA3AF",
        Ink.BLUE: "#56B4E9",
        Ink.ON_BLUE: "#1E1F22",
        Ink.VERMILLION: "#FF8A4C",
        Ink.CROSS: "#FF8A4C",
        Ink.GREEN: "#3DD6A3",
        Ink.TEXT: "#E5E7EB",
    },
)


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tone_on(ground: str) -> Tone:
    """The colours for a ground of any colour: those whose weakest one is seen better on it."""
    return max((LIGHT, DARK), key=lambda tone: _weakest(tone, ground))


def _weakest(tone: Tone, ground: str) -> float:
    inks = (ink for ink in Ink if ink is not Ink.ON_BLUE)
    return min(contrast(tone[ink], ground) for ink in inks)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
