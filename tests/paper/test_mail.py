"""The note as a mail file: the same text and bytes come out again, and no header gets in."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paper import kept_notes
from tests.paper.cases import per_address
from tests.paper.kept_notes import ANNA
from wizard.paper.mail import PDF, Attachment, eml, is_address
from wizard.paper.note import Draft, Version, draft

LANGUAGES = kept_notes.languages()
REPORT = Attachment(
    "mail-check_miller.example_2026-08-24_1432.pdf", PDF, b"%PDF-1.7\r\n\x00\xff" * 99
)


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")  # as lines travel in mail


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_a_note_comes_out_as_it_went_in(story: str, language: str) -> None:
    made = draft(*kept_notes.STORIES[story](), LANGUAGES[language], Version.TECHNICAL, ANNA)
    assert made is not None
    message = opened(eml(made, "support@example-host.net", (REPORT,)))
    assert text_of(message) == made.body
    assert message["Subject"] == made.subject
    assert message["To"] == "support@example-host.net"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == REPORT.name
    assert attached.get_content_type() == PDF
    assert attached.get_content() == REPORT.content


def test_it_opens_for_writing_and_names_no_time_no_computer_no_program() -> None:
    made = draft(*per_address(), LANGUAGES["de"], sender=ANNA)
    assert made is not None
    for attachments in ((), (REPORT,)):
        message = opened(eml(made, attachments=attachments))
        assert message["X-Unsent"] == "1"
        wanted = {"subject", "x-unsent", "mime-version", "content-type"}
        assert {key.lower() for key in message} <= {*wanted, "content-transfer-encoding"}


def test_the_same_note_is_the_same_bytes_and_another_has_another_boundary() -> None:
    made = Draft("Subject", "Body\n")
    assert eml(made, attachments=(REPORT,)) == eml(made, attachments=(REPORT,))
    boundaries = {
        opened(eml(each, attachments=(REPORT,))).get_boundary()
        for each in (made, Draft("Subject", "Other\n"))
    }
    assert len(boundaries) == 2


def test_a_command_survives() -> None:
    made = draft(*per_address(), LANGUAGES["en"], Version.TECHNICAL, ANNA)
    assert made is not None
    assert r"printf '203.0.113.7\tallow,MAXCPERIP=30\n' >> $f" in text_of(opened(eml(made)))


def test_lines_end_as_mail_wants_and_none_is_too_long() -> None:
    made = Draft("Ä" * 400, "ü" * 5_000 + "\n" + "x" * 5_000 + "\n.\nFrom here\n")
    data = eml(made, "a@b.example", (REPORT,))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()
    assert text_of(opened(data)) == made.body


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "support",
        "a@b",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "Anna <a@b.example>",
        "a@b..example",
        "ä@b.example",
        "a@" + "b" * 260 + ".example",
        "a@b.example\n",
    ],
)
def test_what_is_no_plain_address_is_left_out(typed: str) -> None:
    message = opened(eml(Draft("Subject", "Body\n"), typed))
    assert message["To"] == ("a@b.example" if typed.strip() == "a@b.example" else None)
    assert message["Bcc"] is None


def test_a_subject_that_looks_encoded_stays_as_it_is() -> None:
    for subject in ("=?utf-8?q?a?= b", "", "x" * 300, "ü" * 300):
        assert opened(eml(Draft(subject, "B\n")))["Subject"] == subject


def test_the_longest_address_stays_whole() -> None:
    address = f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.example"
    message = opened(eml(Draft("S", "B\n"), address))
    assert message["To"].strip() == address


def test_space_around_an_address_does_no_harm() -> None:
    assert is_address(" support@mail.example-host.net ")
    assert opened(eml(Draft("S", "B\n"), " s.x+y@m.example "))["To"] == "s.x+y@m.example"


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=80))
def test_nothing_that_is_typed_adds_a_header(subject: str, body: str, name: str) -> None:
    attached = Attachment(f"{name}\r\nBcc: c@d.example.pdf", PDF, b"%PDF")
    made = Draft(f"{subject}\r\nBcc: c@d.example", f"{body}\r\n\r\nBcc: c@d.example")
    message = opened(eml(made, "a@b.example", (attached,)))
    assert {key.lower() for key in message} == {
        *("to", "subject", "x-unsent", "mime-version", "content-type"),
    }
    (one,) = message.iter_attachments()
    assert one["Bcc"] is None
    assert one.get_content() == b"%PDF"


def test_half_a_character_is_no_crash() -> None:
    message = opened(eml(Draft("a\ud800b", "c\udfffd\n"), attachments=(REPORT,)))
    assert (message["Subject"], text_of(message)) == ("a?b", "c?d\n")
