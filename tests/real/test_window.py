"""The window as a user starts it, on a screen of its own, by keyboard only, at a real Courier."""

import sys
import time

from tests.real.screen import Screen
from tests.real.stage import Stage
from tests.servers import CANARY


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
