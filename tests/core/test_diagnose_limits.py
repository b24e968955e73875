"""Verdicts at a limit: the server does X, we observe Y, we conclude Z. And the look-alikes."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest

from tests.core.simulated_lives import Life, Others
from tests.core.simulated_rules import (
    BUSY,
    CUT,
    CUT_AT_ONCE,
    LATE,
    MAIN_ONLY,
    REFUSED,
    SILENT,
    UNANSWERED,
    WORDLESS,
    WRONG_PASSWORD,
    Attempts,
    Balanced,
    Places,
    Queue,
    TokenBucket,
    cyrus_host,
    cyrus_user,
    dovecot,
    gmail,
    in_words,
    of_this_ip,
)
from tests.core.simulated_server import Answer, Rule
from tests.core.simulated_verdict import QUIET_OFFICE, Concluded, conclude
from wizard.core.advice import Confidence, Kind, Refusal
from wizard.core.model import Outcome, Step, Via

VERY, FAIRLY, NOT = Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE


# -- Per address ----------------------------------------


def test_courier_with_mail_closed_everywhere() -> None:
    got = conclude(Places(4, doors=MAIN_ONLY), software="courier", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.PER_ADDRESS,
        VERY,
        (4, False),
    )
    assert got.verdict.refusal is Refusal.WORDLESS
    assert (got.verdict.tries, got.verdict.tries_of) == (6, 6)
    assert got.shows("refused-at-the-same-number") == [
        "climb closed-at-once",
        *["confirm closed-at-once"] * 2,
        "one-more closed-at-once",
        *["again closed-at-once"] * 2,
    ]
    assert got.shows("freed-places-taken") == ["refill open"] * 2 + ["one-more closed-at-once"]


def test_courier_while_others_may_use_mail() -> None:
    got = conclude(Places(4), software="courier")
    assert (got.verdict.confidence, got.number) == (FAIRLY, (4, True))
    assert got.codes[-1] == "others-may-use-mail"


def test_a_wordless_close_of_any_other_server_is_never_very_sure() -> None:
    """xinetd, nginx and hMailServer close for everybody in the same way."""
    got = conclude(Places(4), software="dovecot", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_ADDRESS, FAIRLY)
    assert got.shows("wordless-not-courier") == ["climb closed-at-once"]


def test_other_programs_on_this_computer_are_added() -> None:
    got = conclude(
        Places(6, others=2), software="courier", programs=(("thunderbird", 2),), **QUIET_OFFICE
    )
    assert (got.verdict.confidence, got.number) == (FAIRLY, (6, False))
    assert got.shows("others-on-this-computer") == [
        "reach others-counted",
        "one-more others-counted",
    ]


def test_other_programs_that_come_in_mid_test_make_it_at_least() -> None:
    one = conclude(Places(4), software="courier", **QUIET_OFFICE)
    events = tuple(
        e if e.outcome != "others-counted" or e.step == "reach" else replace(e, detail="mail:1")
        for e in one.case.events
    )
    got = Concluded(replace(one.case, events=events))
    assert (got.verdict.confidence, got.number) == (FAIRLY, (4, True))


def test_words_that_name_the_address() -> None:
    got = conclude(Places(4, of_this_ip(4)), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number, got.verdict.limit_named) == (
        Kind.PER_ADDRESS,
        VERY,
        (4, False),
        4,
    )
    assert got.shows("words-name-the-address")[0] == "climb refused-in-words"


def test_cyrus_per_host_works_one_less_than_it_says() -> None:
    got = conclude(Places(3, cyrus_host(4)), software="cyrus", **QUIET_OFFICE)
    assert (got.verdict.kind, got.number, got.verdict.limit_named) == (
        Kind.PER_ADDRESS,
        (3, False),
        4,
    )


def test_a_packet_filter_that_refuses_is_never_very_sure() -> None:
    """It may count everybody's connections together: `ct count` does, unless told otherwise."""
    got = conclude(Places(4, REFUSED), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.PER_ADDRESS,
        FAIRLY,
        (4, False),
    )
    assert got.shows("filter-may-count-all") == ["climb connect-refused"]
    assert got.verdict.refusal is Refusal.PACKET_FILTER
    assert got.shows("control-answered") == ["check control-answered"]


