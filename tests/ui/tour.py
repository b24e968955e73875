"""Every page and the states it can be in, shown one after the other, without any server.

For tests that look at all of them, and for the pictures (tests/ui/screenshots.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from tests.paper import cases, cases_faults
from tests.ui.surroundings import logo
from tests.ui.tour_clients import for_clients
from tests.ui.tour_trouble import at_a_usual_place, troubles
from wizard.branding import Branding
from wizard.core.advice import Advice, Confidence, Kind
from wizard.core.case_file import Sender, case_file
from wizard.core.commands import Open
from wizard.core.comparison import Change, Comparison, Read
from wizard.core.earlier import entries_of
from wizard.core.entries import AtOffice, Entries, Fault
from wizard.core.journey import Page
from wizard.core.model import Case, Event, Outcome, Plan, Step, Waits
from wizard.core.progress import Place, begin
from wizard.core.today import what_helps
from wizard.paper.bundle import Fault as FileFault
from wizard.paper.document import Logo
from wizard.paper.opening_words import cannot_open
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding, Trial
from wizard.ui.firm import Firm
from wizard.ui.pages import note_words, sign_in_words
from wizard.ui.pages.running import Running
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.pages.sign_in_trouble import Trouble
from wizard.ui.window import Window

_RESULTS = {
    "office": cases.per_address,
    "at-least": cases.per_address_at_least,
    "no-place": cases.no_place_free,
    "mailbox": cases.mailbox,
    "full": cases.server_full,
    "firewall": cases.firewall,
}


def tour(window: Window) -> Iterator[str]:
    """Show one state after the other; each is named while it is in front."""
    at_a_usual_place(window)
    steps = (_first_page, _again, troubles, _office, _test, _results, _changes, _after)
    for step in (*steps, for_clients):
        for name in step(window):
            window.sheet.say()
            for _ in range(3):  # a layout settles in steps
                QApplication.processEvents()
            yield name


def go(window: Window, page: Page) -> None:
    """To a page, without the way there."""
    window.setCurrentId(list(Page).index(page))


def _first_page(window: Window) -> Iterator[str]:
    page = window.sheets[Page.SIGN_IN]
    assert isinstance(page, SignIn)
    go(window, Page.SIGN_IN)
    yield "sign-in"
    page.form.blame((Fault.ADDRESS_INCOMPLETE, Fault.PASSWORD_SPACE))
    yield "sign-in-faults"
    page.form.blame(())
    window.desk.put(knows_server=True, address="info@miller.example")
    page.form.fill()
    yield "sign-in-server"
    window.desk.put(knows_server=False, signs_in=False)
    yield "sign-in-without"
    window.desk.put(signs_in=True)
    page.acts.tell(Trouble("", "", (sign_in_words.OTHER_USER, sign_in_words.WITHOUT_PASSWORD)))
    say = window.desk.words.say
    page.notice.heading.setText(say(sign_in_words.LET_US_STOP))
    page.notice.body.tell(say(sign_in_words.REST, 10))
    yield "sign-in-stop"
    page.notice.clear()
    page.ticks.begin()
    page.ticks.tick(0, 1)
    yield "sign-in-works"
    page.ticks.end()
    certificate = Finding(*cases_faults.certificate("name", "srv12.example-host.net"))
    page._ended(Ended(Trial(certificate)))
    yield "sign-in-certificate"
    page.acts.write()
    yield "note-certificate"
    window.back_button.click()
    page.notice.clear()


def _again(window: Window) -> Iterator[str]:
    page = window.sheets[Page.SIGN_IN]
    words = window.desk.words
    newer = cannot_open(FileFault.NEWER, words)
    page.tell(
        newer.heading,
        newer.body,
        [(words.say(sign_in_words.ENTER_SERVER), page.primary)],
    )
    yield "sign-in-cannot-open"
    page.notice.clear()
    for name, user in (("sign-in-again", "info@miller.example"), ("sign-in-again-without", None)):
        case, _ = cases.per_address()
        file = case_file(replace(case, target=replace(case.target, user=user)), Sender("Anna"))
        entries = entries_of(file, ["not-sure", "thunderbird"])
        assert entries is not None
        window.desk.open(file, entries, "")
        page.entered()
        yield name
    go(window, Page.OFFICE)
    yield "office-again"
    window.desk.start_over()


def _office(window: Window) -> Iterator[str]:
    go(window, Page.OFFICE)
    yield "office"
    window.desk.entries = replace(Entries(), address="info@miller.example", computers=4, phones=1)
    go(window, Page.BEFORE)
    yield "before"
    window.desk.put(at_office=AtOffice.YES)


def _test(window: Window) -> Iterator[str]:
    page = window.sheets[Page.TEST]
    assert isinstance(page, Running)
    page.blockSignals(True)  # nothing is asked of the engine
    go(window, Page.TEST)
    page._clock.stop()
    page.showing = begin(Plan(cases.NEED, waits=Waits()))
    for number in range(1, 6):
        told = Open(number, Step.CLIMB)
        outcome = Outcome.OPEN if number < 5 else Outcome.CLOSED_AT_ONCE
        held = min(number, 4)
        event = Event(float(number), Step.CLIMB, outcome, attempt=number, held=held)
        page.showing = page.showing.after(told).after(event)
    page.blockSignals(False)
    window.close_button.hide()
    page.top.arrange(over=False, quiet=True)
    yield "test"
    page.running = False
    window.desk.fullest = (page.showing.fullest, page.showing.needed)


def _results(window: Window) -> Iterator[str]:
    for name, made in _RESULTS.items():
        case, advice = made()
        helps = what_helps(case, advice, cases.NEEDS)
        yield from _result(window, f"verdict-{name}", Finding(case, replace(advice, today=helps)))
    case, advice = cases.per_address()
    advice = replace(advice, today=what_helps(case, advice, cases.NEEDS))
    unsure = cases.verdict(Kind.STOPPED, confidence=Confidence.NOT_SURE)
    stopped = replace(advice, verdict=unsure, suggestion=None)
    yield from _result(window, "verdict-stopped", Finding(case, stopped))
    yield from _result(window, "verdict-network", Finding(*cases_faults.office_network()))
    yield from _result(window, "verdict-slept", Finding(case, advice, slept=True))
    yield from _result(window, "verdict", Finding(case, advice))


def _result(window: Window, name: str, found: Finding) -> Iterator[str]:
    window.desk.keep(found)
    go(window, Page.NEXT_STEPS)
    go(window, Page.VERDICT)
    yield name


def no_limit() -> tuple[Case, Advice]:
    """The office's next test, with room for everybody."""
    story = cases.Story().opens(24)
    found = cases.verdict(Kind.NO_LIMIT_FOUND, 24, "all-opened", at_least=True)
    return story.case(), cases.advise(found)


