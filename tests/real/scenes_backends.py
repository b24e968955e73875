"""What stands behind a proxy: two mail servers, none that works, or one that cannot see us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers import CANARY
from tests.servers.haproxy import HAProxy
from tests.servers.nginx import NginxMail
from tests.servers.proxy import nobody
from tests.servers.real import RealServer
from tests.servers.strangers import hold
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Security

ALICE = ("alice", CANARY)
NOT_THE_MAILBOX = frozenset({Kind.PER_ADDRESS, Kind.SERVER_FULL, Kind.SIGN_IN_REFUSED, Kind.RATE})

# -- Two mail servers behind one name ----------------------------------------------------------


TWO_OF_THREE: Final[dict[str, Callable[[Stage], Sequence[RealServer]]]] = {
    "dovecot": lambda stage: [stage.dovecot(userip=3) for _ in range(2)],
    "courier": lambda stage: [stage.courier(maxperip=3) for _ in range(2)],
}
LIMIT_OF_THREE: Final = {"dovecot": "mail_max_userip_connections=3", "courier": "MAXPERIP=3"}
KIND: Final = {"dovecot": Kind.PER_MAILBOX_AND_ADDRESS, "courier": Kind.PER_ADDRESS}


def two_in_turn(stage: Stage, software: str, balance: str, words: str) -> Finding:
    """Both are filled evenly: twice the number that one of them allows."""
    found = check(stage.serve(HAProxy(*TWO_OF_THREE[software](stage), balance=balance)))
    found.says(words)
    return found


def two_by_lot(stage: Stage, software: str, balance: str, drawn: int) -> Finding:
    """Refusals and sessions come mixed; below six the number is "at least", whatever the lot gave.

    HAProxy draws the same lots after each start as long as it has one thread; so `drawn` lots are
    taken before, and each of these scenes is a lot of its own that comes the same every time.
    """
    servers = TWO_OF_THREE[software](stage)
    proxy = stage.serve(HAProxy(*servers, balance=balance, overall="nbthread 1"))
    for _ in range(drawn):
        with hold(proxy, proxy.imap, 1):
            pass
    assert all(server.nobody_left() for server in servers)
    found = check(proxy)
    verdict = found.verdict
    assert verdict.limit is not None
    assert verdict.limit <= 6, found.story()
    assert verdict.at_least or verdict.limit == 6, found.story()
    assert verdict.limit_named in {3, None}, found.story()
    return found


SCENES.extend(
    Scene(
        f"{software}-two-backends-{balance}",
        partial(two_in_turn, software=software, balance=balance, words=words),
        KIND[software],
        f"two of {LIMIT_OF_THREE[software]} behind HAProxy: balance {balance}",
        looks_like=NOT_THE_MAILBOX - {KIND[software]},
    )
    for software, balance, words in (
        ("dovecot", "roundrobin", "per-mailbox-and-address 6 named 3, very-sure"),
        ("dovecot", "leastconn", "per-mailbox-and-address 6 named 3, very-sure"),
        ("courier", "roundrobin", "per-address 6, very-sure"),
    )
)
SCENES.extend(
    Scene(
        f"{software}-two-backends-by-lot-{number}",
        partial(two_by_lot, software=software, balance=balance, drawn=drawn),
        KIND[software],
        f"two of {LIMIT_OF_THREE[software]} behind HAProxy: balance {balance}",
        may_be=UNCLEAR,
        looks_like=NOT_THE_MAILBOX - {KIND[software]},
    )
    for software, number, balance, drawn in (
        ("dovecot", 1, "random", 0),
        ("dovecot", 2, "random(1)", 0),
        ("courier", 1, "random(1)", 0),
        ("courier", 2, "random(1)", 18),
    )
)

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
    proxy = stage.serve(HAProxy(nobody(), server=server))
    found = check(proxy, plan=a_plan(other_service=(proxy.imap, Security.STARTTLS)))
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
        looks_like=frozenset({Kind.PER_ADDRESS, Kind.LOCKED_OUT, Kind.SERVER_FULL}),
        long=True,
    )
    for name, server, setting in (
        ("checked", "check inter 200ms fall 1", "which it knows from its checks"),
        ("unchecked", "", "which it finds out each time"),
    )
)