def test_a_refusal_without_a_control_may_be_the_offices_router() -> None:
    """A router with a full table refuses as well, and gives a freed place back."""
    got = conclude(Places(4, REFUSED), mail_closed=True)
    assert (got.verdict.kind, got.number) == (Kind.NO_CLEAR_RESULT, (4, True))
    assert got.codes == ["no-control"]


def test_a_packet_filter_that_drops_for_both_services() -> None:
    got = conclude(Places(4, UNANSWERED), **QUIET_OFFICE)
    assert (got.verdict.kind, got.number) == (Kind.PER_ADDRESS, (4, False))


def test_dropped_packets_without_a_control_may_be_the_offices_router() -> None:
    got = conclude(Places(4, UNANSWERED), mail_closed=True)
    assert (got.verdict.kind, got.number) == (Kind.NO_CLEAR_RESULT, (4, True))
    assert got.codes == ["no-control"]


@pytest.mark.parametrize("elsewhere", [None, REFUSED])
def test_dropped_packets_while_the_other_service_is_reached_may_be_the_carriers_ports(
    elsewhere: Answer | None,
) -> None:
    """Also where its port is closed: that answer came back all the same."""
    rules: list[Rule] = [Places(4, UNANSWERED, doors=MAIN_ONLY)]
    if elsewhere:
        rules.append(Places(0, elsewhere, doors=frozenset({Via.OTHER_SERVICE})))
    got = conclude(*rules, **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["other-service-answers"])


def test_dropped_packets_with_no_other_service_to_ask_are_no_proof() -> None:
    got = conclude(Places(4, UNANSWERED), doors=(), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


def test_a_filter_that_waiting_opened_is_no_count() -> None:
    got = conclude(Attempts({5: REFUSED, 7: REFUSED, 8: REFUSED, 9: REFUSED, 10: REFUSED,
                             13: REFUSED, 16: REFUSED}), doors=(), **QUIET_OFFICE)  # fmt: skip
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_wordless_close_that_waiting_opened_counts_on_courier_only() -> None:
    ends = dict.fromkeys((5, 7, 8, 9, 12, 13, 14), WORDLESS)
    courier = conclude(Attempts(ends), software="courier", doors=(), **QUIET_OFFICE)
    assert (courier.verdict.kind, courier.verdict.confidence, courier.number) == (
        Kind.PER_ADDRESS,
        FAIRLY,
        (5, True),
    )
    assert courier.shows("unsteady") == ["climb closed-at-once"]
    ends = dict.fromkeys((5, 7, 8, 9, 10, 13, 16), WORDLESS)
    other = conclude(Attempts(ends), doors=(), **QUIET_OFFICE)
    assert (other.verdict.kind, other.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_colleagues_take_the_freed_places_on_courier() -> None:
    """The normal case in the very office this is for: "at least", and not sure."""
    places = Places(6, others=2)
    hungry = tuple(Life(5.0, 300.0, hungry=True) for _ in range(3))
    got = conclude(places, Others(places, hungry, ()), software="courier")
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.PER_ADDRESS,
        NOT,
        (4, True),
    )
    assert got.shows("all-freed-one-got-in") == ["emptied open"]


def test_a_colleague_takes_the_freed_place_elsewhere() -> None:
    places = Places(6, others=2)
    hungry = tuple(Life(5.0, 400.0, hungry=True) for _ in range(9))
    got = conclude(places, Others(places, hungry, ()), control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["others-may-use-mail"])


def test_a_refusal_with_nothing_held_proves_nothing_on_courier() -> None:
    """So many colleagues, or a proxy with a rule about the pace before it."""
    ends = dict.fromkeys(range(4, 12), WORDLESS)
    got = conclude(Attempts(ends), software="courier", mail_closed=True)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["freed-place-not-given-back"])


