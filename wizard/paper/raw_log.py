"""What was measured, one line for each event: for technicians, and for reports about this program.

Owns the choice of fields: codes and numbers, and the server's own words, quoted and escaped. No
mailbox is named but where the server does it. It is the same in every language.
"""

from __future__ import annotations

from wizard.core.model import Case, Event
from wizard.paper.quoting import quote_server
from wizard.paper.shown_certificate import certificate_facts


def raw_log(case: Case) -> str:
    """The whole case as text, with times in seconds since the start of the test."""
    target = case.target
    head = (
        f"{case.program} {case.version}",
        f"started {case.started_at.isoformat()}, finished {case.finished_at.isoformat()}",
        f"server {quote_server(target.host)}:{target.port} {target.security} at {case.address}",
        f"signs in: {target.signs_in}, mail closed elsewhere: {case.plan.mail_closed}",
        f"greeting: {quote_server(case.server.greeting)}",
        *(f"{name}: {text}" for name, text in certificate_facts(case).items()),
        f"ending: {case.ending}",
    )
    return "\n".join((*head, *(_line(event) for event in case.events))) + "\n"


def _line(event: Event) -> str:
    attempt = "-" if event.attempt is None else str(event.attempt)
    parts = [
        f"{event.at:9.3f}  {event.step}  {attempt}  {event.via}  {event.phase}  {event.outcome}",
        f"{event.milliseconds:.0f} ms",
        f"held {event.held}",
    ]
    if event.connect_milliseconds is not None:
        parts.append(f"connect {event.connect_milliseconds:.0f} ms")
    if event.sign_in_milliseconds is not None:
        parts.append(f"sign-in {event.sign_in_milliseconds:.0f} ms")
    if event.sessions:
        parts.append(f"sessions {_numbers(event.sessions)} answered {_numbers(event.answered)}")
    parts += [f"{name}: {quote_server(text)}" for name, text in _words(event) if text]
    return "  ".join(parts)


def _words(event: Event) -> tuple[tuple[str, str], ...]:
    return (("detail", event.detail), ("names", " ".join(event.names)), ("said", event.said))


def _numbers(numbers: tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers) or "none"
