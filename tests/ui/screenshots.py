"""Pictures of every page, to be looked at: `python -m tests.ui.screenshots [FOLDER]`.

With `--guide` only the ones in the README and the user guide are made anew, in docs/pictures.
Light and dark, English, German and from right to left, usual and double text; without a screen.
"""

from __future__ import annotations

import os
import sys
from itertools import product
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from tests.ui.surroundings import dark_palette, speaker
from tests.ui.tour import tour
from wizard.ui.app import Tongue
from wizard.ui.window import Window

USUAL: Final = Path("build") / "screenshots"
GUIDE: Final = {
    "sign-in": "sign-in",
    "test": "test",
    "verdict": "verdict",
    "note": "note",
    "verdict-fixed": "again",
    "sign-in-cases": "cases",
}
KINDS: Final = ("en", "de", "right-to-left")


def main(folder: Path) -> None:
    """Make all of them."""
    app = QApplication([])
    app.setStyle("Fusion")
    usual = app.font()
    double = QFont(usual)
    double.setPointSizeF(usual.pointSizeF() * 2)
    looks = {"light": app.palette(), "dark": dark_palette()}
    sizes = {"usual": usual, "double": double}
    for kind, (look, palette), (size, font) in product(KINDS, looks.items(), sizes.items()):
        pictures(app, kind, palette, font, folder / f"{kind}-{look}-{size}")


def guide(folder: Path) -> None:
    """The ones that are printed: English, light."""
    app = QApplication([])
    app.setStyle("Fusion")
    window = Window(speaker("en"))
    window.show()
    for name in tour(window):
        if name in GUIDE:
            place = folder / f"{GUIDE[name]}.png"
            window.grab().save(str(place))
            Image.open(place).convert("RGB").quantize(256).save(place, optimize=True)
    window.close()
    window.finish()


def pictures(app: QApplication, kind: str, palette: QPalette, font: QFont, folder: Path) -> None:
    """One set: all pages in one language and one look."""
    folder.mkdir(parents=True, exist_ok=True)
    app.setPalette(palette)
    app.setFont(font)
    words = speaker(kind)
    Tongue(app).use(words)
    window = Window(words)
    window.show()
    for number, name in enumerate(tour(window), start=1):
        window.grab().save(str(folder / f"{number:02d}-{name}.png"))
    window.close()
    window.finish()


if __name__ == "__main__":
    if sys.argv[1:] == ["--guide"]:
        guide(Path("docs") / "pictures")
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else USUAL)
