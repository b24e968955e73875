"""The notes about the pace of new connections, and about old ones that are pushed out.

Owns what stands in them. Neither is a number that can be looked up in a table of servers, so each
asks for what the office needs and leaves the way to the provider.
"""

from __future__ import annotations

from wizard.core import recommend
from wizard.core.advice import Refusal
from wizard.paper import letter_words
from wizard.paper import pace_words as say
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
from wizard.paper.technical_notes import NOTES


def about_pace(known: Basics) -> Letter:
    """Waiting helps where freeing every place does not."""
    words = known.words
    facts = (tested(known), *_seen_pace(known))
    wanted = say.ALLOW_PACE if known.address else say.ALLOW_PACE_UNKNOWN
    asked = words.say(wanted, known.advice.need.connections, address=known.our_address)
    return Letter(
        subject=words.say(say.SUBJECT_PACE),
        short=(*facts, words.say(say.SEEMS_PACE), asked),
        shortest=(*facts, asked),
        paragraphs=(
            words.say(letter_words.OPENING),
            " ".join([*facts, words.say(say.SEEMS_PACE), sureness(known), from_where(known)]),
            f"{office_need(known, with_reason=True)} {words.say(say.MORNING)}",
            asked,
        ),
        closing=(tell_us(known), *tested_mailbox(known)),
        technical=(*measured(known, shown_by(known)), *_where(known), no_secrets(known)),
    )


def about_pushed_out(known: Basics) -> Letter:
    """New connections get in, and each closes an old one."""
    words = known.words
    facts = (tested(known), *_seen_pushed(known))
    value = recommend.value_for(known.advice.need.connections)
    asked = words.say(say.KEEP_MORE, value=str(value))
    return Letter(
        subject=words.say(say.SUBJECT_PUSHED),
        short=(*facts, office_need(known, with_reason=False), asked),
        shortest=(*facts, asked),
        paragraphs=(
            words.say(letter_words.OPENING),
            " ".join([*facts, words.say(say.LOSES), sureness(known), from_where(known)]),
            office_need(known, with_reason=True),
            asked,
        ),
        closing=(tell_us(known), *tested_mailbox(known)),
        technical=(*measured(known, shown_by(known)), no_secrets(known)),
    )


def _seen_pace(known: Basics) -> list[str]:
    """The numbers of the pace, as they were seen."""
    words, verdict = known.words, known.advice.verdict
    count = verdict.rate.count if verdict.rate else known.seen.opened
    seconds = max(1, round(verdict.rate.seconds)) if verdict.rate else 0
    if any(reason.code == "first-packets-lost" for reason in verdict.because):
        lost = [words.say(say.HELD_BACK_AFTER, seconds)] if seconds else []
        return [words.say(say.HELD_BACK, count), *lost]
    said = known.quoted(first_words(shown_by(known)))
    return [
        words.say(say.IN_A_ROW, count),
        *([words.say(say.SAID, said=words.isolate(said))] if said else []),
        *([words.say(say.NONE_OPEN, seconds)] if seconds else []),
    ]


def _seen_pushed(known: Basics) -> list[str]:
    """How many stay open, how an old one is closed, and what cannot be told."""
    words, verdict = known.words, known.advice.verdict
    keeps = say.KEEPS_MORE if verdict.at_least else say.KEEPS
    kept = known.seen.opened if verdict.limit is None else verdict.limit
    said = known.quoted(first_words(shown_by(known)))
    pushed = say.PUSHED_SAYING if said else say.PUSHED
    # Without a sign-in the server cannot count for a mailbox.
    whose = [words.say(say.WHOSE)] if known.case.target.signs_in else []
    return [
        words.say(keeps, kept, host=known.host),
        words.say(pushed, said=words.isolate(said)),
        *whose,
    ]


def _where(known: Basics) -> list[Item]:
    """Where a limit on the pace is set, as far as the refusal tells."""
    if known.advice.verdict.refusal is Refusal.PACKET_FILTER:
        return [Item(known.words.say(say.PACKET_FILTER))]
    zimbra = known.advice.software == "zimbra"
    return [Item(known.words.say(NOTES["zimbra-rate"]))] if zimbra else []
