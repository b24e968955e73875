"""The window at the end of a visit: what this program wrote, and where; then the rest is cleared.

Owns how that is told. It deletes nothing and writes nothing, and it promises nothing about other
programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wizard.ui import look
from wizard.ui.parts import clipboard, keeping
from wizard.ui.parts.field import Field
from wizard.ui.parts.text import Text
from wizard.words import Words, pgettext
from wizard.written import is_there

# Words: Title of the window at the end of a visit, and its button.
TITLE: Final = pgettext("P7", "&Finish visit")
# Words: In that window, above a list of files.
_WRITTEN: Final = pgettext("P7", "&Written in this visit. These files stay:")
# Words: In that window, in place of that list.
_NOTHING: Final = pgettext("P7", "This program wrote no file in this visit.")
# Words: A line in that list. {file}: a path.
_GONE: Final = pgettext("P7", "{file} (not there any more)")
# Words: In that window, button: shows the folder of the marked file in the system's own window.
_OPEN: Final = pgettext("P7", "&Open the folder")
# Words: In that window, where the folder could not be shown.
_CANNOT_OPEN: Final = pgettext("P7", "The folder could not be opened.")
# Words: In that window.
_WILL_BE_CLEARED: Final = pgettext(
    "P7",
    "Everything else of this client will be cleared: what was entered, the password, the result.",
)
# Words: In that window, where a button copied a text.
_CLIPBOARD: Final = pgettext(
    "P7",
    "The text that was copied is taken out of the clipboard. Where this computer keeps a history "
    "of the clipboard, it stays there.",
)
# Words: In that window, the last sentence.
_OTHERS: Final = pgettext(
    "P7", "What other programs kept in this visit, such as your mail program, is not known here."
)
# Words: In that window, button.
_LEAVE: Final = pgettext("P7", "Cance&l")

_WIDE: Final = 560
_MOST_LINES: Final = 6


class FinishDialog(QDialog):
    """Accepted: the visit is over."""

    def __init__(self, words: Words, places: Sequence[Path], parent: QWidget | None = None) -> None:
        """`places` are the files that were written, in their order."""
        super().__init__(parent)
        self._words, say = words, words.say
        self.told: list[Text] = []
        self.setWindowTitle(say(TITLE).replace("&", ""))
        self.files, self.nothing, self.fault = QListWidget(), Text(self), Text(self)
        # The name at the end of a path, and where it begins, stay in sight.
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.open_folder = QPushButton(say(_OPEN))
        self.open_folder.setAutoDefault(False)
        self.open_folder.clicked.connect(self._open)
        self.field = Field(self.files)
        self.field.say(say(_WRITTEN))
        self.nothing.tell("" if places else say(_NOTHING))
        self.fault.hide()
        copied = (_CLIPBOARD,) if clipboard.was_filled() else ()
        for each in (_WILL_BE_CLEARED, *copied, _OTHERS):
            self.told.append(Text(self))
            self.told[-1].setText(say(each))
        for place in places:
            self._list(place)
        self.files.setCurrentRow(0)
        row = max(self.files.sizeHintForRow(0), 1)
        self.files.setFixedHeight(min(_MOST_LINES, len(places)) * row + 2 * self.files.frameWidth())
        self._lay_out()
        self.field.setVisible(bool(places))
        self.open_folder.setVisible(bool(places))
        look.settle(self, _WIDE)

    def _list(self, place: Path) -> None:
        name = self._words.isolate(str(place))
        text = name if is_there(place) else self._words.say(_GONE, file=name)
        item = QListWidgetItem(text, self.files)
        item.setToolTip(text)
        item.setData(Qt.ItemDataRole.UserRole, str(place.parent))

    def _lay_out(self) -> None:
        say, rows = self._words.say, QVBoxLayout(self)
        for part in (self.field, self.nothing, self.open_folder, self.fault, *self.told):
            rows.addWidget(part)
        rows.setAlignment(self.open_folder, Qt.AlignmentFlag.AlignLeading)
        buttons = QDialogButtonBox()
        self.done_button = buttons.addButton(say(TITLE), QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton(say(_LEAVE), QDialogButtonBox.ButtonRole.RejectRole)
        self.done_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)

    def _open(self) -> None:
        """The folder of the marked file, or of the first one."""
        folder = self.files.currentItem().data(Qt.ItemDataRole.UserRole)
        link = QUrl.fromLocalFile(folder).toEncoded().toStdString()
        opened = keeping.open_link(link)
        self.fault.tell("" if opened else self._words.say(_CANNOT_OPEN))
