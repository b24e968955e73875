"""Whose each file of the bundle is, and what is said of those that nobody knows."""

from __future__ import annotations

import ssl
import sys
import sysconfig
from pathlib import Path

import PySide6
import pytest
from PySide6 import QtCore

import wizard
from wizard.freezing import debian, distributions, known, origins, sorting, spdx
from wizard.freezing.origins import Origin
from wizard.freezing.parts import HERE, TEXTS, Part, without_text

STDLIB = sysconfig.get_path("stdlib")


def part_of(place: str, source: object, packed: bool = False) -> Part:
    (part,) = sorting.parts([Origin(place, str(source), packed)])
    return part


def test_the_program_and_its_letters_are_told_apart() -> None:
    ours = part_of("resources/need.json", HERE / "resources" / "need.json")
    assert (ours.name, ours.version, ours.licence) == (wizard.PROGRAM, wizard.__version__, "MIT")
    letters = part_of("resources/fonts/OFL.txt", HERE / "resources" / "fonts" / "OFL.txt")
    assert (letters.name, letters.licence) == ("Noto fonts", "OFL-1.1")


def test_what_lies_in_the_package_of_qt_is_told_apart() -> None:
    binding = Path(QtCore.__file__)
    assert part_of(f"PySide6/{binding.name}", binding).name == "PySide6_Essentials"
    library = part_of("PySide6/Qt/lib/libQt6Core.so.6", binding)
    assert (library.name, library.licence) == ("Qt", "LGPL-3.0-only")
    assert library.version == PySide6.__version__
    assert {"LGPL-3.txt", "GPL-3.txt"} < {text.place for text in library.texts}
    unicode = part_of("PySide6/Qt/lib/libicudata.so.73", binding.with_name("libicudata.so.73"))
    assert (unicode.name, unicode.version) == ("ICU", "73")
    assert part_of("PySide6/Qt6Core.dll", binding).name == "Qt"
    for name in ("PySide6/msvcp140_1.dll", "VCRUNTIME140.dll", "api-ms-win-crt-math-l1-1-0.dll"):
        assert part_of(name, binding).name == "Microsoft Visual C++ Runtime"


def test_a_package_of_python_brings_its_own_licence() -> None:
    import psutil  # noqa: PLC0415 - any package would do

    part = part_of("psutil", psutil.__file__, packed=True)
    assert (part.name, part.licence, part.packed) == ("psutil", "BSD-3-Clause", 1)
    assert part.purl == f"pkg:pypi/psutil@{psutil.__version__}"
    assert [text.place for text in part.texts] == ["psutil/LICENSE"]


def test_what_a_package_has_linked_into_it_is_told_by_its_own_bill() -> None:
    part = distributions.part("cryptography")
    linked = {inside.name: inside for inside in part.within}
    assert linked["openssl"].licence == "Apache-2.0"
    assert linked["openssl"].purl == f"pkg:generic/openssl@{linked['openssl'].version}"
    assert [inside.name for inside in part.within if not inside.licence] == []
    texts = " ".join(text.source.read_text(encoding="utf-8") for text in part.texts)
    free = ("Apache-2.0", "Unicode-3.0")  # the last is of a part that only the making needs
    for inside in part.within:
        chosen = any(name in inside.licence for name in free)
        assert chosen or f"\n{inside.name}" in texts or f" {inside.name}\n" in texts, inside.name


def test_python_is_known_by_its_library_and_its_own_modules() -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    for source in ("/anywhere/libpython3.11.so.1.0", f"{STDLIB}/json/__init__.py"):
        part = part_of("some", source)
        assert (part.name, part.version) == ("Python", version)
    assert part_of("bz2", f"{STDLIB}/bz2.py", packed=True).name == "Python"


def test_debians_own_python_does_not_claim_all_of_usr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    assert part_of("libmystery.so.1", "/usr/lib/libmystery.so.1").name == "libmystery.so.1"
    assert part_of("json", f"{STDLIB}/json/__init__.py", packed=True).name == "Python"


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("libcrypto-3.dll", "OpenSSL"),
        ("libssl.3.dylib", "OpenSSL"),
        ("libffi-8.dll", "libffi"),
        ("libexpat.1.dylib", "Expat"),
        ("libbz2.1.0.dylib", "bzip2"),
        ("liblzma.5.dylib", "XZ Utils"),
        ("libz.1.dylib", "zlib"),
    ],
)
def test_libraries_that_python_brings_on_windows_and_macos_are_known(name: str, whose: str) -> None:
    part = part_of(name, f"{sys.base_prefix}/DLLs/{name}")
    assert part.name == whose
    assert without_text([part]) == []
    assert all(text.source.is_file() for text in part.texts)


