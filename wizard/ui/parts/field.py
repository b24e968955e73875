"""One field: its label above, what is wrong with it below.

Owns how a fault is shown and spoken. It must never say what is wrong by itself: the sentence comes
in.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wizard.ui import look
from wizard.ui.parts.text import Text, leading


class Field(QWidget):
    """A label, an editor, a hint, and room for a fault."""

    def __init__(
        self, editor: QWidget, *beside: QWidget, stretch: bool = True, parent: QWidget | None = None
    ) -> None:
        """Around `editor`, with more widgets in the same row."""
        super().__init__(parent)
        self.editor = editor
        self.label = QLabel(self)
        self.label.setBuddy(editor)
        self.label.setWordWrap(True)
        self.hint = Text(self, colour=look.QUIET)
        self.hint.hide()
        self.fault = Text(self, colour=look.ALERT)
        self.fault.hide()
        self._name = ""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(editor, 1 if stretch else 0)
        for widget in beside:
            row.addWidget(widget)
        if not stretch:
            row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(self.label)
        rows.addLayout(row)
        rows.addWidget(self.fault)
        rows.addWidget(self.hint)

    def say(self, label: str, hint: str = "") -> None:
        """The words of the field."""
        self._name = label.replace("&", "")
        self.label.setText(label)
        self.label.setAlignment(leading(self))
        self.hint.tell(hint)
        self._name_editor()

    def blame(self, fault: str) -> None:
        """Show what is wrong, "" where nothing is; screen readers hear it with the label."""
        self.fault.tell(fault)
        self._name_editor()

    def go(self) -> None:
        """Put the focus here, after whatever is going on."""
        QTimer.singleShot(
            0, self.editor, lambda: self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        )

    def _name_editor(self) -> None:
        fault = self.fault.text()
        self.editor.setAccessibleName(f"{self._name}. {fault}" if fault else self._name)
