"""The command `report`, and the opening of case files for all commands that take one.

A case file is a stranger's until it is read: what is wrong with it is one sentence, and it is never
changed by being read.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from wizard import casework, service
from wizard.cli.ending import Ending
from wizard.cli.orders import complain, sender
from wizard.cli.papers import OUR_FAULT, choices, promised
from wizard.core.case_file import CaseFile
from wizard.files import CannotReadError
from wizard.paper.opening_words import Refusal, cannot_open, cannot_read
from wizard.paper.own_server import own_server
from wizard.paper.summary import summary
from wizard.words import Words
from wizard.words import mark as _


def report(options: Namespace, words: Words, note_words: Words) -> int:
    """Say what a saved case found, and write its papers again; offline."""
    file = opened(options.saved, words)
    file = replace(file, sender=sender(options, words, file.sender))
    papers = promised(options, words)
    advice = service.read(file.latest)
    lines = None
    if options.own_server:
        pasted = own_server(file.latest, advice, note_words, file.sender)
        lines = pasted or summary(file.latest, advice, note_words)
    papers.write(file, advice, note_words, replace(choices(options, words), letter=lines))
    ending = Ending(words, note_words, papers, lines)
    ending.say(file, advice, casework.comparison(file))
    return 0 if papers.complete else OUR_FAULT


def opened(place: Path, words: Words) -> CaseFile:
    """The case file; raises UsageError with what is wrong with it."""
    try:
        return casework.open_case(place)
    except CannotReadError as error:
        _refuse(place, cannot_read(error.reason, words), words)
    except casework.CannotOpen as error:
        _refuse(place, cannot_open(error.fault, words), words)


def _refuse(place: Path, told: Refusal, words: Words) -> NoReturn:
    # Words: Command line, a case file cannot be used. {file}: a path; {why}, {what}: sentences.
    complain(words, _("{file}: {why}. {what}"), file=str(place), why=told.heading, what=told.body)
