"""A fault of this program: support may get details, and what they contain is shown first."""

import getpass
import platform
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.ui.visitor import Visitor
from wizard import __version__
from wizard.core.journey import Page
from wizard.ui.our_fault import details_for_support

HEADING = "Something went wrong in this program"


@pytest.fixture
def broken(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """At the first page, with a sign-in that breaks."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("planted-secret")

    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.type(form.password_edit, "planted-secret")
    visitor.press(form.own)
    monkeypatch.setattr("wizard.service.check", breaks)
    visitor.go_on()
    visitor.wait_until_idle()
    assert visitor.sign_in.notice.heading.text() == HEADING
    return visitor


def choose(monkeypatch: pytest.MonkeyPatch, place: Path | None) -> None:
    chosen = "" if place is None else str(place)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))


def test_what_is_saved_is_shown_first(
    broken: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "details.txt"
    choose(monkeypatch, place)
    broken.press_named("Save details for support")
    notice = broken.sign_in.notice
    assert notice.heading.text() == "This will be saved, and nothing else"
    assert not place.exists()
    shown = notice.body.text()
    broken.press_named("Save as file")
    saved = place.read_text("utf-8")
    assert saved.strip() in shown
    assert f"Mail Connection Check {__version__}" in saved
    assert "Code RuntimeError test_our_fault:" in saved
    assert notice.heading.text() == f"Saved: {place}"


def test_it_names_no_user_no_computer_and_no_secret(broken: Visitor) -> None:
    broken.press_named("Save details for support")
    shown = broken.sign_in.notice.body.text()
    for private in ("planted-secret", "info@miller.example", str(Path.home())):
        assert private not in shown
    told = set(re.findall(r"[\w.-]+", details_for_support("X")))
    assert not told & {getpass.getuser(), platform.node()}


def test_a_place_that_cannot_be_written_is_told_and_another_can_be_chosen(
    broken: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken.press_named("Save details for support")
    choose(monkeypatch, None)
    broken.press_named("Save as file")
    assert broken.sign_in.notice.heading.text() == "This will be saved, and nothing else"
    choose(monkeypatch, tmp_path / "nowhere" / "details.txt")
    broken.press_named("Save as file")
    assert "Could not save at" in broken.sign_in.notice.heading.text()
    choose(monkeypatch, tmp_path / "details.txt")
    broken.press_named("Save as file")
    assert (tmp_path / "details.txt").exists()


def test_start_over_empties_the_first_page(broken: Visitor) -> None:
    broken.press_named("Start over")
    assert not broken.sign_in.notice.isVisible()
    assert broken.sign_in.form.address_edit.text() == ""
    assert broken.sign_in.form.password_edit.text() == ""
    assert broken.window.desk.secret is None


def test_from_the_page_of_the_test_start_over_leads_to_the_first_one(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    visitor.practise()
    visitor.prepare()
    monkeypatch.setattr("wizard.service.check", breaks)
    visitor.go_on()
    visitor.wait_until_idle()
    assert visitor.is_at(Page.TEST)
    assert visitor.running.notice.heading.text() == HEADING
    visitor.press_named("Save details for support")
    assert "Qt 6." in visitor.running.notice.body.text()
    visitor.press(visitor.running.notice.buttons[-1])
    assert visitor.is_at(Page.SIGN_IN)
    assert not visitor.window.desk.entries.practice
