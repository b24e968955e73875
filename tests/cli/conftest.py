"""A command line in this process, and a server that proves that nothing was connected."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.somewhere import Somewhere
from wizard import cli
from wizard.probe.practice import NoLimit, PracticeServer


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The last line of stderr."""
        return self.err.strip().rpartition("\n")[2]


Run = Callable[..., Said]


@pytest.fixture
def somewhere() -> Somewhere:
    """Where this computer is, as the command line sees it."""
    return Somewhere()


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, somewhere: Somewhere
) -> Run:
    """Runs one command here: `run("check", "--practice", typed="password")`."""
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("LANGUAGE", raising=False)
    for command in ("check", "verify"):
        monkeypatch.setattr(f"wizard.cli.{command}.ThisComputer", lambda: somewhere)

    def start(*arguments: object, typed: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        told = capsys.readouterr()
        return Said(status, told.out, told.err)

    return start


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """A server without a limit, on this computer."""
    with PracticeServer(NoLimit()) as running:
        yield running


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Path]:
    """A folder for results; when the test ends there is no temporary file in it."""
    folder = tmp_path / "papers"
    folder.mkdir()
    yield folder
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []
