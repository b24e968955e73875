"""The course of a test, written as a script: reach the server, climb, understand each refusal.

It yields commands and receives what happened. It never sees a clock, a socket or a thread, and
it cannot break a law: the gate (ramp.py) holds every command against them. Read it beside
docs/measuring.md, "The course of a test".
"""

from __future__ import annotations

from wizard.core import manners
from wizard.core.certificate import ANTIVIRUS, NAME_HERE
from wizard.core.commands import CountOthers, Ending, Resolve
from wizard.core.ledger import BudgetSpentError, Ledger
from wizard.core.model import Event, Outcome, Phase, Step, Via
from wizard.core.moves import GiveUpError, Moves, Script
from wizard.core.server_text import Scope, read_first_limit
from wizard.core.understand import REFUSALS, Understanding


class Course:
    """One test. `whole()` is the script; the other methods are its paragraphs, in order."""

    def __init__(self, ledger: Ledger) -> None:
        """Read `ledger`; never change it."""
        self._ledger = ledger
        self._plan = ledger.plan
        self._do = Moves(ledger)
        self._understanding = Understanding(self._do)

    def whole(self) -> Script[Ending]:
        """Reach the server, climb, understand each refusal; the value says why it ended."""
        try:
            if not (yield from self._reach()):
                return Ending.NOT_REACHED
            forbidden = self._climb_forbidden()
            if forbidden is not None:
                return forbidden
            while True:
                refusal = yield from self._climb()
                if refusal is None:
                    return Ending.TOP
                if not (yield from self._understanding.climb_goes_on_after(refusal)):
                    return Ending.UNDERSTOOD
        except BudgetSpentError:
            return Ending.BUDGET_SPENT
        except GiveUpError as end:
            return end.ending

    def _reach(self) -> Script[bool]:
        """Resolve, pin, open one session: it is kept as number 1 of the climb."""
        found = yield (Resolve(),)
        while not (isinstance(found, Event) and found.phase is Phase.RESOLVE):
            found = yield ()
        if found.outcome is not Outcome.RESOLVED:
            return False
        first = yield from self._do.open(Step.REACH, also=(CountOthers(Step.REACH),))
        while self._goes_on_past(first):
            yield from self._do.sleep(self._plan.waits.settle, Step.REACH)
            first = yield from self._do.open(Step.REACH)
        if self._ledger.provider and not self._plan.test_anyway:
            # More sessions would tell nothing that is not known, whatever became of this one.
            raise GiveUpError(Ending.KNOWN_PROVIDER)
        # Asked now: a control host that does not answer now proves nothing later.
        answers = yield from self._do.ask_control(Step.REACH)
        self._understanding.control_answered = answers
        if first.outcome is Outcome.CLOSED_AT_ONCE:
            # A server whose places are taken still greets at its other door; a dead one does not.
            yield from self._understanding.visit(Via.OTHER_SERVICE, Step.NO_PLACE)
        if first.outcome is Outcome.CONNECT_UNANSWERED and answers:
            # The internet works. Is it mail alone that does not get through to this server?
            yield from self._understanding.visit(Via.OTHER_SERVICE, Step.NO_PLACE)
            yield from self._do.ask_web(Step.NO_PLACE)
        for wait in self._waits_for_a_place(first):
            if self._ledger.budget_left <= 0:
                break
            yield from self._do.sleep(wait, Step.NO_PLACE)
            first = yield from self._do.open(Step.NO_PLACE)
            if first.outcome not in REFUSALS:
                break
        return first.outcome is Outcome.OPEN

    def _goes_on_past(self, first: Event) -> bool:
        """Whether the fault of a certificate is noted, and the test goes on."""
        if first.outcome is not Outcome.CERTIFICATE_PROBLEM or self._do.any_certificate:
            return False
        if first.detail == NAME_HERE and not self._do.server_name:
            # The same server under its right name, which its certificate confirms.
            self._do.server_name = first.names[0]
            return True
        # Nothing secret will be sent; but a test of an antivirus program would tell nothing.
        goes_on = not self._ledger.signs_in and first.detail != ANTIVIRUS
        self._do.any_certificate = goes_on
        return goes_on

    def _waits_for_a_place(self, first: Event) -> tuple[float, ...]:
        """How long to wait before each further try when the first session was turned away."""
        waits = self._plan.waits
        match first.outcome:
            case Outcome.CLOSED_AT_ONCE:
                return waits.no_place
            case Outcome.REFUSED_IN_WORDS | Outcome.LIMIT_IN_WORDS:
                scope = read_first_limit(first.said).scope
                if scope is Scope.SERVER:
                    return (waits.silent_first,)
                # Trying again against a rate or a lock-out only makes it longer.
                return () if scope in {Scope.NONE, Scope.RATE, Scope.BAN} else waits.no_place
            case Outcome.SILENT | Outcome.CLOSED_LATE | Outcome.SIGN_IN_CUT:
                return (waits.silent_first,)
            case _:
                return ()

    def _climb_forbidden(self) -> Ending | None:
        """Sessions that never sign in look like an attack to some servers: see manners.py."""
        if self._ledger.signs_in or self._ledger.software == "courier":
            return None
        if self._ledger.software == "dovecot":
            return Ending.SIGN_IN_NEEDED
        return Ending.TOO_SOON if self._plan.recently_unsigned else None

    def _climb(self) -> Script[Event | None]:
        """One attempt after the other, to the top (None) or to a refusal (that event)."""
        lost_first_syns = 0
        pushed_out: dict[int, int] = {}
        while not (yield from self._top_is_reached(pushed_out)):
            losses = self._ledger.losses
            yield from self._do.sleep(self._pace(), Step.CLIMB)
            event = yield from self._do.open(Step.CLIMB)
            if event.outcome is not Outcome.OPEN:
                return event
            if self._ledger.losses > losses:
                yield from self._do.ask_held(Step.CHECK)
                yield from self._count_pushed_out(pushed_out)
            lost_first_syns = lost_first_syns + 1 if self._ledger.lost_first_syn(event) else 0
            if lost_first_syns == 3:
                # Only a control that answers tells a rule of the server from a bad line; and only
                # one that answers three times running from a rule of the office's own router.
                for _ in range(3):
                    if not (yield from self._do.ask_control(Step.CHECK)):
                        raise GiveUpError(Ending.NETWORK_FAULT)
                raise GiveUpError(Ending.FIRST_PACKETS_LOST)
        return None

    def _top_is_reached(self, pushed_out: dict[int, int]) -> Script[bool]:
        """Whether enough are open, and all of them alive: what is dead must not be counted."""
        if len(self._ledger.held) < self._plan.top:
            return False
        losses = self._ledger.losses
        answered = yield from self._do.ask_held(Step.CHECK)
        if self._ledger.losses > losses:
            yield from self._count_pushed_out(pushed_out)
            return False
        if len(answered) < len(self._ledger.held):
            raise GiveUpError(Ending.NETWORK_FAULT)
        return True

    def _pace(self) -> float:
        """Seconds between two attempts."""
        if self._plan.pace is not None:
            return self._plan.pace
        if self._ledger.signs_in or self._ledger.software != "courier":
            return manners.PACE
        # Courier ends unsigned sessions after 60 s, and it has no limit on the rate.
        in_time = 0.5 * self._plan.waits.unsigned_life / self._plan.top
        return max(manners.PACE_FLOOR, min(manners.PACE, in_time))

    def _count_pushed_out(self, pushed_out: dict[int, int]) -> Script[None]:
        """A held session died when a new one got in: three times at one count is a rule."""
        kept = len(self._ledger.held)
        pushed_out[kept] = pushed_out.get(kept, 0) + 1
        if pushed_out[kept] == 3:
            # A server may take a moment to let the old one go: only what then is left is kept.
            yield from self._do.sleep(self._plan.waits.settle, Step.CHECK)
            yield from self._do.ask_held(Step.CHECK)
            raise GiveUpError(Ending.EVICTED)
        if self._ledger.losses > manners.LOSSES:
            raise GiveUpError(Ending.NETWORK_FAULT)
