"""Where a program finds its authorities is seen, and that it finds none in a place nobody uses."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.proof import other_distributions as elsewhere


@pytest.mark.slow
def test_authorities_in_an_odd_place_are_missed(tmp_path: Path) -> None:
    insist(elsewhere.cannot_be_played() or None)
    program = tmp_path / "from source"
    here = Path(__file__).parents[2]
    start = f"cd {shlex.quote(str(here))} && exec {shlex.quote(sys.executable)} -m wizard"
    program.write_text(f'#!/bin/sh\n{start} "$@"\n', "ascii")
    program.chmod(0o755)
    places = {"Alpine": elsewhere.PLACES["Alpine"], "Nobody": "/etc/odd/authorities.pem"}
    (told,) = elsewhere.faults(program, places)
    assert told.startswith("Nobody: ")
    assert "no certificate authorities" in told
