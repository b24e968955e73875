"""What is known by the name of its file: Qt, and libraries that come with Python or with Qt.

Owns that table. It is asked where no package says whose a file is (Python for Windows and macOS
brings OpenSSL and others without a word), or where one package holds the work of several (Qt's).
"""

from __future__ import annotations

import importlib.metadata
import re
import ssl
from dataclasses import dataclass
from typing import Final

from wizard.freezing.parts import Part, ours


@dataclass(frozen=True)
class _Known:
    pattern: re.Pattern[str]
    name: str
    licence: str
    texts: tuple[str, ...]


def _known(pattern: str, name: str, licence: str, *texts: str) -> _Known:
    return _Known(re.compile(pattern, re.IGNORECASE), name, licence, texts)


_QT: Final = _known(
    r"(^|/)PySide6/(Qt/)?(lib|plugins|translations)/|(^|/)Qt6\w+\.dll$|(^|/)Qt\w+\.framework/",
    "Qt",
    "LGPL-3.0-only",
    *("LGPL-3.txt", "GPL-3.txt", "Qt-third-party.txt", "Apache-2.0.txt", "CC0-1.0.txt"),
)
# By the place in the bundle: these are within packages that hold the work of others, too.
_PLACES: Final = (
    _known(r"(^|/)libicu\w+\.so", "ICU", "Unicode-DFS-2016", "ICU.txt"),
    _known(
        r"(^|/)((vcruntime|msvcp|concrt)\d+\w*|ucrtbase|api-ms-win-[\w-]+)\.dll$",
        "Microsoft Visual C++ Runtime",
        "Microsoft Visual C++ Runtime",
        "Microsoft-runtime.txt",
    ),
    _QT,
)
_SHARED: Final = re.compile(r"\.(so|dll|dylib|pyd)\b")
# By the file's own name, where it comes with Python; Debian knows its own better.
_LIBRARIES: Final = (
    _known(r"lib(crypto|ssl)[-.]", "OpenSSL", "Apache-2.0", "OpenSSL.txt", "Apache-2.0.txt"),
    _known(r"libffi[-.\d]", "libffi", "MIT", "libffi.txt"),
    _known(r"libexpat[-.\d]", "Expat", "MIT", "Expat.txt"),
    _known(r"(libbz2|bz2)[-.\d]", "bzip2", "bzip2-1.0.6", "bzip2.txt"),
    _known(r"(liblzma|lzma)[-.\d]", "XZ Utils", "0BSD", "XZ.txt"),
    _known(r"(libz|zlib1?)[-.](?!.*cpython)", "zlib", "Zlib", "zlib.txt"),
)


def part(place: str, name: str) -> Part | None:
    """The part of a file by its place in the bundle; None where that says nothing."""
    found = next((known for known in _PLACES if known.pattern.search(place)), None)
    return _part(found, _version(found, name)) if found else None


def library(name: str) -> Part | None:
    """The part of a library that Python, or nobody, brought along, by its file's name."""
    shared = _SHARED.search(name)
    found = next((known for known in _LIBRARIES if shared and known.pattern.match(name)), None)
    return _part(found, _version(found, name)) if found else None


def _part(found: _Known, version: str) -> Part:
    slug = found.name.lower().replace(" ", "-").replace("+", "p")
    purl = f"pkg:generic/{slug}@{version}" if version else f"pkg:generic/{slug}"
    return Part(found.name, version, found.licence, purl, ours(*found.texts))


def _version(found: _Known, name: str) -> str:
    """Told by the library itself where it can, else by the file's name; "" where neither does."""
    match found.name:
        case "Qt":
            return importlib.metadata.version("PySide6-Essentials")
        case "OpenSSL":
            return ssl.OPENSSL_VERSION.split()[1]
        case "ICU":
            return name.rpartition(".so.")[2]
        case _:
            return ""
