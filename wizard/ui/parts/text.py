"""Text on a page: wrapped, selectable, readable at every size; and links that are buttons.

Owns how words look, never which words. Every label can be selected and copied by mouse and
keyboard, and none takes part in the order of the Tab key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from wizard.ui import look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Text(QLabel):
    """A paragraph. `colour` is one of the pairs of look.py."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        points: float = 0,
        bold: bool = False,
        colour: tuple[str, str] | None = None,
    ) -> None:
        """An empty paragraph."""
        super().__init__(parent)
        self._colour = colour
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = look.sized(self.font(), points) if points else self.font()
        font.setBold(bold)
        self.setFont(font)
        self.setAlignment(leading(self))
        self._tint()

    def _tint(self) -> None:
        if self._colour is not None:
            # A label that can be selected is painted as a document, with the second one.
            roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text)
            look.tint(self, self._colour, *roles)

    def tell(self, text: str) -> None:
        """Show a text, or nothing at all where there is none."""
        self.setText(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the system into the dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(leading(self))


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side where reading begins in the window, also for a text in other letters."""
    to_left = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class Link(QPushButton):
    """Something to do or to open in place, as a line of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A link without words yet."""
        super().__init__(parent)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setUnderline(True)
        self.setFont(font)
        self._tint()

    def _tint(self) -> None:
        look.tint(self, look.LINK, QPalette.ColorRole.ButtonText)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the system into the dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens a link that has the focus; it is never another button's."""
        if event.key() in _ENTER:
            self.click()
            return
        super().keyPressEvent(event)
