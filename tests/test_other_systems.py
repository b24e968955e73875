"""What must hold so that the tests can run on Windows and macOS, as far as files show it."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
# Modules of Python that Windows does not have.
POSIX_ONLY = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
# Nobody imports these for the tests; they are started by hand, on Linux.
BY_HAND = HERE / "tests" / "benchmarks"
MODULES = [
    place
    for top in ("tests", "wizard")
    for place in sorted((HERE / top).rglob("*.py"))
    if BY_HAND not in place.parents and "node_modules" not in place.parts
]


def imported_at_once(code: ast.AST) -> Iterator[str]:
    """What is imported when the module itself is, and not when a function runs."""
    for node in ast.iter_child_nodes(code):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imported_at_once(node)


@pytest.mark.parametrize(
    "place", MODULES, ids=lambda place: str(place.relative_to(HERE).as_posix())
)
def test_a_module_can_be_imported_on_windows(place: Path) -> None:
    """One that cannot would take all tests of the run with it."""
    found = imported_at_once(ast.parse(place.read_text(encoding="utf-8")))
    assert not POSIX_ONLY.intersection(found)


def test_what_windows_does_not_have_is_seen() -> None:
    code = "import os, fcntl\nif x:\n    from pwd import y\ndef later():\n    import tty\n"
    assert POSIX_ONLY.intersection(imported_at_once(ast.parse(code))) == {"fcntl", "pwd"}


@pytest.mark.parametrize(
    "name", ["dev.py", "tests/goldens/some.json", "resources/words/wizard.pot"]
)
def test_files_have_the_same_line_ends_everywhere(name: str) -> None:
    git = shutil.which("git")
    if git is None or not (HERE / ".git").exists():
        pytest.skip("not a git checkout")
    asked = [git, "check-attr", "text", "eol", "--", name]
    told = subprocess.run(asked, cwd=HERE, capture_output=True, encoding="utf-8", check=True).stdout
    assert told.splitlines() == [f"{name}: text: auto", f"{name}: eol: lf"]
