"""Every paper of every verdict: made, looked at once, and searched for what must be in none."""

import getpass
import json
import re
import socket
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from tests.paper import poppler, sheets
from tests.paper.shelf import ANNA, shelf
from tests.servers import CANARY, USERS
from wizard import casework, service
from wizard.casework import Choices, Paper
from wizard.core.advice import Kind
from wizard.paper import bundle
from wizard.words import Words

NAMES = sorted(shelf())
KINDS_ON_PAPER = frozenset(Kind)


def text_of(paper: Paper, made: bytes) -> str:
    """What a reader, a search or a curious person finds in a paper."""
    if paper is Paper.PDF:
        about = poppler.ask("pdfinfo", made) + poppler.ask("pdfinfo", made, "-meta")
        return poppler.text(made) + about
    if paper is Paper.MAIL:
        body = message_from_bytes(made, policy=default).get_body(("plain",))
        assert body is not None
        return str(body.get_content()) + made.split(b"application/pdf")[0].decode("utf-8")
    return made.decode("utf-8")


def test_there_is_a_case_for_every_verdict() -> None:
    kinds = {service.read(file.latest).verdict.kind for file in shelf().values()}
    assert kinds == KINDS_ON_PAPER


@pytest.mark.parametrize("language", ["en", "de", "rtl"])
@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_as_they_were_approved(name: str, language: str) -> None:
    painted = sheets.painted(shelf()[name], sheets.languages()[language])
    assert sheets.difference(painted, sheets.approved(f"{name}-{language}")) == ""


@pytest.mark.parametrize("paper", [Paper.TEXT, Paper.MAIL, Paper.PDF, Paper.HTML])
@pytest.mark.parametrize("name", NAMES)
def test_no_paper_tells_what_is_nobodys_business(name: str, paper: Paper) -> None:
    file = shelf()[name]
    made = casework.make(paper, file, Words(), Choices())
    told = text_of(paper, made) + casework.file_name(file, paper)
    assert CANARY not in told
    assert socket.gethostname() not in told
    assert not re.search(rf"\b{re.escape(getpass.getuser())}\b", told)
    assert not re.search(r"\b(192\.168|10\.\d+|172\.(1[6-9]|2\d|3[01]))\.\d+\.\d+", told)
    user = file.latest.target.user
    if user is not None:
        assert not re.search(rf"\b{re.escape(user)}\b", told)


def test_the_mailbox_is_named_where_somebody_asked_for_it() -> None:
    file = shelf()["dovecot-3-tls"]
    assert file.latest.target.user in USERS
    named = replace(file, sender=replace(ANNA, names_mailbox=True))
    for paper in (Paper.TEXT, Paper.HTML):
        assert str(file.latest.target.user) in text_of(
            paper, casework.make(paper, named, Words(), Choices())
        )


@pytest.mark.parametrize("paper", [Paper.TEXT, Paper.MAIL, Paper.PDF, Paper.HTML])
def test_hostile_words_are_harmless_everywhere(paper: Paper) -> None:
    told = text_of(paper, casework.make(paper, shelf()["hostile"], Words(), Choices()))
    assert "<script" not in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "A" * 300 not in told
    assert "‹script›" in told


def test_the_checksum_on_paper_is_that_of_the_case() -> None:
    file = shelf()["courier-4-tls-signed-in"]
    page = casework.make(Paper.HTML, file, Words(), Choices()).decode("utf-8")
    data = bundle.case_json(file)
    assert json.loads(data)["runs"]
    assert bundle.checksum(file) in page
