"""What macOS is told of the application: the forms hold; a Mac has seen none of it."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path

import pytest

import wizard.__main__
from wizard import PROGRAM, __version__
from wizard.freezing import licences, mac, make
from wizard.freezing.layout import Layout, bundle_name, layout, placed, unclaimed
from wizard.freezing.parts import Part
from wizard.words import Words

STRING = re.compile(r'"((?:[^"\\]|\\.)*)" = "((?:[^"\\]|\\.)*)";\n')


def test_the_plist_is_written_and_read_back() -> None:
    told = mac.info_plist()
    assert plistlib.loads(plistlib.dumps(told)) == told
    assert told["CFBundleName"] == told["CFBundleDisplayName"] == PROGRAM
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == __version__
    assert re.fullmatch(r"\d+(\.\d+){0,2}", told["CFBundleVersion"]), "three numbers, says Apple"
    assert told["NSHighResolutionCapable"] is True
    assert told["CFBundleLocalizations"] == ["de", "en"]
    assert told["LSMinimumSystemVersion"] == "12.0"


def test_a_case_file_belongs_to_the_application() -> None:
    told = mac.info_plist()
    (kind,) = told["CFBundleDocumentTypes"]
    (declared,) = told["UTExportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    (ending,) = declared["UTTypeTagSpecification"]["public.filename-extension"]
    assert f".{ending}" == wizard.__main__.CASE_ENDING


@pytest.mark.parametrize("language", ["en", "de"])
def test_macos_asks_in_the_language_of_its_user(language: str) -> None:
    text = mac.strings(language)
    found = dict(STRING.findall(text))
    assert "".join(f'"{key}" = "{value}";\n' for key, value in found.items()) == text
    told, words = mac.info_plist(), Words(language)
    asked = "NSLocalNetworkUsageDescription"
    case_file = told["CFBundleDocumentTypes"][0]["CFBundleTypeName"]
    assert found.keys() == {asked, case_file}
    if language == "en":
        assert found[asked] == told[asked]
    else:
        assert found[asked] != told[asked]
        assert found[case_file] != case_file
    assert words.language == language


def test_only_the_outermost_signature_is_made_anew() -> None:
    command = mac.seal_command(Path("Some.app"))
    assert command[0] == "/usr/bin/codesign"
    assert "--deep" not in command
    assert command[-3:] == ["--sign", "-", "Some.app"]


@pytest.fixture
def application(tmp_path: Path) -> Layout:
    """As PyInstaller lays one out: code in Frameworks, data in Resources, links between them."""
    bundle = tmp_path / bundle_name("darwin")
    inside = bundle / "Contents"
    for name in (
        "MacOS/mail-connection-check",
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "Frameworks/python3__dot__13/lib-dynload/_ssl.so",
        "Resources/resources/need.json",
        "Resources/program.icns",
        "Info.plist",
        "_CodeSignature/CodeResources",
    ):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(name, encoding="utf-8")
    (inside / "Frameworks" / "python3.13").symlink_to("python3__dot__13")
    (inside / "Frameworks" / "resources").symlink_to("../Resources/resources")
    return layout(bundle, "darwin")


@pytest.mark.skipif(sys.platform == "win32", reason="files have no second names here")
def test_every_file_of_an_application_is_somebodys(application: Layout) -> None:
    parts = [
        Part(PROGRAM, files=("resources/need.json",)),
        Part("Python", files=("python3.13/lib-dynload/_ssl.so",)),
        Part("Qt", files=("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",)),
    ]
    mac.speak(application)
    found = placed(parts, application)
    assert unclaimed(found, application) == []
    ours, python, _ = found
    assert "Contents/Resources/resources/need.json" in ours.files
    assert "Contents/Resources/de.lproj/InfoPlist.strings" in ours.files
    assert python.files == ("Contents/Frameworks/python3__dot__13/lib-dynload/_ssl.so",)
    assert all((application.bundle / file).is_file() for part in found for file in part.files)
    stray = application.bundle / "Contents" / "Frameworks" / "QtCharts.framework" / "QtCharts"
    stray.parent.mkdir()
    stray.touch()
    fault = "Must not be in the bundle: QtCharts.framework is under the GPL only."
    assert fault in make.judge(found, application)
    assert unclaimed(found, application) == ["Contents/Frameworks/QtCharts.framework/QtCharts"]


def test_the_licences_lie_within_the_application() -> None:
    where = layout(Path("made") / bundle_name("darwin"), "darwin")
    assert where.licences == where.bundle / "Contents" / "Resources" / licences.FOLDER
    assert where.console == where.program == where.bundle / "Contents/MacOS/mail-connection-check"
