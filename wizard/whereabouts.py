"""The door to what this computer's system tells about where it is, for window and command line.

Owns the wait for a connection that is gone. It asks only this computer and its own name service;
what a system cannot tell stays "unknown".
"""

from __future__ import annotations

import threading
from typing import Final, Protocol

from wizard.core.surroundings import Surroundings, Told

__all__ = ["Platform", "ThisComputer", "names_answer", "wait_until_back"]

_LOOK_SECONDS: Final = 2.0
_TICK: Final = 0.05


class Platform(Protocol):
    """What a system can be asked. `look` is quick; `names_answer` may take a few seconds."""

    def look(self, address: str = "") -> Surroundings:
        """What is known of the way to a server (`address` numeric), or out where none is known."""

    def names_answer(self) -> bool:
        """Whether the name service answers anything at all."""


class ThisComputer:
    """The system this program runs on."""

    def look(self, address: str = "") -> Surroundings:
        """By its routes and interfaces."""
        from wizard.probe import surroundings  # noqa: PLC0415 - not before the window is painted

        return surroundings.look(address)

    def names_answer(self) -> bool:
        """By one question for the root of all names."""
        from wizard.probe import names_at_all  # noqa: PLC0415 - the same

        return names_at_all.answers()


def wait_until_back(
    platform: Platform, stop: threading.Event, *, seconds: float = _LOOK_SECONDS
) -> bool:
    """Return once there is a way out and names are looked up again; False after a stop."""
    while not stop.is_set():
        if platform.look().online is not Told.NO and names_answer(platform, stop):
            return True
        stop.wait(seconds)
    return False


def names_answer(platform: Platform, stop: threading.Event) -> bool:
    """Whether the name service answers anything at all; False at once after a stop.

    A question to it cannot be taken back: its thread is left behind, and its answer dropped.
    """
    answers: list[bool] = []
    thread = threading.Thread(
        target=lambda: answers.append(platform.names_answer()), name="name-service", daemon=True
    )
    thread.start()
    while thread.is_alive() and not stop.is_set():
        thread.join(_TICK)
    return answers == [True]
