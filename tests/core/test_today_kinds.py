"""What the office can do today about every other kind of limit, and where nothing is to be done."""

from dataclasses import replace

import pytest

from tests.core.offices import HELPED, codes, courier, helps, over_ipv6, the, told
from tests.core.tables import NEEDS, OFFICE, verdict
from wizard.core.advice import Confidence, Kind, Rate, Refusal
from wizard.core.measures import Code, Today
from wizard.core.model import ServerWords
from wizard.core.recommend import count_need, given_need

# -- a limit of one mailbox ------------------------------------------------------------------------


def test_a_mailbox_is_judged_by_its_own_devices() -> None:
    today = helps(verdict(Kind.PER_MAILBOX_AND_ADDRESS, 3, refusal=Refusal.IN_WORDS))
    assert told(today) == [(Code.FEWER_CONNECTIONS, 1, 7, 3)]
    assert [(one.code, one.after) for one in today.measures[:3]] == [
        (Code.WEBMAIL, 2),
        (Code.FEWER_CONNECTIONS, 3),
        (Code.MOBILE_DATA, 5),
    ]


def test_a_mailbox_of_many_devices_is_shared_out_first() -> None:
    shared = count_need(NEEDS, 4, "thunderbird", 1, 0, 20)
    today = helps(verdict(Kind.PER_MAILBOX_AND_ADDRESS, 3), shared)
    assert told(today) == [(Code.OWN_MAILBOX, 0, 20, 7), (Code.FEWER_CONNECTIONS, 0, 7, 3)]
    assert codes(today) == [
        Code.OWN_MAILBOX,
        Code.FEWER_CONNECTIONS,
        Code.MOBILE_DATA,
        Code.WEBMAIL,
        Code.CLOSE_UNUSED,
    ]
    assert told(helps(verdict(Kind.PER_MAILBOX, 7), shared)) == [(Code.OWN_MAILBOX, 0, 20, 7)]


def test_a_mailbox_of_unknown_few_devices_has_no_combination() -> None:
    few = count_need(NEEDS, 4, "thunderbird", 1, 0, 5)
    today = helps(verdict(Kind.PER_MAILBOX, 3), few)
    assert today.together is None
    assert codes(today) == [
        Code.FEWER_CONNECTIONS,
        Code.OFF_PHONES,
        Code.WEBMAIL,
        Code.CLOSE_UNUSED,
    ]


def test_a_limit_wherever_the_mailbox_is_used_does_not_care_about_mobile_data() -> None:
    today = helps(verdict(Kind.PER_MAILBOX, 5), case=over_ipv6(courier()))
    assert Code.MOBILE_DATA not in codes(today)
    assert Code.OWN_ADDRESS not in codes(today)
    assert the(Code.OFF_PHONES, today).after == 5


def test_dovecot_counts_a_mailbox_for_each_address_so_ipv6_helps() -> None:
    case = replace(over_ipv6(courier()), server=ServerWords("* OK Dovecot ready."))
    today = helps(verdict(Kind.PER_MAILBOX_AND_ADDRESS, 5), case=case)
    assert the(Code.OWN_ADDRESS, today).after == 5


def test_never_the_second_way_for_a_mailbox() -> None:
    for kind in (Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS):
        assert Code.SECOND_WAY not in codes(helps(verdict(kind, 3), case=courier()))


def test_a_number_that_is_only_reported_of_a_large_provider_promises_nothing() -> None:
    known = verdict(Kind.PER_MAILBOX, 5, "known-provider")
    assert told(helps(known)) == [(Code.FEWER_CONNECTIONS, 1, 7, 4)]
    reported = helps(replace(known, confidence=Confidence.NOT_SURE))
    assert reported.together is None
    assert {one.enough for one in reported.measures} == {None}
    assert the(Code.FEWER_CONNECTIONS, reported).after == 4


# -- the other kinds -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(set(Kind) - HELPED))
def test_where_nothing_is_to_be_done_nothing_is_told(kind: Kind) -> None:
    assert helps(verdict(kind, 4), case=courier()) == Today()


