"""The strip of numbered places as plain geometry: boxes, and the marks they are drawn with.

Owns where everything is and which shape a state has; picture_svg.py and picture_qt.py draw
exactly that. It must never hold a colour (colours.py), a font or a state told by colour alone.
All edges are whole numbers, so a picture laid out for the pixels of a screen is crisp on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from wizard.core.progress import Place
from wizard.paper.colours import Ink

NATURAL_WIDTH: Final = 642

# Places in a row, up to how many places; more stand in rows of ten.
_FEW, _FEW_FLAT, _IN_A_ROW_OF_FEW = 30, 24, 12
_MANY, _IN_A_ROW_OF_MANY = 50, 15
_TEN: Final = 10
# Rows of ten stand beside each other where there would be more of them than this.
_MOST_ROWS: Final = 5
_MOST_COLUMNS: Final = 4
_TURNED_AWAY: Final = frozenset({Place.REFUSED, Place.SILENT})


@dataclass(frozen=True, slots=True)
class Box:
    """One place: its number and state, its upper left corner and its side."""

    number: int
    place: Place
    x: int
    y: int
    side: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A square with round corners: an outline of `width`, dashed where `dash` is not 0, or filled.

    The outline lies inside the square, whole.
    """

    x: int
    y: int
    side: int
    radius: float
    ink: Ink
    width: int = 0
    dash: float = 0.0

    @property
    def filled(self) -> bool:
        """Whether it is an area and no outline."""
        return not self.width


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with round ends; dashed where `dash` is not 0."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float
    closed: bool = False
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Label:
    """A number; `x` is its middle and `y` its base line."""

    x: float
    y: int
    text: str
    size: int
    bold: bool = False


