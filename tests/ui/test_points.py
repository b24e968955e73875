"""The points of the review list in docs/window.md that show on every page and had no test yet."""

import re
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.tour import tour
from tests.ui.tour_trouble import AT_WORK
from wizard.core.journey import Move, Page, leads_to
from wizard.ui import look
from wizard.ui.pages.running import Running
from wizard.ui.window import Window

# The name of a server may begin with such a word.
JARGON: Final = re.compile(
    r"\b(IMAP|IP|port|TLS|SSL|NAT|socket|session|timeout)\b(?!\.\w)", re.IGNORECASE
)
NO_ACTIONS: Final = {"ok", "finish", "wizard", "yes", "no", "submit"}
MOST_STOPS: Final = 40


def texts(window: Window) -> list[str]:
    parts: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    return [part.text() for part in parts if part.isVisible() and part.text()]


def test_no_page_speaks_like_a_technician(window: Window) -> None:
    for name in tour(window):
        assert not [text for text in texts(window) if JARGON.search(text)], name


def test_every_button_says_what_it_does(window: Window) -> None:
    below = (window.back_button, window.second_button, window.primary_button, window.close_button)
    for name in tour(window):
        said = {button.text().replace("&", "").lower() for button in below if button.isVisible()}
        assert not said & NO_ACTIONS, name
        assert "wizard" not in " ".join(texts(window)).lower(), name


def test_there_are_always_four_steps(window: Window) -> None:
    for name in tour(window):
        told = re.fullmatch(r"Step (\d) of (\d): .+", window.sheet.top.step.text())
        assert told is not None, name
        assert 1 <= int(told[1]) <= int(told[2]) == 4, name


def test_there_is_always_a_way_to_begin_again(window: Window) -> None:
    for name in tour(window):
        page = window.sheet.page
        if page in {Page.SIGN_IN, Page.TEST}:  # the beginning itself; the test, which has its Stop
            continue
        back = leads_to(page, Move.BACK) is not None
        over = window.sheet.top.start_over.isVisible()
        assert over or (back and window.back_button.isVisible()), name


def test_a_result_has_one_large_number_and_one_next_step(window: Window) -> None:
    for name in tour(window):
        if not name.startswith("verdict"):
            continue
        large = [
            label.text()
            for label in window.sheet.findChildren(QLabel)
            if label.isVisible() and label.font().pointSizeF() >= look.NUMBER_POINTS
        ]
        assert len(large) == (name not in {"verdict-stopped", "verdict-slept"}), name
        assert all(text.isdecimal() for text in large), name
        buttons = window.findChildren(QAbstractButton)
        chosen = [one for one in buttons if one.isVisible() and one.property("default")]
        assert chosen == [window.primary_button], name


def test_the_picture_has_a_place_for_every_connection_and_its_key(window: Window) -> None:
    for name in tour(window):
        page = window.sheet
        if not isinstance(page, Running):
            continue
        assert page.showing is not None
        assert len(page.strip.places) == page.showing.needed, name
        assert page.legend.isVisible(), name
        assert page.stop_button.isVisible(), name
        assert page.stop_button.height() >= 44, name
        tops = [part.mapTo(page, QPoint()).y() for part in (page.status, page.strip, page.bar)]
        assert tops == sorted(tops), name
        assert page.left.text().startswith("About"), name


def test_the_focus_is_always_in_sight(window: Window, qtbot: QtBot) -> None:
    """Tab leads around each page, and whatever has the focus is not scrolled away."""
    window.resize(window.minimumSize())
    for name in tour(window):
        # They end by themselves, and have Stop or Cancel only.
        if window.sheet.page is Page.TEST or name.startswith(AT_WORK):
            continue
        window.activateWindow()
        qtbot.waitUntil(lambda: _has_the_focus(window.sheet))
        seen: list[QWidget] = []
        for _ in range(MOST_STOPS):
            focused = QApplication.focusWidget()
            assert focused is not None
            assert not focused.visibleRegion().isEmpty(), (name, focused)
            if focused in seen:
                break
            seen.append(focused)
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert window.close_button in seen, name


def _has_the_focus(page: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and page.isAncestorOf(focused)
