"""The way from an address to a note: the pages of the window as a table.

Owns which page comes after which, under what number it stands, and what a page still lacks. It
knows no widget and no word. Rule one: no way leads back across the test, for it cannot be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wizard.core.entries import (
    AtOffice,
    Entries,
    Fault,
    check_address,
    check_counts,
    check_office_address,
    check_password,
    check_server,
)

STEPS: Final = 4


class Page(StrEnum):
    """The pages, in the order of the journey."""

    SIGN_IN = "sign-in"
    OFFICE = "office"
    BEFORE = "before"
    TEST = "test"
    VERDICT = "verdict"
    NOTE = "note"
    NEXT_STEPS = "next-steps"


class Move(StrEnum):
    """What can lead from a page to another one."""

    NEXT = "next"
    BACK = "back"
    AGAIN = "again"
    START_OVER = "start-over"
    CHECK_AGAIN = "check-again"
    WRITE = "write"
    NEW_CLIENT = "new-client"


# An earlier test can be opened, or a new client begun, anywhere but while a test runs.
_A_CASE: Final = {Move.CHECK_AGAIN: Page.SIGN_IN, Move.NEW_CLIENT: Page.SIGN_IN}
# Everything that decides about the order of pages stands here and nowhere else.
_WAYS: Final[Mapping[Page, Mapping[Move, Page]]] = {
    Page.SIGN_IN: {Move.NEXT: Page.OFFICE, Move.WRITE: Page.NOTE, **_A_CASE},
    Page.OFFICE: {Move.NEXT: Page.BEFORE, Move.BACK: Page.SIGN_IN, **_A_CASE},
    Page.BEFORE: {Move.NEXT: Page.TEST, Move.BACK: Page.OFFICE, **_A_CASE},
    # Only after a fault of this program: a test that runs is stopped first.
    Page.TEST: {
        Move.NEXT: Page.VERDICT,
        Move.START_OVER: Page.SIGN_IN,
        Move.NEW_CLIENT: Page.SIGN_IN,
    },
    Page.VERDICT: {
        Move.NEXT: Page.NOTE,
        Move.AGAIN: Page.BEFORE,
        Move.START_OVER: Page.SIGN_IN,
        **_A_CASE,
    },
    Page.NOTE: {
        Move.NEXT: Page.NEXT_STEPS,
        Move.BACK: Page.VERDICT,
        Move.START_OVER: Page.SIGN_IN,
        **_A_CASE,
    },
    Page.NEXT_STEPS: {
        Move.BACK: Page.NOTE,
        Move.AGAIN: Page.BEFORE,
        Move.START_OVER: Page.SIGN_IN,
        **_A_CASE,
    },
}
# A note about the sign-in: no test was made, so nothing can be saved or repeated behind it.
_FROM_ITS_NOTE: Final[Mapping[Move, Page]] = {
    Move.BACK: Page.SIGN_IN,
    Move.START_OVER: Page.SIGN_IN,
    **_A_CASE,
}

_STEP: Final[Mapping[Page, int]] = {
    Page.SIGN_IN: 1,
    Page.OFFICE: 2,
    Page.BEFORE: 2,
    Page.TEST: 3,
    Page.VERDICT: 3,
    Page.NOTE: 4,
    Page.NEXT_STEPS: 4,
}


def step(page: Page) -> int:
    """Which of the four steps a page belongs to."""
    return _STEP[page]


def leads_to(
    page: Page, move: Move, *, has_note: bool = False, signing_in: bool = False
) -> Page | None:
    """Where `move` leads, or None where there is no such way from here.

    `has_note`: whether the result is one that a provider can be written to about; `signing_in`:
    whether the note is about the sign-in, and not about a test.
    """
    to_note = (page is Page.VERDICT and move is Move.NEXT) or move is Move.WRITE
    if to_note and not has_note:
        return None
    if signing_in and page is Page.NOTE:
        return _FROM_ITS_NOTE.get(move)
    return _WAYS[page].get(move)


def lacks(page: Page, entries: Entries, *, password: str | None = None) -> tuple[Fault, ...]:
    """What this page needs before the journey goes on, in the order of its fields."""
    match page:
        case Page.SIGN_IN:
            return _signing_in(entries, password or "")
        case Page.OFFICE if entries.need is None:
            found = check_counts(entries.computers, entries.phones, entries.other)
            return (found,) if found else ()
        case Page.BEFORE:
            return _ready_to_test(entries)
        case _:
            return ()


def _signing_in(entries: Entries, password: str) -> tuple[Fault, ...]:
    if not entries.signs_in:
        found: tuple[Fault | None, ...] = (check_server(entries.server).fault,)
    elif entries.again:
        found = (check_server(entries.server).fault, check_password(password))
    elif entries.knows_server:
        found = (
            check_address(entries.address).fault,
            check_server(entries.server).fault,
            check_password(password),
        )
    else:
        found = (check_address(entries.address).fault, check_password(password))
    return tuple(fault for fault in found if fault is not None)


def _ready_to_test(entries: Entries) -> tuple[Fault, ...]:
    unsaid = Fault.OFFICE_UNSAID if entries.at_office is AtOffice.UNSAID else None
    elsewhere = Fault.NOT_AT_OFFICE if entries.at_office is AtOffice.NO else None
    found = (unsaid, elsewhere, check_office_address(entries.office_address).fault)
    return tuple(fault for fault in found if fault is not None)
