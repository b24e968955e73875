"""The technical details of a note: times in UTC, every refusal, the log line, files and commands.

Owns their order. Commands stand alone on indented lines, so that they survive copying, and hold
nothing but checked values. It must never name a mailbox, a computer or another program.
"""

from __future__ import annotations

from typing import Final

from wizard.core.model import Event, Security
from wizard.paper import technical_words as say
from wizard.paper.evidence import moment
from wizard.paper.facts import Facts, Subject
from wizard.paper.note_requests import has_exception
from wizard.paper.quoting import quote_server
from wizard.words import utc

PRODUCT: Final = "Mail Connection Check"
# The words a technician uses, the same in every language.
_SERVICES: Final = {
    Security.TLS: "IMAP over TLS",
    Security.STARTTLS: "IMAP with STARTTLS",
    Security.NONE: "IMAP",
}
_NO_ADDRESS: Final = "ADDRESS"


def technical(facts: Facts) -> str:
    """The technical details."""
    items = [*_measured(facts), *_where_to_look(facts), *_what_to_do(facts)]
    return "\n".join([facts.words.say(say.HEADING), *items])


def _item(text: str, *commands: str) -> str:
    return "\n".join([f"- {text}", *(f"    {command}" for command in commands)])


def _measured(facts: Facts) -> list[str]:
    words, case, seen = facts.words, facts.case, facts.seen
    items = [_test(facts)]
    if seen.opened:
        items.append(words.say(say.SIGNED_IN if case.target.signs_in else say.NOT_SIGNED_IN))
        items.append(words.say(say.OPENED, seen.opened))
    others = sum(count for _, count in case.others)
    if others:
        items.append(words.say(say.OTHERS, others))
    items += [_event(facts, event) for event in sorted(seen.refused + seen.freed, key=_at)]
    items.append(words.say(say.ALL_CLOSED, time=words.isolate(utc(case.finished_at))))
    if seen.words:
        items.append(words.say(say.SAID, said=words.isolate(quote_server(seen.words))))
    if case.server.greeting:
        quoted = words.isolate(quote_server(case.server.greeting))
        items.append(words.say(say.GREETING, greeting=quoted))
    return [_item(text) for text in items]


def _test(facts: Facts) -> str:
    words, case = facts.words, facts.case
    return words.say(
        say.TEST_FROM if facts.address else say.TEST,
        service=words.isolate(_SERVICES[case.target.security]),
        host=facts.host,
        port=str(case.target.port),
        address=words.isolate(case.address),
        office=facts.our_address,
        start=words.isolate(utc(case.started_at)),
        end=words.isolate(utc(case.finished_at)),
        program=PRODUCT,
        version=case.version,
    )


def _at(event: Event) -> float:
    return event.at


def _event(facts: Facts, event: Event) -> str:
    """One refusal, or one place that was given back."""
    connected = event.connect_milliseconds or 0.0
    return facts.words.say(
        say.REFUSED.get(event.outcome, say.FREED),
        event.held,
        time=facts.words.isolate(utc(moment(facts.case, event))),
        milliseconds=facts.words.number(max(0.0, event.milliseconds - connected), 1),
    )


def _where_to_look(facts: Facts) -> list[str]:
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None:
        unnamed = facts.subject is Subject.ADDRESS and facts.advice.software == "unknown"
        return [_item(words.say(say.UNKNOWN_ADDRESS))] if unnamed else []
    items = []
    if remedy.log_line:
        line = remedy.log_line
        if remedy.exception_setting and facts.address:  # the one whose log names the address
            mapped = "" if ":" in facts.address else "::ffff:"
            line = f"{line} {mapped}{facts.address}"
        items.append(_item(words.say(say.LOG, line=words.isolate(line))))
    if remedy.log_search:
        items.append(_item(words.say(say.SEARCH), remedy.log_search))
    return items


def _what_to_do(facts: Facts) -> list[str]:
    words, remedy = facts.words, facts.advice.remedy
    items = []
    exception = has_exception(facts) and ":" not in facts.address  # the file's IPv6 form differs
    if remedy is not None:
        if exception:
            known = say.ONE_ADDRESS if facts.address else say.ONE_ADDRESS_UNKNOWN
            items.append(_item(words.say(known), _filled(remedy.exception, facts)))
        items += _places(facts)
        if facts.server_wide_setting:
            wide = words.isolate(facts.server_wide_setting)
            value = str(facts.suggestion.server_wide)
            items.append(_item(words.say(say.SAME_FILE, setting=wide, value=value)))
        items += [_item(words.say(say.NOTES[code])) for code in remedy.notes if code in say.NOTES]
        undo = say.UNDO_BOTH if exception else say.UNDO
        items.append(_item(words.say(undo, file=words.isolate(remedy.exception_file))))
    if facts.subject in {Subject.ADDRESS, Subject.FIREWALL}:
        items.append(_item(words.say(say.CEILING, value=facts.value)))
    items.append(_item(words.say(say.NO_SECRETS, value=facts.value)))
    return items


def _places(facts: Facts) -> list[str]:
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None or not (remedy.places or remedy.panel):
        return []
    lines = []
    for place in remedy.places:
        file = _filled(place.file, facts)
        said = say.PLACE if place.restart else say.PLACE_ONLY
        lines.append(words.say(said, system=place.system, file=file, restart=place.restart))
    if remedy.panel:
        lines.append(words.say(say.IN_PANEL, panel=remedy.panel))
    if facts.subject is Subject.FIREWALL:
        return [_item(words.say(say.PLACES_UNNAMED), *lines)]
    setting = words.isolate(facts.suggestion.setting)
    return [_item(words.say(say.PLACES, setting=setting, value=facts.value), *lines)]


def _filled(command: str, facts: Facts) -> str:
    """A command with its values. Not `format`: configuration has braces of its own."""
    address = facts.address or _NO_ADDRESS
    return command.replace("{address}", address).replace("{value}", facts.value)
