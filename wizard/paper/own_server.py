"""The lines for somebody who runs the mail server: look, change, apply, check, undo.

Owns their order. Commands stand alone on indented lines, so that they survive copying, and hold
nothing but checked values: numbers and a numeric address. It must never change a file without a
way back, and never lower a limit: the first line always shows today's number.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Advice, Kind, Line, Place, Remedy
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.paper import own_words as say
from wizard.paper import technical_words
from wizard.paper.facts import Facts, Subject, facts
from wizard.paper.note_requests import has_exception
from wizard.paper.note_technical import (
    NO_ADDRESS,
    SO_MANY,
    filled,
    in_front_lines,
    may_write_exception,
    notes,
    place_line,
)
from wizard.words import Words

_NOBODY: Final = Sender()
_OLD: Final = "OLD"
_WHO: Final = "ss -tlnp | grep ':{port} '"
_APPLIES: Final = frozenset({"apply", "restart"})


def own_server(case: Case, advice: Advice, words: Words, sender: Sender = _NOBODY) -> str | None:
    """The lines as text, or None where there is nothing to change at the mail server."""
    known = facts(case, advice, words, sender)
    if known is None:
        return None
    parts = [_heading(known), *_body(known), words.say(say.TEST_AGAIN)]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return _with_legend(text, known)


def _heading(known: Facts) -> str:
    remedy = known.advice.remedy
    name = remedy.name if remedy is not None else known.words.say(say.UNNAMED)
    heading = say.HEADING_MORE if known.by_so_many else say.HEADING
    return known.words.say(heading, known.suggestion.value, host=known.host, software=name)


def _with_legend(text: str, known: Facts) -> str:
    """What stands for what is said first, below the heading."""
    words = known.words
    heading, _, rest = text.partition("\n\n")
    legend = [words.say(say.AS_ROOT)]
    for stands, message in (
        (NO_ADDRESS, say.PUT_ADDRESS),
        (_OLD, say.PUT_OLD),
        (SO_MANY, say.PUT_NUMBER),
    ):
        if stands in rest:
            legend.append(words.say(message, value=known.value))
    return f"{heading}\n\n{' '.join(legend)}\n\n{rest}"


def _body(known: Facts) -> list[str]:
    remedy = known.advice.remedy
    if remedy is None:
        return [_who_listens(known), *_unnamed(known), *_in_front(known)]
    return [
        *_ways(known, remedy),
        *_elsewhere(known, remedy),
        *_in_front(known),
        *_mind(known, remedy),
    ]


def _ways(known: Facts, remedy: Remedy) -> list[str]:
    """The exception for one address, where the server knows one, and the general change."""
    words = known.words
    parts = []
    if _made_for(remedy).restart.startswith("systemctl"):
        parts.append(words.say(say.PATHS_OF, system=_made_for(remedy).system))
    only_here = _exception(known, remedy)
    if only_here:
        address = words.isolate(known.address or NO_ADDRESS)
        parts += [words.say(say.WAY_ONE, address=address), *only_here]
        mailbox = known.subject is Subject.MAILBOX
        parts.append(words.say(say.WAY_TWO_MAILBOX if mailbox else say.WAY_TWO))
    if known.subject is Subject.FIREWALL:
        return [*parts, *(_step(words.say(say.FIND), line.run) for line in remedy.lines)]
    return [*parts, *_steps(known, remedy, remedy.lines)]


def _exception(known: Facts, remedy: Remedy) -> list[str]:
    if remedy.exception:
        allowed = has_exception(known) and may_write_exception(known)
    else:
        allowed = known.advice.verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS
    return _steps(known, remedy, remedy.exception_lines) if allowed else []


def _steps(known: Facts, remedy: Remedy, lines: tuple[Line, ...]) -> list[str]:
    words = known.words
    value = SO_MANY if known.by_so_many else known.value
    wide = str(known.suggestion.server_wide)
    told = []
    for line in lines:
        if line.step == "wide" and not known.server_wide_setting:
            continue
        blind = line.step == "look" and known.by_so_many
        sentence = say.LOOK_ONLY if blind else say.STEPS[line.step]
        step = _step(words.say(sentence, value=value, wide=wide), _ready(line.run, known, remedy))
        if line.step == "undo" and any(other.step in _APPLIES for other in lines):
            step = f"{step}\n{words.say(say.UNDO_APPLY)}"
        told.append(step)
    return told


def _step(sentence: str, *commands: str) -> str:
    return "\n".join([sentence, *(f"    {command}" for command in commands)])


def _ready(command: str, known: Facts, remedy: Remedy) -> str:
    """A command with everything filled in; braces of a configuration stay."""
    place = _made_for(remedy)
    pattern = (known.address or NO_ADDRESS).replace(".", r"\.")
    text = command.replace("{restart}", place.restart).replace("{file}", place.file)
    text = text.replace("{address_pattern}", pattern).replace("{old}", _OLD)
    return filled(text.replace("{wide}", str(known.suggestion.server_wide)), known)


def _made_for(remedy: Remedy) -> Place:
    """The place that the lines are made for."""
    return next((place for place in remedy.places if place.in_lines), Place("", "", ""))


def _elsewhere(known: Facts, remedy: Remedy) -> list[str]:
    """Every place of the table, bundles included: here the reader knows which one is theirs."""
    words = known.words
    lines = [place_line(place, known) for place in remedy.places if not place.in_lines]
    if remedy.panel:
        lines.append(words.say(technical_words.IN_PANEL, panel=remedy.panel))
    if not lines:
        return []
    if remedy.lines and known.subject is not Subject.FIREWALL:
        heading = words.say(say.ELSEWHERE)
    elif known.subject is Subject.FIREWALL or not remedy.setting:
        heading = words.say(technical_words.PLACES_UNNAMED)
    else:
        places = technical_words.PLACES_BY if known.by_so_many else technical_words.PLACES
        heading = words.say(places, setting=words.isolate(remedy.setting), value=known.value)
    told = [_step(heading, *lines)]
    if any(place.bundle for place in remedy.places):
        told.append(words.say(say.BUNDLES))
    if all(line.step != "undo" for line in remedy.lines):
        told.append(words.say(technical_words.UNDO["old-value"]))
    return told


def _in_front(known: Facts) -> list[str]:
    lines = in_front_lines(known)
    return [_step(known.words.say(technical_words.IN_FRONT), *lines)] if lines else []


def _mind(known: Facts, remedy: Remedy) -> list[str]:
    minded = notes(known, remedy)
    if not minded:
        return []
    return ["\n".join([known.words.say(say.MIND), *(f"- {note}" for note in minded)])]


def _who_listens(known: Facts) -> str:
    port = str(known.case.target.port)
    return _step(known.words.say(say.WHO_LISTENS), _WHO.replace("{port}", port))


def _unnamed(known: Facts) -> list[str]:
    if known.subject is not Subject.ADDRESS:
        return []
    return [known.words.say(technical_words.UNKNOWN_ADDRESS)]
