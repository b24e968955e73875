"""Cyrus: its limits per mailbox and per address, which it names in words, and its processes."""

from __future__ import annotations

from functools import partial

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers import CANARY, USERS
from tests.servers.cyrus import Cyrus
from tests.servers.strangers import hold
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Security, Step

BOB = ("bob", USERS["bob"])
NOT_OF_A_MAILBOX = frozenset({Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS, Kind.SERVER_FULL})
NOT_OF_AN_ADDRESS = frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS, Kind.SERVER_FULL})

# -- In words, after the password --------------------------------------------------------------


def limit_per_host(stage: Stage, security: Security) -> Finding:
    """One session less than the words say: Cyrus counts the one that it refuses as well."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=4)), security)
    found.says("per-address 3 named 4, very-sure")
    assert "words-name-the-address" in found.codes
    return found


def limit_per_user(stage: Stage, security: Security) -> Finding:
    """As many as the words say, for this mailbox from everywhere."""
    found = check(stage.serve(Cyrus(maxlogins_per_user=4)), security)
    found.says("per-mailbox 4 named 4, very-sure")
    assert "words-name-the-mailbox" in found.codes
    return found


SCENES.extend(
    Scene(f"cyrus-{name}-{security}", partial(play, security=security), kind, setting,
          looks_like=looks_like)
    for name, play, kind, setting, looks_like in (
        ("per-host", limit_per_host, Kind.PER_ADDRESS, "maxlogins_per_host: 4", NOT_OF_A_MAILBOX),
        ("per-user", limit_per_user, Kind.PER_MAILBOX, "maxlogins_per_user: 4", NOT_OF_AN_ADDRESS),
    )
    for security in (Security.TLS, Security.STARTTLS)
)  # fmt: skip


@scene(
    Kind.PER_ADDRESS,
    "maxlogins_per_host: 3, maxlogins_per_user: 6",
    looks_like=NOT_OF_A_MAILBOX,
)
def cyrus_both_set_the_host_is_full(stage: Stage) -> Finding:
    """The words name two counts; the one that is used up has refused."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=3, maxlogins_per_user=6)))
    found.says("per-address 2 named 3, very-sure")
    return found


@scene(
    Kind.PER_MAILBOX,
    "maxlogins_per_host: 8, maxlogins_per_user: 3",
    looks_like=NOT_OF_AN_ADDRESS,
)
def cyrus_both_set_the_mailbox_is_full(stage: Stage) -> Finding:
    """The same with the other one used up."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=8, maxlogins_per_user=3)))
    found.says("per-mailbox 3 named 3, very-sure")
    return found


@scene(
    Kind.PER_ADDRESS,
    "maxlogins_per_host: 4, maxlogins_per_user: 3",
    may_be=UNCLEAR | {Kind.PER_MAILBOX},
    looks_like=frozenset({Kind.PER_MAILBOX_AND_ADDRESS, Kind.SERVER_FULL}),
)
def cyrus_both_set_and_both_used_up(stage: Stage) -> Finding:
    """Host and mailbox at their ends at once: either is true, and the number is the same."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=4, maxlogins_per_user=3)))
    assert found.verdict.limit == 3, found.story()
    assert found.verdict.limit_named in {3, 4}, found.story()
    return found


@scene(
    Kind.PER_ADDRESS,
    "maxlogins_per_host: 6, a colleague with another mailbox holds two",
    looks_like=NOT_OF_A_MAILBOX,
)
def cyrus_a_colleague_counts_for_the_host(stage: Stage) -> Finding:
    """A colleague's sessions take places of the address; the words name the whole number."""
    server = stage.serve(Cyrus(maxlogins_per_host=6))
    with hold(server, server.imaps, 2, tls=True, login=BOB):
        found = check(server, plan=a_plan(mail_closed=False))
    found.says("per-address at least 3 named 6, fairly-sure")
    return found


@scene(
    Kind.PER_MAILBOX,
    "maxlogins_per_user: 4, the same mailbox in use elsewhere",
    looks_like=NOT_OF_AN_ADDRESS,
)
def cyrus_a_telephone_counts_for_the_mailbox(stage: Stage) -> Finding:
    """A telephone outside holds one of the mailbox's places."""
    server = stage.serve(Cyrus(maxlogins_per_user=4))
    alice = ("alice", CANARY)
    with hold(server, server.imaps, 1, source="127.0.0.7", tls=True, login=alice):
        found = check(server, plan=a_plan(mail_closed=False))
    found.says("per-mailbox at least 3 named 4, fairly-sure")
    return found


# -- The whole server is full ------------------------------------------------------------------


def processes_used_up(stage: Stage, security: Security, password: str | None) -> Finding:
    """`maxchild`: the next one waits in silence; the other port has processes of its own."""
    server = stage.serve(Cyrus(maxchild=4))
    found = check(server, security, password=password)
    found.says("server-full, very-sure")
    assert "queue-moved-on" in found.codes
    assert max(event.held for event in found.case.events) == 4
    assert found.status == 14
    return found


SCENES.extend(
    Scene(
        name,
        partial(processes_used_up, security=security, password=password),
        Kind.SERVER_FULL,
        "maxchild=4",
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX, Kind.OFFICE_NETWORK}),
    )
    for name, security, password in (
        ("cyrus-processes-used-up-tls", Security.TLS, CANARY),
        ("cyrus-processes-used-up-starttls", Security.STARTTLS, CANARY),
        ("cyrus-processes-used-up-unsigned", Security.STARTTLS, None),
    )
)

# -- Signing in --------------------------------------------------------------------------------


@scene(Kind.SIGN_IN_REFUSED, "maxlogins_per_host: 4, a wrong password")
def cyrus_wrong_password(stage: Stage) -> Finding:
    """Tried exactly once."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=4)), password="not-the-password")
    found.says("sign-in-refused, very-sure")
    assert len(found.attempts) == 1
    return found


@scene(Kind.NO_CLEAR_RESULT, "maxlogins_per_host: 4, no password given")
def cyrus_without_a_password(stage: Stage) -> Finding:
    """Six sessions that never sign in are all that is tried, and none of them is refused."""
    found = check(stage.serve(Cyrus(maxlogins_per_host=4)), password=None)
    found.says("no-clear-result at least 6, not-sure")
    assert found.codes == {"sign-in-needed"}
    assert {event.outcome for event in found.attempts} == {Outcome.OPEN}
    assert {event.step for event in found.attempts} == {Step.REACH, Step.CLIMB}
    return found
