"""The comparison is never wrong: laws over all pairs, simulated servers, and the recorded ones.

The simulated servers (simulated_kinds.py) bring the truth about them: whatever two tests of them
show, a claim about the limit has to be true of both.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.any_runs import reads, reads_of_one_need
from tests.core.offices import golden
from tests.core.simulated_kinds import Story, Truth, counted, disturbed, undisturbed
from tests.core.tables import REMEDIES
from wizard.core.compare import compare
from wizard.core.comparison import Change, Comparison, Read, Why
from wizard.core.diagnose import diagnose
from wizard.core.model import Case
from wizard.core.recommend import advise, exit_status

ENOUGH = {Change.FIXED, Change.ENOUGH_NOW, Change.STILL_ENOUGH}

# -- laws over any two verdicts --------------------------------------------------------------------


def assert_law(told: Comparison) -> None:
    """What each claim needs, by the two numbers alone."""
    had, now = told.before_number, told.now_number
    assert (told.change is Change.UNCLEAR) <= (told.why is not Why.PROVEN)
    if told.change in ENOUGH:
        assert now is not None
        assert now.count >= told.need
        assert told.now.advice.enough
        assert exit_status(told.now.advice) == 0
    if told.change in {Change.UNCLEAR, Change.ENOUGH_NOW}:
        return
    assert told.why is Why.PROVEN
    assert had is not None
    assert now is not None
    match told.change:
        case Change.FIXED:
            assert had.exact
            assert had.count < told.need <= now.count
        case Change.BETTER | Change.OTHER:
            assert had.exact
            assert now.count > had.count
        case Change.SAME:
            assert had == now
            assert now.exact
            assert not told.new_address
        case Change.FEWER:
            assert now.exact
            assert now.count < had.count
            assert not told.new_address
        case _:
            assert told.change is Change.STILL_ENOUGH
            assert had.count >= told.need


@given(st.lists(reads, max_size=4).map(tuple))
def test_each_claim_is_proven_by_its_two_numbers(told: tuple[Read, ...]) -> None:
    comparison = compare(told)
    if comparison is None:
        return
    assert comparison.now is told[-1]
    assert comparison.before in told[:-1]
    assert_law(comparison)


@given(reads_of_one_need, reads_of_one_need)
def test_the_other_way_round_a_rise_is_no_rise(one: Read, two: Read) -> None:
    there, back = compare((one, two)), compare((two, one))
    rises = {Change.FIXED, Change.BETTER, Change.OTHER}
    if there is None or back is None:
        return
    assert not (there.change in rises and back.change in rises)
    assert (there.change is Change.SAME) == (back.change is Change.SAME)
    assert not (there.change is Change.FEWER and back.change is Change.FEWER)


# -- against simulated servers ---------------------------------------------------------------------


def read(case: Case) -> Read:
    return Read(case, advise(case.server, diagnose(case), case.plan.need, REMEDIES))


def assert_true_of(told: Comparison, then: Truth, now: Truth) -> None:
    """What was said of the limit is true; a server without one has an endless one."""
    before = math.inf if then.limit is None else then.limit
    after = math.inf if now.limit is None else now.limit
    match told.change:
        case Change.FIXED:
            assert before < told.need <= after
        case Change.BETTER | Change.OTHER if not told.may_be_for_all:
            assert after > before
        case Change.SAME if not told.may_be_for_all:
            assert after == before
        case Change.FEWER:
            assert after < before
        case _:
            return


def assert_never_wrong(one: Story, two: Story) -> None:
    told = compare((read(one.simulation.run()), read(two.simulation.run())))
    if told is not None:
        assert_law(told)
        assert_true_of(told, one.truth, two.truth)


# Of two servers behind one address the truth knows no number that a single test has to find.
alone = undisturbed.filter(lambda story: not story.told.startswith("balanced"))


@given(alone, alone)
def test_what_is_said_of_two_simulated_servers_is_true(one: Story, two: Story) -> None:
    assert_never_wrong(one, two)


@given(counted(), counted())
def test_what_is_said_of_two_limits_is_true(one: Story, two: Story) -> None:
    assert_never_wrong(one, two)


@given(disturbed(alone), disturbed(counted()))
def test_what_is_said_of_two_bad_lines_is_true(one: Story, two: Story) -> None:
    assert_never_wrong(one, two)


# -- with recorded cases of real servers -----------------------------------------------------------


def real(name: str, needed: int | None = None) -> Read:
    """A recorded case, as if all were made at one server; `needed` in place of its need."""
    case = golden(name)
    need = case.plan.need if needed is None else replace(case.plan.need, connections=needed)
    target = replace(case.target, host="mail.example-host.net", port=993, second_user=None)
    return read(
        replace(
            case,
            target=target,
            address="198.51.100.25",
            other_addresses=(),
            plan=replace(case.plan, need=need),
        )
    )


@pytest.mark.parametrize(
    ("before", "now", "needed", "said"),
    [
        ("courier-4-tls-unsigned", "courier-20-tls-unsigned", 15, Change.FIXED),
        ("courier-4-tls-signed-in", "courier-20-tls-unsigned", 15, Change.FIXED),
        ("courier-4-tls-unsigned", "courier-20-tls-unsigned", 30, Change.BETTER),
        ("courier-4-tls-unsigned", "courier-4-tls-signed-in", 22, Change.SAME),
        ("courier-20-tls-unsigned", "courier-4-tls-unsigned", 22, Change.FEWER),
        ("courier-20-tls-unsigned", "courier-20-tls-signed-in", 20, Change.STILL_ENOUGH),
        ("courier-no-place-free", "courier-20-tls-unsigned", 20, Change.ENOUGH_NOW),
        ("courier-no-place-free", "courier-4-tls-unsigned", 20, Why.NONE_FREE_THEN),
        ("courier-4-tls-unsigned", "courier-wrong-password", 22, Why.NO_RESULT),
        ("courier-4-tls-unsigned", "courier-stopped-in-mid-test", 22, Why.NO_RESULT),
        ("courier-2-tls-unsigned", "courier-server-full-tls", 22, Change.OTHER),
        ("courier-4-tls-unsigned", "connlimit-reset-courier", 22, Why.OTHER_LIMIT),
        ("connlimit-reset-courier", "courier-20-tls-unsigned", 22, Change.OTHER),
        ("dovecot-3-tls", "dovecot-10-tls", 30, Change.FIXED),
        ("dovecot-10-tls", "dovecot-3-tls", 30, Change.FEWER),
        ("dovecot-3-tls", "dovecot-3-tls", 30, Change.SAME),
        ("dovecot-3-tls", "dovecot-without-a-password", 30, Why.NO_RESULT),
        ("dovecot-3-tls", "courier-20-tls-unsigned", 20, Why.NOT_SIGNED_IN),
        ("cyrus-per-host-tls", "cyrus-per-host-tls", 22, Change.SAME),
        ("ban-drop", "courier-20-tls-unsigned", 20, Change.ENOUGH_NOW),
    ],
)
def test_real_servers_before_and_after(
    before: str, now: str, needed: int, said: Change | Why
) -> None:
    told = compare((real(before, needed), real(now, needed)))
    assert told is not None
    assert (told.why if told.change is Change.UNCLEAR else told.change) is said
    assert_law(told)
