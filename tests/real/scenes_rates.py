"""A packet filter before the mail server that counts new connections per time.

It lets so many in and then refuses, just like a limit on how many are open at once. What it must
never be called is a count: `rate`, or `no-clear-result`. A rule that is wider than the pace of
the test refuses nothing, and then no limit was found.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

from tests.real.abroad import NEED, PACE, at_the_provider, both_ports, from_the_office
from tests.real.office import Finding
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers.filters import Answer, Filter, hashlimit, recent
from wizard.core.advice import Kind
from wizard.core.model import Outcome

BURST: Final = 4
QUICK, SLOW = PACE, 4.0
COUNTS: Final = frozenset(
    {Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS}
)
Rule = tuple[str, int, bool]  # a name, the seconds one place takes to come back, whether it DROPs


def by_time(stage: Stage, rule: str, each: int, pace: float, answer: Answer) -> Finding:
    """At a quick pace the first few get in, at a slow one a few more."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    the_filter(rule, each, both_ports(server), answer).on(world.provider)
    return is_no_count(from_the_office(world, server, pace=pace))


def is_no_count(found: Finding) -> Finding:
    """At least so many, where anything is said; and no limit only where nobody was refused."""
    assert found.verdict.limit is None or found.verdict.at_least, found.story()
    if found.verdict.kind is Kind.NO_LIMIT_FOUND:
        assert {event.outcome for event in found.attempts} == {Outcome.OPEN}, found.story()
    return found


def the_filter(rule: str, each: int, ports: Collection[int], answer: Answer) -> Filter:
    """`each`: seconds per connection for hashlimit, the window of four connections for recent."""
    if rule == "hashlimit":
        return hashlimit(f"{60 // each}/min", BURST, ports, answer)
    return recent(each, BURST, ports, answer, prolongs=rule == "update")


def told(rule: str, each: int, answer: Answer) -> str:
    """The setting as its owner would say it."""
    what = "DROP" if answer is Answer.DROP else "reset"
    if rule == "hashlimit":
        return f"iptables hashlimit {60 // each}/min, burst {BURST}, {what}"
    return f"iptables recent --{rule} --seconds {each} --hitcount {BURST}, {what}"


def is_wide(rule: str, each: int, pace: float) -> bool:
    """Whether the whole climb stays within the rule."""
    if rule == "hashlimit":
        return BURST + (NEED + 1) * pace / each >= NEED + 2
    return BURST * pace >= each


def rated(rule: str, each: int, pace: float, answer: Answer) -> Scene:
    """One rule, met at one pace."""
    what = "drop" if answer is Answer.DROP else "reset"
    speed = "quick" if pace == QUICK else "slow"
    wide = is_wide(rule, each, pace)
    # TCP repeats a dropped packet for eight seconds: what is over by then refuses nobody.
    waited_out = answer is Answer.DROP and (rule, each) in {("rcheck", 5), ("hashlimit", 1)}
    return Scene(
        f"{rule}-{each}-seconds-{what}-{speed}",
        partial(by_time, rule=rule, each=each, pace=pace, answer=answer),
        Kind.NO_LIMIT_FOUND if wide else Kind.RATE,
        f"{told(rule, each, answer)}; one attempt in {pace} s",
        may_be=UNCLEAR | {Kind.NO_LIMIT_FOUND} if waited_out else UNCLEAR,
        looks_like=COUNTS,
        long=pace == SLOW or each >= 30 or (rule == "hashlimit" and each >= 5),
        seldom=(rule, each, pace, answer) not in IN_EVERY_RUN,
        unsteady="a first packet that is sent again may come in time, or just too late",
    )


RATES: Final = {"hashlimit": (10, 5, 2, 1), "update": (5, 10, 30, 60), "rcheck": (5, 10, 30, 60)}
# The whole family takes most of an hour of waiting: each rule, pace and answer is met in every
# run, and every rate in some.
IN_EVERY_RUN: Final = {
    ("hashlimit", 1, SLOW, Answer.DROP),
    ("hashlimit", 2, QUICK, Answer.RESET),
    ("hashlimit", 5, QUICK, Answer.DROP),
    ("hashlimit", 5, QUICK, Answer.RESET),
    ("hashlimit", 10, SLOW, Answer.DROP),
    ("update", 5, QUICK, Answer.DROP),
    ("update", 10, QUICK, Answer.RESET),
    ("update", 30, SLOW, Answer.RESET),
    ("update", 60, QUICK, Answer.RESET),
    ("rcheck", 5, QUICK, Answer.DROP),
    ("rcheck", 10, QUICK, Answer.RESET),
    ("rcheck", 30, QUICK, Answer.DROP),
}

SCENES.extend(
    rated(rule, each, pace, answer)
    for rule, times in RATES.items()
    for each in times
    for pace in (QUICK, SLOW)
    for answer in (Answer.DROP, Answer.RESET)
)

# -- Twenty a minute, as real hosters have it --------------------------------------------------


def twenty_a_minute(stage: Stage, rule: str, answer: Answer) -> Finding:
    """At the usual pace of one a second twenty get in, and the office needs thirty."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    recent(60, 20, both_ports(server), answer, prolongs=rule == "update").on(world.provider)
    return is_no_count(from_the_office(world, server, pace=None, need=30))


SCENES.extend(
    Scene(
        f"twenty-a-minute-{rule}-{name}",
        partial(twenty_a_minute, rule=rule, answer=answer),
        Kind.RATE,
        f"iptables recent --{rule} --seconds 60 --hitcount 20, {name}; one attempt in 1 s",
        may_be=UNCLEAR,
        looks_like=COUNTS,
        long=True,
        seldom=rule == "rcheck" or answer is Answer.DROP,
    )
    for rule, name, answer in (
        ("update", "reset", Answer.RESET),
        ("update", "drop", Answer.DROP),
        ("rcheck", "reset", Answer.RESET),
        ("rcheck", "drop", Answer.DROP),
    )
)

# -- A window that ends just when two places are freed -----------------------------------------


@scene(
    Kind.RATE,
    "iptables recent --rcheck --seconds 12 --hitcount 4, reset; one attempt in 0.4 s",
    may_be=UNCLEAR,
    looks_like=COUNTS,
    long=True,
)
def rcheck_window_ends_at_the_freed_places(stage: Stage) -> Finding:
    """Two places come back in the second after two were freed, and then none for a moment."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    the_filter("rcheck", 12, both_ports(server), Answer.RESET).on(world.provider)
    return is_no_count(from_the_office(world, server, pace=0.4))
