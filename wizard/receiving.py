"""A door of the service: who takes in an address's mail, asked quietly before anything is typed.

Owns the one question and its thread; it is over within seconds or when it is cut. The address
never leaves this computer: name servers hear its domain. Nobody is connected to but them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from wizard import assets
from wizard.core import providers
from wizard.core.discover import Candidate, domain_to_search, listed

if TYPE_CHECKING:
    from wizard.probe.connect import Cutter
    from wizard.probe.name_service import NameService

_TABLES: Final = ("mail-providers.json", "big-providers.json")


def is_known(address: str) -> bool:
    """Whether our lists know the domain itself, so that nobody has to be asked."""
    ours, large = _tables()
    domain = domain_to_search(address)
    return bool(listed(address, ours)) or providers.look_up(large, domain, address) is not None


class Question:
    """Who takes in the mail of one checked address? `told` hears it once, from another thread.

    None is told for "unknown", also where nobody answers.
    """

    def __init__(
        self,
        address: str,
        told: Callable[[Candidate | None], None],
        names: NameService | None = None,
    ) -> None:
        """Begin; a computer that has no thread or socket left tells nothing.

        `names` are the system's name servers; others in tests only.
        """
        from wizard.probe.connect import Cutter  # noqa: PLC0415 - not with the first page

        self._address, self._told, self._names = address, told, names
        self._cutter: Cutter | None = None
        self._thread = threading.Thread(target=self._ask, name="mail-receiver", daemon=True)
        try:
            self._cutter = Cutter()
            self._thread.start()
        except (OSError, RuntimeError):
            self.end()

    @property
    def is_open(self) -> bool:
        """Whether it is still under way."""
        return self._thread.is_alive()

    def cut(self) -> None:
        """Nobody wants to know any more; returns at once."""
        if self._cutter is not None:
            self._cutter.cut()

    def end(self) -> None:
        """The same, and wait until nothing of it is left."""
        self.cut()
        if self._thread.ident is not None:
            self._thread.join()
        elif self._cutter is not None:
            self._cutter.close()

    def _ask(self) -> None:
        # The name service is loaded here: the window is not to wait for it.
        from wizard.probe import receiving  # noqa: PLC0415
        from wizard.probe.name_service import NameService  # noqa: PLC0415

        assert self._cutter is not None
        names = self._names or NameService()
        try:
            found = receiving.receiver(self._address, _tables(), names, self._cutter)
        finally:
            self._cutter.close()
        if not self._cutter.was_cut:
            self._told(found)


@cache
def _tables() -> tuple[Any, Any]:  # parsed JSON
    ours, large = (assets.read_json(name) for name in _TABLES)
    return ours, large
