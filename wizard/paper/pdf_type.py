"""Setting type: a text with its look, broken into lines of one width.

Owns the looks (sizes, weights, colours) and where lines end. All measures are tenths of a point,
which is what a PDF of ours is painted in. It knows no block of a report and no page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from wizard.paper.colours import LIGHT, Ink
from wizard.paper.pdf_flow import Piece
from wizard.paper.pdf_letters import MONO, TEXT, bring, families, stretches, writable

POINT: Final = 10
DARK: Final = LIGHT[Ink.TEXT]
QUIET: Final = "#4B5563"
RULE: Final = "#C8CDD5"
PALE: Final = "#F3F4F6"

# Letters that are joined for their looks only: copied out of a reader, they would be others.
_JOINED: Final = QFont.Tag("liga")
# From base line to base line, and from the upper edge of a line to its base line, by its size.
_PITCH, _BASE = 1.37, 1.06


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks: its size in points, its weight and its colour."""

    size: float
    bold: bool = False
    mono: bool = False
    colour: str = DARK

    @property
    def pixels(self) -> int:
        """The size in units."""
        return round(self.size * POINT)

    def font(self, script: str = "") -> QFont:
        """The font for a script."""
        bring()
        font = QFont(families(MONO if self.mono else TEXT, script))
        font.setPixelSize(self.pixels)
        font.setBold(self.bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(_JOINED, 0)
        return font


READING: Final = Look(11)
SMALL: Final = Look(9, colour=QUIET)


class Side(Enum):
    """At which side of its column a text stands, whatever its own direction."""

    LEFT = Qt.AlignmentFlag.AlignLeft
    RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Setting:
    """The direction a text is set in, and its side; None: the side where its lines begin."""

    right_to_left: bool = False
    side: Side | None = None

    @property
    def begins(self) -> Side:
        """The side where its lines begin."""
        return Side.RIGHT if self.right_to_left else Side.LEFT

    def option(self) -> QTextOption:
        """The same for Qt."""
        side = self.side or self.begins
        option = QTextOption(side.value | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if self.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        return option


@dataclass(frozen=True, slots=True)
class Lines:
    """A text in lines; `wide` is the widest of them."""

    layout: QTextLayout
    look: Look
    count: int
    wide: float

    @property
    def pitch(self) -> float:
        """The height of one line."""
        return self.look.pixels * _PITCH

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.count * self.pitch

    def paint(self, painter: QPainter, x: float, y: float, lines: range | None = None) -> None:
        """These lines of it (else all), the upper left corner of the first one at x, y."""
        chosen = range(self.count) if lines is None else lines
        painter.setPen(QColor(self.look.colour))
        for number in chosen:
            self.layout.lineAt(number).draw(painter, QPointF(x, y - chosen.start * self.pitch))

    def pieces(self, x: float, gap: float = 0.0, *, keep: bool = False) -> Iterator[Piece]:
        """Each line as a piece; no line of a paragraph is left alone on a page."""
        for number in range(self.count):
            line = partial(self._line, x, number)
            together = number in {0, self.count - 2} and number < self.count - 1
            last = keep and number == self.count - 1
            yield Piece(self.pitch, line, 0.0 if number else gap, keep=together or last)

    def _line(self, x: float, number: int, painter: QPainter, y: float) -> None:
        self.paint(painter, x, y, range(number, number + 1))


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that is written in, from 0 on: its width, where reading begins, its digits."""

    width: float
    right_to_left: bool = False
    numeral: Callable[[int], str] = str

    @property
    def setting(self) -> Setting:
        """How the report's own sentences are set."""
        return Setting(self.right_to_left)

    def at(self, behind: float, width: float) -> float:
        """The left edge of what is so wide, and so far behind the side where reading begins."""
        return self.width - behind - width if self.right_to_left else behind


def set_lines(text: str, look: Look, width: float, setting: Setting | None = None) -> Lines:
    """The text in lines that are no wider than this."""
    shown = writable(text)
    layout = QTextLayout(shown, look.font())
    layout.setTextOption((setting or Setting()).option())
    if not shown.isascii():
        layout.setFormats(_formats(shown, look))
    pitch, base = look.pixels * _PITCH, look.pixels * _BASE
    layout.beginLayout()
    count, wide = 0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * pitch + base - line.ascent()))
        wide = max(wide, line.naturalTextWidth())
        count += 1
    layout.endLayout()
    return Lines(layout, look, max(1, count), wide)


def _formats(text: str, look: Look) -> list[QTextLayout.FormatRange]:
    """The fonts of those parts of the text that are in a script of their own."""
    ranges = []
    for stretch in stretches(text):
        if stretch.script not in {"", "common"}:
            one = QTextLayout.FormatRange()
            one.start, one.length = stretch.start, stretch.length  # type: ignore[attr-defined]
            letters = QTextCharFormat()
            letters.setFont(look.font(stretch.script))
            one.format = letters  # type: ignore[attr-defined]
            ranges.append(one)
    return ranges
