"""The arithmetic of fewer connections: never below 0, and the best is best."""

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wizard.core.savings import (
    Changes,
    Devices,
    Options,
    Way,
    best,
    moved_computers,
    moved_connections,
    need,
)

EXAMPLE = Devices(computers=4, each=5, phones=1, phone=2)
COUNTED = st.builds(
    Devices,
    computers=st.integers(0, 12),
    each=st.integers(1, 7),
    phones=st.integers(0, 8),
    phone=st.integers(1, 4),
    rest=st.integers(0, 6),
)
UNCOUNTED = st.builds(Devices, rest=st.integers(0, 60), counted=st.just(False))
DEVICES = COUNTED | UNCOUNTED
WAYS = st.sets(st.sampled_from([Way.SECOND_WAY, Way.OWN_ADDRESS])).map(tuple)
OPTIONS = st.builds(
    Options,
    keeps=st.sampled_from([(), (1,), (2, 1)]),
    phones_away=st.booleans(),
    webmail=st.booleans(),
    ways=WAYS,
)


def test_the_example_office_needs_22_and_6_with_one_connection_for_each_program() -> None:
    assert need(EXAMPLE, Changes()) == 22
    assert need(EXAMPLE, Changes(keeps=2)) == 10
    assert need(EXAMPLE, Changes(keeps=1)) == 6
    assert need(EXAMPLE, Changes(keeps=1, phones_away=True)) == 4
    assert need(EXAMPLE, Changes(people=3)) == 7


def test_half_of_the_computers_go_the_second_way() -> None:
    """Two computers each; the phone stays where it is."""
    spread = Changes(way=Way.SECOND_WAY)
    assert moved_computers(EXAMPLE, spread) == 2
    assert moved_connections(EXAMPLE, spread) == 10
    assert need(EXAMPLE, spread) == 12


def test_many_phones_stay_and_all_computers_go_the_second_way() -> None:
    office = Devices(computers=2, each=2, phones=6, phone=2)
    assert moved_computers(office, Changes(way=Way.SECOND_WAY)) == 2
    assert need(office, Changes(way=Way.SECOND_WAY)) == 12


def test_without_computers_nothing_can_go_the_second_way() -> None:
    phones = Devices(phones=3, phone=2)
    assert need(phones, Changes(way=Way.SECOND_WAY)) == 6


def test_what_nobody_counted_is_halved() -> None:
    known = Devices(rest=31, counted=False)
    assert need(known, Changes(way=Way.SECOND_WAY)) == 16
    assert need(known, Changes(way=Way.OWN_ADDRESS)) == 31


def test_with_addresses_of_their_own_the_largest_device_counts() -> None:
    spread = Changes(way=Way.OWN_ADDRESS)
    assert need(EXAMPLE, spread) == 5
    assert need(EXAMPLE, replace(spread, keeps=1)) == 2
    assert need(EXAMPLE, replace(spread, keeps=1, phones_away=True)) == 1
    assert need(replace(EXAMPLE, rest=6), spread) == 6
    assert need(EXAMPLE, replace(spread, people=4, phones_away=True)) == 0


@given(DEVICES, OPTIONS, st.integers(0, 80))
def test_no_change_makes_it_worse_and_none_goes_below_zero(
    devices: Devices, options: Options, limit: int
) -> None:
    before = need(devices, Changes())
    found = best(devices, options, limit)
    assert 0 <= need(devices, found) <= before
    assert 0 <= found.people <= devices.computers


@given(COUNTED, st.integers(0, 3))
def test_no_other_split_of_the_computers_is_better(devices: Devices, keeps: int) -> None:
    keeps = min(keeps, devices.each)
    some = Changes(keeps=keeps, way=Way.SECOND_WAY)
    each = keeps or devices.each
    whole = need(devices, Changes(keeps=keeps))
    splits = [max(k * each, whole - k * each) for k in range(devices.computers + 1)]
    assert need(devices, some) == min(splits)
    assert splits[moved_computers(devices, some)] == min(splits)


@given(DEVICES, OPTIONS, st.integers(0, 80))
def test_if_any_combination_is_enough_the_best_one_is(
    devices: Devices, options: Options, limit: int
) -> None:
    """All of them, with every number of people, held against the one that was chosen."""
    away = (False, True) if options.phones_away else (False,)
    people = range(devices.computers + 1) if options.webmail else (0,)
    ways = (Way.ALONE, *options.ways)
    every = [
        Changes(*one) for one in product((0, *options.keeps), away, people, ways)
        if not one[0] or one[0] < devices.each
    ]  # fmt: skip
    found = best(devices, replace(options, keeps=_fewer(devices, options)), limit)
    fits = [one for one in every if need(devices, one) <= limit]
    after = need(devices, found)
    assert (after <= limit) == bool(fits)
    if fits:
        assert found.people == min(one.people for one in fits)
        assert found.steps <= max(one.steps for one in fits)
    else:
        assert after == min(need(devices, one) for one in every)


def _fewer(devices: Devices, options: Options) -> tuple[int, ...]:
    return tuple(keeps for keeps in options.keeps if keeps < devices.each)


def test_what_is_enough_already_needs_no_change() -> None:
    everything = Options((2, 1), phones_away=True, webmail=True, ways=(Way.SECOND_WAY,))
    assert best(EXAMPLE, everything, 22) == Changes()


def test_the_gentlest_that_is_enough_is_chosen() -> None:
    everything = Options((2, 1), phones_away=True, webmail=True, ways=(Way.SECOND_WAY,))
    assert best(EXAMPLE, everything, 10) == Changes(keeps=2)
    assert best(EXAMPLE, everything, 6) == Changes(keeps=1)
    assert best(EXAMPLE, everything, 4) == Changes(keeps=1, phones_away=True)
    assert best(EXAMPLE, everything, 3) == Changes(keeps=1, way=Way.SECOND_WAY)
    assert best(EXAMPLE, everything, 1).people == 2


def test_people_are_asked_to_use_webmail_only_as_far_as_it_takes() -> None:
    outlook = Devices(computers=9, each=2, phones=3, phone=2, rest=1)
    assert best(outlook, Options(phones_away=True, webmail=True), 4) == Changes(0, True, 8)
