"""Fetches the real mail servers of the tests into `.servers/`: `python -m tests.servers.fetch`.

Owns `.servers/`: one complete little root directory per server, C library included, so that a
server needs nothing of the machine it runs on but the kernel. Must never install or start a mail
server on that machine: packages are unpacked, their maintainer scripts never run.
"""

import contextlib
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

HOME: Final = Path(__file__).resolve().parents[2] / ".servers"
COURIER: Final = HOME / "courier"
DOVECOT: Final = HOME / "dovecot"
CYRUS: Final = HOME / "cyrus"
PROXIES: Final = HOME / "proxies"
FAIL2BAN: Final = HOME / "fail2ban"

WANTED: Final = {
    COURIER: (
        "courier-imap",
        "courier-base",
        "courier-authdaemon",
        "courier-authlib",
        "courier-authlib-userdb",
        "dash",
    ),
    DOVECOT: ("dovecot-core", "dovecot-imapd", "dash"),
    CYRUS: ("cyrus-common", "cyrus-imapd", "libsasl2-modules-db", "sasl2-bin", "dash"),
    PROXIES: (
        "haproxy",
        "nginx",
        "libnginx-mod-mail",
        "libnginx-mod-stream",
        "xinetd",
        "dash",
    ),
    FAIL2BAN: ("fail2ban",),
}
# What loads as a shared library, and the daemon that libgamin talks to. Everything else a package
# depends on is for its installation.
LIBRARY: Final = re.compile(r"lib|zlib1g$|gamin$")
# A third of Cyrus's download, for its virus scanner only.
UNUSED: Final = frozenset({"libclamav12"})
# What the fixtures run, directly or not.
PROGRAMS: Final = {
    COURIER: (
        "/usr/sbin/couriertcpd",
        "/usr/bin/couriertls",
        "/usr/bin/imapd",
        "/usr/lib/courier/courier/imaplogin",
        "/usr/lib/courier/courier-authlib/authdaemond",
    ),
    DOVECOT: (
        "/usr/sbin/dovecot",
        *(
            f"/usr/lib/dovecot/{part}"
            for part in ("anvil", "auth", "config", "imap", "imap-login", "log", "stats")
        ),
    ),
    CYRUS: (
        *(f"/usr/lib/cyrus/bin/{part}" for part in ("master", "imapd", "ctl_cyrusdb")),
        "/usr/sbin/saslpasswd2",
    ),
    PROXIES: ("/usr/sbin/haproxy", "/usr/sbin/nginx", "/usr/sbin/xinetd"),
    FAIL2BAN: (),  # Python of its own, run by the system's Python
}
# libgamin starts this by itself and lets it outlive everything. Where libgamin does not find it,
# it can only use the one that the test has started (and will stop).
GAMIN: Final = "usr/libexec/gam_server"
GAMIN_HIDDEN: Final = "usr/sbin/gam_server"
# Packages that are installed where the program beside them is missing: for tests with networks
# of their own. None of them brings a service.
TOOLS: Final = {"iproute2": "ip", "nftables": "nft", "iptables": "iptables"}
LOCK_PATIENCE_SECONDS: Final = 300.0


class Unfetchable(Exception):
    """The servers cannot be fetched here; the text says why and what to do."""


def main() -> int:
    """Fetches what is missing; a second call finds the stamp and does nothing."""
    lacking = [package for package, program in TOOLS.items() if shutil.which(program) is None]
    if missing() is None and not lacking:
        return 0
    try:
        fetch()
        for package in lacking:
            install(package)
    except (Unfetchable, OSError) as trouble:
        print(f"The mail servers of the tests cannot be fetched: {trouble}", file=sys.stderr)
        return 1
    print(f"The mail servers of the tests are in {HOME}.")
    return 0


def missing() -> str | None:
    """Says in one line why the servers cannot run here; None when they can."""
    if not sys.platform.startswith("linux"):
        return "the real mail servers run on Linux only"
    if os.geteuid() != 0:
        return "the real mail servers need root"
    with contextlib.suppress(OSError):
        if (HOME / "stamp").read_text("utf-8") == recipe():
            return None
    return "the real mail servers are not there: python -m tests.servers.fetch"


def recipe() -> str:
    """What the stamp has to say: this file's content and the kind of processor."""
    content = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return f"{content} {platform.machine()}\n"


def fetch() -> None:
    """Downloads, unpacks, proves and stamps; whatever was there before is replaced."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise Unfetchable("this is neither Debian nor Ubuntu (no apt-get, no dpkg-deb).")
    if os.geteuid() != 0:
        raise Unfetchable("that needs root.")
    HOME.mkdir(exist_ok=True)
    with locked(HOME / "lock"):
        if missing() is None:
            return  # somebody else fetched them while we waited
        needed = {tree: closure(roots) for tree, roots in packages().items()}
        with tempfile.TemporaryDirectory(dir=HOME, prefix="new-") as name:
            new = Path(name)
            debs = download(sorted(set().union(*needed.values())), new / "debs")
            for tree, names in needed.items():
                unpack([debs[package] for package in sorted(names)], new / tree.name)
                prove(new / tree.name, PROGRAMS[tree])
            if (new / COURIER.name / GAMIN).exists():
                (new / COURIER.name / GAMIN).rename(new / COURIER.name / GAMIN_HIDDEN)
            for tree in needed:
                if tree.exists():
                    shutil.rmtree(tree)
                (new / tree.name).rename(tree)
        (HOME / "stamp").write_text(recipe(), "utf-8")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Two fetches at once: the second waits and finds the work done."""
    import fcntl  # noqa: PLC0415 - Windows has none, and reads this file as well

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def packages() -> dict[Path, tuple[str, ...]]:
    """The wanted packages per tree, after making sure that apt knows all of them."""
    names = [name for roots in WANTED.values() for name in roots]
    if not known(names):
        update()
        if unknown := [name for name in names if not known([name])]:
            raise Unfetchable(f"apt does not know {', '.join(unknown)}.")
    return dict(WANTED)


