"""Where the sign-in shows what only the provider can put right, there is a note about that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.paper import cases, cases_faults
from tests.ui.papers import Dialogs, Papers
from tests.ui.visitor import Visitor
from wizard.casework import Paper
from wizard.core.advice import Advice
from wizard.core.case_file import case_file
from wizard.core.entries import Entries
from wizard.core.journey import Page
from wizard.core.model import Case
from wizard.core.secret import Secret
from wizard.ui import saving
from wizard.ui.bridge import Ended
from wizard.ui.closing import Answer
from wizard.ui.finding import Finding, Trial
from wizard.ui.parts import keeping

Made = Callable[[], tuple[Case, Advice]]
NOTE, CALL = "Note for the provider", "Call your provider: what to say"


def signs_in(visitor: Visitor, made: Made) -> None:
    """The check of the sign-in ends in this."""
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.type(form.password_edit, "secret")
    visitor.window.desk.secret = Secret("secret")
    case, advice = made()
    finding = Finding(replace(case, ending="not-reached"), advice)
    visitor.sign_in._ended(Ended(Trial(finding)))


def choices(visitor: Visitor) -> list[str]:
    return [button.text().replace("&", "") for button in visitor.sign_in.notice.buttons]


@pytest.mark.parametrize(
    ("made", "button", "subject", "why"),
    [
        (cases_faults.certificate_name, NOTE, "is for another name", "Your password was not sent."),
        (cases_faults.certificate_issuer, NOTE, "is not confirmed", "Your password was not sent."),
        (cases_faults.certificate_date, NOTE, "out of date", "Your password was not sent."),
        (cases_faults.no_answer, CALL, "does not answer", "it may be blocking your office"),
        (cases_faults.turned_away, CALL, "turns away", "It may be blocking you"),
    ],
)
def test_what_the_provider_has_to_put_right_can_be_written_at_once(
    visitor: Visitor, made: Made, button: str, subject: str, why: str
) -> None:
    signs_in(visitor, made)
    assert choices(visitor)[-1] == button
    visitor.press_named(button)
    assert visitor.is_at(Page.NOTE)
    note = visitor.note.preview.toPlainText()
    assert subject in note.splitlines()[0]
    assert why in visitor.note.body_text.text()
    assert "in a few minutes" not in visitor.shown()
    assert visitor.buttons() == ["Close", "Back", "Copy text"]
    visitor.go_on()
    assert QGuiApplication.clipboard().text() == note


@pytest.mark.parametrize("made", [cases_faults.certificate_issuer, cases_faults.certificate_date])
def test_that_no_password_was_sent_is_said_beside_the_button(visitor: Visitor, made: Made) -> None:
    signs_in(visitor, made)
    assert "Your password was not sent." in visitor.sign_in.notice.body.text()


@pytest.mark.parametrize("made", [cases.no_place_free, cases_faults.no_place_in_words])
def test_how_many_there_may_be_is_told_by_a_test_alone(visitor: Visitor, made: Made) -> None:
    signs_in(visitor, made)
    assert not {NOTE, CALL} & set(choices(visitor))


def test_a_mailbox_without_a_free_connection_may_be_taken_as_the_result(visitor: Visitor) -> None:
    signs_in(visitor, cases_faults.mailbox_no_place)
    assert choices(visitor) == [
        "Try again",
        "Count the devices and test anyway",
        "Use this as the result",
    ]
    visitor.press_named("Use this as the result")
    assert visitor.is_at(Page.NOTE)
    note = visitor.note.preview.toPlainText()
    assert "has no free connection" in note.splitlines()[0]
    assert "(mail_max_userip_connections=10)" in note
    assert "could not count" in note
    assert visitor.window.desk.kept.file is None  # one sign-in is no test
    visitor.press_named("Back")
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.sign_in.form.password_edit.text() == "secret"
    visitor.press_named("Count the devices and test anyway")
    assert visitor.is_at(Page.OFFICE)


def test_back_leads_to_the_sign_in_with_all_that_stood_there(visitor: Visitor) -> None:
    signs_in(visitor, cases_faults.certificate_issuer)
    before = visitor.shown()
    visitor.press_named(NOTE)
    visitor.press_named("Back")
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.shown() == before
    assert visitor.sign_in.form.address_edit.text() == "info@miller.example"
    assert visitor.sign_in.form.password_edit.text() == "secret"
    assert visitor.window.desk.at_sign_in is None
    visitor.press_named(NOTE)
    assert visitor.is_at(Page.NOTE)


def test_starting_over_from_there_forgets_it(visitor: Visitor) -> None:
    signs_in(visitor, cases_faults.certificate_issuer)
    visitor.press_named(NOTE)
    visitor.press_named("Start over")
    assert visitor.is_at(Page.SIGN_IN)
    assert not visitor.sign_in.notice.isVisible()
    assert visitor.window.desk.told is None
    assert visitor.window.desk.entries == Entries()


def test_it_is_saved_as_a_text_for_one_sign_in_says_nothing_of_the_offices_need(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    signs_in(visitor, cases_faults.certificate_issuer)
    visitor.press_named(NOTE)
    assert not visitor.note.pdf.isVisible()
    dialogs.chosen = str(tmp_path / "note.txt")
    visitor.press(visitor.note.save)
    visitor.wait_until_idle()
    assert dialogs.asked[0][1] == "Text (*.txt)"
    paper, file, _, _, letter = papers.made[0]
    assert (paper, letter) == (Paper.TEXT, visitor.note.preview.toPlainText())
    assert [run.ending for run in file.runs] == ["not-reached"]
    assert visitor.window.desk.kept.file is None


def test_its_mail_is_not_asked_to_carry_a_report(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def take(link: str) -> bool:
        opened.append(link)
        return True

    monkeypatch.setattr(keeping, "open_link", take)
    signs_in(visitor, cases_faults.certificate_issuer)
    visitor.press_named(NOTE)
    visitor.press(visitor.note.mail)
    assert "is%20not%20confirmed" in opened[0]
    assert not visitor.note.notice.isVisible()


def test_a_test_that_nobody_took_is_still_asked_about(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    papers: Papers,
    dialogs: Dialogs,
    tmp_path: Path,
) -> None:
    """Copying the note about the sign-in is not saving the test before it."""
    case, advice = cases.per_address()
    visitor.window.desk.keep(Finding(replace(case, ending="understood"), advice))
    signs_in(visitor, cases_faults.certificate_issuer)
    visitor.press_named(NOTE)
    visitor.note.preview.setPlainText("Of the sign-in")
    visitor.go_on()
    assert not visitor.window.desk.taken
    monkeypatch.setattr(saving, "ask_to_save", lambda *_: Answer.SAVE)
    dialogs.chosen = str(tmp_path / "miller.mailcheck")
    visitor.window.close()
    visitor.wait_until_idle()
    paper, file, _, _, letter = papers.made[0]
    assert (paper, letter) == (Paper.CASE, None)
    assert [run.ending for run in file.runs] == ["understood"]
    assert not visitor.window.isVisible()


def test_where_a_case_was_opened_the_note_is_not_about_its_last_test(
    visitor: Visitor, papers: Papers
) -> None:
    case, _ = cases.per_address()
    papers.cases["a.mailcheck"] = case_file(replace(case, ending="understood"))
    visitor.window.open_case("a.mailcheck")
    visitor.wait_until_idle()
    signs_in(visitor, cases_faults.certificate_issuer)
    visitor.press_named(NOTE)
    assert visitor.window.desk.papers.latest.ending == "not-reached"
    assert visitor.window.desk.case.latest.ending == "understood"
