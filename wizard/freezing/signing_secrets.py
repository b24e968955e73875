"""The secrets of signing, and commands that use them without showing them.

Owns which of them are there and how a command hides them. It must never write one anywhere but into
a file of this user's own.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class SigningTrouble(Exception):
    """Nothing can be signed; the text says why, and never holds a secret."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program to start. Only `arguments` may be shown: they hold no secret.

    `fed` goes to its standard input, `secrets` are struck out of whatever it says. Some programs
    tell a failure by a word of `bad_signs` only.
    """

    arguments: tuple[str, ...]
    fed: str = field(default="", repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    bad_signs: tuple[str, ...] = ()

    def without_secrets(self, said: str) -> str:
        """What it said, where a secret stood only the word secret."""
        for secret in self.secrets:
            said = said.replace(secret, "(secret)") if secret else said
        return said


def taken(environment: Mapping[str, str], names: Sequence[str]) -> dict[str, str] | None:
    """The secrets of these names, None where none is there; raises SigningTrouble for a part.

    An empty one counts as missing: so a workflow gives those that nobody has set.
    """
    found = {name: environment[name] for name in names if environment.get(name, "").strip()}
    if not found:
        return None
    if missing := [name for name in names if name not in found]:
        raise SigningTrouble(f"These secrets for signing are missing: {', '.join(missing)}.")
    return found


def private_file(place: Path, content: bytes) -> Path:
    """Write a file that only this user can read."""
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return place


def decoded(name: str, secrets: Mapping[str, str]) -> bytes:
    """A secret that is a file in base64; raises SigningTrouble without showing it."""
    try:
        return base64.b64decode("".join(secrets[name].split()), validate=True)
    except binascii.Error:
        raise SigningTrouble(f"{name} is not base64.") from None
