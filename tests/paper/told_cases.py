"""What a report is made of, for tests: stories and recorded cases as case files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from tests.core.offices import GOLDENS, golden
from tests.paper import kept_notes
from tests.paper.kept_notes import ANNA
from wizard import service
from wizard.core.advice import Advice
from wizard.core.case_file import CaseFile, Sender
from wizard.core.comparison import Change, Comparison, Read
from wizard.core.model import Case
from wizard.paper.told import Told

CHECKSUM: Final = "0f" * 32
RECORDED: Final = tuple(sorted(path.stem for path in GOLDENS.glob("*.json")))
STORIES: Final[dict[str, Callable[[], tuple[Case, Advice]]]] = dict(kept_notes.STORIES)


def told(case: Case, advice: Advice, sender: Sender = ANNA) -> Told:
    """One test."""
    return Told(CaseFile((case,), sender), (advice,), None, CHECKSUM)


def recorded(name: str, sender: Sender = ANNA) -> Told:
    """A case as it was recorded at a real server."""
    case = golden(name)
    return told(case, service.read(case), sender)


def checked_again(before: tuple[Case, Advice], now: tuple[Case, Advice], change: Change) -> Told:
    """Two tests, the later one nine days after the earlier one."""
    later = timedelta(days=9)
    case, advice = now
    case = replace(case, started_at=case.started_at + later, finished_at=case.finished_at + later)
    reads = Read(*before), Read(case, advice)
    file = CaseFile((before[0], case), ANNA)
    return Told(file, (before[1], advice), Comparison(change, *reads), CHECKSUM)
