"""Signing for Windows and macOS, with stand-ins for the programs of these systems.

The stand-ins write down how they were called. What the real ones do is not known here.
"""

import base64
import json
import os
import plistlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wizard.freezing import signing, signing_windows
from wizard.freezing.signing_secrets import Command, SigningTrouble, decoded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are scripts")

CANARY = 'ca-na-ry "pass\\word"'
KEY = "-----BEGIN PRIVATE KEY----- canary"
IDENTITY = "0123456789ABCDEF0123456789ABCDEF01234567"
MAC = {
    "MACOS_CERTIFICATE": base64.b64encode(b"certificate canary").decode(),
    "MACOS_CERTIFICATE_PASSWORD": CANARY,
    "MACOS_NOTARY_KEY": base64.b64encode(KEY.encode()).decode(),
    "MACOS_NOTARY_KEY_ID": "K3Y1D",
    "MACOS_NOTARY_ISSUER": "issuer-uuid",
}
# These open nothing by themselves, and notarytool takes them as arguments only.
NAMES = ("MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER")
OWN = {
    "WINDOWS_CERTIFICATE": base64.b64encode(b"certificate canary").decode(),
    "WINDOWS_CERTIFICATE_PASSWORD": CANARY,
}
TRUSTED = {
    "TRUSTED_SIGNING_DLIB": "C:/tools/Azure.CodeSigning.Dlib.dll",
    "TRUSTED_SIGNING_ENDPOINT": "https://weu.example",
    "TRUSTED_SIGNING_ACCOUNT": "account",
    "TRUSTED_SIGNING_PROFILE": "profile",
    "AZURE_TENANT_ID": "tenant",
    "AZURE_CLIENT_ID": "client",
    "AZURE_CLIENT_SECRET": CANARY,
}
# Notes its arguments, its input, and what lies in the files that it is given.
STAND_IN = """\
#!{python}
import json, os, pathlib, stat, sys
fed = sys.stdin.read()
files = {{}}
for word in [*sys.argv[1:], *fed.split('"'), os.environ.get("SIGNING_FILE", "")]:
    if word and os.path.isfile(word):
        mode = stat.S_IMODE(os.stat(word).st_mode)
        files[pathlib.Path(word).name] = [mode, pathlib.Path(word).read_bytes().hex()]
called = [pathlib.Path(sys.argv[0]).name, *sys.argv[1:]]
with open({log!r}, "a") as log:
    log.write(json.dumps({{"called": called, "fed": fed, "files": files}}) + "\\n")
answers = json.loads(pathlib.Path({answers!r}).read_text())
for words, answer, status in answers:
    if words in " ".join(called):
        print(answer)
        sys.exit(status)
"""


