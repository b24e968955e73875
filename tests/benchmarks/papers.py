"""How long it takes to open a case file with a thousand events, and to pack it."""

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

from wizard.core import archive
from wizard.core.case_file import CaseFile, case_file
from wizard.paper.bundle import case_json, pack, unpack

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
    print(f"with a load of {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
