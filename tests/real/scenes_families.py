"""Scenes with both kinds of internet address, IPv4 and IPv6."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from tests.real.office import Finding, a_plan, check
from tests.real.stage import Stage, scene
from tests.servers.courier import Courier
from wizard.core.advice import Kind
from wizard.core.model import Outcome, Security, Step, Via


@contextmanager
def both_families() -> Iterator[None]:
    """`localhost` stands for both addresses of this computer, whatever its own list says."""
    as_ever = socket.getaddrinfo

    def look_up(host: object, port: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        if host != "localhost":
            return as_ever(host, port, *arguments, **options)  # type: ignore[arg-type]
        four = as_ever("127.0.0.1", port, *arguments, **options)
        return [*four, *as_ever("::1", port, *arguments, **options)]

    with mock.patch.object(socket, "getaddrinfo", look_up):
        yield


def everywhere(stage: Stage, maxperip: int) -> Courier:
    """A Courier that listens on every address, as it does by default."""
    return stage.courier(maxperip=maxperip, address="0")


@scene(Kind.PER_ADDRESS, "MAXPERIP=4, IPv6 asked as well", looks_like=frozenset({Kind.SERVER_FULL}))
def courier_other_family_gets_in(stage: Stage) -> Finding:
    """Over IPv6 this computer is counted alone: there is room when the office's IPv4 is full."""
    server = everywhere(stage, 4)
    other = (server.imap, Security.STARTTLS)
    with both_families():
        found = check(server, host="localhost", family=None, plan=a_plan(other_service=other))
    found.says("per-address 4, very-sure")
    visits = {one.via: one.outcome for one in found.attempts if one.step is Step.NEIGHBOURS}
    assert visits == {Via.OTHER_SERVICE: Outcome.OPEN, Via.OTHER_FAMILY: Outcome.OPEN}
    assert found.case.other_addresses == ("::1",)
    return found


@scene(Kind.PER_ADDRESS, "MAXPERIP=4, over IPv6 only")
def courier_over_ipv6(stage: Stage) -> Finding:
    """The same limit, counted for the whole IPv6 address."""
    found = check(everywhere(stage, 4), host="::1", family=6)
    found.says("per-address 4, very-sure")
    assert found.case.address == "::1"
    return found
