"""The way to the settings of network and clock: on each system, and where there is none."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.somewhere import OFFICE, OFFLINE, Somewhere
from tests.ui.settings import Settings
from tests.ui.visitor import Visitor
from wizard.core.surroundings import Obstacle
from wizard.ui import system_settings
from wizard.ui.system_settings import ByProgram, Part, usual_settings

LOOK = "Look for “Network” in the settings of this computer."
OPEN = "Open network settings"


@pytest.mark.parametrize(
    ("system", "release", "links"),
    [
        ("win32", "", ["ms-settings:network", "ms-settings:dateandtime"]),
        (
            "darwin",
            "14.5",
            [
                "x-apple.systempreferences:com.apple.Network-Settings.extension",
                "x-apple.systempreferences:com.apple.Date-Time-Settings.extension",
            ],
        ),
        (
            "darwin",
            "12.7.6",
            [
                "x-apple.systempreferences:com.apple.preference.network",
                "x-apple.systempreferences:com.apple.preference.datetime",
            ],
        ),
    ],
)
def test_windows_and_macos_have_links(
    system: str, release: str, links: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def take(link: str) -> bool:
        opened.append(link)
        return True

    monkeypatch.setattr(system_settings, "open_link", take)
    settings = usual_settings(system, release)
    assert all(settings.has(part) and settings.open(part) for part in Part)
    assert opened == links


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktops of Linux")
@pytest.mark.parametrize(
    ("desktop", "there", "network", "clock"),
    [
        ("ubuntu:GNOME", "gnome-control-center", "network", "datetime"),
        ("KDE", "systemsettings", "kcm_networkmanagement", "kcm_clock"),
        ("KDE", "systemsettings5", "kcm_networkmanagement", "kcm_clock"),
        ("X-Cinnamon", "cinnamon-settings", "network", "calendar"),
        ("XFCE", "nm-connection-editor", "", None),
        ("MATE", "mate-time-admin", None, ""),
        ("", "time-admin", None, ""),
        # It refuses to run on other desktops.
        ("XFCE", "gnome-control-center", None, None),
        ("KDE", "nothing", None, None),
    ],
)
def test_a_desktop_of_linux_has_programs(
    desktop: str,
    there: str,
    network: str | None,
    clock: str | None,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program of that name is really started, with the part as its argument."""
    told = tmp_path / "told"
    program = tmp_path / there
    program.write_text(f'#!/bin/sh\necho "told $1" > "{told}.new"\nmv "{told}.new" "{told}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(shutil, "which", only_in(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    settings = usual_settings("linux")
    assert isinstance(settings, ByProgram)
    for part, argument in ((Part.NETWORK, network), (Part.CLOCK, clock)):
        assert settings.has(part) is (argument is not None)
        assert settings.open(part) is (argument is not None)
        if argument is not None:
            qtbot.waitUntil(told.exists)
            assert told.read_text().rstrip() == f"told {argument}".rstrip()
            told.unlink()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktops of Linux")
def test_a_gnome_of_today_has_the_clock_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(system_settings, "start", started.append)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    settings = ByProgram(("GNOME",))
    settings.open(Part.CLOCK)
    (tmp_path / "applications").mkdir()
    (tmp_path / "applications" / "gnome-system-panel.desktop").touch()
    settings.open(Part.CLOCK)
    assert [command[1:] for command in started] == [("datetime",), ("system", "datetime")]


def only_in(folder: Path) -> Callable[[str], str | None]:
    """The programs of this computer are no matter of the test."""

    def which(program: str) -> str | None:
        place = folder / program
        return str(place) if place.exists() else None

    return which


# -- In the window -----


@pytest.fixture
def offline(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Somewhere:
    """There is no way out of this computer."""
    monkeypatch.setattr("wizard.whereabouts._LOOK_SECONDS", 0.05)
    place = Somewhere(OFFLINE)
    visitor.window.desk.where.platform = place
    return place


def told(visitor: Visitor) -> str:
    return visitor.sign_in.notice.body.text()


def wait_offline(visitor: Visitor) -> None:
    visitor.sign_in.barred.wait(Obstacle.OFFLINE)


def come_back(visitor: Visitor, place: Somewhere) -> None:
    place.here = OFFICE
    visitor.press(visitor.window.close_button)
    visitor.wait_until_idle()


def test_who_is_offline_gets_to_the_settings_of_the_network(
    visitor: Visitor, offline: Somewhere
) -> None:
    settings = visitor.window.desk.where.settings = Settings()
    wait_offline(visitor)
    assert LOOK not in told(visitor)
    visitor.press_named(OPEN)
    assert settings.opened == [Part.NETWORK]
    assert LOOK not in told(visitor)
    assert visitor.sign_in.barred.waiting  # it goes on waiting meanwhile
    come_back(visitor, offline)


def test_settings_that_do_not_open_are_told_by_words(visitor: Visitor, offline: Somewhere) -> None:
    visitor.window.desk.where.settings = Settings(works=False)
    wait_offline(visitor)
    visitor.press_named(OPEN)
    assert told(visitor).endswith(LOOK)
    visitor.bot.waitUntil(lambda: LOOK in visitor.heard)
    come_back(visitor, offline)


def test_where_no_settings_can_be_opened_words_lead_there(
    visitor: Visitor, offline: Somewhere
) -> None:
    visitor.window.desk.where.settings = Settings(frozenset())
    wait_offline(visitor)
    assert told(visitor).endswith(LOOK)
    assert visitor.sign_in.notice.buttons == []
    come_back(visitor, offline)
