"""What stays out of the bundle: lists, and the one question whether a file is on them.

Owns the Python modules that something imports in passing, and the files that PyInstaller brings
along unasked. Must never look at a disk: it judges names. Lines for one system only are harmless on
the others: there is nothing there that they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

# The languages of resources/words, for Babel's dates and Qt's own buttons.
LANGUAGES: Final = ("de", "en")

# Python modules that something imports in passing, and nothing here uses.
UNUSED_MODULES: Final = [
    "asyncio",
    "babel.messages",
    "doctest",
    "multiprocessing",
    "pdb",
    "pydoc",
    "pytz",
    "setuptools",
    "tkinter",
    "unittest",
    "wizard.freezing",
    "xmlrpc",
    "PySide6.QtDBus",  # the library below it stays: screen readers are reached through it
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPrintSupport",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSvg",
    "PySide6.QtTest",
]

_OURS: Final = "|".join(LANGUAGES)
# Files that come along unasked, by their place in the bundle.
UNUSED_FILES: Final = (
    # Plugins of Qt: ways onto screens without a desktop, other formats of pictures. Of those that
    # know the network the one stays that asks the system's own service (80 kB, no library more).
    r"plugins/(egldeviceintegrations|generic|printsupport|sqldrivers|tls)/",
    r"plugins/networkinformation/.*qglib",
    r"plugins/(wayland-[a-z-]+|xcbglintegrations|virtualkeyboard|qmltooling)/",
    r"plugins/platforms/.*q(direct2d|eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|wayland)",
    r"plugins/platforminputcontexts/.*virtualkeyboard",
    r"plugins/platformthemes/.*qgtk3",
    r"plugins/imageformats/.*q(gif|icns|jpeg|pdf|tga|tiff|wbmp|webp)\.",
    # Libraries that only those need.
    r"Qt6?(EglF|OpenGL|Pdf|Qml|Quick|VirtualKeyboard|Wayland|WlShell)",
    r"opengl32sw\.dll|d3dcompiler",
    r"(^|/)lib(atk|blkid|bsd|cairo|datrie|epoxy|fribidi|g[dt]k|gio|gmodule|gobject|graphite2)[-_.]",
    r"(^|/)lib(gdk_pixbuf|harfbuzz|jpeg|md|mount|pango[a-z0-9]*|pixman|selinux|thai)[-_.]",
    r"(^|/)libX(au|composite|cursor|damage|dmcp|ext|fixes|i|inerama|randr|render)[-_.]",
    r"(^|/)lib(xcb-glx|atspi|wayland-[a-z]+)[-_.]",
    # Other languages than ours.
    rf"translations/(?!qtbase_({_OURS})\.qm)",
    rf"babel/locale-data/(?!(root|{_OURS}|en_001|en_GB)\.dat)",
    # What a package manager writes down about an installation, with the places it found.
    r"\.dist-info/(direct_url\.json|INSTALLER|RECORD|REQUESTED|uv_cache\.json)$",
    # The words of the translators: the program reads the compiled ones.
    r"resources/words/.*\.pot?$",
)
_UNUSED: Final = re.compile("|".join(UNUSED_FILES))

# PyInstaller's line of a file: its place in the bundle, where it comes from, its kind.
Collected = tuple[str, str, str]


def is_used(place: str) -> bool:
    """Whether a file belongs into the bundle, by its place there."""
    return not _UNUSED.search(PurePath(place).as_posix())


def used(collected: Iterable[Collected]) -> list[Collected]:
    """What is left of PyInstaller's list of files without those that nothing needs."""
    return [entry for entry in collected if is_used(entry[0])]
