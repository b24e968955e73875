"""The same office where there is no value to ask for, and yet something to say to somebody.

Owns one story for each kind of note without a number. Orders and manners of the events are those
of the recorded cases in tests/goldens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.paper.cases import NEED, SILENT, STRANGER, Story, advise, verdict
from wizard.core.advice import Advice, Because, Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.model import (
    PORTS,
    Case,
    Event,
    Need,
    Outcome,
    Phase,
    Plan,
    Security,
    ServerWords,
    Step,
)

USER: Final = "info@miller.example"
CONTROL: Final = ("miller.example", 443)
_FIRST_TRIES: Final = (Step.REACH, Step.NO_PLACE, Step.NO_PLACE, Step.NO_PLACE)


def _because(found: Verdict, **events: tuple[int, ...]) -> Verdict:
    """The verdict with the events that show its reasons; `_` stands for `-` in their codes."""
    shown = {code.replace("_", "-"): indexes for code, indexes in events.items()}
    return replace(
        found, because=tuple(Because(one.code, shown.get(one.code, ())) for one in found.because)
    )


def certificate(fault: str, *names: str, security: Security = Security.TLS) -> tuple[Case, Advice]:
    """The check of the certificate fails at the first connection, and the test ends."""
    problem = Event(
        at=0.1,
        step=Step.REACH,
        outcome=Outcome.CERTIFICATE_PROBLEM,
        phase=Phase.TLS,
        attempt=1,
        milliseconds=41.5,
        connect_milliseconds=20.1,
        detail=fault,
        names=names,
    )
    case = replace(Story().case(SILENT, user=USER), events=(problem,))
    case = replace(case, target=replace(case.target, security=security, port=PORTS[security]))
    code = f"certificate-{fault}"
    found = verdict(Kind.CERTIFICATE_PROBLEM, None, code)
    return case, advise(replace(found, because=(Because(code, (0,)),)), SILENT)


def certificate_name() -> tuple[Case, Advice]:
    """The server shows the certificate of the provider's own name."""
    return certificate("name", "srv12.example-host.net", "*.example-host.net")


def certificate_issuer() -> tuple[Case, Advice]:
    """Self-signed, or a chain that is not whole: from outside they look alike."""
    return certificate("issuer", security=Security.STARTTLS)


def certificate_date() -> tuple[Case, Advice]:
    """Run out, or the clock here is wrong."""
    return certificate("date")


def _adds(story: Story, outcome: Outcome, **fields: object) -> Story:
    event = Event(at=story.at, step=Step.CHECK, outcome=outcome, held=story.held)
    story.events.append(replace(event, **fields))  # type: ignore[arg-type]
    story.at += 1.0
    return story


def locked_out() -> tuple[Case, Advice]:
    """Three are open, then the protection drops everything of this office."""
    story = Story().opens(3).refuses(Outcome.CONNECT_UNANSWERED, (Step.CLIMB,), milliseconds=8020.1)
    _adds(story, Outcome.HELD_ASKED, sessions=(1, 2, 3))
    _adds(story, Outcome.HELD_ASKED, sessions=(1, 2, 3))
    story.held = 0
    story.refuses(Outcome.CONNECT_UNANSWERED, (Step.AFTERWARDS,), milliseconds=8020.1)
    _adds(story, Outcome.CONTROL_ANSWERED, step=Step.AFTERWARDS, milliseconds=11.0)
    found = verdict(
        Kind.LOCKED_OUT,
        None,
        "held-frozen",
        "refused-after-quiet",
        "control-answered",
        "server-may-be-down",
        confidence=Confidence.NOT_SURE,
        refusal=Refusal.PACKET_FILTER,
    )
    found = _because(found, held_frozen=(4, 5), refused_after_quiet=(6,), control_answered=(7,))
    return story.case(STRANGER, user=USER), advise(found, STRANGER)


def no_answer() -> tuple[Case, Advice]:
    """Nobody answers at the server's address."""
    story = Story().refuses(Outcome.CONNECT_UNANSWERED, _FIRST_TRIES[:2], milliseconds=8020.1)
    found = verdict(Kind.CANNOT_REACH, None, "address-unanswered")
    return story.case(SILENT, user=USER), advise(found, SILENT)


def turned_away() -> tuple[Case, Advice]:
    """A proxy whose mail server is gone closes each connection."""
    case = Story().refuses(steps=_FIRST_TRIES).case(SILENT, user=USER)
    found = verdict(Kind.CANNOT_REACH, None, "nothing-ever-opened")
    return case, advise(found, SILENT)


def no_encryption() -> tuple[Case, Advice]:
    """An old server that knows no encryption of today."""
    story = Story()
    story.refuses(Outcome.NO_ENCRYPTION, (Step.REACH,))
    found = verdict(Kind.CANNOT_REACH, None, "no-encryption")
    return story.case(SILENT, user=USER), advise(found, SILENT)


