"""The bundle is whole, carries nothing that it must not, and says what it lacks."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader

from tests.one_bundle import HERE, NAME, linked

INSIDE = "_internal/"

# The parts of Qt that the program uses. All of them are under the LGPL; others (Charts,
# DataVisualization, Graphs, VirtualKeyboard ...) are under the GPL only, and nobody misses any.
QT_PARTS = re.compile(r"(lib)?Qt6?(Core|DBus|Gui|Network|Svg|Widgets|XcbQpa)\b.*")
QT_PART = re.compile(r"(lib)?Qt[A-Z0-9].*\.(so|dll|dylib|pyd)\b.*")
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
def test_the_bundle_proves_itself_and_carries_nothing_foreign(bundle: Path, tmp_path: Path) -> None:
    """In a copy of its own, where things are taken away."""
    made_in, bundle = bundle.parent, linked(bundle, tmp_path)
    assert unknown(bundle) == []
    assert foreign_qt(bundle) == []
    assert unmet(bundle) == {}
    contents = {**files(bundle), **archived(bundle)}
    assert traces(contents, [HERE, made_in, Path(sys.prefix), Path.home()]) == []
    done = selftest(bundle)
    assert (done.returncode, done.stderr) == (0, "")
    assert "everything is here and works" in done.stdout
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


def foreign_qt(bundle: Path) -> list[str]:
    """Parts of Qt that the program does not use, among them all that are under the GPL only."""
    ours = [name.rpartition("/")[2] for name in names(bundle)]
    return [name for name in ours if QT_PART.fullmatch(name) and not QT_PARTS.fullmatch(name)]


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
    return {place.relative_to(bundle).as_posix(): place.read_bytes() for place in places}


# --- a rule that can never fail is no rule --------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "libQt6Charts.so.6",
        "libQt6DataVisualization.so.6",
        "libQt6VirtualKeyboard.so.6",
        "Qt6Charts.dll",
        "QtGraphs.abi3.so",
        "libQt6Qml.so.6",
    ],
)
def test_a_part_of_qt_under_the_gpl_is_seen(name: str, tmp_path: Path) -> None:
    (tmp_path / "libQt6Core.so.6").touch()
    (tmp_path / "QtCore.abi3.so").touch()
    (tmp_path / name).touch()
    assert foreign_qt(tmp_path) == [name]


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
