"""The firm that tests: its name, contact line, phone and logo from `branding.json`.

Owns reading that file, which lies beside the program and is nobody's but the firm's. It must never
change a colour that carries a meaning, and a fault in it must never cost a result: whoever asks
gets no branding and a sentence.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.files import CannotReadError, read_bounded
from wizard.paper.document import Logo
from wizard.paper.facts import one_line
from wizard.words import Message, pgettext

FILE: Final = "branding.json"
MOST_BYTES: Final = 100_000
MOST_LOGO_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4000
_KEYS: Final = frozenset({"name", "contact", "phone", "logo"})
_PNG: Final = b"\x89PNG\r\n\x1a\n"

# Words: The file with the firm's name and logo cannot be used. {file}: its name.
_UNREADABLE: Final = pgettext(
    "branding", "{file} cannot be read, so papers carry no contact line. Check the file."
)
# Words: The same: it is not in JSON form.
_NO_JSON: Final = pgettext(
    "branding",
    "{file} is not in JSON form, so papers carry no contact line. Check commas and quotes.",
)
# Words: The same. {keys}: names of entries, not to be translated.
_KEYS_ONLY: Final = pgettext(
    "branding", "{file} takes only these entries, each a text: {keys}. Correct the file."
)
# Words: The picture named in that file cannot be used. {file}: its name.
_NO_LOGO: Final = pgettext(
    "branding",
    "{file} cannot be used as the logo. It has to be a PNG picture beside {beside}, "
    "with less than 1 MB.",
)


@dataclass(frozen=True, slots=True)
class Branding:
    """What of the firm stands on papers: one contact line ("" for none) and a logo."""

    contact: str = ""
    logo: Logo | None = None


class BrandingError(Exception):
    """The file is there and cannot be used; `message` with `values` says why."""

    def __init__(self, message: Message, **values: str) -> None:
        """Keep the sentence for whatever language is spoken."""
        super().__init__(message.text)
        self.message = message
        self.values = values


def read_branding(folder: Path) -> Branding:
    """The branding in this folder, an empty one where there is no file; raises BrandingError."""
    place = folder / FILE
    if not place.exists():
        return Branding()
    try:
        told = json.loads(read_bounded(place, MOST_BYTES).decode("utf-8"))
    except CannotReadError:
        raise BrandingError(_UNREADABLE, file=FILE) from None
    except (ValueError, RecursionError):
        raise BrandingError(_NO_JSON, file=FILE) from None
    if not isinstance(told, dict) or set(told) - _KEYS or not all(map(_is_text, told.values())):
        raise BrandingError(_KEYS_ONLY, file=FILE, keys=", ".join(sorted(_KEYS)))
    lines = (one_line(told.get(key, "")) for key in ("name", "contact", "phone"))
    contact = ", ".join(line for line in lines if line)
    logo = _logo(folder, told["logo"], contact) if told.get("logo") else None
    return Branding(contact, logo)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _logo(folder: Path, name: str, text: str) -> Logo:
    """A PNG beside the file; its size is looked at before anybody unpacks it."""
    fault = BrandingError(_NO_LOGO, file=one_line(name), beside=FILE)
    if Path(name).name != name:
        raise fault
    try:
        png = read_bounded(folder / name, MOST_LOGO_BYTES)
        width, height = struct.unpack(">II", png[16:24])
    except (CannotReadError, struct.error, ValueError):
        raise fault from None
    if not png.startswith(_PNG) or not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise fault
    return Logo(png, text)
