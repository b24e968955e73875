"""What the program remembers from one visit to the next, in the `settings.ini` of its own folder.

Owns the few values there are and how they are read and written. There is no place in it for a
mailbox, a server or a password. A file that was not written by us, or can no longer be read, is
told and never written over; a value that means nothing to us counts as not set. Each start of the
window loads it, so it must stay light: what few need is imported where it is needed.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard import files
from wizard.files import CannotReadError
from wizard.paper.page_size import PageSize
from wizard.words import languages, pgettext

if TYPE_CHECKING:
    from configparser import ConfigParser

MOST_BYTES: Final = 20_000
# Words: The file with the settings is damaged, or another program's. {file}: its path.
NOT_OURS: Final = pgettext(
    "settings", "{file} cannot be read. It stays as it is. Move it away to have a new one."
)
_SECTION: Final = "settings"
_SIZE: Final = re.compile(r"(\d{3,5}) ?x ?(\d{3,5})")
_PAPERS: Final = {size.value: size for size in PageSize}
_NOTHING: Final = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is that of the screen, `note_language` that of notes, "" where nobody chose one.

    `name` signs the notes of this technician. `window` is width and height, in Qt's pixels.
    """

    language: str = ""
    note_language: str = ""
    paper: PageSize | None = None
    name: str = ""
    window: tuple[int, int] | None = None


class SettingsError(Exception):
    """The file is there and is not one of ours, or none that can be read."""


def read_settings(place: Path) -> Settings:
    """What is remembered there; nothing where there is no file. Raises SettingsError."""
    found = _parsed(place)
    if found is None or not found.has_section(_SECTION):
        return Settings()
    told = found[_SECTION]
    size = _SIZE.fullmatch(told.get("window", "").strip().lower())
    return Settings(
        language=_language(told.get("language", "")),
        note_language=_language(told.get("note-language", "")),
        paper=_PAPERS.get(told.get("paper", "").strip().lower()),
        name=_name(told.get("name", "")),
        window=(int(size[1]), int(size[2])) if size else None,
    )


def keep_settings(place: Path, before: Settings, now: Settings) -> None:
    """Write what changed since `before`; anything else in the file stays as it is.

    Raises SettingsError where it is no file of ours any more, CannotWriteError where it cannot be
    written. Where nothing changed, nothing is written.
    """
    old, new = _written(before), _written(now)
    changed = {key: value for key, value in new.items() if value != old[key]}
    if not changed:
        return
    found = _parsed(place) or _empty()
    if not found.has_section(_SECTION):
        found.add_section(_SECTION)
    for key, value in changed.items():
        found[_SECTION][key] = value
    text = io.StringIO()
    found.write(text)
    files.write(place, text.getvalue().rstrip("\n") + "\n")


def _written(settings: Settings) -> dict[str, str]:
    width, height = settings.window or (0, 0)
    return {
        "language": settings.language,
        "note-language": settings.note_language,
        "paper": settings.paper.value if settings.paper else _NOTHING,
        "name": _name(settings.name),
        "window": f"{width}x{height}" if settings.window else _NOTHING,
    }


def _name(typed: str) -> str:
    from wizard.paper.facts import one_line  # noqa: PLC0415 - brings half of the papers along

    return one_line(typed)


def _parsed(place: Path) -> ConfigParser | None:
    """The file as it is, None where there is none; raises SettingsError where it is not ours."""
    try:
        if not place.exists():
            return None
        # An editor on Windows may put a mark at the beginning.
        text = files.read_bounded(place, MOST_BYTES).decode("utf-8-sig")
    except (CannotReadError, ValueError, OSError) as error:
        raise SettingsError(type(error).__name__) from None
    import configparser  # noqa: PLC0415 - most starts need none

    found = _empty()
    try:
        found.read_string(text)
    except (configparser.Error, ValueError) as error:
        raise SettingsError(type(error).__name__) from None
    if found.sections() and not found.has_section(_SECTION):
        raise SettingsError(_SECTION)  # somebody else's file of this usual name
    return found


def _empty() -> ConfigParser:
    from configparser import ConfigParser  # noqa: PLC0415 - as above

    return ConfigParser(delimiters=("=",), interpolation=None, empty_lines_in_values=False)


def _language(code: str) -> str:
    """A language that there are words for, else none."""
    return code.strip() if code.strip() in languages() else _NOTHING
