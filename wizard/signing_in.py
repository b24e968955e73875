"""A door of the service: what a check of the sign-in needs beside the check itself.

Owns the room for the connection that a search leaves open, and how long to rest before the next
try, so that a strict protection of the server has no reason to lock out the office. It connects
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.core.counted import UNSIGNED, WRONG_PASSWORD

if TYPE_CHECKING:
    from wizard.probe.handover import Handover


def handover() -> Handover:
    """Room for the connection that `find` leaves open for `check`; close it when both are over."""
    from wizard.probe import tally  # noqa: PLC0415 - not before the window is painted
    from wizard.probe.handover import Handover  # noqa: PLC0415 - the same

    return Handover(tally.note_unused)


def rest_at(address: str, *, signs_in: bool) -> float:
    """Seconds to wait before a password, or a test without one, at a server of this address.

    0 when it may be now, and for "" (no server was reached).
    """
    if not address:
        return 0.0
    from wizard.probe import tally  # noqa: PLC0415 - not before the window is painted

    return tally.wait(address, WRONG_PASSWORD if signs_in else UNSIGNED)