def known(names: Sequence[str]) -> bool:
    """Whether apt could download every one of these packages."""
    shown = run("apt-cache", "show", "--no-all-versions", *names, check=False)
    have = set(re.findall(r"^Package: (\S+)$", shown.stdout, re.MULTILINE))
    return set(names) <= have


def closure(roots: Sequence[str]) -> set[str]:
    """The packages and every shared library they load, directly or not."""
    silent = ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
    listing = run("apt-cache", "depends", "--recurse", *(f"--no-{word}" for word in silent), *roots)
    needs: dict[str, list[str]] = {}
    current: list[str] = []
    for line in listing.stdout.splitlines():
        if not line.startswith((" ", "|")):
            current = needs.setdefault(line.strip(), [])
        elif found := re.match(r"[ |]+(?:Pre)?Depends: ([^<\s]+)$", line):
            current.append(found[1])
    chosen: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in chosen:
            chosen.add(name)
            libraries = (need for need in needs.get(name, ()) if LIBRARY.match(need))
            waiting += [need for need in libraries if need not in UNUSED]
    return chosen


def download(names: Sequence[str], target: Path) -> dict[str, Path]:
    """Downloads the packages; says which file is which package."""
    target.mkdir()
    command = ("apt-get", "-o", "Acquire::Retries=3", "-o", "APT::Sandbox::User=root", "download")
    if run(*command, *names, at=target, check=False).returncode != 0:
        update()  # the usual reason: the lists are older than what the mirror still has
        run(*command, *names, at=target)
    return {deb.name.partition("_")[0]: deb for deb in target.glob("*.deb")}


def unpack(debs: Sequence[Path], tree: Path) -> None:
    """Lays the packages' files over each other as an installation would, without documents."""
    for folder in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        (tree / "usr" / folder).mkdir(parents=True)
        (tree / folder).symlink_to(f"usr/{folder}")
    leave_out = ("./usr/share", "./usr/lib/systemd", "./lib/systemd", "*/gconv")
    for deb in debs:
        with subprocess.Popen(
            ("dpkg-deb", "--fsys-tarfile", deb), stdout=subprocess.PIPE
        ) as content:
            unpacked = subprocess.run(
                (
                    *("tar", "--extract", "--keep-directory-symlink", "--directory", tree),
                    *(f"--exclude={pattern}" for pattern in leave_out),
                ),
                stdin=content.stdout,
                capture_output=True,
                text=True,
                check=False,
            )
        if content.returncode != 0 or unpacked.returncode != 0:
            raise Unfetchable(f"{deb.name} cannot be unpacked: {unpacked.stderr.strip()}")


def prove(tree: Path, programs: Sequence[str]) -> None:
    """A tree is good when its programs find all their libraries in it.

    The loader is asked instead of the programs: some of them would start a server.
    """
    for program in programs:
        listing = f"LD_TRACE_LOADED_OBJECTS=1 exec {program}"
        loaded = run("chroot", str(tree), "/bin/sh", "-c", listing, check=False)
        lacking = [line for line in loaded.stdout.splitlines() if "not found" in line]
        if loaded.returncode != 0 or lacking:
            said = last_lines("\n".join(lacking) or loaded.stderr)
            raise Unfetchable(f"{program} does not load: {said}")


def install(name: str) -> None:
    """Installs a package that brings no service."""
    run("apt-get", "install", "--yes", "--no-install-recommends", name)


def update() -> None:
    """Renews apt's lists; apt itself does not wait when somebody else is doing that."""
    until = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        done = run("apt-get", "update", check=False)
        if done.returncode == 0:
            return
        if "Could not get lock" not in done.stderr or time.monotonic() > until:
            raise Unfetchable(f"apt-get update failed: {last_lines(done.stderr)}")
        time.sleep(1)


def run(
    *command: str, at: Path | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Runs a command of the system, in English and without questions."""
    if command[0] == "apt-get":
        command = (command[0], "-q", "-o", "DPkg::Lock::Timeout=300", *command[1:])
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    done = subprocess.run(
        command,
        cwd=at,
        env=inherited | {"LANG": "C", "LANGUAGE": "C", "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if check and done.returncode != 0:
        raise Unfetchable(f"{' '.join(command[:4])} ... failed: {last_lines(done.stderr)}")
    return done


def last_lines(text: str) -> str:
    """The end of what a command complained about."""
    return " / ".join(text.strip().splitlines()[-3:])


if __name__ == "__main__":
    sys.exit(main())
