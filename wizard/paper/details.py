"""What a technician wants to know about a test, in lines; the field's own words are not translated.

Owns the choice of these facts for the window. The server's own words are quoted, cut and escaped.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Advice
from wizard.core.model import Case
from wizard.core.neighbours import other_service
from wizard.core.result import counts, is_attempt
from wizard.paper.quoting import quote_server
from wizard.paper.shown_certificate import certificate_facts
from wizard.paper.today import second_way_is_told
from wizard.words import Words, pgettext

# Words: Before a quotation in the details. {words}: what the mail server said, not translated.
_SAID: Final = pgettext("details", "The server said: “{words}”")


def details(case: Case, advice: Advice, words: Words) -> str:
    """Target, counts, every attempt with its time, and what the server said."""
    target, counted = case.target, counts(case)
    facts = {
        "server": f"{quote_server(target.host)}:{target.port} {target.security}",
        "address": case.address,
        "other addresses": " ".join(case.other_addresses),
        "other way": other_way(case, advice),
        **certificate_facts(case),
        "software": advice.software,
        "signs in": "yes" if target.signs_in else "no",
        "verdict": f"{advice.verdict.kind} ({advice.verdict.confidence})",
        "because": " ".join(reason.code for reason in advice.verdict.because),
        "attempts": attempts(case),
        "most at once": str(counted["peak_open"]),
        "left open": str(counted["left_open"]),
    }
    lines = [words.isolate(f"{key}: {value}") for key, value in facts.items() if value]
    greeting = quote_server(case.server.greeting)
    if greeting:
        lines.append(words.say(_SAID, words=words.isolate(greeting)))
    for event in case.events:
        if is_attempt(event):
            at, took = f"{event.at:.1f} s", f"{event.milliseconds:.0f} ms"
            lines.append(words.isolate(f"{at}  {event.attempt}: {event.outcome} ({took})"))
            if event.said:
                lines.append(words.say(_SAID, words=words.isolate(quote_server(event.said))))
    return "\n".join(lines)


def attempts(case: Case) -> str:
    """How many attempts there were, and how they ended."""
    counted = counts(case)
    return (
        f"{counted['attempts']} ({counted['opened']} opened, {counted['refused']} refused, "
        f"{counted['silent']} silent, {counted['unanswered']} unanswered)"
    )


def other_way(case: Case, advice: Advice) -> str:
    """The server's other service, as it is entered into a mail program; "" if nobody needs it."""
    door = other_service(case.target, case.plan) if second_way_is_told(advice) else None
    return f"{quote_server(case.target.host)}:{door[0]} {door[1]}" if door else ""
