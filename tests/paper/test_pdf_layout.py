"""Where things stand on a page: nothing outside, nothing torn apart, mirrored where needed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.paper import poppler, reports
from wizard.paper.document import (
    Block,
    Code,
    Column,
    Drawing,
    Facts,
    Figure,
    Figures,
    Heading,
    Items,
    Paragraph,
    Table,
)
from wizard.paper.page_size import PageSize
from wizard.paper.pdf import pdf
from wizard.paper.pdf_blocks import pieces
from wizard.paper.pdf_flow import Page, Piece, paged
from wizard.paper.pdf_table import table
from wizard.paper.pdf_type import POINT, Look, Measure, Setting, Side, set_lines
from wizard.paper.picture import Picture

pytestmark = pytest.mark.usefixtures("qapp")
WIDTH = 493 * POINT
LEFT, RIGHT = Measure(WIDTH), Measure(WIDTH, right_to_left=True)


# -- pages -----------------------------------------------------------------------------------------


def piece(
    height: float, gap: float = 0.0, *, keep: bool = False, head: Piece | None = None
) -> Piece:
    return Piece(height, lambda painter, y: None, gap, keep, head)


HEADING = replace(piece(10, keep=True), heading=True)


def tops(pages: list[Page]) -> list[list[float]]:
    return [[top for top, _ in page.placed] for page in pages]


def test_pieces_follow_each_other_and_there_is_no_gap_at_the_top() -> None:
    assert tops(paged([piece(10, 5), piece(10, 5), piece(80, 5)], 100)) == [[0, 15], [0]]


def test_a_heading_goes_with_what_follows() -> None:
    assert tops(paged([piece(85), piece(10, keep=True), piece(10)], 100)) == [[0], [0, 10]]
    assert tops(paged([piece(10, keep=True)], 100)) == [[0]]


def test_what_fits_on_no_page_begins_at_once_and_goes_on() -> None:
    long = [piece(40, keep=True) for _ in range(4)]
    assert tops(paged([piece(50), *long], 100)) == [[0, 50], [0, 40], [0]]


def test_a_piece_taller_than_a_page_has_one_to_itself() -> None:
    assert tops(paged([piece(10), piece(500), piece(10)], 100)) == [[0], [0], [0]]


def test_a_head_is_set_again_on_each_page_but_not_above_itself() -> None:
    head = piece(10, 3, keep=True)
    rows = [piece(40, head=head) for _ in range(5)]
    assert tops(paged([head, *rows], 100)) == [[0, 10, 50], [0, 10, 50], [0, 10]]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9), st.booleans()), max_size=30))
def test_nothing_is_lost_and_nothing_overlaps(made: list[tuple[int, int, bool]]) -> None:
    given_ = [piece(height, gap, keep=keep) for height, gap, keep in made]
    pages, spared = paged(given_, 100), paged(given_, 100, sparing=True)
    assert [each for page in pages for _, each in page.placed] == given_
    assert [each.draw for page in spared for _, each in page.placed] == [e.draw for e in given_]
    assert len(spared) <= len(pages)
    stands_clear(pages)
    stands_clear(spared)


def stands_clear(pages: list[Page]) -> None:
    for page in pages:
        below = 0.0
        for top, each in page.placed:
            assert top >= below
            below = top + each.height
        assert below <= 100


def test_a_few_lines_get_no_page_of_their_own_where_less_air_makes_room_for_them() -> None:
    lines = [piece(15, 5) for _ in range(5)]
    assert len(paged([*lines, piece(5, 5)], 100)) == 2
    (page,) = paged([*lines, piece(5, 5)], 100, sparing=True)
    assert tops([page]) == [[0, 18.5, 37, 55.5, 74, 92.5]]


def test_a_few_lines_that_need_a_page_take_all_from_their_heading_along() -> None:
    before, lines = piece(70), [piece(10) for _ in range(4)]
    assert tops(paged([before, HEADING, *lines], 100)) == [[0, 70, 80, 90], [0, 10]]
    assert tops(paged([before, HEADING, *lines], 100, sparing=True)) == [[0], [0, 10, 20, 30, 40]]


@pytest.mark.parametrize(
    "made",
    [
        # The page before would be too empty.
        [piece(40), HEADING, *[piece(10)] * 6],
        # There is no heading, or it begins that page already.
        [piece(10, keep=True), *[piece(10) for _ in range(11)]],
        [piece(95), HEADING, piece(10)],
        # The last page is worth its paper.
        [piece(70), HEADING, *[piece(10)] * 5],
    ],
)
def test_otherwise_nothing_moves(made: list[Piece]) -> None:
    assert tops(paged(made, 100, sparing=True)) == tops(paged(made, 100))


# -- lines -----------------------------------------------------------------------------------------


def test_no_line_of_a_paragraph_is_alone_on_a_page() -> None:
    look = Look(11)
    for count in range(1, 7):
        lines = set_lines("word " * 18 * count, look, WIDTH)
        keeps = [each.keep for each in lines.pieces(0)]
        assert not keeps[-1]
        if len(keeps) > 1:
            assert keeps[0]
            assert keeps[-2]
    assert [each.keep for each in set_lines("word", look, WIDTH).pieces(0, keep=True)] == [True]


def test_lines_stay_in_their_width() -> None:
    for text in ("word " * 200, "x" * 2000, "", " ", "שלום " * 100):
        for setting in (Setting(), Setting(right_to_left=True), Setting(side=Side.RIGHT)):
            lines = set_lines(text, Look(11), 1000, setting)
            assert lines.count >= 1
            # A space that ends a line may stand outside.
            assert lines.wide <= 1000 + 5


def test_no_letter_is_outside_the_page(qapp: QApplication) -> None:
    """Painted with room on all sides, and looked at."""
    for measure in (LEFT, RIGHT):
        for block in every_block():
            made = list(pieces([block], measure))
            height = sum(each.gap + each.height for each in made)
            image = QImage(
                round(WIDTH / 10) + 40, round(height / 10) + 41, QImage.Format.Format_RGB32
            )
            image.fill(0xFFFFFFFF)
            painter = QPainter(image)
            painter.translate(20, 20)
            painter.scale(0.1, 0.1)
            (page,) = paged(made, 10 * height + 1)
            for top, each in page.placed:
                each.draw(painter, top)
            painter.end()
            edges = (image.copy(0, 0, 18, image.height()),
                     image.copy(image.width() - 18, 0, 18, image.height()),
                     image.copy(0, image.height() - 18, image.width(), 18))  # fmt: skip
            for edge in edges:
                assert set(bytes(edge.constBits())) == {0xFF}, block


def every_block() -> list[Block]:
    long, word = "words and more words " * 20, "x" * 300
    figure = Figure("30 or more", long, "Now")
    columns = (Column("a", 1, numbers=True), Column("b", 2, foreign=True), Column("c " * 30, 3))
    return [
        Heading(long),
        Heading(long, 3),
        Paragraph(long, strong=True),
        Paragraph(word, quiet=True),
        Items((long, word, ""), numbered=True),
        Items((long,)),
        Items(()),
        Figures((figure,)),
        Figures((replace(figure, label=""), figure)),
        Figures((replace(figure, number="x" * 30), figure)),
        Code((long, word, "")),
        Table(long, columns, ((word, word, long), ("", "", ""))),
        Facts(((word, long), (long, word))),
        reports.places(),
        Drawing(reports.step_chart(), ""),
        Drawing(Picture(10, 10_000, (), ()), ""),
        Drawing(Picture(0, 0, (), ()), ""),
    ]


# -- fields ----------------------------------------------------------------------------------------


def pitch(*lines: str) -> float:
    """How far apart the rows of a command are, which is its size."""
    _, second, *_ = pieces([Code(lines)], LEFT)
    return second.height


def test_a_command_gets_smaller_before_it_is_broken() -> None:
    small, large = "x" * 108, "x" * 20
    for line, count in ((large, 3), (small, 3), ("x" * 100 + " " + "x" * 100 + " ", 6)):
        assert len(list(pieces([Code((line, "y", "z"))], LEFT))) == count
    assert pitch("y", large, "z") > 1.2 * pitch("y", small, "z")
    # One that cannot stay whole anyway makes the others no smaller.
    assert pitch("y", large, "w " * 100) == pitch("y", large, "z")


def test_a_broken_command_is_broken_at_a_space_and_nothing_is_inserted() -> None:
    long = " ".join(f"--option-{n}=value" for n in range(20))
    for rtl in (False, True):
        made = pdf(reports.of_blocks(Code((long,)), right_to_left=rtl), PageSize.A4)
        assert long in poppler.text(made).replace("\n", " ")


def test_what_goes_on_in_the_next_row_is_seen_to() -> None:
    long = "begin " + "word " * 30 + "x" * 200 + " end"
    made = words_at(pdf(reports.of_blocks(Code((long, "next"))), PageSize.A4))
    assert made["begin"] == made["next"] < made["end"] - 5


def test_lines_to_be_copied_stay_together_but_not_when_they_are_many() -> None:
    few, many = (list(pieces([Code(("x",) * n)], LEFT)) for n in (16, 17))
    assert [each.keep for each in few] == [True] * 15 + [False]
    assert not any(each.keep for each in many)
    assert list(pieces([Code(())], LEFT)) == []


def test_one_number_is_larger_than_two() -> None:
    one = Figure("4", "connections")
    (alone,), (two,) = (pieces([Figures((one,) * n)], LEFT) for n in (1, 2))
    (none,) = pieces([Figures(())], LEFT)
    assert alone.height > 60 * POINT
    assert two.height < 1.4 * alone.height
    assert none.height == 0


# -- columns ---------------------------------------------------------------------------------------


def test_a_row_with_too_much_in_it_goes_on_on_the_next_page() -> None:
    columns = (Column("a"), Column("b"))
    rows = (("x", "word " * 2000), ("last", "row"))
    made = reports.of_blocks(Table("", columns, rows))
    shown = poppler.pages(pdf(made, PageSize.A4))
    assert len(shown) > 1
    assert sum(page.count("word") for page in shown) == 2000
    assert "last" in shown[-1]


def test_a_table_without_rows_has_its_head() -> None:
    made = list(table(Table("A caption", (Column("a"),), ()), LEFT))
    assert [each.keep for each in made] == [True, True]


def words_at(made: bytes) -> dict[str, float]:
    """Where the words stand, from the left, in points."""
    found = {}
    for line in poppler.ask("pdftotext", made, "-bbox").splitlines():
        if "<word" in line:
            x = float(line.split('xMin="')[1].split('"')[0])
            found[line.split(">")[1].split("<")[0]] = x
    return found


def test_a_report_from_right_to_left_is_mirrored_but_not_what_is_foreign() -> None:
    columns = (
        Column("name", 1),
        Column("count", 1, numbers=True),
        Column("quote", 2, foreign=True),
    )
    rows = (("one", "77", "OK ready."), ("two", "88", "(long) " * 20 + "quotation."))
    blocks = (Table("", columns, rows), Facts((("term", "value"),)), Code(("copy me",)))
    straight, mirrored = (
        words_at(pdf(reports.of_blocks(*blocks, right_to_left=rtl), PageSize.A4))
        for rtl in (False, True)
    )
    assert straight["name"] < straight["count"] < straight["quote"]
    assert mirrored["name"] > mirrored["count"] > mirrored["quote"]
    assert straight["term"] < straight["value"]
    assert mirrored["term"] > mirrored["value"]
    assert straight["77"] > straight["count"]
    assert mirrored["OK"] < mirrored["ready."]
    assert straight["copy"] == mirrored["copy"] < mirrored["me"]


def test_the_signs_of_a_list_stand_where_reading_begins() -> None:
    items = Items(("first", "second"), numbered=True)
    for rtl in (False, True):
        made = words_at(pdf(reports.of_blocks(items, right_to_left=rtl), PageSize.A4))
        sign = next(x for word, x in made.items() if word.strip(".") == "1")
        assert (sign > made["first"]) == rtl
