"""A real Courier IMAP server with the limits a test wants: `Courier(maxperip=4)`.

Owns Courier's configuration. The command lines are those of Courier's own start scripts, only
without the logger, so that the log can be read at once.
"""

import base64
import hashlib
import subprocess
from collections.abc import Mapping
from typing import Final, Unpack

from tests.servers.fetch import COURIER, GAMIN_HIDDEN
from tests.servers.kernel import alive_in, local_names
from tests.servers.real import MAIL_ID, SERVICE_ID, Common, RealServer

# `kill` names the two daemons' groups: couriertcpd makes one of its own.
BOOT: Final = """\
cd /
export PATH=/usr/sbin:/usr/bin
database=/usr/lib/courier/courier-authlib/makedatprog
umask 077
$database - /tmp/new /etc/courier/userdb.dat </etc/courier/userdb.lines || exit 1
$database - /tmp/new /etc/courier/userdbshadow.dat </etc/courier/userdbshadow.lines || exit 1
umask 022
ACCESS=
if [ -e /etc/courier/imapaccess.lines ]; then
    $database - /tmp/new /etc/courier/imapaccess.dat </etc/courier/imapaccess.lines || exit 1
    ACCESS=-access=/etc/courier/imapaccess.dat
fi
( set -a; . /etc/courier/authdaemonrc
  exec /usr/lib/courier/courier-authlib/authdaemond 2>>/authdaemond.log ) &
( set -a; . /etc/courier/imapd-ssl; . /etc/courier/imapd; IMAP_STARTTLS=$IMAPDSTARTTLS
  exec couriertcpd -address=$ADDRESS -maxprocs=$MAXDAEMONS -maxperip=$MAXPERIP $ACCESS $TCPDOPTS \
    $PORT /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir >/dev/null 2>>/imapd.log ) &
imapd=$!
( set -a; . /etc/courier/imapd; . /etc/courier/imapd-ssl; IMAP_TLS=1
  exec couriertcpd -address=$SSLADDRESS -maxprocs=$MAXDAEMONS -maxperip=$MAXPERIP $ACCESS \
    $TCPDOPTS $SSLPORT $COURIERTLS -server -tcpd -user=courier \
    /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir >/dev/null 2>>/imapd-ssl.log ) &
read -r nothing
kill -9 -$imapd -$! 0
"""


CRAM_ONLY: Final = {
    "IMAP_CAPABILITY": "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA AUTH=CRAM-MD5 IDLE",
    "IMAP_CAPABILITY_TLS": "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA AUTH=CRAM-MD5 IDLE",
}


