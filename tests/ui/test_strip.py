"""The live strip and its legend, without a screen: size, crispness, speed, and what is read out."""

from __future__ import annotations

import time
from collections.abc import Callable
from gettext import NullTranslations
from statistics import median

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QImage, QPainter, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.catalogue import compiled, read, translated
from wizard.core.progress import Place
from wizard.paper import picture_qt
from wizard.paper.colours import DARK, LIGHT, Ink, Tone
from wizard.paper.picture import Picture
from wizard.paper.progress_words import LEGEND
from wizard.ui.parts.legend import Legend
from wizard.ui.parts.strip import LiveStrip
from wizard.words import Words

OPEN, REFUSED, FREE = Place.OPEN, Place.REFUSED, Place.NOT_TRIED
FOUR = [OPEN] * 4 + [REFUSED] + [FREE] * 17


def german() -> Words:
    return Words("de", compiled(read(translated()["de"], "de")))


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[list[Place]], LiveStrip]:
    """A strip on the screen, at its natural size."""

    def show(places: list[Place], words: Words | None = None) -> LiveStrip:
        strip = LiveStrip(words or Words())
        qtbot.addWidget(strip)
        strip.show_places(places, 22)
        strip.resize(strip.sizeHint())
        strip.show()
        qtbot.waitExposed(strip)
        return strip

    return show


