"""The internet was gone in the middle of a test, or another one was used: no result, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tests.paper import cases_faults
from tests.paper.cases import Story, advise, verdict
from tests.ui.visitor import Visitor
from wizard.core.advice import Advice, Kind
from wizard.core.journey import Page
from wizard.core.model import Case, Outcome
from wizard.paper.note import Version, note
from wizard.ui.finding import Finding
from wizard.words import Words

DROPPED = verdict(Kind.OFFICE_NETWORK, None, "control-answered", "control-silent", "held-frozen")
MOVED = verdict(Kind.NO_CLEAR_RESULT, None, "own-address-changed")


def show(visitor: Visitor, what: object) -> None:
    story = Story().opens(4)
    story.refuses(Outcome.CONNECT_UNANSWERED)
    assert what in {DROPPED, MOVED}
    visitor.window.desk.keep(Finding(story.case(), advise(DROPPED if what is DROPPED else MOVED)))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))


def choose(monkeypatch: pytest.MonkeyPatch, place: Path | None) -> None:
    chosen = "" if place is None else str(place)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))


def test_a_dropped_internet_is_told_and_what_was_seen_can_be_saved(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    show(visitor, DROPPED)
    assert visitor.window.sheet.heading.text() == "The internet dropped during the test"
    assert "This may be part of your problem." in visitor.shown()
    assert "If it happens twice, check the Wi-Fi or router." in visitor.shown()
    assert not visitor.verdict.number.isVisible()
    assert visitor.buttons() == ["Close", "Save what we saw", "Test again"]
    choose(monkeypatch, None)
    visitor.press_named("Save what we saw")
    assert not visitor.verdict.notice.isVisible()
    assert not visitor.window.desk.taken
    choose(monkeypatch, tmp_path / "seen.txt")
    visitor.press_named("Save what we saw")
    text = (tmp_path / "seen.txt").read_text("utf-8")
    assert text.startswith("The internet dropped during the test")
    assert "most at once: 4" in text
    assert visitor.verdict.notice.heading.text() == f"Saved: {tmp_path / 'seen.txt'}"
    assert visitor.window.desk.taken


def test_where_it_cannot_be_saved_the_place_is_told(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    show(visitor, DROPPED)
    choose(monkeypatch, tmp_path / "nowhere" / "seen.txt")
    visitor.press_named("Save what we saw")
    assert "Could not save at" in visitor.verdict.notice.heading.text()
    assert not visitor.window.desk.taken


def test_another_network_in_the_middle_is_no_result(visitor: Visitor) -> None:
    show(visitor, MOVED)
    heading = visitor.window.sheet.heading.text()
    assert heading == "Your internet address changed during the test"
    assert "The result cannot be used." in visitor.shown()
    assert "Switch VPN off" in visitor.shown()
    assert visitor.buttons() == ["Close", "Test again"]


def test_the_computers_own_address_is_looked_at_in_a_real_test(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.practise()
    addresses = iter(["192.0.2.1", *["198.51.100.7"] * 100])
    monkeypatch.setattr("wizard.probe.opening.own_address", lambda _: next(addresses))
    visitor.test()
    found = visitor.window.desk.finding
    assert found is not None
    assert found.case.own_address_changed
    heading = visitor.window.sheet.heading.text()
    assert heading == "Your internet address changed during the test"
    assert "198.51.100.7" not in str(found.case)


def test_a_usual_test_stays_in_its_network(visitor: Visitor) -> None:
    visitor.practise()
    visitor.test()
    found = visitor.window.desk.finding
    assert found is not None
    assert not found.case.own_address_changed


@pytest.mark.parametrize("made", [cases_faults.office_network, cases_faults.network_lost])
def test_whoever_looks_after_the_network_gets_a_text(
    visitor: Visitor, made: Callable[[], tuple[Case, Advice]]
) -> None:
    case, advice = made()
    visitor.window.desk.keep(Finding(case, advice))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    assert visitor.verdict.copy.text() == "&Copy for IT support"
    visitor.press(visitor.verdict.copy)
    copied = QGuiApplication.clipboard().text()
    assert copied == note(case, advice, Words(), Version.TECHNICAL)
    assert visitor.verdict.copy.text() == "Copied."
    assert visitor.window.desk.taken
    visitor.bot.waitUntil(lambda: "Copied." in visitor.heard, timeout=5000)
    visitor.bot.waitUntil(
        lambda: visitor.verdict.copy.text() == "&Copy for IT support", timeout=5000
    )


def test_where_the_network_is_well_there_is_nothing_to_copy(visitor: Visitor) -> None:
    show(visitor, MOVED)
    assert not visitor.verdict.copy.isVisible()