class Courier(RealServer):
    """Courier with its two services, each with a table of connections of its own."""

    tree = COURIER

    def __init__(
        self,
        *,
        maxperip: int = 4,
        maxdaemons: int = 40,
        tcpdopts: str = "",
        starttls: bool = True,
        imapaccess: str | None = None,
        cram_md5: bool = False,
        overrides: Mapping[str, str | int] | None = None,
        ssl_overrides: Mapping[str, str | int] | None = None,
        **common: Unpack[Common],
    ) -> None:
        """Takes the limits by the names they have in Courier's own files.

        Args:
            maxperip: the limit per client address and service.
            maxdaemons: the limit per service for all clients together.
            tcpdopts: more options for couriertcpd, as "-maxperc=5".
            starttls: whether the plain port offers STARTTLS.
            imapaccess: lines of the access file, as "127.0.0.9<TAB>allow,MAXCPERIP=6".
            cram_md5: CRAM-MD5 is all that is offered, and the users have no other password.
            overrides: more settings of the file imapd, for both services.
            ssl_overrides: more settings of the file imapd-ssl, for the TLS service.
            common: address, users, cert and netns, as every real server has them.
        """
        super().__init__(**common)
        self.maxperip = maxperip
        self.maxdaemons = maxdaemons
        self._tcpdopts = tcpdopts
        self._starttls = starttls
        self._imapaccess = imapaccess
        self._cram_md5 = cram_md5
        self._overrides = {**(CRAM_ONLY if cram_md5 else {}), **(overrides or {})}
        self._ssl_overrides = dict(ssl_overrides or {})

    def restart_with(self, *, maxperip: int | None = None, maxdaemons: int | None = None) -> None:
        """What a provider does who raised the limit: stop and start, on the same ports."""
        self.maxperip = self.maxperip if maxperip is None else maxperip
        self.maxdaemons = self.maxdaemons if maxdaemons is None else maxdaemons
        self.restart()

    def launch(self) -> None:
        """Debian's own files with our lines at the end: they are shell, the last one counts."""
        self.write_accounts({"root": 0, "courier": SERVICE_ID, "mail": MAIL_ID})
        self.jail.folder("run/courier/authdaemon", owner=SERVICE_ID)
        self.jail.write(
            "etc/courier/authdaemonrc",
            settings(
                {
                    "authmodulelist": "authuserdb",
                    "authmodulelistorig": "authuserdb",
                    "daemons": 3,
                    "authdaemonvar": "/run/courier/authdaemon",
                    "DEBUG_LOGIN": 0,
                }
            ),
        )
        self.jail.write("etc/courier/imapd.pem", self.cert.both(), owner=SERVICE_ID, mode=0o600)
        self._write_services()
        self._write_users()
        if self._imapaccess is not None:
            self.jail.write("etc/courier/imapaccess.lines", f"{self._imapaccess.rstrip()}\n.\n")
        helper = f"/{GAMIN_HIDDEN} --notimeout {self._watcher}" if self._watched else ""
        self.jail.start(BOOT, helper, MAIL_ID)

    def _write_services(self) -> None:
        debian = (self.tree / "etc/courier/imapd").read_text("utf-8")
        ours = {
            "ADDRESS": self.address,
            "PORT": self.imap,
            "MAXDAEMONS": self.maxdaemons,
            "MAXPERIP": self.maxperip,
            "GAM_CLIENT_ID": self._watcher,
            **self._overrides,
        }
        more_options = f'TCPDOPTS="$TCPDOPTS {self._tcpdopts}"\n'
        self.jail.write("etc/courier/imapd", debian + settings(ours) + more_options)
        debian = (self.tree / "etc/courier/imapd-ssl").read_text("utf-8")
        ours = {
            "SSLADDRESS": self.address,
            "SSLPORT": self.imaps,
            "IMAPDSTARTTLS": "YES" if self._starttls else "NO",
            "TLS_CERTFILE": "/etc/courier/imapd.pem",
            "TLS_DHPARAMS": "",
            "TLS_TRUSTCERTS": "",
            "TLS_CACHEFILE": "",
            **self._ssl_overrides,
        }
        self.jail.write("etc/courier/imapd-ssl", debian + settings(ours))

    def _write_users(self) -> None:
        public, shadow = [], []
        for number, (user, password) in enumerate(self.users.items()):
            home = f"home/{number}"
            for folder in ("", "/Maildir", "/Maildir/new", "/Maildir/cur", "/Maildir/tmp"):
                self.jail.folder(home + folder, owner=MAIL_ID)
            public.append(f"{user}\thome=/{home}|uid={MAIL_ID}|gid={MAIL_ID}|_=\n")
            kept = f"hmac-md5pw={cram_key(password)}" if self._cram_md5 else _sha(password)
            shadow.append(f"{user}\t{kept}\n")
        for name, lines in (("userdb", public), ("userdbshadow", shadow)):
            self.jail.write(f"etc/courier/{name}.lines", "".join(lines) + ".\n", mode=0o600)

    def ready(self) -> bool:
        """Whether both services listen, passwords can be checked and folders be watched."""
        checker = self.jail.root / "run/courier/authdaemon/socket"
        watcher = f"@/tmp/fam-mail-{self._watcher}"
        watching = not self._watched or watcher in local_names(self.jail.keeper)
        return checker.exists() and watching and super().ready()

    @property
    def _watched(self) -> bool:
        """Whether this Courier is one of the older ones that ask gamin about every folder."""
        return (self.tree / GAMIN_HIDDEN).exists()

    @property
    def _watcher(self) -> str:
        """The name of gamin's socket, which all jails on the machine can see."""
        return self.jail.root.name

    def children(self) -> int:
        """How many processes couriertcpd has started for clients and not yet seen end."""
        members = alive_in(self.jail.keeper)
        daemons = {
            found.pid
            for found in members
            if found.name == "couriertcpd" and found.parent == self.jail.keeper
        }
        return sum(found.parent in daemons for found in members)

    def log(self, service: str = "") -> str:
        """The log of "imapd" or "imapd-ssl", or everything."""
        return self.jail.read(f"{service}.log") if service else super().log()


def cram_key(password: str) -> str:
    """What Courier keeps for CRAM-MD5: the key of the digest, as good as the password itself."""
    command = ("chroot", str(COURIER), "/usr/sbin/userdbpw", "-hmac-md5")
    done = subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _sha(password: str) -> str:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).digest()
    return f"imappw={{SHA}}{base64.b64encode(digest).decode()}"


def settings(values: Mapping[str, str | int]) -> str:
    """Lines of a shell file."""
    return "\n" + "".join(f'{name}="{value}"\n' for name, value in values.items())
