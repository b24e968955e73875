"""The window on a screen of its own, and the fingers on its keyboard; a picture of each page.

Owns one Xvfb with a window manager, and every program that is started on it. Needs Xvfb, openbox,
xdotool and ImageMagick; the pictures are in build/real-window.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import insist
from tests.servers.named_world import DIES_WITH_US
from wizard.ui import look

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "build" / "real-window"
TOOLS = ("Xvfb", "openbox", "xdotool", "import")


class Screen:
    """An X11 screen with a window manager, and the fingers on its keyboard."""

    def __init__(
        self, number: str, home: Path, pictures: Path, programs: list[subprocess.Popen[bytes]]
    ) -> None:
        """For the screen of this number."""
        self.surroundings = os.environ | {
            "DISPLAY": f":{number}",
            "HOME": str(home),  # each user has one window: this one is nobody else's
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "LANG": "C.UTF-8",
        }
        self.programs = programs
        self._pictures = pictures

    def run(self, *command: str) -> str:
        """What a program says that looks at this screen."""
        return self._asked(*command).stdout.strip()

    def _asked(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.surroundings, capture_output=True, encoding="utf-8", check=False
        )

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Starts a program on this screen."""
        self.programs.append(
            subprocess.Popen(
                (*DIES_WITH_US, *command),
                cwd=ROOT,
                env=self.surroundings | more,
                stdout=subprocess.DEVNULL,
            )
        )
        return self.programs[-1]

    def wait_for_a_window_manager(self, seconds: float = 20.0) -> None:
        """Until windows are taken care of: one that comes earlier may never get the keyboard."""
        until = time.monotonic() + seconds
        while self._asked("xdotool", "get_desktop").returncode:  # it prints a number in any case
            assert time.monotonic() < until, "the window manager does not start"
            time.sleep(0.05)

    def wait_for(self, title: str, seconds: float = 40.0) -> None:
        """Until a window has this main instruction in its title."""
        until = time.monotonic() + seconds
        while not self.run("xdotool", "search", "--onlyvisible", "--name", title):
            if time.monotonic() > until:
                self.picture("missed")
                raise AssertionError(f"no page says {title!r}; the last picture shows what is")
            time.sleep(0.1)
        time.sleep(0.4)  # the focus comes after the page
        self.picture(title)

    def wait_for_message(self, seconds: float = 15.0) -> None:
        """Until a message stands in the page: its heading has a colour of its own.

        The title of the window stays that of the page, and nothing else can be read from outside.
        """
        until = time.monotonic() + seconds
        while not self.shows(look.ALERT[0]):
            assert time.monotonic() < until, "no message in the page"
            time.sleep(0.1)
        time.sleep(0.4)  # the focus comes after the message
        self.picture("Message")

    def shows(self, colour: str) -> bool:
        """Whether anything on the screen has this colour, "#RRGGBB"."""
        return bytes.fromhex(colour.removeprefix("#")) in self._pixels()

    def _pixels(self) -> bytes:
        look_at = ("import", "-window", "root", "-depth", "8", "rgb:-")
        done = subprocess.run(look_at, env=self.surroundings, capture_output=True, check=False)
        return done.stdout

    def picture(self, title: str) -> None:
        """Keeps what is to be seen."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        name = f"{len(list(self._pictures.iterdir())) + 1}-{title.split(maxsplit=1)[0].lower()}.png"
        self.run("import", "-window", "root", str(self._pictures / name))

    def keys(self, *pressed: str) -> None:
        """Presses keys, one after the other."""
        self.run("xdotool", "key", "--delay", "60", *pressed)

    def type(self, text: str) -> None:
        """Types a text where the focus is."""
        self.run("xdotool", "type", "--delay", "20", text)


@contextmanager
def a_screen(home: Path, pictures: str) -> Iterator[Screen]:
    """A screen; when it is over, so is everything on it."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    insist(f"the test by keyboard needs {', '.join(absent)}" if absent else None)
    shutil.rmtree(PICTURES / pictures, ignore_errors=True)
    reads, writes = os.pipe()
    # It begins anew whenever nobody looks at it any more, and then loses whoever just comes.
    steady = ("-noreset", "-nolisten", "tcp")
    display = ("Xvfb", "-displayfd", str(writes), "-screen", "0", "1024x768x24", *steady)
    programs = [
        subprocess.Popen((*DIES_WITH_US, *display), pass_fds=[writes], stderr=subprocess.DEVNULL)
    ]
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            made = Screen(told.readline().strip(), home, PICTURES / pictures, programs)
        made.start("openbox", "--sm-disable")
        made.wait_for_a_window_manager()
        yield made
    finally:
        for program in reversed(programs):
            program.kill()
            program.wait()
