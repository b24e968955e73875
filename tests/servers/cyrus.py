"""A real Cyrus IMAP server with the limits a test wants: `Cyrus(maxlogins_per_user=3)`.

Owns Cyrus's configuration, which is written whole: Debian's files are not read. Passwords are
really checked, by SASL against a database of its own.
"""

from typing import Final, Unpack

from tests.servers.fetch import CYRUS
from tests.servers.real import MAIL_ID, SERVICE_ID, Common, RealServer

# One of `saslpasswd2` each: it reads the password from its input, up to the end.
BOOT: Final = """\
cd /
while IFS='	' read -r user password; do
    printf %s "$password" |
        /usr/sbin/saslpasswd2 -p -c -f /etc/sasldb2 -u localhost "$user" || exit 1
done </etc/users
exec /usr/lib/cyrus/bin/master -D -C /etc/imapd.conf -M /etc/cyrus.conf &
read -r nothing
kill -9 0
"""

FOLDERS: Final = (
    "run/cyrus/proc",
    "run/cyrus/lock",
    "var/lib/cyrus",
    "var/lib/cyrus/socket",
    "var/spool/cyrus",
)
SETTINGS: Final = {
    "servername": "localhost",
    "configdirectory": "/var/lib/cyrus",
    "partition-default": "/var/spool/cyrus",
    "defaultpartition": "default",
    "proc_path": "/run/cyrus/proc",
    "mboxname_lockpath": "/run/cyrus/lock",
    "sasl_pwcheck_method": "auxprop",
    "sasl_auxprop_plugin": "sasldb",
    "sasl_sasldb_path": "/etc/sasldb2",
    "sasl_mech_list": "PLAIN LOGIN",
    "allowplaintext": "yes",
    "tls_server_cert": "/etc/cert.pem",
    "tls_server_key": "/etc/key.pem",
    "zoneinfo_dir": "/etc/zoneinfo",
    "tls_sessions_db_path": "/var/lib/cyrus/tls_sessions.db",
}

SERVICES: Final = """\
START {{
  recover cmd="ctl_cyrusdb -r"
}}
SERVICES {{
  imap cmd="imapd" listen="{address}:{imap}" proto="{proto}" prefork=0 maxchild={maxchild}
  imaps cmd="imapd -s" listen="{address}:{imaps}" proto="{proto}" prefork=0 maxchild={maxchild}
}}
EVENTS {{
}}
"""


class Cyrus(RealServer):
    """Cyrus; each of its two ports has processes of its own."""

    tree = CYRUS

    def __init__(
        self,
        *,
        maxlogins_per_user: int = 0,
        maxlogins_per_host: int = 0,
        maxchild: int = 100,
        **common: Unpack[Common],
    ) -> None:
        """Takes the limits by the names they have in Cyrus's own files.

        Args:
            maxlogins_per_user: how many sessions a mailbox may have; 0 is no limit.
            maxlogins_per_host: the same for a client address, where Cyrus counts one too many.
            maxchild: how many processes each of the two ports has; 100 is Debian's.
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(**common)
        self._limits = {
            "maxlogins_per_user": maxlogins_per_user,
            "maxlogins_per_host": maxlogins_per_host,
        }
        self.maxchild = maxchild

    def launch(self) -> None:
        """Writes the two configuration files and what they name."""
        self.write_accounts({"root": 0, "cyrus": SERVICE_ID, "mail": MAIL_ID})
        for folder in FOLDERS:
            self.jail.erase(folder)
            self.jail.folder(folder, owner=SERVICE_ID)
        self.jail.write("etc/cert.pem", self.cert.chain.read_text("ascii"))
        self.jail.write(
            "etc/key.pem", self.cert.key.read_text("ascii"), owner=SERVICE_ID, mode=0o600
        )
        lines = (f"{user}\t{password}\n" for user, password in self.users.items())
        self.jail.write("etc/users", "".join(lines), mode=0o600)
        # What creates it leaves an empty file to its owner, who has to read it later.
        self.jail.write("etc/sasldb2", "", owner=SERVICE_ID, mode=0o600)
        self.jail.write("etc/zoneinfo/zones.tab", "+513030-0000731 Europe/London\n")
        settings = SETTINGS | {name: str(value) for name, value in self._limits.items()}
        text = "".join(f"{name}: {value}\n" for name, value in settings.items())
        self.jail.write("etc/imapd.conf", text)
        services = SERVICES.format(
            address=self.address,
            proto="tcp6" if ":" in self.address else "tcp4",
            imap=self.imap,
            imaps=self.imaps,
            maxchild=self.maxchild,
        )
        self.jail.write("etc/cyrus.conf", services)
        self.jail.start(BOOT)
