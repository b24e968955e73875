"""The strip of places: where every box is, and that each state shows without any colour."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.progress import Place
from wizard.paper.colours import DARK, LIGHT, Ink, Tone, contrast, tone_on
from wizard.paper.picture import (
    NATURAL_WIDTH,
    Box,
    Dot,
    Frame,
    Label,
    Mark,
    Picture,
    Stroke,
    key,
    shape,
    strip,
)

places = st.lists(st.sampled_from(list(Place)), max_size=200)
widths = st.integers(200, 4 * NATURAL_WIDTH)
FREE, OPEN, REFUSED = Place.NOT_TRIED, Place.OPEN, Place.REFUSED


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a mark covers."""
    match mark:
        case Frame(x=x, y=y, side=side):
            return x, y, x + side, y + side
        case Stroke(points=points, width=width):
            across, down = zip(*points, strict=True)
            half = width / 2
            return min(across) - half, min(down) - half, max(across) + half, max(down) + half
        case Dot(x=x, y=y, radius=radius):
            return x - radius, y - radius, x + radius, y + radius
        case Label(x=x, y=y, text=text, size=size):
            half = 0.64 * len(text) * size / 2
            return x - half, y - size, x + half, y + size / 4


def numbers(picture: Picture) -> list[str]:
    return [mark.text for mark in picture.marks if isinstance(mark, Label)]


@given(places, widths, st.booleans())
def test_everything_is_inside_and_no_two_boxes_touch(
    some: list[Place], width: int, rtl: bool
) -> None:
    picture = strip(some, width=width, right_to_left=rtl)
    assert picture.width == width
    assert [box.number for box in picture.boxes] == list(range(1, len(some) + 1))
    assert [box.place for box in picture.boxes] == some
    for mark in picture.marks:
        left, top, right, bottom = extent(mark)
        assert left >= -0.01
        assert top >= 0
        assert right <= width + 0.01
        assert bottom <= picture.height + 0.01
    taken = {(box.x, box.y) for box in picture.boxes}
    assert len(taken) == len(some)
    for one, other in pairwise(picture.boxes):
        assert one.side == other.side >= 1
        assert abs(one.x - other.x) > one.side or abs(one.y - other.y) > one.side


@given(places, widths)
def test_no_number_touches_another_and_each_is_under_its_box(some: list[Place], width: int) -> None:
    picture = strip(some, width=width)
    labels = [mark for mark in picture.marks if isinstance(mark, Label)]
    for line in {label.y for label in labels}:
        here = sorted((label for label in labels if label.y == line), key=lambda label: label.x)
        for one, other in pairwise(here):
            assert extent(one)[2] < extent(other)[0]
    for label in labels:
        box = picture.boxes[int(label.text) - 1]
        assert abs(label.x - (box.x + box.side / 2)) <= 1.2 * label.size
        assert label.bold == (box.place in {Place.REFUSED, Place.SILENT})


@given(places, widths)
def test_right_to_left_is_the_mirror_image(some: list[Place], width: int) -> None:
    left, right = strip(some, width=width), strip(some, width=width, right_to_left=True)
    assert left.height == right.height
    for one, other in zip(left.boxes, right.boxes, strict=True):
        assert (other.x, other.y) == (width - one.side - one.x, one.y)


@pytest.mark.parametrize(
    ("count", "in_a_line"), [(22, 12), (30, 12), (31, 15), (50, 15), (51, 20), (120, 30), (200, 40)]
)
def test_more_places_stand_in_smaller_rows(count: int, in_a_line: int) -> None:
    """Above 50 they stand in rows of ten, beside each other, so that no page has to scroll."""
    picture = strip([FREE] * count)
    first = [box for box in picture.boxes if box.y == 0]
    assert len(first) == in_a_line
    assert picture.height <= 240
    if count > 50:
        steps = [other.x - one.x for one, other in pairwise(first)]
        wide = [index for index, step in enumerate(steps, 1) if step > min(steps)]
        assert wide == list(range(10, in_a_line, 10))


def test_every_place_has_its_number_where_there_is_room() -> None:
    assert numbers(strip([FREE] * 45)) == [str(n) for n in range(1, 46)]


