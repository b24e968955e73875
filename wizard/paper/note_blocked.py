"""The notes for an office that gets no connection: locked out, turned away, or never answered.

Owns what stands in them. From outside a block, a full server and one out of order look alike, so
they ask to look, and claim nothing the verdict does not hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wizard.core import recommend
from wizard.core.model import Outcome, Via
from wizard.core.understand import IN_WORDS
from wizard.paper import blocked_words as say
from wizard.paper import letter_words
from wizard.paper.facts import Basics
from wizard.paper.note_findings import office_need, sureness
from wizard.paper.note_measured import Item, first_words, measured, shown_by
from wizard.paper.note_parts import (
    Letter,
    from_where,
    no_secrets,
    tell_us,
    tested,
    tested_mailbox,
)
from wizard.paper.note_technical import NO_ADDRESS
from wizard.paper.situation import Situation, situation
from wizard.words import Message

_UNBLOCK: Final = (
    "fail2ban-client unban {address}",
    "csf -g {address}",
    "nft list ruleset | grep -nF '{address}'",
)
_WHY_LOCKED: Final = {
    "held-frozen": say.FROZEN,
    "held-reset": say.CUT,
    "refused-after-quiet": say.STILL_REFUSED,
    "control-answered": say.OTHERS_ANSWERED,
}


def about_lockout(known: Basics) -> Letter:
    """Connections had opened, and then nothing got in any more."""
    words = known.words
    codes = [reason.code for reason in known.advice.verdict.because]
    opened = words.say(letter_words.OPENED, known.seen.opened)
    test = (tested(known), words.say(say.NO_ATTACK), opened)
    seen = [words.say(_WHY_LOCKED[code]) for code in codes if code in _WHY_LOCKED]
    may_be = words.say(say.MAY_BE_LOCKED)
    wanted, subject = say.UNBLOCK_UNKNOWN, say.SUBJECT_LOCKED_UNKNOWN
    if known.address:
        wanted, subject = say.UNBLOCK, say.SUBJECT_LOCKED
    asked = words.say(wanted, address=known.our_address)
    commands = [line.format(address=known.address or NO_ADDRESS) for line in _UNBLOCK]
    return Letter(
        subject=words.say(subject, address=known.our_address),
        short=(*test, may_be, asked),
        shortest=(*test[:2], may_be, asked),
        paragraphs=(
            words.say(letter_words.OPENING),
            " ".join([*test, *seen, from_where(known)]),
            f"{may_be} {sureness(known)}",
            asked,
        ),
        closing=(words.say(say.WRONG_PASSWORDS), tell_us(known), *tested_mailbox(known)),
        technical=(
            *measured(known, shown_by(known)),
            Item(words.say(say.UNBLOCK_HOW), tuple(commands)),
            no_secrets(known),
        ),
    )


def about_no_answer(known: Basics) -> Letter:
    """Not one connection got in, and nothing says that it is a limit."""
    silent = situation(known.advice) is Situation.NO_ANSWER
    subject = say.SUBJECT_SILENT if silent else say.SUBJECT_TURNED_AWAY
    may_be, asked = known.words.say(say.MAY_BE_DOWN), known.words.say(say.LOOK_AT_IT)
    seen = [_tried(known), *_ended(known)]
    return _not_one(known, subject, seen, (may_be,), asked)


def about_no_encryption(known: Basics) -> Letter:
    """The server offers nothing that could be agreed on."""
    old = situation(known.advice) is Situation.OLD_ENCRYPTION
    seen = [known.words.say(say.OLD_ENCRYPTION if old else say.NO_ENCRYPTION)]
    return _not_one(known, say.SUBJECT_OPEN, seen, (), known.words.say(say.ENCRYPT))


def about_unnamed_limit(known: Basics) -> Letter:
    """Every place is taken, in words that do not tell whose places."""
    words = known.words
    value = recommend.value_for(known.advice.need.connections)
    asked = words.say(say.WHICH_LIMIT, value)
    seen = [_tried(known), *_ended(known), words.say(say.UNNAMED)]
    needed = (office_need(known, with_reason=False),)
    return _not_one(known, say.SUBJECT_TURNED_AWAY, seen, needed, asked)


def about_full_mailbox(known: Basics) -> Letter:
    """Every place of one mailbox is taken, as the server says; nobody could count them."""
    words, named = known.words, known.advice.verdict.limit_named
    seen = [_tried(known), *_ended(known), words.say(say.MAILBOX_FULL)]
    if named:
        seen.append(words.say(say.MAILBOX_NAMED, named))
    asked = words.say(say.MAILBOX_LIMIT)
    brief = (tested(known), _tried(known), *_ended(known), from_where(known), asked)
    made = _not_one(known, say.SUBJECT_MAILBOX, seen, (), asked)
    return replace(made, short=brief, shortest=brief)


def _not_one(
    known: Basics, subject: Message, seen: list[str], more: tuple[str, ...], asked: str
) -> Letter:
    """A note about tries that all failed: what was seen, then `more`, then what is asked."""
    words = known.words
    facts = (tested(known), *seen)
    return Letter(
        subject=words.say(subject, host=known.host),
        short=(*facts, from_where(known), *more, asked),
        shortest=(*facts, from_where(known), asked),
        paragraphs=(
            words.say(letter_words.OPENING),
            " ".join([*facts, sureness(known), from_where(known)]),
            *more,
            asked,
        ),
        closing=(tell_us(known), *tested_mailbox(known)),
        technical=(*measured(known, shown_by(known)), no_secrets(known)),
    )


def _tried(known: Basics) -> str:
    """How often one connection was tried."""
    return known.words.say(letter_words.TRIED, len(_tries(known)))


def _ended(known: Basics) -> list[str]:
    """How the last try ended, as far as there is a sentence for it."""
    tries = _tries(known)
    if not tries:
        return []
    last = tries[-1]
    if last in say.ENDED:
        return [known.words.say(say.ENDED[last])]
    said = known.quoted(first_words(shown_by(known)))
    if last in IN_WORDS and said:
        return [known.words.say(say.REFUSED_SAYING, said=known.words.isolate(said))]
    return []


def _tries(known: Basics) -> list[Outcome]:
    """What each attempt at the tested door ended in."""
    return [
        event.outcome
        for event in known.case.events
        if event.attempt is not None and event.via is Via.MAIN
    ]
