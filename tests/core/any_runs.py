"""Any test of an office there can be, for laws over pairs of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.core.runs import COURIER, DOOR, DOVECOT, INFO, SALES, STRANGER, run
from tests.core.tables import OFFICE, REMEDIES, verdict
from wizard.core.advice import Kind, Refusal
from wizard.core.comparison import Read
from wizard.core.model import Need
from wizard.core.recommend import advise

found = st.builds(
    verdict,
    st.sampled_from(list(Kind)),
    st.none() | st.integers(0, 40),
    st.sampled_from(
        [
            *("unsteady", "wordless-not-courier", "filter-may-count-all"),
            *("words-name-the-mailbox", "known-provider"),
        ]
    ),
    at_least=st.booleans(),
    refusal=st.sampled_from(list(Refusal)),
)
reads_of_one_need = st.builds(
    run,
    found,
    peak=st.integers(0, 40),
    server=st.sampled_from([COURIER, DOVECOT, STRANGER]),
    target=st.sampled_from([DOOR, INFO, INFO, SALES]),
    address=st.sampled_from(["198.51.100.25"] * 9 + ["198.51.100.26"]),
    ours=st.sampled_from([(), (), ("203.0.113.7",), ("203.0.113.99",)]),
    closed=st.booleans(),
)
needs = st.sampled_from([OFFICE, OFFICE, replace(OFFICE, connections=10)])


def with_need(one: Read, need: Need) -> Read:
    advice = advise(one.case.server, one.advice.verdict, need, REMEDIES)
    return Read(replace(one.case, plan=replace(one.case.plan, need=need)), advice)


reads = st.builds(with_need, reads_of_one_need, needs)
