"""The owner of a mail server at work: lines are pasted into a shell, daemons are told to read anew.

Owns the shell whose root is a server's jail. The lines are run as they stand in the papers; only
paths and, where a test says so, the address are those of the jail.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

from tests.servers import kernel
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.jail import Jail

# A note never holds an address of this computer; the real one is put in afterwards.
PUBLIC = "203.0.113.7"
OFFICE = "127.0.0.7"


class Shell:
    """Runs lines as an owner would, with the jail in place of the machine's root."""

    def __init__(self, jail: Jail, programs: Path) -> None:
        self._jail, self._programs = jail, programs
        programs.mkdir()

    def program(self, name: str, body: str) -> None:
        """Puts a program where the lines find it."""
        made = self._programs / name
        made.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        made.chmod(0o755)

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """One line, pasted: the address is the real one, paths lead into the jail."""
        root = str(self._jail.root)
        here = line.replace(PUBLIC, OFFICE).replace(re.escape(PUBLIC), re.escape(OFFICE))
        return subprocess.run(
            ["sh", "-c", here.replace("/etc/", f"{root}/etc/")],
            env={"PATH": f"{self._programs}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )


def hang_up(server: Courier | Dovecot, name: str) -> None:
    """What a reload sends to the daemons of this name."""
    for member in kernel.alive_in(server.jail.keeper):
        if member.name == name and member.parent == server.jail.keeper:
            os.kill(member.pid, signal.SIGHUP)


def with_makeimapaccess(server: Courier, programs: Path) -> Shell:
    """A shell with Debian's own makeimapaccess and makedat, whose paths lead into the jail."""
    shell, root = Shell(server.jail, programs), server.jail.root
    makedat = (root / "usr/bin/makedat.courier").read_text("utf-8")
    prog = "/usr/lib/courier/courier/makedatprog"
    make = f'chroot {root} {prog} - "${{tmpfile#{root}}}" "${{dstfile#{root}}}"'
    assert makedat.count(f'{prog} - "$tmpfile" "$dstfile"') == 1
    shell.program("makedat", makedat.replace(f'{prog} - "$tmpfile" "$dstfile"', make))
    whole = (root / "usr/sbin/makeimapaccess").read_text("utf-8")
    whole = whole.replace("/etc/courier", f"{root}/etc/courier")
    whole = whole.replace("${bindir}/makedat", f"{programs}/makedat")
    # The jail's daemons have no files with their numbers; the test sends what these would.
    whole = re.sub(r"^\$\{sbindir\}/couriertcpd .*$", "", whole, flags=re.MULTILINE)
    file = f"IMAPACCESSFILE={root}/etc/courier/imapaccess"
    whole = whole.replace(". ${sysconfdir}/imapd-ssl", file)
    shell.program("makeimapaccess", whole.replace("#! /bin/sh\n", "", 1))
    return shell


class Unwritten(Courier):
    """A Courier whose restart takes its files as the owner left them."""

    written = False

    def _write_services(self) -> None:
        if not self.written:
            super()._write_services()
        self.written = True
