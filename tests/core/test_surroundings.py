"""Where a computer is, what has to be told first, and what a case remarks of it."""

import pytest

from tests.somewhere import HOTSPOT, NO, OFFICE, OFFLINE, ON_VPN, PORTAL, UNKNOWN, YES
from wizard.core.advice import Kind
from wizard.core.entries import AtOffice
from wizard.core.surroundings import (
    Obstacle,
    Surroundings,
    Told,
    Word,
    blocked,
    explains,
    obstacle,
    whereabouts,
)
from wizard.core.whereabouts import Whereabouts as Where

NOWHERE = Surroundings()


@pytest.mark.parametrize(
    ("here", "word", "expected"),
    [
        (NOWHERE, Word(), None),
        (OFFICE, Word(), None),
        (OFFLINE, Word(), Obstacle.OFFLINE),
        (PORTAL, Word(), Obstacle.PORTAL),
        (ON_VPN, Word(), Obstacle.VPN),
        (ON_VPN, Word(office_vpn=True), None),
        (ON_VPN, Word(office_line=True), Obstacle.VPN),
        (HOTSPOT, Word(), Obstacle.HOTSPOT),
        (HOTSPOT, Word(office_line=True), None),
        (HOTSPOT, Word(office_vpn=True), Obstacle.HOTSPOT),
        # The office's VPN over a phone: the mail server sees the office all the same.
        (Surroundings(YES, vpn=YES, mobile=YES), Word(office_vpn=True), None),
        (Surroundings(NO, vpn=YES, portal=YES), Word(), Obstacle.OFFLINE),
    ],
)
def test_the_first_message_is_the_one_that_has_to_come_first(
    here: Surroundings, word: Word, expected: Obstacle | None
) -> None:
    assert obstacle(here, word) is expected


@pytest.mark.parametrize(
    ("here", "word", "expected"),
    [
        (NOWHERE, Word(), ()),
        (OFFICE, Word(AtOffice.YES), ()),
        (ON_VPN, Word(), (Where.VPN,)),
        (ON_VPN, Word(office_vpn=True), (Where.OFFICE_VPN,)),
        (HOTSPOT, Word(), (Where.MOBILE,)),
        (HOTSPOT, Word(office_line=True), (Where.OFFICE_MOBILE,)),
        (OFFICE, Word(AtOffice.NOT_SURE), (Where.UNSURE,)),
        (Surroundings(shared=YES), Word(AtOffice.NOT_SURE), (Where.UNSURE, Where.SHARED_ADDRESS)),
        (Surroundings(vpn=YES, mobile=YES), Word(), (Where.VPN,)),
    ],
)
def test_a_case_remarks_what_was_seen_and_said(
    here: Surroundings, word: Word, expected: tuple[Where, ...]
) -> None:
    assert whereabouts(here, word) == expected


def test_two_who_looked_know_more_than_one() -> None:
    routes = Surroundings(online=YES, vpn=NO, shared=UNKNOWN)
    system = Surroundings(mobile=NO, portal=YES, vpn=YES)
    assert routes.beside(system) == Surroundings(YES, YES, NO, YES, UNKNOWN)
    assert routes.beside(system) == system.beside(routes)
    assert NOWHERE.beside(NOWHERE) == NOWHERE


@pytest.mark.parametrize(
    ("here", "known"),
    [
        (OFFICE, True),
        (NOWHERE, False),
        (Surroundings(YES, NO, UNKNOWN), False),
        (Surroundings(UNKNOWN, NO, NO), False),
        (ON_VPN, False),
    ],
)
def test_only_what_is_known_speaks_for_the_office(here: Surroundings, *, known: bool) -> None:
    assert here.as_in_an_office is known


@pytest.mark.parametrize("kind", [None, Kind.NOT_FOUND, Kind.CANNOT_REACH])
def test_a_check_without_a_way_out_says_nothing_of_the_server(kind: Kind | None) -> None:
    assert explains(OFFLINE, kind, names_fail=False) is Obstacle.OFFLINE
    assert explains(PORTAL, kind, names_fail=False) is Obstacle.PORTAL
    assert explains(OFFICE, kind, names_fail=True) is Obstacle.OFFLINE
    assert explains(OFFICE, kind, names_fail=False) is None


def test_a_portal_answers_with_a_certificate_of_its_own() -> None:
    shown = Kind.CERTIFICATE_PROBLEM
    assert explains(PORTAL, shown, names_fail=False) is Obstacle.PORTAL
    assert explains(OFFICE, shown, names_fail=False) is None


def test_what_the_server_said_itself_is_not_explained_away() -> None:
    for kind in (Kind.SIGN_IN_REFUSED, Kind.NO_PLACE_FREE, Kind.NO_LIMIT_FOUND):
        assert explains(OFFLINE, kind, names_fail=True) is None


def test_no_way_out_is_told_by_name() -> None:
    assert blocked(NOWHERE) is None
    assert [told.value for told in Told] == ["yes", "no", "unknown"]
    assert {what.value for what in Obstacle} == {"E19", "E20", "E21", "E22"}
