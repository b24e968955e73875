"""The scenes are played with their real servers, and the verdict must be the right one."""

import pytest

from tests.real.scenes import SCENES
from tests.real.stage import Scene, Stage


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(scene, id=scene.name, marks=[pytest.mark.slow] if scene.long else [])
        for scene in SCENES
        if not scene.seldom
    ],
)
def test_the_verdict_is_right(scene: Scene, stage: Stage) -> None:
    found = scene.play(stage)
    assert scene.allows(found.verdict), found.story()
