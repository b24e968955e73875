"""The way through the window: every step forth and back, and never back across the test."""

import itertools
from dataclasses import replace

import pytest

from wizard.core.entries import AtOffice, Entries, Fault
from wizard.core.journey import STEPS, Move, Page, lacks, leads_to, step

MOVES = list(itertools.product(Page, Move))
MAY_BE = {
    (Page.SIGN_IN, Move.NEXT): Page.OFFICE,
    (Page.SIGN_IN, Move.WRITE): Page.NOTE,
    (Page.OFFICE, Move.NEXT): Page.BEFORE,
    (Page.OFFICE, Move.BACK): Page.SIGN_IN,
    (Page.BEFORE, Move.NEXT): Page.TEST,
    (Page.BEFORE, Move.BACK): Page.OFFICE,
    (Page.TEST, Move.NEXT): Page.VERDICT,
    (Page.TEST, Move.START_OVER): Page.SIGN_IN,
    (Page.VERDICT, Move.NEXT): Page.NOTE,
    (Page.VERDICT, Move.AGAIN): Page.BEFORE,
    (Page.VERDICT, Move.START_OVER): Page.SIGN_IN,
    (Page.NOTE, Move.NEXT): Page.NEXT_STEPS,
    (Page.NOTE, Move.BACK): Page.VERDICT,
    (Page.NOTE, Move.START_OVER): Page.SIGN_IN,
    (Page.NEXT_STEPS, Move.BACK): Page.NOTE,
    (Page.NEXT_STEPS, Move.AGAIN): Page.BEFORE,
    (Page.NEXT_STEPS, Move.START_OVER): Page.SIGN_IN,
}
# An earlier case can be opened anywhere but in a test.
MAY_BE.update({(page, Move.CHECK_AGAIN): Page.SIGN_IN for page in Page if page is not Page.TEST})
# So can a new client begin; after a fault of the program in the middle of a test, too.
MAY_BE.update({(page, Move.NEW_CLIENT): Page.SIGN_IN for page in Page})
AGAIN = Entries(again=True, server="mail.miller.example")
READY = Entries(address="info@miller.example", at_office=AtOffice.YES)


@pytest.mark.parametrize(("page", "move"), MOVES)
def test_every_move_leads_where_the_specification_says(page: Page, move: Move) -> None:
    assert leads_to(page, move, has_note=True) == MAY_BE.get((page, move))


def test_the_test_cannot_be_undone() -> None:
    assert leads_to(Page.TEST, Move.BACK) is None
    assert leads_to(Page.VERDICT, Move.BACK) is None


def test_where_nothing_is_to_be_asked_for_no_note_follows() -> None:
    assert leads_to(Page.VERDICT, Move.NEXT) is None


def test_the_note_about_a_sign_in_leads_back_there_and_no_further() -> None:
    assert leads_to(Page.SIGN_IN, Move.WRITE) is None
    ways = {move: leads_to(Page.NOTE, move, has_note=True, signing_in=True) for move in Move}
    back = {Move.BACK, Move.START_OVER, Move.CHECK_AGAIN, Move.NEW_CLIENT}
    assert ways == {move: Page.SIGN_IN if move in back else None for move in Move}
    assert leads_to(Page.VERDICT, Move.NEXT, has_note=True, signing_in=True) is Page.NOTE


def test_back_undoes_exactly_the_last_page() -> None:
    for page, move in MOVES:
        back = leads_to(page, Move.BACK)
        if move is Move.BACK and back is not None:
            assert leads_to(back, Move.NEXT, has_note=True) == page


def test_the_steps_never_fall_and_end_with_the_fourth() -> None:
    numbers = [step(page) for page in Page]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, STEPS + 1))


@pytest.mark.parametrize(
    ("entries", "password", "told"),
    [
        (Entries(), "", (Fault.ADDRESS_EMPTY, Fault.PASSWORD_EMPTY)),
        (READY, "", (Fault.PASSWORD_EMPTY,)),
        (READY, "secret", ()),
        (replace(READY, knows_server=True), "secret", (Fault.SERVER_EMPTY,)),
        (replace(READY, knows_server=True, server="mail.miller.example"), "secret", ()),
        (replace(AGAIN, server=""), "", (Fault.SERVER_EMPTY, Fault.PASSWORD_EMPTY)),
        (AGAIN, "secret", ()),
        (Entries(signs_in=False), "", (Fault.SERVER_EMPTY,)),
        (Entries(signs_in=False, server="mail.miller.example"), "", ()),
    ],
)
def test_signing_in_needs_what_its_way_needs(
    entries: Entries, password: str, told: tuple[Fault, ...]
) -> None:
    assert lacks(Page.SIGN_IN, entries, password=password) == told


def test_the_other_pages_name_what_they_lack() -> None:
    assert lacks(Page.OFFICE, READY) == ()
    assert lacks(Page.OFFICE, replace(READY, computers=None)) == (Fault.COMPUTERS_EMPTY,)
    assert lacks(Page.BEFORE, READY) == ()
    assert lacks(Page.BEFORE, Entries()) == (Fault.OFFICE_UNSAID,)
    away = replace(READY, at_office=AtOffice.NO, office_address="our office")
    assert lacks(Page.BEFORE, away) == (Fault.NOT_AT_OFFICE, Fault.OFFICE_ADDRESS)
    assert lacks(Page.VERDICT, Entries()) == ()
