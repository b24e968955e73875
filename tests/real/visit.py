"""One visit by keyboard only, from the first page to saved papers at a real mail server.

Owns the keys, and the names of the moments between them: whoever plays a visit may look, count or
end the program at each. It knows nothing of how the program was started.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.real.screen import Screen
from tests.servers import CANARY
from tests.servers.real import RealServer

ADDRESS: Final = "alice@miller.example"
SENDER: Final = "Anna Miller"
FOUND: Final = "Your office is allowed only 4 mail connections at a time"
PLACE: Final = "Choose a place for the file"
SAVED_SECONDS: Final = 20.0
TEST_SECONDS: Final = 120.0


def to_the_result(screen: Screen, server: RealServer) -> Iterator[str]:
    """From the first page to the one that tells the limit; yields the name of each moment."""
    screen.wait_for("Sign in to one office mailbox")
    yield "sign-in"
    screen.type(ADDRESS)
    screen.keys("Tab")
    screen.type(CANARY)
    screen.keys("alt+u")
    time.sleep(1)
    screen.keys("ctrl+a")
    screen.type(f"localhost:{server.imaps}")
    screen.keys("Tab", "ctrl+a")
    screen.type("alice")
    yield "password typed"
    screen.keys("Return")
    screen.wait_for("How many devices use mail")
    yield "office"
    screen.keys("Return")
    screen.wait_for("Check three things")
    yield "before"
    screen.keys("Return")  # one too many: it starts nothing
    screen.wait_for("Check three things")
    screen.keys("alt+y", "alt+m", "alt+s")
    screen.wait_for("Opening connections one at a time")
    yield "test"
    screen.wait_for(FOUND, TEST_SECONDS)
    yield "result"


def to_the_note(screen: Screen, server: RealServer) -> Iterator[str]:
    """As far as the note for the provider."""
    yield from to_the_result(screen, server)
    screen.keys("Return")
    screen.wait_for("Send this to your hosting provider")
    yield "note"


def to_saved_papers(
    screen: Screen, server: RealServer, pdf: Path, case: Path, root: Path = Path("/")
) -> Iterator[str]:
    """As far as a PDF report and a case file, at these places as the program sees them.

    `root` is the program's own root directory, as we see it.
    """
    yield from to_the_note(screen, server)
    screen.keys("alt+n")
    screen.type(SENDER)  # a program on a stick may remember whose it is
    for paper, key, place in (("PDF", "alt+d", pdf), ("case", "ctrl+s", case)):
        screen.keys(key)
        screen.wait_for(PLACE)
        yield f"place of the {paper}"
        screen.keys("ctrl+a")  # a place typed whole: no folder has to be gone through
        screen.type(str(place))
        screen.keys("Return")
        yield f"{paper} asked for"
        wait_until((root / str(place).lstrip("/")).exists)
        time.sleep(1)  # while a paper is made, the page takes no key
    yield "saved"


def wait_until(there: Callable[[], bool], seconds: float = SAVED_SECONDS) -> None:
    """Until it is so; raises AssertionError when it does not come."""
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)


def leave(screen: Screen) -> None:
    """The button at the end; a result that was saved is asked about by nobody."""
    screen.keys("alt+l")
