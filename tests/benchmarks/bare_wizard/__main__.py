"""A wizard of three pages with nothing behind them."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWizard, QWizardPage


def page(title: str, text: str) -> QWizardPage:
    """A heading, a sentence and a field."""
    made = QWizardPage()
    made.setTitle(title)
    rows = QVBoxLayout(made)
    rows.addWidget(QLabel(text))
    rows.addWidget(QLineEdit())
    return made


def main() -> int:
    """Open the window; the exit status."""
    app = QApplication(sys.argv)
    window = QWizard()
    for number in range(1, 4):
        window.addPage(page(f"Page {number}", "Write something, and go on."))
    window.resize(780, 640)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
