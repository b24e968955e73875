"""What the office can do today, before its provider answers, and what each of it brings.

Owns which measure fits which kind of limit, and the best of them together. It must never promise
what the test does not know: a number only from counted devices, the second way into the server
only where it is known to be counted apart, nothing where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Final

from wizard.core import neighbours
from wizard.core.advice import Advice, Kind, Rate, Refusal
from wizard.core.measures import Code, Measure, Today, Together
from wizard.core.model import Case, Need
from wizard.core.recommend import MAILBOX_KINDS, NAMES_ADDRESS, NAMES_MAILBOX
from wizard.core.savings import Changes, Devices, Options, Way, best, moved_computers, need

Table = Mapping[str, Any]

_NOT_SURE: Final = "not-sure"
_ORDER: Final = tuple(Code)
_WITHOUT_NUMBERS: Final[Mapping[Kind, tuple[Measure, ...]]] = {
    Kind.LOCKED_OUT: (Measure(Code.WEBMAIL_MEANWHILE), Measure(Code.MOBILE_MEANWHILE)),
    Kind.SERVER_FULL: (Measure(Code.QUIETER_HOURS),),
}
_OF_THE_OFFICE: Final = frozenset(
    {Kind.PER_ADDRESS, Kind.NO_PLACE_FREE, Kind.OFFICE_NETWORK, Kind.EVICTS_OLDEST}
)
# Only these kinds have a number to fit into: not a full router, not places that others hold.
_NUMBERED: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS, Kind.EVICTS_OLDEST}


@dataclass(frozen=True, slots=True)
class _Program:
    """The mail program of the office: what it keeps open, and what it can be turned down to."""

    name: str
    each: int
    keeps: tuple[int, ...]
    setting: str


def what_helps(case: Case, advice: Advice, needs: Table) -> Today:
    """The measures for this office and this limit; none where nothing is to be done."""
    verdict = advice.verdict
    if advice.enough:
        return Today()
    if verdict.kind in _WITHOUT_NUMBERS:
        return Today(_WITHOUT_NUMBERS[verdict.kind])
    program = _program(advice.need, needs)
    if verdict.kind is Kind.RATE and verdict.rate is not None:
        return _slowly(advice.need, program, verdict.rate)
    names = {reason.code for reason in verdict.because}
    no_place = verdict.kind is Kind.NO_PLACE_FREE
    if verdict.kind in MAILBOX_KINDS or (no_place and NAMES_MAILBOX in names):
        return _Mailbox(case, advice, program, needs).today()
    # Words that name no owner may speak of the office's limit or of the mailbox's.
    unnamed = no_place and verdict.refusal is Refusal.IN_WORDS and NAMES_ADDRESS not in names
    if verdict.kind in _OF_THE_OFFICE and not unnamed:
        return _Office(case, advice, program, needs).today()
    return Today()


def _program(wanted: Need, needs: Table) -> _Program:
    """The office's program; one that this table does not know is like any other."""
    rows = {row["id"]: row for row in needs["programs"]}
    row = rows.get(wanted.program, rows["other"])
    keeps = tuple(number for number in row.get("keeps", ()) if number < row["value"])
    return _Program(wanted.program, int(row["value"]), keeps, row.get("setting", ""))


class _Counted:
    """One need with its devices, what could be changed there, and the number it has to fit into."""

    def __init__(self, case: Case, advice: Advice, program: _Program, needs: Table) -> None:
        self.case, self.advice, self.program = case, advice, program
        self.phone, self.other = int(needs["phone"]["value"]), int(needs["other"]["value"])
        self.verdict = advice.verdict
        self.limit = self.verdict.limit if self.verdict.kind in _NUMBERED else None

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
        fewer = self.program.each - self.program.keeps[0] if self.program.keeps else 0
        away = Code.OFF_PHONES if self.verdict.kind is Kind.PER_MAILBOX else Code.MOBILE_DATA
        if fewer and whole >= self.program.each:
            yield Measure(
                Code.FEWER_CONNECTIONS,
                each=fewer,
                keeps=self.program.keeps[0],
                setting=self.program.setting,
            )
        if whole >= self.phone:
            yield Measure(away, each=self.phone)
        if whole >= self.program.each:
            yield Measure(Code.WEBMAIL, each=self.program.each)

    def together(self, steps: tuple[Measure, ...]) -> Together | None:
        """What the steps come to, None where there is nothing to do or to compare with."""
        first, last = (steps[0].before, steps[-1].after) if steps else (None, None)
        if first is None or last is None or self.limit is None:
            return None
        return Together(steps, first, last, self.limit, last <= self.limit)

    def tips(self) -> Iterator[Measure]:
        """What has no number, but helps all the same."""
        if self.program.name == _NOT_SURE:
            yield Measure(Code.IF_THUNDERBIRD)
        yield Measure(Code.CLOSE_UNUSED)


class _Office(_Counted):
    """A count of the whole office: of its address, its router, or of what a server keeps."""

    def today(self) -> Today:
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


class _Mailbox(_Counted):
    """A count of one mailbox: only the devices that share it matter, wherever the others are."""

    def today(self) -> Today:
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


def _slowly(wanted: Need, program: _Program, rate: Rate) -> Today:
    """As many programs at a time as the rate lets in, then a pause of whole minutes."""
    at_a_time = max(1, rate.count // program.each)
    # A program that opens more than that needs several pauses for itself.
    pauses = 1 if rate.count >= program.each else ceil(program.each / max(1, rate.count))
    minutes = pauses * max(1, ceil(rate.seconds / 60))
    groups = ceil(wanted.computers / at_a_time)
    slow = Measure(
        Code.ONE_AFTER_THE_OTHER,
        devices=at_a_time,
        each=program.each,
        minutes=minutes,
        all_minutes=max(0, groups - 1) * minutes,
    )
    return Today((slow,))


def _best_first(measures: list[Measure]) -> list[Measure]:
    return sorted(measures, key=lambda one: (-one.saves, _ORDER.index(one.code)))
