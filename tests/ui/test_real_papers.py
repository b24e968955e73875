"""Papers that the window really makes, and a case that really is opened: only dialogs stand in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from tests.paper import poppler
from tests.servers import CANARY
from tests.test_secrets import leaks
from tests.ui.papers import Dialogs
from tests.ui.visitor import Visitor
from wizard import casework
from wizard.core.journey import Page
from wizard.probe.practice import PerAddress, PracticeServer
from wizard.probe.practice_limits import NoLimit
from wizard.service import PRACTICE_USER

USERS = {PRACTICE_USER: CANARY}


@pytest.fixture
def tested(visitor: Visitor) -> Iterator[PracticeServer]:
    """An office of one computer was tested at this server: 2 connections are allowed."""
    with PracticeServer(PerAddress(2), users=USERS) as server:
        visitor.name(server, CANARY)
        visitor.go_on()
        visitor.wait_for(Page.OFFICE)
        visitor.test()
        assert visitor.verdict.number.text() == "2"
        yield server


def save(visitor: Visitor, dialogs: Dialogs, place: Path) -> bytes:
    """On the page of the note, by the button for this kind of paper."""
    dialogs.chosen = str(place)
    visitor.press(visitor.note.pdf if place.suffix == ".pdf" else visitor.note.save)
    visitor.wait_until_idle()
    assert visitor.note.notice.heading.text() == f"Saved: {place}"
    return place.read_bytes()


def inside(data: bytes) -> list[str]:
    """All that a paper says, whatever it is packed in."""
    found = [data.decode("latin-1")]
    if data.startswith(b"%PDF"):
        found += [poppler.text(data), *poppler.info(data).values()]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found += [text for name in packed.namelist() for text in inside(packed.read(name))]
    if data.startswith((b"X-Unsent", b"To:", b"Subject:", b"MIME-Version")):
        for part in message_from_bytes(data, policy=policy.default).walk():
            if not part.is_multipart():
                whole = part.get_payload(decode=True)
                assert isinstance(whole, bytes)
                found += inside(whole)
    return found


@pytest.mark.usefixtures("tested")
def test_every_paper_is_made_and_the_password_is_in_none(
    visitor: Visitor, dialogs: Dialogs, tmp_path: Path
) -> None:
    visitor.go_on()
    visitor.type(visitor.note.sender_edits[3], " support@example-host.net ")
    made = {
        kind: save(visitor, dialogs, tmp_path / f"paper.{kind}")
        for kind in ("pdf", "txt", "eml", "html")
    }
    visitor.press(visitor.window.second_button)
    dialogs.chosen = str(tmp_path / "paper.mailcheck")
    visitor.go_on()
    visitor.wait_until_idle()
    made["mailcheck"] = Path(dialogs.chosen).read_bytes()
    says = {kind: "\n".join(inside(data)) for kind, data in made.items()}
    for kind, text in says.items():
        assert "2 IMAP connections" in text or "2 mail connections" in text, kind
        assert leaks(text) == [], kind
    assert "Page 1 of" in poppler.text(made["pdf"])
    assert "Page 1 of" in says["mailcheck"]
    assert "Page 1 of" in says["eml"]
    mail = message_from_bytes(made["eml"], policy=policy.default)
    assert mail["To"] == "support@example-host.net"
    assert leaks(" ".join(name for name, _ in dialogs.asked)) == []


@pytest.mark.usefixtures("tested")
def test_while_the_report_is_made_the_window_stays_alive(
    visitor: Visitor, dialogs: Dialogs, tmp_path: Path
) -> None:
    visitor.go_on()
    turns: list[bool] = []
    clock = QTimer()
    clock.setInterval(1)
    clock.timeout.connect(lambda: turns.append(visitor.window.engine.busy))
    clock.start()
    assert save(visitor, dialogs, tmp_path / "report.pdf").startswith(b"%PDF")
    clock.stop()
    assert any(turns)  # how often depends on what else the computer does


def test_the_case_opens_again_and_a_fix_is_told_with_both_numbers(
    visitor: Visitor, dialogs: Dialogs, tested: PracticeServer, tmp_path: Path
) -> None:
    port = tested.tls_port
    case = tmp_path / "miller.mailcheck"
    dialogs.chosen = str(case)
    visitor.window._save_case()
    visitor.wait_until_idle()
    tested.stop()
    with PracticeServer(NoLimit(), users=USERS, tls_port=port) as fixed:
        visitor.press_named("Start over")
        visitor.press_named("Check again after a fix")
        visitor.wait_until_idle()
        visitor.window.desk.trusted = fixed.trusted_certificate
        visitor.type(visitor.sign_in.form.password_edit, CANARY)
        visitor.go_on()
        visitor.wait_for(Page.OFFICE)
        visitor.go_on()
        visitor.press(visitor.before.radios[0])
        visitor.go_on()
        visitor.wait_for(Page.VERDICT)
    assert visitor.window.sheet.heading.text() == "Fixed: your office now has enough connections"
    needed = visitor.verdict.number.text()
    assert visitor.verdict.change[0].text().startswith(f"Before: 2. Now: {needed}")
    visitor.go_on()
    visitor.wait_until_idle()
    opened = casework.open_case(case)
    assert len(opened.runs) == 2
    assert opened.runs[0].plan.need == opened.latest.plan.need
    for text in inside(case.read_bytes()):
        assert leaks(text) == []
