"""The program proves that it is whole: what `selftest` runs, above all where it is frozen.

Owns what has to be there (data, words, letters, Qt's plugins), a page of paper, and one whole visit
in each language, without a screen, against the practice server. Each fault is one sentence, and in
English only: the words are among the things it looks at. It must never reach another computer, and
knows no password but the practice server's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final
from uuid import uuid4

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QMessageLogContext,
    QObject,
    QPluginLoader,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication

from wizard import assets
from wizard.core.advice import Kind
from wizard.core.journey import Page
from wizard.core.model import Waits
from wizard.faults import fault_code
from wizard.paper import pdf_letters
from wizard.paper.document import Paragraph, Part, Report
from wizard.paper.page_size import PageSize
from wizard.paper.pdf import missing_scripts, pdf
from wizard.ui import second_copy
from wizard.ui.app import ICON, Tongue
from wizard.ui.bridge import Ended
from wizard.ui.order import Manner
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.window import Window
from wizard.words import ENGLISH, Words

LANGUAGES: Final = (ENGLISH, "de")
TABLES: Final = (
    "big-providers.json",
    "case.schema.json",
    "mail-providers.json",
    "need.json",
    "remedies.json",
    "remedies.schema.json",
    "result.schema.json",
)
LIMIT: Final = 4
PATIENCE: Final = 60.0
# The practice server is on this computer and answers at once: what is waited for is only it.
_HASTE: Final = Manner(
    Waits(
        confirm_wordless=(0.2, 0.2),
        confirm=(0.2, 0.2),
        settle=0.2,
        retry=0.2,
        again_wordless=(0.2, 0.2),
    ),
    pace=0.05,
)
# Qt's way onto each system's screen.
_SCREENS: Final = {"linux": "xcb", "win32": "windows", "darwin": "cocoa"}
_QUIET: Final = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}


def faults() -> Iterator[str]:
    """Everything that is not as it should be."""
    missing = [*missing_data(), *missing_words(), *missing_plugins()]
    yield from missing
    if missing:
        return  # without a plugin Qt ends the program, and nothing more could be said
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with _complaints() as complaints:
        yield from _no_pictures()
        yield from _no_door()
        yield from _no_paper()
        yield from visits(app)
    yield from dict.fromkeys(complaints)


# -- What has to be there -----


def missing_data() -> Iterator[str]:
    """Tables that are gone or cannot be read, the program's own picture, and its letters."""
    for name in TABLES:
        try:
            assets.read_json(name)
        except assets.MissingResource as missing:
            yield str(missing)
        except ValueError:
            yield f"This installation is damaged: {name} cannot be read."
    for place in (ICON, *(("fonts", name) for name in (*pdf_letters.FILES, "OFL.txt"))):
        try:
            assets.path(*place)
        except assets.MissingResource as missing:
            yield str(missing)


def missing_words() -> Iterator[str]:
    """Languages without their sentences, or without Qt's own."""
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for language in LANGUAGES:
        if Words(language).language != language:  # then it speaks English
            yield f"The sentences of the language {language}, or its dates, are missing."
        if not (of_qt / f"qtbase_{language}.qm").exists():
            yield f"Qt's own words of the language {language} are missing."


