"""How the pieces of a report fall onto pages.

Owns where a page ends: a heading stays with what follows, nothing that fits on a page is cut, and
a table's head comes again on each page. It knows no text and paints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter

# Paints with this painter, its upper edge at this height.
Draw = Callable[[QPainter, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never cut: a line of text, a row of a table, a drawing.

    `gap` is the air above it, left out at the top of a page. It stays on one page with the next
    piece where `keep` says so. `head` is painted above it where it begins a page.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False
    head: Piece | None = None


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


def paged(pieces: Iterable[Piece], room: float) -> list[Page]:
    """The pieces on pages with so much room."""
    pages = [Page()]
    for group in _groups(pieces):
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
