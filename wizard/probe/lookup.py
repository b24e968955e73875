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
from wizard.probe.failures import our_fault

# What a control host may take longer than its connect: the look-up of its name.
_MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The addresses of a name, best first; `fault` is the code of what went wrong, or "".

    `ours` says that the fault is this computer's and nothing is known about the name.
    """

    addresses: tuple[str, ...] = ()
    fault: str = ""
    milliseconds: float = 0.0
    ours: bool = False


@dataclass(frozen=True, slots=True)
class ControlTold:
    """Whether the control host answered; `fault` is the code of a fault of this computer."""

    answered: bool
    milliseconds: float
    fault: str = ""


def resolve(host: str, report: Callable[[Found], None]) -> None:
    """Look `host` up in a thread; `report` gets exactly one `Found`, from that thread."""

    def look_up() -> None:
        began = time.monotonic()
        try:
            entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            ours = "" if isinstance(error, socket.gaierror | UnicodeError) else our_fault(error)
            if ours:
                report(Found(fault=ours, ours=True))
                return
            code = getattr(error, "errno", None)
            temporary = code == socket.EAI_AGAIN
            report(Found(fault="temporary" if temporary else "unknown-name"))
            return
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
        report(Found(addresses, "", (time.monotonic() - began) * 1000))

    try:
        threading.Thread(target=look_up, name="mail-look-up", daemon=True).start()
    except RuntimeError:
        report(Found(fault="threads", ours=True))


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
        self._began = time.monotonic()
        self.overdue_at = self._began + seconds + _MARGIN
        self._once = threading.Lock()

    def start(self) -> None:
        """Begin; raises RuntimeError when this computer has no thread left."""
        try:
            super().start()
        except RuntimeError:
            self._cutter.close()
            raise

    def cut(self) -> None:
        """End it now and report; a look-up of its name cannot be ended and is left behind."""
        self._cutter.cut()
        self._tell(answered=False)

    def run(self) -> None:
        """Connect, close, report."""
        answered, fault = False, ""
        try:
            entry = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)[0]
            address = (str(entry[4][0]), self._port)
            if address[0] not in self._not_at:
                connect(self._cutter, entry[0], address, None, self._seconds)
                answered = True
        except socket.gaierror:
            pass
        except OSError as error:
            fault = our_fault(error)
        except (UnicodeError, CutError):
            pass
        finally:
            self._cutter.close()
            self._tell(answered=answered, fault=fault)

    def _tell(self, *, answered: bool, fault: str = "") -> None:
        """Report, the first time it is called."""
        if self._once.acquire(blocking=False):
            taken = (time.monotonic() - self._began) * 1000
            self._report(ControlTold(answered, taken, fault))
