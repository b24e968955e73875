"""A real Dovecot IMAP server with the limits a test wants: `Dovecot(userip=3)`.

Owns Dovecot's configuration, which is written whole: Debian's files are not read.
"""

from typing import Final, Unpack

from tests.servers.fetch import DOVECOT
from tests.servers.real import MAIL_ID, SERVICE_ID, Common, RealServer

LOGIN_ID: Final = MAIL_ID + 1  # the part of Dovecot that strangers talk to

BOOT: Final = """\
cd /
/usr/sbin/dovecot -F -c /etc/dovecot.conf &
read -r nothing
kill -9 0
"""

COMMON: Final = """\
listen = {address}
base_dir = /run/dovecot
state_dir = /var/dovecot
log_path = /dovecot.log
auth_verbose = yes
ssl = yes
first_valid_uid = {mail_id}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
"""

# Dovecot 2.3: Debian 12, Ubuntu 24.04.
OLDER: Final = """\
protocols = imap
ssl_cert = </etc/cert.pem
ssl_key = </etc/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:/var/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /etc/users
}}
userdb {{
  driver = static
  args = uid={mail_id} gid={mail_id} home=/var/mail/%u
}}
"""

# Dovecot 2.4: Debian 13. The two versions have to come first.
NEWER: Final = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap
ssl_server_cert_file = /etc/cert.pem
ssl_server_key_file = /etc/key.pem
auth_allow_cleartext = yes
auth_mechanisms = plain login
mail_driver = maildir
mail_path = /var/mail/%{{user}}
passdb passwd-file {{
  passwd_file_path = /etc/users
  default_password_scheme = PLAIN
}}
userdb static {{
  fields {{
    uid = {mail_id}
    gid = {mail_id}
    home = /var/mail/%{{user}}
  }}
}}
"""


def configuration() -> str:
    """What the fetched Dovecot understands: between 2.3 and 2.4 most settings changed.

    It cannot be asked, since it answers nothing without a configuration; the director is one of
    the parts that went with 2.3.
    """
    older = (DOVECOT / "usr/lib/dovecot/director").exists()
    return (OLDER if older else NEWER) + COMMON


class Dovecot(RealServer):
    """Dovecot with both ports in one table, counted per user and client address."""

    tree = DOVECOT

    def __init__(
        self,
        *,
        userip: int | None = None,
        extra: str = "",
        **common: Unpack[Common],
    ) -> None:
        """Takes the limit and anything else the configuration can say.

        Args:
            userip: mail_max_userip_connections; None leaves Dovecot's own 10.
            extra: more lines of configuration, as "service imap { ... }".
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(**common)
        self.userip = userip
        self._extra = extra

    def restart_with(self, *, userip: int | None) -> None:
        """What a provider does who changed the limit; the ports stay."""
        self.userip = userip
        self.restart()

    def launch(self) -> None:
        """Writes the one configuration file and what it names."""
        self.write_accounts(
            {"root": 0, "dovecot": SERVICE_ID, "dovenull": LOGIN_ID, "mail": MAIL_ID}
        )
        self.jail.erase("run/dovecot")  # a killed master leaves its number there
        for folder in ("run/dovecot", "var/dovecot"):
            self.jail.folder(folder)
        self.jail.folder("var/mail", owner=MAIL_ID)
        self.jail.write("etc/cert.pem", self.cert.chain.read_text("ascii"))
        self.jail.write("etc/key.pem", self.cert.key.read_text("ascii"), mode=0o600)
        lines = (f"{user}:{{PLAIN}}{password}::::::\n" for user, password in self.users.items())
        self.jail.write("etc/users", "".join(lines))
        text = configuration().format(
            address=self.address, imap=self.imap, imaps=self.imaps, mail_id=MAIL_ID
        )
        if self.userip is not None:
            text += f"protocol imap {{\n  mail_max_userip_connections = {self.userip}\n}}\n"
        self.jail.write("etc/dovecot.conf", f"{text}{self._extra}\n")
        self.jail.start(BOOT)
