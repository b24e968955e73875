"""The pages that no straight visit passes: a server's name, trouble, an earlier case, IT support.

Owns the way to each of them, with a practice server of its own where one is needed. What is looked
at is the page that a user would see; nothing of it is kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from wizard import casework, service
from wizard.casework import Paper
from wizard.core.advice import Kind
from wizard.core.case_file import CaseFile, case_file
from wizard.core.journey import Page
from wizard.proof.visit import Visit, first_page, wait
from wizard.service import PRACTICE_USER
from wizard.ui.support import SupportDialog
from wizard.ui.window import Window

_ADDRESS: Final = "practice@miller.example"


def pages(visit: Visit, window: Window) -> None:
    """Each of them, one after the other, up to the first fault."""
    window.sheet.top.over.emit()
    visit.look(window, Page.SIGN_IN)
    for way in (
        _a_server_by_its_name,
        _it_support,
        _note_at_the_sign_in,
        _turned_away,
        _an_earlier_case,
    ):
        if not visit.faults:
            way(visit, window)


def kept(visit: Visit) -> CaseFile:
    """What the visit found, as the case of an office that has a mailbox."""
    assert visit.finding is not None
    case = visit.finding.case
    return case_file(replace(case, target=replace(case.target, user=_ADDRESS)))


def _a_server_by_its_name(visit: Visit, window: Window) -> None:
    form = first_page(window).form
    form.own.click()
    visit.paint(window, "the page with the fields for a server")
    if not form.server_box.isVisible():
        visit.faults.append("the fields for a server do not open.")
    form.own.click()


def _it_support(visit: Visit, window: Window) -> None:
    dialog = SupportDialog(window.desk.entries.support, visit.words, window)
    visit.paint(dialog, "the window for IT support")
    dialog.forget()
    dialog.deleteLater()


def _note_at_the_sign_in(visit: Visit, window: Window) -> None:
    """Nobody vouches for the practice server's certificate: no password is sent."""
    first = first_page(window)
    with _practice(window, "per-address", 4):
        window.primary_button.click()
        wait(lambda: not first.working and first.acts.found is not None)
        visit.paint(window, "the page about a certificate")
        found = first.acts.found
        assert found is not None
        if found.advice.verdict.kind is not Kind.CERTIFICATE_PROBLEM or not first.notice.buttons:
            visit.faults.append(
                f"a certificate that nobody vouches for was {found.advice.verdict.kind}."
            )
            return
        visit.press(first.notice.buttons[-1], window, Page.NOTE)
        visit.press(window.back_button, window, Page.SIGN_IN)


def _turned_away(visit: Visit, window: Window) -> None:
    first = first_page(window)
    with _practice(window, "per-address", 0):
        window.primary_button.click()
        wait(lambda: first.working and first.notice.isVisible())  # it waits for a place
        visit.paint(window, "the page of who is turned away")
        first.stop()
        wait(lambda: not first.working)


def _an_earlier_case(visit: Visit, window: Window) -> None:
    file = kept(visit)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, casework.file_name(file, Paper.CASE))
        place.write_bytes(casework.make(Paper.CASE, file, visit.words))
        window.open_case(str(place))
        wait(lambda: window.desk.entries.again and not window.engine.busy)
    visit.look(window, Page.SIGN_IN)
    assert visit.finding is not None
    window.desk.keep(visit.finding)
    if window.desk.kept.change is None:
        visit.faults.append("an earlier test is not held against a later one.")
    window.setCurrentId(list(Page).index(Page.VERDICT))
    visit.paint(window, "the page of what changed")


@contextmanager
def _practice(window: Window, kind: str, limit: int) -> Iterator[None]:
    """A practice server that is typed in like any other, and forgotten again."""
    form = first_page(window).form
    server = service.practice_server(kind, limit).start()
    try:
        window.desk.put(
            address=_ADDRESS,
            server=f"localhost:{server.tls_port}",
            user=PRACTICE_USER,
            knows_server=True,
        )
        form.fill()
        form.reshape()
        form.password_edit.setText(PRACTICE_USER)
        yield
    finally:
        window.desk.start_over()
        first_page(window).entered()
        server.stop()
