"""Every page in every language: whole sentences, nothing cut, and from right to left."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Catalog
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.catalogue import compiled
from tests.pseudo import pseudo_words, untranslated
from tests.ui.clipped import clipped
from tests.ui.surroundings import speaker
from tests.ui.tour import tour
from wizard.ui.app import Tongue
from wizard.ui.window import Window
from wizard.words import Words, languages

# What comes from no catalogue: names of languages and programs, numbers, marks, addresses, paths.
NAMES = re.compile(
    r"English|Deutsch|Short|[\w.-]+@[\w.-]+|mail\.[\w.]+|[\d\W_]+|Thunderbird|Mailbird|Outlook.*"
    r"|Smith IT, .*|srv12[\w.-]+"
)
KINDS = ["en", "de", "pseudo", "right-to-left"]


@pytest.fixture
def tongue() -> Iterator[Tongue]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Tongue(app)
    yield made
    made.use(Words())
    QLocale.setDefault(QLocale.system())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_in_any_language(window: Window, tongue: Tongue, kind: str) -> None:
    words = speaker(kind)
    tongue.use(words)
    window.use(words)
    found = {name: list(clipped(window)) for name in tour(window)}
    assert {name: cut for name, cut in found.items() if cut} == {}


@pytest.mark.parametrize("kind", ["en", "de"])
def test_no_page_scrolls_at_its_smallest_size(window: Window, tongue: Tongue, kind: str) -> None:
    words = speaker(kind)
    tongue.use(words)
    window.use(words)
    window.resize(window.minimumSize())
    scrolled = []
    for name in tour(window):
        bars = (window.sheet.area.verticalScrollBar(), window.sheet.area.horizontalScrollBar())
        scrolled += [name for bar in bars if bar.isVisible()]
    assert scrolled == []


def test_every_word_comes_from_the_catalogue(window: Window, tongue: Tongue) -> None:
    window.use(pseudo_words())
    for name in tour(window):
        for text in visible_words(window):
            assert NAMES.sub("", untranslated(text)) == "", (name, text)


def visible_words(window: Window) -> Iterator[str]:
    """Labels, buttons and titles; the note's own language is another one."""
    parts: list[QWidget] = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    for part in parts:
        if part.isVisible() and isinstance(part, (QLabel, QAbstractButton)):
            yield part.text()
    for card in window.findChildren(QGroupBox):
        if card.isVisible():
            yield card.title()


def access_keys(text: str) -> list[str]:
    return [key.lower() for key in re.findall(r"&(\w)", text)]


@pytest.mark.parametrize("kind", ["en", "de"])
def test_every_access_key_is_one_buttons_only(window: Window, kind: str) -> None:
    window.use(Words(kind))
    for name in tour(window):
        keys: list[str] = []
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.buddy() is not None:
                keys += access_keys(label.text())
        for button in window.findChildren(QAbstractButton):
            if button.isVisible():
                keys += access_keys(button.text())
        assert len(keys) == len(set(keys)), (name, sorted(keys))


def test_the_language_can_be_changed_on_any_page_and_nothing_is_lost(
    window: Window, tongue: Tongue
) -> None:
    window.language_changed.connect(tongue.use)
    window.desk.put(address="info@miller.example", knows_server=True)
    window.sheet.entered()
    window.sheet.top.language.emit("de")
    assert window.sheet.heading.text() == "An einem Postfach des Büros anmelden"
    assert window.close_button.text() == "Sch&ließen"
    assert window.desk.entries.address == "info@miller.example"
    assert [action.isChecked() for action in window.sheet.top.menu.actions()] == [
        code == "de" for code in languages()
    ]


def test_the_window_is_mirrored_where_the_language_is(
    window: Window, tongue: Tongue, qtbot: QtBot
) -> None:
    tongue.use(Words("ar", compiled(Catalog(locale="ar"))))
    qtbot.waitUntil(lambda: window.layoutDirection() is Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: window.close_button.x() > window.primary_button.x())
    tongue.use(Words())
    assert window.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_qts_own_words_follow(window: Window, tongue: Tongue) -> None:
    tongue.use(Words("de"))
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    tongue.use(Words())
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
