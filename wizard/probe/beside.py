"""The single connects beside a test: to the control host, and to the mail server's web service.

Owns these threads and what their answers mean as events. Nothing is ever sent on such a connect.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from wizard.core.model import Event, Outcome, Phase, Step
from wizard.probe.failures import our_fault
from wizard.probe.lookup import Control, ControlTold

WEB_PORT: Final = 443
_CONTROL: Final = (Outcome.CONTROL_UNANSWERED, Outcome.CONTROL_ANSWERED)
_WEB: Final = (Outcome.WEB_UNANSWERED, Outcome.WEB_ANSWERED)


class Beside:
    """Those of one test. They are asked one after the other, and answer in that order."""

    def __init__(
        self,
        seconds: float,
        post: Callable[[ControlTold], None],
        since_start: Callable[[], float],
    ) -> None:
        """Nothing runs yet; `seconds` is how long one connect may take."""
        self._seconds, self._post, self._now = seconds, post, since_start
        self._threads: list[Control] = []
        self._asked: list[tuple[Step, tuple[Outcome, Outcome]]] = []

    def ask_control(self, place: tuple[str, int], not_at: tuple[str, ...], step: Step) -> None:
        """One connect to the control host, which counts only where it is `not_at` the server."""
        self._ask(place, not_at, step, _CONTROL)

    def ask_web(self, address: str, step: Step) -> None:
        """One connect to the web service at the server's own address."""
        self._ask((address, WEB_PORT), (), step, _WEB)

    def _ask(
        self,
        place: tuple[str, int],
        not_at: tuple[str, ...],
        step: Step,
        outcomes: tuple[Outcome, Outcome],
    ) -> None:
        self._asked.append((step, outcomes))
        try:
            thread = Control(place, self._seconds, not_at, self._post)
            thread.start()
        except (OSError, RuntimeError) as error:
            self._post(ControlTold(answered=False, milliseconds=0.0, fault=our_fault(error)))
            return
        self._threads.append(thread)

    def told(self, told: ControlTold) -> list[Event]:
        """What an answer means."""
        step, outcomes = self._asked.pop(0)
        code = outcomes[told.answered]
        event = Event(self._now(), step, code, Phase.CONNECT, milliseconds=told.milliseconds)
        if not told.fault:
            return [event]
        # One that this computer could not ask proves nothing about any network.
        fault = Event(self._now(), step, Outcome.OUR_FAULT, Phase.CONNECT, detail=told.fault)
        return [fault, event]

    def cut(self) -> None:
        """End all of them now."""
        for thread in self._threads:
            thread.cut()

    def look_at_the_clock(self) -> None:
        """End those that are overdue."""
        now = time.monotonic()
        for thread in self._threads:
            if now > thread.overdue_at:
                thread.cut()