def test_where_numbers_are_too_wide_the_tens_and_the_refusal_have_theirs() -> None:
    crowded = strip([OPEN] * 40 + [REFUSED] + [FREE] * 159)
    assert sorted(map(int, numbers(crowded))) == sorted([41, *range(10, 201, 10)])
    # 40 and 41 cannot both be written: the refusal's number is the one that matters.
    close = strip([OPEN] * 88 + [REFUSED] + [FREE] * 111)
    assert "89" in numbers(close)
    assert "90" not in numbers(close)
    assert numbers(strip([FREE] * 195))[-1] == "195"


def test_the_language_writes_the_digits() -> None:
    arabic = strip([FREE] * 12, lambda number: f"<{number}>")
    assert numbers(arabic)[0] == "<1>"


def test_no_place_at_all_is_an_empty_strip() -> None:
    picture = strip([])
    assert not picture.boxes
    assert not picture.marks
    assert picture.height > 0


# -- a state shows without colour ------------------------------------------------------------------


def silhouette(mark: Mark) -> tuple[object, ...]:
    """What is left of a mark where there is no colour."""
    match mark:
        case Frame(width=width, dash=dash, filled=filled):
            return ("frame", filled, bool(dash), width)
        case Stroke(points=points, closed=closed):
            return ("stroke", closed, points)
        case Dot(x=x):
            return ("dot", x)
        case Label(text=text):
            return ("label", text)


@pytest.mark.parametrize("side", [9, 13, 17, 27, 38, 48, 96, 144])
def test_every_state_has_a_shape_of_its_own(side: int) -> None:
    shapes = {
        place: tuple(silhouette(mark) for mark in shape(Box(1, place, 0, 0, side)))
        for place in Place
    }
    for one, other in combinations(Place, 2):
        assert shapes[one] != shapes[other]
        assert shapes[one][1:] != shapes[other][1:], "the mark inside is another one, too"


def test_what_matters_is_drawn_thick() -> None:
    frames = {place: shape(Box(1, place, 0, 0, 48))[0] for place in Place}
    widths = {place: frame.width for place, frame in frames.items() if isinstance(frame, Frame)}
    assert widths[Place.OPEN] == 0
    assert widths[Place.CLOSED] < widths[Place.OPENING] < widths[Place.REFUSED]
    assert widths[Place.SILENT] == widths[Place.REFUSED]


def test_the_key_is_the_same_shape_without_a_number() -> None:
    for place in Place:
        picture = key(place, 48)
        assert picture.marks == shape(Box(0, place, 0, 0, 48))
        assert (picture.width, picture.height) == (48, 48)


# -- colours ---------------------------------------------------------------------------------------

# White and the grounds of usual windows, light and dark.
GROUNDS = [
    *((LIGHT, ground) for ground in ("#FFFFFF", "#F6F6F6", "#F0F0F0", "#EFEFEF")),
    *((DARK, ground) for ground in ("#1E1F22", "#000000", "#202020", "#2D2D2D", "#323232")),
]


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize(("tone", "ground"), GROUNDS)
def test_every_state_stands_out_from_its_ground(place: Place, tone: Tone, ground: str) -> None:
    frame, *inner = shape(Box(1, place, 0, 0, 48))
    assert isinstance(frame, Frame)
    assert contrast(tone[frame.ink], ground) >= 3
    for mark in inner:
        assert not isinstance(mark, Label)
        behind = tone[frame.ink] if frame.filled else ground
        assert contrast(tone[mark.ink], behind) >= 3


@pytest.mark.parametrize(("tone", "ground"), GROUNDS)
def test_numbers_can_be_read(tone: Tone, ground: str) -> None:
    assert contrast(tone[Ink.TEXT], ground) >= 4.5
    assert tone_on(ground) is tone


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0072B2", "#FFFFFF") == pytest.approx(5.2, abs=0.1)


@pytest.mark.parametrize(("count", "lines"), [(24, 2), (25, 2), (30, 2), (31, 3), (45, 3)])
def test_a_flat_strip_has_two_rows_as_long_as_it_can(count: int, lines: int) -> None:
    """On a page the picture leaves room for the words."""
    made = strip((Place.NOT_TRIED,) * count, flat=True)
    assert len({box.y for box in made.boxes}) == lines
    assert len({box.y for box in strip((Place.NOT_TRIED,) * count).boxes}) >= lines
