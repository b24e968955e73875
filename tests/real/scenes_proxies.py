"""Proxies before a mail server: who greets here is not who refuses.

A proxy passes on what the mail server says, its greeting included, and refuses by itself what it
does not want to pass on. From one address a limit per address and a limit of the whole proxy look
alike then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage
from tests.servers import CANARY
from tests.servers.cyrus import Cyrus
from tests.servers.haproxy import HAProxy, per_source
from tests.servers.nginx import Nginx
from tests.servers.proxy import Backend, Proxy
from tests.servers.xinetd import Xinetd
from wizard.core.advice import Confidence, Kind
from wizard.core.model import Security

# Roomy mail servers: what is refused here is the proxy's doing.
ROOMY: Final[dict[str, Callable[[Stage], Backend]]] = {
    "dovecot": lambda stage: stage.dovecot(userip=50),
    "courier": lambda stage: stage.courier(maxperip=60, maxdaemons=80),
    "cyrus": lambda stage: stage.serve(Cyrus()),
}
NO_COUNT: Final = frozenset({Kind.RATE, Kind.LOCKED_OUT, Kind.PER_MAILBOX, Kind.OFFICE_NETWORK})


@dataclass(frozen=True)
class Gate:
    """A proxy with a limit, and the truth about that limit."""

    name: str
    setting: str
    kind: Kind
    before: Callable[[Backend], Proxy]
    limit: int = 4
    # Courier counts each port for itself as well: before it nothing tells the two apart.
    ports_apart: bool = False


def check_behind(
    stage: Stage, gate: Gate, backend: str, password: str | None = CANARY, pace: float = 0.0
) -> Finding:
    """One test through the proxy, with the other port asked as well."""
    proxy = stage.serve(gate.before(ROOMY[backend](stage)))
    security, other = Security.TLS, (proxy.imap, Security.STARTTLS)
    if password is None:
        security, other = Security.STARTTLS, (proxy.imaps, Security.TLS)
    plan = a_plan(other_service=other, pace=pace)
    return check(proxy, security, password=password, plan=plan)


def name_of(gate: Gate, backend: str, password: str | None = CANARY) -> str:
    """As "haproxy-reset-courier-unsigned"."""
    return f"{gate.name}-{backend}{'-unsigned' if password is None else ''}"


# -- Closed at once: per address, or for everybody? --------------------------------------------


def closing_gates(limit: int) -> tuple[Gate, ...]:
    """What closes or resets a connection right after it stands, with this limit."""
    address, all_of_us = Kind.PER_ADDRESS, Kind.SERVER_FULL
    workers = 2 * limit + 4  # a session takes two, and nginx some for itself
    return (
        Gate("xinetd-per-source", f"xinetd: per_source = {limit}", address,
             lambda mail: Xinetd(mail, per_source=limit), limit, ports_apart=True),
        Gate("haproxy-reset", f"HAProxy: connection reject above {limit} per address", address,
             lambda mail: HAProxy(mail, frontend=per_source(limit)), limit),
        Gate("haproxy-close", f"HAProxy: content reject above {limit} per address", address,
             lambda mail: HAProxy(mail, frontend=per_source(limit, "content reject")), limit),
        Gate("nginx-limit-conn", f"nginx: limit_conn {limit} per address", address,
             lambda mail: Nginx(mail, limit_conn=limit), limit),
        Gate("xinetd-instances", f"xinetd: instances = {limit}", all_of_us,
             lambda mail: Xinetd(mail, instances=limit), limit, ports_apart=True),
        Gate("nginx-workers", f"nginx: worker_connections {workers}", all_of_us,
             lambda mail: Nginx(mail, worker_connections=workers), limit),
    )  # fmt: skip


def closed_at_once(stage: Stage, gate: Gate, backend: str, password: str | None) -> Finding:
    """A limit per address or one for everybody: from one address they are the same.

    So it is called per address at most, and never very sure.
    """
    found = check_behind(stage, gate, backend, password)
    if found.verdict.kind is Kind.NO_CLEAR_RESULT:
        return found
    assert found.verdict.limit == gate.limit, found.story()
    if gate.ports_apart and backend == "courier":
        return found  # Courier's own limit is just like it: docs/decisions/0008, "Known limits"
    assert found.verdict.confidence is not Confidence.VERY_SURE, found.story()
    assert found.codes & {"wordless-not-courier", "other-service-refuses-too"}, found.story()
    return found


# Without a password few sessions are tried at most: of other servers than Courier six.
SCENES.extend(
    Scene(
        name_of(gate, backend, password),
        partial(closed_at_once, gate=gate, backend=backend, password=password),
        gate.kind,
        f"{gate.setting}, before {backend.capitalize()}",
        may_be=UNCLEAR | {Kind.PER_ADDRESS},
        looks_like=NO_COUNT,
    )
    for limit, backend, password in (
        (4, "dovecot", CANARY),
        (4, "courier", CANARY),
        (4, "courier", None),
        (3, "cyrus", None),
    )
    for gate in closing_gates(limit)
    if backend != "cyrus" or gate.name in {"haproxy-reset", "xinetd-instances"}
)

SILENT_DROP: Final = Gate(
    "haproxy-silent-drop", "HAProxy: silent-drop above 4 per address", Kind.PER_ADDRESS,
    lambda mail: HAProxy(mail, frontend=per_source(4, "connection silent-drop")),
)  # fmt: skip


def forgotten_in_silence(stage: Stage, gate: Gate, backend: str, password: str | None) -> Finding:
    """The proxy forgets the connection: silence, or a reset where the client spoke too late.

    Which of the two is a race. What waited in this silence is never served, however many places
    are freed: that is no queue.
    """
    found = check_behind(stage, gate, backend, password)
    if found.verdict.kind is Kind.PER_ADDRESS:
        assert found.verdict.limit == 4, found.story()
        assert found.verdict.confidence is not Confidence.VERY_SURE, found.story()
    return found


SCENES.extend(
    Scene(
        name_of(SILENT_DROP, backend, password),
        partial(forgotten_in_silence, gate=SILENT_DROP, backend=backend, password=password),
        SILENT_DROP.kind,
        f"{SILENT_DROP.setting}, before {backend.capitalize()}",
        may_be=UNCLEAR,
        looks_like=frozenset({Kind.SERVER_FULL, *NO_COUNT}),
        long=True,
        unsteady="silence, or a reset where the client spoke too late: a race",
    )
    for backend, password in (("dovecot", CANARY), ("courier", None))
)

# -- A queue: the next one waits ---------------------------------------------------------------

QUEUE: Final = (
    Gate("haproxy-frontend-maxconn", "HAProxy: frontend maxconn 4", Kind.SERVER_FULL,
         lambda mail: HAProxy(mail, frontend="maxconn 4")),
    Gate("haproxy-global-maxconn", "HAProxy: global maxconn 4", Kind.SERVER_FULL,
         lambda mail: HAProxy(mail, overall="maxconn 4")),
)  # fmt: skip


def served_when_a_place_is_free(
    stage: Stage, gate: Gate, backend: str, password: str | None
) -> Finding:
    """What waits in silence is greeted as soon as a place is free."""
    found = check_behind(stage, gate, backend, password)
    found.says("server-full, very-sure")
    assert "queue-moved-on" in found.codes
    return found


def given_up_in_the_queue(stage: Stage, gate: Gate, backend: str) -> Finding:
    """What waits too long is closed: late enough to know it from a refusal at once."""
    found = check_behind(stage, gate, backend)
    if found.verdict.kind is Kind.SERVER_FULL:
        assert "closed-late" in found.codes, found.story()
    return found


SCENES.extend(
    Scene(
        name_of(gate, backend, password),
        partial(served_when_a_place_is_free, gate=gate, backend=backend, password=password),
        gate.kind,
        f"{gate.setting}, before {backend.capitalize()}",
        looks_like=frozenset({Kind.PER_ADDRESS, *NO_COUNT}),
    )
    for gate, backend, password in (
        (QUEUE[0], "dovecot", CANARY),
        (QUEUE[0], "courier", None),
        (QUEUE[1], "courier", CANARY),
    )
)


def of_the_backend(seconds: int | None) -> Gate:
    """HAProxy's limit for one mail server; without a time of its own the queue has five seconds."""
    words = "no timeout queue (5 s)" if seconds is None else f"timeout queue {seconds}s"
    return Gate(
        f"haproxy-queue-{'default' if seconds is None else seconds}",
        f"HAProxy: server maxconn 4, {words}",
        Kind.SERVER_FULL,
        lambda mail: HAProxy(
            mail,
            server="maxconn 4",
            defaults="" if seconds is None else f"timeout queue {seconds}s",
        ),
    )


