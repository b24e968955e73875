"""A search that met nobody: when a sign-in page of the Wi-Fi is worth a look, and when not."""

from dataclasses import replace

import pytest

from wizard.core.discover import Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.model import Outcome, Security
from wizard.core.nobody_answers import nobody_answers

SERVER = Candidate("mail.miller.example", 993, Security.TLS, "info", Source.USUAL_NAME)


def search(site: Answer | None, *servers: Outcome) -> Found:
    own = [Asked(Source.WELL_KNOWN, "miller.example", site)] if site else []
    # Most domains have no such name, and name servers answer also behind a sign-in page.
    others = (
        Asked(Source.AUTOCONFIG, "autoconfig.miller.example", Answer.NOTHING),
        Asked(Source.MX_LIST, "miller.example", Answer.NOTHING),
    )
    return Found(None, tuple(Tried(SERVER, one) for one in servers), asked=(*own, *others))


@pytest.mark.parametrize(
    ("site", "servers"),
    [
        # It holds everything back.
        (Answer.NO_ANSWER, [Outcome.CONNECT_UNANSWERED, Outcome.CONNECT_UNANSWERED]),
        # It answers https in everybody's place, and mail not at all.
        (Answer.CERTIFICATE, [Outcome.CONNECT_REFUSED, Outcome.NOT_FOUND]),
        # It answers everything.
        (Answer.CERTIFICATE, [Outcome.CERTIFICATE_PROBLEM]),
        # Its name service leads everybody to itself.
        (Answer.NOT_ALLOWED, [Outcome.NOT_A_MAIL_SERVER]),
    ],
)
def test_where_web_site_and_mail_fail_together(site: Answer, servers: list[Outcome]) -> None:
    assert nobody_answers(search(site, *servers))


@pytest.mark.parametrize(
    ("site", "servers"),
    [
        # The web site is there: without a file, with one, with one that cannot be used.
        (Answer.NOTHING, [Outcome.CONNECT_UNANSWERED]),
        (Answer.FOUND, [Outcome.CONNECT_UNANSWERED]),
        (Answer.NOT_UNDERSTOOD, [Outcome.CONNECT_UNANSWERED]),
        (None, [Outcome.CONNECT_UNANSWERED]),
        (Answer.OUR_FAULT, [Outcome.OUR_FAULT]),
        # A mail server is there.
        (Answer.NO_ANSWER, [Outcome.CONNECT_UNANSWERED, Outcome.OPEN]),
        (Answer.CERTIFICATE, [Outcome.REFUSED_IN_WORDS]),
        # No name leads to a mail server: that says nothing of the way.
        (Answer.NO_ANSWER, [Outcome.NOT_FOUND]),
        (Answer.NO_ANSWER, []),
    ],
)
def test_where_one_of_them_answers_nothing_is_said(
    site: Answer | None, servers: list[Outcome]
) -> None:
    assert not nobody_answers(search(site, *servers))


def test_a_stopped_search_asked_nobody() -> None:
    assert not nobody_answers(replace(Found(), stopped=True))
