"""From a real Courier's limit to its cure, by nothing but the papers: check, change, check again.

The server is changed as the note and the PDF say, line by line, and `verify` has to see what was
done and what was not.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import pytest

from tests.paper import poppler
from tests.real.abroad import at_the_provider
from tests.real.stage import Stage
from tests.servers.network import PROVIDER, PUBLIC, Network
from tests.servers.owner import Shell, Unwritten, hang_up, with_makeimapaccess
from wizard import casework
from wizard.core.case_file import CaseFile

pytestmark = pytest.mark.slow
ROOT: Final = Path(__file__).parent.parent.parent
LIMIT: Final = 4
NEED: Final = 12
# Without an access file from the start, couriertcpd would not look for one later.
NOBODY: Final = "127.0.0.99\tallow\n"
VALUE: Final = 20  # what the note asks for: the need and a quarter, rounded up


class Office:
    """The command line in the office's own network, as somebody there would type it."""

    def __init__(self, world: Network, server: Unwritten, folder: Path) -> None:
        self._world, self._server, self.folder = world, server, folder
        self.case, self.pdf, self.note = (
            folder / name for name in ("office.mailcheck", "report.pdf", "note.txt")
        )

    def check(self) -> dict[str, str]:
        """The first check, with its papers."""
        where = (PROVIDER, "--port", str(self._server.imaps), "--pace", "0.2")
        need = ("--need", str(NEED), "--office-address", PUBLIC)
        papers = ("--case", self.case, "--pdf", self.pdf, "--note", self.note)
        return self._said("check", *where, *need, *papers, status=10)

    def verify(self, status: int) -> dict[str, str]:
        """The same test once more."""
        return self._said("verify", self.case, status=status)

    def opened(self) -> CaseFile:
        return casework.open_case(self.case)

    def _said(self, *arguments: Any, status: int) -> dict[str, str]:  # noqa: ANN401 - paths too
        inside = ("nsenter", f"--net={self._world.office.path}")
        rest = ("--mail-closed", "--ca-file", self._server.cafile, "--lang", "en")
        done = subprocess.run(
            [*inside, sys.executable, "-m", "wizard", *map(str, (*arguments, *rest))],
            cwd=ROOT,
            env=os.environ | {"LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (status, ""), done.stdout
        lines = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
        return {key: value.strip() for key, value in lines.items()}


@pytest.fixture
def office(stage: Stage, tmp_path: Path) -> tuple[Office, Unwritten]:
    """An office that found its limit at a real Courier, and holds the papers in its hands."""
    world = stage.network()
    server = stage.serve(Unwritten(maxperip=LIMIT, imapaccess=NOBODY, **at_the_provider(world)))
    office = Office(world, server, tmp_path)
    said = office.check()
    assert (said["verdict"], said["limit"], said["value"]) == ("per-address", "4", str(VALUE))
    return office, server


def copied(text: str, begins: str, ends: str) -> str:
    """What somebody marks in a PDF from one word to another one, over as many lines as it takes."""
    (found,) = set(re.findall(rf"{begins}.*?{ends}$", text, re.DOTALL | re.MULTILINE))
    return str(found)


def the_line(text: str, *words: str) -> str:
    """The one line of a paper with all these words, as it is copied."""
    (found,) = {line.strip() for line in text.splitlines() if all(word in line for word in words)}
    return found


def test_the_exception_copied_out_of_the_pdf_is_seen_as_fixed(
    office: tuple[Office, Unwritten], tmp_path: Path
) -> None:
    there, server = office
    (server.jail.root / "etc/courier/imapaccess").mkdir()
    line = copied(poppler.text(there.pdf.read_bytes(), "-layout"), "f=/etc", "makeimapaccess")
    asked = the_line(there.note.read_text("utf-8"), "printf", "makeimapaccess")
    assert line.split() == asked.split()
    assert rf"'{PUBLIC}\tallow,MAXCPERIP={VALUE}\n'" in line
    done = with_makeimapaccess(server, tmp_path / "bin").run(line)
    assert (done.returncode, done.stderr) == (0, "")
    hang_up(server, "couriertcpd")  # makeimapaccess does that itself where the daemons' files are
    said = there.verify(status=0)
    assert (said["change"], said["before"], said["verdict"]) == ("fixed", "4", "no-limit-found")
    assert said["change-headline"] == "Fixed: your office now has enough connections"
    assert [len(run.events) > 0 for run in there.opened().runs] == [True, True]


def test_a_reload_alone_changes_nothing_and_stop_and_start_cures_it(
    office: tuple[Office, Unwritten], tmp_path: Path
) -> None:
    there, server = office
    text = there.note.read_text("utf-8")
    asked = the_line(text, "MAXPERIP=", "here:")
    setting = re.search(r"(MAXPERIP)=(\d+)", asked)
    assert setting is not None
    assert setting[2] == str(VALUE)
    shell = Shell(server.jail, tmp_path / "bin")
    edit = f"sed -i 's/^MAXPERIP=.*/MAXPERIP={setting[2]}/' /etc/courier/imapd"
    assert shell.run(edit).returncode == 0
    hang_up(server, "couriertcpd")  # all that a reload does
    time.sleep(0.5)
    said = there.verify(status=10)
    assert (said["change"], said["limit"]) == ("same", "4")
    assert said["change-headline"] == "Nothing has changed yet"
    assert "must be stopped and started" in text
    server.restart()
    said = there.verify(status=0)
    assert (said["change"], said["before"]) == ("fixed", "4")
    assert len(there.opened().runs) == 3
