"""One count of connections, the devices that share it, and what they can do about it.

It is the count of the office (of its address, its router) or of one mailbox. It must never count
on a device nobody counted, and never spread what a server may add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wizard.core import neighbours
from wizard.core.advice import Advice, Confidence, Kind
from wizard.core.known import KNOWN_PROVIDER
from wizard.core.measures import Code, Measure, Today, Together
from wizard.core.model import Case
from wizard.core.recommend import MAILBOX_KINDS
from wizard.core.savings import Changes, Devices, Options, Way, best, moved_computers, need

Table = Mapping[str, Any]

_NOT_SURE: Final = "not-sure"
_ORDER: Final = tuple(Code)
# Only these kinds have a number to fit into: not a full router, not places that others hold.
_NUMBERED: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS, Kind.EVICTS_OLDEST}


@dataclass(frozen=True, slots=True)
class Program:
    """The mail program of the office: what it keeps open, and what it can be turned down to."""

    name: str
    each: int
    keeps: tuple[int, ...]
    setting: str


class Counted:
    """One need with its devices, what could be changed there, and the number it has to fit into."""

    def __init__(self, case: Case, advice: Advice, program: Program, needs: Table) -> None:
        """Everything is read, nothing is changed."""
        self.case, self.advice, self.program = case, advice, program
        self.phone, self.other = int(needs["phone"]["value"]), int(needs["other"]["value"])
        self.verdict = advice.verdict
        # What is only reported of a large provider is no number to promise anything from.
        reported = self.verdict.confidence is Confidence.NOT_SURE and any(
            reason.code == KNOWN_PROVIDER for reason in self.verdict.because
        )
        numbered = self.verdict.kind in _NUMBERED and not reported
        self.limit = self.verdict.limit if numbered else None

    def single(self, devices: Devices, options: Options, some: Changes) -> Iterator[Measure]:
        """Each possible change by itself, with what it brings; none that brings nothing."""
        keeps = some.keeps or (options.keeps[0] if options.keeps else 0)
        changes = [Changes(keeps=keeps)]
        changes += [Changes(phones_away=True)] if options.phones_away else []
        changes += [Changes(people=some.people or 1)] if options.webmail else []
        changes += [Changes(way=way) for way in options.ways]
        for change in changes:
            if change.people <= devices.computers:
                measure = self.measure(devices, Changes(), change)
                if measure.saves:
                    yield measure

    def steps(self, devices: Devices, some: Changes) -> Iterator[Measure]:
        """The changes one after the other: the gentlest first, the spreading of the rest last."""
        done = Changes()
        one_by_one: tuple[Changes, ...] = (
            replace(done, keeps=some.keeps),
            replace(done, keeps=some.keeps, phones_away=some.phones_away),
            replace(some, way=Way.ALONE),
            some,
        )
        for change in one_by_one:
            if change != done:
                yield self.measure(devices, done, change)
            done = change

    def measure(self, devices: Devices, done: Changes, change: Changes) -> Measure:
        """The one thing that `change` adds to `done`."""
        after = need(devices, change)
        measure = Measure(
            Code.FEWER_CONNECTIONS,
            before=need(devices, done),
            after=after,
            enough=None if self.limit is None else after <= self.limit,
        )
        each = change.keeps or devices.each
        if change.way is not done.way:
            return self._spread(measure, devices, change)
        if change.people > done.people:
            return replace(measure, code=Code.WEBMAIL, devices=change.people, each=each)
        if change.phones_away and not done.phones_away:
            code = Code.OFF_PHONES if self.verdict.kind is Kind.PER_MAILBOX else Code.MOBILE_DATA
            return replace(measure, code=code, devices=devices.phones, each=self.phone)
        return replace(
            measure,
            devices=devices.computers,
            each=devices.each - each,
            keeps=each,
            setting=self.program.setting,
        )

    def _spread(self, measure: Measure, devices: Devices, change: Changes) -> Measure:
        if change.way is Way.OWN_ADDRESS:
            return replace(measure, code=Code.OWN_ADDRESS, shown=True)
        made = neighbours.second_way(self.case, self.verdict, self.advice.software)
        return replace(
            measure,
            code=Code.SECOND_WAY,
            devices=moved_computers(devices, change) if devices.counted else 0,
            each=change.keeps or devices.each,
            places=self.limit or 0,
            shown=made is neighbours.Visit.GOT_IN_WHILE_FULL,
        )

    def per_device(self, whole: int) -> Iterator[Measure]:
        """What one device saves, where nobody counted the devices."""
        yield from self._fewer_on_each(whole)
        away = Code.OFF_PHONES if self.verdict.kind is Kind.PER_MAILBOX else Code.MOBILE_DATA
        if whole >= self.phone:
            yield Measure(away, each=self.phone)
        if whole >= self.program.each:
            yield Measure(Code.WEBMAIL, each=self.program.each)

    def _fewer_on_each(self, whole: int) -> Iterator[Measure]:
        program = self.program
        if program.keeps and whole >= program.each:
            keeps = program.keeps[0]
            yield Measure(
                Code.FEWER_CONNECTIONS,
                each=program.each - keeps,
                keeps=keeps,
                setting=program.setting,
            )

    def together(self, steps: tuple[Measure, ...]) -> Together | None:
        """What the steps come to, None where there is nothing to do or to compare with."""
        first, last = (steps[0].before, steps[-1].after) if steps else (None, None)
        if first is None or last is None or self.limit is None:
            return None
        return Together(steps, first, last, self.limit, last <= self.limit)

    def on_each_device(self) -> Today:
        """Where each device is counted alone, only its own connections matter."""
        return Today((*self._fewer_on_each(self.program.each), *self.tips()))

    def tips(self) -> Iterator[Measure]:
        """What has no number, but helps all the same."""
        if self.program.name == _NOT_SURE:
            yield Measure(Code.IF_THUNDERBIRD)
        yield Measure(Code.CLOSE_UNUSED)


class Office(Counted):
    """A count of the whole office: of its address, its router, or of what a server keeps."""

    def measures(self) -> Today:
        """Everything that lowers what the office has open at the same time."""
        devices, options = self._devices(), self._options()
        some = best(devices, options, self.limit) if self.limit is not None else Changes()
        numbered = list(self.single(devices, options, some))
        counted = [] if devices.counted else self._uncounted()
        steps = tuple(self.steps(devices, some))
        router = [Measure(Code.RESTART_ROUTER)] if self._is(Kind.OFFICE_NETWORK) else []
        measures = (*router, *_best_first(numbered), *counted, *self.tips())
        return Today(measures, self.together(steps))

    def _is(self, kind: Kind) -> bool:
        return self.verdict.kind is kind

    def _devices(self) -> Devices:
        wanted = self.advice.need
        computers = wanted.computers * self.program.each
        rest = wanted.connections - computers - wanted.phones * self.phone
        if rest != wanted.other * self.other or not wanted.connections:
            return Devices(rest=wanted.connections, counted=False)
        return Devices(wanted.computers, self.program.each, wanted.phones, self.phone, rest)

    def _options(self) -> Options:
        """Who pushes old sessions out may count by mailbox: only the programs surely help."""
        if self._is(Kind.EVICTS_OLDEST):
            return Options(self.program.keeps)
        case, verdict, software = self.case, self.verdict, self.advice.software
        ways = (
            (Way.SECOND_WAY, neighbours.second_way(case, verdict, software)),
            (Way.OWN_ADDRESS, neighbours.own_address(case, verdict, software)),
        )
        return Options(
            self.program.keeps,
            phones_away=True,
            webmail=not self._is(Kind.OFFICE_NETWORK),
            ways=tuple(way for way, known in ways if known is not None),
        )

    def _uncounted(self) -> list[Measure]:
        if self._is(Kind.EVICTS_OLDEST):
            return []
        told = list(self.per_device(self.advice.need.connections))
        if Way.OWN_ADDRESS in self._options().ways:
            told.append(Measure(Code.OWN_ADDRESS, shown=True))
        return [one for one in told if self._options().webmail or one.code is not Code.WEBMAIL]


class Mailbox(Counted):
    """A count of one mailbox: only the devices that share it matter, wherever the others are."""

    def measures(self) -> Today:
        """Fewer connections on this mailbox; one for each person where several share it."""
        one_person = Devices(1, self.program.each, 1, self.phone)
        whole, own = self.advice.need.mailbox, need(one_person, Changes())
        options = self._options()
        some = best(one_person, options, self.limit) if self.limit is not None else Changes()
        if whole == own:
            numbered = _best_first(list(self.single(one_person, options, some)))
            steps = tuple(self.steps(one_person, some))
            return Today((*numbered, *self.tips()), self.together(steps))
        apart = [self._apart(whole, own)] if whole > own else []
        # What comes after that is done on every person's devices, however many they are.
        later = [replace(step, devices=0) for step in self.steps(one_person, some)]
        steps = (*apart, *later) if apart else ()
        measures = (*apart, *self.per_device(whole), *self.tips())
        return Today(measures, self.together(steps))

    def _options(self) -> Options:
        here = self.verdict.kind is not Kind.PER_MAILBOX
        known = neighbours.own_address(self.case, self.verdict, self.advice.software)
        ways = (Way.OWN_ADDRESS,) if known is not None else ()
        return Options(
            self.program.keeps, phones_away=True, webmail=True, ways=ways if here else ()
        )

    def _apart(self, whole: int, own: int) -> Measure:
        fits = None if self.limit is None else own <= self.limit
        return Measure(Code.OWN_MAILBOX, before=whole, after=own, enough=fits)


def _best_first(measures: list[Measure]) -> list[Measure]:
    return sorted(measures, key=lambda one: (-one.saves, _ORDER.index(one.code)))
