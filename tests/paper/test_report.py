"""The report as a whole: every case makes one, in every language, and it names nobody."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.catalogue import compiled
from tests.paper.cases import Story, advise, per_address, verdict
from tests.paper.kept_notes import ANNA, languages
from tests.paper.shown import of_part, texts
from tests.paper.told_cases import CHECKSUM, RECORDED, STORIES, recorded, told
from tests.pseudo import pseudo_catalogue
from wizard.core.advice import Kind, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Outcome, ServerWords
from wizard.paper.discretion import quoted
from wizard.paper.document import Code, Drawing, Heading, Items, Logo, Table
from wizard.paper.note import Version, note
from wizard.paper.report import report
from wizard.words import Words

# Brackets and accents, and written from right to left.
MIRRORED = Words("ar", compiled(pseudo_catalogue()))
LANGUAGES = {**languages(), "mirrored": MIRRORED}
CANARY = "canary-7f3a"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("name", RECORDED)
def test_every_recorded_case_makes_a_report(name: str, language: str) -> None:
    made = report(recorded(name), LANGUAGES[language])
    assert [len(part.blocks) > 2 for part in made.parts] == [True, True, True]
    unfilled = [text for text in texts(made) if re.search(r"\{[a-z_]+\}", text)]
    assert unfilled == [made.page_of]
    for part in made.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} == {len(block.columns)}
            if isinstance(block, Drawing):
                assert block.title


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(STORIES))
def test_every_story_makes_a_report(story: str, language: str) -> None:
    made = report(told(*STORIES[story]()), LANGUAGES[language])
    assert made.right_to_left is (language == "mirrored")
    headings = [b.text for part in made.parts for b in part.blocks if isinstance(b, Heading)]
    assert all(headings)
    assert len(headings) >= 11


def test_the_same_case_gives_the_same_report(english: Words) -> None:
    assert report(told(*per_address()), english) == report(told(*per_address()), english)


def test_what_stands_on_every_page_and_in_the_properties(german: Words) -> None:
    logo = Logo(b"png", "Miller IT")
    made = report(told(*per_address()), german, logo=logo, contact="Miller IT\n+49 30 1234")
    assert made.language == "de"
    assert made.title == made.parts[0].title == "Warum E-Mail in Ihrem Büro ausfällt"
    assert made.author == "Mail Connection Check"
    assert made.subject == "Prüfung der Mailverbindungen von mail.example-host.net, 24. August 2026"
    assert made.identity == CHECKSUM
    assert made.written == "2026-08-24T12:32:21+00:00"
    assert made.footer == (
        "Mail Connection Check · Miller IT +49 30 1234 · mail.example-host.net · 24. August 2026"
    )
    assert made.page_of == "Seite {page} von {pages}"
    assert made.logo is logo


def test_without_a_contact_the_foot_has_no_gap(english: Words) -> None:
    made = report(told(*per_address()), english)
    assert made.footer == "Mail Connection Check · mail.example-host.net · 24 August 2026"


# -- commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("story", sorted(STORIES))
def test_commands_are_those_of_the_note(story: str, language: str) -> None:
    words = LANGUAGES[language]
    text = note(*STORIES[story](), words, Version.TECHNICAL, ANNA)
    assert text is not None
    in_note = [line[4:] for line in text.split("\n") if line.startswith("    ")]
    made = report(told(*STORIES[story]()), words)
    # The last part holds a checksum, which is no command.
    codes = [block for part in made.parts[:2] for block in part.blocks if isinstance(block, Code)]
    assert sorted(line for code in codes for line in code.lines) == sorted(in_note)


# -- what never is in it ---------------------------------------------------------------------------

NAMING = (
    f"NO Too many open connections (4 of 4 for {CANARY})",
    f"NO [LIMIT] {CANARY.upper()}@Miller.example from 192.168.7.7 has 4, [{CANARY}] fe80::1:7 full",
)


@pytest.mark.parametrize("said", NAMING)
@pytest.mark.parametrize("user", [CANARY, f"{CANARY}@miller.example"])
def test_no_mailbox_no_program_no_internal_address(said: str, user: str, english: Words) -> None:
    case = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said).case(user=user)
    target = replace(case.target, source="192.168.7.7", second_user="second@miller.example")
    case = replace(
        case,
        target=target,
        office_addresses=("192.168.7.7",),
        others=(("thunderbird.exe", 2),),
        events=(*case.events, replace(case.events[0], said="* BYE second", detail="secret-tool:2")),
    )
    found = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    sender = replace(ANNA, office_address="192.168.7.8")
    text = "\n".join(texts(report(told(case, advise(found), sender), english))).lower()
    for secret in (CANARY, "192.168.", "fe80", "thunderbird.exe", "secret-tool", "bye second"):
        assert secret not in text
    assert "connections of other programs on this computer\nnot counted" in text


def test_the_mailbox_is_named_where_the_sender_wants_it(english: Words) -> None:
    case = Story().opens(4).refuses(said=NAMING[0]).case(user=f"{CANARY}@miller.example")
    found = verdict(Kind.PER_MAILBOX, 4)
    secret = "\n".join(texts(report(told(case, advise(found)), english)))
    assert "a mailbox at miller.example" in secret
    assert "gladly tell you which mailbox" in secret
    sender = replace(ANNA, names_mailbox=True)
    named = "\n".join(texts(report(told(case, advise(found), sender), english)))
    assert f"{CANARY}@miller.example" in named
    assert f"4 of 4 for {CANARY}" in named
    assert "gladly tell you which mailbox" not in named


def test_a_usual_word_of_servers_is_no_name(english: Words) -> None:
    """Somebody whose mailbox is called "mail" still gets a report that can be read."""
    said = "NO mail server full, 198.51.100.7:143 since 12:30, version 1.2.3"
    case = Story().opens(4).refuses(said=said).case(user="mail")
    text = "\n".join(texts(report(told(case, advise(verdict(Kind.PER_ADDRESS, 4))), english)))
    assert said in text
    assert "one mailbox" in text


HOSTILE = "<script>alert(1)</script>\x1b[2J\u202eevil\u2066" + "x" * 10_000


def test_a_hostile_greeting_is_quoted(english: Words) -> None:
    case = Story().opens(4).refuses(said=HOSTILE).case(ServerWords(HOSTILE))
    case = replace(
        case,
        version="1<script>\x1b",
        target=replace(case.target, host="a<script>\u202e.example"),
    )
    sender = Sender("Anna\nBcc: x", "Miller\x1b[2J", "1\n2", "not an address")
    made = report(told(case, advise(verdict(Kind.PER_ADDRESS, 4)), sender), english)
    for text in texts(made):
        assert "<script" not in text
        assert not {"\x1b", "\u202e", "\u2066", "\n"} & set(text)
        assert len(text) < 600
    table = next(b for b in made.parts[2].blocks if isinstance(b, Table))
    assert all(len(row[-1]) <= 122 for row in table.rows)


@pytest.mark.parametrize("said", ["::" * 50_000, "1." * 50_000, "a:" * 50_000 + "x"])
def test_endless_words_keep_nobody_waiting(said: str) -> None:
    case, _ = per_address()
    assert len(quoted(said, case, ANNA, 120)) <= 120


def test_names_of_a_certificate_are_quoted_too(english: Words) -> None:
    case = Story().refuses(Outcome.CERTIFICATE_PROBLEM).case()
    events = tuple(replace(e, detail="name", names=("<b>.example", "x" * 900)) for e in case.events)
    found = verdict(Kind.CERTIFICATE_PROBLEM, None, "certificate-name")
    made = report(told(replace(case, events=events), advise(found)), english)
    seen = next(b for b in made.parts[1].blocks if isinstance(b, Items))
    assert "First connection" not in seen.texts[2]
    assert "One more connection: certificate for another name: ‹b›.example xxx" in seen.texts[2]
    assert len(seen.texts[2]) < 250


# -- long cases ------------------------------------------------------------------------------------


def test_a_very_long_case_is_cut_and_says_so(english: Words) -> None:
    story = Story()
    for _ in range(250):
        story.opens().closes(1)
    made = report(told(story.case(), advise(verdict(Kind.NO_LIMIT_FOUND, 1))), english)
    table = next(b for b in made.parts[2].blocks if isinstance(b, Table))
    assert len(table.rows) == 400
    assert "100 more rows are left out here; the case file holds them." in of_part(made.parts[2])


def test_a_test_over_midnight_tells_each_moment_in_both_clocks(english: Words) -> None:
    case, advice = per_address()
    case = replace(case, started_at=case.started_at + timedelta(hours=9, minutes=27, seconds=50))
    made = report(told(case, advice), english)
    table = next(b for b in made.parts[2].blocks if isinstance(b, Table))
    assert table.rows[0][1:3] == ("23:59:57", "21:59:57Z")
    assert table.rows[4][1:3] == ("00:00:01", "22:00:01Z")
