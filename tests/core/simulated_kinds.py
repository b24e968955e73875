"""Random simulated servers, each with the truth about it: the verdicts that are not wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.core.simulated import Simulation, plan_for
from tests.core.simulated_lives import Death, Deaths, Life, Others
from tests.core.simulated_rules import (
    AFTER_A_WHILE,
    BUSY,
    CUT,
    CUT_AT_ONCE,
    LATE,
    MAIN_ONLY,
    ONE_MAILBOX,
    REFUSED,
    UNANSWERED,
    WORDLESS,
    Attempts,
    Balanced,
    Ban,
    Evictor,
    NoControl,
    Places,
    Queue,
    Router,
    SlowSignIn,
    TokenBucket,
    Window,
    cyrus_host,
    cyrus_user,
    dovecot,
    gmail,
    of_this_ip,
)
from tests.core.simulated_server import Answer, Rule, Server
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Phase, Plan, Via

Draw = Callable[[st.SearchStrategy[object]], object]
CONTROL = ("control", 443)
FAULTS = (
    Answer(Outcome.LOST, Phase.GREETING, 0.2),
    Answer(Outcome.SILENT, Phase.SIGN_IN, 30.0),
    Answer(Outcome.NO_ENCRYPTION, Phase.TLS, 0.1, detail="handshake"),
    UNANSWERED,
    REFUSED,
    WORDLESS,
)


@dataclass(frozen=True)
class Truth:
    """What may be said: these kinds (besides no clear result), and no number above `limit`.

    `exact`: a number that is not "at least" has to be this one.
    """

    kinds: frozenset[Kind]
    limit: int | None = None
    exact: int | None = None
    never_very_sure: bool = False


@dataclass
class Story:
    """A test about to be played, and the truth about its server."""

    simulation: Simulation
    truth: Truth
    told: str

    def __repr__(self) -> str:
        one = self.simulation
        return f"{self.told} {one.plan} signs_in={one.signs_in} stop_at={one.stop_at}"


lives = st.builds(
    Life,
    comes=st.floats(0, 120).map(lambda x: round(x, 1)),
    stays=st.floats(0.2, 150).map(lambda x: round(x, 1)),
    hungry=st.booleans(),
)
leaves = st.lists(st.floats(0, 200).map(lambda x: round(x, 1)), max_size=4).map(tuple)
limits = st.integers(1, 9)
softwares = st.sampled_from(("courier", "dovecot", "cyrus", "unknown"))
doors = st.lists(
    st.sampled_from((Via.OTHER_SERVICE, Via.OTHER_FAMILY, Via.SECOND_MAILBOX)), unique=True
).map(tuple)


def _plan(closed: bool, control: bool) -> st.SearchStrategy[Plan]:
    return st.builds(
        plan_for,
        need=st.integers(1, 12),
        mail_closed=st.just(closed),
        control=st.just(CONTROL if control else None),
        most=st.sampled_from((50, 50, 5)),
        pace=st.sampled_from((None, None, 0.2, 3.0)),
    )


WORDS: tuple[tuple[Callable[[int], Answer], Kind, int], ...] = (
    (dovecot, Kind.PER_MAILBOX_AND_ADDRESS, 0),
    (cyrus_host, Kind.PER_ADDRESS, 1),
    (cyrus_user, Kind.PER_MAILBOX, 0),
    (gmail, Kind.PER_MAILBOX, 0),
    (of_this_ip, Kind.PER_ADDRESS, 0),
)


@st.composite
def counted(draw: st.DrawFn) -> Story:
    """A limit on simultaneous sessions of this address or mailbox; colleagues come and go."""
    limit = draw(limits)
    software = draw(softwares)
    manner = draw(st.sampled_from(("wordless", "refused", "unanswered", *range(len(WORDS)))))
    kind, never_very_sure = Kind.PER_ADDRESS, False
    if isinstance(manner, int):
        say, kind, above = WORDS[manner]
        answer = say(limit + above)
    else:
        answer = {"wordless": WORDLESS, "refused": REFUSED, "unanswered": UNANSWERED}[manner]
        never_very_sure = manner == "wordless" and software != "courier"
    everywhere = frozenset(Via) if kind is Kind.PER_ADDRESS else ONE_MAILBOX
    at_doors = draw(st.sampled_from((everywhere, MAIN_ONLY)))
    busy = draw(st.booleans())
    own = draw(st.integers(0, 2)) if kind is Kind.PER_ADDRESS else 0
    places = Places(limit, answer, others=min(own, limit), doors=at_doors)
    rules: list[Rule] = [places]
    if busy:
        here = draw(st.integers(0, limit))
        places.others = max(places.others, here)
        rules.append(
            Others(
                places, tuple(draw(st.lists(lives, max_size=6))), draw(leaves)[: max(0, here - own)]
            )
        )
    signs_in = True if isinstance(manner, int) else draw(st.booleans())
    control = draw(st.booleans())
    simulation = Simulation(
        Server(rules, software, draw(doors)),
        plan=draw(_plan(not busy, control)),
        signs_in=signs_in,
        programs=(("thunderbird", min(own, limit)),) if own else (),
    )
    truth = Truth(
        frozenset({kind, Kind.NO_LIMIT_FOUND, Kind.NO_PLACE_FREE}),
        limit,
        None if busy else limit,
        never_very_sure,
    )
    if answer.phase is Phase.CONNECT:
        truth = replace(truth, kinds=truth.kinds | {Kind.CANNOT_REACH})
    told = f"{software} {manner} limit={limit} own={own} doors={len(at_doors)} {_tell(rules)}"
    return Story(simulation, truth, told)


@st.composite
def full_servers(draw: st.DrawFn) -> Story:
    """A limit of the whole server; other customers come and go, whatever the office does."""
    limit = draw(limits)
    software = draw(softwares)
    manner = draw(st.sampled_from(("queue", "late", "alternating", "cut", "busy")))
    places: Places
    kinds = {Kind.SERVER_FULL, Kind.NO_LIMIT_FOUND, Kind.CANNOT_REACH, Kind.NO_PLACE_FREE}
    match manner:
        case "queue":
            places = Queue(limit)
        case "late":
            places = Places(limit, LATE)
        case "alternating":
            places = Places(limit, LATE, WORDLESS)
        case "cut":
            places = Places(limit, CUT, CUT_AT_ONCE)
            if software != "dovecot":
                kinds -= {Kind.SERVER_FULL}
        case _:
            places = Places(limit, BUSY)
    rules: list[Rule] = [places]
    if draw(st.booleans()):
        places.others = draw(st.integers(0, limit))
        rules.append(Others(places, tuple(draw(st.lists(lives, max_size=6))), draw(leaves)))
    simulation = Simulation(
        Server(rules, software, draw(doors)),
        plan=draw(_plan(draw(st.booleans()), draw(st.booleans()))),
        signs_in=True if manner == "cut" else draw(st.booleans()),
    )
    told = f"{software} {manner} limit={limit} {_tell(rules)}"
    return Story(simulation, Truth(frozenset(kinds), limit), told)


@st.composite
def proxies(draw: st.DrawFn) -> Story:
    """Something before the server accepts, and closes for everybody; the greeting shines through.

    Whatever it is, it is never very sure whose limit that is.
    """
    limit, software = draw(limits), draw(softwares)
    waits = draw(st.booleans())
    places = Places(limit, AFTER_A_WHILE if waits else WORDLESS)
    places.others = draw(st.integers(0, limit))
    rules: list[Rule] = [places]
    if draw(st.booleans()):
        rules.append(Others(places, tuple(draw(st.lists(lives, max_size=6))), draw(leaves)))
    kinds = {Kind.SERVER_FULL, Kind.NO_LIMIT_FOUND, Kind.NO_PLACE_FREE, Kind.CANNOT_REACH}
    if software == "courier" or not waits:
        # "For each address or for the whole server", in these words.
        kinds |= {Kind.PER_ADDRESS}
    simulation = Simulation(
        Server(rules, software, (Via.OTHER_SERVICE,)),
        plan=draw(_plan(draw(st.booleans()), draw(st.booleans()))),
        signs_in=draw(st.booleans()),
    )
    told = f"{software} proxy limit={limit} waits={waits} {_tell(rules)}"
    return Story(simulation, Truth(frozenset(kinds), limit, never_very_sure=True), told)


@st.composite
def rates(draw: st.DrawFn) -> Story:
    """A limit on new connections: a token bucket or a sliding window."""
    burst = draw(st.integers(1, 9))
    software = draw(softwares)
    # Courier's greeting and a close without a word are taken for Courier's own limit.
    manners = (REFUSED, UNANSWERED) if software == "courier" else (REFUSED, UNANSWERED, WORDLESS)
    manner = draw(st.sampled_from(manners))
    rule: TokenBucket
    kinds = {Kind.RATE, Kind.NO_LIMIT_FOUND, Kind.CANNOT_REACH, Kind.NO_PLACE_FREE}
    if draw(st.booleans()):
        per_second = 1 / draw(st.floats(0.5, 40))
        rule, told = TokenBucket(burst, per_second, manner), f"bucket {burst} {per_second}/s"
    else:
        seconds, update = draw(st.floats(2, 200)), draw(st.booleans())
        rule = Window(burst, seconds, manner, update=update)
        told = f"window {burst} in {seconds} update={update}"
        if seconds > 10:
            # Still shut after ten seconds of quiet: the office is locked out for that long.
            kinds |= {Kind.LOCKED_OUT}
    simulation = Simulation(
        Server([rule], software, draw(doors)),
        plan=draw(_plan(draw(st.booleans()), draw(st.booleans()))),
        signs_in=draw(st.booleans()),
    )
    return Story(simulation, Truth(frozenset(kinds)), f"{software} {manner.outcome} {told}")


@st.composite
def bans(draw: st.DrawFn) -> Story:
    """The address is locked out in mid-test."""
    after, held = (
        draw(st.integers(1, 9)),
        draw(st.sampled_from(("frozen", "reset", "dropped", "alive"))),
    )
    manner = draw(st.sampled_from((UNANSWERED, REFUSED)))
    seconds = draw(st.sampled_from((20.0, 40.0, 600.0)))
    software = draw(softwares)
    kinds = {Kind.LOCKED_OUT, Kind.NO_LIMIT_FOUND}
    if seconds < 600:
        # What is over within the minute of quiet cannot be told from a rate.
        kinds |= {Kind.RATE}
    simulation = Simulation(
        Server([Ban(after, held, manner, seconds)], software, draw(doors)),
        plan=draw(_plan(draw(st.booleans()), draw(st.booleans()))),
        signs_in=draw(st.booleans()),
    )
    told = f"{software} ban after {after} {held} {manner.outcome} {seconds} s"
    return Story(simulation, Truth(frozenset(kinds)), told)


@st.composite
def routers(draw: st.DrawFn) -> Story:
    """The office's router is full, or a carrier's address sharing has no port left."""
    limit = draw(limits)
    carrier = draw(st.booleans())
    places = Places(limit, UNANSWERED, doors=MAIN_ONLY) if carrier else Router(limit)
    rules: list[Rule] = [places]
    control = draw(st.booleans())
    if draw(st.booleans()):
        places.others = draw(st.integers(0, limit - 1))
        rules.append(Others(places, tuple(draw(st.lists(lives, max_size=6))), draw(leaves)))
    if not control:
        rules.append(NoControl())
    kinds = {Kind.NO_LIMIT_FOUND, Kind.CANNOT_REACH}
    kinds |= set() if carrier else {Kind.OFFICE_NETWORK}
    simulation = Simulation(
        Server(rules, draw(softwares), draw(doors)),
        plan=draw(_plan(draw(st.booleans()), draw(st.booleans()))),
        signs_in=draw(st.booleans()),
    )
    told = f"{'carrier' if carrier else 'router'} {limit} {_tell(rules)}"
    return Story(simulation, Truth(frozenset(kinds), limit), told)


@st.composite
def evictors(draw: st.DrawFn) -> Story:
    """New ones get in, the oldest has to go."""
    limit = draw(limits)
    simulation = Simulation(
        Server([Evictor(limit)], draw(softwares), draw(doors)),
        plan=draw(_plan(True, draw(st.booleans()))),
        signs_in=draw(st.booleans()),
    )
    kinds = frozenset({Kind.EVICTS_OLDEST, Kind.NO_LIMIT_FOUND})
    return Story(simulation, Truth(kinds, limit, limit), f"evictor {limit}")


@st.composite
def balanced(draw: st.DrawFn) -> Story:
    """Two or three servers behind one address."""
    limit, many = draw(st.integers(1, 5)), draw(st.integers(2, 3))
    courier = draw(st.booleans())
    answer = WORDLESS if courier else dovecot(limit)
    kind = Kind.PER_ADDRESS if courier else Kind.PER_MAILBOX_AND_ADDRESS
    turns = draw(st.lists(st.integers(0, many - 1), min_size=1, max_size=30))
    order = itertools.cycle(range(many) if draw(st.booleans()) else turns)
    backends = [Places(limit, answer) for _ in range(many)]
    simulation = Simulation(
        Server([Balanced(backends, lambda: next(order))], "courier" if courier else "dovecot"),
        plan=draw(_plan(True, draw(st.booleans()))),
    )
    kinds = frozenset({kind, Kind.NO_LIMIT_FOUND, Kind.NO_PLACE_FREE})
    told = f"balanced {many} x {limit} {kind} {turns}"
    return Story(simulation, Truth(kinds, limit * many), told)


def _tell(rules: list[Rule]) -> str:
    told = []
    for rule in rules:
        if isinstance(rule, Places):
            told.append(f"others={rule.others}")
        if isinstance(rule, Others):
            told.append(f"{rule.lives} leave={rule.leave}")
    return " ".join(told)


deaths = st.builds(
    Death,
    at=st.floats(0, 60).map(lambda x: round(x, 1)),
    which=st.integers(0, 9),
    seen=st.booleans(),
)


@st.composite
def disturbed(draw: st.DrawFn, story: st.SearchStrategy[Story]) -> Story:
    """The same on a bad line: some attempts fail by themselves, held sessions die, slow sign-in."""
    one = draw(story)
    server = one.simulation.server
    ends = draw(st.dictionaries(st.integers(2, 20), st.sampled_from(FAULTS), max_size=3))
    dying = tuple(draw(st.lists(deaths, max_size=3)))
    extra: list[Rule] = [Attempts(ends), Deaths(dying)]
    if not dying and draw(st.booleans()):
        extra.append(SlowSignIn())
    for rule in extra:
        rule.attach(server)
    server.rules[:] = [*extra[:2], *server.rules, *extra[2:]]
    truth = replace(one.truth, kinds=one.truth.kinds | {Kind.CANNOT_REACH}, exact=None)
    told = f"{one.told} faults={ {n: str(a.outcome) for n, a in ends.items()} } {dying}"
    return Story(one.simulation, truth, told)


undisturbed = st.one_of(
    counted(),
    counted(),
    full_servers(),
    proxies(),
    rates(),
    bans(),
    routers(),
    evictors(),
    balanced(),
)
