"""The window as a user starts it, on a screen of its own, by keyboard only, at a real Courier.

Needs Xvfb, openbox and xdotool; keeps a picture of each page in build/real-window.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.real.stage import Stage
from tests.servers import CANARY

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "build" / "real-window"
TOOLS = ("Xvfb", "openbox", "xdotool", "import")


class Screen:
    """An X11 screen with a window manager, and the fingers on its keyboard."""

    def __init__(self, number: str, home: Path, programs: list[subprocess.Popen[bytes]]) -> None:
        self.surroundings = os.environ | {
            "DISPLAY": f":{number}",
            "HOME": str(home),  # each user has one window: this one is nobody else's
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "LANG": "C.UTF-8",
        }
        self.programs = programs

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.surroundings, capture_output=True, encoding="utf-8", check=False
        )
        return done.stdout.strip()

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        self.programs.append(
            subprocess.Popen(
                command, cwd=ROOT, env=self.surroundings | more, stdout=subprocess.DEVNULL
            )
        )
        return self.programs[-1]

    def wait_for(self, title: str, seconds: float = 40.0) -> None:
        """Until a window has this main instruction in its title."""
        until = time.monotonic() + seconds
        while not self.run("xdotool", "search", "--onlyvisible", "--name", title):
            assert time.monotonic() < until, f"no page says {title!r}"
            time.sleep(0.1)
        time.sleep(0.4)  # the focus comes after the page
        self.picture(title)

    def picture(self, title: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = f"{len(list(PICTURES.iterdir())) + 1}-{title.split(maxsplit=1)[0].lower()}.png"
        self.run("import", "-window", "root", str(PICTURES / name))

    def keys(self, *pressed: str) -> None:
        self.run("xdotool", "key", "--delay", "60", *pressed)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--delay", "20", text)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    insist(f"the test by keyboard needs {', '.join(absent)}" if absent else None)
    shutil.rmtree(PICTURES, ignore_errors=True)
    reads, writes = os.pipe()
    display = ("Xvfb", "-displayfd", str(writes), "-screen", "0", "1024x768x24", "-nolisten", "tcp")
    programs = [subprocess.Popen(display, pass_fds=[writes], stderr=subprocess.DEVNULL)]
    os.close(writes)
    with os.fdopen(reads) as told:
        made = Screen(told.readline().strip(), tmp_path, programs)
    made.start("openbox", "--sm-disable")
    yield made
    for program in reversed(programs):
        program.kill()
        program.wait()


def test_from_an_address_to_a_copied_note_at_a_real_courier(stage: Stage, screen: Screen) -> None:
    server = stage.courier(maxperip=4)
    window = screen.start(sys.executable, "-m", "wizard", SSL_CERT_FILE=str(server.cafile))
    screen.wait_for("Sign in to one office mailbox")
    screen.type("alice@miller.example")
    screen.keys("Tab")
    screen.type(CANARY)
    screen.keys("alt+u")
    time.sleep(0.5)
    screen.keys("ctrl+a")
    screen.type(f"localhost:{server.imaps}")
    screen.keys("Tab", "ctrl+a")
    screen.type("alice")
    screen.keys("Return")
    screen.wait_for("How many devices use mail")
    screen.keys("Return")
    screen.wait_for("Check three things")
    screen.keys("Return")  # one too many: it starts nothing
    screen.wait_for("Check three things")
    screen.keys("alt+y", "alt+m", "alt+s")
    screen.wait_for("Opening connections one at a time")
    screen.wait_for("Your office is allowed only 4 mail connections at a time", 120)
    assert server.nobody_left()
    screen.keys("Return")
    screen.wait_for("Send this to your hosting provider")
    screen.keys("alt+c")
    time.sleep(0.5)
    screen.picture("Copied")
    screen.keys("alt+l")
    assert window.wait(10) == 0
    assert server.nobody_left()
