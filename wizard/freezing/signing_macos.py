"""Signing for macOS: which commands in which order. Nothing here starts one.

Owns the commands of `security`, `codesign`, `notarytool` and `stapler`. Not yet run on a Mac: what
they do is taken from Apple's manual pages and guides ("Notarizing macOS software before
distribution", TN3147 on notarytool) and from what PyInstaller signs by itself.
"""

from __future__ import annotations

import plistlib
import re
import secrets as chance
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wizard.freezing.signing_secrets import Command, SigningTrouble, decoded, private_file

CERTIFICATE: Final = "MACOS_CERTIFICATE"
CERTIFICATE_PASSWORD: Final = "MACOS_CERTIFICATE_PASSWORD"  # noqa: S105 - a name, no password
NOTARY_KEY: Final = "MACOS_NOTARY_KEY"
NOTARY_KEY_ID: Final = "MACOS_NOTARY_KEY_ID"
NOTARY_ISSUER: Final = "MACOS_NOTARY_ISSUER"
SECRETS: Final = (CERTIFICATE, CERTIFICATE_PASSWORD, NOTARY_KEY, NOTARY_KEY_ID, NOTARY_ISSUER)

# What a Python program needs under the hardened runtime: libffi writes small functions at run time.
# All libraries get our own signature, so their check need not be switched off.
ENTITLEMENTS: Final = {"com.apple.security.cs.allow-unsigned-executable-memory": True}

# Facts: the first four bytes of a program or library (mach-o/loader.h, mach-o/fat.h): 32 and 64
# bits, either order of bytes, and several processors in one file.
_MACH_O: Final = frozenset(
    bytes.fromhex(magic)
    for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf")
)
_IDENTITY: Final = re.compile(r'^\s*\d+\) ([0-9A-F]{40}) "Developer ID Application: ', re.MULTILINE)
_APPLES_NO: Final = ("status: Invalid", "status: Rejected")
_LOCKED_AFTER_SECONDS: Final = 3 * 60 * 60


@dataclass(frozen=True, slots=True)
class Keychain:
    """A keychain for one run only, and the files that belong to it."""

    place: Path
    password: str = field(repr=False)
    certificate: Path
    certificate_password: str = field(repr=False)
    notary_key: Path
    notary_key_id: str
    notary_issuer: str
    entitlements: Path
    scratch: Path


def keychain(scratch: Path, secrets: Mapping[str, str]) -> Keychain:
    """Write down what the programs read from files; raises SigningTrouble."""
    entitlements = scratch / "entitlements.plist"
    entitlements.write_bytes(plistlib.dumps(ENTITLEMENTS))
    return Keychain(
        scratch / "signing.keychain-db",
        chance.token_hex(24),
        private_file(scratch / "certificate.p12", decoded(CERTIFICATE, secrets)),
        secrets[CERTIFICATE_PASSWORD],
        private_file(scratch / "notary.p8", decoded(NOTARY_KEY, secrets)),
        secrets[NOTARY_KEY_ID],
        secrets[NOTARY_ISSUER],
        entitlements,
        scratch,
    )


def open_keychain(chain: Keychain) -> Command:
    """Make the keychain and put the certificate into it.

    `security` takes passwords as arguments only, which every program of the computer can read; its
    interactive mode reads the same lines from its standard input.
    """
    place, password = _quoted(str(chain.place)), _quoted(chain.password)
    certificate = _quoted(str(chain.certificate))
    import_password = _quoted(chain.certificate_password)
    lines = [
        f"create-keychain -p {password} {place}",
        f"set-keychain-settings -l -u -t {_LOCKED_AFTER_SECONDS} {place}",
        f"unlock-keychain -p {password} {place}",
        f"import {certificate} -k {place} -f pkcs12 -P {import_password} -T /usr/bin/codesign",
        # Else codesign opens a window that asks whether it may use the key.
        f"set-key-partition-list -S apple-tool:,apple:,codesign: -s -k {password} {place}",
        # codesign finds the certificates between ours and Apple's in the listed keychains only.
        f"list-keychains -d user -s {place} login.keychain-db",
    ]
    hidden = (chain.password, chain.certificate_password)
    return Command(("security", "-i"), fed="\n".join([*lines, ""]), secrets=hidden)


def close_keychain(chain: Keychain) -> Command:
    """Take the keychain away again; it is no longer listed then."""
    return Command(("security", "delete-keychain", str(chain.place)))


def find_identity(chain: Keychain) -> Command:
    """Ask which certificates can sign."""
    return Command(("security", "find-identity", "-v", "-p", "codesigning", str(chain.place)))


def identity(said: str) -> str:
    """The sum by which codesign is told the certificate; raises SigningTrouble.

    `security -i` may end well although a line of it failed: then there is no certificate here.
    """
    found = _IDENTITY.search(said)
    if found is None:
        raise SigningTrouble("There is no Developer ID Application certificate in the secret.")
    return found[1]


def programs_inside(application: Path) -> list[Path]:
    """Every program and library of an .app, the innermost first; a link is none."""
    found = [
        place
        for place in application.rglob("*")
        if place.is_file() and not place.is_symlink() and _starts(place) in _MACH_O
    ]
    return sorted(found, key=lambda place: (-len(place.parts), place))


def signed(place: Path, inside: Sequence[Path], identity: str, chain: Keychain) -> list[Command]:
    """Sign what is inside, then the whole, and look at the result."""
    key = ("--keychain", str(chain.place), "--sign", identity)
    start = ("codesign", "--force", "--timestamp", *key)
    if not inside:  # a disk image holds what is signed already
        return [
            Command((*start, str(place))),
            Command(("codesign", "--verify", "--strict", str(place))),
        ]
    hard = (*start, "--options", "runtime", "--entitlements", str(chain.entitlements))
    return [
        *(Command((*hard, str(each))) for each in inside),
        Command((*hard, str(place))),
        Command(("codesign", "--verify", "--deep", "--strict", str(place))),
    ]


def notarised(place: Path, chain: Keychain) -> list[Command]:
    """Let Apple look at it, and fasten its answer to it, so that it is known without a network."""
    sent, commands = place, []
    if place.suffix == ".app":  # only a file can be sent
        sent = chain.scratch / f"{place.stem}.zip"
        pack = ("ditto", "-c", "-k", "--sequesterRsrc", "--keepParent", str(place), str(sent))
        commands.append(Command(pack))
    key = ("--key", str(chain.notary_key), "--key-id", chain.notary_key_id)
    # These two are names and open nothing without the key; the program wants them as arguments.
    hidden = (chain.notary_key_id, chain.notary_issuer)
    submit = ("xcrun", "notarytool", "submit", str(sent), *key, "--issuer", chain.notary_issuer)
    return [
        *commands,
        # It ends well also where Apple has said no.
        Command((*submit, "--wait"), secrets=hidden, bad_signs=_APPLES_NO),
        Command(("xcrun", "stapler", "staple", str(place))),
        Command(("xcrun", "stapler", "validate", str(place))),
    ]


def _starts(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(4)


def _quoted(word: str) -> str:
    """A word as the interactive mode of `security` reads it."""
    if "\n" in word or "\r" in word:
        raise SigningTrouble("A password for signing has more than one line.")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
