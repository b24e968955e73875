"""The firm that tests: its contact line and logo in the window, and on papers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.paper import cases
from tests.ui import surroundings
from tests.ui.papers import Dialogs
from tests.ui.visitor import Visitor
from wizard import assets
from wizard.core.journey import Page
from wizard.ui.finding import Finding
from wizard.ui.pages.next_steps import NextSteps
from wizard.ui.pages.note import Note

CONTACT = "Smith IT, help@smith.example, +44 20 7946"


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program, with nothing in it."""
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.setattr(assets, "beside", lambda: folder)
    return folder


def firm(beside: Path, **more: str) -> None:
    told = {"name": "Smith IT", "contact": "help@smith.example", "phone": "+44 20 7946", **more}
    (beside / "branding.json").write_text(json.dumps(told), "utf-8")


def logo(beside: Path, wide: int, high: int) -> None:
    (beside / "logo.png").write_bytes(surroundings.logo(wide, high))


def show(visitor: Visitor, page: Page) -> Note | NextSteps:
    case, advice = cases.per_address()
    visitor.window.desk.keep(Finding(replace(case, ending="understood"), advice))
    visitor.window.setCurrentId(list(Page).index(page))
    sheet = visitor.window.sheet
    assert isinstance(sheet, (Note, NextSteps))
    return sheet


@pytest.mark.parametrize("page", [Page.NOTE, Page.NEXT_STEPS])
def test_its_contact_line_stands_where_the_provider_is_told(
    visitor: Visitor, beside: Path, page: Page
) -> None:
    firm(beside)
    sheet = show(visitor, page)
    assert sheet.firm.contact.text() == CONTACT
    assert sheet.firm.isVisible()
    assert not sheet.firm.logo.isVisible()


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("page", [Page.NOTE, Page.NEXT_STEPS])
def test_without_its_file_there_is_no_empty_line(visitor: Visitor, page: Page) -> None:
    assert not show(visitor, page).firm.isVisible()


@pytest.mark.parametrize(
    ("size", "shown"), [((960, 256), (240, 64)), ((600, 60), (240, 24)), ((30, 20), (30, 20))]
)
def test_its_logo_is_never_larger_than_its_place_nor_than_itself(
    visitor: Visitor, beside: Path, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    logo(beside, *size)
    firm(beside, logo="logo.png")
    line = show(visitor, Page.NEXT_STEPS).firm
    assert line.logo.isVisible()
    assert line.logo.accessibleName() == CONTACT
    assert line.logo.pixmap().deviceIndependentSize().toSize().toTuple() == shown


def test_a_logo_that_would_make_the_page_scroll_stays_away(visitor: Visitor, beside: Path) -> None:
    logo(beside, 240, 64)
    firm(beside, logo="logo.png")
    sheet = show(visitor, Page.NOTE)
    assert isinstance(sheet, Note)
    for least, shown in ((1000, False), (100, True)):
        sheet.preview.setMinimumHeight(least)
        visitor.window.resize(visitor.window.width() + 1, visitor.window.height())
        visitor.bot.waitUntil(lambda shown=shown: sheet.firm.logo.isVisible() is shown)  # type: ignore[misc]  # bound at once
        assert sheet.firm.contact.text() == CONTACT
    assert sheet.area.verticalScrollBar().maximum() == 0


def test_what_is_no_picture_is_not_shown(visitor: Visitor, beside: Path) -> None:
    logo(beside, 240, 64)
    whole = (beside / "logo.png").read_bytes()
    (beside / "logo.png").write_bytes(whole[:30])
    firm(beside, logo="logo.png")
    line = show(visitor, Page.NEXT_STEPS).firm
    assert line.contact.text() == CONTACT
    assert not line.logo.isVisible()


def test_a_broken_file_is_told_quietly_and_costs_nothing_else(
    visitor: Visitor, beside: Path, dialogs: Dialogs, tmp_path: Path
) -> None:
    (beside / "branding.json").write_text("{", "utf-8")
    page = show(visitor, Page.NOTE)
    assert isinstance(page, Note)
    told = "branding.json is not in JSON form"
    assert told in page.firm.contact.text()
    assert told in page.greeting()
    assert not page.notice.isVisible()
    assert "MAXPERIP" in page.preview.toPlainText()
    dialogs.chosen = str(tmp_path / "report.html")
    visitor.press(page.save)
    visitor.wait_until_idle()
    assert (tmp_path / "report.html").exists()
    visitor.press(visitor.window.second_button)
    assert visitor.is_at(Page.NEXT_STEPS)
    assert told not in visitor.shown()


def test_its_line_is_on_the_papers_and_its_file_read_once(
    visitor: Visitor, beside: Path, dialogs: Dialogs, tmp_path: Path
) -> None:
    firm(beside)
    page = show(visitor, Page.NOTE)
    assert isinstance(page, Note)
    (beside / "branding.json").unlink()
    dialogs.chosen = str(tmp_path / "report.html")
    visitor.press(page.save)
    visitor.wait_until_idle()
    assert CONTACT in (tmp_path / "report.html").read_text("utf-8")
