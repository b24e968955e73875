"""Which gate of the practice server keeps which limit.

Owns nothing but that table, and the chance of a load balancer: it comes from a fixed seed, so
that a run can be repeated.
"""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, assert_never

from wizard.probe.practice_counts import (
    BackendsGate,
    CyrusPerAddressGate,
    CyrusPerMailboxGate,
    EvictsOldestGate,
    PerAddressGate,
    PerMailboxAndAddressGate,
    PerMailboxGate,
)
from wizard.probe.practice_full import BusyServerGate, LateCloseGate, QueueGate, SignInCutGate
from wizard.probe.practice_gate import Gate
from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    NoLimit,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)
from wizard.probe.practice_rates import LoginRateGate, TokenBucketGate, WindowGate

if TYPE_CHECKING:
    from collections.abc import Callable

BACKENDS = 2
SEED = 0


def gate_for(limit: Limit) -> Gate:  # noqa: C901, PLR0912 - flat, one case for each kind
    """The gate that keeps this limit, with nobody inside yet."""
    match limit:
        case NoLimit():
            gate = Gate()
        case PerAddress(most):
            gate = PerAddressGate(most)
        case CyrusPerAddress(most):
            gate = CyrusPerAddressGate(most)
        case PerMailboxAndAddress(most):
            gate = PerMailboxAndAddressGate(most)
        case PerMailbox(most):
            gate = PerMailboxGate(most)
        case CyrusPerMailbox(most):
            gate = CyrusPerMailboxGate(most)
        case ServerFull(most):
            gate = QueueGate(most)
        case LateClose(most, late, in_turn):
            gate = LateCloseGate(most, late, in_turn=in_turn)
        case SignInCut(most, late):
            gate = SignInCutGate(most, late)
        case BusyServer(most):
            gate = BusyServerGate(most)
        case Window(most, seconds, refused_count):
            gate = WindowGate(most, seconds, refused_count=refused_count)
        case LoginRate(most, seconds):
            gate = LoginRateGate(most, seconds)
        case TokenBucket(most, seconds):
            gate = TokenBucketGate(most, seconds)
        case EvictsOldest(most, says_why):
            gate = EvictsOldestGate(most, says_why=says_why)
        case Backends(most, at_random):
            backends = [PerMailboxAndAddressGate(most) for _ in range(BACKENDS)]
            gate = BackendsGate(backends, _balancer(at_random=at_random))
        case _:
            assert_never(limit)
    return gate


def _balancer(*, at_random: bool) -> Callable[[], int]:
    """Chooses the backend of each connection."""
    if at_random:
        chance = random.Random(SEED)  # noqa: S311 - no secret depends on it
        return lambda: chance.randrange(BACKENDS)
    turns = itertools.cycle(range(BACKENDS))
    return lambda: next(turns)
