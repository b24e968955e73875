"""What has to be there before anything can be tried: tables, words, letters, plugins, authorities.

Owns the list of it. Each fault is one sentence, and in English only: the words are among the things
it looks at. It must never open a window: without a plugin Qt ends the program, and nothing more
could be said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from PySide6.QtCore import QLibraryInfo, QPluginLoader

from wizard import assets, service
from wizard.paper import pdf_letters
from wizard.ui.app import ICON
from wizard.words import ENGLISH, Words

LANGUAGES: Final = (ENGLISH, "de")
TABLES: Final = (
    "big-providers.json",
    "case.schema.json",
    "mail-providers.json",
    "need.json",
    "remedies.json",
    "remedies.schema.json",
    "result.schema.json",
)
# Qt's way onto each system's screen.
_SCREENS: Final = {"linux": "xcb", "win32": "windows", "darwin": "cocoa"}


def missing_data() -> Iterator[str]:
    """Tables that are gone or cannot be read, the program's own picture, and its letters."""
    for name in TABLES:
        try:
            assets.read_json(name)
        except assets.MissingResource as missing:
            yield str(missing)
        except ValueError:
            yield f"This installation is damaged: {name} cannot be read."
    for place in (ICON, *(("fonts", name) for name in (*pdf_letters.FILES, "OFL.txt"))):
        try:
            assets.path(*place)
        except assets.MissingResource as missing:
            yield str(missing)


def missing_words() -> Iterator[str]:
    """Languages without their sentences, or without Qt's own."""
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for language in LANGUAGES:
        if Words(language).language != language or not _has_dates(language):
            yield f"The sentences of the language {language}, or its dates, are missing."
        if not (of_qt / f"qtbase_{language}.qm").exists():
            yield f"Qt's own words of the language {language} are missing."


def _has_dates(language: str) -> bool:
    """Without them dates would be told in English."""
    try:
        Locale.parse(language)
    except UnknownLocaleError:
        return False
    return True


def missing_plugins() -> Iterator[str]:
    """Parts of Qt that are looked for only when they are needed, and are late to be missed then."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    screen = _SCREENS.get(sys.platform, "xcb")
    for wanted in ("platforms/offscreen", f"platforms/{screen}", "imageformats/svg"):
        kind, name = wanted.split("/")
        found = sorted(folder.glob(f"{kind}/*q{name}.*"))
        if not found:
            yield f"Qt's plugin {wanted} is missing."
        elif not (loader := QPluginLoader(str(found[0]))).load():
            yield f"Qt's plugin {wanted} cannot be used: {loader.errorString()}"


def missing_authorities() -> Iterator[str]:
    """Without certificate authorities every server would look untrusted."""
    if service.authorities() == 0:
        yield (
            "This computer has no certificate authorities: every server would look untrusted. "
            "The package ca-certificates has them, or SSL_CERT_FILE names them."
        )
