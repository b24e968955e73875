"""The way out: a question only where something would be lost; a polite end whatever ends it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.paper import cases
from tests.ui.papers import Dialogs, Papers
from tests.ui.visitor import Visitor
from wizard.casework import Paper
from wizard.core.entries import Support
from wizard.core.journey import Page
from wizard.ui import saving
from wizard.ui.closing import Answer
from wizard.ui.finding import Finding
from wizard.ui.support import SupportDialog


def with_result(visitor: Visitor) -> None:
    """As after a test of a real server."""
    case, advice = cases.per_address()
    visitor.window.desk.keep(Finding(case, advice))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))


def answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[Answer]:
    asked: list[Answer] = []

    def ask(*_: object) -> Answer:
        asked.append(answer)
        return answer

    monkeypatch.setattr(saving, "ask_to_save", ask)
    return asked


def test_without_a_result_nothing_is_asked(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Answer.STAY)
    QTest.keyClick(visitor.window, Qt.Key.Key_Escape)
    assert not visitor.window.isVisible()
    assert not asked


def test_a_practice_result_is_nothing_to_be_saved(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, Answer.STAY)
    visitor.practise()
    visitor.test()
    visitor.press_named("Close")
    assert not visitor.window.isVisible()
    assert not asked


@pytest.mark.parametrize(("answer", "stays"), [(Answer.STAY, True), (Answer.FORGET, False)])
def test_a_result_that_nobody_took_is_asked_about(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, answer: Answer, stays: bool
) -> None:
    with_result(visitor)
    asked = answering(monkeypatch, answer)
    visitor.window.close()
    assert visitor.window.isVisible() is stays
    assert asked == [answer]


def test_saving_at_the_end_saves_the_case_and_then_closes(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    papers: Papers,
    dialogs: Dialogs,
    tmp_path: Path,
) -> None:
    with_result(visitor)
    answering(monkeypatch, Answer.SAVE)
    dialogs.chosen = str(tmp_path / "office.mailcheck")
    visitor.window.close()
    visitor.bot.waitUntil(lambda: not visitor.window.isVisible())
    assert (tmp_path / "office.mailcheck").read_bytes() == b"mailcheck of 1"
    assert [paper for paper, *_ in papers.made] == [Paper.CASE]


@pytest.mark.usefixtures("papers")
def test_a_result_that_could_not_be_saved_stays(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, dialogs: Dialogs, tmp_path: Path
) -> None:
    with_result(visitor)
    answering(monkeypatch, Answer.SAVE)
    visitor.window.close()  # nobody chose a place
    assert visitor.window.isVisible()
    dialogs.chosen = str(tmp_path / "gone" / "office.mailcheck")
    visitor.window.close()
    visitor.wait_until_idle()
    assert visitor.window.isVisible()
    assert "Could not save at" in visitor.window.sheet.notice.heading.text()
    assert not visitor.window.desk.taken


def test_a_copied_result_is_not_asked_about(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_result(visitor)
    asked = answering(monkeypatch, Answer.STAY)
    visitor.go_on()
    visitor.go_on()
    visitor.window.close()
    assert not visitor.window.isVisible()
    assert not asked


def test_starting_over_asks_as_well(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with_result(visitor)
    answering(monkeypatch, Answer.STAY)
    visitor.press_named("Start over")
    assert visitor.is_at(Page.VERDICT)


# --- settings for IT support ----------------------------------------------------------------------


def test_opening_the_settings_changes_nothing(visitor: Visitor) -> None:
    for support in (Support(), Support(port=1993, family=6, pace=0.5, most=80)):
        assert SupportDialog(support, visitor.window.desk.words).values == support


@pytest.mark.parametrize("taken", [True, False])
def test_changed_settings_are_shown_on_every_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    def opened(dialog: SupportDialog) -> bool:
        dialog.most.setValue(80)
        dialog.pace.setValue(0.1)
        return taken

    monkeypatch.setattr(SupportDialog, "exec", opened)
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    changed = Support(most=80, pace=0.2)  # never faster than is polite
    assert visitor.window.desk.entries.support == (changed if taken else Support())
    assert ("Changed by IT support" in visitor.window.sheet.top.step.text()) is taken
    visitor.practise()
    assert visitor.window.desk.entries.support == Support()


def test_f1_answers_the_question_of_the_page(visitor: Visitor) -> None:
    QTest.keyClick(visitor.window, Qt.Key.Key_F1)
    assert visitor.sign_in.why.is_open
    assert isinstance(visitor.window, QDialog)
