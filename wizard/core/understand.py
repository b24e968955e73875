"""What to do at a refusal: check, confirm, see whether it queues, free two and open two.

The second half of the course (course.py); docs/measuring.md tells why each step is there. Each
odd-looking rule is here because a simpler one gave a wrong verdict on a real server.
"""

from __future__ import annotations

from enum import Enum, auto

from wizard.core.commands import CountOthers, Ending, LetGo, Wake, Woke
from wizard.core.model import Event, Outcome, Phase, Step, Via
from wizard.core.moves import GiveUpError, Moves, Script

CONNECT_LEVEL = frozenset({Outcome.CONNECT_REFUSED, Outcome.CONNECT_UNANSWERED})
IN_WORDS = frozenset({Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS})
CLOSED_OR_WORDS = IN_WORDS | {Outcome.CLOSED_AT_ONCE, Outcome.CLOSED_LATE}
REFUSALS = CONNECT_LEVEL | CLOSED_OR_WORDS | {Outcome.SIGN_IN_CUT, Outcome.SILENT}


def may_be_by_chance(refusal: Outcome, *, courier: bool) -> bool:
    """Whether a rule about the pace may refuse so, and give places back just when they are freed.

    Courier knows no such rule, and words say what they are about.
    """
    return refusal in CONNECT_LEVEL or (refusal is Outcome.CLOSED_AT_ONCE and not courier)


def times_to_show(refusal: Outcome, held: int, *, courier: bool) -> int:
    """How often freed places have to come back, and one more be refused, to prove a count.

    Twice where so few are held that freeing them frees all, for a rule that has forgotten them.
    """
    return 2 if held == 1 or (held == 2 and may_be_by_chance(refusal, courier=courier)) else 1


class Refilled(Enum):
    """What freeing places and opening as many again showed."""

    GIVEN_BACK = auto()
    NOT_GIVEN_BACK = auto()
    MORE_THAN_BEFORE = auto()


