"""A page off the straight way that does not come, or shows something else, is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from wizard import service
from wizard.probe import trust, ways
from wizard.proof import beyond, visit
from wizard.proof.visit import Visit
from wizard.ui.kept import Kept
from wizard.ui.pages.sign_in_form import SignInForm
from wizard.ui.support import SupportDialog
from wizard.words import Words

PRACTICE = service.practice_server


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_last_unsigned", {})


@pytest.fixture
def seen(qapp: QApplication) -> Callable[[], list[str]]:
    def go() -> list[str]:
        one = Visit(Words())
        one.go(beyond.pages)
        return one.faults

    return go


def test_every_page_is_looked_at(qapp: QApplication) -> None:
    one = Visit(Words())
    one.go(beyond.pages)
    assert one.faults == []
    assert one.seen == 16


def test_a_page_that_cannot_be_painted_is_told(
    seen: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SupportDialog, "grab", lambda _: QPixmap())
    assert seen() == ["the window for IT support cannot be painted."]


def test_fields_that_do_not_open_are_told(
    seen: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SignInForm, "turn_server", lambda _: None)
    assert seen() == ["the fields for a server do not open."]


def test_a_program_that_takes_any_certificate_is_told(
    seen: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "context", lambda *_, **__: trust.context(None, None, checked=False))
    assert seen() == ["a certificate that nobody vouches for was no-limit-found."]


def test_a_server_that_turns_nobody_away_is_told(
    seen: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "practice_server", lambda kind="per-address", most=4: PRACTICE())
    monkeypatch.setattr(visit, "PATIENCE", 3.0)
    assert seen() == ["the visit came to a halt at the page sign-in."]


def test_two_tests_that_are_not_compared_are_told(
    seen: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kept, "after", lambda kept, *_: kept)
    assert seen() == ["an earlier test is not held against a later one."]
