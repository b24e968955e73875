"""From a verdict and the need to what is asked for: the value, the setting, the exit status."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.tables import OFFICE, REMEDIES, SOFTWARE, verdict
from wizard.core.advice import Kind, Refusal, Suggestion
from wizard.core.model import Need
from wizard.core.recommend import (
    remedy,
    suggest,
)


def asked(
    kind: Kind,
    limit: int | None = 4,
    software: str = "courier",
    need: Need = OFFICE,
    refusal: Refusal = Refusal.WORDLESS,
) -> Suggestion:
    found = suggest(verdict(kind, limit, refusal=refusal), need, software, REMEDIES)
    assert found is not None
    return found


# -- the value ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "value"),
    [(1, 10), (5, 10), (10, 15), (16, 25), (20, 25), (22, 30), (25, 35), (40, 50), (100, 125)],
)
def test_need_and_headroom_are_rounded_up_to_five(need: int, value: int) -> None:
    found = asked(Kind.PER_ADDRESS, 0, need=Need(need, 7))
    assert found.value == value


def test_the_example_office_asks_for_30_and_sees_the_old_rule() -> None:
    assert asked(Kind.PER_ADDRESS) == Suggestion("MAXPERIP", 30, 22, 6, old_rule=9)


def test_without_a_count_of_computers_there_is_no_old_rule() -> None:
    assert asked(Kind.PER_ADDRESS, need=Need(22, 7)).old_rule is None


@given(st.integers(1, 2000), st.sampled_from(SOFTWARE), st.sampled_from(list(Kind)))
def test_never_zero_never_unlimited_never_less_than_needed(
    need: int, software: str, kind: Kind
) -> None:
    found = suggest(verdict(kind), Need(need, need), software, REMEDIES)
    if found is not None:
        assert need < found.need + found.headroom <= found.value < 20_000
        assert found.server_wide is None or found.server_wide >= found.value


@given(st.integers(0, 400), st.integers(1, 400))
def test_what_is_there_already_is_never_asked_for(limit: int, need: int) -> None:
    found = suggest(verdict(Kind.PER_ADDRESS, limit), Need(need, 7), "courier", REMEDIES)
    wanted = -(-(need + max(5, -(-need // 4))) // 5) * 5
    assert (found is None) == (limit >= wanted)
    if found is not None:
        assert found.value > limit


def test_near_the_server_wide_default_that_one_is_asked_for_too() -> None:
    assert asked(Kind.PER_ADDRESS, need=Need(25, 7)).server_wide == 80
    assert asked(Kind.PER_ADDRESS, need=Need(25, 7)).server_wide_setting == "MAXDAEMONS"
    assert asked(Kind.PER_ADDRESS, need=Need(24, 7)).server_wide is None


# -- the setting -------------------------------------------------------------------------------


def test_one_mailbox_is_judged_by_the_devices_that_share_it() -> None:
    found = asked(Kind.PER_MAILBOX_AND_ADDRESS, 4, "dovecot", refusal=Refusal.IN_WORDS)
    assert found == Suggestion("mail_max_userip_connections", 15, 7, 5)


def test_dovecots_words_name_its_setting_also_behind_a_greeting_of_its_owner() -> None:
    assert asked(Kind.PER_MAILBOX_AND_ADDRESS, 4, "unknown").setting == (
        "mail_max_userip_connections"
    )
    assert asked(Kind.PER_MAILBOX, 4, "unknown").setting == ""


@pytest.mark.parametrize(
    ("kind", "software", "setting"),
    [
        (Kind.PER_MAILBOX, "cyrus", "maxlogins_per_user"),
        (Kind.PER_ADDRESS, "cyrus", "maxlogins_per_host"),
        (Kind.PER_MAILBOX, "exchange", "MaxConnectionsPerUser"),
        (Kind.PER_MAILBOX, "stalwart", "maxConcurrent"),
        (Kind.PER_ADDRESS, "james", "connectionLimitPerIP"),
        (Kind.PER_ADDRESS, "dovecot", ""),
        (Kind.PER_ADDRESS, "unknown", ""),
        (Kind.NO_PLACE_FREE, "courier", "MAXPERIP"),
        (Kind.NO_PLACE_FREE, "unknown", ""),
    ],
)
def test_every_server_has_its_own_name_for_it(kind: Kind, software: str, setting: str) -> None:
    assert asked(kind, None, software).setting == setting


def test_gmail_is_never_asked_because_it_never_raises_it() -> None:
    found = verdict(Kind.PER_MAILBOX, 3, refusal=Refusal.IN_WORDS)
    assert suggest(found, OFFICE, "gmail", REMEDIES) is None
    assert remedy(found, "gmail", REMEDIES) is None


@pytest.mark.parametrize("software", ["courier", "dovecot", "unknown"])
def test_a_packet_filter_is_the_firewalls_never_maxperip(software: str) -> None:
    found = verdict(Kind.PER_ADDRESS, 4, refusal=Refusal.PACKET_FILTER)
    suggestion = suggest(found, OFFICE, software, REMEDIES)
    assert suggestion is not None
    assert suggestion.setting == "firewall"
    place = remedy(found, software, REMEDIES)
    assert place is not None
    assert place.software == "firewall"
    assert not place.exception


def test_a_full_courier_is_asked_for_the_server_wide_setting() -> None:
    found = asked(Kind.SERVER_FULL, None, refusal=Refusal.SILENT)
    assert found == Suggestion("MAXDAEMONS", 70, 22, 46, 9, "MAXDAEMONS", 70)


def test_a_full_dovecot_is_asked_for_its_process_limit() -> None:
    assert asked(Kind.SERVER_FULL, None, "dovecot") == Suggestion(
        "process_limit", 130, 22, 106, 9, "process_limit", 130
    )


@pytest.mark.parametrize("software", ["unknown", "mdaemon"])
def test_a_full_server_of_unknown_size_is_asked_for_room(software: str) -> None:
    found = asked(Kind.SERVER_FULL, None, software, need=Need(22, 7))
    assert (found.value, found.server_wide, found.old_rule) == (30, None, None)


def test_words_that_name_no_owner_are_no_reason_to_ask_for_somebodys_limit() -> None:
    found = verdict(Kind.NO_PLACE_FREE, None, refusal=Refusal.IN_WORDS)
    assert suggest(found, OFFICE, "courier", REMEDIES) is None
    assert remedy(found, "courier", REMEDIES) is None
    named = verdict(Kind.NO_PLACE_FREE, None, "words-name-the-address", refusal=Refusal.IN_WORDS)
    assert suggest(named, OFFICE, "courier", REMEDIES) is not None


def test_a_mailbox_without_a_free_place_is_judged_as_a_mailbox() -> None:
    found = verdict(Kind.NO_PLACE_FREE, None, "words-name-the-mailbox", refusal=Refusal.IN_WORDS)
    assert suggest(found, OFFICE, "dovecot", REMEDIES) == Suggestion(
        "mail_max_userip_connections", 15, 7, 5
    )


@pytest.mark.parametrize(
    "kind",
    sorted(
        set(Kind)
        - {
            Kind.PER_ADDRESS,
            Kind.PER_MAILBOX,
            Kind.PER_MAILBOX_AND_ADDRESS,
            Kind.SERVER_FULL,
            Kind.NO_PLACE_FREE,
        }
    ),
)
def test_of_other_kinds_nobody_is_asked_for_anything(kind: Kind) -> None:
    assert suggest(verdict(kind, 4), OFFICE, "courier", REMEDIES) is None
    assert remedy(verdict(kind, 4), "courier", REMEDIES) is None


# -- where it is set ---------------------------------------------------------------------------


def test_couriers_remedy_is_whole() -> None:
    found = remedy(verdict(Kind.PER_ADDRESS, 4), "courier", REMEDIES)
    assert found is not None
    assert (found.name, found.setting) == ("Courier-IMAP", "MAXPERIP")
    assert (found.server_wide_setting, found.server_wide_default) == ("MAXDAEMONS", 40)
    assert found.exception == (
        "f=/etc/courier/imapaccess; [ -d $f ] && f=$f/office; "
        r"printf '{address}\tallow,MAXCPERIP={value}\n' >> $f && makeimapaccess"
    )
    assert found.exception_setting == "MAXCPERIP"
    assert "\t" not in found.exception
    assert {place.system for place in found.places} >= {"Debian, Ubuntu", "Plesk", "Gentoo"}
    assert "Plesk" in found.panel
    assert "courier-zero" in found.notes


def test_the_search_for_couriers_log_line_finds_the_real_one() -> None:
    found = remedy(verdict(Kind.PER_ADDRESS, 4), "courier", REMEDIES)
    assert found is not None
    pattern = re.search(r"'(.*)'", found.log_search)
    assert pattern is not None
    line = "imapd-ssl: Maximum connection limit reached for ::ffff:203.0.113.5"
    assert re.search(pattern.group(1), line)
    assert found.log_line in line


def test_a_server_the_table_does_not_know_has_no_remedy() -> None:
    assert remedy(verdict(Kind.PER_ADDRESS, 4), "unknown", REMEDIES) is None
    assert remedy(verdict(Kind.PER_ADDRESS, 4), "dovecot", REMEDIES) is None


@pytest.mark.parametrize("software", REMEDIES["software"])
def test_every_fact_of_the_table_says_where_it_comes_from(software: str) -> None:
    for row in REMEDIES["software"][software]["limits"]:
        assert row["source"]
        assert set(row["kinds"]) <= set(Kind)
        kind = Kind(row["kinds"][0])
        filtered = Refusal.PACKET_FILTER if software == "firewall" else Refusal.WORDLESS
        found = remedy(verdict(kind, 4, refusal=filtered), software, REMEDIES)
        assert (found is not None) == row.get("raisable", True)
