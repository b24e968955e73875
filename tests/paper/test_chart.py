"""The step chart: every event where it belongs, every refusal seen, both hands draw it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from tests.core.simulated_course import simulate
from tests.core.simulated_rules import SILENT, WORDLESS, Places
from wizard.core.model import Event, Outcome, Phase, Step
from wizard.paper.chart import chart, ticks
from wizard.paper.colours import LIGHT, Ink
from wizard.paper.picture import Dot, Label, Picture, Stroke
from wizard.paper.picture_qt import paint
from wizard.paper.picture_svg import svg


def events_of(*rules: Places, software: str = "unknown", need: int = 10) -> tuple[Event, ...]:
    return simulate(*rules, software=software, need=need).run().events


FOUR = events_of(Places(4, WORDLESS), software="courier")


def line(picture: Picture) -> Stroke:
    return next(m for m in picture.marks if isinstance(m, Stroke) and m.ink is Ink.BLUE)


def crosses(picture: Picture) -> int:
    return sum(isinstance(m, Stroke) and m.ink is Ink.CROSS for m in picture.marks) // 2


def test_a_limit_of_four_is_a_staircase_with_crosses_on_top() -> None:
    picture = chart(FOUR, 10)
    refused = [event for event in FOUR if event.outcome is Outcome.CLOSED_AT_ONCE]
    ours = [event for event in refused if event.via == "main"]
    assert crosses(picture) == len(ours) >= 3
    heights = sorted({y for _, y in line(picture).points}, reverse=True)
    assert len(heights) == 5  # none, one, two, three, four open
    assert picture.boxes == ()


def test_silence_is_a_dot_and_no_cross() -> None:
    picture = chart(events_of(Places(3, SILENT)), 10)
    assert crosses(picture) == 0
    assert any(isinstance(mark, Dot) for mark in picture.marks)


@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.integers(0, 200), st.sampled_from(Outcome)), max_size=60
    ),
    st.integers(0, 3_000),
    st.integers(200, 2_000),
)
def test_everything_is_on_the_paper(
    some: list[tuple[float, int, Outcome]], needed: int, width: int
) -> None:
    events = [
        Event(at, Step.CLIMB, outcome, Phase.GREETING, number, held=held)
        for number, (at, held, outcome) in enumerate(sorted(some), 1)
    ]
    picture = chart(events, needed, width=width, height=width // 3)
    for mark in picture.marks:
        points = mark.points if isinstance(mark, Stroke) else ()
        if isinstance(mark, Label | Dot):
            points = ((mark.x, mark.y),)
        for x, y in points:
            assert 0 <= x <= width
            assert 0 <= y <= picture.height
    steps = line(picture).points
    for (x, y), (further, other) in pairwise(steps):
        assert further >= x  # time never goes back
        assert x == further or y == other  # nothing but steps


def test_the_need_is_a_dashed_line_where_there_is_one() -> None:
    def dashed(needed: int) -> list[Stroke]:
        marks = chart(FOUR, needed).marks
        return [mark for mark in marks if isinstance(mark, Stroke) and mark.dash]

    assert len(dashed(10)) == 1
    assert dashed(0) == []
    assert dashed(2_500) == []


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (1.0, (0, 1)),
        (6.2, (0, 1, 2, 3, 4, 5, 6)),
        (22, (0, 5, 10, 15, 20)),
        (201, (0, 50, 100, 150, 200)),
        (90_000, tuple(range(0, 90_001, 1000))),
    ],
)
def test_axes_have_round_numbers(most: float, told: tuple[int, ...]) -> None:
    assert ticks(most) == told


def test_a_test_without_events_is_an_empty_plane() -> None:
    picture = chart((), 5, lambda number: f"<{number}>")
    assert len(line(picture).points) == 2
    assert {m.text for m in picture.marks if isinstance(m, Label)} >= {"<0>", "<5>"}


def test_both_hands_draw_the_same_chart(qapp: QApplication) -> None:
    picture = chart(FOUR, 10, width=1284, height=440)
    painted, read = (QImage(1284, 440, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (painted, read):
        image.fill(QColor(LIGHT.ground))
    with QPainter(painted) as painter:
        paint(painter, picture, LIGHT, QFont("sans-serif"))
    with QPainter(read) as painter:
        QSvgRenderer(QByteArray(svg(picture, "x").encode())).render(painter)
    one, other = bytes(painted.constBits()), bytes(read.constBits())
    assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < 1.0
    assert one.count(0xFF) < len(one) - 5_000