def _changes(window: Window) -> Iterator[str]:
    before = Read(*cases.per_address())
    ones = {
        Change.FIXED: no_limit(),
        Change.BETTER: cases.per_address(),
        Change.SAME: cases.per_address(),
    }
    for change, (case, advice) in ones.items():
        yield from _changed(window, change, before, case, advice)


def _changed(
    window: Window, change: Change, before: Read, case: Case, advice: Advice
) -> Iterator[str]:
    advice = replace(advice, today=what_helps(case, advice, cases.NEEDS))
    window.desk.keep(Finding(case, advice))
    shown = window.desk.fullest
    if change is Change.FIXED:
        window.desk.fullest = ((Place.OPEN,) * 22, 22)
    old = "203.0.113.7" if change is Change.BETTER else ""
    told = Comparison(change, before, Read(case, advice), old, "203.0.113.99" if old else "")
    window.desk.kept = replace(window.desk.kept, change=told)
    go(window, Page.NEXT_STEPS)
    go(window, Page.VERDICT)
    yield f"verdict-{change.value}"
    window.desk.fullest = shown


def _after(window: Window) -> Iterator[str]:
    case, advice = cases.mailbox()
    helps = what_helps(case, advice, cases.NEEDS)
    window.desk.keep(Finding(case, replace(advice, today=helps)))
    go(window, Page.NOTE)
    yield "note-mailbox"
    go(window, Page.VERDICT)
    case, advice = cases.per_address()
    helps = what_helps(case, advice, cases.NEEDS)
    window.desk.keep(Finding(case, replace(advice, today=helps)))
    go(window, Page.NOTE)
    yield "note"
    say = window.desk.words.say
    window.sheet.tell_quietly(say(note_words.ATTACH), say(note_words.ATTACH_UNSAVED))
    yield "note-attach"
    go(window, Page.NEXT_STEPS)
    yield "next-steps"
    contact = "Smith IT, help@smith.example, +44 20 7946 0000"
    window.desk.firm = Firm(Branding(contact, Logo(logo(240, 64), "Smith IT")))
    go(window, Page.NOTE)
    yield "note-firm"
    go(window, Page.NEXT_STEPS)
    yield "next-steps-firm"
    for name in _changed(window, Change.FIXED, Read(*cases.per_address()), *no_limit()):
        yield f"{name}-client"
    window.desk.taken = True
