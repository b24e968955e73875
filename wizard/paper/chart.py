"""The step chart: how many connections were open at which second, and where one was refused.

Plain geometry like the strip (picture.py), drawn by the same hands. For details and papers: it has
axes, so it is never the first thing to be seen. Time runs from left to right in every language,
as in the log it is held against.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from wizard.core import manners
from wizard.core.model import Event
from wizard.core.progress import Place, answered
from wizard.paper.colours import Ink
from wizard.paper.picture import NATURAL_WIDTH, Dot, Label, Mark, Picture, Stroke

NATURAL_HEIGHT: Final = 220

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_TICKS: Final = 6


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a second and a number of connections are on the paper."""

    left: int
    top: int
    right: int
    bottom: int
    seconds: float
    most: int

    def at(self, second: float, held: float) -> tuple[float, float]:
        across = self.left + (self.right - self.left) * second / self.seconds
        return across, self.bottom - (self.bottom - self.top) * held / self.most


def chart(
    events: Sequence[Event],
    needed: int,
    numeral: Callable[[int], str] = str,
    width: int = NATURAL_WIDTH,
    height: int = NATURAL_HEIGHT,
) -> Picture:
    """The whole test: the line of what was open, every refusal, the need as a dashed line."""
    size = max(1, round(width * 11 / NATURAL_WIDTH))
    peak = max((event.held for event in events), default=0)
    most = max(peak + 1, min(needed, manners.CEILING_UNLOCKED))
    last = max((event.at for event in events), default=0.0)
    plane = _Plane(3 * size, size, width - 2 * size, height - 2 * size, max(1.0, last), most)
    marks = [*_axes(plane, size, numeral), *_need(plane, needed, size)]
    marks += [_line(plane, events, size), *_turned_away(plane, events, size)]
    return Picture(width, height, (), tuple(marks))


def ticks(most: float) -> tuple[int, ...]:
    """Round numbers from 0 to `most`, few enough to be read."""
    step = next((step for step in _STEPS if int(most) // step <= _MOST_TICKS), _STEPS[-1])
    return tuple(range(0, int(most) + 1, step))


def _axes(plane: _Plane, size: int, numeral: Callable[[int], str]) -> list[Mark]:
    thin = max(1.0, size / 11)
    corners = ((plane.left, plane.top), (plane.left, plane.bottom), (plane.right, plane.bottom))
    marks: list[Mark] = [Stroke(corners, Ink.GREY, thin)]
    for second in ticks(plane.seconds):
        across, down = plane.at(second, 0)
        marks.append(Stroke(((across, down), (across, down + size / 3)), Ink.GREY, thin))
        marks.append(Label(across, round(down + 1.5 * size), numeral(second), size))
    for held in ticks(plane.most):
        across, down = plane.at(0, held)
        marks.append(Stroke(((across - size / 3, down), (across, down)), Ink.GREY, thin))
        marks.append(Label(across - 1.6 * size, round(down + size / 3), numeral(held), size))
    return marks


def _need(plane: _Plane, needed: int, size: int) -> list[Mark]:
    """What the office needs, where it is on the paper at all."""
    if not 0 < needed <= plane.most:
        return []
    ends = plane.at(0, needed), plane.at(plane.seconds, needed)
    return [Stroke(ends, Ink.VERMILLION, max(1.0, size / 8), dash=size / 2)]


def _line(plane: _Plane, events: Sequence[Event], size: int) -> Stroke:
    """Up and down in steps: between two events nothing changes."""
    known = [(0.0, 0), *((event.at, event.held) for event in events)]
    points = [plane.at(*known[0])]
    for (_, before), (second, held) in pairwise(known):
        if held != before:
            points += [plane.at(second, before), plane.at(second, held)]
    points.append(plane.at(known[-1][0], known[-1][1]))
    return Stroke(tuple(points), Ink.BLUE, max(1.5, size / 5))


def _turned_away(plane: _Plane, events: Sequence[Event], size: int) -> list[Mark]:
    """A cross for every refusal and a dot for every silence, at the number that was tried."""
    marks: list[Mark] = []
    arm = size / 3
    for event in events:
        place = answered(event)
        x, y = plane.at(event.at, event.held + 1)
        if place is Place.SILENT:
            marks.append(Dot(x, y, arm, Ink.GREY))
        elif place is Place.REFUSED:
            lines = (
                ((x - arm, y - arm), (x + arm, y + arm)),
                ((x + arm, y - arm), (x - arm, y + arm)),
            )
            marks += [Stroke(line, Ink.CROSS, max(1.5, size / 5)) for line in lines]
    return marks
