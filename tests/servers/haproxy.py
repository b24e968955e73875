"""A real HAProxy in TCP mode before mail servers: `HAProxy(dovecot, server="maxconn 4")`.

Owns HAProxy's configuration: one frontend and one backend for each of the two ports.
"""

from typing import Final, Unpack

from tests.servers.proxy import Backend, Proxy
from tests.servers.real import Common

BOOT: Final = """\
cd /
/usr/sbin/haproxy -W -db -f /etc/haproxy.cfg &
read -r nothing
kill -9 0
"""

# The table is a section of its own, so that both ports count together.
COMMON: Final = """\
global
  {overall}
defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  {defaults}
backend clients
  stick-table type ipv6 size 1k expire 1h store conn_cur,conn_rate({window})
"""
WAY: Final = """\
frontend {name}
  bind {address}:{port}
  {frontend}
  default_backend {name}
backend {name}
  balance {balance}
"""
TRACKED: Final = "tcp-request connection track-sc0 src table clients"


def per_source(limit: int, verdict: str = "connection reject", counted: str = "conn_cur") -> str:
    """Lines for a frontend: what happens to a client address above its limit.

    Args:
        limit: how many it may have, at once or within the window.
        verdict: "connection reject" (reset), "content reject" (close) or
            "connection silent-drop" (silence).
        counted: "conn_cur" (at once) or "conn_rate" (within the window).
    """
    return f"{TRACKED}\n  tcp-request {verdict} if {{ sc0_{counted} gt {limit} }}"


class HAProxy(Proxy):
    """HAProxy; TLS passes through."""

    def __init__(
        self,
        *backends: Backend,
        overall: str = "",
        defaults: str = "",
        frontend: str = "",
        server: str = "",
        balance: str = "roundrobin",
        window: str = "10s",
        **common: Unpack[Common],
    ) -> None:
        """Takes lines of configuration, by the section they stand in.

        Args:
            backends: the mail servers.
            overall: a line for `global`, as "maxconn 8".
            defaults: a line for `defaults`, as "timeout queue 3s".
            frontend: lines for both frontends, as `per_source(4)`.
            server: what follows each server's address, as "maxconn 4" or "check".
            balance: how clients are spread over the backends.
            window: in what time connections are counted by "conn_rate".
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(*backends, **common)
        self._sections = {"overall": overall, "defaults": defaults, "window": window}
        self._frontend, self._server, self._balance = frontend, server, balance

    def launch(self) -> None:
        """Writes the one configuration file."""
        self.write_proxy_accounts()
        text = COMMON.format(**self._sections)
        for name, port, behind in self.ways:
            text += WAY.format(
                name=name,
                address=self.address,
                port=port,
                frontend=self._frontend,
                balance=self._balance,
            )
            for number, (backend, inner) in enumerate(zip(self.backends, behind, strict=True)):
                text += f"  server mail{number} {backend.host}:{inner} {self._server}\n"
        self.jail.write("etc/haproxy.cfg", text)
        self.jail.start(BOOT)
