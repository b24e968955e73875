"""A private root directory, and the life and death of everything that runs in it.

Owns one directory and one session of processes. Needs root, but no mount and no namespace: so it
works the same on a bare machine, in a chroot and in a container. Must never leave a process
behind, not even when the test run itself is killed.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import IO, Final

from tests.servers.fetch import HOME
from tests.servers.kernel import alive_in, socket_inodes
from tests.servers.sockets import LISTENING, connections

PATIENCE_SECONDS: Final = 15.0
SYSTEM_PATH: Final = "/usr/sbin:/usr/bin:/sbin:/bin"


class Stuck(Exception):
    """A server did not start or did not end; the text carries its logs."""


class Jail:
    """One server's directory and processes."""

    def __init__(self, tree: Path, netns: str | None = None) -> None:
        """Makes the directory; nothing runs yet."""
        self._netns = netns
        self._keeper: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None
        self.root = Path(tempfile.mkdtemp(prefix=f"{tree.name}-", dir=executable_place()))
        self.root.chmod(0o755)
        for part in tree.iterdir():
            if part.is_symlink():
                (self.root / part.name).symlink_to(part.readlink())
            elif part.name == "usr":
                shutil.copytree(part, self.root / "usr", symlinks=True, copy_function=link_or_copy)
        for folder in ("dev", "etc", "run", "tmp", "var"):
            (self.root / folder).mkdir()
        (self.root / "tmp").chmod(0o1777)
        # A device would need a file system that allows it; for these servers an empty file will do.
        self.write("dev/null", "", mode=0o666)

    def folder(self, path: str, owner: int = 0, mode: int = 0o755) -> None:
        """Makes a directory of the jail, with its parents."""
        made = self.root / path
        made.mkdir(parents=True, exist_ok=True)
        made.chmod(mode)
        os.chown(made, owner, owner)

    def erase(self, path: str) -> None:
        """Takes a directory of the jail away, if it is there."""
        shutil.rmtree(self.root / path, ignore_errors=True)

    def write(self, path: str, text: str, owner: int = 0, mode: int = 0o644) -> None:
        """Writes a file of the jail anew; never into a file that the tree shares."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(text, "utf-8")
        file.chmod(mode)
        os.chown(file, owner, owner)

    def read(self, path: str) -> str:
        """Reads a file of the jail; one that is not there yet is empty."""
        try:
            return (self.root / path).read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def start(self, script: str, helper: str = "", helper_user: int = 0) -> None:
        """Runs a shell script as the keeper; its processes stay in the keeper's session.

        The script ends with `read`: when the test run is gone, however it went, that returns,
        and the script kills what it started. A helper runs beside it, as another user.
        """
        self.write("boot.sh", script)
        entrance = () if self._netns is None else ("nsenter", f"--net=/run/netns/{self._netns}")
        enter = 'exec chroot "$0" /bin/sh /boot.sh'
        if helper:
            enter = f'chroot --userspec={helper_user}:{helper_user} "$0" {helper} & {enter}'
        self._output = (self.root / "boot.log").open("ab")
        self._keeper = subprocess.Popen(
            (*entrance, "/bin/sh", "-c", enter, str(self.root)),
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=self._output,
            env={"PATH": SYSTEM_PATH},
            start_new_session=True,
        )

    @property
    def running(self) -> bool:
        """Whether it was started, and not stopped since."""
        return self._keeper is not None

    @property
    def keeper(self) -> int:
        """The process whose session and network are the server's."""
        if self._keeper is None:
            raise Stuck("not running")
        return self._keeper.pid

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Waits for a condition, as long as the keeper lives."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not ready():
            gone = self._keeper is None or self._keeper.poll() is not None
            if gone or time.monotonic() > until:
                raise Stuck(f"{'it ended' if gone else 'not ready in time'}\n{self.logs()}")
            time.sleep(0.01)

    def listens_on(self, ports: Collection[int]) -> bool:
        """Whether these ports are open, and nobody else's."""
        open_ports = {
            found.inode: found.port
            for found in connections(self.keeper, ports)
            if found.state == LISTENING
        }
        ours = {inode for member in alive_in(self.keeper) for inode in socket_inodes(member.pid)}
        return set(ports) <= {port for inode, port in open_ports.items() if inode in ours}

    def logs(self) -> str:
        """Everything that was written into logs."""
        return "".join(f"--- {log.name}\n{self.read(log.name)}" for log in self.root.glob("*.log"))

    def stop(self) -> None:
        """Kills every process and waits until none is left; the files stay."""
        if self._keeper is None:
            return
        until = time.monotonic() + PATIENCE_SECONDS
        while members := alive_in(self._keeper.pid):
            if time.monotonic() > until:
                raise Stuck(f"cannot be killed: {members}")
            for member in members:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(member.pid, signal.SIGKILL)
            self._keeper.poll()
            time.sleep(0.002)
        self._keeper.wait()
        for stream in (self._keeper.stdin, self._output):
            if stream is not None:
                stream.close()
        self._keeper = None

    def remove(self) -> None:
        """Stops, and takes the directory away."""
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)


def executable_place() -> Path:
    """Where programs may run: some machines forbid it in the directory for temporary files."""
    place = Path(tempfile.gettempdir())
    if os.statvfs(place).f_flag & os.ST_NOEXEC:
        place = HOME / "run"
        place.mkdir(exist_ok=True)
    return place


def link_or_copy(source: str, target: str) -> str:
    """Hard links where possible: a tree then costs milliseconds and no room."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
