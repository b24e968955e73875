"""What once happened with a real server still gets the right verdict, where none can run too."""

import json
from pathlib import Path

import pytest

from tests.real.record import GOLDENS
from tests.real.scenes import SCENES
from tests.servers import CANARY
from wizard import service
from wizard.core import archive
from wizard.core.diagnose import diagnose

RECORDED = sorted(GOLDENS.glob("*.json"))


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_a_recorded_case_gets_the_right_verdict(file: Path) -> None:
    golden = json.loads(file.read_text("utf-8"))
    case = archive.from_json(golden["case"])
    verdict = diagnose(case)
    told = {
        "kind": str(verdict.kind),
        "limit": verdict.limit,
        "limit_named": verdict.limit_named,
        "at_least": verdict.at_least,
        "confidence": str(verdict.confidence),
    }
    assert told == golden["expected"]
    assert service.read(case).verdict == verdict


def test_every_scene_is_recorded_and_nothing_else() -> None:
    assert {file.stem for file in RECORDED} == {scene.name for scene in SCENES}


def test_no_recording_tells_a_password() -> None:
    assert not [file.name for file in RECORDED if CANARY in file.read_text("utf-8")]
