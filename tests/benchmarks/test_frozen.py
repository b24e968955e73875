"""The table of the bundle beside a bare wizard says what was measured."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.benchmarks.first_pixel import PaintedNothingError, Start, screen
from tests.benchmarks.frozen import Weight, by_turns, table, weigh


def test_a_file_with_two_names_weighs_once_and_letters_are_weighed_apart(tmp_path: Path) -> None:
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    (tmp_path / "resources" / "fonts" / "letters.ttf").write_bytes(b"." * 2_000_000)
    (tmp_path / "library.so.6").write_bytes(b"." * 3_000_000)
    (tmp_path / "library.so").symlink_to("library.so.6")
    weight = weigh(tmp_path)
    assert (weight.fonts, weight.rest) == (2.0, 3.0)
    assert weight.heaviest(1) == [("library.so.6", 3_000_000)]


def test_the_table_has_the_middle_of_all_starts_and_the_ratio() -> None:
    weights = [Weight({"a": 100_000_000}), Weight({"a": 120_000_000})]
    bare = [Start(at, at / 2, 60.0, 50.0) for at in (100.0, 900.0, 110.0)]
    ours = [Start(at, at / 2, 75.0, 60.0) for at in (165.0, 150.0, 800.0)]
    _, size, start, processor, resident, shared_out, *_ = table(weights, [bare, ours])
    assert size.split()[-4:] == ["100.0", "120.0", "1.20", "1.25"]
    assert start.split()[-4:] == ["110.0", "165.0", "1.50", "1.25"]
    assert processor.split()[-4:] == ["55.0", "82.5", "1.50", "1.25"]
    assert resident.split()[-4:] == ["60.0", "75.0", "1.25", "1.30"]
    assert shared_out.split()[-4:] == ["50.0", "60.0", "1.20", "1.30"]


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="it needs Xvfb")
def test_a_program_that_paints_nothing_is_no_quick_one(tmp_path: Path) -> None:
    with screen() as seen, pytest.raises(PaintedNothingError):
        seen.start([sys.executable, "-c", ""], tmp_path)


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="it needs Xvfb")
def test_a_window_is_seen_from_outside(tmp_path: Path) -> None:
    bundle = tmp_path / "window"
    bundle.mkdir()
    source = Path(__file__).parent / "bare_wizard" / "__main__.py"
    (bundle / "window").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{source}"\n', "ascii")
    (bundle / "window").chmod(0o755)
    ((start,),) = by_turns([bundle], 1)
    assert 0 < start.processor <= start.milliseconds
    assert 20 < start.shared_out <= start.resident