SCENES.extend(
    Scene(
        name_of(gate, backend),
        partial(given_up_in_the_queue, gate=gate, backend=backend),
        gate.kind,
        f"{gate.setting}, before {backend.capitalize()}",
        # Three seconds are neither at once nor late; five are the border itself.
        may_be=may_be,
        looks_like=frozenset({Kind.PER_ADDRESS, *NO_COUNT}),
        long=True,
    )
    for gate, backend, may_be in (
        (of_the_backend(6), "courier", frozenset[Kind]()),
        (of_the_backend(6), "dovecot", frozenset[Kind]()),
        (of_the_backend(None), "dovecot", UNCLEAR),
        (of_the_backend(3), "dovecot", UNCLEAR),
        (of_the_backend(3), "courier", UNCLEAR),
    )
)

# -- A rule about the pace ---------------------------------------------------------------------


def rate(limit: int, seconds: int) -> Gate:
    """HAProxy counts new connections of an address, those that it refuses included."""
    return Gate(
        f"haproxy-rate-{limit}-in-{seconds}",
        f"HAProxy: reject above {limit} new connections in {seconds} s per address",
        Kind.RATE,
        lambda mail: HAProxy(
            mail, frontend=per_source(limit, counted="conn_rate"), window=f"{seconds}s"
        ),
    )


CPS: Final = Gate(
    "xinetd-cps", "xinetd: cps = 5 6", Kind.RATE, lambda mail: Xinetd(mail, cps="5 6")
)


def too_fast(stage: Stage, gate: Gate, backend: str, pace: float) -> Finding:
    """Freed places do not help, waiting does; a number of places is never said."""
    found = check_behind(stage, gate, backend, pace=pace)
    assert found.verdict.kind is not Kind.RATE or found.verdict.rate, found.story()
    return found


SCENES.extend(
    Scene(
        f"{name_of(gate, backend)}{'-slowly' if pace else ''}",
        partial(too_fast, gate=gate, backend=backend, pace=pace),
        gate.kind,
        f"{gate.setting}, before {backend.capitalize()}{', one a second' if pace else ''}",
        may_be=UNCLEAR,
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.LOCKED_OUT}),
        long=True,
        unsteady="how many were open when the rule met the climb",
    )
    for gate, backend, pace in (
        (rate(6, 10), "dovecot", 0.0),
        (rate(6, 10), "dovecot", 1.0),
        (rate(6, 10), "courier", 0.0),
        (rate(12, 60), "dovecot", 0.0),
        (rate(12, 60), "courier", 0.0),
        (CPS, "dovecot", 0.0),
        (CPS, "courier", 0.0),
    )
)
