"""What a case file holds: the tests of one office, oldest first, and how notes are signed.

A technician who tests for somebody else can note in it that the client agreed.

Owns these values. A case file outlives the program that wrote it and is opened on other computers,
so nothing of the computer it was made on belongs here, and no secret can be put into it. How it is
written as JSON is archive.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from wizard.core.model import Case


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs, and the internet address of the office; "" where it is not known or not told.

    `names_mailbox`: whether papers may name the mailbox that was used for the test.
    """

    name: str = ""
    company: str = ""
    customer_number: str = ""
    office_address: str = ""
    names_mailbox: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """The client agreed to the test, by the word of the technician, who noted it at `noted_at`."""

    noted_at: datetime


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All tests of one office at one server, oldest first; there is at least one.

    Without an `agreement` none was noted, which says nothing about whether there was one. However
    it is made, nothing of this computer gets into it: see `without_this_computer`.
    """

    runs: tuple[Case, ...]
    sender: Sender = Sender()
    agreement: Agreement | None = None

    def __post_init__(self) -> None:
        """Raises ValueError without a run."""
        if not self.runs:
            raise ValueError("a case file holds at least one test")
        kept = tuple(without_this_computer(run) for run in self.runs)
        object.__setattr__(self, "runs", kept)

    @property
    def latest(self) -> Case:
        """The test the papers speak of."""
        return self.runs[-1]

    def with_run(self, run: Case) -> CaseFile:
        """The file with one more test; no test is ever taken out or written over."""
        return replace(self, runs=(*self.runs, run))


def case_file(run: Case, sender: Sender = Sender(), agreement: Agreement | None = None) -> CaseFile:
    """A new file with its first test."""
    return CaseFile((run,), sender, agreement)


def without_this_computer(run: Case) -> Case:
    """The test without what is only true, or only anybody's business, on this computer.

    That is its own address (`source`) and the path of a certificate file.
    """
    return replace(run, target=replace(run.target, source=None, ca_file=None))
