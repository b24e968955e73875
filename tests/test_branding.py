"""The firm's own file: what it may hold, and that a mistake in it costs only the branding."""

import json
import struct
from pathlib import Path

import pytest

from wizard import assets, casework
from wizard.branding import FILE, MOST_BYTES, Branding, BrandingError, read_branding

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 240, 64) + b"\x08\x06\0\0\0"


def firm(folder: Path, **entries: object) -> Path:
    (folder / FILE).write_text(json.dumps(entries), "utf-8")
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(BrandingError) as error:
        read_branding(folder)
    return error.value.message.text.format(**error.value.values)


def test_without_a_file_papers_carry_nothing(tmp_path: Path) -> None:
    assert read_branding(tmp_path) == Branding()


def test_name_contact_and_phone_are_one_line(tmp_path: Path) -> None:
    folder = firm(tmp_path, name="Smith IT", contact="help@smith.example", phone="+44 20\n7946")
    assert read_branding(folder).contact == "Smith IT, help@smith.example, +44 20 7946"


def test_the_logo_is_a_png_beside_it(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    logo = read_branding(firm(tmp_path, name="Smith IT", logo="logo.png")).logo
    assert logo is not None
    assert (logo.png, logo.text) == (PNG, "Smith IT")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", None),
        ("logo.png", b""),
        ("logo.png", b"GIF89a" + bytes(30)),
        ("logo.png", PNG[:16] + struct.pack(">II", 100_000, 64) + PNG[24:]),
        ("logo.png", PNG[:16] + struct.pack(">II", 0, 64) + PNG[24:]),
        ("../logo.png", PNG),
        ("logo.png", PNG + bytes(1_000_000)),
    ],
    ids=["missing", "empty", "no-png", "too-wide", "no-width", "elsewhere", "too-large"],
)
def test_what_cannot_be_the_logo_is_said(tmp_path: Path, name: str, content: bytes | None) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    if content is not None:
        (inside / name).write_bytes(content)
    said = refused(firm(inside, name="Smith IT", logo=name))
    assert said.startswith(f"{name} cannot be used as the logo.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not in JSON form"),
        ("[" * 100_000, "is not in JSON form"),
        ("[]", "takes only these entries"),
        ('{"name": 1}', "takes only these entries"),
        ('{"color": "red"}', "takes only these entries"),
        (" " * (MOST_BYTES + 1), "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_said(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    assert reason in refused(tmp_path)


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "cannot be read" in refused(tmp_path)


def test_it_is_looked_for_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "beside", lambda: firm(tmp_path, name="Smith IT"))
    assert casework.branding().contact == "Smith IT"
