"""The program's picture in the forms of Windows and macOS, read back by another reader."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import IcnsImagePlugin, IcoImagePlugin, Image

from wizard.freezing import icons

BLUE, TRANSPARENT = (0, 0x72, 0xB2, 255), (0, 0, 0, 0)


def at(picture: Image.Image, across: float, down: float) -> tuple[int, ...]:
    """The colour at a share of width and height."""
    found = picture.convert("RGBA").getpixel(
        (int(picture.width * across), int(picture.height * down))
    )
    assert isinstance(found, tuple)
    return found


def test_windows_finds_every_size_the_right_way_up() -> None:
    with Image.open(io.BytesIO(icons.ico())) as icon:
        assert isinstance(icon, IcoImagePlugin.IcoImageFile)
        assert icon.ico.sizes() == {(size, size) for size in icons.ICO_SIZES}
        for size in icons.ICO_SIZES:
            picture = icon.ico.getimage((size, size))
            assert at(picture, 0.5, 0.75)[3] == 255, size
            assert at(picture, 0.25, 0.5) == BLUE, size
            assert at(picture, 0.5, 0.05) == TRANSPARENT, size
            # The mark that a connection was refused is at the lower right, and orange.
            assert at(picture, 0.69, 0.7)[0] > 180, size


def test_macos_finds_every_size() -> None:
    with Image.open(io.BytesIO(icons.icns())) as icon:
        assert isinstance(icon, IcnsImagePlugin.IcnsImageFile)
        sizes = {size[0] * size[2] for size in icon.info["sizes"]}
        assert sizes == set(icons.ICNS_SIZES.values())
        icon.load()
        assert at(icon, 0.25, 0.5) == BLUE


@pytest.mark.parametrize(("system", "ending"), [("win32", ".ico"), ("darwin", ".icns")])
def test_each_system_gets_its_own_form(system: str, ending: str, tmp_path: Path) -> None:
    place = icons.write(tmp_path, system)
    assert place is not None
    assert Path(place).suffix == ending
    with Image.open(place) as icon:
        assert icon.size[0] >= 256


def test_linux_has_no_use_for_one(tmp_path: Path) -> None:
    assert icons.write(tmp_path, "linux") is None
    assert not list(tmp_path.iterdir())
