"""What the neighbours say at the limit: the other service, the second mailbox. And hesitation."""

from __future__ import annotations

import pytest

from tests.core.simulated_rules import (
    AFTER_A_WHILE,
    BUSY,
    CUT,
    MAIN_ONLY,
    ONE_MAILBOX,
    UNANSWERED,
    WORDLESS,
    WRONG_PASSWORD,
    Always,
    Places,
    cyrus_host,
    dovecot,
    gmail,
    in_words,
)
from tests.core.simulated_server import Answer
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from wizard.core.advice import Confidence, Kind
from wizard.core.model import Outcome, Phase, Via

VERY, FAIRLY, NOT = Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE
SECOND = (Via.SECOND_MAILBOX,)
UNNAMED = in_words("a1 NO Too many sessions")

# -- The other service -------------------------------------------------------------------------


def test_courier_counts_its_services_apart_a_proxy_before_it_may_not() -> None:
    """nginx with too few connections closes both doors, and Courier's greeting shines through."""
    got = conclude(Places(4), software="courier", **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.PER_ADDRESS,
        FAIRLY,
        (4, False),
    )
    assert got.shows("other-service-refuses-too") == ["neighbours closed-at-once"]


def test_a_closed_port_of_the_other_service_says_nothing_against_courier() -> None:
    closed = Answer(Outcome.CONNECT_REFUSED, seconds=0.02, connect_ms=None)
    got = conclude(
        Always(closed, frozenset({Via.OTHER_SERVICE})),
        Places(4, doors=MAIN_ONLY),
        software="courier",
        **QUIET_OFFICE,
    )
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_ADDRESS, VERY)


@pytest.mark.parametrize("fault", [Answer(Outcome.LOST, Phase.GREETING, 0.2), UNANSWERED])
def test_a_fault_at_the_other_service_leaves_the_question_open(fault: Answer) -> None:
    got = conclude(
        Always(fault, frozenset({Via.OTHER_SERVICE})),
        Places(4, doors=MAIN_ONLY),
        software="courier",
        **QUIET_OFFICE,
    )
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_ADDRESS, FAIRLY)
    assert got.shows("other-service-unclear") == [f"neighbours {fault.outcome}"]


def test_the_other_address_of_this_computer_holds_nothing_and_is_refused_as_well() -> None:
    """A limit of one address would have let it in."""
    ours = frozenset({Via.MAIN, Via.OTHER_FAMILY})
    got = conclude(
        Places(4, doors=ours), software="courier", doors=(Via.OTHER_FAMILY,), **QUIET_OFFICE
    )
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_ADDRESS, FAIRLY)
    assert got.shows("other-family-refuses-too") == ["neighbours closed-at-once"]


# -- Neither at once nor late ------------------------------------------------------------------


def test_a_close_after_three_seconds_is_no_limit_that_can_be_named() -> None:
    """HAProxy's queue gives up when it is told to: a full server. A delay for one address is none.

    Which of them it is cannot be seen.
    """
    got = conclude(Places(4, AFTER_A_WHILE), software="dovecot", **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["closed-after-a-while"])
    assert got.number == (4, True)


def test_a_courier_that_hesitates_is_not_taken_at_its_word() -> None:
    got = conclude(Places(4, AFTER_A_WHILE, doors=MAIN_ONLY), software="courier", **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["closed-after-a-while"])


# -- The second mailbox ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind"),
    [(dovecot(4), Kind.PER_MAILBOX_AND_ADDRESS), (gmail(4), Kind.PER_MAILBOX)],
)
def test_another_mailbox_gets_in_where_the_limit_is_of_one_mailbox(
    words: Answer, kind: Kind
) -> None:
    got = conclude(Places(4, words, doors=ONE_MAILBOX), doors=SECOND, **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (kind, VERY, (4, False))
    assert got.shows("second-mailbox-gets-in") == ["neighbours open"]


def test_another_mailbox_that_is_full_itself_changes_nothing() -> None:
    got = conclude(Places(4, dovecot(4)), doors=SECOND, **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_MAILBOX_AND_ADDRESS, VERY)
    assert got.shows("second-mailbox-refused-too") == ["neighbours limit-in-words"]


@pytest.mark.parametrize(
    ("words", "kind"), [(cyrus_host(4), Kind.PER_ADDRESS), (BUSY, Kind.SERVER_FULL)]
)
def test_words_that_another_mailbox_contradicts_are_not_sure(words: Answer, kind: Kind) -> None:
    at_sign_in = in_words(words.said)
    got = conclude(Places(4, at_sign_in, doors=ONE_MAILBOX), doors=SECOND, **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (kind, NOT)
    assert "second-mailbox-gets-in" in got.codes


@pytest.mark.parametrize(
    ("counted", "code"),
    [(ONE_MAILBOX, "second-mailbox-gets-in"), (frozenset(Via), "second-mailbox-refused-too")],
)
def test_words_without_an_owner_get_a_hint_and_no_kind(counted: frozenset[Via], code: str) -> None:
    """Per mailbox, or per mailbox and address: that cannot be seen from one office."""
    got = conclude(Places(4, UNNAMED, doors=counted), doors=SECOND, **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["words-unclear", code])


def test_a_full_dovecot_has_no_room_for_another_mailbox_either() -> None:
    got = conclude(Places(4, CUT), software="dovecot", doors=SECOND, **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.SERVER_FULL, VERY)
    got = conclude(
        Places(4, CUT, doors=ONE_MAILBOX), software="dovecot", doors=SECOND, **QUIET_OFFICE
    )
    assert (got.verdict.kind, got.codes) == (
        Kind.NO_CLEAR_RESULT,
        ["sign-in-cut", "second-mailbox-gets-in"],
    )


def test_a_wrong_password_of_the_second_mailbox_is_told_and_tried_once() -> None:
    got = conclude(
        Always(WRONG_PASSWORD, frozenset(SECOND)),
        Places(4, dovecot(4), doors=ONE_MAILBOX),
        doors=SECOND,
        **QUIET_OFFICE,
    )
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.PER_MAILBOX_AND_ADDRESS, VERY)
    assert got.shows("second-mailbox-not-accepted") == ["neighbours sign-in-refused"]


def test_before_the_sign_in_nobody_asks_for_another_mailbox() -> None:
    """The server closes before it can know whose mailbox it is."""
    got = conclude(Places(4, WORDLESS), software="courier", doors=SECOND, **QUIET_OFFICE)
    assert [event.via for event in got.case.events if event.via is Via.SECOND_MAILBOX] == []