def missing_plugins() -> Iterator[str]:
    """Parts of Qt that are looked for only when they are needed, and are late to be missed then."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    screen = _SCREENS.get(sys.platform, "xcb")
    for wanted in ("platforms/offscreen", f"platforms/{screen}", "imageformats/svg"):
        kind, name = wanted.split("/")
        found = sorted(folder.glob(f"{kind}/*q{name}.*"))
        if not found:
            yield f"Qt's plugin {wanted} is missing."
        elif not (loader := QPluginLoader(str(found[0]))).load():
            yield f"Qt's plugin {wanted} cannot be used: {loader.errorString()}"


def _no_pictures() -> Iterator[str]:
    if QIcon(str(assets.path(*ICON))).pixmap(64, 64).isNull():
        yield "The program's own picture cannot be drawn."
    if not QFontDatabase.families():
        yield "This computer has no font to write with."


def _no_paper() -> Iterator[str]:
    """A page with a letter of each of our fonts: those alone write it, wherever this is."""
    block = Paragraph("Ä ه ה ह")
    at = "2026-01-01T00:00:00Z"
    page = Report("", ENGLISH, False, (Part("", (block,)),), "", "", "", at, "", "")
    if missing_scripts(page):
        yield "Letters of the PDF report cannot be used."
    if not pdf(page, PageSize.A4).endswith(b"%%EOF\n"):
        yield "A PDF report cannot be made."


def _no_door() -> Iterator[str]:
    name = f"selftest-{uuid4()}"
    door = second_copy.FirstCopy(name)
    if second_copy.call_first_copy(name) is second_copy.Heard.NOBODY:
        yield "A second copy of the program would not find the first one."
    _delete(door)


# -- A whole visit -----


def visits(app: QApplication) -> Iterator[str]:
    """One visit in each language: every page, one whole test, the right result."""
    tongue, headings = Tongue(app), dict[str, dict[Page, str]]()
    for language in LANGUAGES:
        words = Words(language)
        tongue.use(words)
        visit = _Visit(words)
        visit.go()
        yield from (f"In the language {language}: {fault}" for fault in visit.faults)
        headings[language] = visit.headings
        if language != ENGLISH and visit.headings.items() & headings[ENGLISH].items():
            yield f"The pages speak English where the language is {language}."
    tongue.use(Words())


class _StalledError(Exception):
    """The next page did not come."""


@dataclass
class _Visit:
    """Somebody who practises, from the first page to the last."""

    words: Words
    faults: list[str] = field(default_factory=list)
    headings: dict[Page, str] = field(default_factory=dict)

    def go(self) -> None:
        """The whole way."""
        window = Window(self.words, _HASTE)
        window.engine.ended.connect(self._job_ended)
        window.show()
        try:
            self._from_first_to_last(window)
        except _StalledError:
            self.faults.append(f"the visit came to a halt at the page {window.sheet.page}.")
        finally:
            window.close()
            window.finish()
            _delete(window)

    def _from_first_to_last(self, window: Window) -> None:
        first = window.sheet
        assert isinstance(first, SignIn)
        self._look(window, Page.SIGN_IN)
        self._press(first.form.practice, window, Page.OFFICE)
        for page in (Page.BEFORE, Page.TEST):
            self._press(window.primary_button, window, page)
        self._look(window, Page.VERDICT)
        found = window.desk.finding
        assert found is not None
        kind, limit = found.advice.verdict.kind, found.advice.verdict.limit
        if (kind, limit) != (Kind.PER_ADDRESS, LIMIT):
            self.faults.append(f"the practice test found {kind}, {limit}: that is wrong.")
            return
        self._press(window.primary_button, window, Page.NOTE)
        self._press(window.second_button, window, Page.NEXT_STEPS)

    def _press(self, button: QAbstractButton, window: Window, to: Page) -> None:
        button.click()
        self._look(window, to)

    def _look(self, window: Window, page: Page) -> None:
        """Wait for a page, and look at it."""
        _wait(lambda: window.sheet.page is page)
        if window.grab().isNull():
            self.faults.append(f"the page {page} cannot be painted.")
        self.headings[page] = window.sheet.heading.text()
        if not self.headings[page]:
            self.faults.append(f"the page {page} has no heading.")

    def _job_ended(self, ended: Ended) -> None:
        if ended.code:
            self.faults.append(f"a job failed with the code {ended.code}.")


def _delete(part: QObject) -> None:
    """Now, and not later: nobody may come after the end of the program."""
    part.deleteLater()
    QApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


def _wait(for_what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not for_what():
        if time.monotonic() > deadline:
            raise _StalledError
        QApplication.processEvents()
        time.sleep(0.01)
    QApplication.processEvents()


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
