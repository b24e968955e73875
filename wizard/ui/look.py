"""The few colours and sizes that are not the system's own, for light and dark surroundings.

Owns them as data; the shape carries every meaning, never the colour alone. Contrast is held by
tests: 4.5 to 1 for text, 3 to 1 for shapes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QWidget

HEADING_POINTS: Final = 17
NUMBER_POINTS: Final = 42
SMALL_STRIP: Final = 400
STOP_HEIGHT: Final = 44

ALERT: Final = ("#A84300", "#FF8A4C")
NUMBER: Final = ("#0063A0", "#56B4E9")
QUIET: Final = ("#595F69", "#A6ACB5")
LINK: Final = ("#005A9C", "#6CBDF0")

_MIDDLE: Final = 0.5
_USUAL_POINTS: Final = 10.0
# How much of the screen a window may take: it has a frame and a title besides.
_OF_THE_SCREEN: Final = 0.9


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    return palette.color(QPalette.ColorRole.Window).lightnessF() < _MIDDLE


def colour(pair: tuple[str, str], palette: QPalette) -> QColor:
    """The one of a pair of colours that shows on this palette."""
    return QColor(pair[is_dark(palette)])


def tint(widget: QWidget, pair: tuple[str, str], *roles: QPalette.ColorRole) -> None:
    """Give a widget's text one of our colours, for the palette around it."""
    around = widget.parentWidget()
    palette = widget.palette()
    wanted = colour(pair, around.palette() if around else palette)
    if all(palette.color(role) == wanted for role in roles):
        return  # a palette that is set tells the widget so, and it would come back here
    for role in roles:
        palette.setColor(role, wanted)
    widget.setPalette(palette)


def sized(font: QFont, points: float) -> QFont:
    """A font of this size, in proportion to the system's own where that is larger."""
    made = QFont(font)
    made.setPointSizeF(points * _scale(font))
    return made


def roomy(size: tuple[int, int], font: QFont, screen: QSize) -> QSize:
    """A window's size, larger where the system's text is larger, as far as the screen goes."""
    usual = QSize(*size)
    return (usual * _scale(font)).boundedTo(screen * _OF_THE_SCREEN).expandedTo(usual)


def settle(dialog: QWidget, wide: int) -> None:
    """Give a window wide enough to be read the height that its words then need.

    Qt would take two thirds of the screen at most, and squeeze what is in it.
    """
    wide = round(wide * _scale(dialog.font()))
    dialog.setMinimumWidth(wide)
    rows = dialog.layout()
    if rows is not None:
        rows.activate()
        dialog.resize(wide, rows.totalHeightForWidth(wide))


def _scale(font: QFont) -> float:
    return max(1.0, font.pointSizeF() / _USUAL_POINTS) if font.pointSizeF() > 0 else 1.0
