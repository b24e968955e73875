"""Where the program's data, words and pictures lie.

Owns the one answer to that question, which differs between a checkout (beside the package), an
installed wheel (inside the package) and a frozen program (in its unpacked folder). Must never know
what a resource means, and never write one.
"""

import json
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


class MissingResource(LookupError):
    """A file that belongs to the program is not there: the installation is damaged."""

    def __init__(self, place: Path) -> None:
        """Names the place where the resource should have been."""
        super().__init__(f"This installation is incomplete: {place} is missing.")
        self.place = place


def root() -> Path:
    """The resources folder of this program, wherever it runs from."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    inside = PACKAGE / "resources"
    return inside if inside.is_dir() else PACKAGE.parent / "resources"


def beside() -> Path:
    """The folder in which the user finds this program: there lies what is the user's own."""
    if getattr(sys, "_MEIPASS", None) is None:
        return PACKAGE.parent
    program = Path(sys.executable).resolve()
    # On macOS the user sees the .app, not what is inside.
    whole = next((each for each in program.parents if each.suffix == ".app"), program)
    return whole.parent


def path(*parts: str) -> Path:
    """The place of one resource, for example `path("words", "de")`; it is known to exist."""
    place = root().joinpath(*parts)
    if not place.exists():
        raise MissingResource(place)
    return place


def read_json(*parts: str) -> object:
    """The content of a JSON resource, for example `read_json("providers.json")`."""
    return json.loads(path(*parts).read_text(encoding="utf-8"))
