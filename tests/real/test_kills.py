"""The frozen program is killed: nothing of it is left.

`python -m tests.real.kills` does this at every page and phase, and looks at files as well.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.kills import Scene, terminal, window
from tests.real.screen import Screen
from tests.real.stage import Stage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the bundle of Linux is meant"),
]


@pytest.mark.parametrize(("moment", "seconds"), [("password typed", 0.0), ("test", 1.5)])
def test_a_killed_window_leaves_nothing(
    moment: str, seconds: float, bundle: Path, stage: Stage, screen: Screen, tmp_path: Path
) -> None:
    """Neither a process, nor one that keeps the computer awake, nor a connection, nor a file."""
    scene = Scene(bundle, tmp_path, stage.courier(maxperip=4))
    assert window(scene, screen, moment, seconds) == []


def test_a_killed_check_leaves_no_process_and_no_connection(
    bundle: Path, stage: Stage, tmp_path: Path
) -> None:
    scene = Scene(bundle, tmp_path, stage.courier(maxperip=4))
    faults, _ = terminal(scene, 2.5)
    assert [fault for fault in faults if not fault.startswith("file papers/")] == []


def test_a_process_that_stays_is_seen(bundle: Path, stage: Stage, tmp_path: Path) -> None:
    """A rule that can never fail is no rule."""
    scene = Scene(bundle, tmp_path, stage.courier(maxperip=4))
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "left.tmp").touch()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, env=scene.around()) as stays:
        assert scene.left(set()) == ["process cat", "file papers/left.tmp"]
        stays.kill()
    assert scene.left({"papers/left.tmp"}) == []
