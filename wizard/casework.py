"""What is done with a finished test: kept in a case file, compared, put on paper. The second door.

Window and command line open, save and print through here and nowhere else. It asks no clock and no
server: all of it works offline, from the case alone. Slow parts (the PDF) are imported by the first
call that needs them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, assert_never

from wizard import assets, service
from wizard.branding import Branding, BrandingError, read_branding
from wizard.core.case_file import CaseFile
from wizard.core.compare import compare
from wizard.core.comparison import Comparison, Read
from wizard.core.entries import domain_of
from wizard.core.model import Case
from wizard.files import CannotReadError, read_bounded
from wizard.paper import bundle
from wizard.paper.bundle import CannotOpen, Fault
from wizard.paper.document import Report
from wizard.paper.note import Version, from_text, note
from wizard.paper.page_size import PageSize
from wizard.paper.summary import summary
from wizard.paper.told import Told
from wizard.words import Words

__all__ = [
    "Branding",
    "BrandingError",
    "CannotOpen",
    "Choices",
    "PageSize",
    "Paper",
    "branding",
    "comparison",
    "file_name",
    "get_ready",
    "make",
    "named_for",
    "note_text",
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


@dataclass(frozen=True, slots=True)
class Choices:
    """How papers are made, besides their language.

    `letter` is a note that somebody changed by hand, subject first; `recipient` is the provider's
    mail address, "" where it is not known.
    """

    version: Version = Version.TECHNICAL
    size: PageSize = PageSize.A4
    letter: str | None = None
    recipient: str = ""
    branding: Branding = field(default_factory=Branding)


_USUAL: Final = Choices()


def open_case(place: Path) -> CaseFile:
    """The case file at this place; nothing is changed there.

    Raises CannotReadError where the system does not let us read, CannotOpen where it is no case
    file, or none that this version understands.
    """
    try:
        data = read_bounded(place, bundle.MOST_BYTES)
    except CannotReadError as error:
        if error.too_large:
            raise CannotOpen(Fault.TOO_LARGE) from None
        raise
    file = bundle.unpack(data)
    try:
        read_all(file)  # a test without a meaning is told here, and not in the middle of a paper
    except ValueError:
        raise CannotOpen(Fault.DAMAGED) from None
    return file


def branding() -> Branding:
    """The firm that tests, from `branding.json` beside the program; raises BrandingError."""
    return read_branding(assets.beside())


def get_ready() -> None:
    """Load what the PDF needs of Qt's main thread, so that any thread can make one."""
    from wizard.paper import pdf_letters  # noqa: PLC0415 - Qt is slow to import

    pdf_letters.bring()


def read_all(file: CaseFile) -> tuple[Read, ...]:
    """Every test of the file with what it means, oldest first."""
    return tuple(Read(case, service.read(case)) for case in file.runs)


def comparison(file: CaseFile) -> Comparison | None:
    """What changed since the earlier test, or None where there is nothing to compare."""
    return compare(read_all(file))


def make(paper: Paper, file: CaseFile, words: Words, choices: Choices = _USUAL) -> bytes:
    """One paper as it is written to a file.

    The same file, language and choices give the same bytes. The PDF takes about a third of a
    second and can be made in any thread.
    """
    match paper:
        case Paper.TEXT:
            return note_text(file, words, choices).encode("utf-8")
        case Paper.MAIL:
            return _mail(file, words, choices)
        case Paper.PDF:
            return _pdf(file, words, choices)
        case Paper.HTML:
            return _html(file, words, choices)
        case Paper.CASE:
            text = note_text(file, words, choices)
            return bundle.pack(file, text, _pdf(file, words, choices))
        case _:
            assert_never(paper)


def note_text(
    file: CaseFile, words: Words, choices: Choices = _USUAL, *, attached: bool = False
) -> str:
    """The note, or what was found where there is nobody to write to."""
    if choices.letter is not None:
        return choices.letter
    case, advice = file.latest, service.read(file.latest)
    made = note(case, advice, words, choices.version, file.sender, attached=attached)
    return made or summary(case, advice, words)


def file_name(file: CaseFile, paper: Paper) -> str:
    """A name that says what it is: mail-check_miller.example_2026-08-24_1432.pdf."""
    return named_for(file.latest, file.latest.target.user or "", paper)


def named_for(case: Case, address: str, paper: Paper) -> str:
    """The same for an address that was typed; without a domain in it the server names the file."""
    domain = domain_of(address) if "@" in address else case.target.host
    safe = "".join(mark for mark in domain if mark.isalnum() or mark in ".-") or "office"
    when = case.started_at.astimezone(case.zone.tzinfo).strftime("%Y-%m-%d_%H%M")
    return f"mail-check_{safe[:80]}_{when}.{paper}"


def _report(file: CaseFile, words: Words, choices: Choices) -> Report:
    from wizard.paper.report import report  # noqa: PLC0415 - not before the window is painted

    reads, firm = read_all(file), choices.branding
    advices = tuple(read.advice for read in reads)
    told = Told(file, advices, compare(reads), bundle.checksum(file))
    return report(told, words, logo=firm.logo, contact=firm.contact)


def _pdf(file: CaseFile, words: Words, choices: Choices) -> bytes:
    from wizard.paper.pdf import pdf  # noqa: PLC0415 - Qt is slow to import, and not everywhere

    return pdf(_report(file, words, choices), choices.size)


def _html(file: CaseFile, words: Words, choices: Choices) -> bytes:
    from wizard.paper.html import html  # noqa: PLC0415 - not before the window is painted

    return html(_report(file, words, choices)).encode("utf-8")


def _mail(file: CaseFile, words: Words, choices: Choices) -> bytes:
    """The note as a message that is not sent yet, with the report attached."""
    from wizard.paper.mail import PDF, Attachment, eml  # noqa: PLC0415 - not before the window

    message = from_text(note_text(file, words, choices, attached=True), words)
    report = Attachment(file_name(file, Paper.PDF), PDF, _pdf(file, words, choices))
    return eml(message, choices.recipient, (report,))
