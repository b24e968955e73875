"""The result file: after its schema, after its contract, whatever the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from tests.core.simulated_rules import LATE, REFUSED, SILENT, UNANSWERED, WORDLESS, Attempts, Places
from tests.core.simulated_server import Answer
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from wizard import assets
from wizard.core import recommend
from wizard.core.advice import Advice, Rate
from wizard.core.diagnose import diagnose
from wizard.core.known import About, Basis, Fact, FoundBy, Known
from wizard.core.model import Case, Event, Outcome, Phase, Step
from wizard.core.result import counts, is_attempt, result

SCHEMA: Any = assets.read_json("result.schema.json")
REMEDIES: Any = assets.read_json("remedies.json")


def advice_on(case: Case) -> Advice:
    return recommend.advise(case.server, diagnose(case), case.plan.need, REMEDIES)


def test_a_limit_of_four_as_programs_read_it() -> None:
    case = conclude(Places(4, WORDLESS), software="courier", doors=(), **QUIET_OFFICE).case
    told = result(case, advice_on(case))
    jsonschema.validate(told, SCHEMA)
    assert told["format"] == "mail-connection-check/result"
    assert told["verdict"]["kind"] == "per-address"
    assert (told["verdict"]["limit"], told["verdict"]["at_least"]) == (4, False)
    assert told["suggestion"]["setting"] == "MAXPERIP"
    assert told["counts"] == {
        "attempts": 12,
        "opened": 6,
        "refused": 6,
        "silent": 0,
        "unanswered": 0,
        "lost": 0,
        "peak_open": 4,
        "left_open": 0,
    }
    assert told["started_at"].endswith("Z")
    shown = {i for reason in told["verdict"]["because"] for i in reason["events"]}
    assert all(told["events"][i]["attempt"] for i in shown)


@pytest.mark.parametrize("manner", [SILENT, LATE, REFUSED, UNANSWERED])
def test_every_manner_of_refusal_fits_the_schema(manner: Answer) -> None:
    case = conclude(Attempts(dict.fromkeys(range(3, 20), manner))).case
    jsonschema.validate(result(case, advice_on(case)), SCHEMA)


def test_a_rate_names_its_count_and_seconds() -> None:
    case = conclude(need=2).case
    advice = advice_on(case)
    rated = replace(advice, verdict=replace(advice.verdict, rate=Rate(8, 60.0)))
    told = result(case, rated)
    jsonschema.validate(told, SCHEMA)
    assert told["verdict"]["rate"] == {"count": 8, "seconds": 60.0}


def test_nothing_to_suggest_is_null() -> None:
    case = conclude(need=2).case
    assert result(case, advice_on(case))["suggestion"] is None


def test_what_was_lost_or_left_open_is_counted() -> None:
    opened = Event(0.1, Step.REACH, Outcome.OPEN, attempt=1)
    lost = Event(0.2, Step.CHECK, Outcome.LOST, attempt=1)
    case = conclude(need=2).case
    assert counts(replace(case, events=(opened,)))["left_open"] == 1
    told = counts(replace(case, events=(opened, lost)))
    assert (told["attempts"], told["lost"], told["left_open"]) == (1, 1, 0)


def test_an_attempt_that_broke_off_is_an_attempt_and_a_held_session_that_died_is_none() -> None:
    assert is_attempt(Event(0, Step.CLIMB, Outcome.LOST, Phase.GREETING, attempt=2))
    assert not is_attempt(Event(0, Step.CHECK, Outcome.LOST, attempt=2))
    assert not is_attempt(Event(0, Step.CHECK, Outcome.HELD_ASKED))


def test_what_was_known_of_the_provider_is_told_where_something_was() -> None:
    known = Known(
        "hosting-xyz", "hosting.xyz", True, FoundBy.HOST,
        (Fact(About.RATE, Basis.DOCUMENTED, 20, 60), Fact(About.BY_CONTRACT, Basis.WEAK)),
    )  # fmt: skip
    bare = conclude(need=2).case
    case = replace(bare, known=known)
    told = result(case, advice_on(case))
    jsonschema.validate(told, SCHEMA)
    assert told["known"] == {
        "provider": "hosting-xyz",
        "name": "hosting.xyz",
        "tested": True,
        "found_by": "host",
        "facts": [
            {"about": "rate", "basis": "documented", "count": 20, "seconds": 60},
            {"about": "by-contract", "basis": "weak", "count": None, "seconds": None},
        ],
    }
    assert "known" not in result(bare, advice_on(bare))


def test_the_schema_knows_everything_that_may_be_known() -> None:
    known = SCHEMA["properties"]["known"]["properties"]
    facts = known["facts"]["items"]["properties"]
    assert known["found_by"]["enum"] == list(FoundBy)
    assert (facts["about"]["enum"], facts["basis"]["enum"]) == (list(About), list(Basis))
