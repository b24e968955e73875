"""Catalogues straight from their sources, so that no test depends on what was compiled before."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from wizard.words import Words

WORDS: Final = Path(__file__).resolve().parent.parent / "resources" / "words"
TEMPLATE: Final = WORDS / "wizard.pot"


def read(path: Path, language: str | None = None) -> Catalog:
    """A template or a translation."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translated() -> dict[str, Path]:
    """Every language there is a translation for."""
    found = WORDS.glob("*/LC_MESSAGES/wizard.po")
    return {path.parent.parent.name: path for path in sorted(found)}


def compiled(catalogue: Catalog) -> gettext.GNUTranslations:
    """A catalogue as the program loads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return gettext.GNUTranslations(file)


def speaking(language: str, said: Mapping[Any, Any], context: str | None = None) -> Words:
    """A language with a few sentences."""
    made = Catalog(locale=language)
    for source, translation in said.items():
        made.add(source, translation, context=context)
    return Words(language, compiled(made))
