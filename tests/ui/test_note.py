"""The note: copied, edited, saved, opened in the mail program."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from tests.ui.papers import Dialogs, Papers
from tests.ui.visitor import Visitor
from wizard import casework
from wizard.casework import Paper
from wizard.core.journey import Page
from wizard.paper.note import Version
from wizard.ui.parts import keeping


@pytest.fixture(autouse=True)
def _at_the_note(visitor: Visitor) -> None:
    visitor.practise()
    visitor.test()
    visitor.go_on()
    assert visitor.is_at(Page.NOTE)


def choose(visitor: Visitor, version: int) -> None:
    visitor.note.versions.setCurrentIndex(version)
    visitor.note.versions.activated.emit(version)


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    """Answer the next question with this button."""
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(box.text())
        named = [one for one in box.buttons() if one.text().replace("&", "") == text]
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: named[0])
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def test_the_three_lengths(visitor: Visitor) -> None:
    normal = visitor.note.preview.toPlainText()
    choose(visitor, 0)
    short = visitor.note.preview.toPlainText()
    choose(visitor, 2)
    technical = visitor.note.preview.toPlainText()
    assert len(short) < len(normal) < len(technical)
    assert "MAXPERIP" in technical


def test_who_signs_is_written_at_once(visitor: Visitor) -> None:
    page = visitor.note
    for edit, text in zip(
        page.sender_edits, ("Anna Miller", "Miller & Sons", "12345"), strict=False
    ):
        visitor.type(edit, text)
    note = page.preview.toPlainText()
    assert "Anna Miller, Miller & Sons" in note
    assert "12345" in note


def test_the_note_speaks_the_providers_language(visitor: Visitor) -> None:
    page = visitor.note
    page.languages.setCurrentIndex(1)
    page.languages.activated.emit(1)
    assert page.preview.toPlainText().startswith("Betreff:")
    assert page.heading.text() == "Send this to your hosting provider"


def test_copy_says_so_for_three_seconds(visitor: Visitor) -> None:
    visitor.go_on()
    assert QGuiApplication.clipboard().text() == visitor.note.preview.toPlainText()
    assert visitor.window.primary_button.text() == "Copied."
    visitor.bot.waitUntil(
        lambda: visitor.window.primary_button.text() == "&Copy text", timeout=5000
    )


def test_edits_stay_when_the_user_wants_them(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.note.preview.setPlainText("My own words")
    asked = answer(monkeypatch, "Keep my text")
    choose(visitor, 2)
    assert asked == ["Keep your text, or write the note anew?"]
    assert visitor.note.preview.toPlainText() == "My own words"
    assert visitor.note.versions.currentIndex() == 1
    visitor.press_named("Back")
    visitor.go_on()
    assert visitor.note.preview.toPlainText() == "My own words"


def test_edits_go_when_the_user_wants_a_new_note(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.note.preview.setPlainText("My own words")
    answer(monkeypatch, "Write it anew")
    choose(visitor, 2)
    assert "MAXPERIP" in visitor.note.preview.toPlainText()


def test_a_new_result_gets_a_new_note(visitor: Visitor) -> None:
    visitor.note.preview.setPlainText("My own words")
    visitor.press_named("Back")
    visitor.press_named("Test again")
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)
    visitor.go_on()
    assert "accepts only 4 IMAP connections" in visitor.note.preview.toPlainText()


def test_saving_writes_what_is_seen(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    choose(visitor, 2)
    visitor.note.preview.setPlainText("My own words")
    dialogs.chosen = str(tmp_path / "note.txt")
    visitor.press(visitor.note.save)
    visitor.wait_until_idle()
    name, kinds = dialogs.asked[0]
    assert name.endswith("mail-check_localhost_2026-08-24_1432.txt")
    assert kinds == ("Text (*.txt);;Email with the PDF report attached (*.eml);;Web page (*.html)")
    assert (tmp_path / "note.txt").read_bytes() == b"txt of 1"
    paper, _, language, version, letter = papers.made[0]
    assert (paper, language, version, letter) == (
        Paper.TEXT,
        "en",
        Version.TECHNICAL,
        "My own words",
    )
    assert visitor.note.notice.heading.text() == f"Saved: {tmp_path / 'note.txt'}"


@pytest.mark.parametrize(
    ("chosen", "written"),
    [
        (("a.eml", ""), ("a.eml", Paper.MAIL)),
        (("a.HTML", ""), ("a.HTML", Paper.HTML)),
        (("a.txt", "Web page (*.html)"), ("a.html", Paper.HTML)),
        (("a", "Email with the PDF report attached (*.eml)"), ("a.eml", Paper.MAIL)),
        (("a.b", ""), ("a.b.txt", Paper.TEXT)),
        (("taken", ""), ("taken-2.txt", Paper.TEXT)),
        (("taken.txt", ""), ("taken.txt", Paper.TEXT)),
    ],
)
@pytest.mark.usefixtures("papers")
def test_the_kind_is_what_was_chosen_and_nothing_is_lost_by_it(
    visitor: Visitor,
    dialogs: Dialogs,
    tmp_path: Path,
    chosen: tuple[str, str],
    written: tuple[str, Paper],
) -> None:
    (tmp_path / "taken.txt").write_text("of somebody else")
    dialogs.chosen, dialogs.kind = str(tmp_path / chosen[0]), chosen[1]
    visitor.press(visitor.note.save)
    visitor.wait_until_idle()
    name, paper = written
    assert (tmp_path / name).read_bytes() == f"{paper.value} of 1".encode()
    assert len(list(tmp_path.iterdir())) == len({"taken.txt", name})


def test_the_report_speaks_the_language_of_the_note(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    page = visitor.note
    page.languages.activated.emit(1)
    dialogs.chosen = str(tmp_path / "report.pdf")
    visitor.press(page.pdf)
    visitor.wait_until_idle()
    assert papers.made[0][0] is Paper.PDF
    assert papers.made[0][2] == "de"
    assert (tmp_path / "report.pdf").read_bytes() == b"pdf of 1"


def test_while_a_report_is_made_nothing_can_be_pressed(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    papers: Papers,
    dialogs: Dialogs,
    tmp_path: Path,
) -> None:
    goes_on = threading.Event()

    def slowly(*_: object) -> bytes:
        assert goes_on.wait(10)
        return b"pdf"

    assert papers.made == []
    monkeypatch.setattr(casework, "make", slowly)
    dialogs.chosen = str(tmp_path / "report.pdf")
    visitor.note.preview.setFocus()
    visitor.press(visitor.note.pdf)
    page = visitor.note
    window = visitor.window
    frame = (window.primary_button, window.second_button, window.back_button, window.close_button)
    assert not [one for one in (*frame, page.pdf, page.save) if one.isVisible() and one.isEnabled()]
    window.close()
    assert window.isVisible()
    goes_on.set()
    visitor.wait_until_idle()
    assert [one for one in frame if one.isEnabled()] == list(frame)
    assert page.pdf.isEnabled()
    assert visitor.focused() is page.preview


def test_a_place_that_cannot_be_written_is_told_and_another_one_offered(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "gone" / "note.txt")
    dialogs.chosen = nowhere
    visitor.press(visitor.note.save)
    visitor.wait_until_idle()
    assert visitor.note.notice.heading.text() == f"Could not save at {nowhere}"
    assert "copy the text" in visitor.note.notice.body.text()
    dialogs.chosen = str(tmp_path / "note.txt")
    visitor.press_named("Choose another place")
    visitor.wait_until_idle()
    assert (tmp_path / "note.txt").exists()
    assert len(papers.made) == 2


def test_a_report_that_cannot_be_made_leaves_the_text(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    papers.broken = True
    dialogs.chosen = str(tmp_path / "report.pdf")
    visitor.press(visitor.note.pdf)
    visitor.wait_until_idle()
    assert visitor.note.notice.heading.text() == "This file could not be made"
    assert "Code RuntimeError papers:" in visitor.note.notice.body.text()
    assert "no fonts" not in visitor.shown()
    assert list(tmp_path.iterdir()) == []
    visitor.go_on()
    assert QGuiApplication.clipboard().text() == visitor.note.preview.toPlainText()


@pytest.mark.usefixtures("papers", "dialogs")
def test_a_change_of_mind_saves_nothing(visitor: Visitor) -> None:
    visitor.press(visitor.note.save)
    assert not visitor.note.notice.isVisible()


def test_the_mailbox_is_named_only_when_that_is_ticked(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    page = visitor.note
    assert page.mailbox.isVisible()
    assert not page.mailbox.isChecked()
    dialogs.chosen = str(tmp_path / "report.pdf")
    for named in (False, True):
        if named:
            visitor.press(page.mailbox)
        visitor.press(page.pdf)
        visitor.wait_until_idle()
        assert papers.made[-1][1].sender.names_mailbox is named
    visitor.window.desk.start_over()
    assert not visitor.window.desk.sender.names_mailbox


def test_the_mail_program_gets_the_short_note(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def take(link: str) -> bool:
        opened.append(link)
        return True

    monkeypatch.setattr(keeping, "open_link", take)
    visitor.type(visitor.note.sender_edits[3], "support@example-host.net")
    visitor.press(visitor.note.mail)
    assert opened[0].startswith("mailto:support@example-host.net?subject=")
    assert len(opened[0]) < 1900
    assert visitor.note.notice.heading.text() == "Attach the PDF report"
    assert visitor.note.notice.body.text().startswith("Save the PDF report first")


def test_the_report_that_was_saved_is_to_be_attached(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    papers: Papers,
    dialogs: Dialogs,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(keeping, "open_link", lambda _: True)
    dialogs.chosen = str(tmp_path / "report.pdf")
    visitor.press(visitor.note.pdf)
    visitor.wait_until_idle()
    assert len(papers.made) == 1
    visitor.press(visitor.note.mail)
    assert visitor.note.notice.body.text() == "Attach the PDF you saved."


def test_without_a_mail_program_the_text_is_copied(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "open_link", lambda _: False)
    visitor.press(visitor.note.mail)
    assert visitor.note.notice.heading.text() == "No mail program is set up here"
    assert QGuiApplication.clipboard().text() == visitor.note.preview.toPlainText()