def test_the_version_of_openssl_is_the_one_that_python_uses() -> None:
    library = known.library("libcrypto-3.dll")
    assert library is not None
    assert library.version in ssl.OPENSSL_VERSION


def test_a_file_of_nobody_has_no_licence() -> None:
    part = part_of("libmystery.so.1", "/opt/some/libmystery.so.1")
    assert (part.name, part.licence) == ("libmystery.so.1", "")
    assert without_text([part]) == ["libmystery.so.1"]


def test_a_licence_without_its_text_counts_as_none() -> None:
    some = Part("some", "1", "MIT", texts=())
    gone = sorting.program()
    assert without_text([some, gone]) == ["some"]


def test_all_packages_with_a_licence_of_our_saying_exist() -> None:
    for name in distributions.LICENCES:
        part = distributions.part(name)
        assert spdx.is_expression(part.licence), name
        assert part.texts, name


# --- Debian ---------------------------------------------------------------------------------------

RECORD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: somebody
License: LGPL-2.1+

Files: tools/*
Copyright: somebody
License: GPL-2+
 The text is in /usr/share/common-licenses/GPL-2.
"""


def test_the_licence_of_a_debian_package_is_that_of_most_of_its_files() -> None:
    assert debian.licence("libsome1", RECORD) == "LGPL-2.1-or-later"
    assert debian.licence("libsome1", "No form, only words.") == "as in its copyright record"
    assert debian.licence("libsome1", "") == ""


def test_a_library_may_be_freer_than_the_tools_of_its_package() -> None:
    assert debian.licence("libuuid1", RECORD.replace("LGPL-2.1+", "GPL-2+")) == "BSD-3-Clause"
    assert debian.licence("libxcb-shm0", "words") == "MIT"
    assert debian.licence("libuuid1", "") == ""


@pytest.mark.skipif(not Path("/usr/bin/dpkg-query").exists(), reason="this is not Debian")
def test_debian_knows_its_own_by_either_name_of_the_folder() -> None:
    (place,) = list(Path("/usr/lib").glob("*/libstdc++.so.6.*"))[:1]
    assert debian.owners([str(place), "/nowhere/some.so"]) == {str(place): "libstdc++6"}
    part = debian.part("libstdc++6")
    assert part.purl.startswith("pkg:deb/")
    assert {"system/libstdc++6.txt", "GPL-3.txt"} <= {text.place for text in part.texts}


def test_elsewhere_debian_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert debian.owners(["/usr/lib/some.so"]) == {}


@pytest.mark.parametrize(
    ("debians", "ours"),
    [
        ("Expat", "MIT"),
        ("BSD-3-clause or GPL-2", "BSD-3-Clause OR GPL-2.0-only"),
        ("PD", "PD"),
        ("GPL-2+ or AFL-2.1, and Expat", "GPL-2+ or AFL-2.1, and Expat"),
    ],
)
def test_names_of_debian_become_names_of_spdx_where_there_is_one(debians: str, ours: str) -> None:
    assert spdx.from_debian(debians) == ours


# --- the list of origins --------------------------------------------------------------------------


def test_the_list_keeps_files_and_modules_and_no_second_names(tmp_path: Path) -> None:
    binaries = [
        ("PySide6/libsome.so", "/from/libsome.so", "BINARY"),
        ("libsome.so", "PySide6/libsome.so", "SYMLINK"),
    ]
    origins.write(tmp_path, binaries, [("wizard.words", "/from/words.py", "PYMODULE")])
    assert origins.read(tmp_path) == [
        Origin("PySide6/libsome.so", "/from/libsome.so", packed=False),
        Origin("wizard.words", "/from/words.py", packed=True),
    ]


def test_every_text_that_is_kept_is_explained() -> None:
    told = (TEXTS / "README.md").read_text(encoding="utf-8")
    assert not [place.name for place in TEXTS.glob("*.txt") if f"`{place.name}`" not in told]
