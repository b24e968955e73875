"""The bill of materials follows the rules of its makers and tells what is in the bundle."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.freezing.bill_rules import SCHEMAS, breaches
from wizard import PROGRAM
from wizard.freezing import licences, spdx
from wizard.freezing.bill import bill
from wizard.freezing.known import library
from wizard.freezing.parts import HERE, Part, Text

MADE_AT = 1_700_000_000


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    """A bundle of two files, and who made them."""
    for name in ("program", "libsome.so"):
        (tmp_path / name).write_bytes(name.encode())
    text = Text(HERE / "LICENSE", "some/LICENSE")
    return [
        Part(PROGRAM, "1", "MIT", "pkg:generic/us@1", (text,), ("program",), 3),
        Part("some", "2", "Apache-2.0 OR MIT", "pkg:pypi/some@2", (text,), ("libsome.so",)),
        Part("letters", "", "its own words", "", (text,)),
    ]


def told(parts: list[Part], bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bill(parts, bundle, MADE_AT))
    return found


def test_a_bill_keeps_the_rules_of_cyclonedx(parts: list[Part], tmp_path: Path) -> None:
    assert breaches(told(parts, tmp_path)) == []


def test_a_bill_tells_each_file_with_its_checksum(parts: list[Part], tmp_path: Path) -> None:
    made = told(parts, tmp_path)
    assert made["metadata"]["component"]["name"] == PROGRAM
    assert made["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    some, letters = made["components"]
    assert (some["name"], some["version"], some["purl"]) == ("some", "2", "pkg:pypi/some@2")
    assert some["licenses"] == [{"expression": "Apache-2.0 OR MIT"}]
    (file,) = some["components"]
    digest = hashlib.sha256(b"libsome.so").hexdigest()
    assert file["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert letters["licenses"] == [{"license": {"name": "its own words"}}]


def test_the_same_bundle_has_the_same_bill(parts: list[Part], tmp_path: Path) -> None:
    first = bill(parts, tmp_path, MADE_AT)
    assert bill(parts, tmp_path, MADE_AT) == first
    (tmp_path / "libsome.so").write_bytes(b"another")
    assert json.loads(bill(parts, tmp_path, MADE_AT))["serialNumber"] not in first


def test_a_file_that_is_not_there_is_no_part_of_a_bill(parts: list[Part], tmp_path: Path) -> None:
    (tmp_path / "libsome.so").unlink()
    with pytest.raises(FileNotFoundError):
        bill(parts, tmp_path, MADE_AT)


def test_the_rules_see_a_bill_that_breaks_them(parts: list[Part], tmp_path: Path) -> None:
    made = told(parts, tmp_path)
    made["components"][0]["licenses"] = [{"license": {"id": "no such licence"}}]
    made["components"][1]["bom-ref"] = made["components"][0]["bom-ref"]
    made["serialNumber"] = "one"
    found = " ".join(breaches(made))
    for wanted in ("$.serialNumber", "$.components[0].licenses", "twice: pkg:pypi/some@2"):
        assert wanted in found
    assert "unknown: part:letters" in found


def test_our_names_of_licences_are_those_of_spdx() -> None:
    schema = json.loads((SCHEMAS / "spdx.schema.json").read_text(encoding="utf-8"))
    assert set(schema["enum"]) >= spdx.IDENTIFIERS | spdx.EXCEPTIONS


# --- the folder of licences -----------------------------------------------------------------------


def test_the_texts_lie_beside_the_program_with_a_page_about_them(
    parts: list[Part], tmp_path: Path
) -> None:
    openssl = library("libssl-3.dll")
    assert openssl is not None
    qt = Part("Qt", "6.9.3", "LGPL-3.0-only", texts=openssl.texts)
    folder = tmp_path / "licences"
    (folder / "old").mkdir(parents=True)
    licences.lay_out([*parts, openssl, qt], folder, "_internal/Qt")
    assert not (folder / "old").exists()
    assert (folder / "some" / "LICENSE").read_bytes() == (HERE / "LICENSE").read_bytes()
    assert (folder / "Apache-2.0.txt").is_file()
    page = (folder / "README.txt").read_text(encoding="utf-8")
    assert "shared libraries in the folder _internal/Qt" in page
    assert "version 6.9.3" in page
    assert "some 2\n    Apache-2.0 OR MIT\n    some/LICENSE\n" in page
