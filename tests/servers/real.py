"""What Courier and Dovecot have in common as a test sees them: ports, users, a log, a truth."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Self, TypedDict

from tests.servers import USERS
from tests.servers.certs import ServerCert, shared_certs
from tests.servers.jail import Jail, Stuck
from tests.servers.kernel import free_ports
from tests.servers.sockets import connections

ATTEMPTS: Final = 5
TAKEN: Final = "Address already in use"
# The identities of the jail; nobody outside has these numbers.
SERVICE_ID: Final = 20000
MAIL_ID: Final = 20001


class Common(TypedDict, total=False):
    """The options of every real server."""

    address: str
    users: Mapping[str, str]
    cert: ServerCert | None
    netns: str | None
    client: str
    ports: tuple[int, int] | None


class RealServer(ABC):
    """A mail server on high ports: `with Courier(...) as server`.

    In a network of the tests it may also have the ports that mail servers have: `ports=(143, 993)`.
    """

    tree: Path
    imap: int
    imaps: int

    def __init__(
        self,
        *,
        address: str = "127.0.0.1",
        users: Mapping[str, str] = USERS,
        cert: ServerCert | None = None,
        netns: str | None = None,
        client: str = "127.0.0.1",
        ports: tuple[int, int] | None = None,
    ) -> None:
        """Decides everything; nothing exists before `start`. `client` is what it sees us as."""
        self.host = "127.0.0.1"
        self.client = client
        self.address = address
        self.users = dict(users)
        self.cert = cert or shared_certs().valid
        self.netns = netns
        self._ports = ports
        self.start_seconds = 0.0
        self._jail: Jail | None = None

    @property
    def cafile(self) -> Path:
        """What a client must trust to accept this server."""
        return self.cert.cafile

    @property
    def jail(self) -> Jail:
        """Where it runs."""
        if self._jail is None:
            raise Stuck("this server is not running")
        return self._jail

    def start(self) -> Self:
        """Starts on free ports; ports that somebody took in between are replaced."""
        self._jail = Jail(self.tree, self.netns)
        try:
            for attempt in range(1, ATTEMPTS + 1):
                self.imap, self.imaps = self._ports or free_ports(2)
                try:
                    self._run()
                except Stuck:
                    if attempt == ATTEMPTS or TAKEN not in self.jail.logs():
                        raise
                    self.jail.remove()
                    self._jail = Jail(self.tree, self.netns)
                else:
                    break
        except BaseException:
            self.stop()
            raise
        return self

    def _run(self) -> None:
        began = time.monotonic()
        self.launch()
        self.jail.wait_until(self.ready)
        self.start_seconds = time.monotonic() - began

    def restart(self) -> None:
        """Stops and starts on the same ports: every session ends."""
        self.jail.stop()
        self._run()

    def stop(self) -> None:
        """Kills everything and takes the files away. Stopping twice is fine."""
        if self._jail is not None:
            self._jail.remove()
            self._jail = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *trouble: object) -> None:
        self.stop()

    @abstractmethod
    def launch(self) -> None:
        """Writes the configuration anew and starts the jail's script."""

    def ready(self) -> bool:
        """Whether it serves. A server without its port will not come: no need to wait for it."""
        if TAKEN in self.jail.logs():
            raise Stuck(self.jail.logs())
        return self.jail.listens_on((self.imap, self.imaps))

    def log(self) -> str:
        """What the server has written about itself and its clients."""
        return self.jail.logs()

    def sessions_of(self, address: str | None = None) -> int:
        """How many connections of a client address the server holds at this moment.

        Counted are connections that a server process has open: neither those that wait to be
        accepted nor those that are only being buried. Whatever the client believes is no matter.
        """
        client = ip_address(address or self.client)
        ports = (self.imap, self.imaps)
        return sum(
            found.held and found.peer == client for found in connections(self.jail.keeper, ports)
        )

    def nobody_left(self, address: str | None = None, seconds: float = 2.0) -> bool:
        """Waits until the server holds no connection of a client address; whether that came."""
        until = time.monotonic() + seconds
        while self.sessions_of(address) and time.monotonic() < until:
            time.sleep(0.005)
        return self.sessions_of(address) == 0

    def write_accounts(self, accounts: Mapping[str, int]) -> None:
        """The jail's own users; the machine's are not asked."""
        users, groups = [], []
        for name, number in accounts.items():
            users.append(f"{name}:x:{number}:{number}::/:/bin/false\n")
            groups.append(f"{name}:x:{number}:\n")
        self.jail.write("etc/passwd", "".join(users))
        self.jail.write("etc/group", "".join(groups))
