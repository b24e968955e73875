"""What was measured, for a technician: the test, its numbers, every event that shows the result.

Owns the choice and the order of these lines, with all times in UTC. It must never name a computer
or another program, and a mailbox only as `Basics.named_mailbox`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wizard.core.advice import Advice, Kind
from wizard.core.model import Case, Event, Outcome, Phase, Security, Via
from wizard.core.recommend import MAILBOX_KINDS
from wizard.paper import technical_words as say
from wizard.paper.certificate_words import BESIDES
from wizard.paper.evidence import moment
from wizard.paper.facts import LONGEST_HOST, Basics
from wizard.paper.quoting import quote_server
from wizard.paper.seen_words import BROKEN_OFF, GOT_IN, HELD_ASKED, OTHERWISE, OUR_MAILBOX
from wizard.paper.turned_away_words import REFUSED, REFUSED_FROM_NONE
from wizard.words import Message, Words, utc

PRODUCT: Final = "Mail Connection Check"
# The words a technician uses, the same in every language.
SERVICES: Final = {
    Security.TLS: "IMAP over TLS",
    Security.STARTTLS: "IMAP with STARTTLS",
    Security.NONE: "IMAP",
}
_LONGEST_VERSION: Final = 40
_TOLD: Final = {*REFUSED, *OTHERWISE, Outcome.OPEN, Outcome.HELD_ASKED}

# The kinds where what was open ends or falls silent.
_NOT_KEPT: Final = frozenset({Kind.EVICTS_OLDEST, Kind.LOCKED_OUT})


@dataclass(frozen=True, slots=True)
class Item:
    """One detail, and the commands or places that belong to it, each a line to be copied."""

    text: str
    commands: tuple[str, ...] = ()


def written(item: Item) -> str:
    """One line of a list; commands stand alone below it."""
    return "\n".join([f"- {item.text}", *(f"    {command}" for command in item.commands)])


def measured(facts: Basics, events: Sequence[Event], opened: Message = GOT_IN) -> list[Item]:
    """The test and what happened in it; `events` are those that show the result.

    `opened` says what it means that one of them got in.
    """
    words, case, seen = facts.words, facts.case, facts.seen
    items = [test_line(case, words, facts.our_address)]
    if facts.mailbox:
        items.append(words.say(OUR_MAILBOX, mailbox=facts.named_mailbox))
    if seen.opened:
        items.append(kept_open(case, facts.advice, words))
        items.append(words.say(say.OPENED, seen.opened))
    items += [line for line in (others_line(case, facts.advice, words),) if line]
    items += [event_line(case, words, event, opened) for event in events]
    if facts.advice.verdict.kind in MAILBOX_KINDS and seen.opened:
        items.append(words.say(say.OFFICE_NOT_TESTED, seen.opened))
    items.append(words.say(say.ALL_CLOSED, time=words.isolate(utc(case.finished_at))))
    said = first_words(events)
    if said:
        items.append(words.say(say.SAID, said=words.isolate(facts.quoted(said))))
    if case.server.greeting:
        quoted = words.isolate(facts.quoted(case.server.greeting))
        items.append(words.say(say.GREETING, greeting=quoted))
    return [Item(text) for text in items]


def shown_by(facts: Basics) -> list[Event]:
    """The events a verdict rests on, and every attempt that did not succeed, as they happened."""
    case = facts.case
    named = {index for reason in facts.advice.verdict.because for index in reason.events}
    return [
        event
        for index, event in enumerate(case.events)
        if event.outcome in _TOLD and (index in named or _did_not_succeed(event))
    ]


def first_words(events: Iterable[Event]) -> str:
    """What the server said first in these events, "" where it said nothing."""
    return next((event.said for event in events if event.said), "")


def certificate_besides(facts: Basics) -> list[str]:
    """A fault of the certificate that a test without a password met and passed by."""
    codes = (reason.code for reason in facts.advice.verdict.because)
    return [facts.words.say(BESIDES[code]) for code in codes if code in BESIDES]


def kept_open(case: Case, advice: Advice, words: Words) -> str:
    """Whether the connections signed in, and that they stayed open where they did."""
    lost = any(event.outcome is Outcome.LOST for event in case.events)
    if lost or advice.verdict.kind in _NOT_KEPT:
        return words.say(say.SIGNED_IN_ONLY if case.target.signs_in else say.NOT_SIGNED_IN_ONLY)
    return words.say(say.SIGNED_IN if case.target.signs_in else say.NOT_SIGNED_IN)


def others_line(case: Case, advice: Advice, words: Words) -> str:
    """What other programs of this computer held meanwhile, in one sentence; "" for nothing."""
    count = sum(count for _, count in case.others)
    if not count:
        return ""
    return words.say(say.OTHERS if counted_in(advice) else say.OTHERS_BESIDE, count)


def counted_in(advice: Advice) -> bool:
    """Whether the number found holds the connections of other programs on this computer."""
    return any(item.code == "others-on-this-computer" for item in advice.verdict.because)


def test_line(case: Case, words: Words, office: str) -> str:
    """What was tested, when and from where; `office` is our address, "" where it is not known."""
    said = say.TEST_FROM if office else say.TEST
    if not case.address:
        said = say.TEST_NOWHERE
    elif case.address == case.target.host:
        said = say.TEST_ADDRESS_FROM if office else say.TEST_NOWHERE
    return words.say(
        said,
        service=words.isolate(SERVICES[case.target.security]),
        host=words.isolate(quote_server(case.target.host, LONGEST_HOST)),
        port=str(case.target.port),
        address=words.isolate(case.address),
        office=office,
        start=words.isolate(utc(case.started_at)),
        end=words.isolate(utc(case.finished_at)),
        program=PRODUCT,
        version=quote_server(case.version, _LONGEST_VERSION),
    )


def _did_not_succeed(event: Event) -> bool:
    tried = event.attempt is not None and event.via is Via.MAIN
    return tried and event.outcome is not Outcome.OPEN


def event_line(case: Case, words: Words, event: Event, opened: Message = say.FREED) -> str:
    """One refusal, one place that was given back, or what else was seen."""
    time = words.isolate(utc(moment(case, event)))
    if event.outcome is Outcome.HELD_ASKED:
        return words.say(HELD_ASKED, len(event.answered), of=len(event.sessions), time=time)
    refused = REFUSED if event.held else REFUSED_FROM_NONE
    said = refused.get(event.outcome) or OTHERWISE.get(event.outcome, opened)
    if event.outcome is Outcome.LOST and event.phase is not Phase.HELD:
        said = BROKEN_OFF
    # Where one more got in at all, how long the network needed is what counts.
    connected = 0.0 if said is GOT_IN else event.connect_milliseconds or 0.0
    took = words.number(max(0.0, event.milliseconds - connected), 1)
    fault = quote_server(event.detail)
    return words.say(said, event.held, time=time, milliseconds=took, fault=fault)
