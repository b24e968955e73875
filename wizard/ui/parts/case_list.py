"""The saved cases on the first page: by client and date, opened by a click or by Enter.

Owns how a case is told in one line. What stands in it came out of a file and is untrusted. Where no
folder is carried, or no case lies in it, there is nothing to see.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from wizard.case_folder import Cases, Listed
from wizard.paper.facts import one_line
from wizard.ui.desk import Desk
from wizard.ui.parts.field import Field
from wizard.words import Words, npgettext, pgettext

# Words: A line in the list of saved cases. {client}: a domain or the name of a mail server.
_LINE: Final = pgettext("P1", "{client}, {date}, {time}")
# Words: The same. {company}: the client's own name.
_LINE_OF: Final = pgettext("P1", "{company}, {client}, {date}, {time}")
# Words: A line in the list of saved cases, about a damaged one. {file}: its name.
_CANNOT_READ: Final = pgettext("P1", "{file}: cannot be read")

# Words: Label of that list.
_CASES: Final = pgettext("P1", "Sa&ved cases, the newest first")
# Words: Below that list. {count}: case files.
_MORE: Final = npgettext(
    "P1",
    "{count} older file is not listed. Choose “Check again after a fix” to open it.",
    "{count} older files are not listed. Choose “Check again after a fix” to open one.",
)

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES: Final = 4
_FEWEST: Final = 2
_LEAST_WIDTH: Final = 200


class CaseList(QListWidget):
    """Tells which file was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.most_lines = _LINES
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(self._choose)

    def show_cases(self, cases: Cases, words: Words) -> None:
        """These ones; what was marked stays so where it is still there."""
        marked = self.currentIndex().data(Qt.ItemDataRole.UserRole)  # None where none is marked
        self.clear()
        for one in cases.listed:
            item = QListWidgetItem(line(one, words), self)
            item.setToolTip(str(one.place))
            item.setData(Qt.ItemDataRole.UserRole, str(one.place))
            if str(one.place) == marked:
                self.setCurrentItem(item)
        if self.count() and self.currentRow() < 0:
            self.setCurrentRow(0)
        self.updateGeometry()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few lines; the others are scrolled to."""
        lines = min(self.most_lines, max(1, self.count()))
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        return QSize(_LEAST_WIDTH, lines * row + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of them: below that the page scrolls."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the marked case; it is never another button's."""
        if event.key() in _ENTER and self.currentRow() >= 0:
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)


class CaseShelf(Field):
    """The list with its label, of what lies on the shelf of this desk."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Follows the shelf."""
        self.cases = CaseList()
        super().__init__(self.cases)
        self._desk = desk
        self.cases.chosen.connect(self.chosen)
        desk.shelf.turned.connect(self.show_words)

    def show_words(self) -> None:
        """The words and the lines, in the language of the screen."""
        words, found = self._desk.words, self._desk.shelf.cases
        self.say(words.say(_CASES), words.say(_MORE, found.more) if found.more else "")
        self.cases.show_cases(found, words)

    def arrange(self, *, shown: bool, beside_a_message: bool) -> None:
        """Whether there is anything to open just now; beside a message there is room for less."""
        self.setVisible(shown and bool(self._desk.shelf.cases.listed))
        self.cases.most_lines = _FEWEST if beside_a_message else _LINES
        self.hint.setVisible(bool(self.hint.text()) and not beside_a_message)
        self.cases.updateGeometry()


def line(one: Listed, words: Words) -> str:
    """One case in one line; one that is too large to be looked into by its name only."""
    name = words.isolate(one_line(one.place.name))
    if not one.can_be_read:
        return words.say(_CANNOT_READ, file=name)
    if one.at is None:
        return name
    told = _LINE_OF if one.company else _LINE
    return words.say(
        told,
        client=words.isolate(one.client),
        company=words.isolate(one.company),
        date=words.short_date(one.at),
        time=words.time(one.at),
    )
