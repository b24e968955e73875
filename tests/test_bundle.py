"""The bundle is whole, carries nothing that it must not, and says what it lacks."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader

from tests.freezing.bill_rules import breaches
from tests.one_bundle import HERE, NAME, linked
from tests.proof import other_distributions
from wizard import PROGRAM
from wizard.freezing.bill import bill
from wizard.freezing.known import part
from wizard.freezing.layout import layout
from wizard.freezing.make import judge
from wizard.freezing.parts import Part, Text
from wizard.freezing.permitted import foreign_qt

INSIDE = "_internal/"

# Every kind of file that may be in it; whatever else is there came unasked.
KNOWN = re.compile(
    rf"""{NAME}
    | [^/]+\.so[.\d]*                                       # shared libraries
    | python3\.\d+/lib-dynload/[^/]+\.so | base_library\.zip
    | (PySide6|shiboken6|psutil|cryptography)/([^/]+/)*[^/]+\.so[.\d]*
    | PySide6/Qt/translations/qtbase_(de|en)\.qm
    | babel/(global|locale-data/(root|de|en(_\w+)?))\.dat | babel/py\.typed
    | [\w.-]+\.dist-info/(METADATA|WHEEL|entry_points\.txt|top_level\.txt|(licenses|sboms)/[^/]+)
    | resources/[\w.-]+\.json | resources/pictures/program\.svg
    | resources/fonts/(Noto\w+-(Regular|Bold)\.ttf|OFL\.txt|README\.md)
    | resources/words/[\w-]+/LC_MESSAGES/wizard\.mo
    | licences/([\w.-]+/)?[\w.+-]+\.txt | licences/bill-of-materials\.cdx\.json
    | licences/[\w.-]+/[\w.-]+                               # as the packages call theirs
    """,
    re.VERBOSE,
)
# Of every desktop, and never to be brought along: they belong to its kernel and its screen.
OF_THE_SYSTEM = re.compile(
    r"(ld-linux[\w-]*|libc|libm|libdl|libpthread|librt|libresolv|libutil"
    r"|libGL|libEGL|libxcb|libz)\.so\.\d"
)
# What goes missing, and the sentence that says so.
MISSING = {
    "resources/need.json": "need.json is missing",
    "resources/mail-providers.json": "mail-providers.json is missing",
    "resources/pictures/program.svg": "program.svg is missing",
    "resources/fonts/NotoSansHebrew-Bold.ttf": "NotoSansHebrew-Bold.ttf is missing",
    "resources/fonts/OFL.txt": "OFL.txt is missing",
    "resources/words/de/LC_MESSAGES/wizard.mo": "The sentences of the language de, or its dates",
    "babel/locale-data/de.dat": "The sentences of the language de, or its dates",
    "PySide6/Qt/translations/qtbase_de.qm": "Qt's own words of the language de are missing",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so": "plugin platforms/offscreen is missing",
    "PySide6/Qt/plugins/platforms/libqxcb.so": "plugin platforms/xcb is missing",
    "PySide6/Qt/plugins/imageformats/libqsvg.so": "plugin imageformats/svg is missing",
    "PySide6/QtWidgets.abi3.so": "The window cannot be loaded",
}


@pytest.mark.slow
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="what has to be in it is listed for Linux only"
)
def test_the_bundle_proves_itself_and_carries_nothing_foreign(bundle: Path, tmp_path: Path) -> None:
    """In a copy of its own, where things are taken away."""
    made_in, bundle = bundle.parent, linked(bundle, tmp_path)
    assert unknown(bundle) == []
    assert foreign_qt(names(bundle)) == []
    assert lacking_licences(bundle) == []
    assert unmet(bundle) == {}
    contents = {**files(bundle), **archived(bundle)}
    assert traces(contents, [HERE, made_in, Path(sys.prefix), Path.home()]) == []
    done = selftest(bundle)
    assert (done.returncode, done.stderr) == (0, "")
    assert "everything is here and works" in done.stdout
    if not other_distributions.cannot_be_played():
        fedora = {"Fedora": other_distributions.PLACES["Fedora"]}
        assert other_distributions.faults(bundle / NAME, fedora) == []
    for lost, told in MISSING.items():
        place = bundle / INSIDE / lost
        place.rename(tmp_path / "taken away")
        done = selftest(bundle)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), (lost, done.stderr)
        assert told in done.stderr
        (tmp_path / "taken away").rename(place)


def selftest(bundle: Path) -> subprocess.CompletedProcess[str]:
    """As on a computer without a screen, without Python, and without this checkout."""
    return subprocess.run(
        [bundle / NAME, "selftest"],
        cwd=bundle,
        env={"LANG": "C.UTF-8", "HOME": str(bundle)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


# --- the rules ------------------------------------------------------------------------------------


def names(bundle: Path) -> Iterator[str]:
    for place in bundle.rglob("*"):
        if not place.is_dir():
            yield place.relative_to(bundle).as_posix().removeprefix(INSIDE)


def unknown(bundle: Path) -> list[str]:
    """Files of a kind that nobody expects: fonts, caches, keys, logs, tests, notes."""
    return [name for name in names(bundle) if not KNOWN.fullmatch(name)]


def lacking_licences(bundle: Path) -> list[str]:
    """Files that the bill of materials does not tell of as they are, and texts that are not there.

    That each part has a licence and a text is what `make` has seen to; here is what came of it.
    """
    folder = bundle / "licences"
    bill = json.loads((folder / "bill-of-materials.cdx.json").read_text(encoding="utf-8"))
    parts = [bill["metadata"]["component"], *bill["components"]]
    inside = [each for part in parts for each in part.get("components", [])]
    told = {each["name"]: each["hashes"] for each in inside if each["type"] == "file"}
    there = files(bundle)
    found = breaches(bill)
    for name, content in there.items():
        digest = [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]
        if not name.startswith("licences/") and told.get(name) != digest:
            found.append(f"not in the bill as it is: {name}")
    found += [f"in the bill only: {name}" for name in told if name not in there]
    for component in parts:
        texts = [
            each["value"] for each in component["properties"] if each["name"] == "licence-text"
        ]
        if not texts or not all(there.get(text) for text in texts):
            found.append(f"no licence text: {component['name']}")
    return found


def unmet(bundle: Path) -> dict[str, set[str]]:
    """What a library needs, and neither the bundle nor every desktop has.

    The selftest cannot see this: on the computer that makes the bundle, the system has it.
    """
    inside = {name.rpartition("/")[2] for name in names(bundle)}
    found = {}
    for place in bundle.rglob("*"):
        program = place.name == NAME
        if place.is_file() and not place.is_symlink() and (program or ".so" in place.name):
            told = subprocess.run(
                ["objdump", "-p", place], capture_output=True, encoding="utf-8", check=True
            ).stdout
            needed = set(re.findall(r"NEEDED\s+(\S+)", told))
            needed -= set() if program else inside  # it starts before it knows where they lie
            found[place.name] = {name for name in needed if not OF_THE_SYSTEM.fullmatch(name)}
    return {name: lacking for name, lacking in found.items() if lacking}


def archived(bundle: Path) -> dict[str, bytes]:
    """The Python code in the program file, unpacked: a path in packed code would not be seen."""
    program = CArchiveReader(str(bundle / NAME))
    modules = program.open_embedded_archive("PYZ.pyz")
    code = {name: modules.extract(name, raw=True) or b"" for name in modules.toc}
    assert b"wizard/words.py" in code["wizard.words"]
    return {**code, "wizard.__main__": program.extract("__main__")}


def traces(contents: Mapping[str, bytes], places: Sequence[Path]) -> list[tuple[str, str]]:
    """Paths of the computer that made it; where Python stands there is written into Python."""
    named = [str(place).encode() for place in places if place != Path(place.anchor)]
    wanted = b"|".join(map(re.escape, named))
    path = re.compile(rb"(?<![\w./-])(?:" + wanted + rb")/")
    python = sys.base_prefix.encode()
    return [
        (name, found.group().decode())
        for name, content in contents.items()
        for found in [path.search(content.replace(python, b""))]
        if found
    ]


def files(bundle: Path) -> dict[str, bytes]:
    """Every file once, however many names it has."""
    places = (place for place in bundle.rglob("*") if place.is_file() and not place.is_symlink())
    return {place.relative_to(bundle).as_posix(): place.read_bytes() for place in sorted(places)}


# --- a rule that can never fail is no rule --------------------------------------------------------


def test_a_part_of_qt_under_the_gpl_stops_the_making(tmp_path: Path) -> None:
    where = layout(tmp_path, "linux")
    for name in ("libQt6Core.so.6", "libQt6Charts.so.6"):
        (tmp_path / INSIDE / name).parent.mkdir(exist_ok=True)
        (tmp_path / INSIDE / name).touch()
    qt = replace(known_qt(), files=tuple(f"{INSIDE}{name}" for name in names(tmp_path)))
    assert judge([qt], where) == [
        "Must not be in the bundle: libQt6Charts.so.6 is under the GPL only."
    ]


def test_a_file_of_nobody_stops_the_making(tmp_path: Path) -> None:
    where = layout(tmp_path, "linux")
    (tmp_path / INSIDE).mkdir()
    (tmp_path / INSIDE / "libmystery.so.1").touch()
    assert judge([], where) == ["Nobody knows whose file this is: _internal/libmystery.so.1."]
    stray = Part("libmystery.so.1", files=("_internal/libmystery.so.1",))
    told = ["No licence, or no text of it, is known of libmystery.so.1."]
    assert judge([stray], where) == told
    gnu = replace(known_qt(), name="readline", licence="GPL-3.0-or-later", files=stray.files)
    assert judge([gnu], where) == ["Under the GPL only: readline: GPL-3.0-or-later."]


def known_qt() -> Part:
    qt = part("PySide6/Qt/lib/libQt6Core.so.6", "libQt6Core.so.6")
    assert qt is not None
    return qt


def test_a_missing_text_and_a_changed_file_are_seen(tmp_path: Path) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "MIT.txt").write_text("text", encoding="utf-8")
    for name in ("program", "library.so"):
        (tmp_path / name).write_bytes(b"as it was")
    text = Text(HERE / "LICENSE", "MIT.txt")
    ours = Part(PROGRAM, "1", "MIT", "pkg:generic/us@1", (text,), ("program",))
    other = Part("other", "1", "MIT", "pkg:generic/other@1", (text,), ("library.so",))
    told = bill([ours, other], tmp_path, 0)
    (tmp_path / "licences" / "bill-of-materials.cdx.json").write_text(told, encoding="utf-8")
    assert lacking_licences(tmp_path) == []
    (tmp_path / "program").write_bytes(b"changed")
    (tmp_path / "library.so").rename(tmp_path / "another.so")
    (tmp_path / "licences" / "MIT.txt").unlink()
    assert lacking_licences(tmp_path) == [
        "not in the bill as it is: another.so",
        "not in the bill as it is: program",
        "in the bill only: library.so",
        f"no licence text: {PROGRAM}",
        "no licence text: other",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "server.pem",
        "password.txt",
        ".env",
        "resources/words/de/LC_MESSAGES/wizard.po",
        "resources/fonts/Some.ttf",
        "fontconfig/cache-9.so.cache",
        "tests/conftest.py",
        "imapclient-4.1.0.dist-info/direct_url.json",
    ],
)
def test_what_nobody_expects_is_seen(name: str, tmp_path: Path) -> None:
    for each in ("resources/need.json", name):
        (tmp_path / INSIDE / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / INSIDE / each).touch()
    assert unknown(tmp_path) == [name]


def test_a_path_of_this_computer_is_seen() -> None:
    home = Path("/house") / "somebody"
    contents = {
        "notes": b"\0see /house/somebody/notes\0",
        "of Python": f"{sys.base_prefix}/lib".encode(),
        "elsewhere": b"/opt/house/somebody/notes, /house/somebodyelse",
    }
    assert traces(contents, [home]) == [("notes", "/house/somebody/")]