class Programs:
    """Stand-ins on the PATH; `calls` is what they were asked to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "log"
        self._answers = folder / "answers"
        self._log.touch()
        self.answer()

    def answer(self, *answers: tuple[str, str, int]) -> None:
        """What they say, and how they end, when these words are in the call."""
        usual = [
            ("find-identity", f'  1) {IDENTITY} "Developer ID Application: Somebody (TEAM)"', 0),
            ("Import-PfxCertificate", f"thumbprint {IDENTITY}", 0),
        ]
        self._answers.write_text(json.dumps([*answers, *usual]), encoding="utf-8")

    def make(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        told = {"python": sys.executable, "log": str(self._log), "answers": str(self._answers)}
        place.write_text(STAND_IN.format(**told), encoding="utf-8")
        place.chmod(0o755)

    @property
    def calls(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.read_text("utf-8").splitlines()]

    @property
    def lines(self) -> list[str]:
        return [" ".join(call["called"]) for call in self.calls]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    found = Programs(tmp_path)
    for name in ("security", "codesign", "xcrun", "ditto", "powershell"):
        found.make(tmp_path / "bin" / name)
    found.make(tmp_path / "kits/10.0.9.0/x64/signtool.exe")
    found.make(tmp_path / "kits/10.0.26100.0/x64/signtool.exe")
    monkeypatch.setattr(
        signing_windows, "signtools", lambda: list((tmp_path / "kits").rglob("*.exe"))
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    for name in {*MAC, *OWN, *TRUSTED}:
        monkeypatch.delenv(name, raising=False)
    return found


@pytest.fixture
def application(tmp_path: Path) -> Path:
    place = tmp_path / "bundle" / "Mail Connection Check.app"
    inside = {
        "Contents/MacOS/mail-connection-check": b"\xcf\xfa\xed\xfe program",
        "Contents/Frameworks/QtCore.framework/Versions/A/QtCore": b"\xca\xfe\xba\xbe fat",
        "Contents/Frameworks/python": b"\xcf\xfa\xed\xfe library",
        "Contents/Resources/words.mo": b"\xde\x12\x04\x95",
        "Contents/Info.plist": b"<",
    }
    for name, content in inside.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    (place / "Contents/Frameworks/QtCore.framework/QtCore").symlink_to("Versions/A/QtCore")
    return place.parent


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    place = tmp_path / "bundle" / "mail-connection-check"
    place.mkdir(parents=True)
    for name in ("mail-connection-check.exe", "mail-connection-check-console.exe", "Qt6Core.dll"):
        (place / name).write_bytes(b"MZ")
    return place.parent


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    return place


def no_secret_in(told: str) -> None:
    values = [value for name, value in {**MAC, **OWN}.items() if name not in NAMES]
    for secret in (CANARY, KEY, "canary", *values):
        assert secret not in told


# --- macOS ----------------------------------------------------------------------------------------


def test_an_application_is_signed_from_the_inside_out_then_shown_to_apple(
    programs: Programs, application: Path, scratch: Path
) -> None:
    told = signing.sign("program", application, scratch, MAC, "darwin")
    assert told == "Signed: Mail Connection Check.app."
    signs = [line for line in programs.lines if line.startswith("codesign --force")]
    named = [line.partition("Mail Connection Check.app")[2] for line in signs]
    assert named == [
        "/Contents/Frameworks/QtCore.framework/Versions/A/QtCore",
        "/Contents/Frameworks/python",
        "/Contents/MacOS/mail-connection-check",
        "",
    ]
    for line in signs:
        assert f"--sign {IDENTITY} --options runtime --entitlements" in line
        assert "--timestamp" in line
    order = ["-i", "find-identity", "--verify", "ditto", "notarytool", "staple ", "validate"]
    where = [next(i for i, line in enumerate(programs.lines) if word in line) for word in order]
    assert where == sorted(where)
    assert "delete-keychain" in programs.lines[-1]


def test_a_disk_image_is_signed_and_shown_to_apple_as_it_is(
    programs: Programs, tmp_path: Path, scratch: Path
) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "it.dmg").write_bytes(b"image")
    assert signing.sign("archives", tmp_path / "release", scratch, MAC, "darwin")
    assert any("notarytool submit" in line and "it.dmg --key" in line for line in programs.lines)
    assert not any("ditto" in line or "--options" in line for line in programs.lines)


def test_no_password_is_an_argument_and_none_is_shown(
    programs: Programs, application: Path, scratch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    programs.answer(("--wait", f"accepted, {CANARY}", 0))
    signing.sign("program", application, scratch, MAC, "darwin")
    for line in programs.lines:
        no_secret_in(line)
    shown = "".join(capfd.readouterr())
    no_secret_in(shown)
    assert "K3Y1D" not in shown
    fed = programs.calls[0]["fed"]
    assert '-P "ca-na-ry \\"pass\\\\word\\""' in fed


def test_what_is_written_down_is_for_this_user_only(
    programs: Programs, application: Path, scratch: Path
) -> None:
    signing.sign("program", application, scratch, MAC, "darwin")
    files = {name: found for call in programs.calls for name, found in call["files"].items()}
    assert files["certificate.p12"] == [0o600, b"certificate canary".hex()]
    assert files["notary.p8"] == [0o600, KEY.encode().hex()]
    entitlements = plistlib.loads(bytes.fromhex(files["entitlements.plist"][1]))
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (("find-identity", "0 valid identities found", 0), "no Developer ID Application"),
        (("codesign --force", "errSecInternalComponent", 1), "errSecInternalComponent"),
        (("notarytool", "  status: Invalid", 0), "status: Invalid"),
        (("stapler", "no ticket", 65), "no ticket"),
    ],
)
def test_what_goes_wrong_is_told_and_the_keychain_goes_all_the_same(
    answer: tuple[str, str, int],
    told: str,
    programs: Programs,
    application: Path,
    scratch: Path,
) -> None:
    programs.answer(answer)
    with pytest.raises(SigningTrouble, match=told):
        signing.sign("program", application, scratch, MAC, "darwin")
    assert "delete-keychain" in programs.lines[-1]


def test_a_secret_is_struck_out_of_what_a_program_complains_about(
    programs: Programs, application: Path, scratch: Path
) -> None:
    programs.answer(("security -i", f"bad password {CANARY}", 1))
    with pytest.raises(SigningTrouble, match=r"bad password \(secret\)"):
        signing.sign("program", application, scratch, MAC, "darwin")


def test_a_password_of_two_lines_cannot_become_two_commands(
    programs: Programs, application: Path, scratch: Path
) -> None:
    wrong = {**MAC, "MACOS_CERTIFICATE_PASSWORD": "a\ndelete-keychain"}
    with pytest.raises(SigningTrouble, match="more than one line"):
        signing.sign("program", application, scratch, wrong, "darwin")
    assert all("-i" not in call["called"] for call in programs.calls)


# --- Windows --------------------------------------------------------------------------------------


def test_the_programs_are_signed_by_microsofts_service(
    programs: Programs, bundle: Path, scratch: Path
) -> None:
    told = signing.sign("program", bundle, scratch, TRUSTED, "win32")
    assert told == "Signed: mail-connection-check-console.exe, mail-connection-check.exe."
    sign, verify = programs.calls
    assert sign["called"][1:7] == [
        *("sign", "/fd", "SHA256", "/tr", signing_windows.TRUSTED_CLOCK, "/td"),
    ]
    assert ["/dlib", TRUSTED["TRUSTED_SIGNING_DLIB"]] == sign["called"][8:10]
    mode, content = sign["files"]["metadata.json"]
    assert mode == 0o600
    assert json.loads(bytes.fromhex(content)) == {
        "Endpoint": "https://weu.example",
        "CodeSigningAccountName": "account",
        "CertificateProfileName": "profile",
    }
    assert verify["called"][1:3] == ["verify", "/pa"]
    assert "Qt6Core.dll" not in " ".join(programs.lines)


def test_the_programs_are_signed_with_a_certificate_of_our_own(
    programs: Programs, bundle: Path, scratch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    signing.sign("program", bundle, scratch, OWN, "win32")
    called = [call["called"][0] for call in programs.calls]
    assert called == ["powershell", "signtool.exe", "signtool.exe", "powershell"]
    assert f"/sha1 {IDENTITY}" in programs.lines[1]
    assert "Remove-Item" in programs.lines[-1]
    assert programs.calls[0]["files"]["certificate.pfx"][0] == 0o600
    for line in [*programs.lines, *capfd.readouterr()]:
        no_secret_in(line)


def test_the_certificate_leaves_the_store_when_signing_fails(
    programs: Programs, bundle: Path, scratch: Path
) -> None:
    programs.answer(("sign /fd", "no clock", 1))
    with pytest.raises(SigningTrouble, match="no clock"):
        signing.sign("program", bundle, scratch, OWN, "win32")
    assert "Remove-Item" in programs.lines[-1]


def test_a_certificate_that_is_not_in_the_store_signs_nothing(
    programs: Programs, bundle: Path, scratch: Path
) -> None:
    programs.answer(("Import-PfxCertificate", "the password is not correct", 0))
    with pytest.raises(SigningTrouble, match="could not be put into the store"):
        signing.sign("program", bundle, scratch, OWN, "win32")
    assert not any("signtool" in line for line in programs.lines)


def test_archives_for_windows_carry_no_mark(
    programs: Programs, bundle: Path, scratch: Path
) -> None:
    assert signing.sign("archives", bundle, scratch, OWN, "win32") == "Nothing to sign."
    assert programs.calls == []


def test_the_newest_signtool_is_taken(tmp_path: Path) -> None:
    places = [tmp_path / kit / "x64" / "signtool.exe" for kit in ("10.0.9.0", "10.0.26100.0")]
    assert signing_windows.newest_signtool(places) == places[1]
    with pytest.raises(SigningTrouble, match="Windows SDK"):
        signing_windows.newest_signtool([])
    for place in places:
        place.parent.mkdir(parents=True)
        place.touch()
    assert signing_windows.signtools(tmp_path) == sorted(places)


# --- secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["darwin", "win32"])
@pytest.mark.parametrize("environment", [{}, dict.fromkeys((*MAC, *OWN, *TRUSTED), "")])
def test_without_secrets_nothing_is_signed_and_that_is_no_fault(
    system: str,
    environment: dict[str, str],
    programs: Programs,
    application: Path,
    scratch: Path,
) -> None:
    told = signing.sign("program", application, scratch, environment, system)
    assert told.startswith("Not signed")
    assert programs.calls == []


def test_the_place_of_a_library_is_no_secret(
    programs: Programs, bundle: Path, scratch: Path
) -> None:
    alone = {"TRUSTED_SIGNING_DLIB": "C:/tools/dlib.dll"}
    assert signing.sign("program", bundle, scratch, alone, "win32").startswith("Not signed")


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("darwin", "MACOS_NOTARY_KEY"),
        ("win32", "AZURE_CLIENT_ID"),
        ("win32", "TRUSTED_SIGNING_DLIB"),
    ],
)
def test_a_part_of_the_secrets_is_a_fault_that_names_what_is_missing(
    system: str, name: str, programs: Programs, application: Path, scratch: Path
) -> None:
    secrets = {**(MAC if system == "darwin" else TRUSTED), name: ""}
    with pytest.raises(SigningTrouble, match=rf"missing: {name}\.") as trouble:
        signing.sign("program", application, scratch, secrets, system)
    no_secret_in(str(trouble.value))
    assert programs.calls == []


def test_a_secret_that_is_no_file_is_not_shown() -> None:
    with pytest.raises(SigningTrouble) as trouble:
        decoded("MACOS_CERTIFICATE", {"MACOS_CERTIFICATE": "canary?"})
    assert str(trouble.value) == "MACOS_CERTIFICATE is not base64."


def test_a_command_does_not_show_what_it_hides() -> None:
    command = Command(("program",), fed="canary", environment={"A": "canary"}, secrets=("canary",))
    assert "canary" not in repr(command)
    assert command.without_secrets("no canary here") == "no (secret) here"


def test_on_linux_there_is_nothing_to_sign(tmp_path: Path, scratch: Path) -> None:
    assert "checksums" in signing.sign("program", tmp_path, scratch, MAC, "linux")


# --- as it is started -----------------------------------------------------------------------------


@pytest.fixture
def on_a_mac(
    programs: Programs, application: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setattr(sys, "platform", "darwin")
    for name, value in MAC.items():
        monkeypatch.setenv(name, value)
    yield application
    monkeypatch.undo()


def test_the_command_tells_what_it_did_and_leaves_nothing(
    on_a_mac: Path, programs: Programs, capfd: pytest.CaptureFixture[str]
) -> None:
    assert signing.main(["program", str(on_a_mac)]) == 0
    assert "Signed: Mail Connection Check.app." in capfd.readouterr().out
    keychain = Path(programs.calls[-1]["called"][-1])
    assert not keychain.parent.exists()


def test_the_command_tells_a_failure_in_its_status(
    on_a_mac: Path, programs: Programs, capfd: pytest.CaptureFixture[str]
) -> None:
    programs.answer(("codesign", "no such key", 1))
    assert signing.main(["program", str(on_a_mac)]) == 1
    assert "no such key" in capfd.readouterr().err
