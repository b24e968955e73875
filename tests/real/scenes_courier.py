"""Courier: its limit per address, its limit for all, and colleagues who hold places."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, Scene, Stage, scene
from tests.servers import CANARY, USERS
from tests.servers.certs import shared_certs
from tests.servers.courier import Courier
from tests.servers.strangers import hold
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Security, Step, Via

BOB = ("bob", USERS["bob"])
FULL_RATE_BAN = frozenset({Kind.SERVER_FULL, Kind.RATE, Kind.LOCKED_OUT})
ROOT = Path(__file__).parent.parent.parent

# -- The limit per address ---------------------------------------------------------------------


def limit_per_address(
    stage: Stage, limit: int, security: Security, password: str | None
) -> Finding:
    """The number is the server's own, on both of its ports, signed in or not."""
    server = stage.courier(maxperip=limit)
    found = check(server, security, password=password)
    found.says(f"per-address {limit}, very-sure")
    assert len(found.ended(Outcome.OPEN)) >= limit
    refusals = server.log().count("Maximum connection limit reached")
    assert refusals == len(found.ended(Outcome.CLOSED_AT_ONCE))
    assert (server.log().count("LOGIN, user=alice") > 0) == (password is not None)
    assert found.status == 10
    return found


SCENES.extend(
    Scene(
        f"courier-{limit}-{security}-{'unsigned' if password is None else 'signed-in'}",
        partial(limit_per_address, limit=limit, security=security, password=password),
        Kind.PER_ADDRESS,
        f"MAXPERIP={limit}",
        looks_like=FULL_RATE_BAN,
    )
    for limit in (1, 2, 4, 20)
    for security in (Security.TLS, Security.STARTTLS)
    for password in (CANARY, None)
    if limit > 2 or (password is None) == (security is Security.TLS)
)


@scene(Kind.PER_ADDRESS, "MAXPERIP=4, and the other port asked")
def courier_neighbours(stage: Stage) -> Finding:
    """The other port has a table of its own; ::1 answers nobody. Both only inform."""
    server = stage.courier(maxperip=4)
    other = (server.imap, Security.STARTTLS)
    found = check(server, plan=a_plan(other_service=other))
    found.says("per-address 4, very-sure")
    visits = [event for event in found.attempts if event.step is Step.NEIGHBOURS]
    assert [(one.via, one.outcome) for one in visits] == [(Via.OTHER_SERVICE, Outcome.OPEN)]
    return found


@scene(Kind.PER_ADDRESS, "MAXPERIP=4, another office connected")
def courier_other_address_holds_places(stage: Stage) -> Finding:
    """Another office's sessions change nothing."""
    server = stage.courier(maxperip=4)
    with hold(server, server.imaps, 4, source="127.0.0.7", tls=True, login=BOB) as others:
        found = check(server)
        assert others.alive() == 4
    found.says("per-address 4, very-sure")
    return found


@scene(Kind.PER_ADDRESS, "MAXPERIP=6, colleagues hold two")
def courier_colleague_holds_two(stage: Stage) -> Finding:
    """Who does not close mail elsewhere learns how many places are free, and that it is so."""
    server = stage.courier(maxperip=6)
    with hold(server, server.imaps, 2, tls=True, login=BOB):
        found = check(server, plan=a_plan(mail_closed=False))
    found.says("per-address at least 4, fairly-sure")
    assert "others-may-use-mail" in found.codes
    return found


@scene(Kind.PER_ADDRESS, "MAXPERIP=6, a program here holds two")
def courier_other_program_here_holds_two(stage: Stage) -> Finding:
    """A mail program on this very computer is counted, named and added."""
    server = stage.courier(maxperip=6)
    with another_program(server, 2):
        found = check(server)
    found.says("per-address 6, fairly-sure")
    assert "others-on-this-computer" in found.codes
    [(name, count)] = found.case.others
    assert count == 2
    assert name.startswith("python")
    assert len(found.ended(Outcome.OPEN)) == 4 + 2  # two of them in the places that were freed
    return found


