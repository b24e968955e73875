"""Two tests of one office: what may be said of them, told as stories."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.runs import (
    DOOR,
    DOVECOT,
    INFO,
    NEED,
    SALES,
    STRANGER,
    change,
    compared,
    filtered,
    free,
    in_words,
    limited,
    mailbox,
    other,
    run,
    shut,
)
from tests.core.tables import OFFICE, verdict
from wizard.core.advice import Kind, Refusal
from wizard.core.compare import compare
from wizard.core.comparison import Bound, Change, Number, Read, Why
from wizard.core.model import Security

FOR_ALL = "wordless-not-courier"
ENOUGH = NEED + 2


# -- one test is no comparison ---------------------------------------------------------------------


def test_one_test_is_no_comparison() -> None:
    assert compare(()) is None
    assert compare((limited(4),)) is None


@pytest.mark.parametrize(
    "kind",
    [Kind.STOPPED, Kind.NO_CLEAR_RESULT, Kind.CANNOT_REACH, Kind.SIGN_IN_REFUSED, Kind.NOT_FOUND],
)
def test_an_earlier_test_without_a_result_is_nothing_to_compare_with(kind: Kind) -> None:
    assert compare((other(kind), free(ENOUGH))) is None
    assert change(limited(4), other(kind), free(ENOUGH)) is Change.FIXED


def test_what_is_known_of_a_large_provider_was_not_measured() -> None:
    known = run(verdict(Kind.PER_MAILBOX, 15, "known-provider"), target=INFO)
    assert known.number is None
    assert compare((known, mailbox(3))) is None
    assert change(mailbox(3), known) is Why.NO_RESULT


def test_a_fault_of_this_computer_is_no_number() -> None:
    broken = run(verdict(Kind.NO_CLEAR_RESULT, 3, "our-fault", at_least=True))
    assert broken.number is None


# -- the office ------------------------------------------------------------------------------------


def test_four_then_more_than_needed_is_fixed() -> None:
    found = compared(limited(4), free(ENOUGH))
    assert found.change is Change.FIXED
    assert found.before_number == Number(4, Bound.EXACT)
    assert found.now_number == Number(ENOUGH, Bound.OR_MORE)
    assert found.need == found.need_before == NEED
    assert (found.of_mailbox, found.why) == (False, Why.PROVEN)


def test_four_then_a_higher_limit_that_is_enough_is_fixed() -> None:
    assert change(limited(4), limited(NEED)) is Change.FIXED
    assert change(filtered(4), free(ENOUGH)) is Change.FIXED


def test_four_then_ten_is_better_and_still_too_few() -> None:
    found = compared(limited(4), limited(10))
    assert (found.change, found.still_too_few) == (Change.BETTER, True)


def test_a_minimum_above_the_old_limit_is_better_and_may_be_enough() -> None:
    for now in (limited(10, at_least=True, closed=False), free(10)):
        found = compared(limited(4), now)
        assert (found.change, found.still_too_few) == (Change.BETTER, False)


def test_four_then_four_is_the_same() -> None:
    assert change(limited(4), limited(4)) is Change.SAME
    assert change(filtered(4), filtered(4)) is Change.SAME


def test_ten_then_four_is_fewer() -> None:
    assert change(limited(10), limited(4)) is Change.FEWER
    assert change(free(ENOUGH), limited(4)) is Change.FEWER
    # Ten were open at once, whoever used mail besides: more than four were allowed.
    assert change(limited(10, at_least=True), limited(4)) is Change.FEWER


def test_a_minimum_proves_neither_the_same_nor_fewer() -> None:
    low = limited(4, at_least=True, closed=False)
    assert change(limited(4), low) is Why.MINIMUM_NOW
    assert change(limited(10), low) is Why.MINIMUM_NOW
    assert change(low, low) is Why.MINIMUM_NOW
    assert change(low, limited(4)) is Why.MINIMUM_THEN


def test_an_earlier_minimum_proves_no_rise() -> None:
    low = limited(4, at_least=True, closed=False)
    assert change(low, limited(10)) is Why.MINIMUM_THEN
    found = compared(low, free(ENOUGH))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.MINIMUM_THEN)


def test_enough_and_again_enough() -> None:
    assert change(free(ENOUGH), free(ENOUGH)) is Change.STILL_ENOUGH
    assert change(limited(30), limited(23)) is Change.STILL_ENOUGH


# -- no place, a full server, a rate, a ban --------------------------------------------------------


def test_no_place_free_proves_nothing_about_the_limit() -> None:
    assert shut().number == Number(0, Bound.NONE_FREE)
    assert change(shut(), limited(4)) is Why.NONE_FREE_THEN
    assert change(limited(4), shut()) is Why.NONE_FREE_NOW
    assert change(shut(), shut()) is Why.NONE_FREE_NOW
    found = compared(shut(), free(ENOUGH))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.NONE_FREE_THEN)


@pytest.mark.parametrize(
    "kind", [Kind.SERVER_FULL, Kind.RATE, Kind.LOCKED_OUT, Kind.OFFICE_NETWORK]
)
def test_other_trouble_shows_that_the_old_limit_is_gone_only_above_it(kind: Kind) -> None:
    found = compared(limited(4), other(kind, peak=9))
    assert (found.change, found.reaches_the_need) == (Change.OTHER, False)
    assert found.now_number == Number(9, Bound.AT_LEAST)
    assert compared(limited(4), other(kind, peak=NEED)).reaches_the_need
    assert change(limited(4), other(kind, peak=4)) is Why.TROUBLE_NOW
    assert change(limited(4), other(kind)) is Why.TROUBLE_NOW
    assert change(limited(4, at_least=True), other(kind, peak=9)) is Why.TROUBLE_NOW
    assert not compared(limited(4), other(kind)).reaches_the_need
    assert not compared(limited(4), other(kind)).still_too_few


def test_after_other_trouble_enough_is_enough_and_no_more() -> None:
    found = compared(other(Kind.SERVER_FULL, peak=3), free(ENOUGH))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.TROUBLE_THEN)
    assert change(other(Kind.RATE), limited(4)) is Why.TROUBLE_THEN
    assert change(other(Kind.SERVER_FULL, peak=3), other(Kind.SERVER_FULL, peak=3)) is (
        Why.TROUBLE_THEN
    )


def test_a_server_that_pushes_out_old_ones() -> None:
    def pushing(kept: int) -> Read:
        return run(verdict(Kind.EVICTS_OLDEST, kept, refusal=Refusal.NONE))

    assert change(pushing(4), pushing(4)) is Change.SAME
    assert change(pushing(4), pushing(9)) is Change.BETTER
    assert change(pushing(4), free(ENOUGH)) is Change.FIXED
    # More than needed were kept: what is gone is not a number that was too low.
    found = compared(pushing(NEED), free(ENOUGH))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.TROUBLE_THEN)
    assert change(limited(4), pushing(9)) is Change.OTHER
    # Nobody knows whose they were: a mailbox with enough is no fixed mailbox.
    found = compared(pushing(1), mailbox(OFFICE.mailbox))
    assert (found.of_mailbox, found.why) == (False, Why.OTHER_SIGN_IN)


# -- whose limit -----------------------------------------------------------------------------------


def test_another_limit_above_the_old_one_is_another_problem() -> None:
    assert change(limited(4), filtered(10)) is Change.OTHER
    assert change(filtered(4), limited(10)) is Change.OTHER
    # Both are the mail server's own, in whatever manner it says no.
    assert change(limited(4), in_words(10)) is Change.BETTER


def test_another_limit_at_the_same_height_may_hide_the_old_one() -> None:
    assert change(limited(4), filtered(4)) is Why.OTHER_LIMIT
    assert change(limited(4), in_words(4)) is Why.OTHER_LIMIT
    assert change(limited(4), limited(4, server=STRANGER)) is Why.OTHER_LIMIT


def test_a_number_of_all_customers_together_moves_by_itself() -> None:
    then = limited(4, FOR_ALL, server=STRANGER)
    found = compared(then, free(ENOUGH, server=STRANGER))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.FOR_ALL)
    better = compared(then, limited(10, FOR_ALL, server=STRANGER))
    assert (better.change, better.may_be_for_all) == (Change.BETTER, True)
    assert not compared(limited(4), limited(10)).may_be_for_all
    assert change(then, filtered(10, server=STRANGER)) is Why.FOR_ALL
    assert change(then, other(Kind.RATE, peak=9, server=STRANGER)) is Why.TROUBLE_NOW
    assert change(limited(10, FOR_ALL, server=STRANGER), then) is Why.FOR_ALL
    assert change(filtered(10), filtered(4)) is Why.FOR_ALL


# -- one mailbox -----------------------------------------------------------------------------------


def test_the_mailbox_is_judged_by_the_need_of_the_mailbox() -> None:
    found = compared(mailbox(3), mailbox(OFFICE.mailbox))
    assert (found.change, found.of_mailbox, found.need) == (
        Change.FIXED, True, OFFICE.mailbox,
    )  # fmt: skip
    assert found.need_before == OFFICE.mailbox
    assert change(mailbox(3), free(ENOUGH, server=DOVECOT, target=INFO)) is Change.FIXED
    assert change(mailbox(3), mailbox(4)) is Change.BETTER
    assert change(mailbox(3), mailbox(4, Kind.PER_MAILBOX)) is Change.BETTER
    assert change(mailbox(3), mailbox(3)) is Change.SAME
    assert change(mailbox(4), mailbox(3)) is Change.FEWER


def test_enough_for_the_mailbox_is_not_enough_for_the_office() -> None:
    # The server closed the fifth; now ten get in, and the mailbox alone has no more.
    found = compared(limited(4, target=INFO), mailbox(10, server=STRANGER))
    assert (found.change, found.of_mailbox, found.still_too_few) == (Change.BETTER, False, False)
    assert change(limited(4, target=INFO), mailbox(5, server=STRANGER)) is Change.OTHER
    assert change(limited(9, target=INFO), mailbox(5, server=STRANGER)) is Change.FEWER
    assert change(limited(4, target=INFO), mailbox(NEED, server=STRANGER)) is Change.FIXED


def test_the_office_may_stop_what_the_mailbox_would_allow() -> None:
    found = compared(mailbox(3), limited(9, server=DOVECOT, target=INFO))
    assert (found.change, found.reaches_the_need) == (Change.OTHER, True)


def test_a_test_without_a_password_cannot_see_a_limit_of_the_mailbox() -> None:
    assert change(mailbox(3), free(ENOUGH, server=DOVECOT)) is Why.NOT_SIGNED_IN
    assert change(in_words(3, target=INFO), free(ENOUGH)) is Why.NOT_SIGNED_IN
    assert change(shut("words-name-the-mailbox", target=INFO), free(ENOUGH)) is Why.NOT_SIGNED_IN


def test_another_mailbox_has_another_limit() -> None:
    assert change(mailbox(3), mailbox(10, target=SALES)) is Why.OTHER_MAILBOX
    same = replace(INFO, user="Info@Miller.example")
    assert change(mailbox(3), mailbox(10, target=same)) is Change.FIXED
    open_then = free(ENOUGH, server=DOVECOT, target=SALES)
    assert change(open_then, mailbox(3)) is Why.OTHER_MAILBOX
    found = compared(open_then, mailbox(10))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.OTHER_SIGN_IN)
    assert change(free(ENOUGH, server=DOVECOT, target=INFO), mailbox(10)) is Change.STILL_ENOUGH


def test_with_and_without_a_password_only_courier_counts_alike() -> None:
    assert change(limited(4), limited(4, target=INFO)) is Change.SAME
    assert change(limited(4, target=INFO), free(ENOUGH)) is Change.FIXED
    assert change(limited(4, server=STRANGER), limited(9, server=STRANGER, target=INFO)) is (
        Why.OTHER_SIGN_IN
    )
    found = compared(limited(4, server=STRANGER), free(ENOUGH, server=STRANGER, target=INFO))
    assert (found.change, found.why) == (Change.ENOUGH_NOW, Why.OTHER_SIGN_IN)


# -- the same server -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        replace(DOOR, host="mail2.example-host.net"),
        replace(DOOR, port=143),
        replace(DOOR, security=Security.STARTTLS),
    ],
)
def test_another_server_or_another_way_into_it_is_no_comparison(target: object) -> None:
    assert change(limited(4), free(ENOUGH, target=target)) is Why.OTHER_SERVER


def test_a_host_name_is_the_same_in_capitals_and_with_a_dot() -> None:
    target = replace(DOOR, host="MAIL.example-host.net.")
    assert change(limited(4), free(ENOUGH, target=target)) is Change.FIXED


@pytest.mark.parametrize("address", ["198.51.100.26", "2001:db8::25"])
def test_one_name_may_stand_for_several_machines(address: str) -> None:
    assert change(limited(4), free(ENOUGH, address=address)) is Why.OTHER_MACHINE


# -- the office's own address ----------------------------------------------------------------------

OLD, NEW = ("203.0.113.7",), ("203.0.113.99",)


def test_a_changed_address_is_told_and_proves_nothing_the_same() -> None:
    found = compared(limited(4, ours=OLD), limited(4, ours=NEW))
    assert (found.change, found.why) == (Change.UNCLEAR, Why.OFFICE_MOVED)
    assert (found.old_address, found.new_address) == (*OLD, *NEW)
    assert change(limited(9, ours=OLD), limited(4, ours=NEW)) is Why.OFFICE_MOVED
    assert change(limited(4, ours=OLD), free(ENOUGH, ours=NEW)) is Change.FIXED
    assert change(limited(4, ours=OLD), limited(9, ours=NEW)) is Change.BETTER


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((), NEW),
        (OLD, ()),
        (OLD, OLD),
        (OLD, ("::ffff:203.0.113.7",)),
        (("203.0.113.8", "203.0.113.7"), OLD),
        (("192.168.1.7",), ("192.168.1.8",)),
        (("not an address",), NEW),
        (("2001:db8::7",), ("2001:db8:1::7",)),
    ],
)
def test_an_address_that_is_not_known_to_have_changed_is_not_told(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    found = compared(limited(4, ours=old), limited(4, ours=new))
    assert (found.change, found.old_address, found.new_address) == (Change.SAME, "", "")


def test_of_the_newer_kind_of_address_only_the_network_counts() -> None:
    six: dict[str, Any] = {"address": "2001:db8:5::25"}
    old, near, far = (("2001:db8:0:1::7",), ("2001:db8:0:1::8",), ("2001:db8:0:2::7",))
    assert not compared(limited(4, ours=old, **six), limited(4, ours=near, **six)).new_address
    assert compared(limited(4, ours=old, **six), limited(4, ours=far, **six)).new_address == far[0]


# -- the need --------------------------------------------------------------------------------------


def test_both_numbers_are_judged_by_the_need_of_today() -> None:
    small, large = replace(OFFICE, connections=3), replace(OFFICE, connections=40)
    # Nobody fixed anything: the office became smaller.
    found = compared(limited(4), limited(4, need=small))
    assert (found.change, found.need, found.need_before) == (Change.STILL_ENOUGH, 3, NEED)
    assert change(limited(4, need=small), free(ENOUGH)) is Change.FIXED
    assert change(free(ENOUGH), limited(30, need=large)) is Why.MINIMUM_THEN
    assert change(limited(30, need=large), limited(30)) is Change.STILL_ENOUGH


# -- which earlier test ----------------------------------------------------------------------------


def test_fixed_is_told_against_the_latest_test_that_found_too_little() -> None:
    first, second, good = limited(4), limited(10), free(ENOUGH)
    assert compared(first, second, good).before is second
    assert compared(first, good, good).before is first
    assert compared(first, limited(4, at_least=True), good).before is first
    assert compared(first, other(Kind.STOPPED), good).before is first
    assert compared(good, shut(), good).before.kind is Kind.NO_PLACE_FREE
    assert compared(good, other(Kind.RATE), good).change is Change.ENOUGH_NOW
    assert compared(shut(), good, free(ENOUGH + 1)).before.kind is Kind.NO_PLACE_FREE
    assert compared(other(Kind.RATE), good, good).change is Change.STILL_ENOUGH


def test_where_it_is_not_enough_the_latest_test_that_proves_something_counts() -> None:
    first, vague = limited(4), limited(3, at_least=True)
    assert compared(first, vague, limited(4)).before is first
    # It had gone up, and is down again: "nothing has changed" would be wrong.
    assert change(first, limited(9, at_least=True), limited(4)) is Change.FEWER
    assert change(first, free(ENOUGH), limited(4)) is Change.FEWER


def test_nobody_looks_past_a_test_that_had_enough() -> None:
    first, good = limited(4), free(ENOUGH)
    found = compared(first, good, limited(9, at_least=True))
    assert (found.change, found.before) == (Change.UNCLEAR, good)


def test_where_nothing_is_proven_the_latest_number_is_shown() -> None:
    first, now = limited(4, at_least=True), limited(3, at_least=True)
    assert compared(first, other(Kind.RATE, peak=2), now).before is first
    assert compared(other(Kind.RATE, peak=2), now).before.kind is Kind.RATE
    elsewhere = limited(9, address="198.51.100.26")
    assert compared(first, elsewhere, now).before is first
    assert compared(elsewhere, now).why is Why.OTHER_MACHINE
    # A test at another machine had enough: that says nothing about this one.
    moved = free(ENOUGH, address="198.51.100.26")
    assert change(limited(4), moved, limited(4)) is Change.SAME


@pytest.mark.parametrize("kind", [Kind.STOPPED, Kind.CERTIFICATE_PROBLEM, Kind.NO_CLEAR_RESULT])
def test_without_a_result_there_is_nothing_to_compare(kind: Kind) -> None:
    assert change(limited(4), other(kind, peak=9)) is Why.NO_RESULT
