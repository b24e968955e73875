"""Libraries of a Debian within the bundle: which package each is from, its version, its licence.

Owns the questions to dpkg and the reading of Debian's copyright records. On other systems it
answers nothing.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from wizard.freezing import spdx
from wizard.freezing.parts import Part, Text, ours

COPYRIGHT: Final = Path("/usr/share/doc")
TEXTS: Final = Path("/usr/share/common-licenses")
# A record tells of a whole source package, tools included; the library alone is what is carried.
# From the same records (keyutils.*, libuuid/*, "License (library)", the runtime library exception,
# the words of permission of X11, XCB, xkbcommon, krb5 and fontconfig; of D-Bus and GLib the
# licence of the whole, without those of single files), and for libcom_err from the NOTICE of
# e2fsprogs.
_OF_THE_LIBRARY: Final = {
    "libcom-err2": "MIT",
    "libdbus-1-3": "AFL-2.1 OR GPL-2.0-or-later",
    "libfontconfig1": "HPND-sell-variant",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libglib2.0-0": "LGPL-2.1-or-later",
    "libgcrypt20": "LGPL-2.1-or-later",
    "libgssapi-krb5-2": "MIT",
    "libk5crypto3": "MIT",
    "libkeyutils1": "LGPL-2.0-or-later",
    "libkrb5-3": "MIT",
    "libkrb5support0": "MIT",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libuuid1": "BSD-3-Clause",
}
_OF_THE_X_LIBRARIES: Final = re.compile(r"lib(x11|xcb|xkbcommon)[-\da-z]*")
# Texts that a record should have and has not.
_BESIDES: Final = {"libcom-err2": ("libcom-err.txt",)}
_REFERRED: Final = re.compile(rf"{TEXTS}/((?:L?GPL|Apache|MPL|GFDL|CC0|Artistic|BSD)[-\d.]*\d|BSD)")


def owners(places: Sequence[str]) -> dict[str, str]:
    """The package of each file that dpkg knows; files by the path they were asked for."""
    asked: dict[str, str] = {}
    for place in places:
        asked[place] = place
        # Where /lib is a link to /usr/lib, dpkg knows some files by the one name and some by the
        # other.
        asked.setdefault(place.removeprefix("/usr"), place)
    lines = _dpkg("-S", *sorted(asked)) if asked else []
    found = {}
    for line in lines:
        packages, _, place = line.rpartition(": ")
        if place in asked and not packages.startswith("diversion "):
            found[asked[place]] = packages.split(",")[0].partition(":")[0]
    return found


def part(package: str) -> Part:
    """A package, still without its files."""
    version, architecture = _version(package)
    system = _system()
    purl = f"pkg:deb/{system['ID']}/{package}@{version}?arch={architecture}"
    purl += f"&distro={system['ID']}-{system.get('VERSION_ID', 'unstable')}"
    record = COPYRIGHT / package / "copyright"
    told = record.read_text(encoding="utf-8", errors="replace") if record.is_file() else ""
    return Part(package, version, licence(package, told), purl, _texts(package, record, told))


def licence(package: str, record: str) -> str:
    """The licence of a library, or of most files of its package; "" where there is no record.

    The machine-readable form is Debian's "Machine-readable debian/copyright file", version 1.0.
    """
    if record and (known := _OF_THE_LIBRARY.get(package)):
        return known
    if record and _OF_THE_X_LIBRARIES.fullmatch(package):
        return "MIT"
    found = re.search(r"^Files:\s*\*.*?^License:[ \t]*(\S[^\n]*)", record, re.MULTILINE | re.DOTALL)
    if found:
        return spdx.from_debian(found.group(1))
    return "as in its copyright record" if record else ""


def _texts(package: str, record: Path, told: str) -> tuple[Text, ...]:
    named = sorted(set(_REFERRED.findall(told)))
    common = [Text(TEXTS / name, f"{name}.txt") for name in named if (TEXTS / name).is_file()]
    besides = ours(*_BESIDES.get(package, ()))
    return (Text(record, f"system/{package}.txt"), *common, *besides)


@cache
def _version(package: str) -> tuple[str, str]:
    wanted = "-f=${Version}\t${Architecture}\n"
    version, _, architecture = _dpkg("-W", wanted, package)[0].partition("\t")
    return version, architecture


@cache
def _system() -> dict[str, str]:
    return platform.freedesktop_os_release()


def _dpkg(*arguments: str) -> list[str]:
    program = shutil.which("dpkg-query")
    if program is None:
        return []
    # It ends with 1 when it does not know one of many files.
    done = subprocess.run(  # noqa: S603 - names of files, and no shell
        [program, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.splitlines()
