"""Asks who may know where the mail of an address is: all at once, each bounded, nothing left.

Owns the ways of a search before anything is guessed: settings that the domain or its provider
publishes, name servers, Mozilla's list where that is allowed. Only domains are sent, never the
address. Every socket and thread is gone when `ask` returns; nobody signs in.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.core import autoconfig, by_names
from wizard.core.by_names import Service
from wizard.core.discover import Answer, Asked, Candidate, Source, domain_to_search
from wizard.core.reach import checked_name
from wizard.probe.connect import CutError, Cutter
from wizard.probe.failures import our_fault
from wizard.probe.name_service import NameService, NoAnswerError
from wizard.probe.receiving import mail_hosts
from wizard.probe.settings_file import NotUnderstoodError, servers_in
from wizard.probe.web_file import NotFetchedError, Web

Table = Mapping[str, Any]

STEP: Final = 3.0
_TICK: Final = 0.05
_MOZILLA: Final = "autoconfig.thunderbird.net"
_RANKS: Final = tuple(Source)


@dataclass(frozen=True, slots=True)
class Learned:
    """What one way brought; `places` are worth trying."""

    asked: Asked
    places: tuple[Candidate, ...] = ()


_Way = Callable[[float, Cutter], Sequence[Learned]]


@dataclass
class Asking:
    """The questions about one address; `ask` puts them, in the caller's thread."""

    address: str
    providers: Table
    large: Table
    web: Web
    names: NameService
    stop: threading.Event
    mozilla: bool = False
    _inbox: queue.SimpleQueue[tuple[threading.Thread, Sequence[Learned]]] = field(
        default_factory=queue.SimpleQueue
    )
    _running: dict[threading.Thread, Cutter] = field(default_factory=dict)
    _until: float = 0.0

    def ask(self, until: float) -> tuple[Learned, ...]:
        """What was learned, by rank; returns when all is told, time is up or `stop` is set."""
        self._until, found = until, list[Learned]()
        domain = checked_name(domain_to_search(self.address))
        try:
            for way in self._ways(domain) if domain else ():
                found += self._begin(*way)
            while self._running and not self.stop.is_set() and time.monotonic() < until:
                found += self._hear()
        finally:
            self._end_everything()
        while not self._inbox.empty():
            found += self._inbox.get()[1]
        return tuple(sorted(found, key=lambda one: _RANKS.index(one.asked.source)))

    def _ways(self, domain: str) -> list[tuple[Source, str, _Way]]:
        own = f"autoconfig.{domain}"
        ways = [
            self._file(Source.AUTOCONFIG, own, f"https://{own}/mail/config-v1.1.xml"),
            self._file(
                Source.WELL_KNOWN,
                domain,
                f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
            ),
            (Source.MX_LIST, domain, lambda until, cutter: self._mail_hosts(domain, until, cutter)),
            self._services(Source.SRV_TLS, domain, "_imaps._tcp"),
            self._services(Source.SRV, domain, "_imap._tcp"),
        ]
        if self.mozilla:
            ways.append(self._file(Source.MOZILLA, _MOZILLA, f"https://{_MOZILLA}/v1.1/{domain}"))
        return ways

    # -- The ways -----

    def _file(self, source: Source, place: str, url: str) -> tuple[Source, str, _Way]:
        """A settings file somebody publishes."""

        def way(until: float, cutter: Cutter) -> Sequence[Learned]:
            said = servers_in(self.web.fetch(url, until, cutter))
            places = autoconfig.places(said, self.address, source)
            return (_learned(source, place, places),)

        return source, place, way

    def _services(self, source: Source, domain: str, service: str) -> tuple[Source, str, _Way]:
        """The servers that name servers know for a domain."""

        def way(until: float, cutter: Cutter) -> Sequence[Learned]:
            told = self.names.ask(f"{service}.{domain}", "SRV", until, cutter)
            records = (Service(r.priority, r.weight, r.port, str(r.target)) for r in told)
            places = by_names.services(records, self.address, source)
            return (_learned(source, domain, places),)

        return source, domain, way

    def _mail_hosts(self, domain: str, until: float, cutter: Cutter) -> Sequence[Learned]:
        """Who takes the mail: in our lists at once, and where it has its own settings file."""
        hosts = mail_hosts(self.names, domain, until, cutter)
        places = by_names.listed_hosts(hosts, self.address, self.providers, self.large)
        learned = [_learned(Source.MX_LIST, domain, places)]
        for home in () if places else by_names.homes(hosts, domain):
            host = f"autoconfig.{home}"
            source, place, way = self._file(
                Source.MX_AUTOCONFIG, host, f"https://{host}/mail/config-v1.1.xml"
            )
            learned += _bounded(source, place, way, self._until, cutter)
        return learned

    # -- Threads -----

    def _begin(self, source: Source, place: str, way: _Way) -> Sequence[Learned]:
        """Put a question in a thread of its own; what is known at once is a fault of ours."""
        try:
            cutter = Cutter()
        except OSError:
            return (Learned(Asked(source, place, Answer.OUR_FAULT)),)

        def run() -> None:
            found: Sequence[Learned] = ()
            try:
                found = _bounded(source, place, way, self._until, cutter)
            finally:
                cutter.close()
                self._inbox.put((threading.current_thread(), found))

        thread = threading.Thread(target=run, name="mail-asking", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            cutter.close()
            return (Learned(Asked(source, place, Answer.OUR_FAULT)),)
        self._running[thread] = cutter
        return ()

    def _hear(self) -> Sequence[Learned]:
        try:
            thread, found = self._inbox.get(timeout=_TICK)
        except queue.Empty:
            return ()
        thread.join()
        del self._running[thread]
        return found

    def _end_everything(self) -> None:
        for cutter in self._running.values():
            cutter.cut()
        for thread in self._running:
            thread.join()
        self._running.clear()


def _bounded(
    source: Source, place: str, way: _Way, until: float, cutter: Cutter
) -> Sequence[Learned]:
    """One way within its time; whatever happens on it is an answer."""
    try:
        return way(min(until, time.monotonic() + STEP), cutter)
    except NotFetchedError as error:
        answer = error.answer
    except NotUnderstoodError:
        answer = Answer.NOT_UNDERSTOOD
    except (NoAnswerError, CutError):
        answer = Answer.NO_ANSWER
    except OSError as error:
        answer = Answer.OUR_FAULT if our_fault(error) else Answer.NO_ANSWER
    return (Learned(Asked(source, place, answer)),)


def _learned(source: Source, place: str, places: tuple[Candidate, ...]) -> Learned:
    answer = Answer.FOUND if places else Answer.NOTHING
    return Learned(Asked(source, place, answer), places)
