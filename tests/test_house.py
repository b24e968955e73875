"""The rules of the house that no linter knows."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
WIZARD = HERE / "wizard"
MODULES = sorted(WIZARD.rglob("*.py"))
CORE = sorted((WIZARD / "core").rglob("*.py"))

# The core is pure: it computes. Nothing here reads a file, a clock, a socket or a random number;
# of datetime only the types are used, which DIRTY_CALLS below holds.
PURE = {
    "__future__",
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "ipaddress",
    "itertools",
    "json",
    "math",
    "re",
    "typing",
}
DIRTY_CALLS = {".now", ".utcnow", ".today", "open", "input", "print", "__import__", "eval", "exec"}

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# Written in two parts, or this file would break its own rule.
MACHINE = re.compile("|".join(("/" + "(?:work|root|home)/", "index" + "-url")))
EXEMPT = {"requirements.lock"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


every_module = pytest.mark.parametrize("module", MODULES, ids=name_of)
every_core_module = pytest.mark.parametrize("module", CORE, ids=name_of)


def parse(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=name_of(module))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import keeps its dots, so that it is never on the list of the pure ones.
            yield "." * node.level + (node.module or "")


def called(tree: ast.Module) -> Iterator[str]:
    """`open` for open(...), `.open` for door.open(...): the second one is somebody's own word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}"


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    docstring = function.body[0]
    return whole - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (HERE / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=HERE, capture_output=True, encoding="utf-8", check=True
    ).stdout.split("\0")
    return [HERE / name for name in listed if name and (HERE / name).is_file()]


@every_core_module
def test_the_core_imports_only_what_is_pure(module: Path) -> None:
    foreign = {
        name
        for name in imported(parse(module))
        if name not in PURE and name != "wizard.core" and not name.startswith("wizard.core.")
    }
    assert not foreign


@every_core_module
def test_the_core_asks_nobody_for_the_time_or_a_file(module: Path) -> None:
    assert not DIRTY_CALLS & set(called(parse(module)))


@every_module
def test_no_file_is_too_long(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{lines} lines; about 250 is the aim: split it by what it owns"


@every_module
def test_no_function_is_too_long(module: Path) -> None:
    long = {f.name: length(f) for f in functions(parse(module)) if length(f) > LONGEST_FUNCTION}
    assert not long


@every_module
def test_every_module_says_what_it_owns(module: Path) -> None:
    assert ast.get_docstring(parse(module)), "start with what the module owns and must never do"


@every_module
def test_only_the_command_line_prints(module: Path) -> None:
    if module.name == "cli.py" or "cli" in module.relative_to(WIZARD).parts:
        return
    assert "print" not in set(called(parse(module)))


def test_no_tracked_file_names_a_machine() -> None:
    found = []
    for path in tracked():
        if name_of(path) in EXEMPT:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [
            f"{name_of(path)}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE.search(line)
        ]
    assert not found


def test_the_lock_names_no_place() -> None:
    lock = (HERE / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--find-links" not in lock
    assert not MACHINE.search(lock)


def test_the_rules_see_what_they_forbid() -> None:
    """A rule that can never fail is no rule."""
    bad = ast.parse(
        "import os.path\nfrom socket import socket\nfrom . import x\nprint(datetime.now())\n"
        'def f():\n    """Two\n    lines."""\n    return 1\n'
    )
    assert set(imported(bad)) == {"os.path", "socket", "."}
    assert set(called(bad)) == {"print", ".now"}
    assert [length(function) for function in functions(bad)] == [2]
    assert MACHINE.search("see /" + "home/somebody/notes")
    assert not MACHINE.search("at " + "home/ or at work")
