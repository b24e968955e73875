"""What real servers, filters and routers do with one connection too many, for simulated.py.

The texts and times are those measured on real servers (docs/measuring.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.core.simulated_server import OPEN, Answer, Rule, Server, Try
from wizard.core.model import Outcome, Phase, Via

MAIN_ONLY = frozenset({Via.MAIN})
ONE_MAILBOX = frozenset(Via) - {Via.SECOND_MAILBOX}

WORDLESS = Answer(Outcome.CLOSED_AT_ONCE, Phase.TLS)
# A proxy's queue that gives up: neither at once nor late.
AFTER_A_WHILE = Answer(Outcome.CLOSED_AT_ONCE, Phase.TLS, 3.02)
LATE = Answer(Outcome.CLOSED_LATE, Phase.TLS, 10.02)
SILENT = Answer(Outcome.SILENT, Phase.TLS, 15.02)
BUSY = Answer(Outcome.REFUSED_IN_WORDS, said="* BYE mail IMAP4rev1 server closing; service busy")
CUT = Answer(Outcome.SIGN_IN_CUT, Phase.SIGN_IN, 10.02)
CUT_AT_ONCE = Answer(Outcome.SIGN_IN_CUT, Phase.SIGN_IN, 0.1)
REFUSED = Answer(Outcome.CONNECT_REFUSED, Phase.CONNECT, 0.02, None)
UNANSWERED = Answer(Outcome.CONNECT_UNANSWERED, Phase.CONNECT, 8.0, None)
WRONG_PASSWORD = Answer(
    Outcome.SIGN_IN_REFUSED, Phase.SIGN_IN, 2.0, said="a1 NO [AUTHENTICATIONFAILED] failed."
)


def in_words(said: str, outcome: Outcome = Outcome.LIMIT_IN_WORDS) -> Answer:
    """A refusal that says why."""
    phase = Phase.SIGN_IN if outcome is Outcome.LIMIT_IN_WORDS else Phase.GREETING
    return Answer(outcome, phase, 0.12, said=said)


def dovecot(limit: int) -> Answer:
    """Dovecot's limit per user and address."""
    named = f"(mail_max_userip_connections={limit})"
    return in_words(f"a1 NO [LIMIT] Maximum number of connections from user+IP exceeded {named}")


def cyrus_host(limit: int) -> Answer:
    """Cyrus counts the refused session itself: one less than the number works."""
    return in_words(
        f"a1 NO Too many open connections ({limit + 1} of {limit} from host [192.0.2.7])"
    )


def cyrus_user(limit: int) -> Answer:
    """Cyrus's limit per user."""
    return in_words(f"a1 NO Too many open connections ({limit} of {limit} for user1)")


def gmail(limit: int) -> Answer:
    """Gmail names no number."""
    return in_words("a1 NO [ALERT] Too many simultaneous connections. (Failure)")


def of_this_ip(limit: int) -> Answer:
    """A hoster's words in the greeting."""
    said = f"* BYE Too many IMAP connections ({limit}) from this IP"
    return in_words(said, Outcome.REFUSED_IN_WORDS)


class Places(Rule):
    """So many at once, others included; the next is turned away in one of these manners."""

    def __init__(
        self, limit: int, *manners: Answer, others: int = 0, doors: frozenset[Via] = frozenset(Via)
    ) -> None:
        self.limit, self.others, self.doors = limit, others, doors
        self._manners = itertools.cycle(manners or (WORDLESS,))
        self.mine: set[int] = set()

    @property
    def full(self) -> bool:
        return len(self.mine) + self.others >= self.limit

    def meet(self, one: Try) -> Answer | None:
        if one.command.via in self.doors:
            if self.full:
                return next(self._manners)
            self.mine.add(one.number)
        return None

    def freed(self, number: int) -> None:
        self.mine.discard(number)

    def somebody_comes(self) -> bool:
        """Whether somebody else found a place."""
        if self.full:
            return False
        self.others += 1
        return True

    def somebody_goes(self) -> None:
        """Somebody else leaves."""
        self.others = max(0, self.others - 1)


class Queue(Places):
    """Above the limit nothing is said; who waits is served when a place is freed."""

    patience = 15.02

    def attach(self, server: Server) -> None:
        super().attach(server)
        self.waiting: list[Try] = []

    def holds_back(self, one: Try) -> bool:
        if one.command.via not in self.doors or not self.full:
            return False
        self.waiting.append(one)
        self.server.world.later(self.patience, lambda: self._give_up(one))
        return True

    def _give_up(self, one: Try) -> None:
        if one in self.waiting:
            self.waiting.remove(one)
            one.end(replace(SILENT, seconds=0.0))

    def freed(self, number: int) -> None:
        super().freed(number)
        self.serve()

    def somebody_goes(self) -> None:
        super().somebody_goes()
        self.serve()

    def serve(self) -> None:
        """The next in the queue."""
        while self.waiting and not self.full:
            one = self.waiting.pop(0)
            self.mine.add(one.number)
            self.server.receive(one, after=self)


class Router(Places):
    """The office's own router: when its table is full, nobody is reached any more."""

    def meet(self, one: Try) -> Answer | None:
        if self.full:
            return UNANSWERED
        self.mine.add(one.number)
        return None

    def control_answers(self) -> bool:
        return not self.full


