"""Waiting for a connection that is gone: until it is back, or until somebody stops it."""

import threading
import time

from tests.somewhere import OFFICE, OFFLINE, Somewhere
from wizard import whereabouts
from wizard.core.surroundings import Surroundings


class Back(Somewhere):
    """Offline for so many looks."""

    def __init__(self, looks: int) -> None:
        super().__init__(OFFLINE)
        self.looks = looks

    def look(self, address: str = "") -> Surroundings:
        if len(self.asked) == self.looks:
            self.here = OFFICE
        return super().look(address)


def wait(platform: Somewhere, stop: threading.Event | None = None) -> bool:
    return whereabouts.wait_until_back(platform, stop or threading.Event(), seconds=0.01)


def test_it_goes_on_once_there_is_a_way_out() -> None:
    platform = Back(3)
    assert wait(platform)
    assert len(platform.asked) == 4


def test_a_way_out_without_names_is_none() -> None:
    platform = Somewhere(OFFICE, names_first=[False, False])
    assert wait(platform)
    assert len(platform.asked) == 3


def test_a_stop_ends_the_wait() -> None:
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    assert not wait(Somewhere(OFFLINE), stop)


def test_a_stop_does_not_wait_for_a_name_service_that_hangs() -> None:
    asked, end, stop = threading.Event(), threading.Event(), threading.Event()

    class Hangs(Somewhere):
        def names_answer(self) -> bool:
            asked.set()
            end.wait()
            return True

    def stopping() -> None:
        asked.wait()
        stop.set()

    threading.Thread(target=stopping).start()
    began = time.monotonic()
    assert not wait(Hangs(OFFICE), stop)
    assert time.monotonic() - began < 5
    end.set()
