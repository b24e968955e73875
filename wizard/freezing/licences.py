"""The folder `licences` beside the program: every part's text, and a page that explains them.

Owns that folder. Which part has which text is known before (sorting); a part without one stops the
build there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from wizard import PROGRAM
from wizard.freezing.names import APPLICATION
from wizard.freezing.parts import Part, Text

FOLDER: Final = "licences"
README: Final = "README.txt"

_HEAD: Final = f"""{PROGRAM}: what is inside, and under which licence
{{line}}

{PROGRAM} itself is free to use, change and pass on: see mail-connection-check.txt.
It carries the work of others. Each part is listed below with its version, its licence, and the
files of this folder that hold the licence's text. bill-of-materials.cdx.json says the same for
programs (CycloneDX 1.6), with a checksum of every file.

Qt and PySide
-------------
The window is made with Qt and PySide, used under the GNU Lesser General Public License, version 3
(LGPL-3.txt, with GPL-3.txt). They are unchanged. You may replace them by a version of your own:
they are shared libraries in the folder {{qt}}.
Put yours in their place, with the same names, made for the same version. Nothing in the program
checks or hinders that, and you may take the program apart to find faults in your change.
On a Mac, sign the application anew afterwards:
    codesign --force --deep --sign - "{APPLICATION}"
Their source: https://download.qt.io/official_releases/qt/ and
https://download.qt.io/official_releases/QtForPython/ , version {{qt_version}}.

Other libraries under the LGPL
------------------------------
They are shared libraries, too, and can be replaced in the same way. The source of those of Debian
is at https://snapshot.debian.org/ , by the names and versions below.

The parts
---------
"""


def lay_out(found: Iterable[Part], folder: Path, qt_folder: str) -> None:
    """Write the folder anew; `qt_folder` is how the page calls the place of Qt's libraries.

    Raises OSError where a text is not there, or the folder cannot be written.
    """
    parts = list(found)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    for text in _texts(parts):
        place = folder / text.place
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(text.source.read_bytes())
    (folder / README).write_text(readme(parts, qt_folder), encoding="utf-8")


def readme(found: Iterable[Part], qt_folder: str) -> str:
    """The page that explains the folder."""
    parts = list(found)
    version = next((part.version for part in parts if part.name == "Qt"), "")
    title = _HEAD.partition("\n")[0]
    head = _HEAD.format(line="=" * len(title), qt=qt_folder, qt_version=version)
    return head + "\n".join(_entry(part) for part in parts)


def _entry(part: Part) -> str:
    texts = ", ".join(text.place for text in part.texts)
    called = f"{part.name} {part.version}".strip()
    within = "".join(
        f"    with {inside.name} {inside.version}: {inside.licence}\n" for inside in part.within
    )
    return f"{called}\n    {part.licence}\n    {texts}\n{within}"


def _texts(found: Iterable[Part]) -> list[Text]:
    """Each place once: several parts share the text of one licence."""
    return list({text.place: text for part in found for text in part.texts}.values())
