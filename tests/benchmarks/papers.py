"""How long a full set of papers takes, and the opening of a case file with a thousand events."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from wizard import casework
from wizard.casework import Paper
from wizard.core import archive
from wizard.core.case_file import CaseFile, case_file
from wizard.paper.bundle import case_json, pack, unpack
from wizard.words import Words

RUNS: Final = 15
EVENTS: Final = 1_000
GOLDEN: Final = Path(__file__).parents[1] / "goldens" / "courier-20-tls-signed-in.json"
# About as long as a note and as large as a report are.
NOTE: Final = "The note for the provider, line after line.\n" * 60
REPORT_BYTES: Final = 300_000


def long_case() -> CaseFile:
    """A recorded case, its events again and again."""
    case = archive.from_json(json.loads(GOLDEN.read_text("utf-8"))["case"])
    return case_file(replace(case, events=tuple(islice(cycle(case.events), EVENTS))))


def work(job: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of processor time of one call: the median and the worst of several."""
    job()
    took = []
    for _ in range(RUNS):
        began = time.process_time()
        job()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took), max(took)


def full_set() -> None:
    """Every paper of an ordinary case and of the long one: the first set loads Qt and its fonts."""
    ordinary = case_file(archive.from_json(json.loads(GOLDEN.read_text("utf-8"))["case"]))

    def papers(file: CaseFile) -> int:
        return sum(len(casework.make(paper, file, Words())) for paper in Paper)

    began = time.perf_counter()
    casework.get_ready()
    size = papers(ordinary)
    first = (time.perf_counter() - began) * 1000
    print(
        f"first full set: {first:.0f} ms with what it loads, {size:,} bytes in {len(Paper)} papers"
    )
    for name, file in (("ordinary", ordinary), (f"{EVENTS} events", long_case())):
        median, worst = work(lambda file=file: papers(file))  # type: ignore[misc] # bound at once
        print(f"full set, {name}: {median:6.1f} ms of work, {worst:6.1f} at worst, of {RUNS}")


def main() -> int:
    """Print what each step took, and what else the computer did."""
    file = long_case()
    packed = pack(file, NOTE, os.urandom(REPORT_BYTES))
    print(f"{EVENTS} events: {len(case_json(file)):,} bytes of JSON, {len(packed):,} packed")
    for name, job in (
        ("open", lambda: unpack(packed)),
        ("pack", lambda: pack(file, NOTE, bytes(REPORT_BYTES))),
    ):
        median, worst = work(job)
        print(f"{name}: {median:6.1f} ms of work, {worst:6.1f} at worst, of {RUNS}")
    full_set()
    print(f"with a load of {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
