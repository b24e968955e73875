"""Fetching the servers: nothing to do the second time, and a clear sentence when it fails."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.servers import fetch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the servers run on Linux only")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for root, where no command of the system may run."""
    monkeypatch.setattr(fetch, "HOME", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    def no_command(*command: str, **_: object) -> None:
        raise fetch.Unfetchable(f"{command[0]} was called")

    monkeypatch.setattr(fetch, "run", no_command)
    return tmp_path


def test_a_fresh_checkout_says_what_to_do(home: Path) -> None:
    assert fetch.missing() == "the real mail servers are not there: python -m tests.servers.fetch"


def test_the_stamp_is_all_that_a_second_call_needs(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "TOOLS", {"dash": "sh"})
    (home / "stamp").write_text(fetch.recipe(), "utf-8")
    assert fetch.missing() is None
    assert fetch.main() == 0


def test_a_tool_that_somebody_has_removed_is_installed_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(fetch, "TOOLS", {"dash": "sh", "nftables": "no-such-program"})
    monkeypatch.setattr(fetch, "install", installed.append)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "no-such-program" else name)
    (home / "stamp").write_text(fetch.recipe(), "utf-8")
    assert fetch.main() == 0
    assert installed == ["nftables"]


def test_another_recipe_is_not_the_same(home: Path) -> None:
    (home / "stamp").write_text("an older recipe\n", "utf-8")
    assert fetch.missing() is not None


def test_without_root_there_is_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert fetch.main() == 1
    assert capsys.readouterr().err.endswith("cannot be fetched: that needs root.\n")


def test_on_another_linux_there_is_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert fetch.main() == 1
    assert "neither Debian nor Ubuntu" in capsys.readouterr().err


def test_a_failing_command_is_a_sentence_and_leaves_no_stamp(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert fetch.main() == 1
    assert "cannot be fetched: apt-cache was called" in capsys.readouterr().err
    assert not (home / "stamp").exists()


def test_a_command_that_fails_says_its_last_words() -> None:
    with pytest.raises(fetch.Unfetchable, match="failed: first / last words"):
        fetch.run("sh", "-c", "echo first >&2; echo last words >&2; exit 3")


def test_a_program_without_its_library_is_not_accepted(tmp_path: Path) -> None:
    if reason := fetch.missing():
        pytest.skip(reason)
    tree = tmp_path / "tree"
    shutil.copytree(fetch.DOVECOT, tree, symlinks=True)
    fetch.prove(tree, ("/usr/sbin/dovecot",))
    next(tree.glob("usr/lib/*/libcap.so.2")).unlink()
    with pytest.raises(fetch.Unfetchable, match=r"dovecot does not load: \s*libcap"):
        fetch.prove(tree, ("/usr/sbin/dovecot",))
