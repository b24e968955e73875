"""What was measured, line by line: complete, harmless, and without a mailbox of ours."""

from dataclasses import replace

from tests.paper.cases import DOVECOT_LIMIT, mailbox_here, per_address
from wizard.core.model import Event, Outcome, Phase, Step
from wizard.paper.raw_log import raw_log


def test_every_event_has_its_line() -> None:
    case, _ = per_address()
    lines = raw_log(case).splitlines()
    assert len(lines) == 6 + len(case.events)
    assert lines[2] == "server mail.example-host.net:993 tls at 198.51.100.25"
    assert sum("closed-at-once" in line for line in lines) == sum(
        event.outcome is Outcome.CLOSED_AT_ONCE for event in case.events
    )


def test_the_servers_words_are_quoted_and_nobody_is_named() -> None:
    case, _ = mailbox_here()
    told = raw_log(replace(case, target=replace(case.target, user="info@miller.example")))
    assert f"said: {DOVECOT_LIMIT}" in told
    assert "info@miller.example" not in told


def test_all_of_an_event_is_told() -> None:
    case, _ = per_address()
    asked = Event(
        1.0,
        Step.CHECK,
        Outcome.HELD_ASKED,
        milliseconds=12.0,
        held=2,
        sessions=(1, 2),
        answered=(2,),
    )
    frozen = replace(asked, answered=())
    opened = Event(
        2.0,
        Step.REACH,
        Outcome.CERTIFICATE_PROBLEM,
        Phase.TLS,
        3,
        connect_milliseconds=20.4,
        sign_in_milliseconds=31.0,
        said="a\u202eb",
        detail="name",
        names=("srv12.example-host.net",),
    )
    told = raw_log(replace(case, events=(asked, frozen, opened))).splitlines()[-3:]
    assert told[0].endswith("12 ms  held 2  sessions 1,2 answered 2")
    assert told[1].endswith("answered none")
    assert "connect 20 ms  sign-in 31 ms  detail: name  names: srv12.example-host.net" in told[2]
    assert told[2].endswith(r"said: a\u{202e}b")
