"""The files a command writes: claimed before its first connection, written at its end.

Owns which option stands for which paper. What is written and how is casework's.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wizard import casework
from wizard.casework import Choices, Paper
from wizard.cli.orders import complain
from wizard.core.advice import Advice
from wizard.core.case_file import CaseFile
from wizard.core.result import result
from wizard.faults import fault_code
from wizard.files import CannotWriteError, Promised, place_of
from wizard.paper.page_size import PageSize, usual_size
from wizard.words import Words, territory
from wizard.words import mark as _

OUR_FAULT: Final = 1
# Words: Command line. {file}: a path; {reason}: the system's own words.
CANNOT_WRITE: Final = _("{file} cannot be written: {reason}. Choose another place.")
_JSON: Final = "json"
# Words: Command line: a paper could not be made. {file}: a path; {code}: for support.
_NOT_MADE: Final = _("{file} could not be made. The result is above. Code {code}.")
# Words: Command line: a part of the system is missing. {reason}: the system's own words.
_NO_PDF: Final = _(
    "No PDF can be made here, and so no case file: {reason}. Leave out --pdf, --eml and --case."
)
_WITH_A_PDF: Final = ("pdf", "eml", "case")
# The options in the order in which their files are written.
_OPTIONS: Final[Mapping[str, Paper | None]] = {
    _JSON: None,
    "note": Paper.TEXT,
    "eml": Paper.MAIL,
    "pdf": Paper.PDF,
    "html": Paper.HTML,
    "case": Paper.CASE,
}


@dataclass
class Papers:
    """The places that were claimed, by the option that named each."""

    places: dict[str, Promised] = field(default_factory=dict)
    failed: dict[str, CannotWriteError] = field(default_factory=dict)
    unmade: dict[str, str] = field(default_factory=dict)

    def write(self, file: CaseFile, advice: Advice, words: Words, choices: Choices) -> None:
        """Write every paper; what could not be written is told later, the others are kept."""
        for option, promised in self.places.items():
            paper = _OPTIONS[option]
            try:
                promised.keep(
                    casework.make(paper, file, words, choices) if paper else _json(file, advice)
                )
            except CannotWriteError as error:
                self.failed[option] = error
            except Exception as error:  # noqa: BLE001  a paper less must not cost the result
                self.unmade[option] = fault_code(error)

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for is there."""
        return not self.failed and not self.unmade

    @property
    def written(self) -> list[Path]:
        """What was written, in the order of the options."""
        missing = {*self.failed, *self.unmade}
        return [each.path for name, each in self.places.items() if name not in missing]

    def tell(self, words: Words) -> None:
        """Say what was written."""
        for path in self.written:
            # Words: Terminal. {file}: the path of a file that was written.
            print(words.say(_("Written: {file}"), file=str(path)))

    def regret(self, words: Words) -> None:
        """Say what was not written."""
        for error in self.failed.values():
            told = words.say(CANNOT_WRITE, file=str(error.path), reason=error.reason)
            print(f"mail-connection-check: {told}", file=sys.stderr)
        for option, code in self.unmade.items():
            told = words.say(_NOT_MADE, file=str(self.places[option].path), code=code)
            print(f"mail-connection-check: {told}", file=sys.stderr)


def promised(options: Namespace, words: Words) -> Papers:
    """Try every file before the first connection."""
    wanted = {name: getattr(options, name) for name in _OPTIONS}
    given = [place_of(path) for path in wanted.values() if path is not None]
    if len(set(given)) < len(given):
        # Words: Command line: the same file was named for two things.
        complain(words, _("Give each result a file of its own."))
    if any(wanted[name] is not None for name in _WITH_A_PDF):
        _insist_on_pdf(words)
    papers = Papers()
    for name, path in wanted.items():
        if path is None:
            continue
        try:
            papers.places[name] = Promised(path)
        except CannotWriteError as error:
            complain(words, CANNOT_WRITE, file=str(error.path), reason=error.reason)
    return papers


def _insist_on_pdf(words: Words) -> None:
    """Before the test, and not after it: a bare system is without the libraries for fonts."""
    try:
        casework.get_ready()
    except ImportError as error:
        complain(words, _NO_PDF, reason=str(error))


def choices(options: Namespace, words: Words) -> Choices:
    """How papers are made; a broken branding file is told, and costs only the branding."""
    size = PageSize(options.paper) if options.paper else usual_size(territory(os.environ))
    try:
        firm = casework.branding()
    except casework.BrandingError as error:
        told = words.say(error.message, 1, **error.values)
        print(f"mail-connection-check: {told}", file=sys.stderr)
        firm = casework.Branding()
    return Choices(size=size, branding=firm, recipient=options.to or "")


def _json(file: CaseFile, advice: Advice) -> str:
    return json.dumps(result(file.latest, advice), indent=1, ensure_ascii=False) + "\n"
