"""Trouble with a certificate on the first page: each with its own words and ways out."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.ui.settings import Settings
from tests.ui.visitor import Visitor
from wizard.core.journey import Page
from wizard.probe import trust
from wizard.ui.support import SupportDialog
from wizard.ui.system_settings import Part

PASSWORD = "planted-secret"
NOTE, AGAIN, CLOCK = "Note for the provider", "Try again", "Open clock settings"
WRONG_CLOCK = "The clock of this computer may be wrong"
LOOK = "Look for “Date and time” in the settings of this computer."
Start = Callable[[str], Hostile]


@pytest.fixture
def sign_in_at(visitor: Visitor, certs: Certs) -> Iterator[Start]:
    """Fill in the first page for a server with this certificate, and check the sign-in."""
    running: list[Hostile] = []

    def start(which: str) -> Hostile:
        made = getattr(certs, which)
        running.append(Hostile(presets.polite(), tls=made))
        form = visitor.sign_in.form
        visitor.type(form.address_edit, "info@miller.example")
        visitor.type(form.password_edit, PASSWORD)
        visitor.press(form.own)
        visitor.type(form.server_edit, f"127.0.0.1:{running[-1].port}")
        visitor.window.desk.trusted = made.cafile.read_text(encoding="ascii")
        visitor.go_on()
        visitor.wait_until_idle()
        return running[-1]

    yield start
    for each in running:
        each.close()


def choices(visitor: Visitor) -> list[str]:
    return [button.text().replace("&", "") for button in visitor.sign_in.notice.buttons]


def told(visitor: Visitor) -> str:
    notice = visitor.sign_in.notice
    return f"{notice.heading.text()}\n{notice.body.text()}"


@pytest.mark.parametrize(
    ("which", "heading", "body", "ways"),
    [
        ("expired", "Your mail server's certificate ran out on ", "must renew it", [AGAIN, NOTE]),
        ("not_yet_valid", WRONG_CLOCK, "Set the date and time", [CLOCK, AGAIN]),
    ],
)
def test_a_date_that_does_not_fit(
    visitor: Visitor, sign_in_at: Start, which: str, heading: str, body: str, ways: list[str]
) -> None:
    server = sign_in_at(which)
    assert told(visitor).startswith(heading)
    assert body in told(visitor)
    assert "Your password was not sent." in told(visitor)
    assert choices(visitor) == ways
    before = server.ever
    visitor.press_named("Try again")
    visitor.wait_until_idle()
    assert server.ever > before
    assert told(visitor).startswith(heading)
    assert not server.has_heard(PASSWORD)


def test_a_wrong_clock_leads_to_its_settings(visitor: Visitor, sign_in_at: Start) -> None:
    settings = visitor.window.desk.where.settings = Settings()
    sign_in_at("not_yet_valid")
    visitor.press_named(CLOCK)
    assert settings.opened == [Part.CLOCK]
    assert choices(visitor) == [CLOCK, AGAIN]
    settings.works = False
    visitor.press_named(CLOCK)
    assert LOOK in told(visitor)
    assert choices(visitor) == [AGAIN]


def test_where_no_settings_can_be_opened_words_lead_to_the_clock(
    visitor: Visitor, sign_in_at: Start
) -> None:
    visitor.window.desk.where.settings = Settings(frozenset())
    sign_in_at("not_yet_valid")
    assert LOOK in told(visitor)
    assert choices(visitor) == [AGAIN]


def test_a_computer_without_authorities_blames_no_server(
    visitor: Visitor, sign_in_at: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "AUTHORITIES", ())
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/cert.pem")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere/certs")
    server = sign_in_at("unknown_issuer")
    assert told(visitor).startswith("This computer cannot check any server's certificate")
    assert "Its list of trusted certificate issuers is missing or empty." in told(visitor)
    assert choices(visitor) == ["Try again"]
    assert not server.has_heard(PASSWORD)


def test_an_antivirus_program_is_gone_past_only_when_somebody_says_so(
    visitor: Visitor, sign_in_at: Start
) -> None:
    server = sign_in_at("by_antivirus")
    assert told(visitor).startswith("Your antivirus stands between you and the mail server")
    assert "The test would measure Avast" in told(visitor)
    assert choices(visitor) == ["Try again", "Test anyway"]
    assert not server.has_heard(PASSWORD)
    visitor.press_named("Test anyway")
    visitor.wait_for(Page.OFFICE)
    assert server.has_heard(PASSWORD)
    visitor.window.desk.start_over()
    assert not visitor.window.desk.past_antivirus


def test_a_certificate_nobody_confirms_can_be_trusted_in_the_support_window_only(
    visitor: Visitor, sign_in_at: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[SupportDialog] = []

    def look(dialog: SupportDialog) -> bool:
        seen.append(dialog)
        assert not dialog.pin.isHidden()
        assert not dialog.pin.isChecked()
        dialog.pin.setChecked(len(seen) == 2)
        return True

    monkeypatch.setattr(SupportDialog, "exec", look)
    server = sign_in_at("unknown_issuer")
    assert told(visitor).startswith("We cannot be sure this is your mail server")
    assert "Nobody confirms its security certificate. Your password was not sent." in told(visitor)
    assert choices(visitor) == ["Enter the server name", NOTE]
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)  # looking changes nothing
    assert visitor.window.desk.entries.support.pinned == ""
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    assert len(visitor.window.desk.entries.support.pinned) == 64
    assert "Changed by IT support" in visitor.window.sheet.top.step.text()
    assert not server.has_heard(PASSWORD)
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert server.has_heard(PASSWORD)
    visitor.window.desk.forget_server()
    assert visitor.window.desk.entries.support.pinned == ""


def test_without_trouble_there_is_nothing_to_trust(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[SupportDialog] = []

    def look(dialog: SupportDialog) -> bool:
        seen.append(dialog)
        return False

    monkeypatch.setattr(SupportDialog, "exec", look)
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    assert seen[0].pin.isHidden()


def test_without_a_password_the_result_offers_to_test_anyway(
    visitor: Visitor, certs: Certs
) -> None:
    made = certs.by_antivirus
    with Hostile(presets.polite(), tls=made) as server:
        form = visitor.sign_in.form
        form.sign_in(False)
        visitor.type(form.server_edit, f"127.0.0.1:{server.port}")
        visitor.window.desk.trusted = made.cafile.read_text(encoding="ascii")
        visitor.go_on()
        visitor.wait_for(Page.OFFICE)
        visitor.test()
        assert "Your antivirus stands between" in visitor.verdict.heading.text()
        assert visitor.buttons()[-2:] == ["Test anyway", "Test again"]
        visitor.press_named("Test anyway")
        assert visitor.window.desk.past_antivirus
        assert not visitor.is_at(Page.VERDICT)
