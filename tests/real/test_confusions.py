"""The table of confusions: every real case against every kind of limit.

Told from the recorded cases (tests/goldens) and from the plays that are kept in docs/cases.json:
the diagonal is right, and off it there is nothing but what is honest there.
"""

import json

import pytest

from tests.real.record import GOLDENS
from tests.real.scenes import SCENES
from tests.real.stage import Scene
from tests.real.table import DOCS, RUNS, load, table
from wizard.core import archive
from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.diagnose import diagnose

# The kinds a limit can have: for each of them a case that is it, and one that only looks like it.
LIMITS = (
    Kind.PER_ADDRESS,
    Kind.PER_MAILBOX_AND_ADDRESS,
    Kind.PER_MAILBOX,
    Kind.SERVER_FULL,
    Kind.RATE,
    Kind.LOCKED_OUT,
    Kind.OFFICE_NETWORK,
    Kind.EVICTS_OLDEST,
)
HONEST = {Kind.NO_CLEAR_RESULT, Kind.NO_LIMIT_FOUND, Kind.NO_PLACE_FREE}
# A Cyrus with two limits that are reached by the same session.
BOTH_ARE_TRUE = {"cyrus-both-set-and-both-used-up"}
# Told by nothing that one office can see: docs/decisions/0008, "Known limits".
CANNOT_BE_SEEN = {"xinetd-instances-courier", "xinetd-instances-courier-unsigned"}
BY_NAME = {scene.name: scene for scene in SCENES}


def recorded(scene: Scene) -> Verdict:
    golden = json.loads((GOLDENS / f"{scene.name}.json").read_text("utf-8"))
    return diagnose(archive.from_json(golden["case"]))


every_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)


@every_scene
def test_a_case_is_never_taken_for_another_kind(scene: Scene) -> None:
    verdict = recorded(scene)
    assert scene.allows(verdict)
    assert verdict.kind not in scene.looks_like - scene.may_be


@every_scene
def test_what_else_is_honest_is_no_other_kind_of_limit(scene: Scene) -> None:
    """Only a wordless limit of a whole server may be told as "for each address, or for all"."""
    assert scene.kind not in scene.looks_like
    beyond = scene.may_be - HONEST - {scene.kind}
    if scene.name in BOTH_ARE_TRUE or not beyond:
        return
    assert beyond == {Kind.PER_ADDRESS}
    assert scene.kind is Kind.SERVER_FULL
    verdict = recorded(scene)
    surely = verdict.kind is Kind.PER_ADDRESS and verdict.confidence is Confidence.VERY_SURE
    assert surely == (scene.name in CANNOT_BE_SEEN)


@pytest.mark.parametrize("kind", LIMITS)
def test_each_kind_is_met_and_has_a_look_alike(kind: Kind) -> None:
    met = [scene.name for scene in SCENES if scene.kind is kind and recorded(scene).kind is kind]
    alike = [scene.name for scene in SCENES if kind in scene.looks_like]
    assert met, f"no case in which {kind} is right"
    assert alike, f"no case that looks like {kind} and is something else"


def test_every_case_was_played_five_times_and_the_table_tells_it() -> None:
    kept = load()
    assert set(kept) == set(BY_NAME)
    assert [name for name, runs in kept.items() if len(runs) < RUNS] == []
    assert (DOCS / "cases.md").read_text("utf-8") == table(kept)


def test_no_play_was_wrong_and_whatever_is_unsteady_has_its_reason() -> None:
    for name, runs in load().items():
        scene = BY_NAME[name]
        kinds = {run.kind for run in runs}
        assert kinds <= {str(scene.kind), *map(str, scene.may_be)}, name
        assert not kinds & {str(kind) for kind in scene.looks_like - scene.may_be}, name
        unsteady = len({run.verdict for run in runs}) > 1
        assert not unsteady or scene.unsteady, f"{name} is unsteady, and nobody says why"
