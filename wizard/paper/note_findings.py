"""What a note says was found, sentence by sentence, and what the office needs.

Owns the choice and the order of these sentences. It quotes the server's words only as
`Basics.said`, and names a mailbox only as `Basics.named_mailbox`.
"""

from __future__ import annotations

from wizard.core.advice import Kind, Refusal
from wizard.core.recommend import may_be_for_all
from wizard.paper import note_words as say
from wizard.paper.facts import Basics, Facts, Subject
from wizard.paper.need_words import devices
from wizard.paper.sentences import level
from wizard.words import Message


def subject_line(facts: Facts, short: bool) -> str:
    """The subject of the note."""
    if facts.subject is Subject.FULL or (facts.whole_server and not facts.advice.enough):
        return facts.words.say(say.SUBJECT_FULL, host=facts.host)
    if facts.subject is Subject.MAILBOX:
        enough = facts.advice.enough
        return facts.words.say(say.SUBJECT_MAILBOX_JUST if enough else say.SUBJECT_MAILBOX)
    firewall = facts.subject is Subject.FIREWALL
    if not short and not facts.advice.enough:
        failing = say.SUBJECT_NO_PLACE if facts.none_in else say.SUBJECT_FAILS
        return facts.words.say(say.SUBJECT_FIREWALL if firewall else failing)
    if not facts.address or facts.whole_server:
        return facts.words.say(say.SUBJECT_FIREWALL if firewall else say.SUBJECT_OFFICE)
    raised = say.SUBJECT_FIREWALL_ADDRESS if firewall else say.SUBJECT_ADDRESS
    return facts.words.say(raised, address=facts.our_address)


def symptom(facts: Facts) -> str:
    """What people in the office see."""
    if facts.advice.enough:
        return facts.words.say(say.SYMPTOM_JUST)
    mailbox = facts.subject is Subject.MAILBOX
    return facts.words.say(say.SYMPTOM_MAILBOX if mailbox else say.SYMPTOM)


def findings(facts: Facts, short: bool = False) -> list[str]:
    """Whose limit it is, its number, how a further connection is refused, how often, when."""
    words = facts.words
    said = []
    if facts.subject in {Subject.ADDRESS, Subject.FIREWALL}:
        known = say.SHARED_SHORT if short else say.SHARED_ADDRESS
        said.append(
            words.say(known if facts.address else say.SHARED_UNKNOWN, address=facts.our_address)
        )
    said += [_limit(facts), _beyond(facts), _when(facts)]
    if facts.subject is Subject.FULL:
        said.append(words.say(say.FULL_FOR_ALL))
    elif facts.proven and not short:
        said.append(words.say(say.FREED))
    if may_be_for_all(facts.advice.verdict):
        said.append(words.say(say.OR_WHOLE_SERVER))
    return said


def need(facts: Facts, with_reason: bool) -> str:
    """How many connections are needed, and counted from what."""
    if facts.subject is not Subject.MAILBOX:
        return office_need(facts, with_reason)
    said = facts.words.say(say.NEED_MAILBOX, facts.advice.need.mailbox)
    return f"{said} {facts.words.say(say.SEVERAL_AT_ONCE)}" if with_reason else said


def office_need(facts: Basics, with_reason: bool) -> str:
    """The same for the whole office."""
    words, wanted = facts.words, facts.advice.need
    counted = devices(wanted, words)
    if counted:
        said = words.say(say.NEED_DEVICES, wanted.connections, devices=counted)
    else:
        said = words.say(say.NEED, wanted.connections)
    return f"{said} {words.say(say.SEVERAL_AT_ONCE)}" if with_reason else said


def sureness(facts: Basics) -> str:
    """The same level as on the screen."""
    return facts.words.say(say.SURE, level=level(facts.advice, facts.words))


def _limit(facts: Facts) -> str:
    number = facts.advice.verdict.limit or 0
    if facts.subject is Subject.FULL:
        number = facts.seen.opened
    return facts.words.say(_limit_words(facts, number), number, host=facts.host)


def _limit_words(facts: Facts, number: int) -> Message:
    at_least = facts.advice.verdict.at_least
    if facts.subject is Subject.FULL:
        return say.FULL if number else say.FULL_AT_ONCE
    if facts.subject is Subject.MAILBOX:
        if facts.none_in:
            return say.MAILBOX_NONE_IN
        here = facts.advice.verdict.kind is Kind.PER_MAILBOX_AND_ADDRESS
        return say.MAILBOX_MORE if at_least else say.MAILBOX_HERE if here else say.MAILBOX
    if facts.none_in:
        return say.NONE_IN
    if facts.subject is Subject.FIREWALL:
        return say.FIREWALL_MORE if at_least else say.FIREWALL
    return say.ACCEPTS_MORE if at_least else say.ACCEPTS


def _beyond(facts: Facts) -> str:
    verdict = facts.advice.verdict
    refusal = verdict.refusal
    said = facts.said
    if refusal is Refusal.IN_WORDS and not said:
        refusal = Refusal.NONE
    number = facts.seen.opened if verdict.limit is None else verdict.limit
    beyond = say.BEYOND if number else say.EACH
    return facts.words.say(beyond[refusal], number + 1, said=facts.words.isolate(said))


def _when(facts: Facts) -> str:
    words, verdict = facts.words, facts.advice.verdict
    date, time = words.date(facts.when), words.time(facts.when)
    zone = words.zone(facts.when)
    if not verdict.tries:
        return words.say(say.SEEN, date=date, time=time, zone=zone)
    of = verdict.tries_of
    return words.say(say.SEEN_TIMES, verdict.tries, of=of, date=date, time=time, zone=zone)
