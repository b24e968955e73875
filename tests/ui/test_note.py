"""The note: copied, edited, saved, opened in the mail program."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tests.ui.visitor import Visitor
from wizard.core.journey import Page
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
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names: list[str] = []

    def place(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        names.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    visitor.press(visitor.note.save)
    assert names[0].startswith("mail-check_localhost_")
    assert names[0].endswith(".txt")
    saved = (tmp_path / names[0]).read_text(encoding="utf-8")
    assert saved == visitor.note.preview.toPlainText()
    assert "Saved:" in visitor.note.notice.heading.text()


def test_a_place_that_cannot_be_written_is_told(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "gone" / "note.txt")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (nowhere, ""))
    visitor.press(visitor.note.save)
    assert visitor.note.notice.heading.text() == f"Could not save at {nowhere}"
    assert "copy the text" in visitor.note.notice.body.text()


def test_a_change_of_mind_saves_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    visitor.press(visitor.note.save)
    assert not visitor.note.notice.isVisible()


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
    assert not visitor.note.notice.isVisible()


def test_without_a_mail_program_the_text_is_copied(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "open_link", lambda _: False)
    visitor.press(visitor.note.mail)
    assert visitor.note.notice.heading.text() == "No mail program is set up here"
    assert QGuiApplication.clipboard().text() == visitor.note.preview.toPlainText()
