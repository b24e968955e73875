"""Both ways to ask Linux about sockets give the same answer."""

import contextlib
import os
import socket
import sys
from ipaddress import ip_address

import pytest

from tests.servers.sockets import ESTABLISHED, LISTENING, Connection, asked, connections, in_table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux is asked")


def has_ipv6() -> bool:
    with socket.socket(socket.AF_INET6) as probe, contextlib.suppress(OSError):
        probe.bind(("::1", 0))
        return True
    return False


@pytest.mark.parametrize("here", ["127.0.0.1", "::1", "::"])
def test_what_a_server_holds(here: str) -> None:
    if ":" in here and not has_ipv6():
        pytest.skip("this computer has no IPv6 address of its own")
    family = socket.AF_INET6 if ":" in here else socket.AF_INET
    client_here = "127.0.0.7" if here == "::" else here
    with (
        socket.create_server((here, 0), family=family, dualstack_ipv6=here == "::") as listener,
        socket.socket(socket.AF_INET if here == "::" else family) as first,
        socket.socket(socket.AF_INET if here == "::" else family) as queued,
    ):
        port = listener.getsockname()[1]
        for client in (first, queued):
            client.bind((client_here, 0))
            client.connect((client_here if here != "::" else "127.0.0.1", port))
        accepted, _ = listener.accept()
        with accepted:
            seen = connections(os.getpid(), [port])
            assert seen == frozenset(in_table(os.getpid(), [port]))
            assert seen == frozenset(found for found in asked() if found.port == port)
            inode = os.fstat(accepted.fileno()).st_ino
            assert Connection(port, ip_address(client_here), ESTABLISHED, inode) in seen
            assert [found.inode for found in seen if found.held] == [inode]
            assert sorted(found.state for found in seen) == [ESTABLISHED] * 2 + [LISTENING]