def no_place_in_words() -> tuple[Case, Advice]:
    """The server speaks of a limit, but not of whose."""
    said = "* BYE Too many connections"
    case = Story().refuses(Outcome.REFUSED_IN_WORDS, _FIRST_TRIES, said).case(SILENT, user=USER)
    found = verdict(
        Kind.NO_PLACE_FREE,
        None,
        "nothing-ever-opened",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.IN_WORDS,
        tries=(4, 4),
    )
    return case, advise(found, SILENT)


def mailbox_no_place() -> tuple[Case, Advice]:
    """The check of the sign-in: the mailbox has no place, whatever the password."""
    said = (
        "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded "
        "(mail_max_userip_connections=10)"
    )
    story = Story().refuses(Outcome.LIMIT_IN_WORDS, _FIRST_TRIES, said)
    found = replace(
        verdict(
            Kind.NO_PLACE_FREE,
            None,
            "nothing-ever-opened",
            "words-name-the-mailbox",
            confidence=Confidence.FAIRLY_SURE,
            refusal=Refusal.IN_WORDS,
            tries=(4, 4),
        ),
        limit_named=10,
    )
    one = Need(connections=1, mailbox=1)
    case = story.case(STRANGER, user=USER)
    case = replace(case, plan=replace(case.plan, need=one, most=1))
    return case, advise(found, STRANGER, need=one)


def rate_in_words(server: ServerWords = STRANGER) -> tuple[Case, Advice]:
    """Four in a row, then only waiting helps: a Zimbra proxy says so."""
    said = "NO Login rejected from this IP"
    story = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said).closes(4)
    story.refuses(Outcome.LIMIT_IN_WORDS, (Step.EMPTIED,), said)
    story.at += 60.0
    story.opens(1, Step.AFTERWARDS)
    found = verdict(
        Kind.RATE,
        None,
        "refused-with-none-open",
        "waiting-helped",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.IN_WORDS,
        rate=Rate(4, 60.0),
    )
    found = _because(found, refused_with_none_open=(11,), waiting_helped=(12,))
    return story.case(server, user=USER), advise(found, server)


def rate_zimbra() -> tuple[Case, Advice]:
    """The same where the server says that it is a Zimbra."""
    return rate_in_words(ServerWords("* OK IMAP4 ready", identity=(("NAME", "Zimbra"),)))


def rate_held_back() -> tuple[Case, Advice]:
    """A packet filter lets six through at once and drops the first packet of each later one."""
    story = Story().opens(9)
    late = [
        replace(event, milliseconds=7136.0, connect_milliseconds=7100.0)
        for event in story.events[6:]
    ]
    story.events[6:] = late
    found = verdict(
        Kind.RATE,
        None,
        "first-packets-lost",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.PACKET_FILTER,
        rate=Rate(6, 31.2),
    )
    found = _because(found, first_packets_lost=(6, 7, 8))
    return story.case(STRANGER, user=USER), advise(found, STRANGER)


def evicts_oldest(said: str = "* BYE Connection queue full") -> tuple[Case, Advice]:
    """The fifth gets in, and the first is closed for it."""
    story = Story().opens(4)
    for attempt in (1, 2, 3):
        story.held -= 1
        _adds(story, Outcome.LOST, attempt=attempt, said=said)
        story.opens(1)
    found = verdict(Kind.EVICTS_OLDEST, 4, "held-pushed-out")
    found = _because(found, held_pushed_out=(4, 6, 8))
    return story.case(STRANGER, user=USER), advise(found, STRANGER)


def office_network() -> tuple[Case, Advice]:
    """At six connections nothing else on the internet can be reached either."""
    story = Story().opens(6).refuses(Outcome.CONNECT_UNANSWERED, (Step.CLIMB,), milliseconds=8020.1)
    _adds(story, Outcome.HELD_ASKED, sessions=tuple(range(1, 7)), answered=tuple(range(1, 7)))
    _adds(story, Outcome.CONTROL_UNANSWERED, milliseconds=8008.0)
    _adds(story, Outcome.CONTROL_UNANSWERED, milliseconds=8001.0)
    found = verdict(
        Kind.OFFICE_NETWORK,
        None,
        "control-answered",
        "control-silent",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.PACKET_FILTER,
    )
    found = _because(found, control_silent=(8, 9))
    case = story.case(STRANGER, user=USER)
    return replace(case, plan=Plan(need=NEED, control=CONTROL)), advise(found, STRANGER)


def network_lost() -> tuple[Case, Advice]:
    """The whole line is gone in the middle of the test."""
    case, advice = office_network()
    asked = replace(case.events[7], answered=())
    events = (*case.events[:7], asked, *case.events[8:])
    because = (*advice.verdict.because, Because("held-frozen", (7,)))
    return replace(case, events=events), advise(replace(advice.verdict, because=because), STRANGER)