def test_a_freed_place_that_took_a_second_try_counts_on_courier_only() -> None:
    """A window that moves on gives it back as well, a second later."""
    ends = dict.fromkeys((5, 6, 7, 8, 11), WORDLESS)
    got = conclude(Attempts(ends), software="courier", doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.number) == (Kind.PER_ADDRESS, (4, True))
    ends = dict.fromkeys((5, 6, 7, 8, 9, 12, 15), WORDLESS)
    other = conclude(Attempts(ends), doors=(), **QUIET_OFFICE)
    assert (other.verdict.kind, other.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_minute_that_helps_proves_nothing_on_courier() -> None:
    got = conclude(Attempts(dict.fromkeys(range(4, 10), WORDLESS)), software="courier")
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


# -- Per mailbox ----------------------------------------


def test_dovecot_names_mailbox_and_address() -> None:
    got = conclude(Places(4, dovecot(4)), software="dovecot", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number, got.verdict.limit_named) == (
        Kind.PER_MAILBOX_AND_ADDRESS,
        VERY,
        (4, False),
        4,
    )
    assert got.codes == ["words-name-the-mailbox", "freed-places-taken"]


def test_dovecot_names_its_number_though_a_phone_holds_a_place() -> None:
    got = conclude(Places(4, dovecot(4), others=1), software="dovecot")
    assert (got.number, got.verdict.limit_named, got.verdict.confidence) == ((3, True), 4, FAIRLY)
    assert got.codes[-1] == "others-may-use-mail"


def test_a_number_that_is_named_and_found_is_exact() -> None:
    assert conclude(Places(4, dovecot(4)), software="dovecot").number == (4, False)


@pytest.mark.parametrize(("answer", "named"), [(gmail(4), None), (cyrus_user(4), 4)])
def test_words_that_name_the_mailbox(answer: Answer, named: int | None) -> None:
    got = conclude(Places(4, answer), **QUIET_OFFICE)
    assert (got.verdict.kind, got.number, got.verdict.limit_named) == (
        Kind.PER_MAILBOX,
        (4, False),
        named,
    )


@pytest.mark.parametrize("last", [10, 11, 40])
def test_words_keep_their_kind_whatever_the_freed_place_does(last: int) -> None:
    """It is back after the quiet, after all were let go, or not at all."""
    ends = dict.fromkeys(range(4, last), dovecot(4))
    got = conclude(Attempts(ends), software="dovecot", doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_MAILBOX_AND_ADDRESS, NOT)
    assert (got.number, got.verdict.limit_named) == ((3, True), 4)
    assert "refill limit-in-words" in got.shows("freed-place-not-given-back")


def test_one_refusal_that_is_not_alike_lowers_the_confidence() -> None:
    rules = (Attempts({6: WORDLESS}), Places(4, dovecot(4)))
    got = conclude(*rules, software="dovecot", doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_MAILBOX_AND_ADDRESS, FAIRLY)


def test_two_kinds_of_words_are_no_clear_result() -> None:
    got = conclude(Places(4, dovecot(4), gmail(4)), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["mixed-refusals"])


def test_words_that_name_nobody_are_no_clear_result() -> None:
    got = conclude(Places(4, in_words("a1 NO too many connections")), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["words-unclear"])


def test_two_balanced_servers_give_their_sum_as_at_least() -> None:
    turn = cycle((0, 1))
    backends = [Places(3, dovecot(3)), Places(3, dovecot(3))]
    got = conclude(Balanced(backends, lambda: next(turn)), software="dovecot", **QUIET_OFFICE)
    assert got.verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS
    assert (got.verdict.limit, got.verdict.limit_named) == (6, 3)


# -- A full server ----------------------------------------


def test_a_queue_that_moves_on_is_a_full_server() -> None:
    got = conclude(Queue(4), software="courier", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.SERVER_FULL,
        VERY,
        (None, False),
    )
    assert got.shows("queue-moved-on") == ["free let-go", "queue open"]


def test_silence_that_does_not_move_on_is_no_clear_result() -> None:
    got = conclude(Attempts(dict.fromkeys(range(5, 40), SILENT)), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes, got.number) == (
        Kind.NO_CLEAR_RESULT,
        ["silent-at-the-limit"],
        (4, True),
    )


def test_late_and_quick_closes_in_turn_are_a_full_dovecot() -> None:
    """One late close decides: the quick ones beside it mean the same."""
    got = conclude(Places(4, WORDLESS, LATE), software="dovecot", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.SERVER_FULL, VERY)
    assert got.codes == ["closed-late", "freed-places-taken"]


@pytest.mark.parametrize("software", ["courier", "unknown"])
def test_a_late_close_among_quick_ones_may_be_a_bad_line(software: str) -> None:
    """A Courier's limit was met over a line that lost the close of one refusal for seconds."""
    got = conclude(Places(4, WORDLESS, LATE), software=software, **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["mixed-refusals"])


def test_late_closes_alone_are_a_full_server_of_any_make() -> None:
    got = conclude(Places(4, LATE), software="unknown", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.SERVER_FULL, FAIRLY)


def test_late_closes_that_are_not_proven_are_no_clear_result() -> None:
    got = conclude(Attempts(dict.fromkeys(range(5, 11), LATE)), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["closed-late"])


def test_a_cut_sign_in_is_a_full_server_on_dovecot_only() -> None:
    got = conclude(Places(4, CUT, CUT_AT_ONCE), software="dovecot", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.SERVER_FULL, Refusal.CUT)
    other = conclude(Places(4, CUT, CUT_AT_ONCE), software="cyrus", **QUIET_OFFICE)
    assert (other.verdict.kind, other.codes) == (Kind.NO_CLEAR_RESULT, ["sign-in-cut"])


@pytest.mark.parametrize(("steady", "sure"), [(True, VERY), (False, NOT)])
def test_a_busy_server_says_so(steady: bool, sure: Confidence) -> None:
    rule: Rule = Places(4, BUSY) if steady else Attempts(dict.fromkeys(range(5, 12), BUSY))
    got = conclude(rule, doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.SERVER_FULL, sure)
    assert "words-name-a-full-server" in got.codes


@pytest.mark.parametrize("manners", [(SILENT, WORDLESS), (CUT, WORDLESS)])
def test_mixed_refusals_are_no_clear_result(manners: tuple[Answer, Answer]) -> None:
    first, second = manners
    ends = {5: second, **dict.fromkeys((6, 7, 8, 11, 14), first)}
    got = conclude(Attempts(ends), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["mixed-refusals"])


# -- Not a limit at all ----------------------------------------


def test_a_refused_password_after_good_ones_is_not_a_password() -> None:
    got = conclude(Attempts({5: WRONG_PASSWORD}), **QUIET_OFFICE)
    assert (got.verdict.kind, got.number) == (Kind.NO_CLEAR_RESULT, (4, True))
    assert got.codes == ["sign-in-refused-later"]


@pytest.mark.parametrize(
    "rule", [Places(4, REFUSED), Places(4, UNANSWERED), TokenBucket(4, 0.2, UNANSWERED)]
)
def test_a_control_that_is_slow_itself_clears_nobody(rule: Rule) -> None:
    """An office's router that drops by rate, iptables hashlimit 12/min: TCP sent the control's
    first packet again, and a second later there was room for it.
    """
    case = conclude(rule, **QUIET_OFFICE).case
    slow = [
        replace(event, milliseconds=1015.0)
        if event.outcome is Outcome.CONTROL_ANSWERED and event.step is Step.CHECK
        else event
        for event in case.events
    ]
    got = Concluded(replace(case, events=tuple(slow)))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["network-fault"])


def test_a_device_on_the_way_that_says_it_cannot_may_be_the_carriers() -> None:
    """Linux, nft: four connections per service and the rest rejected as prohibited."""
    for doors, kind in ((MAIN_ONLY, Kind.NO_CLEAR_RESULT), (frozenset(Via), Kind.PER_ADDRESS)):
        case = conclude(Places(4, REFUSED, doors=doors), **QUIET_OFFICE).case
        told = [
            replace(event, detail="ehostunreach")
            if event.outcome is Outcome.CONNECT_REFUSED
            else event
            for event in case.events
        ]
        got = Concluded(replace(case, events=tuple(told)))
        assert got.verdict.kind is kind
