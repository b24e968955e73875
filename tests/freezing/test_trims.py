"""What stays out of the bundle, by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.freezing import trims

HERE = Path(__file__).resolve().parent.parent.parent
WORDS = HERE / "resources" / "words"


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqwayland-generic.so",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/opengl32sw.dll",
        "libgtk-3.so.0",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "babel/locale-data/fr.dat",
        "imapclient-4.1.0.dist-info/direct_url.json",
        "resources/words/de/LC_MESSAGES/wizard.po",
    ],
)
def test_what_nothing_needs_stays_out(place: str) -> None:
    assert trims.used([(place, "somewhere", "DATA")]) == []


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/translations/qtbase_de.qm",
        "babel/locale-data/en_GB.dat",
        "imapclient-4.1.0.dist-info/METADATA",
        "resources/words/de/LC_MESSAGES/wizard.mo",
        "libxcb-cursor.so.0",
    ],
)
def test_what_is_needed_stays(place: str) -> None:
    entry = (place, "somewhere", "BINARY")
    assert trims.used([entry]) == [entry]


def test_the_languages_are_those_of_the_words() -> None:
    assert {folder.name for folder in WORDS.iterdir() if folder.is_dir()} == set(trims.LANGUAGES)
