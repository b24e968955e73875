"""What a note asks for: the smallest request first, then the general one, with the exact value.

Owns the choice of the request's sentences. It must never ask for MAXPERIP where a firewall
refuses, nor for anything the suggestion does not hold.
"""

from __future__ import annotations

from wizard.core import fingerprint
from wizard.paper import request_words as ask
from wizard.paper.facts import Facts, Subject
from wizard.words import Message

STOP_AND_START = "courier-stop-and-start"


def has_exception(facts: Facts) -> bool:
    """Whether this server knows an exception for one address, as far as its version tells."""
    remedy = facts.advice.remedy
    if remedy is None or not remedy.exception_setting:
        return False
    year = fingerprint.courier_year(facts.case.server)
    return year is None or year >= remedy.exception_since_year


def requests(facts: Facts) -> list[str]:
    """The lines of the request: what is asked for, numbered where there are two ways."""
    words = facts.words
    asked = ways(facts)
    if len(asked) == 1:
        lines = [words.say(ask.REQUEST), *asked]
    else:
        numbered = [
            words.say(ask.NUMBERED, number=str(number), request=way)
            for number, way in enumerate(asked, start=1)
        ]
        lines = [words.say(ask.EITHER), *numbered]
    return [*lines, wide] if (wide := server_wide(facts)) else lines


def server_wide(facts: Facts) -> str:
    """The request for the server-wide setting, "" where it need not be raised as well."""
    wide = facts.server_wide_setting
    if not wide:
        return ""
    value = str(facts.suggestion.server_wide)
    return facts.words.say(ask.SERVER_WIDE, setting=facts.words.isolate(wide), value=value)


def stop_and_start(facts: Facts) -> str:
    """What applies the change, "" where nothing special does."""
    remedy = facts.advice.remedy
    if remedy is None or STOP_AND_START not in remedy.notes:
        return ""
    if facts.subject is not Subject.ADDRESS:
        return facts.words.say(ask.STOP_AND_START_ONE)
    wide = facts.server_wide_setting
    said = ask.STOP_AND_START_WIDE if wide else ask.STOP_AND_START
    return facts.words.say(said, setting=facts.words.isolate(wide))


def short_request(facts: Facts) -> str:
    """The request in one sentence."""
    words, remedy = facts.words, facts.advice.remedy
    setting = words.isolate(facts.suggestion.setting)
    if facts.subject is Subject.FIREWALL:
        return words.say(ask.SHORT_FIREWALL, value=facts.value)
    if facts.whole_server and remedy is not None:
        said = ask.SHORT_FULL_BY if facts.by_so_many else ask.SHORT_FULL
        return words.say(said, setting=setting, value=facts.value, default=_default(facts))
    if facts.subject is Subject.ADDRESS and remedy is not None and has_exception(facts):
        return words.say(
            ask.SHORT,
            value=facts.value,
            exception=words.isolate(remedy.exception_setting),
            file=words.isolate(remedy.exception_file),
            setting=setting,
        )
    if facts.suggestion.setting:
        return words.say(ask.SHORT_SETTING, setting=setting, value=facts.value)
    if facts.subject is Subject.FULL:
        return words.say(ask.FULL_ANY, value=facts.value)
    mailbox = facts.subject is Subject.MAILBOX
    return words.say(ask.SHORT_MAILBOX if mailbox else ask.SHORT_ANY, value=facts.value)


def ways(facts: Facts) -> list[str]:
    """What is asked for: one request, or the smaller of two before the general one."""
    words = facts.words
    if facts.whole_server:  # nothing smaller is to be had
        return [_general(facts)]
    if facts.subject is Subject.MAILBOX:
        return [words.say(ask.MAILBOX_EXCEPTION, value=facts.value), _general(facts)]
    return [_for_us_only(facts), _general(facts)]


def _for_us_only(facts: Facts) -> str:
    words, remedy = facts.words, facts.advice.remedy
    if facts.subject is Subject.FIREWALL:
        known, unknown = ask.FIREWALL_EXCEPTION, ask.FIREWALL_EXCEPTION_UNKNOWN
    elif remedy is not None and has_exception(facts):
        known, unknown = ask.EXCEPTION, ask.EXCEPTION_UNKNOWN
    else:
        known, unknown = ask.EXCEPTION_ANY, ask.EXCEPTION_ANY_UNKNOWN
    return words.say(
        known if facts.address else unknown,
        address=facts.our_address,
        value=facts.value,
        software=remedy.name if remedy else "",
        setting=words.isolate(remedy.exception_setting) if remedy else "",
        file=words.isolate(remedy.exception_file) if remedy else "",
    )


def _general(facts: Facts) -> str:
    words, remedy = facts.words, facts.advice.remedy
    if remedy is None or not remedy.setting:
        return words.say(_unnamed(facts), value=facts.value)
    if facts.whole_server:
        chosen = ask.FULL_BY if facts.by_so_many else ask.FULL
        if remedy.panel:
            chosen = ask.FULL_BY_PANEL if facts.by_so_many else ask.FULL_PANEL
    elif facts.subject is Subject.MAILBOX:
        chosen = ask.MAILBOX_GENERAL_PANEL if remedy.panel else ask.MAILBOX_GENERAL
    elif facts.subject is Subject.FIREWALL:
        chosen = ask.FIREWALL_GENERAL
    else:
        chosen = ask.GENERAL_PANEL if remedy.panel else ask.GENERAL
    return words.say(
        chosen,
        setting=words.isolate(facts.suggestion.setting),
        value=facts.value,
        default=_default(facts),
        software=remedy.name,
        panel=words.isolate(remedy.panel),
    )


def _default(facts: Facts) -> str:
    """The server-wide value as shipped, so that a request never seems to lower a higher one."""
    remedy = facts.advice.remedy
    return str(remedy.server_wide_default) if remedy else ""


def _unnamed(facts: Facts) -> Message:
    """The general request where the name of the setting is not known."""
    advice = facts.advice
    unknown = advice.software == fingerprint.UNKNOWN and not advice.variant
    if facts.subject is Subject.FULL:
        return ask.FULL_ANY
    if facts.subject is Subject.MAILBOX:
        return ask.MAILBOX_GENERAL_ANY if unknown else ask.MAILBOX_GENERAL_OTHER
    return ask.GENERAL_ANY if unknown else ask.GENERAL_OTHER
