"""A case that no server ever played, but that fits the format, is read and told like any other.

Who changes a file by hand gets a wrong verdict at worst, never a crash.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wizard import service
from wizard.core import archive
from wizard.core.advice import Kind
from wizard.core.archive import ArchiveError
from wizard.core.commands import Ending
from wizard.core.model import Case, Outcome, Phase, Security, Step, Via
from wizard.core.result import result
from wizard.paper import sentences
from wizard.paper.note import Version, note
from wizard.words import Words

GOLDENS: Final = Path(__file__).parent / "goldens"
CASES: Final = [json.loads(path.read_text("utf-8"))["case"] for path in sorted(GOLDENS.glob("*"))]
CODES: Final = {
    "outcome": st.sampled_from(Outcome).map(str),
    "step": st.sampled_from(Step).map(str),
    "phase": st.sampled_from(Phase).map(str),
    "via": st.sampled_from(Via).map(str),
    "security": st.sampled_from(Security).map(str),
    "ending": st.sampled_from(Ending).map(str),
}
NUMBERS: Final = st.sampled_from([0, 1, 2, 3, 7, 0.5, 200, 5000])
TEXTS: Final = st.sampled_from(["", "x", "9", "other-service", "date", "NO [LIMIT] too many of 3"])

Path_ = tuple[str | int, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:  # noqa: ANN401  JSON
    """The way to every value inside."""
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


def another(draw: st.DrawFn, key: str | int, old: Any) -> Any:  # noqa: ANN401  JSON
    """Something else of the same kind."""
    if key in CODES:
        return draw(CODES[str(key)])
    if isinstance(old, bool):
        return not old
    if isinstance(old, int | float):
        return draw(NUMBERS)
    if isinstance(old, list):
        return draw(st.sampled_from([[], old[: len(old) // 2], old[1:], old[::-1], old * 2]))
    return draw(TEXTS) if isinstance(old, str) else old


@st.composite
def odd_cases(draw: st.DrawFn) -> Any:  # noqa: ANN401  JSON
    """A recorded case in which a few values are others."""
    data = copy.deepcopy(draw(st.sampled_from(CASES)))
    for _ in range(draw(st.integers(1, 6))):
        path = draw(st.sampled_from(list(places(data["case"]))))
        inside = data["case"]
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = another(draw, path[-1], inside[path[-1]])
    return data


def opened(data: Any) -> Case | None:  # noqa: ANN401  JSON
    """The case, where it fits the format."""
    try:
        return archive.from_json(data)
    except ArchiveError:
        return None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(odd_cases())
def test_whatever_can_be_opened_can_be_told(data: Any) -> None:  # noqa: ANN401  JSON
    case = opened(data)
    assume(case is not None)
    assert case is not None
    advice, words = service.read(case), Words("en")
    assert result(case, advice)["verdict"]["kind"] == str(advice.verdict.kind)
    assert sentences.headline(advice, words, case)
    for version in Version:
        note(case, advice, words, version)
    sentences.why(advice, words, case)
    sentences.what_next(advice, words)
    sentences.how_sure(advice, words)


def test_an_ending_that_nothing_led_to_is_no_clear_result() -> None:
    golden = json.loads((GOLDENS / "dovecot-3-tls.json").read_text("utf-8"))["case"]
    case = archive.from_json(golden)
    assert service.read(case).verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS
    odd = replace(case, ending=Ending.FIRST_PACKETS_LOST)
    assert service.read(odd).verdict.kind is Kind.NO_CLEAR_RESULT
