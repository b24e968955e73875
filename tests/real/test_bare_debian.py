"""The parts of the proof on a bare Debian that need no Debian to be made.

The whole of it is `python -m tests.real.bare_debian`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import dev
from tests.real import bare_root
from tests.real.bare_debian import ABSENT, CASE, PDF, papers
from tests.real.bare_root import Bare, NoDebianError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle of Linux is meant")

TOLD = """\
\tlinux-vdso.so.1 (0x00007ffc)
\tlibGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibxcb.so.1 => not found
\tlibGL.so.1 => not found
"""
APT = """\
#!/bin/sh
case "$*" in
*"Codename: bookworm"*) {with_codename} ;;
*) echo http://mirror.example/other/ ;;
esac
"""


def a_program(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(body, "utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("with_codename", "place"),
    [
        ("echo http://mirror.example/debian/; echo http://second.example/", "debian"),
        ("true", "other"),  # this computer is another release of Debian
    ],
)
def test_the_mirror_is_the_one_of_this_computer(
    with_codename: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_program(tmp_path, "apt-get", APT.format(with_codename=with_codename))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert bare_root.mirror() == f"http://mirror.example/{place}/"


def test_an_apt_that_knows_no_debian_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_program(tmp_path, "apt-get", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(NoDebianError, match="names no place"):
        bare_root.mirror()


def test_without_root_no_debian_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    with pytest.raises(NoDebianError, match="by root on Debian only"):
        bare_root.made()


def test_a_missing_library_is_seen() -> None:
    assert set(ABSENT.findall(TOLD)) == {"libGL.so.1", "libxcb.so.1"}


@pytest.mark.parametrize(
    "python",
    ["usr/bin/python3", "usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "usr/lib/python3/x.py"],
)
def test_a_python_in_the_tree_is_seen(python: str, tmp_path: Path) -> None:
    (tmp_path / "usr/share/gcc/python").mkdir(parents=True)  # only the name of a folder
    assert bare_root.python_in(tmp_path) == []
    (tmp_path / python).parent.mkdir(parents=True)
    (tmp_path / python).touch()
    assert bare_root.python_in(tmp_path) != []


def test_a_file_that_nobody_saved_is_seen(tmp_path: Path) -> None:
    """As is a PDF that is none."""
    for name in (PDF, CASE, CASE.parent / ".cache/list"):
        place = tmp_path / str(name).lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("no PDF", "utf-8")
    found = papers(Bare(tmp_path, tmp_path))
    assert [proof.holds for proof in found] == [False, True, False]
    assert found[-1].told == str(CASE.parent / ".cache/list")
