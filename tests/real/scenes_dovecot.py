"""Dovecot: its limit per mailbox and address, its process limits, its delays at sign-in."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, Scene, Stage, scene
from tests.servers import CANARY, USERS
from tests.servers.strangers import Refused, hold
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Security, Step, Via

BOB = ("bob", USERS["bob"])
USERIP = "mail_max_userip_connections"

# -- The limit per mailbox and address ---------------------------------------------------------


def limit_per_mailbox(stage: Stage, limit: int, security: Security) -> Finding:
    """Dovecot says in words what it is, and the number that it has been given."""
    found = check(stage.dovecot(userip=limit), security)
    found.says(f"per-mailbox-and-address {limit} named {limit}, very-sure")
    assert "words-name-the-mailbox" in found.codes
    return found


SCENES.extend(
    Scene(
        f"dovecot-{limit}-{security}",
        partial(limit_per_mailbox, limit=limit, security=security),
        Kind.PER_MAILBOX_AND_ADDRESS,
        f"mail_max_userip_connections={limit}",
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX, Kind.SIGN_IN_REFUSED}),
    )
    for limit in (3, 10)
    for security in (Security.TLS, Security.STARTTLS)
)


@scene(Kind.PER_MAILBOX_AND_ADDRESS, "mail_max_userip_connections=3, another mailbox in use")
def dovecot_other_mailbox_and_neighbour(stage: Stage) -> Finding:
    """Another mailbox counts apart; the other port does not."""
    server = stage.dovecot(userip=3)
    with hold(server, server.imaps, 3, tls=True, login=BOB):
        found = check(server, plan=a_plan(other_service=(server.imap, Security.STARTTLS)))
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    [visit] = [event for event in found.attempts if event.step is Step.NEIGHBOURS]
    assert visit.outcome is Outcome.LIMIT_IN_WORDS
    return found


@scene(Kind.PER_MAILBOX_AND_ADDRESS, "mail_max_userip_connections=5, a colleague holds two")
def dovecot_colleague_on_the_same_mailbox(stage: Stage) -> Finding:
    """The number is what was free; the words name the rest."""
    server = stage.dovecot(userip=5)
    with hold(server, server.imaps, 2, tls=True, login=("alice", CANARY)):
        found = check(server, plan=a_plan(mail_closed=False))
    found.says("per-mailbox-and-address at least 3 named 5, fairly-sure")
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=3, a colleague holds three, one leaves",
)
def dovecot_one_leaves_though_mail_is_closed(stage: Stage) -> Finding:
    """The mailbox was full at first: so somebody does use it, whatever the user said."""
    server = stage.dovecot(userip=3)
    with hold(server, server.imaps, 3, tls=True, login=("alice", CANARY)) as others:
        leaving = threading.Timer(4.0, others.let_go, (1,))
        leaving.start()
        found = check(server)
        leaving.join()
    found.says("per-mailbox-and-address at least 1 named 3, fairly-sure")
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    f"{USERIP}=3, a second mailbox asked",
    looks_like=frozenset({Kind.PER_ADDRESS}),
)
def dovecot_second_mailbox_gets_in(stage: Stage) -> Finding:
    """While the first mailbox is full, another one still gets in: so the words are right."""
    server = stage.dovecot(userip=3)
    found = check(server, second=BOB)
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    assert "second-mailbox-gets-in" in found.codes
    assert server.log().count("Login: user=<bob>") == 1
    return found


@scene(Kind.PER_MAILBOX_AND_ADDRESS, f"{USERIP}=3, a second mailbox's password is wrong")
def dovecot_second_mailbox_with_a_wrong_password(stage: Stage) -> Finding:
    """Tried exactly once, told, and without a consequence."""
    server = stage.dovecot(userip=3)
    found = check(server, second=("bob", "not-the-password"))
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    assert "second-mailbox-not-accepted" in found.codes
    assert "Login: user=<bob>" not in server.log()
    return found


# -- The whole server is full ------------------------------------------------------------------


@scene(
    Kind.SERVER_FULL,
    "service imap: process_limit=5, a second mailbox asked",
    looks_like=frozenset({Kind.SIGN_IN_REFUSED, Kind.PER_MAILBOX_AND_ADDRESS}),
    long=True,
)
def dovecot_mail_processes_used_up_for_everybody(stage: Stage) -> Finding:
    """A full server cuts the second mailbox's sign-in as well."""
    server = stage.dovecot(userip=50, extra="service imap {\n  process_limit = 5\n}")
    found = check(server, second=BOB)
    found.says("server-full, very-sure")
    [visit] = [event for event in found.attempts if event.via is Via.SECOND_MAILBOX]
    assert visit.outcome is Outcome.SIGN_IN_CUT
    return found


