"""The test while it runs: what is shown, and every way to end it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar

from tests.ui.visitor import Visitor
from wizard.core.journey import Page
from wizard.core.slumber import Glance
from wizard.service import PracticeServer
from wizard.ui.look import STOP_HEIGHT
from wizard.ui.window import Window

Start = Callable[..., PracticeServer]


@pytest.fixture
def under_way(slow: Window, visitor: Visitor, server: Start) -> PracticeServer:
    """A slow test, with at least one connection open."""
    started = server(limit=9)
    visitor.sign_in_at(started)
    visitor.prepare(computers=4)
    visitor.go_on()
    visitor.wait_for(Page.TEST)
    visitor.bot.waitUntil(lambda: started.served_now() > 0, timeout=10_000)
    return started


def stopped(visitor: Visitor, server: PracticeServer) -> None:
    visitor.wait_for(Page.VERDICT)
    assert visitor.window.sheet.heading.text() == "Test stopped"
    assert "All test connections are closed." in visitor.shown()
    visitor.bot.waitUntil(lambda: server.served_now() == 0)  # it hears of it a moment later
    assert visitor.window.isVisible()


@pytest.mark.usefixtures("under_way")
def test_while_it_runs_there_is_one_button_and_it_is_stop(visitor: Visitor) -> None:
    assert visitor.buttons() == []
    button = visitor.running.stop_button
    assert button.isVisible()
    assert button.height() >= STOP_HEIGHT
    assert "For IT support" not in [
        one.text() for one in (visitor.running.top.support_button,) if one.isVisible()
    ]
    assert visitor.focused() is visitor.running.status
    visitor.bot.waitUntil(lambda: visitor.running.left.text().startswith("About "))


def test_the_picture_fills_and_the_bar_never_goes_back(
    visitor: Visitor, under_way: PracticeServer
) -> None:
    bar: QProgressBar = visitor.running.bar
    seen: list[int] = []
    bar.valueChanged.connect(seen.append)
    visitor.bot.waitUntil(lambda: under_way.served_now() >= 3, timeout=10_000)
    visitor.bot.waitUntil(lambda: visitor.running.number.text() >= "3", timeout=5_000)
    assert "office needs about 20" in visitor.running.strip.accessibleName()
    assert len(visitor.running.strip.places) == 20
    assert seen == sorted(seen)
    visitor.press(visitor.running.stop_button)
    stopped(visitor, under_way)


def test_the_button_stops(visitor: Visitor, under_way: PracticeServer) -> None:
    visitor.press(visitor.running.stop_button)
    stopped(visitor, under_way)


def test_escape_stops_and_does_not_close(visitor: Visitor, under_way: PracticeServer) -> None:
    QTest.keyClick(visitor.window, Qt.Key.Key_Escape)
    stopped(visitor, under_way)


def test_the_windows_x_stops_and_does_not_close(
    visitor: Visitor, under_way: PracticeServer
) -> None:
    visitor.window.close()
    stopped(visitor, under_way)


def test_enter_does_nothing(visitor: Visitor, under_way: PracticeServer) -> None:
    QTest.keyClick(visitor.running.status, Qt.Key.Key_Return)
    assert visitor.is_at(Page.TEST)
    assert under_way.served_now() > 0


def test_the_systems_end_lets_go_of_everything_and_asks_nothing(
    visitor: Visitor, under_way: PracticeServer
) -> None:
    visitor.window.leave()
    visitor.bot.waitUntil(lambda: not visitor.window.isVisible(), timeout=10_000)
    visitor.bot.waitUntil(lambda: under_way.served_now() == 0)


def test_a_sleep_in_the_middle_is_no_result(visitor: Visitor, under_way: PracticeServer) -> None:
    running = visitor.running
    running._glance = Glance(running._glance.wall - 3600, running._glance.steady)
    visitor.wait_for(Page.VERDICT)
    assert visitor.window.sheet.heading.text() == "The computer fell asleep, so the test stopped"
    assert "up to two hours" in visitor.shown()
    assert visitor.buttons() == ["Close", "Test again"]
    visitor.bot.waitUntil(lambda: under_way.served_now() == 0)


def test_what_screen_readers_hear(visitor: Visitor, server: Start) -> None:
    said: list[str] = []
    visitor.running.announced.connect(lambda text, _: said.append(text))
    visitor.sign_in_at(server(limit=2))
    visitor.test()
    assert said[0] == "Test started. About one minute."
    assert "1 connection open." in said
    assert "Connection 3 refused. Checking." in said
    assert said[-1] == "Done."


def test_messages_are_two_seconds_apart_and_the_latest_wins(visitor: Visitor) -> None:
    visitor.bot.wait(2100)
    visitor.heard.clear()
    for text in ("first", "second", "third"):
        visitor.window.announcer.say(text)
    assert visitor.heard == ["first"]
    visitor.bot.waitUntil(lambda: visitor.heard == ["first", "third"], timeout=4000)


def test_a_fault_of_this_program_is_told_and_can_be_tried_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("planted-secret")

    visitor.practise()
    visitor.prepare()
    with monkeypatch.context() as patch:
        patch.setattr("wizard.service.check", breaks)
        visitor.go_on()
        visitor.wait_until_idle()
        assert visitor.running.notice.heading.text() == "Something went wrong in this program"
        assert "planted-secret" not in visitor.shown()
        assert visitor.buttons() == ["Close", "Test again"]
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)
