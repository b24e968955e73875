"""A whole test against a simulated server, as a list of commands in a few words each."""

from __future__ import annotations

from typing import Any

from tests.core.simulated import Simulation, plan_for
from tests.core.simulated_server import Answer, Rule, Server
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    CountOthers,
    CutOpening,
    Done,
    LetGo,
    Open,
    Wake,
)
from wizard.core.model import Outcome, Phase, Via

WITH_CONTROL: dict[str, Any] = {"control": ("control", 443)}
LOST = Answer(Outcome.LOST, Phase.GREETING, 0.1)
OUR_FAULT = Answer(Outcome.OUR_FAULT, Phase.CONNECT, 0.0, None, detail="emfile")


def told(command: Command) -> str:  # noqa: C901, PLR0911  one line for each command
    """One command in a few words."""
    match command:
        case Open(via=Via.MAIN):
            return f"open {command.step}"
        case Open():
            return f"open {command.via}"
        case Wake():
            return f"wait {command.seconds:g} {command.step}"
        case AskHeld():
            return f"ask {len(command.sessions)}"
        case LetGo():
            return f"let go {len(command.sessions)} {command.step}"
        case AskControl():
            return f"control {command.step}"
        case AskWeb(step=step):
            return f"web {step}"
        case CountOthers():
            return "count others"
        case CutOpening():
            return "cut"
        case Done():
            return f"done {command.ending}"
        case _:
            return "resolve"


def simulate(*rules: Rule, software: str = "unknown", **options: Any) -> Simulation:  # noqa: ANN401
    """A test about to be played; options of the plan and of the simulation by name."""
    doors = options.pop("doors", (Via.OTHER_SERVICE, Via.OTHER_FAMILY))
    of_simulation = {
        name: options.pop(name) for name in ("signs_in", "stop_at", "programs") if name in options
    }
    server = Server(list(rules), software, doors)
    return Simulation(server, plan_for(**options), **of_simulation)


def course(*rules: Rule, software: str = "unknown", **options: Any) -> list[str]:  # noqa: ANN401
    """The commands of a whole test; options of the plan and of the simulation by name."""
    simulation = simulate(*rules, software=software, **options)
    simulation.run()
    return [told(command) for _, command in simulation.commands]


def climb(more: int, pace: float = 1) -> list[str]:
    """So many more sessions, one after the other."""
    return [f"wait {pace:g} climb", "open climb"] * more


def reach() -> list[str]:
    return ["resolve", "open reach", "count others"]


def end(held: int, ending: str) -> list[str]:
    """Whoever reached the top makes sure that all of them are alive, then lets go."""
    asked = [f"ask {held}"] if ending == "top" else []
    return [*asked, f"let go {held} let-go", f"done {ending}"]
