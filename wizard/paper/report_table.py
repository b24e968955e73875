"""The report's tables: every test of the case file, and every step of the latest one.

Owns their columns, and that no table grows without an end. Local time and UTC stand beside each
other; the server's words are quoted, short, and name nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Final

from wizard.core.case_file import Sender
from wizard.core.model import Case, Event
from wizard.core.result import is_attempt
from wizard.paper import report_evidence_words as say
from wizard.paper import sentences
from wizard.paper.discretion import quoted
from wizard.paper.document import Block, Column, Paragraph, Table
from wizard.paper.evidence import moment
from wizard.paper.report_manager import local, moment_told, number_of
from wizard.paper.step_words import result, tried
from wizard.paper.told import Told
from wizard.words import Words

MOST_ROWS: Final = 400
LONGEST_WORDS: Final = 120


def all_tests(told: Told, words: Words) -> Table:
    """One row for each test, oldest first."""
    columns = (
        Column(words.say(say.DATE), 4),
        Column(words.say(say.FINDING), 6),
        Column(words.say(say.NUMBER), 2, numbers=True),
    )
    rows = tuple(
        (
            moment_told(case, words),
            sentences.headline(advice, words, case),
            number_of(case, advice, words),
        )
        for case, advice in zip(told.file.runs, told.advices, strict=True)
    )
    return Table(words.say(say.ALL_TESTS_KEPT), columns, rows[-MOST_ROWS:])


def every_step(case: Case, sender: Sender, words: Words) -> list[Block]:
    """One row for each event; what is too much is counted below."""
    begun = local(case.started_at, case)
    columns: tuple[Column, ...] = (
        Column(words.say(say.NO), 2, numbers=True),
        Column(words.say(say.LOCAL_TIME, zone=words.zone(begun)), 5),
        Column(words.say(say.UTC_TIME), 5, foreign=True),
        Column(words.say(say.TRIED), 8),
        Column(words.say(say.RESULT), 9),
        Column(words.say(say.MILLISECONDS), 4, numbers=True),
        Column(words.say(say.OPEN), 3, numbers=True),
        Column(words.say(say.SAID), 15, foreign=True),
    )
    shown = [_row(case, sender, words, event) for event in case.events[:MOST_ROWS]]
    rows = _said_once(shown, words)
    if not any(row[-1] for row in rows):  # a server without a word leaves its room to the others
        wider = {1: 6, 3: 13, 4: 15}
        columns = tuple(
            replace(column, share=wider.get(at, column.share))
            for at, column in enumerate(columns[:-1])
        )
        rows = tuple(row[:-1] for row in rows)
    caption = words.say(say.EVENTS_OF, date=words.date(begun))
    blocks: list[Block] = [Table(caption, columns, rows)]
    left_out = len(case.events) - len(rows)
    if left_out:
        blocks.append(Paragraph(words.say(say.LEFT_OUT, left_out), quiet=True))
    return blocks


def _said_once(rows: list[tuple[str, ...]], words: Words) -> tuple[tuple[str, ...], ...]:
    """The rows; where the server says again what it said last, that is not quoted again."""
    told, before = [], ""
    for row in rows:
        again = bool(row[-1]) and row[-1] == before
        before = row[-1] or before
        told.append((*row[:-1], words.say(say.SAME_WORDS)) if again else row)
    return tuple(told)


def _row(case: Case, sender: Sender, words: Words, event: Event) -> tuple[str, ...]:
    when = moment(case, event)
    said = quoted(event.said, case, sender, LONGEST_WORDS)
    return (
        words.number(event.attempt) if event.attempt is not None else "",
        words.time(local(when, case), seconds=True),
        f"{when.astimezone(UTC):%H:%M:%S}Z",
        tried(event, words),
        result(event, words),
        words.number(event.milliseconds, 1, always=True) if is_attempt(event) else "",
        words.number(event.held),
        words.say(say.QUOTED, words=said) if said else "",
    )
