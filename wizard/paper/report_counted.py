"""How the numbers of a report were counted, as a list of facts in its third part.

Owns this list. It names no program of this computer and no mailbox that is not to be told; whatever
was not counted is told as not counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.advice import Advice
from wizard.core.case_file import Sender
from wizard.core.model import Case, Outcome
from wizard.paper import report_counted_words as say
from wizard.paper import sentences
from wizard.paper.document import Facts
from wizard.paper.evidence import evidence
from wizard.paper.need_words import need_sentence
from wizard.paper.note_measured import counted_in
from wizard.paper.quoting import quote_server
from wizard.paper.report_evidence_words import MAILBOX_AT, NOT_SIGNED_IN, ONE_MAILBOX
from wizard.paper.today_words import PROGRAMS
from wizard.paper.told import Told
from wizard.words import Message, Words

_SHORT: Final = 40
# The names of programs are the same in every language; "" says nothing that is worth a line.
_PROGRAMS: Final[Mapping[str, str]] = {
    **PROGRAMS,
    "outlook": "Outlook",
    "apple-mail": "Apple Mail",
    "kmail": "KMail",
    "em-client": "eM Client",
    "the-bat": "The Bat!",
    "other": "",
    "not-sure": "",
}


def how_it_was_counted(told: Told, words: Words) -> Facts:
    """The numbers, the sessions, the others, the need, and how times are read."""
    case, advice, need = told.case, told.advice, told.advice.need
    program = _PROGRAMS.get(need.program, quote_server(need.program, _SHORT))
    verdict = advice.verdict
    tries = words.say(say.TRIES_ENDED, verdict.tries, of=verdict.tries_of)
    closed = say.YES if case.plan.mail_closed else say.NO_ANSWER
    attempted = any(event.milliseconds for event in case.events)
    pairs: tuple[tuple[Message, str], ...] = (
        (say.FOUND, _found(case, advice, words)),
        (say.TRIES, tries if verdict.tries else ""),
        (say.SIGN_IN, _signed_in(case, told.file.sender, words)),
        (say.MAIL_CLOSED, words.say(closed)),
        (say.OTHER_PROGRAMS, _others(case, advice, words)),
        (say.NEED, need_sentence(advice, words)),
        (say.COUNTED_FOR, words.isolate(program) if need.computers and program else ""),
        (say.TIMES, words.say(say.TIMES_READ) if attempted else ""),
    )
    return Facts(tuple((words.say(name), value) for name, value in pairs if value))


def _found(case: Case, advice: Advice, words: Words) -> str:
    number = sentences.big_number(advice, case) or evidence(case).opened
    if not number:
        return ""
    named = advice.verdict.limit is not None or advice.verdict.rate is not None
    message = say.FOUND_AS.get(advice.verdict.kind) if named else None
    return words.say(message or say.MOST_OPEN, number)


def _signed_in(case: Case, sender: Sender, words: Words) -> str:
    user = case.target.user
    if user is None:
        return words.say(NOT_SIGNED_IN)
    domain = user.rpartition("@")[2] if "@" in user else ""
    mailbox = words.say(ONE_MAILBOX)
    if sender.names_mailbox:
        mailbox = words.isolate(quote_server(user))
    elif domain:
        mailbox = words.say(MAILBOX_AT, domain=words.isolate(quote_server(domain)))
    signed = say.EACH_SIGNED_IN if evidence(case).opened else say.NONE_SIGNED_IN
    return words.say(signed, mailbox=mailbox)


def _others(case: Case, advice: Advice, words: Words) -> str:
    if all(event.outcome is not Outcome.OTHERS_COUNTED for event in case.events):
        return words.say(say.NOT_COUNTED)
    count = sum(count for _, count in case.others)
    if not count:
        return words.say(say.NO_OTHERS)
    return words.say(say.OTHERS if counted_in(advice) else say.OTHERS_BESIDE, count)
