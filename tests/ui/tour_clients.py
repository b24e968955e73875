"""The states of the pages that only whoever tests for clients sees; a part of the tour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.paper import cases
from wizard.case_folder import Cases, Listed
from wizard.core.case_file import Agreement, Sender, case_file
from wizard.core.earlier import entries_of
from wizard.core.journey import Page
from wizard.paper.bundle import Fault
from wizard.paper.opening_words import cannot_open
from wizard.ui.finding import Finding
from wizard.ui.firm import Firm
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.visit import Visit
from wizard.ui.window import Window

NOTED = datetime(2026, 8, 24, 12, 20, tzinfo=UTC)


def shelf() -> Cases:
    """What lies on a stick after some weeks."""
    office = timezone(timedelta(hours=2), "CEST")
    names = ("baker", "carpenter", "miller", "potter", "smith", "weaver")
    listed = [
        Listed(
            Path("cases") / f"{name}.mailcheck",
            (0, 0),
            f"{name}.example",
            f"{name.capitalize()} & Sons" if len(name) > 5 else "",
            datetime(2026, 8, 24 - days, 14, 32, tzinfo=office),
        )
        for days, name in enumerate(names)
    ]
    damaged = Listed(Path("cases") / "mail-check_tailor.mailcheck", (0, 0), can_be_read=False)
    return Cases((*listed, damaged), more=12)


def for_clients(window: Window) -> Iterator[str]:
    """Show one state after the other."""
    desk = window.desk
    desk.firm = Firm()
    desk.taken = True
    yield from _first_page(window)
    yield from _before(window)
    desk.visit = Visit(for_client=True)
    window.clients.begin()
    QApplication.processEvents()
    yield "sign-in-next-client"


def _go(window: Window, page: Page) -> None:
    window.setCurrentId(list(Page).index(page))


def _first_page(window: Window) -> Iterator[str]:
    desk, page = window.desk, window.sheets[Page.SIGN_IN]
    assert isinstance(page, SignIn)
    desk.start_over()
    desk.shelf.cases, desk.shelf.expected = shelf(), True
    _go(window, Page.SIGN_IN)
    yield "sign-in-cases"
    told = cannot_open(Fault.DAMAGED, desk.words)
    page.tell(told.heading, told.body, [("", page.primary)])
    page.notice.buttons[0].hide()
    yield "sign-in-cases-damaged"
    case, advice = cases.per_address()
    case = replace(case, target=replace(case.target, user="info@miller.example"))
    desk.keep(Finding(case, advice))
    desk.taken = True
    desk.put(address="info@baker.example")
    page.entered()
    assert page.other_client.asks()
    yield "sign-in-other-client"
    page.notice.clear()
    desk.shelf.cases, desk.shelf.expected = Cases(), False


def _before(window: Window) -> Iterator[str]:
    desk = window.desk
    desk.start_over()
    desk.put(address="info@miller.example")
    desk.visit = Visit(for_client=True)
    _go(window, Page.BEFORE)
    yield "before-client"
    case, _ = cases.per_address()
    file = case_file(case, Sender("Anna"), Agreement(NOTED))
    entries = entries_of(file, ["not-sure", "thunderbird"])
    assert entries is not None
    desk.open(file, entries, "")
    desk.visit = replace(desk.visit, for_client=True)
    _go(window, Page.SIGN_IN)
    _go(window, Page.BEFORE)
    yield "before-agreed"
