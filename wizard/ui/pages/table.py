"""The pages of the window as a table, in the order of core's journey.

Owns which class shows which page, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.journey import Page
from wizard.ui.page import Sheet
from wizard.ui.pages.before import Before
from wizard.ui.pages.next_steps import NextSteps
from wizard.ui.pages.note import Note
from wizard.ui.pages.office import Office
from wizard.ui.pages.running import Running
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.pages.verdict import Verdict

PAGES: Final[Mapping[Page, type[Sheet]]] = {
    kind.page: kind for kind in (SignIn, Office, Before, Running, Verdict, Note, NextSteps)
}
