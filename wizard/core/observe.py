"""From the events of a case to what they show: counts, refusals, proofs. No verdict yet.

Pure. Indexes are positions in `case.events`, so that every conclusion can name its evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from wizard.core.fingerprint import software
from wizard.core.ledger import FIRST_SYN_LOST_MS
from wizard.core.model import Case, Event, Outcome, Phase, Step, Via
from wizard.core.understand import REFUSALS, times_to_show

# Attempts that ask "is there one more place?", as against those that ask for a freed one.
_AT_THE_LIMIT = frozenset({Step.CLIMB, Step.CONFIRM, Step.SILENCE, Step.ONE_MORE, Step.AGAIN})
_NO_PLACE = frozenset({Outcome.CLOSED_AT_ONCE, Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS})


@dataclass(frozen=True, slots=True)
class Observation:
    """What one test showed.

    `peak` is the most sessions open at once, `opened` how many ever were, both at the tested door;
    `held` is how many were open at the last refusal;
    `refused` the attempts beyond it that were turned away in the last round, `got_in_anyway`
    those that got in though one before had been refused; `refilled` the freed places that were
    taken again, `not_refilled` those that were not, `one_more` the refusal after them;
    `waited_in` is all of that, and the refusals that only waiting overcame;
    `proven` is free two, open two, one more refused. `unsteady` are events that show that
    somebody or something interfered.
    """

    case: Case
    peak: int
    opened: int
    held: int
    refused: tuple[int, ...]
    got_in_anyway: tuple[int, ...]
    waited_in: tuple[int, ...]
    refilled: tuple[int, ...]
    not_refilled: tuple[int, ...]
    one_more: tuple[int, ...]
    proven: bool
    lost: tuple[int, ...]
    lost_first_syn: tuple[int, ...]
    unsteady: tuple[int, ...]

    def where(self, *steps: Step, via: Via = Via.MAIN) -> tuple[int, ...]:
        """Attempts of these steps."""
        return _pick(
            self.case, lambda e: e.attempt is not None and e.step in steps and e.via is via
        )

    def with_outcome(self, *outcomes: Outcome) -> tuple[int, ...]:
        """Events with one of these outcomes."""
        return _pick(self.case, lambda e: e.outcome in outcomes)

    def event(self, index: int) -> Event:
        """The event at `index`."""
        return self.case.events[index]

    def outcomes(self, events: tuple[int, ...]) -> set[Outcome]:
        """What the events at these indexes ended in."""
        return {self.event(i).outcome for i in events}

    def got_in(self, via: Via) -> tuple[int, ...]:
        """The visit of a neighbour while we held all we could get, where it got in."""
        visits = self.where(Step.NEIGHBOURS, via=via)
        return tuple(i for i in visits if self.event(i).outcome is Outcome.OPEN)

    @property
    def tries(self) -> int:
        """How many attempts beyond the number were turned away."""
        return len(self.refused)

    @property
    def tries_of(self) -> int:
        """How many attempts beyond the number there were."""
        return len(self.refused) + len(self.got_in_anyway)


def observe(case: Case) -> Observation:
    """What the events of `case` show."""
    events = case.events
    last_round = _last_round(case)

    of_round = partial(_of_round, case, last_round)
    refused = tuple(
        i for i in of_round(*_AT_THE_LIMIT, opened=False) if events[i].outcome in REFUSALS
    )
    refilled = of_round(Step.REFILL, opened=True)
    refused_refills = of_round(Step.REFILL, opened=False)
    one_more = tuple(i for i in refused if events[i].step is Step.ONE_MORE)
    freed = _freed(events[last_round:])
    shown = bool(freed and one_more) and len(one_more) == _times_wanted(case, events[refused[0]])
    proven = shown and len(refilled) == sum(freed)
    lost = _pick(case, lambda e: e.outcome is Outcome.LOST and not _ends_attempt(e))
    lost_first = _lost_first_syns(case)
    got_in = of_round(*(_AT_THE_LIMIT - {Step.CLIMB}), opened=True)
    earlier = _refused_earlier(case, last_round)
    no_place = _no_place_at_first(case)
    return Observation(
        case=case,
        peak=max((event.held for event in events), default=0),
        opened=len(_of_round(case, 0, *Step, opened=True)),
        held=events[refused[-1]].held if refused else 0,
        refused=refused,
        got_in_anyway=got_in,
        waited_in=(*earlier, *got_in, *refused_refills),
        refilled=refilled,
        not_refilled=refused_refills if len(refilled) < sum(freed) else (),
        one_more=one_more,
        proven=proven and not set(refilled) & set(lost_first),
        lost=lost,
        lost_first_syn=lost_first,
        unsteady=tuple(sorted({*no_place, *earlier, *got_in, *refused_refills, *lost})),
    )


def _of_round(case: Case, start: int, *steps: Step, opened: bool) -> tuple[int, ...]:
    """Attempts of a round at the tested door."""
    events = case.events
    return tuple(
        i
        for i in _attempts(case)
        if i >= start
        and events[i].step in steps
        and events[i].via is Via.MAIN
        and (events[i].outcome is Outcome.OPEN) == opened
    )


def _refused_earlier(case: Case, last_round: int) -> tuple[int, ...]:
    """Refusals that the climb met and got past."""
    return tuple(
        i
        for i in _attempts(case)
        if i < last_round
        and case.events[i].outcome is not Outcome.OPEN
        and case.events[i].step is Step.CLIMB
    )


def _no_place_at_first(case: Case) -> tuple[int, ...]:
    """Refusals before the first session: somebody held every place, whatever the user said."""
    tried = _attempts(case)
    before = tuple(takewhile(lambda i: case.events[i].outcome is not Outcome.OPEN, tried))
    if before == tried:
        return ()
    return tuple(i for i in before if case.events[i].outcome in _NO_PLACE)


def _ends_attempt(event: Event) -> bool:
    """Whether an event with outcome LOST ended an attempt, rather than a held session."""
    return event.phase is not Phase.HELD


def _attempts(case: Case) -> tuple[int, ...]:
    return _pick(
        case,
        lambda e: e.attempt is not None and (e.outcome is not Outcome.LOST or _ends_attempt(e)),
    )


def _pick(case: Case, wanted: Callable[[Event], bool]) -> tuple[int, ...]:
    return tuple(i for i, event in enumerate(case.events) if wanted(event))


def _last_round(case: Case) -> int:
    """Where the last round begins: at the last refusal that the climb met."""
    starts = [
        i
        for i in _attempts(case)
        if case.events[i].step is Step.CLIMB and case.events[i].outcome in REFUSALS
    ]
    return starts[-1] if starts else 0


def _freed(events: tuple[Event, ...]) -> list[int]:
    """How many sessions were let go of, each time places were freed."""
    return [
        len(event.sessions)
        for event in events
        if event.outcome is Outcome.LET_GO and event.step is Step.FREE
    ]


def _times_wanted(case: Case, refusal: Event) -> int:
    """How often the step has to be shown after this refusal."""
    courier = software(case.server) == "courier"
    return times_to_show(refusal.outcome, refusal.held, courier=courier)


def _lost_first_syns(case: Case) -> tuple[int, ...]:
    """Attempts whose connect was answered only after a first SYN was lost."""
    fastest: float | None = None
    found = []
    for i in _attempts(case):
        taken = case.events[i].connect_milliseconds
        if taken is None:
            continue
        fastest = taken if fastest is None else min(fastest, taken)
        if taken > FIRST_SYN_LOST_MS + 2 * fastest:
            found.append(i)
    return tuple(found)
