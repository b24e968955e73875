"""A Debian 12 with nothing on it: no Python, no desktop, only what a bundle needs of its system.

Owns the tree that debootstrap makes, once, in build/bare-debian, and how a program is started in
it: in a mount and process space of its own, above a layer that keeps whatever is written. Needs
root and Debian. Where the packages come from is what this computer's apt says.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dev
from wizard.__main__ import PACKAGES

HOME: Final = Path(__file__).parent.parent.parent / "build" / "bare-debian"
RELEASE: Final = "bookworm"
PROGRAMS: Final = {"debootstrap": "debootstrap", "unshare": "util-linux", "setpriv": "util-linux"}
PLACE: Final = Path("/opt/mail-connection-check")
USER: Final = 1000
USERS_HOME: Final = Path("/srv/office")
# The program's own words are the user's: everything else of this computer stays outside.
AROUND: Final = {"HOME": str(USERS_HOME), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
# Within the new mount space; $1 is the tree, $2 the bundle, $3 the user.
ENTER: Final = """\
set -e
tree=$1; bundle=$2; user=$3; shift 3
mount -t proc proc "$tree/proc"
mount -t tmpfs -o mode=755 dev "$tree/dev"
for name in null zero random urandom; do
    : > "$tree/dev/$name"
    mount --bind "/dev/$name" "$tree/dev/$name"
done
mkdir -m 1777 "$tree/dev/shm"
mkdir -p "$tree/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$tree/tmp/.X11-unix"
mount --bind "$bundle" "$tree/opt/mail-connection-check"
mount -o remount,bind,ro "$tree/opt/mail-connection-check"
exec setpriv --pdeathsig KILL chroot --userspec="$user:$user" "$tree" env -i "$@"
"""


def home() -> Path:
    """The folder of all this, made if need be."""
    HOME.mkdir(parents=True, exist_ok=True)
    return HOME


def throw_away(folder: Path) -> None:
    """A folder of a bare Debian that is over."""
    shutil.rmtree(folder, ignore_errors=True)


class NoDebianError(Exception):
    """Why there is no such tree here, in one sentence."""


@dataclass(frozen=True)
class Bare:
    """One bare Debian: `tree` as the program sees it, `written` what was written into it."""

    tree: Path
    written: Path

    def command(self, bundle: Path, *command: str, **around: str) -> tuple[str, ...]:
        """The command that runs a program in it, as a user without rights.

        The bundle is at /opt and cannot be written. With it ends every process that it started.
        """
        spaces = ("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child")
        variables = [f"{name}={value}" for name, value in {**AROUND, **around}.items()]
        enter = ("sh", "-c", ENTER, "enter", str(self.tree), str(bundle), str(USER))
        return (*spaces, *enter, *variables, *command)

    def told(self, bundle: Path, *arguments: str, **around: str) -> tuple[int, str]:
        """The program's exit status, and all that it said."""
        program = str(PLACE / dev.BUNDLE.name)
        done = subprocess.run(
            self.command(bundle, program, *arguments, **around),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    def files(self) -> dict[str, Path]:
        """Every file that was written, by its place in the tree."""
        return {
            f"/{place.relative_to(self.written)}": place
            for place in sorted(self.written.rglob("*"))
            if place.is_file() and not place.is_symlink()
        }


def bring() -> None:
    """Installs what makes such a tree; raises NoDebianError where that cannot be."""
    if not (dev.is_debian() and dev.is_root()):
        raise NoDebianError("a bare Debian is made by root on Debian only")
    lacking = sorted({package for name, package in PROGRAMS.items() if not shutil.which(name)})
    if not lacking:
        return
    try:
        dev.install_from_debian("What makes a bare Debian", *lacking)
    except dev.Trouble as trouble:
        raise NoDebianError(str(trouble)) from None


def made(packages: tuple[str, ...] = PACKAGES) -> Path:
    """The tree with these packages, made once; raises NoDebianError."""
    bring()
    tree = HOME / "-".join((RELEASE, *packages))
    whole = tree.with_name(f"{tree.name}.whole")
    if whole.exists():
        return tree
    shutil.rmtree(tree, ignore_errors=True)
    home()
    include = (f"--include={','.join(packages)}",) if packages else ()
    command = ("debootstrap", "--variant=minbase", *include, RELEASE, str(tree), mirror())
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NoDebianError(f"debootstrap: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    shutil.rmtree(tree / "var/cache/apt", ignore_errors=True)
    whole.touch()
    return tree


def mirror() -> str:
    """Where this computer takes Debian's packages from; raises NoDebianError."""
    about = ("Created-By: Packages", "Origin: Debian", "Component: main")
    listed = ("apt-get", "indextargets", "--format", "$(REPO_URI)", *about)
    for more in ((f"Codename: {RELEASE}",), ()):
        done = subprocess.run((*listed, *more), capture_output=True, encoding="utf-8", check=False)
        if places := done.stdout.split():
            return places[0]
    raise NoDebianError("this computer's apt names no place with Debian's packages")


def python_in(tree: Path) -> list[str]:
    """Programs and libraries of Python in a tree: there must be none."""
    kinds = ("usr/bin/python*", "usr/lib/**/libpython*", "usr/lib/python*", "usr/local/bin/python*")
    return [str(place.relative_to(tree)) for kind in kinds for place in tree.glob(kind)]


@contextmanager
def a_bare_debian(
    folder: Path, packages: tuple[str, ...] = PACKAGES, files: Mapping[str, bytes] | None = None
) -> Iterator[Bare]:
    """One, as fresh as debootstrap made it; what is written stays in `folder`, the tree is clean.

    `files` lie in it from the beginning.
    """
    below = made(packages)
    given, written = folder / "given", folder / "written"
    for part in (given, written, folder / "work", folder / "tree"):
        part.mkdir(parents=True)
    for name, content in {"/etc/hosts": b"127.0.0.1 localhost\n", **(files or {})}.items():
        place = given / name.removeprefix("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    home = given / str(USERS_HOME).removeprefix("/")
    home.mkdir(parents=True)
    shutil.chown(home, USER, USER)
    (given / str(PLACE).removeprefix("/")).mkdir(parents=True)
    layers = f"lowerdir={given}:{below},upperdir={written},workdir={folder / 'work'}"
    tree = folder / "tree"
    subprocess.run(("mount", "-t", "overlay", "bare", "-o", layers, tree), check=True)
    try:
        yield Bare(tree, written)
    finally:
        subprocess.run(("umount", "--lazy", tree), check=True)
