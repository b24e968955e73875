"""What a report tells: the case file, what each of its tests means, and what changed.

A value only: whoever wants a paper gathers it, and the report is made from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from wizard.core.advice import Advice
from wizard.core.case_file import CaseFile
from wizard.core.comparison import Comparison
from wizard.core.model import Case


@dataclass(frozen=True, slots=True)
class Told:
    """`advices` are those of the file's runs, in their order; `checksum` is that of case.json.

    `comparison` is None where there is only one test, or nothing to compare it with.
    """

    file: CaseFile
    advices: tuple[Advice, ...]
    comparison: Comparison | None
    checksum: str

    @property
    def case(self) -> Case:
        """The latest test."""
        return self.file.latest

    @property
    def advice(self) -> Advice:
        """What the latest test means."""
        return self.advices[-1]
