"""Resources are found in a checkout, in a wheel and in a frozen program."""

import json
import sys
from pathlib import Path

import pytest

from wizard import assets


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package folder that `assets` believes it lives in."""
    folder = tmp_path / "site-packages" / "wizard"
    folder.mkdir(parents=True)
    monkeypatch.setattr(assets, "PACKAGE", folder)
    return folder


def put(folder: Path, name: str, content: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    place.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return place


def test_this_checkout_has_its_resources_beside_the_package() -> None:
    assert assets.root() == Path(__file__).resolve().parent.parent / "resources"


def test_a_checkout_is_read_beside_the_package(package: Path) -> None:
    place = put(package.parent / "resources", "some.json", {"from": "checkout"})
    assert assets.path("some.json") == place
    assert assets.read_json("some.json") == {"from": "checkout"}


def test_a_wheel_is_read_inside_the_package(package: Path) -> None:
    # Something else's `resources` in site-packages must not be mistaken for ours.
    put(package.parent / "resources", "some.json", {"from": "a stranger"})
    put(package / "resources", "some.json", {"from": "wheel"})
    assert assets.read_json("some.json") == {"from": "wheel"}


def test_a_frozen_program_is_read_where_it_was_unpacked(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(package / "resources", "some.json", {"from": "wheel"})
    put(tmp_path / "unpacked" / "resources" / "words", "some.json", {"from": "frözen"})
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "unpacked"), raising=False)
    assert assets.read_json("words", "some.json") == {"from": "frözen"}


def test_a_missing_resource_is_named_with_its_place(package: Path) -> None:
    with pytest.raises(assets.MissingResource, match=r"incomplete: .*gone\.json") as gone:
        assets.read_json("gone.json")
    assert gone.value.place == package.parent / "resources" / "gone.json"
