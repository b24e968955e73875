"""A server whose every word is meant to do harm: in the window they are harmless, quoted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget

from tests.paper import shelf
from tests.ui.visitor import Visitor
from wizard import casework, service
from wizard.core.case_file import CaseFile, case_file
from wizard.core.journey import Page
from wizard.ui.finding import Finding

# What moves a cursor, turns a line round, or begins a tag; our own words isolate with the last two.
HARM: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]|<script|<b>")


@pytest.fixture
def hostile() -> CaseFile:
    return case_file(shelf.hostile(), shelf.ANNA)


def show(visitor: Visitor, file: CaseFile, page: Page) -> None:
    visitor.window.desk.keep(Finding(file.latest, service.read(file.latest)))
    visitor.window.setCurrentId(list(Page).index(page))


def texts(visitor: Visitor) -> Iterator[str]:
    """All that is shown or read out on the page in front; no text there is read as markup."""
    yield visitor.window.windowTitle()
    yield visitor.window.sheet.greeting()
    yield from visitor.heard
    for part in visitor.window.sheet.findChildren(QWidget):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel):
            ours = not part.text() or part.buddy() is not None  # the label of a field
            assert ours or part.textFormat() is Qt.TextFormat.PlainText
            yield part.text()
        elif isinstance(part, QAbstractButton):
            yield part.text()
        elif isinstance(part, QPlainTextEdit):
            yield part.toPlainText()


def looks_harmless(visitor: Visitor) -> str:
    shown = "\n".join(texts(visitor))
    assert HARM.search(shown) is None
    assert len(re.findall("[\u2066-\u2068]", shown)) == shown.count("\u2069")
    assert "A" * 300 not in shown
    return shown


def test_on_the_result_they_stand_in_the_details_only(visitor: Visitor, hostile: CaseFile) -> None:
    show(visitor, hostile, Page.VERDICT)
    assert "alert(1)" not in visitor.shown()
    visitor.press(visitor.verdict.details.link)
    assert "‹script›alert(1)‹/script›" in looks_harmless(visitor)


def test_in_the_note_they_are_quoted(visitor: Visitor, hostile: CaseFile) -> None:
    show(visitor, hostile, Page.NOTE)
    for version in range(3):
        visitor.note.versions.activated.emit(version)
        looks_harmless(visitor)
    assert "‹script›" in visitor.note.preview.toPlainText()


def test_after_a_fix_that_was_none_they_are_as_harmless(
    visitor: Visitor, hostile: CaseFile
) -> None:
    again = hostile.with_run(hostile.latest)
    show(visitor, again, Page.VERDICT)
    kept = visitor.window.desk.kept
    visitor.window.desk.kept = type(kept)(again, change=casework.comparison(again))
    visitor.verdict.entered()
    assert visitor.verdict.change[0].isVisible()
    visitor.press(visitor.verdict.details.link)
    looks_harmless(visitor)
