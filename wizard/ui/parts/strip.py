"""The live strip: as many numbered places as the office needs, drawn from the paper's geometry.

Owns size, crispness and what is read out. It shows what it is told and knows no test; nothing in
it moves. For a screen reader it is one object with one sentence, never two hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.core.progress import Place
from wizard.paper.colours import tone_on
from wizard.paper.picture import NATURAL_WIDTH, Picture, strip
from wizard.paper.progress_words import strip_name
from wizard.ui.parts.canvas import Canvas
from wizard.ui.parts.roles import read_out_as
from wizard.words import Words

_USUAL_POINTS = 10.0
# Below this share of its natural width it would not be readable.
_NARROWEST = 0.5


class LiveStrip(QWidget):
    """The places of one test; `show_places` shows new ones at once."""

    def __init__(
        self, words: Words, parent: QWidget | None = None, *, widest: int = NATURAL_WIDTH
    ) -> None:
        """An empty strip in this language; `widest` is its width where there is room."""
        super().__init__(parent)
        read_out_as(LiveStrip, QAccessible.Role.Indicator)
        self._words, self._widest = words, widest
        self._numeral = cache(words.number)
        self._places: tuple[Place, ...] = ()
        self._needed = 0
        self._drawn: tuple[object, Picture] | None = None
        self._canvas = Canvas()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def places(self) -> tuple[Place, ...]:
        """What is shown."""
        return self._places

    def show_places(self, places: Sequence[Place], needed: int) -> None:
        """Show these places, of an office that needs so many connections."""
        told = tuple(places)
        if (told, needed) == (self._places, self._needed):
            return
        if len(told) != len(self._places):
            self.updateGeometry()
        self._places, self._needed = told, needed
        self._name()
        self.update()

    def speak(self, words: Words) -> None:
        """Another language from now on."""
        self._words = words
        self._numeral = cache(words.number)
        self._name()
        self.update()

    def _name(self) -> None:
        if self._places:
            self.setAccessibleName(strip_name(self._places, self._needed, self._words))

    # -- size and picture --------------------------------------------------------------------------

    def _natural_width(self) -> int:
        """Larger where the system's text is larger."""
        points = self.font().pointSizeF()
        return round(self._widest * max(1.0, points / _USUAL_POINTS))

    def _picture(self, width: int) -> Picture:
        """The geometry in pixels of the screen, for a width in the units of the window."""
        ratio = self.devicePixelRatioF()
        # Where a unit is no whole number of pixels the widget may begin between two of them.
        pixels = max(1, int(min(width, self._natural_width()) * ratio) - (ratio % 1 > 0))
        key = (self._places, pixels, self._words.language, self.layoutDirection())
        if self._drawn is None or self._drawn[0] != key:
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            made = strip(self._places, self._numeral, pixels, right_to_left=rtl)
            self._drawn = (key, made)
        return self._drawn[1]

    # -- Qt's own ----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The natural size."""
        width = self._natural_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as can still be read."""
        width = round(self._widest * _NARROWEST)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """What the places need on this width."""
        ratio = self.devicePixelRatioF()
        return ceil((self._picture(width).height + (ratio % 1 > 0)) / ratio)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture pixel by pixel of the screen, from the side where reading begins."""
        del event
        ratio = self.devicePixelRatioF()
        picture = self._picture(self.width())
        tone = tone_on(self.palette().color(QPalette.ColorRole.Window).name())
        pixels = self._canvas.draw(picture, tone, self.font())
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            begins = painter.deviceTransform().map(QPointF(0, 0))
            painter.translate(ceil(begins.x()) - begins.x(), ceil(begins.y()) - begins.y())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                painter.translate(int(self.width() * ratio) - (ratio % 1 > 0) - picture.width, 0)
            painter.drawPixmap(0, 0, pixels)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A larger font needs more room; the colours are looked up at every painting."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange}:
            self.updateGeometry()
        self.update()