Mark = Frame | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, back to front, on a ground of this size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the boxes lie: `columns` blocks of `a_row` places beside each other in every line."""

    a_row: int
    columns: int
    side: int
    gap: int
    between: int
    size: int

    def corner(self, index: int) -> tuple[int, int]:
        """The upper left corner of a box, left to right."""
        line, there = divmod(index, self.a_row * self.columns)
        block = there // self.a_row
        x = there * (self.side + self.gap) + block * (self.between - self.gap)
        return x, line * self.pitch

    @property
    def pitch(self) -> int:
        """From one line to the next: box, number, gap."""
        return self.side + self.below + self.gap

    @property
    def below(self) -> int:
        """The room for the number under a box."""
        return self.size + ceil(self.gap / 2) + ceil(self.size / 4)

    def height(self, count: int) -> int:
        """The height of so many places."""
        lines = ceil(count / (self.a_row * self.columns))
        return max(1, lines) * self.pitch - self.gap


def strip(
    places: Sequence[Place],
    numeral: Callable[[int], str] = str,
    width: int = NATURAL_WIDTH,
    *,
    right_to_left: bool = False,
    flat: bool = False,
) -> Picture:
    """The places in rows, number 1 first, on exactly `width`; `numeral` writes a number.

    `flat` makes no third row as long as smaller places need only two.
    """
    grid = _grid(len(places), width, _FEW_FLAT if flat else _FEW)
    boxes = []
    for index, place in enumerate(places):
        x, y = grid.corner(index)
        x = width - grid.side - x if right_to_left else x
        boxes.append(Box(index + 1, place, x, y, grid.side))
    marks = [mark for box in boxes for mark in shape(box)]
    texts = [numeral(box.number) for box in boxes]
    widest = max((_wide(text, grid.size) for text in texts), default=0.0)
    numbered = _numbered(boxes, grid, widest)
    marks += [_label(box, texts[box.number - 1], grid, width) for box in numbered]
    return Picture(width, grid.height(len(boxes)), tuple(boxes), tuple(marks))


def key(place: Place, side: int) -> Picture:
    """One place without a number, for the legend."""
    box = Box(0, place, 0, 0, side)
    return Picture(side, side, (box,), shape(box))


def shape(box: Box) -> tuple[Mark, ...]:
    """What a state looks like; each differs from the others without any colour."""
    thin = max(1, round(box.side / 24))
    match box.place:
        case Place.NOT_TRIED:
            return (_frame(box, Ink.GREY, thin, dash=box.side / 8),)
        case Place.OPENING:
            dots = tuple(_dot(box, across) for across in (0.27, 0.5, 0.73))
            return (_frame(box, Ink.BLUE, thin), *dots)
        case Place.OPEN:
            check = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
            return (_frame(box, Ink.BLUE), _stroke(box, Ink.ON_BLUE, 0.085, check))
        case Place.REFUSED:
            frame = _frame(box, Ink.VERMILLION, max(2, round(box.side / 16)))
            down, up = ((0.29, 0.29), (0.71, 0.71)), ((0.71, 0.29), (0.29, 0.71))
            cross = (_stroke(box, Ink.CROSS, 0.11, line) for line in (down, up))
            return (frame, *cross)
        case Place.SILENT:
            frame = _frame(box, Ink.GREY, max(2, round(box.side / 16)))
            glass = ((0.33, 0.25), (0.67, 0.25), (0.33, 0.75), (0.67, 0.75))
            return (frame, _stroke(box, Ink.GREY, 0.07, glass, closed=True))
        case _:
            small = ((0.37, 0.52), (0.47, 0.62), (0.65, 0.40))
            return (_frame(box, Ink.GREEN, max(1, thin // 2)), _stroke(box, Ink.GREEN, 0.06, small))


def _frame(box: Box, ink: Ink, width: int = 0, dash: float = 0.0) -> Frame:
    return Frame(box.x, box.y, box.side, box.side / 7, ink, width, dash)


def _stroke(
    box: Box,
    ink: Ink,
    width: float,
    points: tuple[tuple[float, float], ...],
    *,
    closed: bool = False,
) -> Stroke:
    """A line whose points and width are parts of the box."""
    placed = tuple((box.x + across * box.side, box.y + down * box.side) for across, down in points)
    return Stroke(placed, ink, max(1.0, width * box.side), closed)


def _dot(box: Box, across: float) -> Dot:
    at = box.x + across * box.side, box.y + box.side / 2
    return Dot(*at, max(1.0, 0.07 * box.side), Ink.BLUE)


def _grid(count: int, width: int, few: int) -> _Grid:
    """The grid for so many places on a given width."""
    a_row, columns, between = _TEN, 1, round(width / 46)
    if count <= few:
        a_row, gap = _IN_A_ROW_OF_FEW, 1 / 107
    elif count <= _MANY:
        a_row, gap = _IN_A_ROW_OF_MANY, 1 / 128
    else:
        columns = min(_MOST_COLUMNS, ceil(ceil(count / _TEN) / _MOST_ROWS))
        gap = 1 / (100 + 50 * columns)
    space = max(1, round(width * gap))
    room = width - (columns - 1) * between - columns * (a_row - 1) * space
    side = max(1, room // (a_row * columns))
    return _Grid(a_row, columns, side, space, between, max(1, round(width * 11 / NATURAL_WIDTH)))


def _numbered(boxes: list[Box], grid: _Grid, widest: float) -> list[Box]:
    """The boxes that get a number: all where there is room, else the ends of tens and a refusal."""
    if widest <= grid.side + grid.gap:
        return boxes
    refused = [box for box in boxes if box.place in _TURNED_AWAY]
    ends = [box for box in boxes if box.number % _TEN == 0 or box is boxes[-1]]
    kept: list[Box] = []
    for box in (*refused, *ends):
        if all(_apart(box, other, widest) for other in kept):
            kept.append(box)
    return kept


def _apart(one: Box, other: Box, widest: float) -> bool:
    return one.y != other.y or abs(one.x - other.x) > widest


def _wide(text: str, size: int) -> float:
    """How wide a number is in any usual font, with a little air."""
    return (0.64 * len(text) + 0.3) * size


def _label(box: Box, text: str, grid: _Grid, width: int) -> Label:
    """The number under a box; at the edge it stays inside the picture."""
    half = _wide(text, grid.size) / 2
    middle = min(max(box.x + box.side / 2, half), width - half)
    base = box.y + box.side + ceil(grid.gap / 2) + grid.size
    return Label(middle, base, text, grid.size, bold=box.place in _TURNED_AWAY)
