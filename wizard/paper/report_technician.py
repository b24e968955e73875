"""The second part of the report: what is asked for, what was seen, how to find, change and undo it.

Owns the order of its blocks. Requests, commands and lines are those of the note, from the same
functions: what is copied from either is the same. All times here are in UTC.
"""

from __future__ import annotations

from typing import Final

from wizard.core.model import Event, Outcome
from wizard.paper import note_measured, note_requests, note_technical, sentences
from wizard.paper import note_words as note
from wizard.paper import report_technical_words as say
from wizard.paper import request_words as ask
from wizard.paper import technical_words as technical
from wizard.paper.discretion import quoted
from wizard.paper.document import Block, Code, Heading, Items, Paragraph, Part
from wizard.paper.evidence import evidence, moment
from wizard.paper.facts import Facts, Subject, facts, office_address
from wizard.paper.note_kinds import letter
from wizard.paper.note_measured import Item
from wizard.paper.note_parts import Letter, Recipient
from wizard.paper.quoting import LONGEST
from wizard.paper.step_words import result, tried
from wizard.paper.told import Told
from wizard.words import Words, utc

_NO_ENDS: Final = frozenset({Outcome.OPEN, Outcome.RESOLVED})


def for_technician(told: Told, words: Words) -> Part:
    """The request and everything about it; where nothing is asked for, what was seen."""
    known = facts(told.case, told.advice, words, told.file.sender)
    blocks: list[Block] = [Paragraph(words.say(say.UTC), quiet=True)]
    if known is None:
        made = letter(told.case, told.advice, words, told.file.sender)
        blocks += [Heading(words.say(say.REQUEST)), *_asked(made, words)]
        blocks += [Heading(words.say(say.SAW)), Items(tuple(_seen(told, words)))]
        blocks += _commands(made, words)
        of_provider = made is not None and made.to is Recipient.PROVIDER
        return Part(words.say(say.TITLE if of_provider else say.TITLE_ANYBODY), tuple(blocks))
    blocks += [
        *_request(known, told.file.sender.names_mailbox),
        Heading(words.say(say.SAW)),
        Items(tuple(_seen(told, words))),
        *_where_to_look(known),
        *_minded(known),
        *_undo(known),
        *_effect(known),
    ]
    return Part(words.say(say.TITLE), tuple(blocks))


def _asked(made: Letter | None, words: Words) -> list[Block]:
    """What the note asks for where there is no value to be raised."""
    if made is None:
        return [Paragraph(words.say(say.NO_REQUEST))]
    return [Paragraph(made.asked, strong=True), *(Paragraph(text) for text in made.closing)]


def _commands(made: Letter | None, words: Words) -> list[Block]:
    """How it is looked for, where the note knows a command."""
    items = [] if made is None else [item for item in made.technical if item.commands]
    return [Heading(words.say(say.LOOK)), *_blocks(items)] if items else []


def _request(known: Facts, names_mailbox: bool) -> list[Block]:
    """The options in their order, the commands for them, and what applies the change."""
    words, ways = known.words, note_requests.ways(known)
    blocks: list[Block] = [Heading(words.say(say.REQUEST))]
    if len(ways) == 1:
        blocks += [Paragraph(words.say(ask.REQUEST)), Paragraph(ways[0], strong=True)]
    else:
        blocks += [Paragraph(words.say(ask.EITHER)), Items(tuple(ways), numbered=True)]
    besides = (note_requests.server_wide(known), note_requests.stop_and_start(known))
    blocks += [Paragraph(text) for text in besides if text]
    blocks += _blocks(note_technical.how_to_change(known))
    blocks.append(Paragraph(words.say(note.TELL_US)))
    if known.subject is Subject.MAILBOX and not names_mailbox:
        blocks.append(Paragraph(words.say(note.WHICH_MAILBOX)))
    return [*blocks, Paragraph(note_technical.no_secrets(known).text)]


