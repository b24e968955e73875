"""The heart of the product: whatever the server, the verdict is never wrong.

Random simulated servers (simulated_kinds.py), each with the truth about it: the kind is a true
one or `no-clear-result`; "at least N" was really open at once; an exact number is the true one.
"""

from __future__ import annotations

from hypothesis import given

from tests.core.simulated_kinds import Story, disturbed, undisturbed
from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.diagnose import diagnose

ALWAYS_TRUE = {Kind.NO_CLEAR_RESULT, Kind.STOPPED}


def assert_not_wrong(story: Story, verdict: Verdict) -> None:
    truth, server = story.truth, story.simulation.server
    assert verdict.kind in truth.kinds | ALWAYS_TRUE, verdict
    if verdict.kind in ALWAYS_TRUE | {Kind.NO_LIMIT_FOUND}:
        assert verdict.at_least, verdict
        assert (verdict.limit or 0) <= server.most_ours, verdict
    elif verdict.limit is not None:
        assert truth.limit is not None, verdict
        assert verdict.limit <= truth.limit, verdict
        if truth.exact is not None and not verdict.at_least:
            assert verdict.limit == truth.exact, verdict
    if truth.never_very_sure and verdict.kind is Kind.PER_ADDRESS:
        assert verdict.confidence is not Confidence.VERY_SURE, verdict


@given(undisturbed)
def test_the_verdict_on_an_undisturbed_server_is_never_wrong(story: Story) -> None:
    case = story.simulation.run()
    assert_not_wrong(story, diagnose(case))


@given(disturbed(undisturbed))
def test_the_verdict_on_a_bad_line_is_never_wrong(story: Story) -> None:
    case = story.simulation.run()
    assert_not_wrong(story, diagnose(case))
