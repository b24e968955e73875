"""Laws over every measure for every office, and the measures for what real servers did."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.offices import (
    GOLDENS,
    HELPED,
    PROGRAMS,
    STRANGER,
    codes,
    courier,
    courier_refusing,
    golden,
    helps,
    not_visiting,
    over_ipv6,
    the,
    told,
)
from tests.core.tables import NEEDS, OFFICE, verdict
from wizard import service
from wizard.core import archive
from wizard.core.advice import Kind, Refusal, Verdict
from wizard.core.measures import Code, Today
from wizard.core.model import Case, Need
from wizard.core.recommend import count_need, given_need

# -- laws ------------------------------------------------------------------------------------------

CASES = st.sampled_from(
    [
        courier(),
        courier_refusing(),
        not_visiting(courier()),
        over_ipv6(courier()),
        replace(courier(), server=STRANGER),
        replace(courier(), address="2001:db8::1"),
        golden("dovecot-other-mailbox-and-neighbour"),
    ]
)
COUNTS = st.builds(
    count_need,
    st.just(NEEDS),
    st.integers(0, 30),
    st.sampled_from(PROGRAMS),
    st.integers(0, 12),
    st.integers(0, 6),
    st.none() | st.integers(0, 40),
)
GIVEN = st.builds(given_need, st.just(NEEDS), st.integers(1, 90), st.none() | st.integers(0, 40))
VERDICTS = st.builds(
    verdict,
    st.sampled_from(sorted(HELPED)),
    st.none() | st.integers(0, 50),
    st.sampled_from(["", "words-name-the-address", "words-name-the-mailbox"]),
    refusal=st.sampled_from(list(Refusal)),
    at_least=st.booleans(),
)


@given(VERDICTS, COUNTS | GIVEN, CASES)
def test_no_number_is_more_than_there_is_and_none_is_below_zero(
    found: Verdict, need: Need, case: Case
) -> None:
    today = helps(found, need, case)
    whole = max(need.connections, need.mailbox)
    steps = today.together.steps if today.together else ()
    for one in (*today.measures, *steps):
        assert 0 <= one.saves <= whole
        assert one.each >= 0
        assert one.after is None or one.after >= 0
        assert one.before is None or one.before in {need.connections, need.mailbox} or one in steps
        if one.code not in {Code.SECOND_WAY, Code.OWN_ADDRESS} and one.devices:
            assert one.saves in {0, one.devices * one.each}
    for one in steps:
        assert one.saves > 0


@given(VERDICTS, COUNTS | GIVEN, CASES)
def test_the_one_that_saves_most_comes_first(found: Verdict, need: Need, case: Case) -> None:
    numbered = [one.saves for one in helps(found, need, case).measures if one.before is not None]
    assert numbered == sorted(numbered, reverse=True)


@given(VERDICTS, COUNTS | GIVEN, CASES)
def test_enough_is_exactly_what_the_numbers_say(found: Verdict, need: Need, case: Case) -> None:
    today = helps(found, need, case)
    steps = today.together.steps if today.together else ()
    for one in (*today.measures, *steps):
        if one.enough is not None:
            assert one.after is not None
            assert found.limit is not None
            assert one.enough == (one.after <= found.limit)
    if today.together:
        assert today.together.limit == found.limit
        assert today.together.enough == (today.together.after <= today.together.limit)


@given(VERDICTS, COUNTS | GIVEN, CASES)
def test_the_steps_are_a_chain_from_the_need_to_the_end(
    found: Verdict, need: Need, case: Case
) -> None:
    together = helps(found, need, case).together
    if together is None:
        return
    assert together.before == together.steps[0].before
    assert together.after == together.steps[-1].after
    for earlier, later in itertools.pairwise(together.steps):
        assert earlier.after == later.before
    assert together.before - together.after == sum(one.saves for one in together.steps)
    assert len({one.code for one in together.steps}) == len(together.steps)


@given(VERDICTS, COUNTS | GIVEN, CASES)
def test_the_other_ways_in_are_told_only_with_proof(found: Verdict, need: Need, case: Case) -> None:
    today = helps(found, need, case)
    if Code.SECOND_WAY in codes(today):
        assert found.kind is Kind.PER_ADDRESS
        assert case not in (courier_refusing(), golden("dovecot-other-mailbox-and-neighbour"))
    if Code.OWN_ADDRESS in codes(today):
        assert case == over_ipv6(courier())
        assert found.kind in {Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS}


# -- what happened with real servers ---------------------------------------------------------------


def recorded() -> Iterator[tuple[str, Case]]:
    for file in sorted(GOLDENS.glob("*.json")):
        yield file.stem, archive.from_json(json.loads(file.read_text("utf-8"))["case"])


RECORDED = dict(recorded())


def as_counted(name: str) -> Today:
    """A recorded case in the example office."""
    case = RECORDED[name]
    return service.read(replace(case, plan=replace(case.plan, need=OFFICE))).today


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_case_gets_measures_where_its_kind_has_some(name: str) -> None:
    advice = service.read(RECORDED[name])
    kind, told = advice.verdict.kind, codes(advice.today)
    if advice.verdict.refusal is not Refusal.IN_WORDS or kind is not Kind.NO_PLACE_FREE:
        assert bool(told) == (kind in HELPED and not advice.enough)
    assert Code.SECOND_WAY not in told or kind is Kind.PER_ADDRESS
    assert Code.OWN_ADDRESS not in told or ":" in " ".join(RECORDED[name].other_addresses)


def test_a_real_courier_let_us_in_at_its_other_service() -> None:
    today = service.read(RECORDED["courier-neighbours"]).today
    assert today.measures[0].code is Code.SECOND_WAY
    assert the(Code.SECOND_WAY, today).shown
    assert the(Code.SECOND_WAY, as_counted("courier-neighbours")).after == 12


def test_a_real_courier_that_was_not_visited_counts_apart_all_the_same() -> None:
    assert not the(Code.SECOND_WAY, as_counted("courier-4-tls-signed-in")).shown


@pytest.mark.parametrize("name", [name for name in RECORDED if name.startswith("dovecot")])
def test_a_real_dovecot_never_gets_the_second_way(name: str) -> None:
    assert service.read(RECORDED[name]).verdict.kind is Kind.PER_ADDRESS or (
        Code.SECOND_WAY not in codes(as_counted(name))
    )


def test_a_real_dovecot_of_three_fits_one_person_with_one_connection() -> None:
    assert told(as_counted("dovecot-3-tls")) == [(Code.FEWER_CONNECTIONS, 1, 7, 3)]


def test_twenty_are_nearly_enough_for_the_example_office() -> None:
    assert told(as_counted("courier-20-tls-signed-in")) == [(Code.FEWER_CONNECTIONS, 4, 22, 10)]


def test_a_full_courier_and_a_wrong_password() -> None:
    assert codes(as_counted("courier-server-full-tls")) == [Code.QUIETER_HOURS]
    assert as_counted("courier-wrong-password") == Today()
    assert as_counted("courier-stopped-in-mid-test") == Today()
