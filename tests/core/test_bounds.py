"""No value out of a file is larger than what can be drawn, counted and added to a date."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from wizard.core import bounds
from wizard.core.bounds import Range
from wizard.core.case_file import CaseFile
from wizard.core.secret import Secret


def inside(kind: Any) -> Iterator[Any]:  # noqa: ANN401  a type expression
    """The types that a type expression is made of."""
    yield kind
    for inner in get_args(kind):
        yield from inside(inner)


def reachable(kind: Any) -> dict[bounds.Field, list[Any]]:  # noqa: ANN401  a dataclass
    """Every field of a dataclass and of all those it holds, with the types in it."""
    found: dict[bounds.Field, list[Any]] = {}
    hints = get_type_hints(kind)
    for field in fields(kind):
        found[kind, field.name] = list(inside(hints[field.name]))
        for each in found[kind, field.name]:
            found |= reachable(each) if is_dataclass(each) else {}
    return found


EVERY_FIELD = reachable(CaseFile)


def test_every_number_that_is_read_has_its_range_and_every_range_its_number() -> None:
    numbers = {field for field, kinds in EVERY_FIELD.items() if {int, float} & set(kinds)}
    assert numbers == set(bounds.NUMBERS)


def test_every_other_bound_belongs_to_a_field() -> None:
    for table in (bounds.ITEMS, bounds.CODES, bounds.SHAPES):
        assert set(table) <= set(EVERY_FIELD)


def test_nothing_in_a_case_file_can_hold_a_secret() -> None:
    kinds = {kind for kinds in EVERY_FIELD.values() for kind in kinds}
    assert Secret not in kinds
    # Any and object could hold one without saying so.
    assert not kinds & {Any, object, bytes, dict}


@pytest.mark.parametrize("number", [1, 1.0, 65535])
def test_what_lies_within_is_held(number: float) -> None:
    assert Range(1, 65535).holds(number)


@pytest.mark.parametrize("number", [0, 65536, -1, math.inf, -math.inf, math.nan, 10**400, 65535.5])
def test_what_lies_outside_is_not(number: float) -> None:
    assert not Range(1, 65535).holds(number)


def test_a_step_leaves_out_what_lies_between() -> None:
    assert [family for family in range(3, 8) if Range(4, 6, step=2).holds(family)] == [4, 6]


def test_a_text_is_written_so_that_it_can_be_read_again() -> None:
    assert bounds.told("a\x1b[2Jb\x00c\ud800d\u2028\x85") == "a\ufffd[2Jb\ufffdc\ufffdd\ufffd\ufffd"
    assert bounds.told("Größe „שלום“ 日本") == "Größe „שלום“ 日本"
    assert bounds.told("x" * 5000) == "x" * bounds.LONGEST_TEXT
