"""Where the mail of an address may be: the list first, then the usual names, never a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard import assets
from wizard.core.discover import Candidate, Found, SignIn, Source, Tried, candidates
from wizard.core.entries import check_server
from wizard.core.model import Outcome, Security

TABLE: Any = assets.read_json("mail-providers.json")
NO_TABLE: dict[str, list[object]] = {"providers": []}


def places(address: str, table: Any = TABLE) -> list[tuple[str, int, str]]:  # noqa: ANN401
    return [(one.host, one.port, str(one.security)) for one in candidates(address, table)]


def test_a_domain_of_our_list_is_tried_there_first() -> None:
    found = candidates("anna@sofort-start.de", TABLE)
    assert found[0] == Candidate(
        host="imap.1und1.de",
        port=993,
        security=Security.TLS,
        user="anna@sofort-start.de",
        source=Source.LIST,
        sign_in=(SignIn.PASSWORD,),
        provider="1&1",
    )
    assert [one.source for one in found] == [Source.LIST] * 2 + [Source.USUAL_NAME] * 6


def test_an_unknown_domain_has_the_usual_names_encrypted_from_the_start_first() -> None:
    assert places("anna@miller.example") == [
        ("imap.miller.example", 993, "tls"),
        ("mail.miller.example", 993, "tls"),
        ("miller.example", 993, "tls"),
        ("imap.miller.example", 143, "starttls"),
        ("mail.miller.example", 143, "starttls"),
        ("miller.example", 143, "starttls"),
    ]
    assert {one.user for one in candidates("anna@miller.example", TABLE)} == {"anna@miller.example"}


def test_some_providers_sign_in_with_the_first_part_only() -> None:
    row = next(row for row in TABLE["providers"] if row["servers"][0]["user"] == "emaillocalpart")
    assert candidates(f"anna@{row['domains'][0]}", TABLE)[0].user == "anna"


def test_a_domain_is_compared_whole_and_in_small_letters() -> None:
    assert candidates("a@SOFORT-START.de", TABLE)[0].source is Source.LIST
    for stranger in ("sofort-start.de.example", "notsofort-start.de", "x.sofort-start.de"):
        assert candidates(f"a@{stranger}", TABLE)[0].source is Source.USUAL_NAME


def test_a_domain_with_other_letters_is_looked_up_as_name_servers_know_it() -> None:
    assert places("anna@münchen.example")[0] == ("imap.xn--mnchen-3ya.example", 993, "tls")
    assert places("anna@straße.example")[0] == ("imap.xn--strae-oqa.example", 993, "tls")


@pytest.mark.parametrize("address", ["", "anna", "@miller.example", "anna@", "anna@miller"])
def test_what_is_no_address_has_no_server(address: str) -> None:
    assert candidates(address, TABLE) == ()


def test_a_name_that_would_be_too_long_is_not_tried() -> None:
    domain = ".".join(["a" * 60] * 4) + ".example"
    assert [host for host, _, _ in places(f"a@{domain}", NO_TABLE)] == [domain] * 2


def test_the_same_door_is_never_a_candidate_twice() -> None:
    for row in TABLE["providers"]:
        found = places(f"a@{row['domains'][0]}")
        doors = [(host, port) for host, port, _ in found]
        assert len(doors) == len(set(doors))
        assert len(found) <= 10


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=40))
def test_whatever_is_typed_only_its_own_domain_is_tried(local: str, domain: str) -> None:
    for one in candidates(f"{local}@{domain}", NO_TABLE):
        assert one.host.isascii()
        assert one.source is Source.USUAL_NAME


# -- the table -------------------------------------------------------------------------------------


def test_the_list_names_its_source_and_offers_no_plain_connection() -> None:
    assert TABLE["format"] == "mail-connection-check/mail-providers"
    assert "Thunderbird ISPDB" in TABLE["source"]
    assert "MPL-2.0" in TABLE["source"]
    domains = [domain for row in TABLE["providers"] for domain in row["domains"]]
    assert len(domains) == len(set(domains)) > 800
    for row in TABLE["providers"]:
        assert row["name"]
        assert row["servers"]
        for server in row["servers"]:
            assert Security(server["security"]) is not Security.NONE
            assert 1 <= server["port"] <= 65535
            assert server["user"] in {"emailaddress", "emaillocalpart"}
            host = server["host"].replace("%EMAILDOMAIN%", "miller.example")
            assert check_server(host).value == host
            assert check_server(host).fault is None
        for domain in row["domains"]:
            assert domain == domain.lower().strip(".")


# -- what was found --------------------------------------------------------------------------------

BEST, OTHER = candidates("a@miller.example", NO_TABLE)[:2]


def test_found_says_whether_its_server_takes_a_password() -> None:
    tried = (Tried(BEST, Outcome.NOT_FOUND), Tried(OTHER, Outcome.OPEN, takes_password=False))
    assert Found(OTHER, tried).takes_password is False
    assert Found(None, tried).takes_password is None


def test_a_bad_certificate_counts_only_where_no_server_had_a_good_one() -> None:
    bad = Tried(OTHER, Outcome.CERTIFICATE_PROBLEM, "name")
    assert Found(None, (Tried(BEST, Outcome.SILENT), bad)).bad_certificate is bad
    assert Found(BEST, (bad,)).bad_certificate is None
    assert Found(None, ()).bad_certificate is None
