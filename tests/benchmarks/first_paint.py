"""How long from the start of Python to the first painted window, from source, without a screen."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 7
# The clock is the system's, the same for both processes.
PAINTED = """
import os, sys, time
from wizard import __main__ as program
from wizard.ui import app
def painted():
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    os._exit(0)
class Window(app.Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        app.QTimer.singleShot(0, painted)  # after the children are painted, too
app.Window = Window
sys.argv[1:] = []
program.main()
"""


def once() -> float:
    """Milliseconds from one start to its first paint."""
    with tempfile.TemporaryDirectory() as home:  # each user has one window: this is another user
        surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": home}
        began = time.clock_gettime(time.CLOCK_MONOTONIC)
        told = subprocess.run(
            [sys.executable, "-c", PAINTED], env=surroundings, capture_output=True, check=True
        ).stdout
    return (float(told) - began) * 1000


def main() -> int:
    """Prints the median of seven starts and what else the computer did."""
    once()  # what is read from the disk now stays in memory
    took = sorted(once() for _ in range(RUNS))
    load = os.getloadavg()[0]
    print(f"{statistics.median(took):5.0f} ms to the first paint, the middle one of {RUNS}")
    print(f"{took[0]:5.0f} to {took[-1]:.0f} ms, with a load of {load:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
