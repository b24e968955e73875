"""Every scene is played with its real server, and the verdict must be the right one."""

import pytest

from tests.real.office import Scene, Stage
from tests.real.scenes import SCENES


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(scene, id=scene.name, marks=[pytest.mark.slow] if scene.long else [])
        for scene in SCENES
    ],
)
def test_the_verdict_is_right(scene: Scene, stage: Stage) -> None:
    scene.play(stage)
