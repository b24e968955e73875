"""Names to addresses, and the one connect to the control host. Each in a thread of its own.

A name look-up cannot be interrupted, so its thread is left behind when time is up: it holds no
socket of ours and its answer is dropped.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from wizard.probe.connect import CutError, Cutter, connect

_FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}


@dataclass(frozen=True, slots=True)
class Found:
    """The addresses of a name, best first; `fault` is the code of what went wrong, or ""."""

    addresses: tuple[str, ...] = ()
    fault: str = ""
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ControlTold:
    """Whether the control host answered the connect."""

    answered: bool
    milliseconds: float


def resolve(host: str, report: Callable[[Found], None]) -> None:
    """Look `host` up in a thread; `report` gets exactly one `Found`, from that thread."""

    def look_up() -> None:
        began = time.monotonic()
        try:
            entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            code = getattr(error, "errno", None)
            temporary = code == socket.EAI_AGAIN
            report(Found(fault="temporary" if temporary else "unknown-name"))
            return
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
        report(Found(addresses, "", (time.monotonic() - began) * 1000))

    threading.Thread(target=look_up, name="mail-look-up", daemon=True).start()


def of_family(addresses: tuple[str, ...], family: int) -> tuple[str, ...]:
    """Those of `addresses` that are IPv4 (4) or IPv6 (6), in their order."""
    return tuple(one for one in addresses if (":" in one) == (family == 6))


class Control(threading.Thread):
    """One connect to a host that has nothing to do with the mail server; no data is sent."""

    def __init__(
        self,
        place: tuple[str, int],
        seconds: float,
        not_at: tuple[str, ...],
        report: Callable[[ControlTold], None],
    ) -> None:
        """Prepare; `start()` begins, `report` gets exactly one `ControlTold`.

        At one of the addresses `not_at` it would be the mail server itself: no answer then.
        """
        super().__init__(name="mail-control", daemon=True)
        (self._host, self._port), self._seconds, self._not_at = place, seconds, not_at
        self._report = report
        self._cutter = Cutter()

    def cut(self) -> None:
        """End it now."""
        self._cutter.cut()

    def run(self) -> None:
        """Connect, close, report."""
        began = time.monotonic()
        answered = False
        try:
            entry = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)[0]
            address = (str(entry[4][0]), self._port)
            if address[0] not in self._not_at:
                connect(self._cutter, entry[0], address, None, self._seconds)
                answered = True
        except (OSError, UnicodeError, CutError):
            answered = False
        finally:
            self._cutter.close()
            self._report(ControlTold(answered, (time.monotonic() - began) * 1000))
