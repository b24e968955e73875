"""Measures for random simulated servers: no way in is recommended that the server adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.core.simulated import Simulation
from tests.core.simulated_course import simulate
from tests.core.simulated_kinds import Story, counted, disturbed, full_servers
from tests.core.simulated_rules import Places
from tests.core.tables import NEEDS, REMEDIES
from wizard.core.diagnose import diagnose
from wizard.core.measures import Code, Measure
from wizard.core.model import Via
from wizard.core.recommend import advise
from wizard.core.today import what_helps

# These servers count so in truth; the simulated ones of that name need not.
KNOWN_FOR_IT = {Code.SECOND_WAY: {"courier"}, Code.OWN_ADDRESS: {"courier", "dovecot"}}
SPREADING = {Code.SECOND_WAY: Via.OTHER_SERVICE, Code.OWN_ADDRESS: Via.OTHER_FAMILY}


def spread_over(simulation: Simulation) -> list[Measure]:
    """The measures that send devices to another door, where the server is not known for it."""
    case = replace(simulation.run(), other_addresses=("2001:db8::25",))
    advice = advise(case.server, diagnose(case), case.plan.need, REMEDIES)
    return [
        one
        for one in what_helps(case, advice, NEEDS).measures
        if one.code in SPREADING and advice.software not in KNOWN_FOR_IT[one.code]
    ]


def assert_counted_apart(story: Story) -> None:
    server = story.simulation.server
    (places,) = (rule for rule in server.rules if isinstance(rule, Places))
    for measure in spread_over(story.simulation):
        assert measure.shown
        assert SPREADING[measure.code] not in places.doors


BOTH = (Via.OTHER_SERVICE, Via.OTHER_FAMILY)


@pytest.mark.parametrize(
    ("together", "asked", "told"),
    [
        ({Via.MAIN}, BOTH, [Code.SECOND_WAY, Code.OWN_ADDRESS]),
        ({Via.MAIN, Via.OTHER_FAMILY}, BOTH, [Code.SECOND_WAY]),
        ({Via.MAIN, Via.OTHER_SERVICE}, (Via.OTHER_FAMILY,), [Code.OWN_ADDRESS]),
        (set(Via), BOTH, []),
    ],
)
def test_a_server_that_counts_its_doors_apart_is_seen_to(
    together: set[Via], asked: tuple[Via, ...], told: list[Code]
) -> None:
    counted_together = Places(4, doors=frozenset(together))
    simulation = simulate(counted_together, doors=asked, need=10, mail_closed=True)
    assert [one.code for one in spread_over(simulation)] == told


@given(counted())
def test_another_door_is_told_only_where_it_is_counted_apart(story: Story) -> None:
    assert_counted_apart(story)


@given(disturbed(counted()))
def test_the_same_on_a_bad_line(story: Story) -> None:
    assert_counted_apart(story)


@given(full_servers())
def test_a_full_server_has_no_other_door(story: Story) -> None:
    assert not spread_over(story.simulation)