class Understanding:
    """Understands one refusal after the other; the ending says what it came to."""

    def __init__(self, moves: Moves) -> None:
        """One object per test."""
        self._do = moves
        self._ledger = moves.ledger
        self._waits = moves.ledger.plan.waits
        self._counts_refused: frozenset[int] = frozenset()
        self._visited: set[tuple[Via, Step]] = set()
        self.control_answered: bool | None = None

    def climb_goes_on_after(self, refusal: Event) -> Script[bool]:
        """Understand a refusal; whether a place was found after all."""
        self._counts_refused |= {len(self._ledger.held)}
        yield from self._check(refusal)
        if refusal.outcome not in REFUSALS:
            return (yield from self._once_more(refusal))
        if refusal.outcome is Outcome.SILENT:
            return (yield from self._see_whether_it_queues(refusal))
        # At the third new count others are coming and going: confirming would only cost tries.
        confirms = len(self._counts_refused) < 3
        if confirms and (yield from self._confirm_gets_in(refusal)):
            return True
        return (yield from self._free_and_open(refusal))

    # -- Before anything else: do the held ones live, is our own network well? ------------------

    def _check(self, refusal: Event) -> Script[None]:
        answered = yield from self._do.ask_held(Step.CHECK)
        if not answered and self._ledger.opened:
            yield from self._see_whether_locked_out()
        if refusal.outcome not in CONNECT_LEVEL:
            return
        answers = yield from self._control_answers(Step.CHECK)
        if self.control_answered and not answers:
            raise GiveUpError(Ending.UNDERSTOOD)
        yield from self.visit(Via.OTHER_SERVICE)

    def _see_whether_locked_out(self) -> Script[None]:
        """No held session answers: a ban, or the network. Let go of all, wait, try once."""
        frozen = bool(self._ledger.held)
        if frozen:
            yield from self._do.sleep(self._waits.frozen_again, Step.CHECK)
            if (yield from self._do.ask_held(Step.CHECK)):
                return
        if (yield from self._control_answers(Step.CHECK)):
            yield from self._do.let_go(self._ledger.all_held, Step.AFTERWARDS)
            # A restarted server also resets all at once, and is back by then.
            wait = self._waits.after_frozen if frozen else self._waits.after_reset
            yield from self._try_afterwards(wait)
        raise GiveUpError(Ending.UNDERSTOOD)

    def _try_afterwards(self, wait: float) -> Script[None]:
        """With nothing held any more: does one session get in, and does the control answer?"""
        yield from self._do.sleep(wait, Step.AFTERWARDS)
        event = yield from self._do.open(Step.AFTERWARDS)
        if event.outcome is not Outcome.OPEN:
            yield from self._control_answers(Step.AFTERWARDS)

    def _control_answers(self, step: Step) -> Script[bool | None]:
        """Asked twice where it answered at the start: one lost packet is not a full router."""
        answers = yield from self._do.ask_control(step)
        if answers is False and self.control_answered:
            answers = yield from self._do.ask_control(step)
        return answers

    def _once_more(self, fault: Event) -> Script[bool]:
        """A fault that is no refusal: try once more, and give up where it stays."""
        if fault.outcome is Outcome.SIGN_IN_REFUSED:
            raise GiveUpError(Ending.SIGN_IN_REFUSED)
        yield from self._do.sleep(self._waits.retry, Step.CONFIRM)
        event = yield from self._do.open(Step.CONFIRM)
        if event.outcome is not Outcome.OPEN:
            raise GiveUpError(Ending.NETWORK_FAULT)
        return True

    # -- A first refusal is never believed -----------------------------------------------------

    def _confirm_gets_in(self, refusal: Event) -> Script[bool]:
        quick = self._do.wordless_courier(refusal)
        for wait in self._waits.confirm_wordless if quick else self._waits.confirm:
            yield from self._do.sleep(wait, Step.CONFIRM)
            event = yield from self._do.open(Step.CONFIRM)
            if event.outcome is Outcome.OPEN:
                return True
            if event.outcome not in REFUSALS:
                raise GiveUpError(Ending.NETWORK_FAULT)
        return False

    def _see_whether_it_queues(self, refusal: Event) -> Script[bool]:
        """Silence may be a queue: free one place while a new session waits in it."""
        if refusal.phase is Phase.SIGN_IN:
            raise GiveUpError(Ending.NETWORK_FAULT)
        waiting = self._do.attempt(Step.QUEUE)
        token = self._do.next_token()
        happening = yield (waiting, Wake(self._waits.queue_shows, token, Step.QUEUE))
        while not (isinstance(happening, Woke) and happening.token == token):
            if isinstance(happening, Event) and happening.attempt == waiting.attempt:
                # Not silent this time: it got in without our doing, or it was turned away.
                return happening.outcome is Outcome.OPEN
            happening = yield ()
        happening = yield (LetGo(tuple(self._ledger.held[:1]), Step.FREE),)
        # Only the one that waited can show a queue: another one that gets in afterwards may have
        # taken the place that was freed, of a filter that forgets in silence what it does not want.
        yield from self._do.end_of(waiting, happening)
        return False

    # -- Free two, open two: the only proof of a count of simultaneous connections --------------

    def _free_and_open(self, refusal: Event) -> Script[bool]:
        if not self._do.wordless_courier(refusal):
            # If waiting alone helps, it may be a rule about the pace.
            yield from self._do.sleep(self._waits.silence, Step.SILENCE)
            yield from self._do.open(Step.SILENCE)
            if len(self._ledger.held) >= self._ledger.plan.top:
                # It got in, and there is no room left below the ceiling for one more.
                return True
        courier = self._ledger.software == "courier"
        for _ in range(times_to_show(refusal.outcome, len(self._ledger.held), courier=courier)):
            refilled = yield from self._refill()
            if refilled is Refilled.MORE_THAN_BEFORE:
                return True
            if refilled is Refilled.NOT_GIVEN_BACK:
                yield from self._not_given_back()
                return False
        if not (yield from self._gets_in_after_all(refusal)):
            yield from self._ask_the_neighbours(refusal)
        return False

    def _gets_in_after_all(self, refusal: Event) -> Script[bool]:
        """After the proof: does one get in after all?

        A rule about the pace forgets one connection after the other; if it was time that gave the
        places back, it gives another one back soon. And of several mail servers behind a balancer
        chance may have chosen the full one each time: each try makes that less likely.
        """
        waits: tuple[float, ...] = ()
        kept = 1
        if self._do.wordless_courier(refusal):
            # One is kept for the other service, which tells Courier from a proxy before it.
            waits, kept = self._waits.again_wordless, 2
        elif may_be_by_chance(refusal.outcome, courier=False):
            waits = (self._waits.silence,)
        for wait in waits:
            if self._ledger.budget_left <= kept:
                break
            yield from self._do.sleep(wait, Step.AGAIN)
            if (yield from self._do.open(Step.AGAIN)).outcome is Outcome.OPEN:
                return True
        return False

    def _refill(self) -> Script[Refilled]:
        freed = tuple(self._ledger.held[:2])
        yield from self._do.let_go(freed, Step.FREE)
        yield from self._do.sleep(self._waits.settle, Step.FREE)
        for _ in freed:
            event = yield from self._do.open(Step.REFILL)
            if event.outcome in CLOSED_OR_WORDS:
                # Behind a balancer the freed place may be another backend's.
                yield from self._do.sleep(self._waits.retry, Step.REFILL)
                event = yield from self._do.open(Step.REFILL)
            if event.outcome not in REFUSALS | {Outcome.OPEN}:
                # A fault of the line is no answer to the question.
                raise GiveUpError(Ending.NETWORK_FAULT)
            if event.outcome is not Outcome.OPEN or self._ledger.lost_first_syn(event):
                return Refilled.NOT_GIVEN_BACK
        # Counted now too: the number is only as good as the count beside it.
        one_more = yield from self._do.open(Step.ONE_MORE, also=(CountOthers(Step.ONE_MORE),))
        if one_more.outcome is Outcome.OPEN:
            return Refilled.MORE_THAN_BEFORE
        if one_more.outcome not in REFUSALS:
            raise GiveUpError(Ending.NETWORK_FAULT)
        return Refilled.GIVEN_BACK

    def _not_given_back(self) -> Script[None]:
        """Somebody else may have taken the place: the normal case in a busy office."""
        held = self._ledger.held
        if held and not (yield from self._do.ask_held(Step.CHECK)):
            yield from self._see_whether_locked_out()
        # Nobody takes all places at once: who is refused now, with none of them held, is refused
        # for another reason than their number.
        yield from self._do.let_go(self._ledger.all_held, Step.EMPTIED)
        yield from self._do.sleep(self._waits.settle, Step.EMPTIED)
        event = yield from self._do.open(Step.EMPTIED)
        if event.outcome is not Outcome.OPEN:
            yield from self._try_afterwards(self._waits.quiet)

    # -- The neighbours: other doors of the same server -----------------------------------------

    def _ask_the_neighbours(self, refusal: Event) -> Script[None]:
        """The most telling one first: the budget may not last for all of them."""
        if refusal.phase is Phase.SIGN_IN:
            # Before the sign-in the server cannot know whose mailbox it is.
            yield from self.visit(Via.SECOND_MAILBOX)
        for via in (Via.OTHER_SERVICE, Via.OTHER_FAMILY):
            yield from self.visit(via)

    def visit(self, via: Via, step: Step = Step.NEIGHBOURS) -> Script[None]:
        """One session at another door, closed again at once. Never spends the last try."""
        if (via, step) in self._visited or via not in self._ledger.doors:
            return
        if self._ledger.budget_left <= 1 or not self._do.unsigned_sessions_left():
            return
        self._visited.add((via, step))
        event = yield from self._do.open(step, via)
        if event.outcome is Outcome.OPEN and event.attempt is not None:
            yield from self._do.let_go((event.attempt,), step)
