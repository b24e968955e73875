"""Several clients a day: New client and Finish visit leave nothing but what was saved."""

import gc
import re
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from tests.pseudo import pseudo_words, untranslated
from tests.servers import CANARY
from tests.ui.clipped import clipped
from tests.ui.papers import Dialogs, Papers
from tests.ui.surroundings import speaker
from tests.ui.test_closing import answering, with_result
from tests.ui.visitor import Visitor
from wizard import files, written
from wizard.core.journey import Page
from wizard.core.secret import Secret
from wizard.service import PracticeServer
from wizard.ui.clients import Clients
from wizard.ui.closing import Answer
from wizard.ui.finish import FinishDialog
from wizard.ui.order import Manner
from wizard.ui.parts import clipboard, keeping
from wizard.ui.visit import Visit
from wizard.ui.window import Window

Start = Callable[..., PracticeServer]


@pytest.fixture(autouse=True)
def _a_visit_of_its_own() -> Iterator[None]:
    """Nothing written before counts, and nothing is in the clipboard."""
    written.visit.forget()
    yield
    written.visit.forget()
    clipboard.put("")
    clipboard.take_back()


def new_client(visitor: Visitor) -> None:
    QTest.keyClick(visitor.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def all_that_is_known(window: Window) -> str:
    """Every text of every widget, seen or hidden or only read out, and the desk."""
    told = [repr(window.desk), window.windowTitle()]
    for widget in window.findChildren(QWidget):
        told += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        for name in ("text", "toPlainText", "title"):
            if hasattr(widget, name):
                told.append(getattr(widget, name)())
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            told += [interface.text(kind) for kind in QAccessible.Text if kind.value < 5]
    return "\n".join(told)


def on_every_page(visitor: Visitor) -> None:
    """A client's visit, from the first page to the last one, with all that can be typed."""
    window = visitor.window
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.press(form.own)
    visitor.type(form.server_edit, "mail.miller.example")
    visitor.press(form.show_password)
    visitor.type(form.password_edit, CANARY)
    window.desk.secret = Secret(CANARY)
    for page in (Page.OFFICE, Page.BEFORE):
        window.setCurrentId(list(Page).index(page))
    visitor.type(visitor.before.address_edit, "203.0.113.7")
    with_result(visitor)
    window.setCurrentId(list(Page).index(Page.NOTE))
    for edit, text in zip(
        visitor.note.sender_edits, ("Tim Tech", "Miller & Sons", "K-4711", "help@host.example"),
        strict=True,
    ):  # fmt: skip
        visitor.type(edit, text)
    window.setCurrentId(list(Page).index(Page.NEXT_STEPS))
    window.setCurrentId(list(Page).index(Page.VERDICT))


THE_CLIENTS = ("miller", "Miller", "203.0.113.7", "K-4711", "help@host.example", CANARY)


def test_nothing_of_a_client_is_left_anywhere_in_the_window(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = all_that_is_known(visitor.window)
    on_every_page(visitor)
    known = all_that_is_known(visitor.window)
    assert all(text in known for text in THE_CLIENTS)
    answering(monkeypatch, Answer.FORGET)
    new_client(visitor)
    assert visitor.is_at(Page.SIGN_IN)
    own = [text for text in THE_CLIENTS if text not in before]
    assert len(own) == len(THE_CLIENTS)

    def is_gone() -> bool:
        return not any(text in all_that_is_known(visitor.window) for text in own)

    visitor.bot.waitUntil(is_gone)
    assert visitor.window.desk.sender.name == "Tim Tech"
    assert "Ready for the next client" in visitor.shown()
    assert visitor.focused() is not None


def test_nothing_can_be_undone_and_the_old_pages_are_gone(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_every_page(visitor)
    old = [weakref.ref(sheet) for sheet in visitor.window.sheets.values()]
    gc.freeze()  # as after the start of the program
    answering(monkeypatch, Answer.FORGET)
    new_client(visitor)
    visitor.bot.waitUntil(lambda: not [ref for ref in old if ref() is not None])
    assert len(list(visitor.window.sheets.values())) == len(Page)  # each made anew
    fields = visitor.window.findChildren(QLineEdit)
    texts = [edit.document() for edit in visitor.window.findChildren(QPlainTextEdit)]
    assert fields
    assert texts
    assert not any(field.isUndoAvailable() or field.isRedoAvailable() for field in fields)
    assert not any(text.isUndoAvailable() or text.isRedoAvailable() for text in texts)
    QTest.keyClick(visitor.sign_in.form.password_edit, Qt.Key.Key_Z,
                   Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    assert visitor.sign_in.form.password_edit.text() == ""


@pytest.mark.parametrize("page", [page for page in Page if page is not Page.TEST])
def test_a_new_client_begins_on_the_first_page_from_anywhere(visitor: Visitor, page: Page) -> None:
    with_result(visitor)
    visitor.window.desk.taken = True
    visitor.window.setCurrentId(list(Page).index(page))
    new_client(visitor)
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.window.desk.finding is None
    visitor.bot.waitUntil(lambda: any("Ready for the next client" in one for one in visitor.heard),
                          timeout=4000)  # fmt: skip


def test_a_new_client_begins_after_pages_were_seen_again_and_again(visitor: Visitor) -> None:
    with_result(visitor)
    visitor.window.desk.taken = True
    for page in (Page.NOTE, Page.VERDICT, Page.NOTE, Page.VERDICT, Page.BEFORE, Page.VERDICT):
        visitor.window.setCurrentId(list(Page).index(page))
    for _ in range(3):
        new_client(visitor)
        assert visitor.is_at(Page.SIGN_IN)
    assert visitor.buttons() == ["Close", "Check sign-in"]


def test_the_way_goes_on_as_usual_with_the_next_client(visitor: Visitor, server: Start) -> None:
    with_result(visitor)
    visitor.window.desk.taken = True
    new_client(visitor)
    visitor.sign_in_at(server(limit=3))
    visitor.test()
    assert visitor.verdict.number.text() == "3"
    assert len(visitor.window.desk.case.runs) == 1


def test_a_result_that_nobody_took_is_asked_about(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_result(visitor)
    asked = answering(monkeypatch, Answer.STAY)
    new_client(visitor)
    assert asked == [Answer.STAY]
    assert visitor.is_at(Page.VERDICT)
    assert visitor.window.desk.finding is not None


@pytest.mark.usefixtures("papers")
def test_it_can_be_saved_first(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, dialogs: Dialogs, tmp_path: Path
) -> None:
    with_result(visitor)
    answering(monkeypatch, Answer.SAVE)
    dialogs.chosen = str(tmp_path / "office.mailcheck")
    new_client(visitor)
    visitor.wait_for(Page.SIGN_IN)
    assert (tmp_path / "office.mailcheck").exists()
    assert "1 file that was written stays." in visitor.shown()


def test_while_a_test_runs_it_has_to_be_stopped_first(visitor: Visitor) -> None:
    visitor.practise()
    usual = visitor.window.desk.manner
    visitor.window.desk.manner = Manner(usual.waits, usual.patience, pace=0.5)
    visitor.prepare()
    visitor.go_on()
    new_client(visitor)
    assert visitor.is_at(Page.TEST)
    assert "Stop the test first" in visitor.shown()
    visitor.window.clients.finish()
    assert visitor.is_at(Page.TEST)
    visitor.press(visitor.running.stop_button)
    visitor.wait_for(Page.VERDICT)
    new_client(visitor)
    assert visitor.is_at(Page.SIGN_IN)


def test_what_is_only_waited_for_ends(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.window.setCurrentId(list(Page).index(Page.BEFORE))
    stopped: list[bool] = []

    def stop() -> bool:
        stopped.append(True)
        return True

    monkeypatch.setattr(visitor.before, "stop", stop)
    new_client(visitor)
    assert stopped == [True]
    assert visitor.is_at(Page.SIGN_IN)


# --- the clipboard --------------------------------------------------------------------------------


def test_what_we_copied_is_taken_back(visitor: Visitor) -> None:
    with_result(visitor)
    visitor.go_on()
    visitor.go_on()
    assert visitor.window.desk.taken
    assert "accepts only 4" in QGuiApplication.clipboard().text()
    new_client(visitor)
    assert QGuiApplication.clipboard().text() == ""


def test_what_another_program_copied_since_stays(visitor: Visitor) -> None:
    with_result(visitor)
    visitor.go_on()
    visitor.go_on()
    QGuiApplication.clipboard().setText("a shopping list")
    new_client(visitor)
    assert QGuiApplication.clipboard().text() == "a shopping list"


def test_a_text_with_the_line_ends_of_windows_is_ours_all_the_same() -> None:
    clipboard.put("two\nlines")
    QGuiApplication.clipboard().setText("two\r\nlines")
    assert clipboard.was_filled()
    assert clipboard.take_back()
    assert QGuiApplication.clipboard().text() == ""
    assert not clipboard.was_filled()


def test_what_was_copied_or_selected_by_hand_goes_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a real system has it, which knows whose text lies there; this one without a screen not."""
    board = QGuiApplication.clipboard()
    board.setText("a piece of the note")
    assert clipboard.take_back()
    assert board.text() == "a piece of the note"  # somebody else's, as far as that can be told
    cleared: list[QClipboard.Mode] = []
    for owned in ("ownsClipboard", "ownsSelection", "supportsSelection"):
        monkeypatch.setattr(QClipboard, owned, lambda _: True)
    monkeypatch.setattr(QClipboard, "text", lambda *_: "" if len(cleared) > 1 else "a piece")
    monkeypatch.setattr(QClipboard, "clear", lambda _, mode: cleared.append(mode))
    assert clipboard.was_filled()
    clipboard.take_back()
    assert cleared == [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]


def test_a_clipboard_that_cannot_be_cleared_is_told(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard.put("Hello provider")
    with monkeypatch.context() as held:
        held.setattr(QClipboard, "clear", lambda *_: None)
        new_client(visitor)
    assert "Not everything could be cleared" in visitor.shown()
    assert "still in the clipboard" in visitor.shown()


# --- Finish visit ---------------------------------------------------------------------------------


def finishing(monkeypatch: pytest.MonkeyPatch, *, agreed: bool = True) -> list[FinishDialog]:
    """What the window at the end of a visit shows, and whether it is agreed to."""
    shown: list[FinishDialog] = []

    def look(dialog: FinishDialog) -> bool:
        shown.append(dialog)
        return agreed

    monkeypatch.setattr(FinishDialog, "exec", look)
    return shown


def lines(dialog: FinishDialog) -> list[str]:
    return [dialog.files.item(row).text() for row in range(dialog.files.count())]


def told(dialog: FinishDialog) -> str:
    return " ".join(text.text() for text in (dialog.nothing, *dialog.told) if not text.isHidden())


def test_finish_shows_what_was_written_and_clears_the_rest(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    dialogs: Dialogs,
    papers: Papers,
    tmp_path: Path,
) -> None:
    shown = finishing(monkeypatch)
    with_result(visitor)
    visitor.go_on()
    for kind in ("pdf", "mailcheck"):
        dialogs.chosen = str(tmp_path / f"office.{kind}")
        if kind == "pdf":
            visitor.press(visitor.note.pdf)
        else:
            QTest.keyClick(visitor.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        visitor.wait_until_idle()
    assert len(papers.made) == 2
    visitor.window.clients.finish()
    (dialog,) = shown
    assert lines(dialog) == [str(tmp_path / "office.pdf"), str(tmp_path / "office.mailcheck")]
    assert "will be cleared" in told(dialog)
    assert "What other programs kept" in told(dialog)
    assert "clipboard" not in told(dialog)
    assert visitor.is_at(Page.SIGN_IN)
    assert "The visit is finished" in visitor.shown()
    assert "2 files that were written stay." in visitor.shown()
    assert visitor.window.desk.finding is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.mailcheck", "office.pdf"]
    visitor.window.clients.finish()  # the next visit
    assert lines(shown[1]) == []
    assert "This program wrote no file in this visit." in told(shown[1])


def test_settings_that_are_written_are_shown_as_well(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown, window = finishing(monkeypatch), visitor.window

    def keep() -> None:
        files.write(tmp_path / "settings.ini", "[settings]")

    Clients(window.desk, window.saving, lambda: False, window._lay_pages, keep).finish()
    assert lines(shown[0]) == [str(tmp_path / "settings.ini")]


def test_a_change_of_mind_changes_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    finishing(monkeypatch, agreed=False)
    with_result(visitor)
    visitor.window.desk.taken = True
    visitor.window.clients.finish()
    assert visitor.is_at(Page.VERDICT)
    assert visitor.window.desk.finding is not None


def test_the_dialog_is_honest_about_files_that_went_and_copied_text(
    visitor: Visitor, tmp_path: Path
) -> None:
    files.write(tmp_path / "here.txt", "text")
    files.write(tmp_path / "gone.txt", "text")
    (tmp_path / "gone.txt").unlink()
    clipboard.put("Hello provider")
    dialog = FinishDialog(visitor.window.desk.words, written.visit.places, visitor.window)
    visitor.bot.addWidget(dialog)
    assert lines(dialog) == [
        str(tmp_path / "here.txt"),
        f"{tmp_path / 'gone.txt'} (not there any more)",
    ]
    assert "taken out of the clipboard" in told(dialog)
    assert dialog.done_button.isDefault()
    assert dialog.files.accessibleName() == "Written in this visit. These files stay:"


def test_the_folder_of_the_marked_file_is_opened(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def once(link: str) -> bool:
        opened.append(link)
        return len(opened) == 1

    monkeypatch.setattr(keeping, "open_link", once)
    (tmp_path / "a folder").mkdir()
    for name in ("one.txt", "a folder/two.txt"):
        files.write(tmp_path / name, "text")
    dialog = FinishDialog(visitor.window.desk.words, written.visit.places, visitor.window)
    visitor.bot.addWidget(dialog)
    dialog.files.setCurrentRow(1)
    dialog.open_folder.click()
    assert opened[0].endswith("/a%20folder")
    assert dialog.fault.isHidden()
    dialog.open_folder.click()
    assert dialog.fault.text() == "The folder could not be opened."


@pytest.mark.parametrize("kind", ["en", "de", "right-to-left"])
def test_nothing_of_the_dialog_is_cut_and_every_word_can_be_translated(
    visitor: Visitor, tmp_path: Path, kind: str
) -> None:
    files.write(tmp_path / "mail-check_miller.example_2026-08-24_1432.mailcheck", "text")
    clipboard.put("Hello provider")
    for words, is_pseudo in ((speaker(kind), False), (pseudo_words(), True)):
        dialog = FinishDialog(words, written.visit.places, visitor.window)
        visitor.bot.addWidget(dialog)
        dialog.setWindowFlags(Qt.WindowType.Widget)  # inside the window: no screen is needed
        dialog.show()
        dialog.adjustSize()
        assert list(clipped(dialog)) == []
        labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
        told = [label.text() for label in labels]
        told += [button.text() for button in dialog.findChildren(QPushButton)]
        keys = [key.lower() for text in told for key in re.findall(r"&(\w)", text)]
        assert len(keys) == len(set(keys)), keys
        for label in labels:
            by_keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
            assert label.buddy() is not None or label.textInteractionFlags() & by_keyboard
        if is_pseudo:
            assert [text for text in told if untranslated(text).strip("&")] == []


def test_a_temporary_file_that_could_not_be_removed_is_named(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finishing(monkeypatch)
    with monkeypatch.context() as held:

        def refused(*_: object, **__: object) -> None:
            raise PermissionError

        held.setattr(Path, "unlink", refused)
        files.Promised(tmp_path / "note.txt")
        visitor.window.clients.finish()
    assert "Not everything could be cleared" in visitor.shown()
    assert str(tmp_path) in visitor.shown()
    visitor.window.clients.finish()  # now it goes
    assert "The visit is finished" in visitor.shown()
    assert not list(tmp_path.iterdir())


def test_the_link_is_there_for_whoever_tests_for_a_client(visitor: Visitor) -> None:
    with_result(visitor)
    visitor.window.desk.taken = True
    visitor.window.setCurrentId(list(Page).index(Page.NEXT_STEPS))
    assert visitor.next_steps.finish.isHidden()
    visitor.window.desk.visit = Visit(for_client=True)
    visitor.next_steps.say()
    assert visitor.next_steps.finish.isVisible()


def test_both_are_in_the_menu_for_it_support(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = finishing(monkeypatch, agreed=False)
    top = visitor.sign_in.top
    actions = [action.text().replace("&", "") for action in top.for_support.actions()]
    assert actions == ["Settings for this test\tF12", "New client\tCtrl+N", "Finish visit"]
    top.for_support.actions()[2].trigger()
    assert len(shown) == 1
    old = visitor.sign_in
    top.for_support.actions()[1].trigger()
    assert visitor.sign_in is not old
    QApplication.processEvents()
    assert isinstance(visitor.window, QObject)