@scene(
    Kind.SERVER_FULL,
    "service imap: process_limit=5",
    looks_like=frozenset({Kind.SIGN_IN_REFUSED, Kind.PER_MAILBOX_AND_ADDRESS}),
    long=True,
)
def dovecot_mail_processes_used_up(stage: Stage) -> Finding:
    """`service imap`: signs in, then cuts the connection. Never a wrong password."""
    server = stage.dovecot(userip=50, extra="service imap {\n  process_limit = 5\n}")
    found = check(server)
    found.says("server-full, very-sure")
    assert {event.outcome for event in found.attempts} == {Outcome.OPEN, Outcome.SIGN_IN_CUT}
    assert found.status == 14
    return found


@scene(
    Kind.SERVER_FULL,
    "service imap-login: process_limit=5",
    looks_like=frozenset({Kind.PER_ADDRESS}),
    long=True,
)
def dovecot_login_processes_used_up(stage: Stage) -> Finding:
    """`service imap-login`: each TLS session keeps one. Closes after ten seconds, or at once."""
    server = stage.dovecot(userip=50, extra="service imap-login {\n  process_limit = 5\n}")
    found = check(server)
    found.says("server-full, very-sure")
    assert found.ended(Outcome.CLOSED_LATE)
    return found


@scene(
    Kind.SERVER_FULL,
    "service imap-login: service_count=0, process_limit=1, client_limit=5",
    looks_like=frozenset({Kind.PER_ADDRESS}),
    long=True,
)
def dovecot_one_login_process_for_all(stage: Stage) -> Finding:
    """The fast kind of `service imap-login`: one process serves all, up to its `client_limit`."""
    service = "service_count = 0\n  process_limit = 1\n  client_limit = 5"
    server = stage.dovecot(userip=50, extra=f"service imap-login {{\n  {service}\n}}")
    found = check(server)
    found.says("server-full, very-sure")
    assert found.ended(Outcome.CLOSED_LATE)
    return found


# -- Signing in --------------------------------------------------------------------------------


@scene(Kind.SIGN_IN_REFUSED, "a wrong password")
def dovecot_wrong_password(stage: Stage) -> Finding:
    """Tried exactly once: the next one might lock the mailbox."""
    server = stage.dovecot()
    found = check(server, password="not-the-password")
    found.says("sign-in-refused, very-sure")
    assert len(found.attempts) == 1
    assert found.status == 21
    assert server.log().count("password mismatch") <= 1
    assert server.log().count("auth failed, 1 attempts") <= 1
    return found


@scene(Kind.SIGN_IN_REFUSED, "a wrong password")
def courier_wrong_password(stage: Stage) -> Finding:
    """Courier thinks about it for five seconds and says no; once is enough."""
    server = stage.courier()
    found = check(server, password="not-the-password")
    found.says("sign-in-refused, very-sure")
    assert len(found.attempts) == 1
    assert server.log().count("LOGIN FAILED") == 1
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=3, four wrong passwords before",
    long=True,
)
def dovecot_right_password_after_wrong_ones(stage: Stage) -> Finding:
    """Somebody here mistyped it: Dovecot lets the right one wait, and so do we."""
    server = stage.dovecot(userip=3)
    for number in range(4):
        wrong = ("alice", f"wrong-{number}")
        with (
            pytest.raises((OSError, Refused)),
            hold(server, server.imaps, 1, tls=True, login=wrong),
        ):
            pass
    found = check(server)
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    waited = found.attempts[0].sign_in_milliseconds
    assert waited is not None
    assert waited > 5000, found.story()
    return found


@scene(Kind.NO_CLEAR_RESULT, "no password given")
def dovecot_without_a_password(stage: Stage) -> Finding:
    """Sessions that never sign in look like an attack there: one is enough."""
    found = check(stage.dovecot(), password=None)
    found.says("no-clear-result at least 1, not-sure")
    assert found.codes == {"sign-in-needed"}
    assert len(found.attempts) == 1
    assert found.status == 12
    return found
