"""Check again after a fix: an earlier case is opened, only the password asked, the change told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.paper import cases
from tests.ui.papers import Dialogs, Papers
from tests.ui.visitor import Visitor
from wizard.casework import Paper
from wizard.core.advice import Advice
from wizard.core.case_file import CaseFile, Sender, case_file
from wizard.core.comparison import Change
from wizard.core.entries import Entries
from wizard.core.journey import Page
from wizard.core.model import Case, Security, Target
from wizard.core.recommend import given_need
from wizard.paper.bundle import Fault
from wizard.service import PRACTICE_USER, PracticeServer
from wizard.ui import saving
from wizard.ui.closing import Answer
from wizard.ui.finding import Finding

Start = Callable[..., PracticeServer]
MILLER = Sender("Anna Miller", "Miller & Sons", "12345", "203.0.113.7")


def earlier(user: str | None = "info@miller.example") -> CaseFile:
    """The case of Miller & Sons, with or without a password."""
    case = replace(finding(cases.per_address).case, ending="understood")
    return case_file(replace(case, target=replace(case.target, user=user)), MILLER)


def finding(made: Callable[[], tuple[Case, Advice]]) -> Finding:
    """One of the made cases, as a test that came to its end."""
    case, advice = made()
    return Finding(replace(case, ending="understood"), advice)


def earlier_at(server: PracticeServer, user: str | None = PRACTICE_USER) -> CaseFile:
    """The same, at a server on this computer."""
    target = Target("127.0.0.1", server.tls_port, Security.TLS, user)
    case = replace(earlier(user).latest, target=target, address="127.0.0.1")
    small = given_need(cases.NEEDS, 6, None)
    return case_file(replace(case, plan=replace(case.plan, need=small, mail_closed=True)), MILLER)


def open_case(visitor: Visitor, papers: Papers, file: CaseFile | Fault) -> None:
    """By its link on the first page, which is in front."""
    papers.cases["miller.mailcheck"] = file
    visitor.window.open_case("office/miller.mailcheck")
    visitor.wait_until_idle()


def hears(visitor: Visitor, text: str) -> None:
    """Messages are two seconds apart."""
    visitor.bot.waitUntil(lambda: any(text in said for said in visitor.heard), timeout=5000)


# --- opening --------------------------------------------------------------------------------------


def test_the_link_opens_a_case_and_only_the_password_is_asked(
    visitor: Visitor, papers: Papers, dialogs: Dialogs
) -> None:
    papers.cases["miller.mailcheck"] = earlier()
    dialogs.chosen = str(Path("office") / "miller.mailcheck")
    visitor.press_named("Check again after a fix")
    visitor.wait_until_idle()
    form = visitor.sign_in.form
    assert dialogs.asked[0][1] == "Case file (*.mailcheck)"
    assert visitor.window.sheet.heading.text() == "Check again after a fix"
    assert (
        "Checking again: info@miller.example at mail.example-host.net, last tested on "
        "24 August 2026. Enter only the password."
    ) in visitor.shown()
    assert "The password goes only to mail.example-host.net." in visitor.shown()
    assert not form.address.isVisible()
    assert not form.server_box.isVisible()
    visitor.bot.waitUntil(lambda: visitor.focused() is form.password_edit)
    hears(visitor, "last tested on 24 August 2026")
    visitor.go_on()
    assert form.password.fault.text() == "⚠ Error: Enter the password for this mailbox"


def test_without_a_password_none_is_asked(visitor: Visitor, papers: Papers) -> None:
    open_case(visitor, papers, earlier(user=None))
    assert "No password is needed." in visitor.shown()
    assert not visitor.sign_in.form.password.isVisible()
    assert visitor.buttons() == ["Close", "Continue"]
    visitor.go_on()
    assert visitor.is_at(Page.OFFICE)
    assert visitor.office.computers.value() == 4
    assert "Change it only if your office changed." in visitor.shown()
    assert "Together they need about 22 mail connections" in visitor.shown()


def test_a_need_that_was_a_number_stays_until_somebody_counts(
    visitor: Visitor, papers: Papers
) -> None:
    file = earlier(user=None)
    plan = replace(file.latest.plan, need=given_need(cases.NEEDS, 30, None))
    open_case(visitor, papers, CaseFile((replace(file.latest, plan=plan),)))
    visitor.go_on()
    assert "Together they need about 30 mail connections" in visitor.shown()
    visitor.office.computers.setValue(2)
    assert "Together they need about 10 mail connections" in visitor.shown()
    visitor.go_on()
    assert visitor.is_at(Page.BEFORE)


def test_a_new_check_begins_with_an_empty_page(visitor: Visitor, papers: Papers) -> None:
    open_case(visitor, papers, earlier())
    visitor.press_named("Start a new check")
    assert visitor.window.sheet.heading.text() == "Sign in to one office mailbox"
    assert visitor.window.desk.entries == Entries()
    assert visitor.window.desk.kept.file is None
    assert visitor.window.desk.sender == Sender()
    assert visitor.sign_in.form.address.isVisible()


@pytest.mark.usefixtures("papers", "dialogs")
def test_a_change_of_mind_changes_nothing(visitor: Visitor) -> None:
    visitor.type(visitor.sign_in.form.address_edit, "info@miller.example")
    visitor.press_named("Check again after a fix")
    assert visitor.window.desk.entries.address == "info@miller.example"
    assert not visitor.sign_in.notice.isVisible()
    assert not visitor.window.engine.busy


@pytest.mark.parametrize(
    ("fault", "heading"),
    [
        (Fault.NEWER, "This case file needs a newer version of this program"),
        (Fault.DAMAGED, "This case file is damaged"),
        (Fault.NOT_A_CASE, "This is no case file of this program"),
        (Fault.TOO_LARGE, "This file is too large for a case file"),
    ],
)
def test_a_file_that_is_no_case_is_told_and_changes_nothing(
    visitor: Visitor, papers: Papers, fault: Fault, heading: str
) -> None:
    visitor.type(visitor.sign_in.form.address_edit, "info@miller.example")
    open_case(visitor, papers, fault)
    notice = visitor.sign_in.notice
    assert notice.heading.text() == heading
    assert notice.body.text()
    assert visitor.window.desk.entries.address == "info@miller.example"
    assert visitor.is_at(Page.SIGN_IN)


def test_a_file_that_is_gone_is_told_and_another_one_can_be_chosen(
    visitor: Visitor, papers: Papers, dialogs: Dialogs
) -> None:
    visitor.window.open_case("gone.mailcheck")
    visitor.wait_until_idle()
    assert visitor.sign_in.notice.heading.text() == "This file cannot be read"
    papers.cases["miller.mailcheck"] = earlier()
    dialogs.chosen = "miller.mailcheck"
    visitor.press_named("Choose another file")
    visitor.wait_until_idle()
    assert visitor.window.sheet.heading.text() == "Check again after a fix"


def test_a_case_of_no_server_is_a_damaged_one(visitor: Visitor, papers: Papers) -> None:
    case = earlier().latest
    target = replace(case.target, host="no server at all")
    open_case(visitor, papers, CaseFile((replace(case, target=target),)))
    assert visitor.sign_in.notice.heading.text() == "This case file is damaged"


def test_an_unsaved_result_is_asked_about_before_a_case_takes_its_place(
    visitor: Visitor, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.window.desk.keep(finding(cases.per_address))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    monkeypatch.setattr(saving, "ask_to_save", lambda *_: Answer.STAY)
    open_case(visitor, papers, earlier())
    assert visitor.is_at(Page.VERDICT)
    monkeypatch.setattr(saving, "ask_to_save", lambda *_: Answer.FORGET)
    open_case(visitor, papers, earlier())
    assert visitor.window.sheet.heading.text() == "Check again after a fix"


def test_a_case_that_is_dropped_on_the_window_opens(visitor: Visitor, papers: Papers) -> None:
    papers.cases["miller.mailcheck"] = earlier()
    for names, opens in (
        (["letter.pdf"], False),
        (["miller.mailcheck", "other.mailcheck"], False),
        (["miller.mailcheck"], True),
    ):
        drop(visitor, names)
        visitor.wait_until_idle()
        assert visitor.window.desk.entries.again is opens


def drop(visitor: Visitor, names: list[str]) -> None:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(Path("office").absolute() / name)) for name in names])
    where = (QPoint(50, 50), Qt.DropAction.CopyAction, what)
    by = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(visitor.window, QDragEnterEvent(*where, *by))
    QApplication.sendEvent(visitor.window, QDropEvent(*where, *by))


def test_while_a_test_runs_no_case_is_opened(visitor: Visitor, papers: Papers) -> None:
    visitor.practise()
    visitor.prepare()
    visitor.window.desk.manner = replace(visitor.window.desk.manner, pace=0.5)
    visitor.go_on()
    papers.cases["miller.mailcheck"] = earlier()
    visitor.window.open_case("miller.mailcheck")
    assert visitor.is_at(Page.TEST)
    visitor.window.close()
    visitor.wait_for(Page.VERDICT)
    assert not visitor.window.desk.entries.again


def test_a_case_whose_values_mean_nothing_is_a_damaged_one(
    visitor: Visitor, papers: Papers
) -> None:
    open_case(visitor, papers, CaseFile((replace(earlier().latest, ending="made up"),)))
    assert visitor.sign_in.notice.heading.text() == "This case file is damaged"


# --- the test, made again -------------------------------------------------------------------------


def check_again(visitor: Visitor, papers: Papers, server: PracticeServer) -> None:
    """From the case of a small limit to the result of today."""
    open_case(visitor, papers, earlier_at(server))
    visitor.window.desk.trusted = server.trusted_certificate
    visitor.type(visitor.sign_in.form.password_edit, PRACTICE_USER)
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    visitor.go_on()
    assert visitor.before.closed.isChecked()
    visitor.press(visitor.before.radios[0])
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)


def test_a_fix_is_told_first_and_its_proof_is_saved(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, server: Start, tmp_path: Path
) -> None:
    papers.change = Change.FIXED
    check_again(visitor, papers, server("none"))
    assert visitor.window.sheet.heading.text() == "Fixed: your office now has enough connections"
    assert visitor.verdict.change[0].text().startswith("Before: 4. Now: 8")
    assert "Your office had enough mail connections during this test" in visitor.shown()
    assert visitor.verdict.number.text() == "8"
    hears(visitor, "Fixed: your office now has enough connections. Before: 4. Now: 8")
    assert visitor.buttons() == ["Close", "Test again", "Save case file"]
    dialogs.chosen = str(tmp_path / "miller.mailcheck")
    visitor.go_on()
    visitor.wait_until_idle()
    name, kinds = dialogs.asked[0]
    assert Path(name).parent == Path("office")  # beside the file that was opened
    assert kinds == "Case file (*.mailcheck)"
    paper, file, *_ = papers.made[0]
    assert paper is Paper.CASE
    assert len(file.runs) == 2
    assert file.sender == MILLER
    assert visitor.window.desk.taken


def test_the_test_made_again_is_the_same_test(
    visitor: Visitor, papers: Papers, server: Start
) -> None:
    started = server()
    before = earlier_at(started)
    check_again(visitor, papers, started)
    kept = visitor.window.desk.kept.file
    assert kept is not None
    assert kept.runs[0] == before.latest
    now = kept.latest
    assert now.plan.need == before.latest.plan.need
    assert now.target == replace(before.latest.target, family=4)
    assert now.plan.mail_closed


@pytest.mark.parametrize("change", [Change.BETTER, Change.SAME])
def test_without_a_fix_the_next_step_is_the_note(
    visitor: Visitor, papers: Papers, server: Start, change: Change
) -> None:
    papers.change = change
    check_again(visitor, papers, server(limit=4))
    assert visitor.buttons() == ["Close", "Test again", "Write to the provider"]
    assert visitor.verdict.number.text() == "4"
    visitor.go_on()
    assert visitor.is_at(Page.NOTE)
    assert visitor.note.sender_edits[1].text() == "Miller & Sons"
    assert "Anna Miller, Miller & Sons" in visitor.note.preview.toPlainText()


def test_a_fixed_limit_that_is_only_just_enough_can_still_be_written_about(
    visitor: Visitor, papers: Papers
) -> None:
    papers.change = Change.FIXED
    open_case(visitor, papers, earlier())
    visitor.window.desk.keep(finding(cases.just_enough))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    assert visitor.buttons() == ["Close", "Write to the provider", "Save case file"]
    visitor.press(visitor.window.second_button)
    assert visitor.is_at(Page.NOTE)


def test_a_mailbox_under_another_name_opens_its_fields(visitor: Visitor, papers: Papers) -> None:
    open_case(visitor, papers, earlier())
    visitor.sign_in.acts.open_server()
    form = visitor.sign_in.form
    assert form.server_box.isVisible()
    assert form.server_edit.text() == "mail.example-host.net"
    assert form.user_edit.text() == "info@miller.example"
    assert not form.address.isVisible()


def test_an_unencrypted_test_can_be_made_again(visitor: Visitor, papers: Papers) -> None:
    case = earlier().latest
    target = replace(case.target, security=Security.NONE, port=143)
    open_case(visitor, papers, CaseFile((replace(case, target=target),)))
    assert visitor.window.desk.target.security is Security.NONE
    visitor.sign_in.acts.open_server()
    assert visitor.sign_in.form.securities.currentText() == "Automatic"


# --- the file -------------------------------------------------------------------------------------


def keep(visitor: Visitor, *, slept: bool = False, host: str = "mail.example-host.net") -> None:
    found = finding(cases.per_address)
    case = replace(found.case, target=replace(found.case.target, host=host))
    visitor.window.desk.keep(replace(found, case=case, slept=slept))


def runs(visitor: Visitor) -> int:
    file = visitor.window.desk.kept.file
    return 0 if file is None else len(file.runs)


def test_every_test_joins_the_file_but_one_that_slept(visitor: Visitor) -> None:
    keep(visitor)
    keep(visitor, slept=True)
    assert runs(visitor) == 1
    assert not visitor.window.desk.taken
    keep(visitor)
    assert runs(visitor) == 2


def test_another_server_is_another_file(visitor: Visitor) -> None:
    keep(visitor)
    keep(visitor, host="mail.other.example")
    assert runs(visitor) == 1


def test_practice_is_no_case(visitor: Visitor, papers: Papers) -> None:
    visitor.practise()
    visitor.test()
    assert runs(visitor) == 0
    QTest.keyClick(visitor.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not papers.made
    visitor.go_on()
    visitor.press(visitor.window.second_button)
    assert visitor.buttons() == ["Close", "Back", "Test again"]
    assert "Save the case file" not in visitor.shown()


@pytest.mark.parametrize("page", [Page.VERDICT, Page.NEXT_STEPS, Page.BEFORE])
def test_ctrl_s_saves_the_case_wherever_there_is_one(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path, page: Page
) -> None:
    QTest.keyClick(visitor.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not dialogs.asked  # there is none yet
    keep(visitor)
    visitor.window.setCurrentId(list(Page).index(page))
    dialogs.chosen = str(tmp_path / "a.mailcheck")
    QTest.keyClick(visitor.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    visitor.wait_until_idle()
    assert [paper for paper, *_ in papers.made] == [Paper.CASE]
    assert f"Saved: {tmp_path / 'a.mailcheck'}" in visitor.shown()


def test_the_note_in_the_file_is_the_one_that_was_changed(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    keep(visitor)
    visitor.window.setCurrentId(list(Page).index(Page.NOTE))
    visitor.note.languages.activated.emit(1)
    visitor.note.preview.setPlainText("Eigene Worte")
    visitor.press(visitor.window.second_button)
    assert visitor.buttons() == ["Close", "Back", "Test again", "Save case file"]
    assert "choose “Check again after a fix”" in visitor.shown()
    dialogs.chosen = str(tmp_path / "a.mailcheck")
    visitor.go_on()
    visitor.wait_until_idle()
    _, _, language, _, letter = papers.made[0]
    assert (language, letter) == ("de", "Eigene Worte")


def test_testing_again_after_the_note_is_after_a_fix(visitor: Visitor, papers: Papers) -> None:
    papers.change = Change.SAME
    keep(visitor)
    keep(visitor)
    assert visitor.window.desk.kept.change is None  # once more, at once: nobody changed anything
    visitor.window.setCurrentId(list(Page).index(Page.NEXT_STEPS))
    visitor.press_named("Test again")
    assert visitor.is_at(Page.BEFORE)
    keep(visitor)
    assert visitor.window.desk.kept.change is not None


def test_a_result_without_a_note_can_be_saved_as_well(
    visitor: Visitor, papers: Papers, dialogs: Dialogs, tmp_path: Path
) -> None:
    case, advice = cases.per_address()
    visitor.window.desk.keep(Finding(case, replace(advice, suggestion=None)))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    dialogs.chosen = str(tmp_path / "report.html")
    visitor.press_named("Save this result")
    visitor.wait_until_idle()
    assert dialogs.asked[0][1] == ("PDF report (*.pdf);;Web page (*.html);;Case file (*.mailcheck)")
    assert papers.made[0][0] is Paper.HTML
    assert visitor.window.desk.taken
