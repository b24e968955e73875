"""The one connection that a search leaves open, so that the sign-in need not open another one.

Owns that connection from the search to the sign-in: whoever takes it owns it then, and one that
nobody takes is signed out and closed. Each connection that ends without a sign-in may count as an
attack to a strict protection of a mail server; this one becomes the sign-in's own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Self

from wizard.core.certificate import Certificate
from wizard.core.model import Door, ServerWords
from wizard.probe.lines import TooMuchError
from wizard.probe.wire import Wire

_GOODBYE: Final = 1.0


@dataclass(frozen=True)
class Kept:
    """An open session on which nobody has signed in; its certificate was made for `host`."""

    door: Door
    host: str
    wire: Wire
    words: ServerWords | None
    certificate: Certificate | None
    connect_ms: float | None

    def is_alive(self) -> bool:
        """Whether the server has neither ended it nor said goodbye."""
        lines = self.wire.lines
        try:
            is_open = lines.drain()
        except (OSError, TooMuchError):
            return False
        return is_open and not any(line[:5].upper() == b"* BYE" for line in lines.said)

    def leave(self) -> None:
        """Sign out and close it; never raises."""
        with contextlib.suppress(OSError, TooMuchError):
            self.wire.say_goodbye(_GOODBYE)
        self.wire.lines.sock.close()


@dataclass
class Handover:
    """Room for one connection. `unused` hears of one that was closed without a sign-in."""

    unused: Callable[[Kept], None] = lambda _: None
    _kept: list[Kept] = field(default_factory=list)

    def put(self, kept: Kept) -> None:
        """Leave it here; one that was here before is closed."""
        self.close()
        self._kept.append(kept)

    def take(self, door: Door, host: str) -> Kept | None:
        """The connection to this very door, made for this name; else none, and it is closed."""
        kept = self._kept.pop() if self._kept else None
        if kept is None:
            return None
        if (kept.door, kept.host) == (door, host) and kept.is_alive():
            return kept
        self._drop(kept)
        return None

    def close(self) -> None:
        """Close what nobody took; may be called more than once."""
        while self._kept:
            self._drop(self._kept.pop())

    def _drop(self, kept: Kept) -> None:
        kept.leave()
        self.unused(kept)

    def __enter__(self) -> Self:
        """For the time of a search and the sign-in after it."""
        return self

    def __exit__(self, *trouble: object) -> None:
        """Nothing stays open."""
        self.close()
