"""Random faults at random moments of whole tests: `python -m tests.real.campaign --schedules 200`.

Owns the schedules, their seed (printed, and taken from CAMPAIGN_SEED or --seed to repeat), and the
figures. Eight networks play side by side, each in a process of its own. Ends with 1 where a verdict
was wrong (campaign_truth.py says what that is), a test hung, a law was broken, or anything of ours
stayed open.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.real.campaign_faults import LASTS, Fault
from tests.real.campaign_names import own_names
from tests.real.campaign_truth import Class
from tests.real.campaign_world import (
    NEED,
    PHASES,
    TRUTHS,
    Schedule,
    longest,
    played,
)
from tests.real.office import a_plan
from wizard.core.model import Security

SEED: Final = "CAMPAIGN_SEED"
AT_ONCE: Final = 8
# What a run takes besides its test: the network, the server, the burial of connections.
AROUND_SECONDS: Final = 120.0
# A server with room for all refuses nobody: these phases never come.
ONLY_AT_A_LIMIT: Final = frozenset({"confirm", "free", "refill"})
HUNG, BROKEN = "hung", "broken"


@dataclass(frozen=True)
class Outcome:
    """What is kept of one run; `told` is whatever a broken one said."""

    number: int
    schedule: Schedule
    what: str
    verdict: str = ""
    seconds: float = 0.0
    began: bool = True
    left_open: int = 0
    ghosts: int = 0
    client_sockets: int = 0
    told: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing was wrong, hung or left."""
        clean = not (self.left_open or self.client_sockets)
        return clean and self.what in {Class.RIGHT, Class.UNCLEAR}

    def line(self) -> str:
        """One line for the screen."""
        one = self.schedule
        when = [f"+{one.delay:g} s", f"{one.lasts:g} s long" if one.lasts else "to the end"]
        when += [f"{one.open_by_then} open"] if one.phase == "climb" else []
        when += [str(one.security)] if one.security is not Security.TLS else []
        when += [] if one.signs_in else ["no password"]
        when += [] if one.control else ["no control"]
        when += [] if self.began else ["never came"]
        return (
            f"{self.number:4} {one.server:12} {one.fault:15} at {one.phase:10} "
            f"({', '.join(when)}): {self.what}, {self.seconds:.0f} s, "
            f"{self.ghosts} ghosts; {self.verdict}"
        )


def schedules(seed: int) -> Iterator[Schedule]:
    """Endlessly, the same for the same seed: phases and faults in turn, everything else by lot."""
    lot = random.Random(seed)
    faults = [fault for fault in Fault if fault is not Fault.NONE]
    pairs = [(fault, phase) for fault in faults for phase in PHASES]
    while True:
        lot.shuffle(pairs)
        for fault, phase in pairs:
            known = [name for name in TRUTHS if phase not in ONLY_AT_A_LIMIT or name[-1] == "4"]
            server = lot.choice(known)
            yield Schedule(
                server,
                fault,
                phase,
                lot.randint(1, 4 if server[-1] == "4" else NEED),
                lot.choice((0.0, 0.0, 0.0, 0.3, 1.0)),
                lot.choice(LASTS[fault]),
                # Only a Courier is tested to the end without a password.
                signs_in=not (server == "courier-4" and lot.random() < 0.25),
                control=lot.random() < 0.8,
                security=lot.choice((Security.TLS, Security.TLS, Security.STARTTLS)),
            )


def in_its_own_process(number: int, schedule: Schedule) -> Outcome:
    """One run; who is not back in time hangs, and is killed."""
    command = (sys.executable, "-m", "tests.real.campaign", "--one", json.dumps(asdict(schedule)))
    patience = longest(a_plan(NEED)) + AROUND_SECONDS
    with tempfile.TemporaryFile("w+") as said:
        try:
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=said, text=True, timeout=patience,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome(number, schedule, HUNG, seconds=patience)
        if done.returncode != 0:
            said.seek(0)
            return Outcome(number, schedule, BROKEN, told=said.read()[-3000:])
    run: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    kept = ("verdict", "seconds", "began", "left_open", "ghosts", "client_sockets")
    return Outcome(
        number, schedule, run["judged"], told=run["story"], **{name: run[name] for name in kept}
    )


def campaign(seed: int, count: int, most_seconds: float) -> list[Outcome]:
    """So many runs, or as many as begin in this time."""
    until = time.monotonic() + most_seconds
    source = enumerate(schedules(seed), 1)
    todo = [next(source) for _ in range(count)]

    def one(numbered: tuple[int, Schedule]) -> Outcome | None:
        if time.monotonic() > until:
            return None
        outcome = in_its_own_process(*numbered)
        say(outcome.line())
        if not outcome.good:
            say(outcome.told)
        return outcome

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [outcome for outcome in pool.map(one, todo) if outcome is not None]


def figures(outcomes: Sequence[Outcome]) -> str:
    """The table of docs/campaign.md: by fault, then by phase."""
    columns = (Class.RIGHT, Class.UNCLEAR, Class.WRONG, HUNG, BROKEN)
    lines = [
        f"| | runs | {' | '.join(columns)} | left open | client sockets | ghosts |",
        f"|---|{'---|' * (len(columns) + 4)}",
    ]
    groups: dict[str, list[Outcome]] = {}
    for fault in Fault:
        groups[f"fault `{fault}`"] = [one for one in outcomes if one.schedule.fault is fault]
    for phase in PHASES:
        groups[f"at {phase}"] = [one for one in outcomes if one.schedule.phase == phase]
    for name in TRUTHS:
        groups[f"server {name}"] = [one for one in outcomes if one.schedule.server == name]
    groups["**all**"] = list(outcomes)
    for name, members in groups.items():
        if members:
            what = Counter(one.what for one in members)
            left = (
                sum(one.left_open for one in members),
                sum(one.client_sockets for one in members),
                sum(one.ghosts for one in members),
            )
            numbers = (len(members), *(what[column] for column in columns), *left)
            lines.append(f"| {name} | {' | '.join(str(number) for number in numbers)} |")
    return "\n".join(lines)


def say(line: str) -> None:
    """One line, at once: eight runs speak in turn."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.campaign")
    parser.add_argument("--schedules", type=int, default=10)
    parser.add_argument(
        "--seed", type=int, default=int(os.environ.get(SEED) or time.time_ns() % 10**6)
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="begin none after these")
    parser.add_argument("--only", type=int, help="the run of this number alone")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        given = json.loads(options.one)
        with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
            own_names(Path(folder))
            kinds = {"fault": Fault(given["fault"]), "security": Security(given["security"])}
            run = played(Schedule(**{**given, **kinds}))
            say(json.dumps(asdict(run)))
        return 0
    say(f"seed {options.seed} (to repeat: {SEED}={options.seed})")
    if options.only:
        source = schedules(options.seed)
        numbered = [(number, next(source)) for number in range(1, options.only + 1)][-1]
        outcomes = [in_its_own_process(*numbered)]
        say(f"{outcomes[0].line()}\n{outcomes[0].told}")
    else:
        outcomes = campaign(options.seed, options.schedules, options.minutes * 60)
    say(figures(outcomes))
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
