"""Who made which file of a bundle.

Owns the sorting of files into parts. Asks the table of what is known by its file's name (known),
the installed packages (distributions) and Debian (debian). Must never guess: a file that nobody
knows is a part without a licence, and the build fails.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wizard import PROGRAM, __version__
from wizard.freezing import debian, distributions, known
from wizard.freezing.names import FILE_NAME
from wizard.freezing.origins import Origin
from wizard.freezing.parts import HERE, TEXTS, Part, Text, ours


def program() -> Part:
    """The program itself."""
    text = Text(HERE / "LICENSE", f"{FILE_NAME}.txt")
    return Part(
        PROGRAM, __version__, "MIT", f"pkg:generic/mail-connection-check@{__version__}", (text,)
    )


def letters() -> Part:
    """The letters of the PDF report."""
    text = Text(HERE / "resources" / "fonts" / "OFL.txt", "Noto-fonts.txt")
    return Part("Noto fonts", "", "OFL-1.1", "", (text,))


def python() -> Part:
    """Python: interpreter and standard library; its own licence text where it brings one."""
    version = ".".join(str(number) for number in sys.version_info[:3])
    brought = next((place for place in _python_texts() if place.is_file()), TEXTS / "Python.txt")
    texts = (Text(brought, "Python.txt"), *ours("Python-third-party.txt"))
    return Part("Python", version, "PSF-2.0", f"pkg:generic/python@{version}", texts)


def _python_texts() -> Iterator[Path]:
    """Windows has its text at the top, others in the standard library; Debian's says no more."""
    yield Path(sys.base_prefix, "LICENSE.txt")
    yield Path(sysconfig.get_path("stdlib"), "LICENSE.txt")


def parts(origins: Iterable[Origin]) -> list[Part]:
    """The parts with their files, by name."""
    sorter = _Sorter(list(origins))
    found: dict[str, Part] = {}
    for origin in sorter.origins:
        part = found.setdefault((whose := sorter.whose(origin)).name, whose)
        if origin.packed:
            part = replace(part, packed=part.packed + 1)
        else:
            part = replace(part, files=(*part.files, origin.place))
        found[part.name] = part
    return sorted(found.values(), key=lambda part: part.name.casefold())


class _Sorter:
    """Who made which file; asks Debian and the installed packages once for all of them."""

    def __init__(self, origins: Sequence[Origin]) -> None:
        self.origins = origins
        self._installed = distributions.owners()
        self._debian = debian.owners(self._unowned())
        self._python = python()
        self._stdlib = os.path.realpath(sysconfig.get_path("stdlib"))

    def whose(self, origin: Origin) -> Part:
        """The part that a file belongs to, still without it."""
        real = os.path.realpath(origin.source)
        name = Path(real).name
        if _below(real, HERE / "resources" / "fonts"):
            return letters()
        if _below(real, HERE / "wizard") or _below(real, HERE / "resources"):
            return program()
        if part := known.part(origin.place, name):
            return part
        if owner := self._installed.get(distributions.real(origin.source)):
            return distributions.part(owner)
        if self._is_python(real, name):
            return self._python
        if owner := self._debian.get(real):
            return debian.part(owner)
        return known.library(name) or Part(name)

    def _is_python(self, real: str, name: str) -> bool:
        if name == "base_library.zip" or name.lower().startswith(("libpython", "python3")):
            return True
        if known.library(name) is not None:
            return False  # a library of others that Python brings along
        own = sys.base_prefix != "/usr" and _below(real, Path(sys.base_prefix))
        return own or _below(real, Path(self._stdlib))

    def _unowned(self) -> list[str]:
        reals = {os.path.realpath(origin.source) for origin in self.origins}
        return sorted(real for real in reals if distributions.real(real) not in self._installed)


def _below(place: str, folder: Path) -> bool:
    return Path(place).is_relative_to(os.path.realpath(folder))