def _blocks(items: list[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in items:
        blocks.append(Paragraph(item.text))
        blocks += [Code(item.commands)] if item.commands else []
    return blocks


def _seen(told: Told, words: Words) -> list[str]:
    """In about five lines: the finding, the test, what opened, what was refused, what came back."""
    case, advice, sender = told.case, told.advice, told.file.sender
    level = sentences.level(advice, words)
    lines = [words.say(say.FOUND, finding=sentences.headline(advice, words, case), level=level)]
    if not case.events:
        return [*lines, words.say(say.NOT_CONNECTED)]
    office = office_address(case, sender)
    lines.append(note_measured.test_line(case, words, words.isolate(office) if office else ""))
    seen = evidence(case)
    if seen.opened:
        kept = note_measured.kept_open(case, advice, words)
        opened = words.say(technical.OPENED, seen.opened)
        lines.append(words.say(say.BOTH, first=opened, second=kept))
    lines += [line for line in (note_measured.others_line(case, advice, words),) if line]
    first = seen.first_refused
    lines += [_refused(told, words, first)] if first else _ended(told, words)
    if seen.freed:
        lines.append(note_measured.event_line(case, words, seen.freed[0]))
    return [*lines, *_said(told, words, seen.words)]


def _refused(told: Told, words: Words, event: Event) -> str:
    verdict = told.advice.verdict
    line = note_measured.event_line(told.case, words, event)
    if verdict.tries_of < 2:
        return line
    tries = words.say(say.TRIES, verdict.tries, of=verdict.tries_of)
    return words.say(say.BOTH, first=line, second=tries)


def _ended(told: Told, words: Words) -> list[str]:
    """The first thing that did not work, where no connection was refused."""
    ends = (e for e in told.case.events if _is_end(e))
    first = next(ends, None)
    if first is None:
        return []
    when = words.isolate(utc(moment(told.case, first)))
    return [words.say(say.EVENT, time=when, tried=tried(first, words), result=result(first, words))]


def _is_end(event: Event) -> bool:
    ended = event.attempt is not None or event.outcome is Outcome.NOT_FOUND
    return ended and event.outcome not in _NO_ENDS


def _said(told: Told, words: Words, said: str) -> list[str]:
    """The server's own words: to a refused connection, and in its greeting."""
    lines = []
    if said:
        text = quoted(said, told.case, told.file.sender, LONGEST)
        lines.append(words.say(technical.SAID, said=words.isolate(text)))
    greeting = quoted(told.case.server.greeting, told.case, told.file.sender, LONGEST)
    if greeting:
        lines.append(words.say(technical.GREETING, greeting=words.isolate(greeting)))
    return lines


def _where_to_look(known: Facts) -> list[Block]:
    words = known.words
    items = _blocks(note_technical.where_to_look(known))
    return [
        Heading(words.say(say.LOOK)),
        *(items or [Paragraph(words.say(say.LOOK_ANYWHERE))]),
    ]


def _minded(known: Facts) -> list[Block]:
    minded = note_technical.minded(known)
    return [Heading(known.words.say(say.MIND)), Items(tuple(minded))] if minded else []


def _undo(known: Facts) -> list[Block]:
    items = note_technical.how_to_undo(known)
    told = [item.text for item in items] or [known.words.say(say.UNDO_ANY)]
    return [Heading(known.words.say(say.UNDO)), *(Paragraph(text) for text in told)]


def _effect(known: Facts) -> list[Block]:
    """The value is a ceiling, not a load."""
    words = known.words
    told = [item.text for item in note_technical.effect(known)]
    if not told and known.subject is Subject.MAILBOX and not known.whole_server:
        told = [words.say(say.CEILING_MAILBOX, value=known.value)]
    if not told:
        told = [words.say(say.CEILING_SERVER, known.advice.need.connections)]
    return [Heading(words.say(say.EFFECT)), *(Paragraph(text) for text in told)]
