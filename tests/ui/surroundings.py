"""Surroundings the window is looked at in: a dark desktop, a mirrored language."""

from __future__ import annotations

from typing import Final

from babel.messages import Catalog
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPalette

from tests.catalogue import compiled
from tests.pseudo import pseudo_catalogue, pseudo_words
from wizard.words import Words

DARK: Final = "#2B2D30"


def dark_palette() -> QPalette:
    """The colours of a dark desktop."""
    palette = QPalette(QColor(DARK))
    for role, colour in (
        (QPalette.ColorRole.Window, DARK),
        (QPalette.ColorRole.Base, "#1E1F22"),
        (QPalette.ColorRole.Button, "#3C3F41"),
        (QPalette.ColorRole.WindowText, "#E5E7EB"),
        (QPalette.ColorRole.Text, "#E5E7EB"),
        (QPalette.ColorRole.ButtonText, "#E5E7EB"),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def logo(wide: int, high: int) -> bytes:
    """A picture as PNG: what a firm may have as its logo."""
    picture = QImage(wide, high, QImage.Format.Format_RGB32)
    picture.fill(QColor("#204080"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, "PNG")  # type: ignore[call-overload]  # it is a device
    return bytes(data.data())


def speaker(kind: str) -> Words:
    """A language by its code, the pseudo-language, or that one from right to left."""
    if kind == "pseudo":
        return pseudo_words()
    if kind == "right-to-left":
        return Words("ar", compiled(_mirrored()))
    return Words(kind)


def _mirrored() -> Catalog:
    """The pseudo-language as a language with six plurals that is written from right to left."""
    made = Catalog(locale="ar")
    for message in pseudo_catalogue():
        if message.id:
            told = message.string
            said = (told[-1],) * 6 if isinstance(told, tuple) else told
            made.add(message.id, said, context=message.context)
    return made
