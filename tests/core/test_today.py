"""What the office can do today about a limit of its own: the right measures, in exact numbers."""

from dataclasses import replace

import pytest

from tests.core.offices import (
    PROGRAMS,
    codes,
    courier,
    courier_elsewhere,
    courier_refusing,
    helps,
    office,
    over_ipv6,
    the,
    told,
)
from tests.core.tables import NEEDS, OFFICE, verdict
from wizard.core.advice import Kind
from wizard.core.measures import Code, Today
from wizard.core.recommend import given_need

# -- a limit of the office -------------------------------------------------------------------------


def test_the_example_office_fits_into_four_with_two_changes() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 4), case=courier())
    assert told(today) == [
        (Code.FEWER_CONNECTIONS, 4, 22, 6),
        (Code.MOBILE_DATA, 1, 6, 4),
    ]
    assert today.together is not None
    assert (today.together.before, today.together.after) == (22, 4)
    assert (today.together.limit, today.together.enough) == (4, True)


def test_each_measure_is_told_by_itself_the_one_that_saves_most_first() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 4), case=courier())
    alone = [(one.code, one.before, one.after, one.enough) for one in today.measures[:4]]
    assert alone == [
        (Code.FEWER_CONNECTIONS, 22, 6, False),
        (Code.SECOND_WAY, 22, 12, False),
        (Code.WEBMAIL, 22, 17, False),
        (Code.MOBILE_DATA, 22, 20, False),
    ]


def test_seven_computers_fit_into_four_with_the_second_way() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 4), office(7, "thunderbird", 1), courier())
    assert told(today) == [
        (Code.FEWER_CONNECTIONS, 7, 37, 9),
        (Code.MOBILE_DATA, 1, 9, 7),
        (Code.SECOND_WAY, 3, 7, 4),
    ]


def test_without_the_second_way_as_few_people_as_possible_use_webmail() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 4), office(7, "thunderbird", 1), courier_refusing())
    assert Code.SECOND_WAY not in codes(today)
    assert told(today)[-1] == (Code.WEBMAIL, 3, 7, 4)


def test_the_setting_is_turned_down_only_as_far_as_it_takes() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 10))
    assert told(today) == [(Code.FEWER_CONNECTIONS, 4, 22, 10)]
    measure = the(Code.FEWER_CONNECTIONS, today)
    assert (measure.keeps, measure.each, measure.setting) == (2, 3, "thunderbird")


@pytest.mark.parametrize("program", PROGRAMS)
def test_only_a_program_whose_setting_is_known_is_turned_down(program: str) -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 1), office(4, program))
    assert (Code.FEWER_CONNECTIONS in codes(today)) == (
        program in {"thunderbird", "mailbird", "evolution"}
    )
    assert (Code.IF_THUNDERBIRD in codes(today)) == (program == "not-sure")


def test_the_second_way_doubles_the_places() -> None:
    measure = the(Code.SECOND_WAY, helps(verdict(Kind.PER_ADDRESS, 4), case=courier()))
    assert (measure.devices, measure.each, measure.places, measure.shown) == (2, 5, 4, True)
    unseen = the(Code.SECOND_WAY, helps(verdict(Kind.PER_ADDRESS, 4)))
    assert not unseen.shown


def test_other_devices_alone_may_be_too_many() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 2), office(2, "kmail", 1, 9), courier_refusing())
    assert today.together is not None
    assert (today.together.after, today.together.enough) == (9, False)


def test_what_is_enough_needs_no_measure() -> None:
    assert helps(verdict(Kind.PER_ADDRESS, 22)) == Today()
    assert helps(verdict(Kind.NO_LIMIT_FOUND, 24)) == Today()


def test_a_need_given_as_a_number_gets_no_invented_devices() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 4), given_need(NEEDS, 30), courier())
    assert told(today) == [(Code.SECOND_WAY, 0, 30, 15)]
    for code, each in ((Code.MOBILE_DATA, 2), (Code.WEBMAIL, 5)):
        measure = the(code, today)
        assert (measure.devices, measure.each, measure.before, measure.saves) == (0, each, None, 0)


def test_a_need_of_one_connection_saves_nothing_on_a_phone() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 0), given_need(NEEDS, 1), courier_refusing())
    assert codes(today) == [Code.IF_THUNDERBIRD, Code.CLOSE_UNUSED]


def test_a_count_by_another_table_is_no_count() -> None:
    """A case of an older version: what its numbers were made of is not known any more."""
    older = replace(OFFICE, connections=13)
    today = helps(verdict(Kind.PER_ADDRESS, 4), older, courier_refusing())
    assert today.together is None
    assert the(Code.FEWER_CONNECTIONS, today).before is None
    unknown = replace(OFFICE, program="from-the-future")
    assert Code.FEWER_CONNECTIONS not in codes(helps(verdict(Kind.PER_ADDRESS, 4), unknown))


def test_with_ipv6_each_device_counts_alone_where_the_test_saw_it() -> None:
    today = helps(verdict(Kind.PER_ADDRESS, 5), case=over_ipv6(courier()))
    measure = the(Code.OWN_ADDRESS, today)
    assert (measure.before, measure.after, measure.enough, measure.shown) == (22, 5, True, True)
    uncounted = helps(
        verdict(Kind.PER_ADDRESS, 4), given_need(NEEDS, 30), over_ipv6(courier_elsewhere())
    )
    assert the(Code.OWN_ADDRESS, uncounted).before is None


def test_an_address_of_its_own_spreads_what_nothing_else_can() -> None:
    """No setting, no second way: three devices in place of all of them."""
    case = over_ipv6(courier_elsewhere())
    today = helps(verdict(Kind.PER_ADDRESS, 4), office(6, "apple-mail", 1), case)
    assert told(today) == [(Code.OWN_ADDRESS, 0, 26, 4)]


def test_over_ipv6_nothing_of_the_office_adds_up() -> None:
    case = replace(courier(), address="2001:db8::1")
    for kind in (Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS):
        today = helps(verdict(kind, 3), case=case)
        assert codes(today) == [Code.FEWER_CONNECTIONS, Code.CLOSE_UNUSED]
        assert today.together is None
    without = helps(verdict(Kind.PER_ADDRESS, 3), office(9, "outlook"), case)
    assert codes(without) == [Code.CLOSE_UNUSED]
