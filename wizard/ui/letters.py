"""The note as this office sends it: with its sender, in a language, as text, link or file.

Owns the way from the desk to paper's functions, which are loaded with the first result. It words
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.ui.desk import Desk
from wizard.ui.finding import Finding
from wizard.ui.parts import clipboard
from wizard.words import Words

if TYPE_CHECKING:
    from wizard.paper.note import Version

SENDER: Final = ("name", "company", "customer_number")


def letter(desk: Desk, words: Words, version: Version) -> str:
    """The whole note as text."""
    from wizard.paper.note import note  # noqa: PLC0415 - as above

    found = _found(desk)
    made = note(found.case, found.advice, words, version, desk.signed)
    return made or told(desk, words)


def told(desk: Desk, words: Words) -> str:
    """The result as text, also where there is nothing to ask a provider for."""
    from wizard.paper.summary import summary  # noqa: PLC0415 - as above

    found = _found(desk)
    return summary(found.case, found.advice, words)


def seen(desk: Desk, words: Words) -> str:
    """The result with its details, for whoever looks after the network."""
    from wizard.paper.details import details  # noqa: PLC0415 - as above

    found = _found(desk)
    return f"{told(desk, words)}\n{details(found.case, found.advice, words)}\n"


def copy(found: Finding, desk: Desk) -> None:
    """The text about a finding into the clipboard, for whoever can do something about it."""
    from wizard.paper.note import Version, note  # noqa: PLC0415 - as above
    from wizard.paper.summary import summary  # noqa: PLC0415 - as above

    made = note(found.case, found.advice, desk.words, Version.TECHNICAL, desk.signed)
    clipboard.put(made or summary(found.case, found.advice, desk.words))


def meanwhile(desk: Desk) -> tuple[str, str]:
    """What the office can do until the provider answers: a heading and its lines, or nothing."""
    from wizard.paper.today import to_do  # noqa: PLC0415 - as above

    if desk.finding is None or desk.finding.slept:
        return "", ""
    told = to_do(desk.finding.advice, desk.words)
    return told.heading, "\n".join(told.lines("•  "))


def link(desk: Desk, words: Words) -> str:
    """The short note as a link for a mail program."""
    from wizard.paper.mailto import mailto  # noqa: PLC0415 - as above
    from wizard.paper.note import Version, draft  # noqa: PLC0415 - as above

    found = _found(desk)
    made = draft(found.case, found.advice, words, Version.SHORT, desk.signed)
    assert made is not None
    return mailto(made, desk.provider.strip())


def file_name(desk: Desk) -> str:
    """A name that says what it is: mail-check_miller.example_2026-08-24_1432.txt."""
    from wizard import casework  # noqa: PLC0415 - as above

    return casework.named_for(_found(desk).case, desk.entries.address, casework.Paper.TEXT)


def _found(desk: Desk) -> Finding:
    assert desk.told is not None
    return desk.told