def colours(widget: QWidget, ratio: float = 1.0) -> dict[str, int]:
    """How many pixels have which colour."""
    image = painted(widget, ratio)
    counted: dict[str, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            name = image.pixelColor(x, y).name()
            counted[name] = counted.get(name, 0) + 1
    return counted


def painted(widget: QWidget, ratio: float = 1.0) -> QImage:
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(widget.palette().color(QPalette.ColorRole.Window))
    widget.render(image)
    return image


def darken(widget: QWidget) -> None:
    palette = QPalette(QColor("#323232"))
    palette.setColor(QPalette.ColorRole.Window, QColor("#323232"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFFF"))
    widget.setPalette(palette)


def test_it_shows_the_places_in_the_colours_of_the_surroundings(
    shown: Callable[[list[Place]], LiveStrip],
) -> None:
    strip = shown(FOUR)
    light = colours(strip)
    assert light[LIGHT[Ink.BLUE].lower()] > 4 * 1_000
    assert light[LIGHT[Ink.VERMILLION].lower()] > 100
    darken(strip)
    dark = colours(strip)
    assert dark[DARK[Ink.BLUE].lower()] > 4 * 1_000
    assert LIGHT[Ink.BLUE].lower() not in dark


def test_a_box_changes_at_once(shown: Callable[[list[Place]], LiveStrip], qtbot: QtBot) -> None:
    strip = shown([OPEN] + [FREE] * 21)
    before = painted(strip)
    strip.show_places([OPEN, OPEN] + [FREE] * 20, 22)
    assert painted(strip) != before
    after = painted(strip)
    qtbot.wait(50)
    assert painted(strip) == after  # nothing moves by itself


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_what_changed_step_by_step_looks_as_drawn_at_once(
    shown: Callable[[list[Place]], LiveStrip], ratio: float
) -> None:
    steps = [
        [FREE] * 22,
        [OPEN, Place.OPENING, *[FREE] * 20],
        [OPEN, OPEN, REFUSED, *[FREE] * 19],
        [OPEN, OPEN, Place.SILENT, Place.OPENING, *[FREE] * 18],
        [OPEN, Place.CLOSED, *[FREE] * 20],
    ]
    strip = shown(steps[0])
    for places in steps:
        strip.show_places(places, 22)
        assert painted(strip, ratio) == painted(shown(places), ratio)
    darken(strip)
    at_once = shown(steps[-1])
    darken(at_once)
    assert painted(strip, ratio) == painted(at_once, ratio)


def test_one_place_that_changed_is_a_dozen_strokes_and_not_a_thousand(
    shown: Callable[[list[Place]], LiveStrip], monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = shown([OPEN] * 100 + [FREE] * 100)
    painted(strip)
    drawn: list[int] = []

    def count(painter: QPainter, picture: Picture, tone: Tone, font: QFont) -> None:
        drawn.append(len(picture.marks))
        picture_qt.paint(painter, picture, tone, font)

    monkeypatch.setattr("wizard.ui.parts.canvas.paint", count)
    strip.show_places([OPEN] * 101 + [FREE] * 99, 200)
    painted(strip)
    assert sum(drawn) == 2
    painted(strip)
    assert sum(drawn) == 2


def test_it_is_one_indicator_with_one_sentence(
    shown: Callable[[list[Place]], LiveStrip],
) -> None:
    strip = shown(FOUR)
    read_out = QAccessible.queryAccessibleInterface(strip)
    said = "4 connections open, number 5 refused, office needs about 22"
    assert read_out.role() is QAccessible.Role.Indicator
    assert read_out.text(QAccessible.Text.Name) == strip.accessibleName() == said
    assert read_out.childCount() == 0
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus
    strip.show_places([OPEN] + [FREE] * 21, 22)
    assert strip.accessibleName() == "1 connection open, office needs about 22"
    strip.speak(german())
    assert strip.accessibleName() == "1 Verbindung offen, das Büro braucht etwa 22"


def test_another_widget_keeps_its_own_role(
    shown: Callable[[list[Place]], LiveStrip], qtbot: QtBot
) -> None:
    shown(FOUR)
    other = QWidget()
    qtbot.addWidget(other)
    assert QAccessible.queryAccessibleInterface(other).role() is not QAccessible.Role.Indicator


def test_a_strip_without_places_says_and_draws_nothing(qtbot: QtBot) -> None:
    strip = LiveStrip(Words())
    qtbot.addWidget(strip)
    strip.resize(200, 100)
    assert not strip.accessibleName()
    assert len(colours(strip)) == 1


@pytest.mark.parametrize("count", [1, 22, 30, 45, 80, 120, 200])
@pytest.mark.parametrize("width", [330, 642, 900])
def test_it_asks_for_the_height_it_needs(
    shown: Callable[[list[Place]], LiveStrip], count: int, width: int
) -> None:
    strip = shown([OPEN] * count)
    assert strip.sizeHint().width() == 642
    assert strip.sizeHint().height() <= 260, "the page must not scroll"
    assert strip.minimumSizeHint().width() == 321
    strip.resize(width, strip.heightForWidth(width))
    image = painted(strip)
    ground = image.pixelColor(0, image.height() - 1)
    assert all(image.pixelColor(x, image.height() - 1) == ground for x in range(image.width()))


def test_more_places_than_before_ask_for_more_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    strip = LiveStrip(Words())
    layout.addWidget(strip)
    layout.addStretch()
    strip.show_places([FREE] * 12, 12)
    page.resize(680, 560)
    page.show()
    qtbot.waitExposed(page)
    one_line = strip.height()
    strip.show_places([OPEN] * 14, 12)
    qtbot.waitUntil(lambda: strip.height() > one_line)


def test_it_may_be_told_to_be_small(qtbot: QtBot) -> None:
    strip = LiveStrip(Words(), widest=400)
    qtbot.addWidget(strip)
    strip.show_places(FOUR, 22)
    assert strip.sizeHint().width() == 400
    assert strip.sizeHint().height() == strip.heightForWidth(642)


def test_larger_text_makes_a_larger_strip(shown: Callable[[list[Place]], LiveStrip]) -> None:
    strip = shown(FOUR)
    font = QFont(strip.font())
    font.setPointSizeF(20)
    strip.setFont(font)
    assert strip.sizeHint().width() == 1284
    # Where there is no room for that it becomes smaller, and nothing is cut.
    assert strip.heightForWidth(642) < strip.sizeHint().height()


def test_from_right_to_left_the_first_place_is_at_the_right(
    shown: Callable[[list[Place]], LiveStrip],
) -> None:
    strip = shown([OPEN] + [FREE] * 4)
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    strip.resize(700, strip.heightForWidth(700))
    image = painted(strip)
    blue = QColor(LIGHT[Ink.BLUE])
    assert image.pixelColor(699, 20) == blue
    assert all(image.pixelColor(x, 20) != blue for x in range(600))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
def test_it_is_crisp_at_every_scale(
    shown: Callable[[list[Place]], LiveStrip], monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    """Between two filled boxes there are only whole pixels of ground."""
    strip = shown([OPEN] * 12)
    monkeypatch.setattr(strip, "devicePixelRatioF", lambda: ratio)
    # At 150 % a widget may begin in the middle of a pixel.
    page = QWidget()
    page.resize(700, 100)
    strip.setParent(page)
    strip.move(11, 7)
    image = painted(page, ratio)
    row = round(19 * ratio)
    seen = {image.pixelColor(x, row).name() for x in range(image.width())}
    ground = page.palette().color(QPalette.ColorRole.Window).name()
    assert seen - {LIGHT[Ink.ON_BLUE].lower()} <= {LIGHT[Ink.BLUE].lower(), ground} | check()
    page.deleteLater()


def check() -> set[str]:
    """The colours between blue and white: the edge of the check mark, which is slanted."""
    blue, white = QColor(LIGHT[Ink.BLUE]), QColor(LIGHT[Ink.ON_BLUE])
    pairs = [(p(blue), p(white)) for p in (QColor.red, QColor.green, QColor.blue)]
    names = set()
    for part in range(256):
        for nudge in (-1, 0, 1):
            mixed = (a + round((b - a) * part / 255) + nudge for a, b in pairs)
            names.add(QColor(*(min(255, max(0, value)) for value in mixed)).name())
    return names


def test_two_hundred_places_are_painted_in_a_fraction_of_a_frame(
    shown: Callable[[list[Place]], LiveStrip], record_property: Callable[[str, object], None]
) -> None:
    strip = shown([OPEN] * 90 + [REFUSED] + [FREE] * 109)
    image = QImage(strip.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    taken = []
    for held in range(60, 90):
        strip.show_places([OPEN] * held + [REFUSED] + [FREE] * (199 - held), 200)
        began = time.perf_counter()
        strip.render(image)
        taken.append((time.perf_counter() - began) * 1000)
    record_property("milliseconds", round(median(taken), 2))
    assert median(taken) < 16 * 3, "one frame of a screen takes 16 ms; this computer may be busy"


# -- the legend ------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [10, 20])
@pytest.mark.parametrize("width", [330, 642])
def test_the_legend_has_every_state_whole(qtbot: QtBot, points: int, width: int) -> None:
    for words in (Words(), german()):
        legend = Legend(words)
        qtbot.addWidget(legend)
        font = QFont(legend.font())
        font.setPointSizeF(points)
        legend.setFont(font)
        legend.resize(width, legend.heightForWidth(width))
        entries = legend.entries(width)
        assert {entry.place for entry in entries} == set(Place)
        for entry in entries:
            assert entry.word == words.say(LEGEND[entry.place])
            assert legend.rect().contains(entry.icon)
            assert legend.rect().contains(entry.text)
            assert entry.text.width() >= legend.fontMetrics().horizontalAdvance(entry.word)
        assert len(colours(legend)) > 6


def test_the_legend_is_read_out_as_one_list(qtbot: QtBot) -> None:
    legend = Legend(Words())
    qtbot.addWidget(legend)
    said = "Open, Opening, Refused, No answer, Closed again and Not tried yet"
    read_out = QAccessible.queryAccessibleInterface(legend)
    assert read_out.role() is QAccessible.Role.StaticText
    assert read_out.text(QAccessible.Text.Name) == legend.accessibleName() == said
    legend.speak(german())
    assert legend.accessibleName() != said


def test_the_legend_is_mirrored_and_asks_for_one_line(qtbot: QtBot) -> None:
    legend = Legend(Words("fa", NullTranslations()))
    qtbot.addWidget(legend)
    legend.resize(800, 40)
    left = painted(legend)
    legend.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    right = painted(legend)
    ground = left.pixelColor(799, 39)
    assert any(left.pixelColor(x, 10) != ground for x in range(20))
    assert all(right.pixelColor(x, 10) == ground for x in range(20))
    assert legend.sizeHint().height() == legend.fontMetrics().height()
    assert legend.minimumSizeHint().width() < legend.sizeHint().width()
    assert isinstance(legend.sizeHint(), QSize)
