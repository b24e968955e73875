"""The second part of the report: the request as in the note, what was seen, where to look."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.paper import kept_notes
from tests.paper.cases import (
    STRANGER,
    Story,
    advise,
    firewall,
    mailbox_here,
    no_place_free,
    per_address,
    per_address_unknown,
    server_full,
    verdict,
)
from tests.paper.shown import of_part
from tests.paper.told_cases import recorded, told
from wizard.core.advice import Advice, Kind
from wizard.core.model import Case, Outcome, Step
from wizard.paper.document import Code, Heading, Items, Paragraph, Part
from wizard.paper.report_technician import for_technician
from wizard.words import Words


def under(part: Part, heading: str) -> str:
    """Everything that stands under a heading."""
    found: list[str] = []
    here = False
    for block in part.blocks:
        if isinstance(block, Heading):
            here = block.text == heading
        elif here:
            found += of_part(Part("", (block,)))[1:]
    return "\n".join(found)


def part_of(story: tuple[Case, Advice], words: Words) -> Part:
    return for_technician(told(*story), words)


def test_the_parts_come_in_the_order_of_work(english: Words) -> None:
    part = part_of(per_address(), english)
    assert part.title == "For the hosting provider's technician"
    assert part.blocks[0] == Paragraph("All times in this part are in UTC.", quiet=True)
    assert [block.text for block in part.blocks if isinstance(block, Heading)] == [
        "Request",
        "What we saw",
        "Where to look",
        "What to mind",
        "How to undo",
        "Effect on your server",
    ]


def test_the_exception_for_this_address_comes_first(english: Words) -> None:
    part = part_of(per_address(), english)
    ways = next(block for block in part.blocks if isinstance(block, Items))
    assert ways.numbered
    assert "MAXCPERIP=30" in ways.texts[0]
    assert "MAXPERIP=30" in ways.texts[1]
    first, second = [block for block in part.blocks if isinstance(block, Code)][:2]
    assert "makeimapaccess" in first.lines[0]
    assert any("plesk bin mailserver" in line for line in second.lines)
    asked = under(part, "Request")
    assert "stopped and started" in asked
    assert "Please tell us when it is done." in asked


def test_what_we_saw_is_five_lines_and_the_greeting(english: Words) -> None:
    part = part_of(per_address(), english)
    lines = under(part, "What we saw").split("\n")
    assert len(lines) == 6
    assert lines[0].startswith("Finding: Your office is allowed only 4 mail connections at a time")
    assert "2026-08-24T12:32:07Z to 2026-08-24T12:32:21Z" in lines[1]
    assert lines[3].endswith("with no greeting and no TLS reply. So it ended 4 of 4 times.")
    assert "CEST" not in "".join(lines)


def test_the_log_line_names_the_address_and_how_to_find_it(english: Words) -> None:
    look = under(part_of(per_address(), english), "Where to look")
    assert "Maximum connection limit reached for ::ffff:203.0.113.7" in look
    assert "grep -hE" in look


def test_a_firewall_has_no_log_line_but_a_place_to_look(english: Words) -> None:
    look = under(part_of(firewall(), english), "Where to look")
    assert look == (
        "Look at the log of the mail service, and at that of a firewall before it, at these times."
    )


def test_a_server_that_does_not_name_itself_can_still_be_set_back(english: Words) -> None:
    part = part_of(per_address_unknown(), english)
    assert under(part, "How to undo") == "To undo: set the old value again."
    assert not under(part, "What to mind")


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (per_address, "30 is the most this office can reach, not a steady load."),
        (mailbox_here, "15 is the most one mailbox can reach, not a steady load."),
        (server_full, "Our office needs about 22 of these connections."),
        (no_place_free, "30 is the most this office can reach, not a steady load."),
    ],
)
def test_the_effect_on_the_server(
    story: Callable[[], tuple[Case, Advice]], said: str, english: Words
) -> None:
    assert under(part_of(story(), english), "Effect on your server") == said


def test_one_request_stands_alone(english: Words) -> None:
    part = part_of(server_full(), english)
    request = under(part, "Request")
    assert request.startswith("Our request:\nRaise the limit for the whole server: MAXDAEMONS")


def test_a_large_office_is_asked_for_both_settings(english: Words) -> None:
    request = under(part_of(kept_notes.STORIES["large-office"](), english), "Request")
    assert "MAXDAEMONS, the limit for the whole server, too: to 120 at least" in request
    assert "Set MAXDAEMONS=120 in the same file." in request


def test_the_servers_words_are_quoted(english: Words) -> None:
    seen = under(part_of(mailbox_here(), english), "What we saw")
    assert "The server said: “NO [LIMIT] Maximum number of connections" in seen
    assert "Greeting: “* OK [CAPABILITY" in seen


# -- where there is nothing to ask for -------------------------------------------------------------


def test_enough_connections_are_seen_and_nothing_is_asked(english: Words) -> None:
    case = Story().opens(24).case(STRANGER)
    part = part_of((case, advise(verdict(Kind.NO_LIMIT_FOUND, 24), STRANGER)), english)
    assert part.title == "For technicians"
    assert under(part, "Request") == (
        "This test names no setting to be changed. It says what was seen."
    )
    seen = under(part, "What we saw")
    assert "24 connections were open at the same time" in seen
    assert not [block for block in part.blocks if isinstance(block, Code)]


def test_a_case_that_never_reached_a_server_has_no_address(english: Words) -> None:
    part = for_technician(recorded("nobody-of-that-name"), english)
    seen = under(part, "What we saw")
    assert "mail.nobody.invalid port 993, 2026-01-05T09:00:00Z" in seen
    assert "Look up the server's name: not found." in seen


def test_what_went_wrong_first_is_told(english: Words) -> None:
    part = for_technician(recorded("courier-certificate-name-tls-signed-in"), english)
    assert "First connection: certificate for another name." in under(part, "What we saw")


def test_a_known_provider_was_not_connected(english: Words) -> None:
    case, advice = per_address()
    part = part_of((replace(case, events=()), advise(verdict(Kind.STOPPED))), english)
    assert under(part, "What we saw").endswith("No connection was tried.")
    assert advice.suggestion


def test_one_refusal_without_a_count_of_tries(english: Words) -> None:
    case = Story().opens(2).refuses(steps=(Step.CLIMB,)).case()
    part = part_of((case, advise(verdict(Kind.NO_CLEAR_RESULT))), english)
    assert "So it ended" not in under(part, "What we saw")
    lost = Story().refuses(Outcome.OUR_FAULT, (Step.REACH,)).case()
    part = part_of((lost, advise(verdict(Kind.NO_CLEAR_RESULT))), english)
    assert "First connection: not possible on this computer." in under(part, "What we saw")
