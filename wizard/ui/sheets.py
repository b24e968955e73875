"""The pages of the window, each made when it is first wanted.

Owns that nobody waits for six other pages to see the first one: their code is loaded with them, or
before, while the first page is filled in. It decides nothing about their order and holds nothing of
what is on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from PySide6.QtWidgets import QWizard

from wizard.core.journey import Page
from wizard.ui.desk import Desk
from wizard.ui.page import Sheet


class Sheets(Mapping[Page, Sheet]):
    """Every page by its name; `made` hears of each new one, and its number, before it is shown."""

    def __init__(self, desk: Desk, made: Callable[[int, Sheet], None]) -> None:
        """None is made yet."""
        self._desk, self._made = desk, made
        self._there: dict[Page, Sheet] = {}

    def __getitem__(self, page: Page) -> Sheet:
        """The page; it is made now where it was not wanted before."""
        if page not in self._there:
            sheet = kind_of(page)(self._desk)
            self._there[page] = sheet
            self._made(list(Page).index(page), sheet)
        return self._there[page]

    def numbered(self, number: int) -> Sheet:
        """The same by its number in the wizard."""
        return self[list(Page)[number]]

    def __iter__(self) -> Iterator[Page]:
        """In the order of a visit."""
        return iter(Page)

    def __len__(self) -> int:
        """How many there are, made or not."""
        return len(Page)


def kind_of(page: Page) -> type[Sheet]:
    """What this page is; loads its code."""
    kind: type[Sheet]
    match page:
        case Page.SIGN_IN:
            from wizard.ui.pages import sign_in  # noqa: PLC0415 - each with its page

            kind = sign_in.SignIn
        case Page.OFFICE:
            from wizard.ui.pages import office  # noqa: PLC0415 - each with its page

            kind = office.Office
        case Page.BEFORE:
            from wizard.ui.pages import before  # noqa: PLC0415 - each with its page

            kind = before.Before
        case Page.TEST:
            from wizard.ui.pages import running  # noqa: PLC0415 - each with its page

            kind = running.Running
        case Page.VERDICT:
            from wizard.ui.pages import verdict  # noqa: PLC0415 - each with its page

            kind = verdict.Verdict
        case Page.NOTE:
            from wizard.ui.pages import note  # noqa: PLC0415 - each with its page

            kind = note.Note
        case Page.NEXT_STEPS:
            from wizard.ui.pages import next_steps  # noqa: PLC0415 - each with its page

            kind = next_steps.NextSteps
        case _:
            assert_never(page)
    return kind


def load() -> None:
    """Load the code of every page, in any thread; none is made."""
    for page in Page:
        kind_of(page)


def clear(window: QWizard) -> None:
    """No page of this window is left."""
    for number in reversed(window.pageIds()):
        old = window.page(number)
        window.removePage(number)
        old.deleteLater()
