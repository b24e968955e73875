"""Plays scenes several times and keeps what came of it: `python -m tests.real.table [NAME ...]`.

Owns docs/cases.json (the runs) and docs/cases.md (the table made from them), as root, for most of
an hour. With names only those are played anew; `--runs N` plays each so often, `--write` none.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.real.office import Finding, in_short
from tests.real.record import keep
from tests.real.scenes import SCENES
from tests.real.stage import Scene, played
from tests.servers.fetch import missing
from wizard.core.advice import Kind
from wizard.core.result import counts

DOCS: Final = Path(__file__).parents[2] / "docs"
RUNS: Final = 5
AT_ONCE: Final = 8

HEAD: Final = """\
# Real cases, and what the check says of them

Every row is a real server, packet filter or router on one computer, played {runs} times by
`python -m tests.real.table` (as root, on Debian). *Truth* is what was set up; *verdict* what the
check said, with its number and how sure it was; seconds, attempts and refusals are the medians.
A verdict that was not the same each time is told with how often, and why.

"""

MATRIX: Final = """\
Rows are the truth, columns the verdicts, numbers the plays. Off the diagonal there is nothing but
`no-clear-result`, and a wordless limit of a whole server that is told as one "for each address, or
for all customers", never very sure.

"""


@dataclass(frozen=True)
class Run:
    """One play of a scene."""

    verdict: str
    kind: str
    seconds: float
    attempts: int
    refused: int
    signed_in: bool

    @classmethod
    def of(cls, found: Finding) -> Run:
        """What one finding came to."""
        counted = counts(found.case)
        turned_away = ("refused", "silent", "unanswered")
        return cls(
            in_short(found.verdict),
            str(found.verdict.kind),
            round((found.case.finished_at - found.case.started_at).total_seconds(), 1),
            counted["attempts"],
            sum(counted[name] for name in turned_away),
            found.case.target.signs_in,
        )


Runs = dict[str, list[Run]]


def main(arguments: Sequence[str]) -> int:
    """Plays, keeps and writes; the exit status is 1 where a verdict was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.table", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N")
    parser.add_argument("--write", action="store_true", help="only write the table anew")
    parser.add_argument("--record", action="store_true", help="record the last play of each, too")
    wanted = parser.parse_args(arguments)
    kept = load()
    good = True
    if not wanted.write:
        reason = missing()
        if reason is not None:
            print(reason, file=sys.stderr)
            return 1
        played = [one for one in SCENES if not wanted.names or one.name in wanted.names]
        good = play(played, wanted.runs, wanted.at_once, kept, record=wanted.record)
    (DOCS / "cases.md").write_text(table(kept), "utf-8")
    return 0 if good else 1


def load() -> Runs:
    """The runs that were kept."""
    try:
        stored = json.loads((DOCS / "cases.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {name: [Run(**one) for one in runs] for name, runs in stored.items()}


def store(kept: Runs) -> None:
    """Keeps the runs of the scenes that there are, one line each."""
    names = [one.name for one in SCENES if one.name in kept]
    lines = [f"{json.dumps(name)}: {json.dumps([vars(run) for run in kept[name]])}"
             for name in names]  # fmt: skip
    (DOCS / "cases.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def play(scenes: Iterable[Scene], times: int, at_once: int, kept: Runs, *, record: bool) -> bool:
    """Each scene so many times, several at once; whether no verdict was wrong."""
    lock = threading.Lock()
    wrong: list[str] = []
    ordered = sorted(scenes, key=lambda one: not one.long)
    fresh: Runs = {}

    def once(scene: Scene) -> None:
        began = time.monotonic()
        try:
            found = played(scene)
        except Exception as trouble:  # noqa: BLE001  the others are to be played all the same
            with lock:
                wrong.append(scene.name)
            print(f"{scene.name}: {trouble}", file=sys.stderr, flush=True)
            return
        with lock:
            fresh.setdefault(scene.name, []).append(Run.of(found))
            if len(fresh[scene.name]) == times:
                kept[scene.name] = fresh[scene.name]
                store(kept)
                if record:
                    keep(scene, found)
        seconds = time.monotonic() - began
        print(f"{scene.name}: {in_short(found.verdict)} ({seconds:.0f} s)", flush=True)

    with ThreadPoolExecutor(at_once) as several:
        list(several.map(once, [scene for _ in range(times) for scene in ordered]))
    return not wrong


# -- The table -----------------------------------------------------------------------------------


def table(kept: Runs) -> str:
    """Everything that docs/cases.md says."""
    rows = [scene for scene in SCENES if scene.name in kept]
    runs = max((len(kept[scene.name]) for scene in rows), default=RUNS)
    parts = [
        HEAD.format(runs=runs),
        _line("case", "setting", "password", "truth", "verdict", "s", "attempts", "refused"),
        _line(*["---"] * 5, *["---:"] * 3),
        *(_row(scene, kept[scene.name]) for scene in rows),
        "\n## Who is taken for whom\n\n",
        MATRIX,
        *_matrix(rows, kept),
        *_neighbours(rows),
    ]
    return "".join(parts)


def _line(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _row(scene: Scene, runs: list[Run]) -> str:
    verdicts = [run.verdict for run in runs]
    told = "; ".join(
        f"{verdict} ({verdicts.count(verdict)} of {len(runs)})"
        if len(set(verdicts)) > 1
        else verdict
        for verdict in sorted(set(verdicts), key=lambda one: (-verdicts.count(one), one))
    )
    if len(set(verdicts)) > 1:
        told += f". Unsteady: {scene.unsteady}"
    return _line(
        scene.name,
        scene.setting.replace("|", "/"),
        "yes" if runs[0].signed_in else "no",
        scene.kind,
        told,
        f"{_median([run.seconds for run in runs]):.0f}",
        f"{_median([run.attempts for run in runs]):.0f}",
        f"{_median([run.refused for run in runs]):.0f}",
    )


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _matrix(rows: Sequence[Scene], kept: Runs) -> list[str]:
    counted: dict[tuple[Kind, str], int] = {}
    for scene in rows:
        for run in kept[scene.name]:
            key = (scene.kind, run.kind)
            counted[key] = counted.get(key, 0) + 1
    columns = [kind for kind in Kind if any(verdict == kind for _, verdict in counted)]
    truths = [kind for kind in Kind if any(truth is kind for truth, _ in counted)]
    lines = [_line("", *columns), _line("---", *["---:"] * len(columns))]
    for truth in truths:
        cells: list[Any] = [counted.get((truth, str(verdict)), "") for verdict in columns]
        lines.append(_line(truth, *cells))
    return lines


def _neighbours(rows: Sequence[Scene]) -> list[str]:
    """For each kind the cases that look like it, and are something else."""
    lines = ["\n## What looks like something else\n\n", _line("looks like", "and is not"),
             _line("---", "---")]  # fmt: skip
    for kind in Kind:
        alike = [scene for scene in rows if kind in scene.looks_like]
        if alike:
            named = ", ".join(f"{scene.name} ({scene.kind})" for scene in alike)
            lines.append(_line(kind, named))
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
