"""Fixtures of the window's tests: no screen, short waits, and no warning from Qt."""

import os
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.somewhere import Somewhere
from tests.ui.papers import dialogs, papers
from tests.ui.settings import Settings
from tests.ui.visitor import QUICK, Visitor
from wizard import service
from wizard.core.surroundings import Surroundings
from wizard.service import PracticeServer
from wizard.ui.awake import NoWay
from wizard.ui.order import Manner
from wizard.ui.window import Window
from wizard.words import Words

__all__ = ["dialogs", "papers"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_last_unsigned", {})


@pytest.fixture(autouse=True)
def _nowhere_in_particular(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests run is no matter of a test: those that care say it (tests/somewhere.py)."""
    monkeypatch.setattr("wizard.ui.system.WithQt.look", lambda *_: Surroundings())


@pytest.fixture(autouse=True)
def _nobody_is_asked_who_takes_in_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name server hears what the tests type; tests/ui/test_receiver.py brings its own."""
    monkeypatch.setattr("wizard.receiving.Question", Unasked)


class Unasked:
    """A question that nobody answers."""

    is_open = False

    def __init__(self, *_: object) -> None:
        """Nothing begins."""

    def cut(self) -> None:
        """Nothing runs."""

    def end(self) -> None:
        """Nothing is left."""


@pytest.fixture
def window(qtbot: QtBot, _leaves_nothing_behind: None) -> Iterator[Window]:
    """The window, shown, in English; afterwards nothing of it runs on."""
    opened = Window(Words(), QUICK)
    opened.desk.awake = NoWay()
    opened.desk.where.platform = Somewhere()
    opened.desk.where.settings = Settings()
    qtbot.addWidget(opened, before_close_func=_end)
    opened.show()
    yield opened
    _end(opened)


def _end(opened: Window) -> None:
    """Close without a question, with everything let go."""
    opened.desk.taken = True
    opened.finish()


@pytest.fixture
def visitor(qtbot: QtBot, window: Window) -> Visitor:
    """Somebody in front of the window."""
    return Visitor(qtbot, window)


@pytest.fixture
def server() -> Iterator[Callable[..., PracticeServer]]:
    """Starts practice servers: `server("per-address", 4)`; all are stopped when the test ends."""
    running: list[PracticeServer] = []

    def start(kind: str = "per-address", limit: int = 4) -> PracticeServer:
        running.append(service.practice_server(kind, limit).start())
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def slow(window: Window) -> Window:
    """The window, with a test that takes a while: half a second from one attempt to the next."""
    window.desk.manner = Manner(QUICK.waits, QUICK.patience, pace=0.5)
    return window
