"""The bundle beside a bare wizard frozen with the same trims: size, start, memory, in one run.

`python -m tests.benchmarks.frozen --bundle DIR` measures a bundle that is there; without it one is
made first. Linux with Xvfb only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dev
from tests.benchmarks.first_pixel import Start, screen

RUNS: Final = 9
HEAVIEST: Final = 10
ROOT: Final = Path(dev.__file__).parent
BARE: Final = "tests/benchmarks/bare_wizard/bare.spec"
# What the program may cost, times the bare wizard: size without fonts, start, memory.
AIMS: Final = (1.25, 1.25, 1.3)
_FONTS: Final = "resources/fonts/"


@dataclass(frozen=True, slots=True)
class Weight:
    """The files of a bundle, in bytes by their names; a second name of a file is none."""

    files: dict[str, int]

    @property
    def fonts(self) -> float:
        """MB of the letters that come along."""
        return sum(size for name, size in self.files.items() if _FONTS in name) / 1e6

    @property
    def rest(self) -> float:
        """MB of all else."""
        return sum(self.files.values()) / 1e6 - self.fonts

    def heaviest(self, many: int = HEAVIEST) -> list[tuple[str, int]]:
        """The files that weigh most, the heaviest first."""
        return sorted(self.files.items(), key=lambda file: -file[1])[:many]


def weigh(bundle: Path) -> Weight:
    """Every file of a bundle."""
    places = (place for place in bundle.rglob("*") if place.is_file() and not place.is_symlink())
    return Weight({place.relative_to(bundle).as_posix(): place.stat().st_size for place in places})


def program(bundle: Path) -> Path:
    """The file to be started: it bears the folder's name."""
    return bundle / bundle.name


def freeze(spec: str, folder: Path) -> None:
    """Make a bundle below `folder`; what it says is shown where it fails."""
    scratch = folder / "scratch"
    arguments = [*dev.freeze(folder, scratch)[:-1], spec]
    dev.run_quietly(
        "PyInstaller", [sys.executable, *arguments], {"PYINSTALLER_CONFIG_DIR": str(scratch)}
    )


def by_turns(bundles: Sequence[Path], runs: int) -> list[list[Start]]:
    """Each program's starts. One after the other, so that other work of the computer hits all."""
    found: list[list[Start]] = [[] for _ in bundles]
    with screen() as seen, tempfile.TemporaryDirectory() as home:
        for run in range(runs + 1):
            for bundle, starts in zip(bundles, found, strict=True):
                start = seen.start([str(program(bundle))], Path(home))
                if run:  # the first one reads its files from the disk
                    starts.append(start)
    return found


def table(weights: Sequence[Weight], starts: Sequence[list[Start]]) -> Iterable[str]:
    """The lines of the table: the bare wizard, the program, how many times as much, the aim."""
    yield f"{'':<30}{'bare wizard':>14}{'program':>14}{'ratio':>8}{'aim':>7}"
    middle = [
        [statistics.median(values) for values in zip(*map(_figures, each), strict=True)]
        for each in starts
    ]
    bare, ours = ([weight.rest, *each] for weight, each in zip(weights, middle, strict=True))
    named = (
        ("size without fonts, MB", AIMS[0]),
        (f"first pixel, ms, middle of {len(starts[0])}", AIMS[1]),
        ("processor time to it, ms", AIMS[1]),
        ("memory (RSS), MB", AIMS[2]),
        ("memory (PSS), MB", AIMS[2]),
    )
    for (name, aim), least, own in zip(named, bare, ours, strict=True):
        yield f"{name:<30}{least:>14.1f}{own:>14.1f}{own / least:>8.2f}{aim:>7.2f}"
    quickest, slowest = zip(*((_quickest(each), _slowest(each)) for each in starts), strict=True)
    yield f"{'quickest start, ms':<30}{quickest[0]:>14.0f}{quickest[1]:>14.0f}"
    yield f"{'slowest start, ms':<30}{slowest[0]:>14.0f}{slowest[1]:>14.0f}"
    yield f"{'fonts besides, MB':<30}{weights[0].fonts:>14.1f}{weights[1].fonts:>14.1f}"


def _figures(start: Start) -> tuple[float, float, float, float]:
    return start.milliseconds, start.processor, start.resident, start.shared_out


def _quickest(starts: Sequence[Start]) -> float:
    return min(start.milliseconds for start in starts)


def _slowest(starts: Sequence[Start]) -> float:
    return max(start.milliseconds for start in starts)


def measure(bundle: Path, bare: Path, runs: int) -> None:
    """Print the table and the heaviest files."""
    weights = [weigh(bare), weigh(bundle)]
    for line in table(weights, by_turns([bare, bundle], runs)):
        print(line)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n\nThe heaviest files, MB:")
    for name, size in weights[1].heaviest():
        print(f"{size / 1e6:8.1f}  {name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the exit status is 0 whatever was found: figures are reported, not judged."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--bundle", type=Path, help="a bundle of the program that is there")
    parser.add_argument("--bare", type=Path, help="a bundle of the bare wizard that is there")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for spec, there in ((BARE, options.bare), ("build.spec", options.bundle)):
            if there is None:
                freeze(spec, made)
        bare = options.bare or made / "bare-wizard"
        measure((options.bundle or made / dev.BUNDLE.name).resolve(), bare.resolve(), options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
