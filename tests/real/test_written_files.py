"""What a visit of the frozen program writes: nothing but what the user saved."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import insist
from tests.one_bundle import NAME
from tests.real.screen import Screen
from tests.real.stage import Stage
from tests.real.written_files import Kind, Rules, Touch, Watched, sorted_by, told, touches

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle of Linux is meant")

SAVED = "/people/u/report.pdf"
RULES = Rules(frozenset({SAVED}), "/stick")


@pytest.mark.slow
def test_a_visit_writes_what_the_user_saved_and_nothing_else(
    bundle: Path, stage: Stage, screen: Screen, tmp_path: Path
) -> None:
    """From the first page to saved papers and out, with every call of the kernel watched."""
    insist(None if shutil.which("strace") else "the test of written files needs strace")
    watched = Watched(tmp_path)
    assert watched.visit(bundle / NAME, screen, stage.courier(maxperip=4)) == 0
    found = watched.found()
    assert found[Kind.FAULT] == [], told(found)
    # What was saved was seen: otherwise the above says nothing.
    assert {touch.place for touch in found[Kind.SAVED]} >= set(map(str, watched.saved))
    house = tmp_path / "house"
    assert [str(place) for place in house.rglob("*") if not place.is_dir()] == []


# -- The kernel's lines -----


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ('openat(AT_FDCWD</w>, "a", O_RDONLY|O_CLOEXEC) = 3</w/a>', set()),
        ('openat(AT_FDCWD</w>, "a", O_RDWR|O_CREAT, 0600) = 3</w/a>', {("/w/a", "openat")}),
        (
            'openat(AT_FDCWD</w>, "../a", O_WRONLY|O_TRUNC) = 3</a>',
            {("/a", "openat")},
        ),
        (
            r'openat(AT_FDCWD</w>, "Gr\303\274n \"1\"", O_WRONLY) = 3</w/Gr\303\274n "1">',
            {('/w/Grün "1"', "openat")},
        ),
        (
            'rename("/w/.a.x", "/w/a")             = 0',
            {("/w/.a.x", "rename"), ("/w/a", "rename")},
        ),
        (
            'renameat2(AT_FDCWD</w>, "b", 5</else>, "c", 0) = 0',
            {("/w/b", "renameat2"), ("/else/c", "renameat2")},
        ),
        ('unlink("/srv/gone") = 0', {("/srv/gone", "unlink")}),
        ('mkdir("/people/u/.cache", 0700) = 0', {("/people/u/.cache", "mkdir")}),
        ('symlink("what it says", "/srv/link") = 0', {("/srv/link", "symlink")}),
        (
            'bind(9<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path="/srv/door"}, 12) = 0',
            {("/srv/door", "bind")},
        ),
        (
            'bind(9<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path=@"door"}, 7) = 0',
            {("@door", "bind")},
        ),
        ('memfd_create("shm", MFD_CLOEXEC) = 4<memfd:shm>', {("memfd:shm", "memfd_create")}),
        ("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---", set()),
        ("+++ exited with 0 +++", set()),
    ],
)
def test_a_line_tells_which_names_were_touched(line: str, seen: set[tuple[str, str]]) -> None:
    assert touches([line]) == {Touch(place, call) for place, call in seen}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (SAVED, Kind.SAVED),
        ("/people/u/.report.pdf.xyz", Kind.SAVED),  # it is gone at the end
        ("/people/u/.config", Kind.FAULT),  # it stayed
        ("/people/u/sub/report.pdf", Kind.FAULT),
        ("/stick/settings.ini", Kind.PORTABLE),
        ("/sticker/settings.ini", Kind.FAULT),
        ("/dev/null", Kind.NO_FILE),
        ("@mail-connection-check", Kind.NO_FILE),
        ("/srv/door", Kind.FAULT),
    ],
)
def test_a_touched_name_belongs_somewhere_or_is_a_fault(place: str, kind: Kind) -> None:
    rules = Rules(RULES.saved, RULES.portable, frozenset({"/people/u/.config"}))
    touch = Touch(place, "openat")
    found = sorted_by(rules, [touch])
    assert found[kind] == [touch]
    assert f"    {place} (openat)" in told(found)


def test_without_portable_txt_the_stick_is_as_any_place() -> None:
    touch = Touch("/stick/settings.ini", "openat")
    assert sorted_by(Rules(RULES.saved), [touch])[Kind.FAULT] == [touch]
