"""The third part of the report: every step of the test, the chart, set-up, method, limits.

Owns the order of its blocks and what of the set-up may be told. Nothing here names a computer, a
program that runs on it, or a network; the mailbox only where the sender wants it.
"""

from __future__ import annotations

from typing import Final

from wizard.core import manners
from wizard.core.case_file import Sender
from wizard.core.model import Case, Outcome, Via
from wizard.core.progress import Place, answered
from wizard.core.recommend import MAILBOX_KINDS
from wizard.core.result import is_attempt
from wizard.paper import report_evidence_words as say
from wizard.paper import technical_words as technical
from wizard.paper.chart import chart
from wizard.paper.discretion import quoted
from wizard.paper.document import Block, Drawing, Facts, Heading, Items, Paragraph, Part
from wizard.paper.evidence import evidence
from wizard.paper.facts import LONGEST_HOST
from wizard.paper.need_words import need_sentence
from wizard.paper.note_measured import SERVICES
from wizard.paper.quoting import LONGEST, quote_server
from wizard.paper.reasons import reason
from wizard.paper.report_table import all_tests, every_step
from wizard.paper.told import Told
from wizard.words import Message, Words, utc

_SHORT: Final = 40


def evidence_part(told: Told, words: Words) -> Part:
    """Everything that was measured, and how."""
    case, sender = told.case, told.file.sender
    blocks: list[Block] = []
    if len(told.file.runs) > 1:
        blocks += [Heading(words.say(say.ALL_TESTS)), all_tests(told, words)]
    if case.events:
        blocks += _drawn(case, words)
        blocks += [Heading(words.say(say.EVENTS)), *every_step(case, sender, words)]
    blocks += [
        Heading(words.say(say.SET_UP)),
        _set_up(told, words),
        *(_method(told, words) if case.events else []),
        Heading(words.say(say.PROOF)),
        Facts(((words.say(say.CHECKSUM), words.isolate(quote_server(told.checksum))),)),
        Paragraph(words.say(say.TWIN), quiet=True),
    ]
    return Part(words.say(say.TITLE), tuple(blocks))


def _method(told: Told, words: Words) -> list[Block]:
    """How was tested, and what that cannot say."""
    return [
        Heading(words.say(say.METHOD)),
        Items(tuple(words.say(step) for step in say.METHOD_STEPS), numbered=True),
        Heading(words.say(say.LIMITS)),
        Items(tuple(_limits(told, words))),
    ]


def _drawn(case: Case, words: Words) -> list[Block]:
    """The chart, where there was anything to be drawn."""
    answers = [answered(event) for event in case.events]
    if not set(answers) - {Place.NOT_TRIED}:
        return []
    title = words.say(
        say.CHART,
        max(event.held for event in case.events),
        refused=answers.count(Place.REFUSED),
        silent=answers.count(Place.SILENT),
    )
    picture = chart(case.events, case.plan.need.connections, words.number)
    return [
        Heading(words.say(say.OVER_TIME)),
        Drawing(picture, title, words.say(say.CHART_LEGEND)),
    ]


def _set_up(told: Told, words: Words) -> Facts:
    case, sender, need = told.case, told.file.sender, told.advice.need
    target, plan = case.target, case.plan
    service = words.isolate(SERVICES[target.security])
    greeting = quoted(case.server.greeting, case, sender, LONGEST)
    pace = manners.PACE if plan.pace is None else plan.pace
    program = need.program if need.computers else ""
    pairs: tuple[tuple[Message, str], ...] = (
        (say.PROGRAM, f"{quote_server(case.program, _SHORT)} {quote_server(case.version, _SHORT)}"),
        (say.SERVER, words.isolate(quote_server(target.host, LONGEST_HOST))),
        (say.ADDRESS, _address(case, words)),
        (say.SERVICE, words.say(say.SERVICE_AT, service=service, port=str(target.port))),
        (say.GREETING, words.isolate(greeting) if greeting else ""),
        (say.START, words.isolate(utc(case.started_at))),
        (say.END, words.isolate(utc(case.finished_at))),
        (say.SIGN_IN, _signed_in(case, sender, words)),
        (say.MAIL_CLOSED, words.say(say.YES if plan.mail_closed else say.NO_ANSWER)),
        (say.WHEREABOUTS, _whereabouts(case, words)),
        (say.OTHER_PROGRAMS, words.number(sum(count for _, count in case.others))),
        (say.NEED, need_sentence(told.advice, words)),
        (say.COUNTED_FOR, words.isolate(quote_server(program, _SHORT)) if program else ""),
        (say.PACE, words.say(say.SECONDS, seconds=words.number(pace, 1))),
    )
    return Facts(tuple((words.say(name), value) for name, value in pairs if value))


def _whereabouts(case: Case, words: Words) -> str:
    """What is to be minded about the connection that was tested from."""
    return " ".join(reason(f"where-{remark}", words) for remark in case.plan.whereabouts)


def _address(case: Case, words: Words) -> str:
    if not case.address:
        return ""
    family = "IPv6" if ":" in case.address else "IPv4"
    address = words.isolate(quote_server(case.address, _SHORT))
    return words.say(say.ADDRESS_OF, address=address, family=family)


def _signed_in(case: Case, sender: Sender, words: Words) -> str:
    user = case.target.user
    if user is None:
        return words.say(say.NOT_SIGNED_IN)
    if sender.names_mailbox:
        return words.isolate(quote_server(user))
    domain = user.rpartition("@")[2] if "@" in user else ""
    if not domain:
        return words.say(say.ONE_MAILBOX)
    return words.say(say.MAILBOX_AT, domain=words.isolate(quote_server(domain)))


def _limits(told: Told, words: Words) -> list[str]:
    """What this test cannot say."""
    case = told.case
    lines = [words.say(say.ONE_COMPUTER)]
    most = max(_tried_at_once(case), default=0)
    if most:
        lines.append(words.say(say.NOT_BEYOND, most))
    if not case.plan.mail_closed:
        lines.append(words.say(say.OTHERS_MAY))
    if not case.target.signs_in:
        lines.append(words.say(say.MAILBOX_NOT_SEEN))
    opened = evidence(case).opened
    if told.advice.verdict.kind in MAILBOX_KINDS and opened:
        lines.append(words.say(technical.OFFICE_NOT_TESTED, opened))
    return lines


def _tried_at_once(case: Case) -> list[int]:
    """How many connections there would have been, for each attempt at the tested door."""
    attempts = (event for event in case.events if is_attempt(event) and event.via is Via.MAIN)
    return [event.held + (event.outcome is not Outcome.OPEN) for event in attempts]
