"""A real nginx before a mail server: `Nginx(dovecot, limit_conn=4)`, or as a mail proxy.

Owns nginx's configuration. The mail proxy's question "who may sign in, and where?" is answered by
nginx's own web server with "everybody, there": the password is checked by the backend.
"""

from typing import Final, Unpack

from tests.servers.kernel import free_ports
from tests.servers.proxy import Backend, Proxy
from tests.servers.real import SERVICE_ID, Common

BOOT: Final = """\
cd /
/usr/sbin/nginx -c /etc/nginx.conf &
read -r nothing
kill -9 0
"""

COMMON: Final = """\
load_module /usr/lib/nginx/modules/ngx_{module}_module.so;
daemon off;
user proxy proxy;
worker_processes 1;
pid /run/nginx.pid;
error_log /nginx.log info;
events {{ worker_connections {worker_connections}; }}
"""
STREAM: Final = """\
stream {{
  limit_conn_zone $binary_remote_addr zone=address:1m;
  {limit}
  server {{ listen {address}:{imap}; proxy_pass {inner}:{inner_imap}; }}
  server {{ listen {address}:{imaps}; proxy_pass {inner}:{inner_imaps}; }}
}}
"""
MAIL: Final = """\
http {{
  access_log off;
  server {{
    listen {address}:{asked};
    location / {{
      add_header Auth-Status OK;
      add_header Auth-Server {inner};
      add_header Auth-Port {inner_imap};
      return 200;
    }}
  }}
}}
mail {{
  server_name localhost;
  auth_http {address}:{asked}/;
  proxy_pass_error_message {pass_error};
  ssl_certificate /etc/cert.pem;
  ssl_certificate_key /etc/key.pem;
  imap_auth plain login;
  server {{ listen {address}:{imap}; protocol imap; starttls on; }}
  server {{ listen {address}:{imaps} ssl; protocol imap; }}
}}
"""
# What the web server makes for itself at its start, whether it is needed or not.
FOLDERS: Final = ("body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx(Proxy):
    """nginx as it passes TCP on, TLS and all."""

    def __init__(
        self,
        backend: Backend,
        *,
        limit_conn: int | None = None,
        worker_connections: int = 1024,
        **common: Unpack[Common],
    ) -> None:
        """Takes the limits by the names they have in nginx's own files.

        Args:
            backend: the mail server.
            limit_conn: how many connections a client address may have.
            worker_connections: for all clients and backends together.
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(backend, **common)
        self._limit_conn = limit_conn
        self._worker_connections = worker_connections

    def launch(self) -> None:
        """Writes the one configuration file."""
        self.write_proxy_accounts()
        for folder in ("var/log/nginx", *(f"var/lib/nginx/{part}" for part in FOLDERS)):
            self.jail.folder(folder, owner=SERVICE_ID)
        self.jail.write("etc/nginx.conf", self._configuration())
        self.jail.start(BOOT)

    def _common(self, module: str) -> str:
        return COMMON.format(module=module, worker_connections=self._worker_connections)

    def _configuration(self) -> str:
        limit = "" if self._limit_conn is None else f"limit_conn address {self._limit_conn};"
        return self._common("stream") + STREAM.format(limit=limit, **self._places())

    def _places(self) -> dict[str, str | int]:
        [backend] = self.backends
        return {
            "address": self.address,
            "imap": self.imap,
            "imaps": self.imaps,
            "inner": backend.host,
            "inner_imap": backend.imap,
            "inner_imaps": backend.imaps,
        }


class NginxMail(Nginx):
    """nginx as a mail proxy: it greets, encrypts and signs in by itself."""

    def __init__(
        self, backend: Backend, *, pass_error: bool = False, **common: Unpack[Common]
    ) -> None:
        """Takes `proxy_pass_error_message`: whether the backend's words reach the client."""
        super().__init__(backend, **common)
        self._pass_error = pass_error

    def launch(self) -> None:
        """The certificate is its own affair here."""
        self.jail.write("etc/cert.pem", self.cert.chain.read_text("ascii"))
        self.jail.write("etc/key.pem", self.cert.key.read_text("ascii"), mode=0o600)
        super().launch()

    def _configuration(self) -> str:
        [asked] = free_ports(1)
        pass_error = "on" if self._pass_error else "off"
        return self._common("mail") + MAIL.format(
            asked=asked, pass_error=pass_error, **self._places()
        )
