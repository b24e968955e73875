"""A message is seen and its buttons stay on the page, however large the text is."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clipped import clipped
from tests.ui.settings import Settings
from wizard.core.journey import Page
from wizard.ui.awake import NoWay
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.window import Window
from wizard.words import Words

LONG = "Ask Mozilla’s list (only a-very-long-domain-of-a-small-office.example is sent)"


@pytest.fixture
def large() -> Iterator[Window]:
    """The window with text of twice the size, on a small screen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * 2)
    app.setFont(font)
    window = Window(Words())
    window.desk.awake, window.desk.where.settings = NoWay(), Settings()
    window.show()
    yield window
    app.setFont(before)
    window.close()
    window.finish()
    window.deleteLater()


def first(window: Window) -> SignIn:
    page = window.sheets[Page.SIGN_IN]
    assert isinstance(page, SignIn)
    return page


def lowest(page: SignIn) -> int:
    return page.area.verticalScrollBar().maximum()


def test_words_that_are_too_wide_for_the_page_break(large: Window, qtbot: QtBot) -> None:
    page = first(large)
    page.tell("A heading", "A body.", [("Short", page.primary), (LONG, page.primary)])
    short, long = page.notice.buttons
    assert short.text() == "Short"
    assert "\n" in long.text()
    assert long.text().split() == LONG.split()
    qtbot.waitUntil(lambda: long.width() > 0 and list(clipped(large)) == [])
    assert not page.area.horizontalScrollBar().isVisible()


def test_one_word_that_is_too_wide_stays_whole(large: Window) -> None:
    page = first(large)
    word = "x" * 200
    page.tell("A heading", "A body.", [(f"Use {word}", page.primary)])
    assert page.notice.buttons[0].text() == f"Use\n{word}"


def test_a_message_is_seen_wherever_the_page_was_scrolled_to(large: Window, qtbot: QtBot) -> None:
    page = first(large)
    qtbot.waitUntil(lambda: lowest(page) > 0)
    page.area.verticalScrollBar().setValue(lowest(page))
    page.tell("A heading", "A body that tells more. " * 20)
    qtbot.waitUntil(lambda: not page.notice.heading.visibleRegion().isEmpty())
    assert page.area.verticalScrollBar().value() == 0


def test_below_a_message_the_field_that_has_the_focus_is_seen(large: Window, qtbot: QtBot) -> None:
    page = first(large)
    page.tell("A heading", "A body that tells more. " * 20, [("Go on", page.primary)])
    page.form.password.go()
    edit = page.form.password_edit
    qtbot.waitUntil(
        lambda: (
            page.focusWidget() is edit
            and edit.visibleRegion().boundingRect() == edit.rect()
            and page.area.verticalScrollBar().value() < lowest(page)
        )
    )


def test_buttons_that_fit_stand_beside_each_other(window: Window, qtbot: QtBot) -> None:
    page = window.sheet
    page.tell("A heading", "A body.", [("One", page.primary), ("Two", page.primary)])
    one, two = page.notice.buttons
    assert isinstance(one, QPushButton)
    qtbot.waitUntil(lambda: one.y() == two.y() and one.x() < two.x())
