"""A small internet for one test, and somebody in it who tries the mail server's door."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest

from tests.conftest import insist
from tests.servers.network import PROVIDER, Host, Network, unavailable

MAIL, MAILS = 143, 993
BOTH = (MAIL, MAILS)
UNANSWERED = "unanswered"
Calls = Callable[..., list[str]]


@pytest.fixture
def world() -> Iterator[Network]:
    insist(unavailable())
    with Network() as world:
        yield world


@pytest.fixture
def calls(world: Network) -> Iterator[Calls]:
    """`calls(who, 3)` begins three connections, and says what became of each; they stay open."""
    with ExitStack() as opened:
        for port in BOTH:
            serve = partial(socket.create_server, (PROVIDER, port))
            opened.enter_context(world.provider.run(serve))

        def call(who: Host, count: int, place: tuple[str, int] = (PROVIDER, MAILS)) -> list[str]:
            return [who.run(lambda: begun(opened, place)) for _ in range(count)]

        yield call


def begun(opened: ExitStack, place: tuple[str, int]) -> str:
    """One connection, given less than the second after which TCP would repeat itself."""
    client = opened.enter_context(socket.socket())
    client.settimeout(0.4)
    try:
        client.connect(place)
    except TimeoutError:
        client.close()
        return UNANSWERED
    except OSError as trouble:
        client.close()
        return errno.errorcode[trouble.errno or 0]
    return "open"
