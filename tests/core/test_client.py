"""Whose case it is: told by the mailbox's domain, else by the server, and never by what is none."""

from dataclasses import replace

import pytest

from tests.core.test_archive import CASE
from wizard.core.case_file import CaseFile, case_file
from wizard.core.client import another_client, client_in, client_of
from wizard.core.entries import Entries

HERE = Entries(address="info@miller.example")
AGAIN = Entries(address="info@miller.example", user="info@miller.example", again=True)


def case_of(user: str | None, host: str = "mail.example-host.net") -> CaseFile:
    return case_file(replace(CASE, target=replace(CASE.target, user=user, host=host)))


@pytest.mark.parametrize(
    ("entries", "client"),
    [
        (Entries(), ""),
        (HERE, "miller.example"),
        (replace(HERE, address=" Info@Müller.example "), "xn--mller-kva.example"),
        (replace(HERE, address="info@"), ""),
        (Entries(address="info@", server="mail.example-host.net"), "mail.example-host.net"),
        (replace(HERE, signs_in=False, server="mail.example-host.net"), "mail.example-host.net"),
        (Entries(server="what is this?"), ""),
        (replace(AGAIN, user="info@baker.example"), "baker.example"),
        (replace(AGAIN, user="u4711", server="mail.example-host.net"), "mail.example-host.net"),
    ],
)
def test_a_client_is_known_by_what_was_entered(entries: Entries, client: str) -> None:
    assert client_of(entries) == client


@pytest.mark.parametrize(
    ("file", "client"),
    [
        (case_of("info@miller.example"), "miller.example"),
        (case_of("u4711"), "mail.example-host.net"),
        (case_of(None), "mail.example-host.net"),
        (case_of(None, "no server at all"), ""),
    ],
)
def test_and_by_what_a_case_file_says(file: CaseFile, client: str) -> None:
    assert client_in(file) == client


@pytest.mark.parametrize(
    ("entries", "file", "other"),
    [
        (HERE, None, ""),
        (HERE, case_of("Anna@MILLER.example"), ""),
        (HERE, case_of("info@baker.example"), "miller.example"),
        (AGAIN, case_of("info@miller.example"), ""),
        (replace(AGAIN, user="info@baker.example"), case_of("info@miller.example"),
         "baker.example"),
        # No mailbox with a domain on one side: nothing can be said.
        (HERE, case_of(None), ""),
        (replace(HERE, signs_in=False), case_of("info@baker.example"), ""),
        (Entries(address="info@"), case_of("info@baker.example"), ""),
    ],
)  # fmt: skip
def test_another_domain_than_the_open_case_has_is_seen(
    entries: Entries, file: CaseFile | None, other: str
) -> None:
    assert another_client(entries, file) == other
