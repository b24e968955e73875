"""A real xinetd that redirects to a mail server: `Xinetd(dovecot, per_source=4)`.

Owns xinetd's configuration: one service for each of the two ports.
"""

from typing import Final, Unpack

from tests.servers.proxy import Backend, Proxy
from tests.servers.real import Common

BOOT: Final = """\
cd /
/usr/sbin/xinetd -dontfork -f /etc/xinetd.conf -filelog /xinetd.log &
read -r nothing
kill -9 0
"""

SERVICE: Final = """\
service {name}
{{
  type = UNLISTED
  socket_type = stream
  protocol = tcp
  wait = no
  user = root
  bind = {address}
  port = {port}
  redirect = {host} {inner}
  {limits}
}}
"""


class Xinetd(Proxy):
    """xinetd; each of its services counts for itself."""

    def __init__(
        self,
        backend: Backend,
        *,
        per_source: int | None = None,
        instances: int | None = None,
        cps: str = "1000 1",
        **common: Unpack[Common],
    ) -> None:
        """Takes the limits by the names they have in xinetd's own files.

        Args:
            backend: the mail server.
            per_source: how many connections a client address may have to a service.
            instances: the same for all clients together.
            cps: new connections per second, and for how many seconds the port is shut after.
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(backend, **common)
        limits = {"per_source": per_source, "instances": instances, "cps": cps}
        self._limits = "\n  ".join(
            f"{name} = {value}" for name, value in limits.items() if value is not None
        )

    def launch(self) -> None:
        """Writes the one configuration file, and the name of TCP."""
        self.write_proxy_accounts()
        self.jail.write("etc/protocols", "tcp 6 TCP\n")
        text = ""
        for name, port, [inner] in self.ways:
            text += SERVICE.format(
                name=name,
                address=self.address,
                port=port,
                host=self.backends[0].host,
                inner=inner,
                limits=self._limits,
            )
        self.jail.write("etc/xinetd.conf", text)
        self.jail.start(BOOT)
