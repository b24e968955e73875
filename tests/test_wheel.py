"""The wheel carries the whole program and nothing of the computer it was built on."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import wizard

HERE = Path(__file__).resolve().parent.parent
RESOURCES = HERE / "resources"
INGREDIENTS = ("wizard", "resources", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is built from, as it comes from git: without compiled words.

    A copy, because other tests read the compiled words of the checkout at the same time.
    """
    folder = tmp_path_factory.mktemp("source")
    for name in INGREDIENTS:
        if (HERE / name).is_dir():
            unwanted = shutil.ignore_patterns("*.mo", "__pycache__")
            shutil.copytree(HERE / name, folder / name, ignore=unwanted)
        else:
            shutil.copy(HERE / name, folder / name)
    return folder


def build(source: Path, kind: str, folder: Path) -> Path:
    """Builds with the hatchling of this Python: no network, no isolation."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


def members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)), "a file is in the wheel twice"
        return {name: archive.read(name) for name in names}


def test_the_wheel_is_named_after_the_version_of_the_package(wheel: Path) -> None:
    assert wheel.name == f"mail_connection_check-{wizard.__version__}-py3-none-any.whl"


def test_every_module_is_inside_and_no_test(wheel: Path) -> None:
    inside = members(wheel)
    modules = {path.relative_to(HERE).as_posix() for path in (HERE / "wizard").rglob("*.py")}
    modules = {name for name in modules if not name.startswith("wizard/freezing/")}
    assert modules <= inside.keys()
    top = {name.partition("/")[0] for name in inside}
    assert top == {"wizard", f"mail_connection_check-{wizard.__version__}.dist-info"}
    others = inside.keys() - {"wizard/selftest.py"}  # a part of the program
    assert not [name for name in others if "test" in name.lower() or name.endswith(".pyc")]


def test_every_resource_is_inside(wheel: Path) -> None:
    inside = members(wheel)
    data = [*RESOURCES.rglob("*.json"), *(RESOURCES / "fonts").iterdir()]
    for path in data:
        assert inside[f"wizard/{path.relative_to(HERE).as_posix()}"] == path.read_bytes()


def test_every_catalogue_is_inside_compiled(wheel: Path) -> None:
    inside = members(wheel)
    for source in (RESOURCES / "words").glob("*/LC_MESSAGES/*.po"):
        compiled = f"wizard/{source.with_suffix('.mo').relative_to(HERE).as_posix()}"
        assert inside[compiled][:4] in {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}


def test_no_place_of_this_computer_is_inside(wheel: Path, source: Path) -> None:
    places = [str(place).encode() for place in (HERE, source, sys.prefix, Path.home() / "")]
    places = [place.rstrip(b"/\\") + os.sep.encode() for place in places]
    found = [
        (name, place)
        for name, content in members(wheel).items()
        for place in places
        if place in content or place in name.encode()
    ]
    assert not found


def test_the_program_of_the_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    ask = "from wizard import assets; print(assets.root())"
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert Path(answer.stdout.strip()).samefile(installed / "wizard" / "resources")


def test_the_command_is_called_like_the_distribution(wheel: Path) -> None:
    (points,) = [text for name, text in members(wheel).items() if name.endswith("entry_points.txt")]
    assert b"mail-connection-check = wizard.__main__:main" in points


def test_the_source_archive_holds_what_the_wheel_is_built_from(
    source: Path, tmp_path: Path
) -> None:
    check = source / "tests" / "html_check"
    (check / "node_modules").mkdir(parents=True)
    for place in (check / "check.mjs", check / "node_modules" / "foreign.mjs"):
        place.touch()
    with tarfile.open(build(source, "sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "LICENSE", "wizard/__init__.py"} <= names
    assert any(name.startswith("resources/") for name in names)
    assert not [name for name in names if name.endswith(".mo")]
    assert "tests/html_check/check.mjs" in names
    assert not [name for name in names if "node_modules" in name]