def test_locked_out_what_may_still_work() -> None:
    assert codes(helps(verdict(Kind.LOCKED_OUT))) == [
        Code.WEBMAIL_MEANWHILE,
        Code.MOBILE_MEANWHILE,
    ]


def test_a_full_server_has_quieter_hours() -> None:
    assert codes(helps(verdict(Kind.SERVER_FULL))) == [Code.QUIETER_HOURS]


def test_a_full_router_is_restarted_and_relieved_without_a_number_to_fit_into() -> None:
    today = helps(verdict(Kind.OFFICE_NETWORK), case=courier())
    assert codes(today) == [
        Code.RESTART_ROUTER,
        Code.FEWER_CONNECTIONS,
        Code.MOBILE_DATA,
        Code.CLOSE_UNUSED,
    ]
    assert today.together is None
    assert {one.enough for one in today.measures} == {None}
    uncounted = helps(verdict(Kind.OFFICE_NETWORK), given_need(NEEDS, 30))
    assert Code.WEBMAIL not in codes(uncounted)
    assert Code.MOBILE_DATA in codes(uncounted)


def test_where_old_sessions_are_pushed_out_only_the_programs_are_turned_down() -> None:
    today = helps(verdict(Kind.EVICTS_OLDEST, 10), case=courier())
    assert told(today) == [(Code.FEWER_CONNECTIONS, 4, 22, 10)]
    assert codes(today) == [Code.FEWER_CONNECTIONS, Code.CLOSE_UNUSED]
    uncounted = helps(verdict(Kind.EVICTS_OLDEST, 10), given_need(NEEDS, 30))
    assert codes(uncounted) == [Code.IF_THUNDERBIRD, Code.CLOSE_UNUSED]


def test_no_place_free_gives_no_number_to_fit_into() -> None:
    today = helps(verdict(Kind.NO_PLACE_FREE))
    assert today.together is None
    assert the(Code.FEWER_CONNECTIONS, today).after == 10
    assert {one.enough for one in today.measures} == {None}


def test_no_place_free_in_words_depends_on_whose_place_it_is() -> None:
    def spoken(*names: str) -> list[Code]:
        return codes(helps(verdict(Kind.NO_PLACE_FREE, None, *names, refusal=Refusal.IN_WORDS)))

    assert spoken() == []
    assert Code.FEWER_CONNECTIONS in spoken("words-name-the-address")
    mailbox = helps(
        verdict(Kind.NO_PLACE_FREE, None, "words-name-the-mailbox", refusal=Refusal.IN_WORDS)
    )
    assert the(Code.FEWER_CONNECTIONS, mailbox).before == OFFICE.mailbox
    assert mailbox.together is None
    shared = count_need(NEEDS, 4, "thunderbird", 1, 0, 20)
    many = helps(
        verdict(Kind.NO_PLACE_FREE, None, "words-name-the-mailbox", refusal=Refusal.IN_WORDS),
        shared,
    )
    assert (the(Code.OWN_MAILBOX, many).enough, many.together) == (None, None)


@pytest.mark.parametrize(
    ("count", "seconds", "at_a_time", "minutes", "all_minutes"),
    [
        (8, 60.0, 1, 1, 3),
        (10, 61.0, 2, 2, 2),
        (20, 5.0, 4, 1, 0),
        (3, 60.0, 1, 2, 6),
        (0, 60.0, 1, 5, 15),
    ],
)
def test_a_rate_says_how_many_programs_in_how_many_minutes(
    count: int, seconds: float, at_a_time: int, minutes: int, all_minutes: int
) -> None:
    found = replace(verdict(Kind.RATE), rate=Rate(count, seconds))
    (slow,) = helps(found).measures
    assert (slow.code, slow.devices) == (Code.ONE_AFTER_THE_OTHER, at_a_time)
    assert (slow.minutes, slow.all_minutes) == (minutes, all_minutes)


def test_a_rate_without_its_numbers_says_nothing() -> None:
    assert helps(verdict(Kind.RATE)) == Today()
