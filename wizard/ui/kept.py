"""What is kept of one office: its case file, where that came from, and what changed.

Owns when a test joins the file and when two tests are compared. No test is ever written over, and
tests of another server are another file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from wizard.core.case_file import CaseFile, Sender, case_file
from wizard.core.model import Case

if TYPE_CHECKING:
    from wizard.core.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Kept:
    """`file` holds every test that counts; `place` is the folder it was opened from, if it was.

    `after_a_fix` tells that the provider may have changed something since the last test, `change`
    what did.
    """

    file: CaseFile | None = None
    place: str = ""
    after_a_fix: bool = False
    change: Comparison | None = None

    def after(self, case: Case, sender: Sender) -> Self:
        """With one more test, or with the first one of a server."""
        if self.file is None or self.file.latest.target.host != case.target.host:
            return type(self)(case_file(case, sender))
        from wizard import casework  # noqa: PLC0415 - not before there is a result

        file = self.file.with_run(case)
        return replace(
            self, file=file, change=casework.comparison(file) if self.after_a_fix else None
        )
