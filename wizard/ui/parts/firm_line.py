"""The firm that tests: one quiet line at the end of a page, its logo beside it where that fits.

Owns that choice: what a page is for comes first, so a logo must never make it scroll.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QWidget

from wizard.casework import Branding
from wizard.paper.document import Logo
from wizard.ui import look
from wizard.ui.parts.text import Text

MOST_WIDE: Final = 240
MOST_HIGH: Final = 64


class FirmLine(QWidget):
    """Hidden where there is nothing to show."""

    def __init__(self, area: QScrollArea) -> None:
        """Of a page that scrolls in this area."""
        super().__init__()
        self._area = area
        self.logo, self.contact = QLabel(), Text(colour=look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.logo)
        row.addWidget(self.contact, 1)
        self.hide()
        area.viewport().installEventFilter(self)

    def tell(self, firm: Branding, trouble: str = "") -> None:
        """The contact line and the logo; in their place what is wrong with the firm's file."""
        self.contact.tell(trouble or firm.contact)
        picture = QPixmap() if firm.logo is None else _fitted(firm.logo, self.devicePixelRatioF())
        self.logo.setPixmap(picture)
        self.logo.setAccessibleName("" if firm.logo is None else firm.logo.text)
        self.setVisible(bool(self.contact.text()) or not picture.isNull())
        self._choose()

    def eventFilter(self, area: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another size of the page is another choice; nothing is kept from the page."""
        if event.type() == QEvent.Type.Resize:
            self._choose()
        return super().eventFilter(area, event)

    def _choose(self) -> None:
        """Show the logo, where the page has room for it without scrolling."""
        picture = self.logo.pixmap()
        self.logo.setVisible(not picture.isNull())
        inside = self._area.widget().layout()
        if picture.isNull() or inside is None:
            return
        inside.activate()
        room = self._area.viewport()
        needed = inside.totalHeightForWidth(room.width())  # what the area scrolls by
        self.logo.setVisible(needed <= room.height())


def _fitted(logo: Logo, ratio: float) -> QPixmap:
    """As large as it may be, never larger than it is; nothing where it is no picture."""
    picture = QImage.fromData(logo.png)
    if picture.isNull():
        return QPixmap()
    wide, high = min(MOST_WIDE, picture.width()), min(MOST_HIGH, picture.height())
    picture = picture.scaled(
        round(wide * ratio),
        round(high * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(picture)
