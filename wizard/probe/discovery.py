"""From an address to its mail server: our list, who may know, then the usual names.

Owns the order and the time of a search: our list first and alone, for then nobody else has to be
asked; the rest at once, and the best rank that answers is taken (finding.py). A large provider
whose limit is known is not even connected to. Nobody signs in.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wizard.core import providers
from wizard.core.discover import Candidate, Found, Tried, apart, listed, usual
from wizard.core.leaving import AS_USUAL, Leaving
from wizard.probe.asking import Asking
from wizard.probe.finding import Limits, Search
from wizard.probe.handover import Handover
from wizard.probe.name_service import NameService
from wizard.probe.web_file import Web

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Times:
    """How long a search may take, in seconds: our list alone, asking, and everything."""

    listed: float = 4.0
    asking: float = 4.5
    whole: float = 9.0


@dataclass(frozen=True)
class Means:
    """What a search goes by. All but the trust is the system's; tests bring their own."""

    tls: ssl.SSLContext
    identity: dict[str, str]
    web: Web
    names: NameService = field(default_factory=NameService)
    times: Times = field(default_factory=Times)
    limits: Limits = field(default_factory=Limits)


def means(tls: ssl.SSLContext, identity: dict[str, str], leaving: Leaving = AS_USUAL) -> Means:
    """The usual ones: the system's name servers, and https as everybody speaks it."""
    return Means(tls, identity, Web(tls, "/".join(identity.values()), leaving=leaving))


@dataclass
class Discovery:
    """One search for the server of a checked address; `run` does it, in the caller's thread."""

    address: str
    providers: Table
    large: Table
    means: Means
    stop: threading.Event
    mozilla: bool = False
    left_open: Handover | None = None
    _until: float = field(default=0.0, init=False)
    _reached: dict[str, list[Tried]] = field(default_factory=dict, init=False)

    def run(self) -> Found:
        """Search; returns in time, with every socket closed."""
        times = self.means.times
        self._until = time.monotonic() + times.whole
        ours = listed(self.address, self.providers)
        first = self._try(ours, times.listed)
        if first.best is not None or first.stopped:
            return first
        asking = Asking(
            self.address, self.providers, self.large, self.means.web, self.means.names, self.stop,
            self.mozilla,
        )  # fmt: skip
        learned = asking.ask(time.monotonic() + min(times.asking, self._left / 2))
        asked = tuple(one.asked for one in learned)
        named = (place for one in learned for place in one.places)
        places = [one for one in apart((*ours, *named, *usual(self.address))) if one not in ours]
        if self.stop.is_set():
            return replace(first, stopped=True, asked=asked)
        then = self._try(places, self._left)
        return replace(then, tried=first.tried + then.tried, asked=asked)

    @property
    def _left(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def _try(self, places: Sequence[Candidate], seconds: float) -> Found:
        """Try places in their order, as far as a provider that needs no test."""
        known = next((at for at, one in enumerate(places) if self._is_known(one)), len(places))
        limits = replace(self.means.limits, whole=min(seconds, self.means.limits.whole))
        found = Search(
            places[:known], self.means.tls, self.means.identity, lambda _: None, self.stop,
            self.means.web.look_up, limits, self.means.web.leaving,
            self.left_open, self._reached,
        ).run()  # fmt: skip
        if found.best is None and not found.stopped and known < len(places):
            return replace(found, best=places[known])
        return found

    def _is_known(self, place: Candidate) -> bool:
        known = providers.look_up(self.large, place.host, None)
        return known is not None and not known.tested
