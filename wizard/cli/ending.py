"""How a command ends: what was found, what changed, the note, and which files were written.

Owns the order. For people on a terminal sentences, for programs `key: value` lines.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final

from wizard.cli.papers import Papers
from wizard.cli.report import changed, for_people, for_programs, wrapped
from wizard.core.advice import Advice
from wizard.core.case_file import CaseFile
from wizard.core.comparison import Comparison
from wizard.paper.note import Recipient, Version, note, recipient
from wizard.words import Words
from wizard.words import mark as _

_HEADINGS: Final = {
    # Words: Terminal, heading of the note that follows.
    Recipient.PROVIDER: _("The message to your provider:"),
    # Words: Terminal, heading of a text that follows. "your network": the router and the line.
    Recipient.NETWORK: _("The message to whoever looks after your network:"),
}


@dataclass(frozen=True)
class Ending:
    """`lines` are for somebody who runs the server: pasted there, in place of the note."""

    words: Words
    note_words: Words
    papers: Papers
    lines: str | None = None

    def say(self, file: CaseFile, advice: Advice, comparison: Comparison | None) -> None:
        """Say everything, the change first where there is one."""
        case = file.latest
        if not sys.stdout.isatty():
            for_programs(case, advice, self.words, sys.stdout, comparison)
            print(f"\n{self.lines}" if self.lines else "", end="")
        else:
            if comparison is not None:
                changed(comparison, self.words, sys.stdout)
            own = bool(self.lines and advice.suggestion)
            for_people(case, advice, self.words, sys.stdout, comparison, own_server=own)
            self._say_note(file, advice)
            self.papers.tell(self.words)
        self.papers.regret(self.words)

    def _say_note(self, file: CaseFile, advice: Advice) -> None:
        if self.lines is not None:
            print(f"\n{self.lines}")  # never wrapped: commands are copied
            return
        text = note(file.latest, advice, self.note_words, Version.NORMAL, file.sender)
        to = recipient(advice)
        if text is not None and to is not None:
            print("\n" + self.words.say(_HEADINGS[to]) + "\n")
            print(wrapped(text))
