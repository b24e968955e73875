"""The arithmetic of fewer connections: the need after some changes, and the best changes.

Pure numbers: it knows devices and what each keeps open, no verdict and no server. It must never
let a need fall below 0, and never count on a device that was not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import product


class Way(Enum):
    """How the need may be spread, so that not all of it counts together."""

    ALONE = auto()
    SECOND_WAY = auto()
    OWN_ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices whose connections count together, and what each of them keeps open.

    `rest` is what nothing can be done about: other devices, and everything that was not counted
    by devices (then `counted` is False).
    """

    computers: int = 0
    each: int = 1
    phones: int = 0
    phone: int = 0
    rest: int = 0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """What could be changed: the numbers a program can be set to (gentlest first), and the rest."""

    keeps: tuple[int, ...] = ()
    phones_away: bool = False
    webmail: bool = False
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is changed: what each program keeps (0: as before), people who use webmail, and so on.

    `phones_away`: the phones do not count any more. One person stands for one computer.
    """

    keeps: int = 0
    phones_away: bool = False
    people: int = 0
    way: Way = Way.ALONE

    @property
    def steps(self) -> int:
        """How many things have to be done."""
        return sum((self.keeps > 0, self.phones_away, self.people > 0, self.way is not Way.ALONE))


def need(devices: Devices, changes: Changes) -> int:
    """How many connections count together after `changes`."""
    each = changes.keeps or devices.each
    computers = devices.computers - changes.people
    phones = 0 if changes.phones_away else devices.phones
    if changes.way is Way.OWN_ADDRESS and devices.counted:
        # Devices nobody knows may have no such address: they go on counting together.
        return max(each if computers else 0, devices.phone if phones else 0, devices.rest)
    whole = computers * each + phones * devices.phone + devices.rest
    if changes.way is Way.SECOND_WAY:
        moved = moved_connections(devices, changes)
        return max(moved, whole - moved)
    return whole


def moved_connections(devices: Devices, changes: Changes) -> int:
    """How many connections best go to the second way: whole computers, so that none is split."""
    alone = replace(changes, way=Way.ALONE)
    whole = need(devices, alone)
    if not devices.counted:
        return whole // 2
    return moved_computers(devices, changes) * (changes.keeps or devices.each)


def moved_computers(devices: Devices, changes: Changes) -> int:
    """How many computers best go to the second way: the fuller of the two is as empty as can be."""
    each = changes.keeps or devices.each
    whole = need(devices, replace(changes, way=Way.ALONE))
    half = min(whole // (2 * each), devices.computers - changes.people)
    one_more = min(half + 1, devices.computers - changes.people)
    return min((half, one_more), key=lambda moved: (max(moved * each, whole - moved * each), moved))


def best(devices: Devices, options: Options, limit: int) -> Changes:
    """The changes that fit into `limit` with the least trouble, else those that save most."""
    return min(
        _possible(devices, options, limit), key=lambda some: _trouble(devices, options, some, limit)
    )


def _possible(devices: Devices, options: Options, limit: int) -> Iterator[Changes]:
    """Every combination, each with the fewest people on webmail that it needs."""
    away = (False, True) if options.phones_away else (False,)
    for keeps, phones_away, way in product((0, *options.keeps), away, (Way.ALONE, *options.ways)):
        some = Changes(keeps, phones_away, 0, way)
        yield some
        if options.webmail and devices.computers:
            yield replace(some, people=_fewest_people(devices, some, limit))


def _fewest_people(devices: Devices, some: Changes, limit: int) -> int:
    """How many people on webmail it takes, everybody where even that is not enough."""
    fewest, most = 0, devices.computers
    while fewest < most:
        middle = (fewest + most) // 2
        if need(devices, replace(some, people=middle)) <= limit:
            most = middle
        else:
            fewest = middle + 1
    return fewest


def _trouble(devices: Devices, options: Options, some: Changes, limit: int) -> tuple[int, ...]:
    """Smaller is better: enough, then no webmail, then nothing uncertain, then little to do."""
    after = need(devices, some)
    enough = after <= limit
    # A setting of the computers troubles people less than doing without phones in the office.
    harder = len(options.keeps) if some.phones_away else 0
    harder += options.keeps.index(some.keeps) if some.keeps else 0
    return (
        not enough,
        0 if enough else after,
        some.people,
        some.way is not Way.ALONE,
        some.steps,
        harder,
        after,
    )
