"""A real fail2ban that reads a mail server's log and bans whoever mistypes a password too often.

Owns its processes and one directory with its configuration: Debian's own, with the one jail of
that server switched on, [dovecot] or [courier-auth]. It is no service of the machine: it acts in
one network only. Must never outlive the test run.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.fetch import FAIL2BAN
from tests.servers.jail import PATIENCE_SECONDS, SYSTEM_PATH, Stuck
from tests.servers.kernel import alive_in
from tests.servers.network import Host
from tests.servers.syslog import Syslog, stamped

# Debian's package fits Debian's Python; where there is none, ours has to do.
PYTHON: Final = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
# Ends with `read`: when the test run is gone, however it went, that returns and all is killed.
BOOT: Final = """\
"$0" "$1" -c "$2" -s "$2/socket" -p "$2/pid" -x -f start >>"$2/fail2ban.out" 2>&1 </dev/null &
read -r nothing
kill -9 0
"""
OURS: Final = """\
[Definition]
logtarget = {place}/fail2ban.log
dbfile = None
"""
JAIL: Final = """\
[{jail}]
enabled = true
backend = polling
logpath = {log}
port = {ports}
mode = {mode}
"""
# Somebody who is nowhere in these networks mistypes a password once: whoever has counted that has
# read everything before it.
NOBODY: Final = "203.0.113.250"
MARK: Final = {
    "dovecot": "auth: Info: passwd-file(nobody,{}): Password mismatch",
    "courier-auth": "mail imapd: LOGIN FAILED, user=nobody, ip=[::ffff:{}], port=[1]",
}


class Fail2ban:
    """fail2ban as Debian sets it up: 5 failures in 10 minutes, out for 10 minutes."""

    def __init__(self, host: Host, server: Dovecot | Courier, *, aggressive: bool = False) -> None:
        """Watches this server, which runs on this host; nothing exists before `start`.

        `aggressive` is the filter's other mode, which also counts who never tries to sign in.
        Courier's filter has none.
        """
        self._host, self._server = host, server
        self.jail = "dovecot" if isinstance(server, Dovecot) else "courier-auth"
        self._mode = "aggressive" if aggressive else "normal"
        self._place: Path | None = None
        self._keeper: subprocess.Popen[bytes] | None = None
        self._syslog: Syslog | None = None
        self._marks = 0

    def start(self) -> Self:
        """Returns when it watches the log."""
        self._place = Path(tempfile.mkdtemp(prefix="fail2ban-"))
        try:
            self._configure(self._place)
            self._keeper = subprocess.Popen(
                (
                    *("nsenter", f"--net={self._host.path}", "/bin/sh", "-c", BOOT, PYTHON),
                    *(str(FAIL2BAN / "usr/bin/fail2ban-server"), str(self._place)),
                ),
                stdin=subprocess.PIPE,
                env={
                    "PATH": SYSTEM_PATH,
                    "PYTHONPATH": str(FAIL2BAN / "usr/lib/python3/dist-packages"),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "TZ": "UTC",  # the server's, whose root has no time zone
                },
                start_new_session=True,
            )
            self._wait_until_it_says(f"Jail '{self.jail}' started")
        except BaseException:
            self.stop()
            raise
        return self

    def _configure(self, place: Path) -> None:
        shutil.copytree(FAIL2BAN / "etc/fail2ban", place, dirs_exist_ok=True)
        for other in (place / "jail.d").iterdir():
            other.unlink()  # Debian watches sshd
        (place / "fail2ban.local").write_text(OURS.format(place=place), "utf-8")
        if isinstance(self._server, Courier):
            root = self._server.jail.root
            names = {name: root / f"{name}.log" for name in ("imapd", "imapd-ssl")}
            self._syslog = Syslog(names, self._watched).start()
        ports = f"{self._server.imap},{self._server.imaps}"
        written = JAIL.format(jail=self.jail, log=self._watched, ports=ports, mode=self._mode)
        (place / "jail.local").write_text(written, "utf-8")

    @property
    def _watched(self) -> Path:
        """The file that is read: Dovecot writes its own, Courier's goes through syslog."""
        if isinstance(self._server, Dovecot):
            return self._server.jail.root / "dovecot.log"
        assert self._place is not None
        return self._place / "mail.log"

    def _wait_until_it_says(self, words: str, count: int = 1) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while self.log().count(words) < count:
            gone = self._keeper is None or self._keeper.poll() is not None
            if gone or time.monotonic() > until:
                raise Stuck(f"fail2ban does not say {words!r}\n{self.log()}")
            time.sleep(0.02)

    def read_everything(self) -> None:
        """Returns when it has read what the server has written until now."""
        if self._syslog is not None:
            self._syslog.catch_up()
        line = stamped(MARK[self.jail].format(NOBODY), datetime.now(UTC))
        with self._watched.open("a", encoding="utf-8") as log:
            log.write(line)
        self._marks += 1
        self._wait_until_it_says(f"[{self.jail}] Found {NOBODY} ", self._marks)

    def failures_of(self, address: str) -> int:
        """How many failures it has counted for an address, in all that was written until now."""
        self.read_everything()
        return self.log().count(f"[{self.jail}] Found {address} ")

    def log(self) -> str:
        """What it has written about itself."""
        if self._place is None:
            return ""
        files = (self._place / "fail2ban.out", self._place / "fail2ban.log")
        return "".join(file.read_text("utf-8", "replace") for file in files if file.exists())

    def has_banned(self, address: str) -> bool:
        """Whether it said so."""
        return f"[{self.jail}] Ban {address}" in self.log()

    def stop(self) -> None:
        """Kills it and takes its files away. Stopping twice is fine."""
        if self._keeper is not None:
            while alive_in(self._keeper.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._keeper.pid, signal.SIGKILL)
                self._keeper.poll()
                time.sleep(0.002)
            self._keeper.wait()
            if self._keeper.stdin is not None:
                self._keeper.stdin.close()
            self._keeper = None
        if self._syslog is not None:
            self._syslog.stop()
            self._syslog = None
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *trouble: object) -> None:
        self.stop()
