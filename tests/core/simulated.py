"""A mail server in virtual time: answers the ramp's commands as the driver would, without waiting.

`Simulation` plays one whole test and returns its `Case`. What the server does is decided by the
rules of simulated_rules.py; the colleagues and faults of simulated_lives.py act beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tests.core.simulated_server import Answer, Server, Try
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    CountOthers,
    CutOpening,
    Done,
    Happening,
    LetGo,
    Open,
    Resolve,
    ServerNamed,
    StopAsked,
    Wake,
    Woke,
)
from wizard.core.model import (
    Case,
    Event,
    Need,
    Outcome,
    Phase,
    Plan,
    Security,
    ServerWords,
    Step,
    Target,
)
from wizard.core.ramp import Ramp

GREETINGS = {
    "courier": "* OK [CAPABILITY IMAP4rev1] Courier-IMAP ready. Copyright 1998-2019 D P, Inc.",
    "dovecot": "* OK [CAPABILITY IMAP4rev1] Dovecot (Debian) ready.",
    "cyrus": "* OK mail Cyrus IMAP 3.6.1 server ready",
    "unknown": "* OK IMAP4rev1 at your service",
}
# Those of large providers, word for word from transcripts, and of a company's own Exchange.
LARGE_PROVIDERS = {
    "google": "* OK Gimap ready for requests from 203.0.113.7 q13mb189540682pjq",
    "microsoft": "* OK The Microsoft Exchange IMAP4 service is ready. "
    "[TQBOADIAUABSADAAMQBDAEEAMAAwADAANwA=]",
    "yahoo": "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE "
    "NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT OBJECTID] IMAP4rev1 Hello",
    "icloud": "* OK [CAPABILITY st11p00mm-iscream022 15E205 XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 "
    "SASL-IR AUTH=ATOKEN AUTH=PLAIN] iSCREAM ready to rumble (15E205-0982aaf890fd:18514) "
    "st11p00mm-iscream022 [04:19:14:31:21:53]",
    "zoho": "* OK svwall.zoho.com IMAP4 Server (Zoho Mail IMAP4rev1 Server version 1.0)",
}
OWN_EXCHANGE = {"exchange": "* OK The Microsoft Exchange IMAP4 service is ready."}
# No test of the product takes this many commands or seconds.
MOST_COMMANDS = 3_000
MOST_SECONDS = 3_600.0
ASK_SECONDS = 5.0


def plan_for(need: int = 10, **others: object) -> Plan:
    """A plan with this need; what else differs from the default by name."""
    return replace(Plan(Need(need, 2)), **others)  # type: ignore[arg-type]


@dataclass
class Simulation:
    """One whole test against a simulated server."""

    server: Server
    plan: Plan = field(default_factory=plan_for)
    signs_in: bool = True
    stop_at: float | None = None
    programs: tuple[tuple[str, int], ...] = ()
    commands: list[tuple[float, Command]] = field(default_factory=list)
    said: list[Command | Happening] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ramp = Ramp(self.plan, signs_in=self.signs_in)
        self.world = self.server.world
        self.server.ended = self._died
        self.events: list[Event] = []
        self.ending: str | None = None
        self.named = False
        self._opening: dict[int, Try] = {}

    def run(self) -> Case:
        """Play it to the end."""
        if self.stop_at is not None:
            self.world.later(self.stop_at, lambda: self.feed(StopAsked(self.world.now)))
        self._carry_out(self.ramp.start())
        while self.ending is None:
            assert len(self.commands) < MOST_COMMANDS, "no end in sight"
            assert self.world.now < MOST_SECONDS, "no end in sight"
            self.world.turn()
        return Case(
            program="simulated",
            version="0",
            started_at=datetime(2026, 1, 1, tzinfo=UTC),
            finished_at=datetime(2026, 1, 1, tzinfo=UTC),
            target=Target("mail", 993, Security.TLS, user="u" if self.signs_in else None),
            plan=self.plan,
            address="192.0.2.1",
            server=self._words() if self.named else ServerWords(),
            events=tuple(self.events),
            others=self.programs,
            ending=self.ending,
        )

    def feed(self, happening: Happening) -> None:
        """Hand something to the ramp, note it, and carry out what it answers."""
        if self.ending is not None:
            return
        self.said.append(happening)
        commands = self.ramp.handle(happening)
        if isinstance(happening, Event):
            self.events.append(replace(happening, held=self.ramp.held))
        self._carry_out(commands)

    def tell(self, step: Step, outcome: Outcome, phase: Phase = Phase.HELD, **more: object) -> None:
        """Feed an event that happens now."""
        self.feed(Event(self.world.now, step, outcome, phase, **more))  # type: ignore[arg-type]

    # -- commands ------------------------------------------------------------------------------

    def _carry_out(self, commands: list[Command]) -> None:
        for command in commands:
            self.commands.append((self.world.now, command))
            self.said.append(command)
            self._one(command)

    def _one(self, command: Command) -> None:  # noqa: C901  one line for each command
        later = self.world.later
        match command:
            case Resolve():
                later(0.01, self._resolved)
            case Open():
                self._open(command)
            case AskHeld():
                self._ask(command)
            case LetGo():
                for number in command.sessions:
                    later(0.01, lambda number=number: self.server.let_go(number))  # type: ignore[misc]
                later(0.05, lambda: self.tell(
                    command.step, Outcome.LET_GO, sessions=command.sessions,
                    answered=command.sessions,
                ))  # fmt: skip
            case CutOpening(attempt=attempt):
                self._opening[attempt].end(Answer(Outcome.CUT_BY_US, seconds=0.0))
            case AskControl(step=step):
                self._ask_control(step)
            case AskWeb(step=step):
                answers = all(rule.web_answers() for rule in self.server.rules)
                code = Outcome.WEB_ANSWERED if answers else Outcome.WEB_UNANSWERED
                later(0.03 if answers else 8.0, lambda: self.tell(step, code, Phase.CONNECT))
            case CountOthers(step=step):
                detail = " ".join(f"{name}:{count}" for name, count in self.programs)
                later(0.02, lambda: self.tell(step, Outcome.OTHERS_COUNTED, detail=detail))
            case Wake(seconds=seconds, token=token):
                later(seconds, lambda: self.feed(Woke(self.world.now, token)))
            case Done(ending=ending):
                self.ending = str(ending)

    def _let_go(self, command: LetGo) -> None:
        def closed() -> None:
            going = command.sessions
            self.tell(command.step, Outcome.LET_GO, sessions=going, answered=going)

        def leave() -> None:
            for number in command.sessions:
                self.server.let_go(number)

        self.world.later(0.01, leave)
        self.world.later(0.05, closed)

    def _ask_control(self, step: Step) -> None:
        answers = all(rule.control_answers() for rule in self.server.rules)
        code = Outcome.CONTROL_ANSWERED if answers else Outcome.CONTROL_UNANSWERED
        self.world.later(0.03 if answers else 8.0, lambda: self.tell(step, code, Phase.CONNECT))

    def _resolved(self) -> None:
        code = Outcome.RESOLVED if self.server.found else Outcome.NOT_FOUND
        detail = " ".join(self.server.doors) if self.server.found else "no-such-name"
        self.tell(Step.REACH, code, Phase.RESOLVE, detail=detail)

    def _words(self) -> ServerWords:
        greetings = GREETINGS | LARGE_PROVIDERS | OWN_EXCHANGE
        return ServerWords(greetings[self.server.software])

    def _open(self, command: Open) -> None:
        ended: list[Answer] = []

        def end(answer: Answer) -> None:
            if ended and answer.outcome is not Outcome.CUT_BY_US:
                return
            ended.append(answer)
            self.world.later(answer.seconds, lambda: report(answer))

        def report(answer: Answer) -> None:
            if self._opening.pop(command.attempt, None) is None:
                return
            if answer.outcome is not Outcome.OPEN:
                self.server.forget(command.attempt)
            else:
                self._opened(command.attempt)
            self.tell(
                command.step,
                answer.outcome,
                answer.phase,
                attempt=command.attempt,
                via=command.via,
                milliseconds=(self.world.now - began) * 1000,
                connect_milliseconds=answer.connect_ms,
                sign_in_milliseconds=answer.sign_in_ms,
                said=answer.said,
                detail=answer.detail,
            )

        began = self.world.now
        one = Try(command, end)
        self._opening[command.attempt] = one
        self.server.receive(one)

    def _opened(self, number: int) -> None:
        if number in self.server.ours:
            self.server.held.add(number)
        if not self.named:
            self.named = True
            self.feed(ServerNamed(self.world.now, self._words()))

    # -- held sessions ---------------------------------------------------------------------------

    def _died(self, number: int, said: str) -> None:
        def lost() -> None:
            self.tell(Step.CHECK, Outcome.LOST, attempt=number, said=said)

        self.world.later(0.0, lost)

    def _ask(self, command: AskHeld) -> None:
        for number in sorted(self.server.doomed & set(command.sessions)):
            self.server.doomed.discard(number)
            self.server.end_session(number)
        deaf = self.server.deaf & set(command.sessions)
        seconds = ASK_SECONDS if deaf else 0.05
        self.world.later(seconds, lambda: self._asked(command, seconds))

    def _asked(self, command: AskHeld, seconds: float) -> None:
        answered = tuple(
            n for n in command.sessions if n in self.server.ours and n not in self.server.deaf
        )
        self.tell(
            command.step,
            Outcome.HELD_ASKED,
            milliseconds=seconds * 1000,
            sessions=command.sessions,
            answered=answered,
        )
