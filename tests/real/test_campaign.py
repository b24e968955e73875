"""Random faults in whole tests: no verdict is wrong, nothing hangs, nothing of ours stays open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import insist, insist_on_real_servers
from tests.real.campaign import SEED, figures, schedules
from tests.real.campaign_faults import Fault
from tests.real.campaign_names import answer
from tests.real.campaign_truth import Class, Truth, judged
from tests.servers.network import Network, unavailable
from tests.servers.slow_line import SlowLine, cannot
from wizard.core.advice import Because, Confidence, Kind, Rate, Verdict

SCHEDULES = 10
HERE = Path(__file__).parent
COURIER = Truth(Kind.PER_ADDRESS, 4)
DOVECOT = Truth(Kind.PER_MAILBOX_AND_ADDRESS, 4, says=True)
OPEN = Truth(Kind.NO_LIMIT_FOUND, 100)


def seed_of_this_commit() -> str:
    """Other schedules for every change, and the same ones when that change is tested again."""
    told = subprocess.run(
        ("git", "rev-parse", "HEAD"), cwd=HERE, capture_output=True, text=True, check=False
    )
    return str(int(told.stdout[:8], 16)) if told.returncode == 0 else str(time.time_ns() % 10**6)


@pytest.mark.real_server
@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_random_faults() -> None:
    """The seed of a failure is in its output: CAMPAIGN_SEED=... plays the same again."""
    insist_on_real_servers()
    insist(unavailable() or cannot())
    seed = os.environ.get(SEED) or seed_of_this_commit()
    done = subprocess.run(
        (
            *(sys.executable, "-m", "tests.real.campaign"),
            *("--schedules", str(SCHEDULES), "--seed", seed),
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout)  # with the seed, also where all went well
    assert f"{SEED}={seed}" in done.stdout
    assert done.returncode == 0, done.stdout


def test_the_same_seed_is_the_same_campaign() -> None:
    once, again, other = (schedules(seed) for seed in (7, 7, 8))
    first = [next(once) for _ in range(200)]
    assert first == [next(again) for _ in range(200)]
    assert first != [next(other) for _ in range(200)]
    assert {one.fault for one in first} == set(Fault) - {Fault.NONE}


def test_a_fault_comes_at_every_phase_before_it_comes_again() -> None:
    once = schedules(1)
    pairs = [(one.fault, one.phase) for one in (next(once) for _ in range(63))]
    assert len(set(pairs)) == 63


# -- What is wrong -----------------------------------------------------------------------------


def verdict(kind: Kind, limit: int | None = None, **more: object) -> Verdict:
    return Verdict(kind, Confidence.NOT_SURE, limit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "truth", "fault", "expected"),
    [
        (verdict(Kind.PER_ADDRESS, 4), COURIER, Fault.LOSS, Class.RIGHT),
        (verdict(Kind.PER_ADDRESS, 4, at_least=True), COURIER, Fault.LOSS, Class.RIGHT),
        (verdict(Kind.PER_ADDRESS, 2, at_least=True), COURIER, Fault.LOSS, Class.UNCLEAR),
        (verdict(Kind.PER_ADDRESS, 2), COURIER, Fault.LOSS, Class.WRONG),
        (verdict(Kind.PER_ADDRESS, 5, at_least=True), COURIER, Fault.LOSS, Class.WRONG),
        (verdict(Kind.PER_ADDRESS, 4), DOVECOT, Fault.LOSS, Class.WRONG),
        (verdict(Kind.PER_ADDRESS, 4), OPEN, Fault.LOSS, Class.WRONG),
        (verdict(Kind.PER_MAILBOX_AND_ADDRESS, limit_named=4), DOVECOT, Fault.DNS, Class.RIGHT),
        (verdict(Kind.PER_MAILBOX_AND_ADDRESS, limit_named=9), DOVECOT, Fault.DNS, Class.WRONG),
        (verdict(Kind.NO_LIMIT_FOUND, 10, at_least=True), OPEN, Fault.NONE, Class.RIGHT),
        (verdict(Kind.NO_LIMIT_FOUND, 10, at_least=True), COURIER, Fault.NONE, Class.WRONG),
        (verdict(Kind.NO_CLEAR_RESULT, 3, at_least=True), COURIER, Fault.LINK, Class.UNCLEAR),
        (verdict(Kind.NO_CLEAR_RESULT, 5, at_least=True), COURIER, Fault.LINK, Class.WRONG),
        (verdict(Kind.OFFICE_NETWORK), COURIER, Fault.LINK, Class.UNCLEAR),
        (verdict(Kind.OFFICE_NETWORK), COURIER, Fault.KILLED, Class.WRONG),
        (verdict(Kind.LOCKED_OUT), COURIER, Fault.BLACK_HOLE_MAIL, Class.UNCLEAR),
        (verdict(Kind.LOCKED_OUT), COURIER, Fault.KILLED, Class.WRONG),
        (verdict(Kind.LOCKED_OUT), COURIER, Fault.NONE, Class.WRONG),
        (verdict(Kind.RATE, rate=Rate(4, 10.0)), COURIER, Fault.LOSS, Class.WRONG),
        (verdict(Kind.SERVER_FULL), COURIER, Fault.BLACK_HOLE_MAIL, Class.WRONG),
        (verdict(Kind.SIGN_IN_REFUSED), DOVECOT, Fault.KILLED, Class.WRONG),
        (verdict(Kind.NOT_FOUND), COURIER, Fault.DNS, Class.UNCLEAR),
        (verdict(Kind.NOT_FOUND), COURIER, Fault.KILLED, Class.WRONG),
        (
            verdict(Kind.NOT_FOUND, because=(Because("unknown-name"),)),
            *(COURIER, Fault.DNS, Class.WRONG),
        ),
        (verdict(Kind.CANNOT_REACH), COURIER, Fault.KILLED, Class.UNCLEAR),
        (verdict(Kind.CANNOT_REACH), COURIER, Fault.DELAY, Class.WRONG),
    ],
)
def test_what_is_right_and_what_is_wrong(
    found: Verdict, truth: Truth, fault: Fault, expected: Class
) -> None:
    assert judged(found, truth, fault, ever_open=False) is expected


def test_who_was_in_once_can_be_reached() -> None:
    found = verdict(Kind.CANNOT_REACH)
    assert judged(found, COURIER, Fault.KILLED, ever_open=True) is Class.WRONG


# -- What it is made of ------------------------------------------------------------------------


def test_a_line_with_a_long_way() -> None:
    """The first packet of a connection takes it as well; afterwards all is as before."""
    insist(unavailable() or cannot())
    with Network() as world, SlowLine(world, 0.3) as line:
        usual = connect_seconds(world)
        line.begin()
        slow = connect_seconds(world)
        line.end()
        assert usual < 0.3
        assert slow >= 0.6
        assert connect_seconds(world) < 0.3


def connect_seconds(world: Network) -> float:
    def once() -> float:
        began = time.monotonic()
        with socket.create_connection(world.control, timeout=10):
            return time.monotonic() - began

    return world.office.run(once)


def test_names_are_answered() -> None:
    def asked_for(name: str, kind: int) -> bytes:
        labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
        return answer(b"\1\2\1\0\0\1\0\0\0\0\0\0" + labels + bytes([0, 0, kind, 0, 1]))

    assert asked_for("mail.office.test", 1).endswith(bytes([198, 51, 100, 25]))
    assert asked_for("mail.office.test", 28)[6:8] == b"\0\0"
    assert asked_for("nobody.office.test", 1)[3] & 15 == 3


def test_no_runs_no_figures() -> None:
    assert figures([]).count("\n") == 1
