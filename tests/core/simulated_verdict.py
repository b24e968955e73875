"""A whole test against a simulated server, and what is concluded from it."""

from __future__ import annotations

from typing import Any

from tests.core.simulated_course import simulate
from tests.core.simulated_server import Rule
from wizard.core.advice import Verdict
from wizard.core.diagnose import diagnose
from wizard.core.model import Case

QUIET_OFFICE: dict[str, Any] = {"mail_closed": True, "control": ("control", 443)}


class Concluded:
    """A verdict with its case; `shows` reads the evidence of one reason."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.verdict: Verdict = diagnose(case)

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.verdict.because]

    @property
    def number(self) -> tuple[int | None, bool]:
        return self.verdict.limit, self.verdict.at_least

    def shows(self, code: str) -> list[str]:
        events = next(one.events for one in self.verdict.because if one.code == code)
        return [f"{self.case.events[i].step} {self.case.events[i].outcome}" for i in events]


def conclude(*rules: Rule, software: str = "unknown", **options: Any) -> Concluded:  # noqa: ANN401
    """Play it; options of the plan and of the simulation by name."""
    return Concluded(simulate(*rules, software=software, **options).run())
