"""The technical details of a note: times in UTC, every refusal, the log line, files and commands.

Owns their order, for note and report. Commands stand alone on indented lines, so that they survive
copying, and hold nothing but checked values. It must never name a mailbox, a computer or another
program.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Kind, Place, Remedy
from wizard.paper import technical_words as say
from wizard.paper.facts import Facts, Subject
from wizard.paper.note_measured import Item, certificate_besides, measured
from wizard.paper.note_requests import has_exception
from wizard.paper.technical_notes import NOTES

NO_ADDRESS: Final = "ADDRESS"
# Where today's value is not known, the new one is not either.
SO_MANY: Final = "NUMBER"


def technical_items(facts: Facts) -> list[Item]:
    """The technical details."""
    events = sorted(facts.seen.refused + facts.seen.freed, key=lambda event: event.at)
    return [
        *measured(facts, events, say.FREED),
        *(Item(text) for text in certificate_besides(facts)),
        *where_to_look(facts),
        *how_to_change(facts),
        *(Item(note) for note in minded(facts)),
        *how_to_undo(facts),
        *effect(facts),
        no_secrets(facts),
    ]


def where_to_look(facts: Facts) -> list[Item]:
    """The log line, how to find it, and what may refuse in the mail service's stead."""
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None:
        unnamed = facts.subject is Subject.ADDRESS and facts.advice.software == "unknown"
        told = [Item(words.say(say.UNKNOWN_ADDRESS))] if unnamed else []
        return [*told, *_in_front(facts)]
    items = []
    if remedy.log_line:
        line = remedy.log_line
        if remedy.exception_setting:  # the one whose log names the address
            mapped = "" if ":" in facts.address else "::ffff:"
            line = f"{line} {mapped}{facts.address}" if facts.address else f"{line} …"
        items.append(Item(words.say(say.LOG, line=words.isolate(line))))
    if remedy.log_search:
        items.append(Item(words.say(say.SEARCH), (remedy.log_search,)))
    return [*items, *_in_front(facts)]


def _in_front(facts: Facts) -> list[Item]:
    lines = in_front_lines(facts)
    return [Item(facts.words.say(say.IN_FRONT), tuple(lines))] if lines else []


def in_front_lines(facts: Facts) -> list[str]:
    """The places of what may stand before the mail service and refuse in its stead."""
    lines = []
    for place in facts.advice.in_front:
        line = place_line(place, facts, facts.value)  # there it is always counted by address
        if place.log_line:
            line = facts.words.say(say.IN_FRONT_LOG, place=line, line=place.log_line)
        lines.append(line)
    return lines


def how_to_change(facts: Facts) -> list[Item]:
    """The smallest request first: the commands for our address, then where the limit is set."""
    items = [*_for_one_address(facts), *_places(facts)]
    if facts.advice.remedy is not None and facts.server_wide_setting:
        wide = facts.words.isolate(facts.server_wide_setting)
        value = str(facts.suggestion.server_wide)
        items.append(Item(facts.words.say(say.SAME_FILE, setting=wide, value=value)))
    return items


def minded(facts: Facts) -> list[str]:
    """What a technician has to mind; nothing where the way is not known."""
    remedy = facts.advice.remedy
    return [] if remedy is None else notes(facts, remedy)


def how_to_undo(facts: Facts) -> list[Item]:
    """The way back; nothing where the way is not known."""
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None:
        return []
    undo = remedy.undo if may_write_exception(facts) else "old-value"
    return [Item(words.say(say.UNDO[undo], file=words.isolate(remedy.exception_file)))]


def effect(facts: Facts) -> list[Item]:
    """What the change means for the server; nothing where that is not known."""
    if facts.subject not in {Subject.ADDRESS, Subject.FIREWALL} or facts.whole_server:
        return []
    return [Item(facts.words.say(say.CEILING, value=facts.value))]


def no_secrets(facts: Facts) -> Item:
    """What need not be sent back."""
    said = say.NO_SECRETS_BY if facts.by_so_many else say.NO_SECRETS
    return Item(facts.words.say(said, value=facts.value))


def notes(facts: Facts, remedy: Remedy) -> list[str]:
    """What a technician has to mind."""
    codes = [*remedy.notes, *(remedy.exception_notes if may_write_exception(facts) else ())]
    return [facts.words.say(NOTES[code]) for code in codes if code in NOTES]


def may_write_exception(facts: Facts) -> bool:
    """Whether the exception is a command that can be shown: the file's IPv6 form differs."""
    ours = facts.address or facts.case.address  # of the same family, where ours is not known
    return has_exception(facts) and ":" not in ours


def _for_one_address(facts: Facts) -> list[Item]:
    """The commands of the smallest request, where one is known to work."""
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None or not remedy.exception_lines:
        return []
    if may_write_exception(facts):
        known = say.ONE_ADDRESS if facts.address else say.ONE_ADDRESS_UNKNOWN
        return [Item(words.say(known), (filled(remedy.exception, facts),))]
    here = facts.advice.verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS
    if remedy.exception or not here or not facts.address:
        return []
    lines = (line for line in remedy.exception_lines if line.step != "undo")
    commands = tuple(filled(line.run, facts) for line in lines)
    return [Item(words.say(say.ONE_ADDRESS_PROVED, value=facts.value), commands)]


def _places(facts: Facts) -> list[Item]:
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None or not (remedy.places or remedy.panel):
        return []
    lines = [place_line(place, facts) for place in remedy.places if not place.bundle]
    if remedy.panel:
        lines.append(words.say(say.IN_PANEL, panel=remedy.panel))
    if facts.subject is Subject.FIREWALL:
        return [Item(words.say(say.PLACES_UNNAMED), tuple(lines))]
    setting = words.isolate(facts.suggestion.setting)
    heading = say.PLACES_BY if facts.by_so_many else say.PLACES
    return [Item(words.say(heading, setting=setting, value=facts.value), tuple(lines))]


def place_line(place: Place, facts: Facts, value: str = "") -> str:
    """One place with its value as shipped and the command that applies a change."""
    words, file = facts.words, filled(place.file, facts, value)
    if place.known is not None:
        file = words.say(say.PLACE_KNOWN, place=file, known=str(place.known))
    said = say.PLACE if place.restart else say.PLACE_ONLY
    return words.say(said, system=place.system, file=file, restart=place.restart)


def filled(command: str, facts: Facts, value: str = "") -> str:
    """A command with its values. Not `format`: configuration has braces of its own."""
    value = value or (SO_MANY if facts.by_so_many else facts.value)
    return command.replace("{address}", facts.address or NO_ADDRESS).replace("{value}", value)
