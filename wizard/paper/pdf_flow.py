"""How the pieces of a report fall onto pages.

Owns where a page ends: a heading stays with what follows, nothing that fits on a page is cut, a
table's head comes again on each page, and no page is begun for a few lines where that is wanted.
It knows no text and paints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtGui import QPainter

# Paints with this painter, its upper edge at this height.
Draw = Callable[[QPainter, float], None]
# Shares of a page: what is too little for a last one, and what is enough for the one before.
_FEW: Final = 0.25
_ENOUGH: Final = 0.5
# How much air is left where a few lines shall be saved, the most first.
_LESS_AIR: Final = (0.85, 0.7, 0.55)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never cut: a line of text, a row of a table, a drawing.

    `gap` is the air above it, left out at the top of a page. It stays on one page with the next
    piece where `keep` says so. `head` is painted above it where it begins a page. `heading` is the
    first line of one: before it a page may end early.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None
    heading: bool = False


@dataclass(slots=True)
class Page:
    """A page while it is filled: its pieces with the heights of their upper edges."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    used: float = 0.0

    def put(self, piece: Piece) -> None:
        """Below what is there."""
        if not self.placed and piece.head is not None:
            self.put(piece.head)
        top = self.used + (piece.gap if self.placed else 0.0)
        self.placed.append((top, piece))
        self.used = top + piece.height

    def has_room(self, pieces: Sequence[Piece], room: float) -> bool:
        """Whether they all fit below what is there; an empty page takes anything."""
        return not self.placed or self.used + _tall(pieces) <= room


def paged(pieces: Iterable[Piece], room: float, *, sparing: bool = False) -> list[Page]:
    """The pieces on pages with so much room; `sparing`: no last page begins for a few lines."""
    groups = list(_groups(pieces))
    pages = _filled(groups, room)
    if not sparing or len(pages) == 1 or pages[-1].used >= _FEW * room:
        return pages
    return _closer(groups, room, pages) or _parted(groups, room, pages) or pages


def _closer(groups: Sequence[Sequence[Piece]], room: float, pages: Sequence[Page]) -> list[Page]:
    """One page less, where less air between the pieces is enough for that."""
    for share in _LESS_AIR:
        close = [[replace(piece, gap=piece.gap * share) for piece in group] for group in groups]
        made = _filled(close, room)
        if len(made) < len(pages):
            return made
    return []


def _parted(groups: Sequence[Sequence[Piece]], room: float, pages: Sequence[Page]) -> list[Page]:
    """As many pages, the last one with all from the last heading on, where both are worth it."""
    last = max((n for n, group in enumerate(groups) if group[0].heading), default=0)
    made = [*_filled(groups[:last], room), *_filled(groups[last:], room)]
    return made if len(made) == len(pages) and made[-2].used >= _ENOUGH * room else []


def _filled(groups: Iterable[Sequence[Piece]], room: float) -> list[Page]:
    pages = [Page()]
    for group in groups:
        whole = _tall(group) <= room
        if whole and not pages[-1].has_room(group, room):
            pages.append(Page())
        for piece in group:
            if not pages[-1].has_room([piece], room):
                pages.append(Page())
            pages[-1].put(piece)
    return pages


def _tall(pieces: Sequence[Piece]) -> float:
    return sum(piece.gap + piece.height for piece in pieces)


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces that have to stay together."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group
