"""For everybody: names, contrast in light and dark, large text, one default button at most."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from tests.ui.clipped import clipped
from tests.ui.surroundings import DARK, dark_palette
from tests.ui.tour import tour
from tests.ui.tour_trouble import AT_WORK
from tests.ui.visitor import QUICK
from wizard.core.journey import Page
from wizard.paper.colours import contrast
from wizard.ui import look
from wizard.ui.awake import NoWay
from wizard.ui.pages.running import Running
from wizard.ui.window import Window
from wizard.words import Words

PAIRS = [look.ALERT, look.NUMBER, look.QUIET, look.LINK]


@pytest.mark.parametrize("pair", PAIRS)
def test_our_colours_can_be_read_on_light_and_dark(pair: tuple[str, str]) -> None:
    light_one, dark_one = pair
    for ground in ("#FFFFFF", "#EFEFEF"):
        assert contrast(light_one, ground) >= 4.5
    for ground in ("#1E1F22", "#2B2D30"):
        assert contrast(dark_one, ground) >= 4.5


def test_text_is_readable_on_every_page_in_the_dark(qtbot: object, window: Window) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette()
    app.setPalette(dark_palette())
    try:
        for name in tour(window):
            for label in window.findChildren(QLabel):
                if label.isVisible() and label.text():
                    colour = label.palette().color(label.foregroundRole()).name()
                    assert contrast(colour, DARK) >= 4.5, (name, label.text(), colour)
    finally:
        app.setPalette(before)


def test_everything_that_takes_the_focus_has_a_name(window: Window) -> None:
    for name in tour(window):
        for kind in (QLineEdit, QSpinBox, QComboBox, QPlainTextEdit):
            for editor in window.findChildren(kind):
                inside = isinstance(editor.parent(), (QSpinBox, QComboBox))
                if editor.isVisible() and not inside:
                    assert editor.accessibleName(), (name, editor)
        for button in window.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.text() or button.accessibleName(), (name, button)


def test_pages_are_named_by_their_main_instruction(window: Window) -> None:
    for name in tour(window):
        assert window.sheet.accessibleName() == window.sheet.heading.text(), name
        assert window.windowTitle().startswith(window.sheet.heading.text()), name


def test_buttons_read_as_words(window: Window) -> None:
    for name in tour(window):
        for button in window.findChildren(QAbstractButton):
            if button.isVisible():
                assert not set("<>") & set(button.text()), name


# There Enter goes back, or on without a password.
ENTER_IS_IN_THE_MESSAGE = {"sign-in-certificate", "is-it-yours", "at-sign-in-second-password"}
WHILE_SOMETHING_GOES_ON = (*AT_WORK, "offline", "portal")


def test_nothing_is_a_default_button_where_enter_would_do_harm(window: Window) -> None:
    for name in tour(window):
        harmless = window.sheet.page not in {Page.BEFORE, Page.TEST}
        usual = window.primary_button
        if name in ENTER_IS_IN_THE_MESSAGE:
            usual = window.sheet.notice.buttons[0]
        elif name.startswith(WHILE_SOMETHING_GOES_ON):
            harmless = False
        assert usual.isDefault() is harmless, name


def test_every_text_can_be_selected(window: Window) -> None:
    for name in tour(window):
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text() and label.buddy() is None:
                flags = label.textInteractionFlags()
                assert flags & flags.TextSelectableByMouse, (name, label.text())
                assert flags & flags.TextSelectableByKeyboard, (name, label.text())


@pytest.mark.parametrize(
    ("points", "screen", "size"),
    [
        (10, (1920, 1080), (780, 640)),
        (20, (1920, 1080), (1560, 972)),
        (20, (1366, 768), (1229, 691)),
        (20, (640, 480), (780, 640)),
        (-1, (1920, 1080), (780, 640)),  # a font whose size is given in pixels
    ],
)
def test_larger_text_gets_a_larger_window_as_far_as_the_screen_goes(
    points: int, screen: tuple[int, int], size: tuple[int, int]
) -> None:
    font = QFont()
    if points > 0:
        font.setPointSize(points)
    else:
        font.setPixelSize(13)
    assert look.roomy((780, 640), font, QSize(*screen)) == QSize(*size)


@pytest.mark.parametrize("kind", ["en", "de"])
def test_twice_as_large_text_cuts_nothing_and_keeps_the_buttons(qtbot: object, kind: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 2)
    app.setFont(large)
    window = Window(Words(kind), QUICK)
    window.desk.awake = NoWay()
    try:
        window.show()
        running = window.sheets[Page.TEST]
        assert isinstance(running, Running)
        for name in tour(window):
            assert list(clipped(window)) == [], name
            assert not window.sheet.area.horizontalScrollBar().isVisible(), name
            for button in (window.close_button, window.primary_button, running.stop_button):
                if button.isVisible():
                    assert not button.visibleRegion().isEmpty(), name
                    assert window.rect().contains(_in(window, button)), name
    finally:
        app.setFont(before)
        window.desk.taken = True
        window.close()
        window.deleteLater()


def _in(window: QWidget, widget: QWidget) -> QRect:
    return widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
