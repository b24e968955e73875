"""The legend of the strip: every shape with its word, in as many lines as the width asks for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.core.progress import Place
from wizard.paper.colours import tone_on
from wizard.paper.picture import key
from wizard.paper.picture_qt import paint
from wizard.paper.progress_words import LEGEND
from wizard.ui.parts.roles import read_out_as
from wizard.words import Words

# In the order in which a test shows them.
_ORDER = (
    *(Place.OPEN, Place.OPENING, Place.REFUSED),
    *(Place.SILENT, Place.CLOSED, Place.NOT_TRIED),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One shape and its word, and where they stand."""

    place: Place
    word: str
    icon: QRect
    text: QRect


class Legend(QWidget):
    """All six states; read out as one list."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """The legend in this language."""
        super().__init__(parent)
        read_out_as(Legend, QAccessible.Role.StaticText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.speak(words)

    def speak(self, words: Words) -> None:
        """Another language from now on."""
        self._words = words
        self.setAccessibleName(words.listing([words.say(LEGEND[place]) for place in _ORDER]))
        self.updateGeometry()
        self.update()

    def entries(self, width: int) -> list[Entry]:
        """Every shape with its word, each whole, in lines of this width."""
        metrics = self.fontMetrics()
        line, space = metrics.height(), metrics.horizontalAdvance("n")
        side = metrics.ascent() + metrics.descent() // 2
        made, x, y = [], 0, 0
        for place in _ORDER:
            word = self._words.say(LEGEND[place])
            wide = side + space + metrics.horizontalAdvance(word)
            if x and x + wide > width:
                x, y = 0, y + line + space
            icon = QRect(x, y + (line - side) // 2, side, side)
            text = QRect(x + side + space, y, wide - side - space, line)
            made.append(Entry(place, word, icon, text))
            x += wide + 2 * space
        return made

    def _mirrored(self, rect: QRect) -> QRect:
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return rect
        return QRect(self.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())

    # -- Qt's own ----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Everything in one line."""
        last = self.entries(1_000_000)[-1].text
        return QSize(last.x() + last.width(), last.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest word whole."""
        widest = max(entry.text.x() + entry.text.width() for entry in self.entries(0))
        return QSize(widest, self.fontMetrics().height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As many lines as are needed."""
        last = self.entries(width)[-1].text
        return last.y() + last.height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the shapes as the strip does, and the words in the window's own colour."""
        del event
        ratio = self.devicePixelRatioF()
        tone = tone_on(self.palette().color(QPalette.ColorRole.Window).name())
        with QPainter(self) as painter:
            for entry in self.entries(self.width()):
                icon = self._mirrored(entry.icon)
                painter.save()
                painter.scale(1 / ratio, 1 / ratio)
                painter.translate(round(icon.x() * ratio), round(icon.y() * ratio))
                paint(painter, key(entry.place, round(icon.width() * ratio)), tone, self.font())
                painter.restore()
                painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
                painter.drawText(
                    self._mirrored(entry.text), Qt.AlignmentFlag.AlignCenter, entry.word
                )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font or direction: another arrangement."""
        super().changeEvent(event)
        self.updateGeometry()
        self.update()
