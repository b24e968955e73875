"""Finds the mail server of an address: tries candidates, the best rank wins. Nobody signs in.

It owns the search: who is tried when, and that every socket is closed at its end. One candidate
gets one connection at most, and one address of a server only one at a time: a search must not use
up the few places an office has. `reached` is what each address said, also in an earlier search. The
server that was found may be left open for the sign-in (handover.py). No password comes near it. It
words nothing.
"""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wizard.core import manners, sign_in
from wizard.core.counted import weight
from wizard.core.discover import NO_SUCH_FAMILY, Candidate, Found, Tried
from wizard.core.fingerprint import software
from wizard.core.leaving import AS_USUAL, Leaving
from wizard.core.model import Door, Outcome, Patience, ServerWords
from wizard.probe import lookup, tally
from wizard.probe.handover import Handover
from wizard.probe.session import Closed, Ended, Report, Session
from wizard.probe.ways import How

LookUp = Callable[[str, Callable[[lookup.Found], None]], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a search may take, in seconds: each phase of one candidate, a goodbye, and all.

    So long (`names`) a worse one waits for the look-up of a better one: begun first, it would be
    a connection in vain.
    """

    phase: float = 3.0
    goodbye: float = 1.0
    whole: float = 9.0
    names: float = 1.0
    at_once: int = 4


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What a look-up said of a host."""

    host: str
    found: lookup.Found


# What is said of a door by whoever stands there, whichever name he was called by.
_OF_THE_DOOR = frozenset(
    {
        *(Outcome.CONNECT_REFUSED, Outcome.CONNECT_UNANSWERED, Outcome.SILENT),
        *(Outcome.NOT_A_MAIL_SERVER, Outcome.NO_ENCRYPTION, Outcome.CLOSED_AT_ONCE),
        *(Outcome.CLOSED_LATE, Outcome.REFUSED_IN_WORDS),
    }
)
_NOT_REACHED = frozenset({Outcome.CONNECT_REFUSED, Outcome.CONNECT_UNANSWERED})
_TICK = 0.05


@dataclass
class Search:
    """One search; `run` does it, in the caller's thread."""

    candidates: Sequence[Candidate]
    tls: ssl.SSLContext
    identity: dict[str, str]
    on_progress: Callable[[Tried], None]
    stop: threading.Event
    look_up: LookUp = lookup.resolve
    limits: Limits = Limits()
    leaving: Leaving = AS_USUAL
    left_open: Handover | None = None
    reached: dict[str, list[Tried]] = field(default_factory=dict)
    _inbox: queue.SimpleQueue[_Resolved | Report] = field(default_factory=queue.SimpleQueue)
    _addresses: dict[str, lookup.Found] = field(default_factory=dict)
    _running: dict[int, Session] = field(default_factory=dict)
    _threads: dict[int, Session] = field(default_factory=dict)
    _tried: dict[int, Tried] = field(default_factory=dict)
    _doors: dict[tuple[str, int], Tried] = field(default_factory=dict)
    _best: int | None = None
    _names_until: float = 0.0

    def run(self) -> Found:
        """Try them; returns when the best is known, all are tried, time is up or `stop` is set."""
        until = time.monotonic() + self.limits.whole
        self._names_until = time.monotonic() + self.limits.names
        try:
            for host in dict.fromkeys(one.host for one in self.candidates):
                self._ask_for(host)
            while not (self._decided() or self.stop.is_set() or time.monotonic() >= until):
                self._start_what_may_start()
                self._take_a_report()
        finally:
            self._end_everything()
        stopped = self.stop.is_set() and not self._decided()
        best = None if self._best is None or stopped else self.candidates[self._best]
        return Found(best, tuple(self._tried[rank] for rank in sorted(self._tried)), stopped)

    def _ask_for(self, host: str) -> None:
        self.look_up(host, lambda found: self._inbox.put(_Resolved(host, found)))

    def _decided(self) -> bool:
        """Whether nothing better than what was found can come any more."""
        better = len(self.candidates) if self._best is None else self._best
        return all(rank in self._tried for rank in range(better))

    def _start_what_may_start(self) -> None:
        for rank, candidate in enumerate(self.candidates):
            if self._best is not None and rank > self._best:
                return
            if rank in self._tried or rank in self._running:
                continue
            if candidate.host not in self._addresses:
                if time.monotonic() < self._names_until:
                    return
                continue
            address, named = self._address_of(candidate), self._addresses[candidate.host]
            if not address:
                fault = NO_SUCH_FAMILY if named.addresses else named.fault
                self._note(rank, Outcome.OUR_FAULT if named.ours else Outcome.NOT_FOUND, fault)
            elif (address, candidate.port) in self._doors:
                told = self._doors[address, candidate.port]
                self._note(rank, told.outcome, told.detail)
            elif (last := self._said_often_enough(address)) is not None:
                self._note(rank, last.outcome, last.detail)
            elif not self._is_busy(address) and len(self._running) < self.limits.at_once:
                self._open(rank, Door(address, candidate.port, candidate.security))

    def _address_of(self, candidate: Candidate) -> str:
        """The address that is tried, as in a test: IPv4 first; "" where there is none."""
        return next(iter(self.leaving.usable(self._addresses[candidate.host].addresses)), "")

    def _said_often_enough(self, address: str) -> Tried | None:
        """What this address said last, where it was reached so often that it may count us."""
        reached = self.reached.get(address, [])
        return reached[-1] if len(reached) >= manners.MOST_SEARCHED_AT_ONE_ADDRESS else None

    def _is_busy(self, address: str) -> bool:
        """Whether this address has a connection of ours already, also one that says goodbye.

        One that is over counts until it was heard: what it has to tell may answer for this door.
        """
        return any(self._address_of(self.candidates[rank]) == address for rank in self._threads)

    def _open(self, rank: int, door: Door) -> None:
        seconds = self.limits.phase
        how = How(
            self.candidates[rank].host,
            Patience(seconds, seconds, seconds),
            None,
            self.leaving.source,
            self.tls,
            self.identity,
        )
        try:
            session = Session(rank, door, how, self._inbox.put, first=True)
            session.start()
        except (OSError, RuntimeError):
            self._note(rank, Outcome.OUR_FAULT, "threads")
            return
        self._running[rank] = self._threads[rank] = session

    def _take_a_report(self) -> None:
        try:
            report = self._inbox.get(timeout=_TICK)
        except queue.Empty:
            return
        match report:
            case _Resolved(host=host, found=found):
                self._addresses[host] = found
            case Ended():
                self._ended(report)
            case Closed(number=rank):
                self._threads.pop(rank).join()
            case _:
                pass  # a server that hangs up after its answer has answered all the same

    def _ended(self, report: Ended) -> None:
        rank = report.number
        session = self._running.pop(rank)
        outcome = report.failure.outcome
        takes = _takes_password(report.words) if outcome is Outcome.OPEN else None
        handed = False
        if outcome is Outcome.OPEN:
            self._best = rank if self._best is None else min(rank, self._best)
            handed = self.left_open is not None and self._decided()
            if handed:
                session.hand_over()
            else:
                session.leave(self.limits.goodbye)
        self._note(rank, outcome, report.failure.detail, report.milliseconds, takes)
        candidate, tried = self.candidates[rank], self._tried[rank]
        address = self._address_of(candidate)
        if not handed:
            server = "" if report.words is None else software(report.words)
            tally.note(address, weight(outcome, server, signs_in=False))
        if outcome not in _NOT_REACHED:
            self.reached.setdefault(address, []).append(tried)
        if outcome in _OF_THE_DOOR:
            self._doors[address, candidate.port] = tried

    def _note(
        self,
        rank: int,
        outcome: Outcome,
        detail: str,
        milliseconds: float = 0.0,
        takes: bool | None = None,
    ) -> None:
        tried = Tried(self.candidates[rank], outcome, detail, milliseconds, takes)
        self._tried[rank] = tried
        self.on_progress(tried)

    def _end_everything(self) -> None:
        """Cut what is still opening, let the others say goodbye, and wait for all of them."""
        for session in self._running.values():
            session.cut()
        until = time.monotonic() + self.limits.goodbye
        for session in self._threads.values():
            while session.is_alive() and not self.stop.is_set() and time.monotonic() < until:
                session.join(_TICK)
            session.cut()
            session.join()
            if session.kept is not None and self.left_open is not None:
                self.left_open.put(session.kept)


def _takes_password(words: ServerWords | None) -> bool:
    """Whether a server that offers this can be signed in to with a password."""
    return sign_in.takes_password(words.capabilities if words is not None else ())
