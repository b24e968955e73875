"""The bundle on a computer that keeps its certificate authorities elsewhere, or has none.

Played with a copy of /etc that only one process sees: in it the authorities lie where another
distribution keeps them. Needs root and unshare. `python -m tests.proof.other_distributions PROGRAM`
plays every one of them; the test of the bundle only those that differ most.
"""

from __future__ import annotations

import os
import shlex
import shutil
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PLACES: Final = {
    "Debian": "/etc/ssl/certs/ca-certificates.crt",
    "Fedora": "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "RHEL": "/etc/pki/tls/certs/ca-bundle.crt",
    "openSUSE": "/etc/ssl/ca-bundle.pem",
    "Alpine": "/etc/ssl/cert.pem",
}
_KEPT_THERE: Final = ("ssl", "pki")


def cannot_be_played() -> str:
    """Why not, in one sentence; "" where they can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("unshare") is None:
        return "another /etc for one process needs root and unshare."
    return "" if Path(_ours()).is_file() else "there are no authorities to be moved elsewhere."


def _ours() -> str:
    return ssl.get_default_verify_paths().cafile or PLACES["Debian"]


def selftest(
    program: Path, keeps_them: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The selftest where `keeps_them` is the only place with authorities; "" for nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        etc = Path(folder, "etc")
        here = Path("/etc")
        leave = shutil.ignore_patterns(*_KEPT_THERE)
        shutil.copytree(
            here,
            etc,
            symlinks=True,
            ignore=lambda at, names: leave(at, names) if at == "/etc" else (),
        )
        if keeps_them:
            place = etc / Path(keeps_them).relative_to(here)
            place.parent.mkdir(parents=True)
            shutil.copy(_ours(), place)
        steps = (
            f"mount --bind {shlex.quote(str(etc))} /etc; exec {shlex.quote(str(program))} selftest"
        )
        return subprocess.run(
            ["unshare", "--mount", "--propagation", "private", "sh", "-ec", steps],
            env={"LANG": "C.UTF-8", "HOME": "/nowhere", "PATH": os.defpath, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


def faults(program: Path, places: Mapping[str, str]) -> list[str]:
    """What the program gets wrong where these distributions keep their authorities, and nowhere."""
    made = ssl.create_default_context(cafile=_ours())
    told = f"certificate authorities: {made.cert_store_stats()['x509_ca']} of them"
    found = []
    for name, place in places.items():
        done = selftest(program, place)
        if done.returncode or told not in done.stdout:
            found.append(f"{name}: {done.stderr or done.stdout}")
    nowhere = selftest(program)
    if nowhere.returncode != 1 or "no certificate authorities" not in nowhere.stderr:
        found.append(f"nowhere: {nowhere.stderr or nowhere.stdout}")
    return found


def main() -> int:
    """Play all of them; the exit status."""
    found = faults(Path(sys.argv[1]).resolve(), PLACES)
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
