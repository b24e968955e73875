"""The third part of the report: every step of the test, the chart, set-up, method, limits.

Owns the order of its blocks and what of the set-up may be told. Nothing here names a computer, a
program that runs on it, or a network; the mailbox only where the sender wants it.
"""

from __future__ import annotations

from typing import Final

from wizard.core import manners
from wizard.core.certificate import PINNED
from wizard.core.model import Case, Outcome, Via
from wizard.core.neighbours import other_service
from wizard.core.progress import Place, answered
from wizard.core.recommend import MAILBOX_KINDS
from wizard.core.result import is_attempt
from wizard.paper import report_counted_words as counted
from wizard.paper import report_evidence_words as say
from wizard.paper import technical_words as technical
from wizard.paper.chart import chart
from wizard.paper.document import Block, Code, Drawing, Facts, Heading, Items, Paragraph, Part
from wizard.paper.evidence import evidence
from wizard.paper.facts import LONGEST_HOST
from wizard.paper.need_words import about_mailbox
from wizard.paper.note_measured import SERVICES
from wizard.paper.quoting import quote_server
from wizard.paper.reasons import reason
from wizard.paper.report_counted import how_it_was_counted
from wizard.paper.report_table import all_tests, every_step
from wizard.paper.shown_certificate import certificate_facts
from wizard.paper.today import second_way_is_told
from wizard.paper.told import Told
from wizard.words import Message, Words, utc

_SHORT: Final = 40
# So many answers make a chart.
_POINTS: Final = 2


def evidence_part(told: Told, words: Words) -> Part:
    """Everything that was measured, and how."""
    case, sender = told.case, told.file.sender
    blocks: list[Block] = []
    if len(told.file.runs) > 1:
        blocks += [Heading(words.say(say.ALL_TESTS)), all_tests(told, words)]
    if case.events:
        blocks += _drawn(told, words)
        blocks += [Heading(words.say(say.EVENTS)), *every_step(case, sender, words)]
    blocks += [
        Heading(words.say(say.SET_UP)),
        _set_up(told, words),
        Heading(words.say(counted.COUNTED)),
        how_it_was_counted(told, words),
        *(_method(told, words) if case.events else []),
        Heading(words.say(say.PROOF)),
        Paragraph(words.say(say.CHECKSUM)),
        Code((quote_server(told.checksum),)),
        Paragraph(words.say(say.TWIN), quiet=True),
    ]
    return Part(words.say(say.TITLE), tuple(blocks))


def _method(told: Told, words: Words) -> list[Block]:
    """How was tested, where it came to that, and what the test cannot say."""
    tried = list(_tried_at_once(told.case))
    steps = Paragraph(" ".join(words.say(step) for step in say.METHOD_STEPS))
    method: list[Block] = [Heading(words.say(say.METHOD)), steps]
    return [
        *(method if len(tried) > 1 else []),
        Heading(words.say(say.LIMITS)),
        Items(tuple(_limits(told, words))),
    ]


def _drawn(told: Told, words: Words) -> list[Block]:
    """The chart, where there was anything to be drawn: one point alone is no line."""
    case, need = told.case, told.advice.need
    answers = [answered(event) for event in case.events]
    if len([place for place in answers if place is not Place.NOT_TRIED]) < _POINTS:
        return []
    title = words.say(
        say.CHART,
        max(event.held for event in case.events),
        refused=answers.count(Place.REFUSED),
        silent=answers.count(Place.SILENT),
    )
    shared = about_mailbox(told.advice)
    needed = need.mailbox if shared else need.connections
    legend = say.CHART_LEGEND_MAILBOX if shared else say.CHART_LEGEND
    return [
        Heading(words.say(say.OVER_TIME)),
        Drawing(chart(case.events, needed, words.number), title, words.say(legend)),
    ]


def _set_up(told: Told, words: Words) -> Facts:
    case = told.case
    target, plan = case.target, case.plan
    service = words.isolate(SERVICES[target.security])
    start, end = (words.isolate(utc(moment)) for moment in (case.started_at, case.finished_at))
    pace = manners.PACE if plan.pace is None else plan.pace
    certificate = "; SHA-256 ".join(certificate_facts(case).values())
    by_hand = any(event.detail == PINNED for event in case.events)
    pairs: tuple[tuple[Message, str], ...] = (
        (say.PROGRAM, f"{quote_server(case.program, _SHORT)} {quote_server(case.version, _SHORT)}"),
        (say.SERVER, words.isolate(quote_server(target.host, LONGEST_HOST))),
        (say.ADDRESS, _address(case, words)),
        (say.SERVICE, words.say(say.SERVICE_AT, service=service, port=str(target.port))),
        (say.CERTIFICATE, words.isolate(certificate) if certificate else ""),
        (say.BY_HAND, words.say(say.CERTIFICATE_TRUSTED) if by_hand else ""),
        (say.OTHER_WAY, _other_way(told, words)),
        (say.WHEREABOUTS, _whereabouts(case, words)),
        (say.TIME, words.say(say.FROM_TO, start=start, end=end)),
        (say.AGREEMENT, _agreement(told, words)),
        (say.PACE, words.say(say.SECONDS, seconds=words.number(pace, 2))),
    )
    return Facts(tuple((words.say(name), value) for name, value in pairs if value))


def _other_way(told: Told, words: Words) -> str:
    """Where half of the computers could go, where the first part says so."""
    target, plan = told.case.target, told.case.plan
    door = other_service(target, plan) if second_way_is_told(told.advice) else None
    if door is None:
        return ""
    return words.say(say.SERVICE_AT, service=words.isolate(SERVICES[door[1]]), port=str(door[0]))


def _whereabouts(case: Case, words: Words) -> str:
    """What is to be minded about the connection that was tested from."""
    return " ".join(reason(f"where-{remark}", words) for remark in case.plan.whereabouts)


def _agreement(told: Told, words: Words) -> str:
    """That the client agreed, where a technician noted it; else nothing is claimed."""
    agreement = told.file.agreement
    if agreement is None:
        return ""
    noted = agreement.noted_at.astimezone(told.case.zone.tzinfo)
    date, time, zone = words.date(noted), words.time(noted), words.zone(noted)
    return words.say(say.AGREED, date=date, time=time, zone=zone)


def _address(case: Case, words: Words) -> str:
    if case.address in {"", case.target.host}:
        return ""
    family = "IPv6" if ":" in case.address else "IPv4"
    address = words.isolate(quote_server(case.address, _SHORT))
    return words.say(say.ADDRESS_OF, address=address, family=family)


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
