"""A packet filter before the mail server counts the connections of one address.

Behind it stands a Dovecot or a Courier whose own limit is far away. The filter speaks before the
mail server does, so the verdict names the filter and never a setting of the mail server.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from tests.real.abroad import at_the_provider, both_ports, from_the_office
from tests.real.office import Finding
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers import CANARY
from tests.servers.filters import Answer, connlimit
from wizard.core.advice import Kind, Refusal
from wizard.core.model import Outcome

LIMIT: Final = 4
SIMPLER: Final = frozenset(
    {Kind.RATE, Kind.LOCKED_OUT, Kind.OFFICE_NETWORK, Kind.SERVER_FULL, Kind.CANNOT_REACH}
)
NAMES: Final = {
    Answer.RESET: "reset",
    Answer.UNREACHABLE: "unreachable",
    Answer.PROHIBITED: "prohibited",
    Answer.DROP: "drop",
}


def is_the_filters_limit(found: Finding, words: str) -> Finding:
    """The number is exact, and it is the filter's."""
    found.says(words)
    assert found.verdict.refusal is Refusal.PACKET_FILTER
    suggestion = found.advice.suggestion
    assert suggestion is not None
    assert suggestion.setting == "firewall"
    return found


# -- One rule over both services ---------------------------------------------------------------


def signed_in(stage: Stage, answer: Answer) -> Finding:
    """Each refused connection never reached the mail server: it has nothing to say about it."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), answer).on(world.provider)
    found = from_the_office(world, server)
    return is_the_filters_limit(found, "per-address 4, fairly-sure")


def unsigned(stage: Stage, answer: Answer) -> Finding:
    """A Courier with room for 100: its name in the greeting does not make it the one who refuses.

    Sessions that have not signed in live for a minute there. Eight seconds for each unanswered
    connect are more than the 45 s in which such a test has to be over.
    """
    world = stage.network()
    server = stage.courier(maxperip=100, maxdaemons=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), answer).on(world.provider)
    found = from_the_office(world, server, password=None)
    if answer is Answer.DROP:
        assert "time-used-up" in found.codes, found.story()
        return found
    return is_the_filters_limit(found, "per-address 4, fairly-sure")


SCENES.extend(
    Scene(
        f"connlimit-{NAMES[answer]}-{name}",
        partial(play, answer=answer),
        Kind.PER_ADDRESS,
        f"iptables connlimit 4, {answer.iptables}",
        may_be=UNCLEAR if answer is Answer.DROP and play is unsigned else frozenset(),
        looks_like=SIMPLER,
        long=answer is Answer.DROP,
    )
    for name, play in (("signed-in", signed_in), ("unsigned", unsigned))
    for answer in Answer
)


@scene(
    Kind.PER_ADDRESS,
    "iptables connlimit 4 (reset) before a Courier, with a password",
    looks_like=SIMPLER,
)
def connlimit_reset_courier(stage: Stage) -> Finding:
    """Signed in at a Courier the filter's limit is the same."""
    world = stage.network()
    server = stage.courier(maxperip=100, maxdaemons=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), Answer.RESET).on(world.provider)
    return is_the_filters_limit(
        from_the_office(world, server, password=CANARY), "per-address 4, fairly-sure"
    )


@scene(
    Kind.PER_ADDRESS,
    "iptables connlimit 4 (reset), others use mail",
    looks_like=SIMPLER,
)
def connlimit_reset_others_use_mail(stage: Stage) -> Finding:
    """Nobody said that mail is closed elsewhere: the number is "at least"."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), Answer.RESET).on(world.provider)
    found = from_the_office(world, server, mail_closed=False)
    return is_the_filters_limit(found, "per-address at least 4, fairly-sure")


# -- A rule for one port only ------------------------------------------------------------------


@scene(
    Kind.PER_ADDRESS,
    "iptables connlimit 4 on one port, DROP",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
)
def connlimit_drop_one_port(stage: Stage) -> Finding:
    """The other service answers: the ports of a carrier's address sharing look just like this."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, [server.imaps], Answer.DROP).on(world.provider)
    found = from_the_office(world, server)
    assert "other-service-answers" in found.codes, found.story()
    return found


@scene(Kind.PER_ADDRESS, "iptables connlimit 4 on one port, reset", looks_like=SIMPLER)
def connlimit_reset_one_port(stage: Stage) -> Finding:
    """A reset comes from a host, or from a filter that speaks for one: it was reached."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, [server.imaps], Answer.RESET).on(world.provider)
    return is_the_filters_limit(from_the_office(world, server), "per-address 4, fairly-sure")


# -- No control host ---------------------------------------------------------------------------


@scene(
    Kind.PER_ADDRESS,
    "iptables connlimit 4, reset, no control host",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
)
def connlimit_reset_no_control(stage: Stage) -> Finding:
    """A router of the office with a full table refuses as well: nothing else was asked."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), Answer.RESET).on(world.provider)
    found = from_the_office(world, server, control=False)
    assert found.codes == {"no-control"}, found.story()
    return found


@scene(
    Kind.PER_ADDRESS,
    "iptables connlimit 4, DROP, no control host",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
)
def connlimit_drop_no_control(stage: Stage) -> Finding:
    """An unanswered connect may have been dropped in the office itself: nothing else was asked."""
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    connlimit(LIMIT, both_ports(server), Answer.DROP).on(world.provider)
    found = from_the_office(world, server, control=False)
    assert found.codes == {"no-control"}, found.story()
    assert {event.outcome for event in found.attempts} == {Outcome.OPEN, Outcome.CONNECT_UNANSWERED}
    return found
