"""`python -m wizard.freezing.signing program FOLDER | archives FOLDER`: the marks of who made it.

Owns what is signed when, and with which secrets: first the program (before it is packed), then its
archives. Where the secrets are not there, nothing is signed and that is said. A secret comes from
the environment and goes to a program through its environment, its standard input or a file that
only this user can read and that is gone afterwards: never into an argument, an output or an error.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from wizard.freezing import signing_macos, signing_windows
from wizard.freezing.signing_secrets import Command, SigningTrouble, taken

# Apple looks at a program for some minutes, on some days for an hour.
_PATIENCE_SECONDS: Final = 2 * 60 * 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Sign what lies in a folder; 0 also where there is nothing to sign with."""
    parser = argparse.ArgumentParser(prog="dev.py sign")
    parser.add_argument("what", choices=("program", "archives"))
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    try:
        # Its folder belongs to this user alone, and is gone however this ends.
        with tempfile.TemporaryDirectory(prefix="signing-") as scratch:
            told = sign(asked.what, asked.folder, Path(scratch), os.environ, sys.platform)
    except (SigningTrouble, OSError, subprocess.SubprocessError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.write(f"{told}\n")
    return 0


def sign(
    what: str, folder: Path, scratch: Path, environment: Mapping[str, str], system: str
) -> str:
    """Sign the program in `folder`, or its archives, and say so in one sentence.

    Raises SigningTrouble where secrets are there in part, or a program that signs has failed.
    """
    match system:
        case "darwin":
            secrets = taken(environment, signing_macos.SECRETS)
        case "win32":
            secrets = signing_windows.secrets(environment)
        case _:
            return "Nothing is signed here: archives for Linux are known by their checksums."
    if secrets is None:
        return "Not signed: the secrets for it are not in the environment."
    if system == "darwin":
        done = _macos(what, folder, scratch, secrets)
    else:
        done = _windows(what, folder, scratch, secrets)
    return f"Signed: {', '.join(place.name for place in done)}." if done else "Nothing to sign."


def _macos(what: str, folder: Path, scratch: Path, secrets: Mapping[str, str]) -> list[Path]:
    chain = signing_macos.keychain(scratch, secrets)
    found = sorted(folder.glob("*.app" if what == "program" else "*.dmg"))
    if not found:
        return []
    try:
        run(signing_macos.open_keychain(chain))
        identity = signing_macos.identity(run(signing_macos.find_identity(chain)))
        for place in found:
            inside = signing_macos.programs_inside(place) if what == "program" else []
            for command in signing_macos.signed(place, inside, identity, chain):
                run(command)
            for command in signing_macos.notarised(place, chain):
                run(command)
    finally:
        with suppress(SigningTrouble):  # what went wrong before counts, and the folder goes anyway
            run(signing_macos.close_keychain(chain))
    return found


def _windows(what: str, folder: Path, scratch: Path, secrets: Mapping[str, str]) -> list[Path]:
    # An archive carries no mark of its own here: the programs inside it do.
    found = sorted(folder.rglob("mail-connection-check*.exe")) if what == "program" else []
    if not found:
        return []
    tool = signing_windows.newest_signtool(signing_windows.signtools())
    prepared = signing_windows.prepared(scratch, secrets)
    said = run(prepared.before) if prepared.before else ""
    try:
        for command in signing_windows.signed(tool, found, prepared, said):
            run(command)
    finally:
        if prepared.after:
            with suppress(SigningTrouble):
                run(prepared.after)
    return found


def run(command: Command) -> str:
    """Start a program and give back what it said; raises SigningTrouble, without any secret."""
    sys.stdout.write(f"  {command.without_secrets(' '.join(command.arguments))}\n")
    sys.stdout.flush()
    done = subprocess.run(  # noqa: S603 - the commands are ours, see the modules of each system
        command.arguments,
        input=command.fed,
        env={**os.environ, **command.environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    said = command.without_secrets(done.stdout + done.stderr)
    if done.returncode != 0 or any(word in said for word in command.bad_signs):
        raise SigningTrouble(f"{command.arguments[0]} did not sign:\n{said.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
