"""A case is written and read back whole; whatever else is read is refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.simulated_rules import WORDLESS, Places
from tests.core.simulated_verdict import conclude
from wizard.core import archive
from wizard.core.archive import ArchiveError

CASE = conclude(Places(4, WORDLESS), software="courier", control=("control", 443)).case


def written() -> Any:  # noqa: ANN401  JSON
    return json.loads(json.dumps(archive.to_json(CASE)))


def test_a_case_comes_back_as_it_was() -> None:
    assert archive.from_json(written()) == CASE


def test_a_whole_number_is_taken_for_seconds() -> None:
    data = written()
    data["case"]["events"][0]["at"] = 0
    assert archive.from_json(data).events[0].at == 0.0


@pytest.mark.parametrize("data", [None, [], "case", {}, {"format": "else"}])
def test_what_is_no_case_is_refused(data: object) -> None:
    with pytest.raises(ArchiveError, match="no case"):
        archive.from_json(data)


@pytest.mark.parametrize(("version", "newer"), [(2, True), (0, False), ("1", False), (None, False)])
def test_another_version_is_refused_and_a_newer_one_said_to_be_newer(
    version: object, newer: bool
) -> None:
    with pytest.raises(ArchiveError) as refused:
        archive.from_json({**written(), "version": version})
    assert refused.value.newer is newer


def put(*path: str | int, value: object) -> Callable[[Any], None]:
    def change(data: Any) -> None:  # noqa: ANN401  JSON
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Any], None]:
    def change(data: Any) -> None:  # noqa: ANN401  JSON
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (put("case", "events", value={}), "case.events: a list"),
        (put("case", "events", 0, value=[]), r"case.events\[0\]: an object"),
        (put("case", "events", 0, "outcome", value="won"), "'won' is not known"),
        (put("case", "events", 0, "outcome", value=1), "outcome: a text"),
        (put("case", "events", 0, "at", value=True), "at: float"),
        (put("case", "events", 0, "said", value=None), "said: str"),
        (put("case", "started_at", value="yesterday"), "'yesterday' is not known"),
        (put("case", "started_at", value="2026-11-23T10:00:00"), "a time needs its zone"),
        (put("case", "plan", "control", value=["host"]), "2 items"),
        (put("case", "plan", "most", value="50"), "most: int"),
        (put("case", "password", value="x"), "'password' is missing or unknown"),
        (drop("case", "ending"), "'ending' is missing or unknown"),
        (put("case", "second_user", value=None), "'second_user' is missing or unknown"),
        (drop("case"), "'case' is missing"),
    ],
)
def test_every_wrong_value_is_refused_with_its_place(
    change: Callable[[Any], None], where: str
) -> None:
    data = written()
    change(data)
    with pytest.raises(ArchiveError, match=where):
        archive.from_json(data)


def test_a_case_of_an_older_version_takes_the_defaults_of_what_it_does_not_know() -> None:
    data = written()
    drop("case", "target", "second_user")(data)
    assert archive.from_json(data).target.second_user is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(JSON)
def test_nothing_that_is_read_does_more_than_be_refused(data: object) -> None:
    with pytest.raises(ArchiveError):
        archive.from_json({"format": archive.FORMAT, "version": archive.VERSION, "case": data})
