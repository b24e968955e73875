"""The program's picture in the forms of Windows (.ico) and macOS (.icns), drawn from the SVG.

Owns these two forms. Both are made when the bundle is made, and nowhere kept: the SVG is the one
picture. Linux shows no picture of a program file.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from wizard.freezing.names import FILE_NAME
from wizard.freezing.parts import HERE

PICTURE: Final = HERE / "resources" / "pictures" / "program.svg"

# From the lists of windows and the task bar (16) to large tiles, at 100 to 200 % of size.
ICO_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
# Apple's names of the sizes that hold a PNG; 16 and 32 without a "retina" twin are drawn down by
# macOS: their own names would want another form.
ICNS_SIZES: Final = {
    "ic11": 32,
    "ic12": 64,
    "ic07": 128,
    "ic13": 256,
    "ic08": 256,
    "ic14": 512,
    "ic09": 512,
    "ic10": 1024,
}
# From here on Windows wants a PNG, below a bitmap: some of its windows read nothing else.
_PNG_FROM: Final = 256


def write(folder: str | Path, system: str = "") -> str | None:
    """Write the icon for a system, or this one, into a folder; its place, or None for Linux."""
    match system or sys.platform:
        case "win32":
            place, content = Path(folder, f"{FILE_NAME}.ico"), ico()
        case "darwin":
            place, content = Path(folder, f"{FILE_NAME}.icns"), icns()
        case _:
            return None
    place.write_bytes(content)
    return str(place)


def ico() -> bytes:
    """An icon for Windows with all sizes (ICONDIR and ICONDIRENTRY of the Windows headers)."""
    pictures = [_png(size) if size >= _PNG_FROM else _bitmap(size) for size in ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        side = size % 256  # 0 says 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + entries + b"".join(pictures)


def icns() -> bytes:
    """An icon for macOS with all sizes: each a name of four letters, its length, and a PNG."""
    body = b""
    for name, size in ICNS_SIZES.items():
        picture = _png(size)
        body += name.encode() + struct.pack(">I", 8 + len(picture)) + picture
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _drawn(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(PICTURE)).render(painter)
    painter.end()
    return image


def _png(size: int) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _drawn(size).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def _bitmap(size: int) -> bytes:
    """A bitmap with transparency, from the lowest row up, and the mask that old programs want."""
    image = _drawn(size)
    rows = bytes(image.constBits())
    width = image.bytesPerLine()
    pixels = b"".join(rows[row * width : row * width + 4 * size] for row in reversed(range(size)))
    mask = bytes(((size + 31) // 32) * 4 * size)  # nothing is cut out: transparency says it all
    # The height counts picture and mask.
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(pixels), 0, 0, 0, 0)
    return head + pixels + mask
