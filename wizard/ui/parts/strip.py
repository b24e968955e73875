"""The strip of places in the window: one accessible object, painted from plain geometry.

Owns nothing but its size; what it shows comes in as values.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.core.progress import Place
from wizard.paper.colours import tone_on
from wizard.paper.picture import NATURAL_WIDTH, strip
from wizard.paper.picture_qt import paint
from wizard.paper.progress_words import strip_name
from wizard.words import Words


class LiveStrip(QWidget):
    """Places in rows, as wide as there is room."""

    def __init__(
        self, words: Words, parent: QWidget | None = None, *, widest: int = NATURAL_WIDTH
    ) -> None:
        """An empty strip."""
        super().__init__(parent)
        self._widest = widest
        self._words, self._needed = words, 0
        self._places: tuple[Place, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def speak(self, words: Words) -> None:
        """Another language."""
        self._words = words
        self.show_places(self._places, self._needed)

    def show_places(self, places: Sequence[Place], needed: int) -> None:
        """What is to be seen now."""
        longer = len(places) != len(self._places)
        self._places, self._needed = tuple(places), needed
        self.setAccessibleName(strip_name(self._places, needed, self._words))
        if longer:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As high as the rows need."""
        return strip(self._places, str, max(1, min(width, self._widest))).height + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the paper has it."""
        return QSize(self._widest, self.heightForWidth(self._widest))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it crisp on this screen's own pixels."""
        ratio = self.devicePixelRatioF()
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = min(self.width(), self._widest)
        picture = strip(
            self._places,
            self._words.number,
            round(room * ratio),
            right_to_left=right_to_left,
        )
        painter = QPainter(self)
        if right_to_left:
            painter.translate(self.width() - room, 0)
        painter.scale(1 / ratio, 1 / ratio)
        ground = self.palette().color(QPalette.ColorRole.Window).name()
        paint(painter, picture, tone_on(ground), self.font())
        painter.end()
