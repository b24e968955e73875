"""The text for whoever looks after the office's router: the trouble is not at the mail server.

Owns what stands in it. It is addressed to nobody outside the office and asks a provider of mail for
nothing.
"""

from __future__ import annotations

from wizard.paper import network_words as say
from wizard.paper.facts import Basics
from wizard.paper.note_findings import sureness
from wizard.paper.note_measured import Item, measured, shown_by
from wizard.paper.note_parts import Letter, Recipient, tell_us, tested
from wizard.paper.quoting import quote_server
from wizard.paper.situation import Situation, situation


def about_network(known: Basics) -> Letter:
    """The office's own network or line failed."""
    words = known.words
    line_gone = situation(known.advice) is Situation.NETWORK_LOST
    seen = (
        tested(known),
        words.say(say.NOTHING_ELSE, known.seen.opened),
        *_open_ones(known, line_gone),
        words.say(say.SEEMS_OURS),
    )
    asked = words.say(say.CHECK_LINE if line_gone else say.CHECK_ROUTER)
    needed = words.say(say.NEED, known.advice.need.connections)
    return Letter(
        subject=words.say(say.SUBJECT_LINE if line_gone else say.SUBJECT_ROUTER),
        short=(*seen, needed, asked),
        shortest=(*seen, asked),
        paragraphs=(
            words.say(say.FOR_NETWORK),
            " ".join([*seen, sureness(known)]),
            needed,
            asked,
        ),
        closing=(tell_us(known),),
        technical=(*measured(known, shown_by(known)), *_control(known)),
        to=Recipient.NETWORK,
    )


def about_blocked_mail(known: Basics) -> Letter:
    """Web pages come through from the mail server's host, and mail does not."""
    words = known.words
    port = str(known.case.target.port)
    seen = (tested(known), words.say(say.MAIL_BLOCKED, host=known.host))
    asked = words.say(say.ALLOW_MAIL, host=known.host, port=port)
    return Letter(
        subject=words.say(say.SUBJECT_BLOCKED, host=known.host),
        short=(*seen, asked),
        shortest=(*seen, asked),
        paragraphs=(
            words.say(say.FOR_NETWORK),
            " ".join([*seen, sureness(known)]),
            words.say(say.MAY_BE_BAN),
            asked,
        ),
        closing=(tell_us(known),),
        technical=(*measured(known, shown_by(known)), *_control(known)),
        to=Recipient.NETWORK,
    )


def _open_ones(known: Basics, line_gone: bool) -> list[str]:
    """What became of the open connections, as far as they were asked."""
    if line_gone:
        return [known.words.say(say.OPEN_FAILED)]
    answered = any(event.answered for event in known.case.events)
    return [known.words.say(say.OPEN_WENT_ON)] if answered else []


def _control(known: Basics) -> list[Item]:
    """The other server that was asked."""
    asked = known.case.plan.control
    if asked is None:
        return []
    host = known.words.isolate(quote_server(asked[0]))
    return [Item(known.words.say(say.CONTROL, host=host, port=str(asked[1])))]
