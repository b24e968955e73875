"""What is done with a finished test: kept in a case file, compared, put on paper. The second door.

Window and command line open, save and print through here and nowhere else. Slow parts (the PDF)
are imported by the first call that needs them.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from wizard.core.case_file import CaseFile
from wizard.core.comparison import Comparison, Read
from wizard.paper.bundle import CannotOpen
from wizard.paper.note import Version
from wizard.words import Words

__all__ = [
    "CannotOpen",
    "Paper",
    "comparison",
    "file_name",
    "make",
    "open_case",
    "read_all",
]


class Paper(StrEnum):
    """What can be written of a case, by the ending of its file."""

    TEXT = "txt"
    MAIL = "eml"
    PDF = "pdf"
    HTML = "html"
    CASE = "mailcheck"


def open_case(path: Path) -> CaseFile:
    """The case file at this place."""
    raise NotImplementedError(path)


def read_all(file: CaseFile) -> tuple[Read, ...]:
    """Every test of the file with what it means, oldest first."""
    raise NotImplementedError(file)


def comparison(file: CaseFile) -> Comparison | None:
    """What changed since the earlier test, or None where there is nothing to compare."""
    raise NotImplementedError(file)


def make(
    paper: Paper,
    file: CaseFile,
    words: Words,
    version: Version = Version.NORMAL,
    letter: str | None = None,
) -> bytes:
    """One paper as it is written to a file; `letter` is a note that the user changed."""
    raise NotImplementedError(paper, file, words, version, letter)


def file_name(file: CaseFile, paper: Paper) -> str:
    """A name that says what it is: mail-check_miller.example_2026-08-24_1432.pdf."""
    raise NotImplementedError(file, paper)
