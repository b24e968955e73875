"""The window as a user starts it, on a screen of its own, by keyboard only, at a real Courier."""

import sys
import time

from tests.real import visit
from tests.real.screen import Screen
from tests.real.stage import Stage


def test_from_an_address_to_a_copied_note_at_a_real_courier(stage: Stage, screen: Screen) -> None:
    server = stage.courier(maxperip=4)
    window = screen.start(sys.executable, "-m", "wizard", SSL_CERT_FILE=str(server.cafile))
    for moment in visit.to_the_note(screen, server):
        # Whoever is at the result holds no connection any more.
        assert moment != "result" or server.nobody_left()
    screen.keys("alt+c")
    time.sleep(0.5)
    screen.picture("Copied")
    visit.leave(screen)
    assert window.wait(10) == 0
    assert server.nobody_left()