class TokenBucket(Rule):
    """So many new connections at first, then so many per second; tries that fail cost nothing."""

    def __init__(self, burst: int, per_second: float, manner: Answer = REFUSED) -> None:
        self.burst, self.per_second, self.manner = burst, per_second, manner
        self.tokens, self.at = float(burst), 0.0

    def allows(self) -> bool:
        """One token, if there is one now."""
        now = self.server.world.now
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.per_second)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def meet(self, one: Try) -> Answer | None:
        return None if self.allows() else self.manner

    def holds_back(self, one: Try) -> bool:
        """A dropped SYN is sent again after 1, 3 and 7 s."""
        if self.manner.outcome is not Outcome.CONNECT_UNANSWERED:
            return False
        if self.allows():
            self.server.receive(one, after=self)
        else:
            self._send_again(one, (1.0, 2.0, 4.0))
        return True

    def _send_again(self, one: Try, waits: Sequence[float]) -> None:
        def arrives() -> None:
            one.connect_ms += waits[0] * 1000
            if self.allows():
                one_arrives(self.server, one, self)
            else:
                self._send_again(one, waits[1:])

        if waits:
            self.server.world.later(waits[0], arrives)
        else:
            one.end(replace(UNANSWERED, seconds=1.0))


def one_arrives(server: Server, one: Try, after: Rule) -> None:
    """A SYN that was sent again gets through."""
    waited = (one.connect_ms - 20.0) / 1000
    ends = one.end
    one.end = lambda answer: ends(replace(answer, seconds=max(0.0, answer.seconds - waited)))
    server.receive(one, after=after)


class Window(TokenBucket):
    """So many within so many seconds; with `update` each try that fails prolongs it."""

    def __init__(
        self, count: int, seconds: float, manner: Answer = REFUSED, *, update: bool = True
    ) -> None:
        super().__init__(count, 0.0, manner)
        self.seconds, self.update = seconds, update
        self.seen: list[float] = []

    def allows(self) -> bool:
        now = self.server.world.now
        self.seen = [at for at in self.seen if now - at < self.seconds]
        allowed = len(self.seen) < self.burst
        if allowed or self.update:
            self.seen.append(now)
        return allowed


class Ban(Rule):
    """After so many attempts the address is locked out; held sessions freeze, reset or live on."""

    def __init__(
        self, after: int, held: str, manner: Answer = UNANSWERED, seconds: float = 600.0
    ) -> None:
        self.after, self.held, self.manner, self.seconds = after, held, manner, seconds
        self.until: float | None = None

    def meet(self, one: Try) -> Answer | None:
        world = self.server.world
        if self.until is None and one.number > self.after:
            self.until = world.now + self.seconds
            if self.held == "frozen":
                self.server.deaf |= set(self.server.ours)
                world.later(self.seconds, self.server.deaf.clear)
            elif self.held == "reset":
                self.server.doomed |= set(self.server.ours)
            elif self.held == "dropped":
                for number in sorted(self.server.held):
                    self.server.end_session(number)
        return self.manner if self.until is not None and world.now < self.until else None


class Evictor(Places):
    """There is always room: the oldest has to go."""

    def meet(self, one: Try) -> Answer | None:
        if self.full and self.mine:
            oldest = min(self.mine)
            self.server.end_session(oldest, "* BYE Connection queue full")
        self.mine.add(one.number)
        return None


class LateEvictor(Places):
    """There is always room, and a moment later the oldest has to go."""

    def __init__(self, limit: int, seconds: float) -> None:
        super().__init__(limit)
        self._seconds = seconds

    def meet(self, one: Try) -> Answer | None:
        if self.full and self.mine:
            oldest = min(self.mine)
            self.server.world.later(self._seconds, lambda: self.server.end_session(oldest))
        self.mine.add(one.number)
        return None


class Balanced(Rule):
    """Several servers behind one address; `choose` says whose turn it is."""

    def __init__(self, backends: Sequence[Places], choose: Callable[[], int]) -> None:
        self.backends, self.choose = backends, choose

    def attach(self, server: Server) -> None:
        super().attach(server)
        for backend in self.backends:
            backend.attach(server)

    def meet(self, one: Try) -> Answer | None:
        return self.backends[self.choose() % len(self.backends)].meet(one)

    def freed(self, number: int) -> None:
        for backend in self.backends:
            backend.freed(number)


class Always(Rule):
    """Every attempt through these doors ends like this."""

    def __init__(self, answer: Answer, doors: frozenset[Via] = frozenset(Via)) -> None:
        self.answer, self.doors = answer, doors

    def meet(self, one: Try) -> Answer | None:
        return self.answer if one.command.via in self.doors else None


class Attempts(Rule):
    """These attempts, by number, end like this; the others pass."""

    def __init__(self, ends: dict[int, Answer]) -> None:
        self.ends = ends

    def meet(self, one: Try) -> Answer | None:
        return self.ends.get(one.number)


class BadCertificate(Rule):
    """Refused by us, unless any certificate will do."""

    def meet(self, one: Try) -> Answer | None:
        if one.command.any_certificate:
            return None
        return Answer(Outcome.CERTIFICATE_PROBLEM, Phase.TLS, detail="issuer")


class SlowSignIn(Rule):
    """Dovecot's penalty after somebody's wrong passwords."""

    def meet(self, one: Try) -> Answer | None:
        return replace(OPEN, seconds=15.1, sign_in_ms=15_000.0)


class NoControl(Rule):
    """The control host never answers."""

    def control_answers(self) -> bool:
        return False