@contextmanager
def another_program(server: Courier, count: int) -> Iterator[None]:
    """A process of its own that holds sessions until its input ends."""
    code = (
        "import sys\n"
        "from tests.servers.strangers import Strangers\n"
        "host, port, count, user, password = sys.argv[1:]\n"
        "with Strangers(host, int(port), source=host, tls=True, login=(user, password)) as all:\n"
        "    all.come(int(count))\n"
        "    print('here', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    arguments = (server.host, str(server.imaps), str(count), *BOB)
    command = (sys.executable, "-c", code, *arguments)
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == b"here\n"
        yield
        program.stdin.close()
        assert program.wait(10) == 0


# -- Enough places -----------------------------------------------------------------------------


def places_for_the_need(stage: Stage, limit: int, words: str) -> Finding:
    """Whoever needs ten is well with ten; a limit two above is never reached."""
    found = check(stage.courier(maxperip=limit), plan=a_plan(need=10))
    found.says(words)
    assert found.status == 0
    return found


SCENES.extend(
    Scene(
        name,
        partial(places_for_the_need, limit=limit, words=f"{kind} {number}, very-sure"),
        kind,
        f"MAXPERIP={limit}, the need is 10",
    )
    for name, limit, kind, number in (
        ("courier-limit-is-the-need", 10, Kind.PER_ADDRESS, "10"),
        ("courier-limit-is-one-above", 11, Kind.PER_ADDRESS, "11"),
        ("courier-limit-is-two-above", 12, Kind.NO_LIMIT_FOUND, "at least 12"),
        ("courier-limit-is-far-above", 30, Kind.NO_LIMIT_FOUND, "at least 12"),
    )
)

# -- The whole server is full ------------------------------------------------------------------


def server_full(stage: Stage, maxperip: int, security: Security, password: str | None) -> Finding:
    """MAXDAEMONS is silence, and the silence ends when a place is freed."""
    server = stage.courier(maxperip=maxperip, maxdaemons=6)
    found = check(server, security, password=password)
    found.says("server-full, very-sure")
    assert "queue-moved-on" in found.codes
    assert found.status == 14
    assert max(event.held for event in found.case.events) == 6
    return found


SCENES.extend(
    Scene(
        name,
        partial(server_full, maxperip=limit, security=security, password=password),
        Kind.SERVER_FULL,
        f"MAXDAEMONS=6, MAXPERIP={limit}",
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.OFFICE_NETWORK}),
    )
    for name, limit, security, password in (
        ("courier-server-full-tls", 20, Security.TLS, CANARY),
        ("courier-server-full-unsigned", 20, Security.STARTTLS, None),
        ("courier-both-limits-alike", 6, Security.TLS, CANARY),
        ("courier-address-limit-one-above", 7, Security.STARTTLS, CANARY),
    )
)


@scene(Kind.SERVER_FULL, "MAXDAEMONS=3, all taken by another office")
def courier_full_from_the_start(stage: Stage) -> Finding:
    """Silent at the first attempt and ten seconds later: full, but never very sure."""
    server = stage.courier(maxperip=20, maxdaemons=3)
    with hold(server, server.imaps, 3, source="127.0.0.7", tls=True, login=BOB):
        found = check(server)
    found.says("server-full, not-sure")
    assert len(found.attempts) == 2
    return found


# -- No place free -----------------------------------------------------------------------------


@scene(
    Kind.NO_PLACE_FREE,
    "MAXPERIP=3, colleagues hold three",
    looks_like=frozenset({Kind.LOCKED_OUT}),
    long=True,
)
def courier_no_place_free(stage: Stage) -> Finding:
    """Colleagues hold every place and keep it: four tries in 100 s, and no word of a ban."""
    server = stage.courier(maxperip=3)
    with hold(server, server.imaps, 3, tls=True, login=BOB) as others:
        found = check(server)
        assert others.alive() == 3
    found.says("no-place-free, not-sure")
    assert found.status == 20
    times = [event.at for event in found.attempts]
    waits = [round(late - early) for early, late in pairwise(times)]
    assert waits == [10, 30, 60]
    return found


def somebody_leaves_in_time(stage: Stage, *, mail_closed: bool) -> Finding:
    """One place comes free while we wait: the number is at least that, whatever the user said."""
    server = stage.courier(maxperip=3)
    with hold(server, server.imaps, 3, tls=True, login=BOB) as others:
        leaving = threading.Timer(4.0, others.let_go, (1,))
        leaving.start()
        found = check(server, plan=a_plan(mail_closed=mail_closed))
        leaving.join()
    found.says("per-address at least 1, fairly-sure")
    return found


SCENES.extend(
    Scene(
        name,
        partial(somebody_leaves_in_time, mail_closed=closed),
        Kind.PER_ADDRESS,
        "MAXPERIP=3, colleagues hold three, one leaves",
    )
    for name, closed in (
        ("courier-one-leaves-while-we-wait", False),
        ("courier-one-leaves-though-mail-is-closed", True),
    )
)

# -- Certificates ------------------------------------------------------------------------------


def bad_certificate(
    stage: Stage, label: str, code: str, password: str | None, security: Security
) -> Finding:
    """With a password nothing is sent. Without one there is nothing to lose: noted, and on."""
    server = stage.courier(maxperip=4, cert=getattr(shared_certs(), label))
    found = check(server, security, password=password, host="localhost")
    faults = found.ended(Outcome.CERTIFICATE_PROBLEM)
    assert [event.detail for event in faults] == [code]
    if password is None:
        found.says("per-address 4, very-sure")
        return found
    found.says("certificate-problem, very-sure")
    assert found.codes == {"certificate-ran-out" if code == "date" else f"certificate-{code}"}
    assert found.status == 22
    assert len(found.attempts) == 1
    assert "LOGIN" not in server.log()
    return found


SCENES.extend(
    Scene(
        f"courier-certificate-{code}-{security}-{'unsigned' if password is None else 'signed-in'}",
        partial(bad_certificate, label=label, code=code, password=password, security=security),
        Kind.PER_ADDRESS if password is None else Kind.CERTIFICATE_PROBLEM,
        f"MAXPERIP=4, certificate: {code}",
    )
    for label, code, security in (
        ("wrong_name", "name", Security.TLS),
        ("self_signed", "issuer", Security.STARTTLS),
        ("expired", "date", Security.TLS),
    )
    for password in (CANARY, None)
)
