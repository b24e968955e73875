"""The one sentence that the PDF adds to the report: that letters are missing.

Owns it as data, marked for translation, with the names of scripts by the ids of pdf_letters.py.
"""

from __future__ import annotations

from typing import Final

from wizard.words import Message, pgettext

# Words: Small print at the end of the report. {scripts}: one or more of the names below, in a row.
MISSING: Final = pgettext(
    "report", "Some letters could not be drawn. This computer has no font for: {scripts}."
)
SCRIPTS: Final[dict[str, Message]] = {
    # Words: Name of a script, after "This computer has no font for:".
    "japanese": pgettext("script", "Japanese"),
    # Words: Name of a script, after "This computer has no font for:".
    "chinese": pgettext("script", "Chinese"),
    # Words: Name of a script, after "This computer has no font for:".
    "korean": pgettext("script", "Korean"),
    # Words: Any other script or sign, after "This computer has no font for:".
    "other": pgettext("script", "other scripts and signs"),
}
