"""The program proves that it is whole: what `selftest` runs, above all where it is frozen.

Owns the order: first what has to be there (wizard/proof/installed.py), then in each language one
whole visit with every page (visit.py, beyond.py) and every paper of it (papers.py), without a
screen and against the practice server. Each fault is one sentence, and in English only: the words
are among the things it looks at. It must never reach another computer, and leaves nothing behind.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from wizard import assets, service
from wizard.core.journey import Page
from wizard.faults import Proved, fault_code
from wizard.paper.document import Paragraph, Part, Report
from wizard.paper.pdf import missing_scripts
from wizard.proof import beyond, installed, papers
from wizard.proof.installed import LANGUAGES
from wizard.proof.visit import Visit, delete
from wizard.ui import second_copy
from wizard.ui.app import ICON, Tongue
from wizard.ui.traces import leave_no_traces
from wizard.words import ENGLISH, Words

_QUIET: Final = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}


def faults() -> Iterator[str | Proved]:
    """Everything that is not as it should be, and at the end what was proved."""
    began = time.monotonic()
    missing = [
        *installed.missing_data(),
        *installed.missing_words(),
        *installed.missing_plugins(),
        *installed.missing_authorities(),
    ]
    yield from missing
    if missing:
        return  # without a plugin Qt ends the program, and nothing more could be said
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    leave_no_traces(portable=False)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with _complaints() as complaints:
        yield from _no_pictures()
        yield from _no_door()
        yield from _no_letters()
        yield from visits(app)
    yield from dict.fromkeys(complaints)
    yield from _proved(time.monotonic() - began)


def _proved(seconds: float) -> Iterator[Proved]:
    fonts, many = len(QFontDatabase.families()), service.authorities()
    asked = "the system is asked" if many is None else f"{many} of them"
    yield Proved(f"tables: {len(installed.TABLES)}; languages: {', '.join(LANGUAGES)}")
    yield Proved(f"certificate authorities: {asked}; fonts of this computer: {fonts}")
    yield Proved(f"practice server: the right limit, in {len(LANGUAGES)} languages, on every page")
    yield Proved("papers: text, mail, PDF in A4 and Letter, web page, case file opened again")
    yield Proved(f"in {seconds:.1f} seconds")


def _no_pictures() -> Iterator[str]:
    if QIcon(str(assets.path(*ICON))).pixmap(64, 64).isNull():
        yield "The program's own picture cannot be drawn."
    if not QFontDatabase.families():
        yield "This computer has no font to write with."


def _no_letters() -> Iterator[str]:
    """A page with a letter of each of our fonts: those alone write it, wherever this is."""
    block = Paragraph("Ä ه ה ह")
    at = "2026-01-01T00:00:00Z"
    page = Report("", ENGLISH, False, (Part("", (block,)),), "", "", "", at, "", "")
    if missing_scripts(page):
        yield "Letters of the PDF report cannot be used."


def _no_door() -> Iterator[str]:
    name = f"selftest-{uuid4()}"
    door = second_copy.FirstCopy(name)
    if second_copy.call_first_copy(name) is second_copy.Heard.NOBODY:
        yield "A second copy of the program would not find the first one."
    delete(door)


def visits(app: QApplication) -> Iterator[str]:
    """One visit in each language: every page, one whole test, the right result, its papers."""
    tongue, headings = Tongue(app), dict[str, dict[Page, str]]()
    for language in LANGUAGES:
        words = Words(language)
        tongue.use(words)
        visit = Visit(words)
        visit.go(beyond.pages)
        told = [*visit.faults]
        if not told:
            told += papers.faults(beyond.kept(visit), words)
        yield from (f"In the language {language}: {fault}" for fault in told)
        headings[language] = visit.headings
        if language != ENGLISH and visit.headings.items() & headings[ENGLISH].items():
            yield f"The pages speak English where the language is {language}."
    tongue.use(Words())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What Qt complains of, and errors that end nothing because Qt called us."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind not in _QUIET:
            heard.append(f"Qt complains: {text}")

    def catch(_kind: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
        heard.append(f"Something went wrong in the window, code {fault_code(error)}.")

    before, hook = qInstallMessageHandler(hear), sys.excepthook
    sys.excepthook = catch
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook
