"""The frozen program starts from where nobody would put it, and closes again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.one_bundle import NAME
from tests.real.odd_places import PLACES, as_fat_keeps_it, paints, proves_itself
from tests.real.screen import Screen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the bundle of Linux is meant"),
]


@pytest.mark.parametrize("name", PLACES)
def test_the_window_opens_there(name: str, bundle: Path, screen: Screen, tmp_path: Path) -> None:
    """The first page is painted; one key closes it, and the program ends well."""
    insist(None if os.geteuid() == 0 else "mounts that only the program sees need root")
    assert paints(PLACES[name], bundle, tmp_path, screen) is None


def test_the_strangest_place_of_all_lacks_nothing(bundle: Path, tmp_path: Path) -> None:
    """The others are held by `python -m tests.real.odd_places`."""
    insist(None if os.geteuid() == 0 else "mounts that only the program sees need root")
    assert proves_itself(PLACES["as FAT keeps it, by the loader"], bundle, tmp_path) is None


def test_a_stick_with_fat_makes_no_program_of_it(bundle: Path, tmp_path: Path) -> None:
    """Linux takes no file there for a program: it has to be copied off the stick first."""
    laid = as_fat_keeps_it(bundle, tmp_path)
    with pytest.raises(PermissionError):
        subprocess.run([laid / NAME, "--version"], check=False)
