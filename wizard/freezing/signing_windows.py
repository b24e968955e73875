"""Signing for Windows: which commands in which order. Nothing here starts one.

Owns the commands of `signtool`, with one of two kinds of key: Microsoft's Trusted Signing, which
keeps the key, or a certificate in a file. Not yet run on Windows: what they do is taken from
Microsoft's "SignTool" and "Set up signing integrations to use Trusted Signing".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.freezing.signing_secrets import (
    Command,
    SigningTrouble,
    decoded,
    private_file,
    taken,
)

# The last three are read by Microsoft's library itself, from the environment.
TRUSTED: Final = (
    "TRUSTED_SIGNING_DLIB",
    "TRUSTED_SIGNING_ENDPOINT",
    "TRUSTED_SIGNING_ACCOUNT",
    "TRUSTED_SIGNING_PROFILE",
    "AZURE_TENANT_ID",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
)
CERTIFICATE: Final = "WINDOWS_CERTIFICATE"
CERTIFICATE_PASSWORD: Final = "WINDOWS_CERTIFICATE_PASSWORD"  # noqa: S105 - a name, no password
OWN: Final = (CERTIFICATE, CERTIFICATE_PASSWORD)

TRUSTED_CLOCK: Final = "http://timestamp.acs.microsoft.com"
CLOCK: Final = "http://timestamp.digicert.com"
KITS: Final = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")

_THUMBPRINT: Final = re.compile(r"^thumbprint ([0-9A-Fa-f]{40})\s*$", re.MULTILINE)
# signtool takes a password as an argument only, which every program of the computer can read. So
# the certificate goes into the user's store for the time of signing: the password is read from the
# environment, and the key cannot be taken out again.
_GIVEN: Final = "(ConvertTo-SecureString $env:SIGNING_PASSWORD -AsPlainText -Force)"
_IMPORT: Final = (
    "$ErrorActionPreference = 'Stop'; "
    f"$found = Import-PfxCertificate -FilePath $env:SIGNING_FILE -Password {_GIVEN}"
    " -CertStoreLocation Cert:\\CurrentUser\\My; "
    'Write-Output "thumbprint $($found.Thumbprint)"'
)
_REMOVE: Final = (
    "$ErrorActionPreference = 'Stop'; "
    f"$found = Get-PfxData -FilePath $env:SIGNING_FILE -Password {_GIVEN}; "
    "$found.EndEntityCertificates | ForEach-Object "
    '{ Remove-Item "Cert:\\CurrentUser\\My\\$($_.Thumbprint)" -DeleteKey }'
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What signtool is told about the key, and what has to happen before and after.

    `key` is empty where what `before` says names it.
    """

    key: tuple[str, ...]
    clock: str
    before: Command | None = None
    after: Command | None = None


def secrets(environment: Mapping[str, str]) -> dict[str, str] | None:
    """The secrets of one of the two ways, None where there are none; raises SigningTrouble.

    Where the library of Trusted Signing lies is no secret, and alone it means nothing.
    """
    only_library = not any(environment.get(name, "").strip() for name in TRUSTED[1:])
    trusted = None if only_library else taken(environment, TRUSTED)
    return trusted or taken(environment, OWN)


def prepared(scratch: Path, found: Mapping[str, str]) -> Prepared:
    """Write down what signtool reads from files; raises SigningTrouble."""
    if CERTIFICATE not in found:
        told = {
            "Endpoint": found["TRUSTED_SIGNING_ENDPOINT"],
            "CodeSigningAccountName": found["TRUSTED_SIGNING_ACCOUNT"],
            "CertificateProfileName": found["TRUSTED_SIGNING_PROFILE"],
        }
        place = private_file(scratch / "metadata.json", json.dumps(told).encode())
        key = ("/dlib", found["TRUSTED_SIGNING_DLIB"], "/dmdf", str(place))
        return Prepared(key, TRUSTED_CLOCK)
    file = private_file(scratch / "certificate.pfx", decoded(CERTIFICATE, found))
    password = found[CERTIFICATE_PASSWORD]
    given = {"SIGNING_FILE": str(file), "SIGNING_PASSWORD": password}
    shell = ("powershell", "-NoProfile", "-NonInteractive", "-Command")
    before, after = (
        Command((*shell, script), environment=given, secrets=(password,))
        for script in (_IMPORT, _REMOVE)
    )
    return Prepared((), CLOCK, before, after)


def signed(tool: Path, programs: Sequence[Path], how: Prepared, said: str = "") -> list[Command]:
    """Sign the programs and look at the result; `said` is what the command before has said."""
    key = how.key or ("/sha1", thumbprint(said))
    names = tuple(str(program) for program in programs)
    clock = ("/fd", "SHA256", "/tr", how.clock, "/td", "SHA256")
    return [
        Command((str(tool), "sign", *clock, *key, *names)),
        Command((str(tool), "verify", "/pa", "/all", "/tw", *names)),
    ]


def thumbprint(said: str) -> str:
    """The sum by which signtool finds the certificate; raises SigningTrouble."""
    found = _THUMBPRINT.search(said)
    if found is None:
        raise SigningTrouble(f"{CERTIFICATE} could not be put into the store.")
    return found[1]


def signtools(kits: Path = KITS) -> list[Path]:
    """Every signtool that Microsoft's kits have brought to this computer."""
    return sorted(kits.glob("*/x64/signtool.exe"))


def newest_signtool(places: Iterable[Path]) -> Path:
    """The newest of them; raises SigningTrouble where there is none."""

    def version(place: Path) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", place.parent.parent.name))

    found = sorted(places, key=version)
    if not found:
        raise SigningTrouble("There is no signtool.exe: it comes with the Windows SDK.")
    return found[-1]
