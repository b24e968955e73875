"""What stands behind a proxy: two mail servers, none that works, or one that cannot see us."""

from __future__ import annotations

from functools import partial

from tests.real.office import Finding, check
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers import CANARY
from tests.servers.haproxy import HAProxy
from tests.servers.nginx import NginxMail
from tests.servers.proxy import nobody
from tests.servers.strangers import hold
from wizard.core.advice import Kind
from wizard.core.model import Outcome

ALICE = ("alice", CANARY)
NOT_THE_MAILBOX = frozenset({Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.SIGN_IN_REFUSED, Kind.RATE})

# -- Two mail servers behind one name ----------------------------------------------------------


def two_in_turn(stage: Stage, balance: str) -> Finding:
    """Both are filled evenly: twice the number that the words name."""
    servers = (stage.dovecot(userip=3), stage.dovecot(userip=3))
    found = check(stage.serve(HAProxy(*servers, balance=balance)))
    found.says("per-mailbox-and-address 6 named 3, very-sure")
    return found


SCENES.extend(
    Scene(
        f"dovecot-two-backends-{balance}",
        partial(two_in_turn, balance=balance),
        Kind.PER_MAILBOX_AND_ADDRESS,
        f"two of mail_max_userip_connections=3 behind HAProxy: balance {balance}",
        looks_like=NOT_THE_MAILBOX,
    )
    for balance in ("roundrobin", "leastconn")
)


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "two of mail_max_userip_connections=3 behind HAProxy: balance random",
    may_be=UNCLEAR,
    looks_like=NOT_THE_MAILBOX,
)
def dovecot_two_backends_random(stage: Stage) -> Finding:
    """By lot: refusals and sessions come mixed, and the number is whatever the lot gave."""
    servers = (stage.dovecot(userip=3), stage.dovecot(userip=3))
    found = check(stage.serve(HAProxy(*servers, balance="random")))
    verdict = found.verdict
    assert verdict.limit is not None
    assert verdict.limit <= 6, found.story()
    assert verdict.at_least or verdict.limit == 6, found.story()
    assert verdict.limit_named in {3, None}, found.story()
    return found


# -- The mail server sees the proxy's address, not ours ----------------------------------------


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=3 behind HAProxy without the PROXY protocol",
    looks_like=NOT_THE_MAILBOX,
)
def dovecot_behind_haproxy(stage: Stage) -> Finding:
    """For the mail server everybody comes from one address; its words and its number stay true."""
    found = check(stage.serve(HAProxy(stage.dovecot(userip=3))))
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=5 behind HAProxy, the mailbox in use elsewhere",
    looks_like=NOT_THE_MAILBOX,
)
def dovecot_behind_haproxy_a_telephone_outside_counts(stage: Stage) -> Finding:
    """Mail is closed in the office, and still two places are taken, from another address.

    The words name more than there was room for: so the number is "at least".
    """
    proxy = stage.serve(HAProxy(stage.dovecot(userip=5)))
    with hold(proxy, proxy.imaps, 2, source="127.0.0.7", tls=True, login=ALICE):
        found = check(proxy)
    assert found.verdict.limit == 3, found.story()
    assert found.verdict.limit_named == 5, found.story()
    assert found.verdict.at_least, found.story()
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=3 behind nginx's mail proxy, proxy_pass_error_message off",
    may_be=UNCLEAR,
    looks_like=frozenset({Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.SIGN_IN_REFUSED}),
)
def nginx_mail_proxy_hides_the_words(stage: Stage) -> Finding:
    """The mail server's words do not reach us: the sign-in is cut, and nobody knows why."""
    found = check(stage.serve(NginxMail(stage.dovecot(userip=3))))
    found.says("no-clear-result at least 3, not-sure")
    return found


@scene(
    Kind.PER_MAILBOX_AND_ADDRESS,
    "mail_max_userip_connections=3 behind nginx's mail proxy, proxy_pass_error_message on",
    looks_like=NOT_THE_MAILBOX,
)
def nginx_mail_proxy_passes_the_words_on(stage: Stage) -> Finding:
    """Words and number are the mail server's. That it counts the proxy's address, nobody sees."""
    found = check(stage.serve(NginxMail(stage.dovecot(userip=3), pass_error=True)))
    found.says("per-mailbox-and-address 3 named 3, very-sure")
    return found


# -- Nobody behind it --------------------------------------------------------------------------


def nobody_there(stage: Stage, server: str) -> Finding:
    """Accepted and closed from the first attempt on: no place was ever seen, so no limit either."""
    found = check(stage.serve(HAProxy(nobody(), server=server)))
    assert not found.ended(Outcome.OPEN)
    assert found.verdict.limit is None, found.story()
    assert found.status == 20
    return found


SCENES.extend(
    Scene(
        f"haproxy-dead-backend-{name}",
        partial(nobody_there, server=server),
        Kind.CANNOT_REACH,
        f"HAProxy before a mail server that is down, {setting}",
        may_be=frozenset({Kind.NO_PLACE_FREE}),
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.LOCKED_OUT, Kind.SERVER_FULL}),
        long=True,
    )
    for name, server, setting in (
        ("checked", "check inter 200ms fall 1", "which it knows from its checks"),
        ("unchecked", "", "which it finds out each time"),
    )
)
