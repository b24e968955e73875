"""Stand-ins for what makes and opens papers: the window only has to ask for the right ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from wizard import casework, service
from wizard.casework import Choices, Paper
from wizard.core.case_file import CaseFile
from wizard.core.comparison import Change, Comparison, Read
from wizard.files import CannotReadError
from wizard.paper.bundle import CannotOpen, Fault
from wizard.paper.note import Version
from wizard.words import Words


@dataclass
class Papers:
    """What was made; `cases` are the case files there are, by their names.

    Two tests are said to show this `change`.
    """

    made: list[tuple[Paper, CaseFile, str, Version, str | None]] = field(default_factory=list)
    cases: dict[str, CaseFile | Fault] = field(default_factory=dict)
    broken: bool = False
    change: Change | None = None

    def make(
        self,
        paper: Paper,
        file: CaseFile,
        words: Words,
        choices: Choices,
    ) -> bytes:
        if self.broken:
            raise RuntimeError("no fonts")
        self.made.append((paper, file, words.language, choices.version, choices.letter))
        return f"{paper.value} of {len(file.runs)}".encode()

    def open_case(self, place: Path) -> CaseFile:
        found = self.cases.get(place.name)
        if found is None:
            raise CannotReadError(place, "No such file or directory")
        if isinstance(found, Fault):
            raise CannotOpen(found)
        return found

    def comparison(self, file: CaseFile) -> Comparison | None:
        if self.change is None or len(file.runs) < 2:
            return None
        before, now = self.read_all(CaseFile(file.runs[-2:]))
        return Comparison(self.change, before, now)

    def read_all(self, file: CaseFile) -> tuple[Read, ...]:
        return tuple(Read(case, service.read(case)) for case in file.runs)

    def file_name(self, file: CaseFile, paper: Paper) -> str:
        return f"mail-check_{file.latest.target.host}_2026-08-24_1432.{paper.value}"


@dataclass
class Dialogs:
    """Answers the questions for a place: `chosen` is one, or "" for a change of mind."""

    chosen: str = ""
    kind: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def save(self, _parent: object, _title: str, name: str, kinds: str) -> tuple[str, str]:
        self.asked.append((name, kinds))
        return self.chosen, self.kind

    def open(self, _parent: object, _title: str, folder: str, kind: str) -> tuple[str, str]:
        self.asked.append((folder, kind))
        return self.chosen, kind


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Papers are made of a few words."""
    made = Papers()
    for name in ("make", "open_case", "file_name", "comparison", "read_all"):
        monkeypatch.setattr(casework, name, getattr(made, name))
    return made


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    """No dialog of the system is shown."""
    made = Dialogs()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.save)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", made.open)
    return made
