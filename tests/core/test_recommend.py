"""From a verdict and the need to what is asked for: the value, the setting, the exit status."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.advice import Advice, Because, Confidence, Kind, Refusal, Suggestion, Verdict
from wizard.core.model import Need, ServerWords
from wizard.core.recommend import (
    advise,
    count_need,
    enough,
    exit_status,
    given_need,
    programs,
    remedy,
    suggest,
)

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NEEDS: dict[str, Any] = json.loads((RESOURCES / "need.json").read_text("utf-8"))
REMEDIES: dict[str, Any] = json.loads((RESOURCES / "remedies.json").read_text("utf-8"))
SOFTWARE = [*REMEDIES["software"], "unknown", "kerio", "uw-imap", "citadel"]

OFFICE = count_need(NEEDS, computers=4, program="thunderbird", phones=1)


def verdict(
    kind: Kind,
    limit: int | None = None,
    *codes: str,
    refusal: Refusal = Refusal.WORDLESS,
    at_least: bool = False,
) -> Verdict:
    because = tuple(Because(code) for code in codes)
    return Verdict(
        kind, Confidence.VERY_SURE, limit, at_least=at_least, because=because, refusal=refusal
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


# -- the need ----------------------------------------------------------------------------------


def test_an_office_that_answers_nothing_is_planned_with_five_computers() -> None:
    assert count_need(NEEDS) == Need(25, 7, 5, "not-sure")


def test_the_example_office_needs_22() -> None:
    assert Need(22, 7, 4, "thunderbird", 1) == OFFICE


def test_every_device_counts_and_webmail_does_not() -> None:
    need = count_need(NEEDS, computers=2, program="apple-mail", phones=3, other=4)
    assert need == Need(2 * 4 + 3 * 2 + 4, 4 + 2, 2, "apple-mail", 3, 4)
    assert NEEDS["webmail"]["value"] == 0


def test_the_users_own_number_for_a_shared_mailbox_wins() -> None:
    assert count_need(NEEDS, mailbox=12).mailbox == 12


def test_an_office_that_knows_its_number_is_believed() -> None:
    assert given_need(NEEDS, 60) == Need(60, 7)
    assert given_need(NEEDS, 60, mailbox=9) == Need(60, 9)


def test_no_devices_need_nothing() -> None:
    assert count_need(NEEDS, computers=0).connections == 0


def test_an_unknown_program_and_a_count_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="pine"):
        count_need(NEEDS, program="pine")
    with pytest.raises(ValueError, match="below 0"):
        count_need(NEEDS, phones=-1)


def test_the_table_names_every_program_of_the_command_line() -> None:
    assert [program for program, _ in programs(NEEDS)] == [
        *("not-sure", "thunderbird", "outlook", "apple-mail", "mailbird", "evolution"),
        *("kmail", "em-client", "the-bat", "other"),
    ]


def test_every_number_of_the_table_says_where_it_comes_from() -> None:
    for row in (*NEEDS["programs"], NEEDS["phone"], NEEDS["other"], NEEDS["webmail"]):
        assert row["low"] <= row["value"] <= row["high"]
        assert row["evidence"] in {"source", "documented", "report", "assumption"}
        assert row["source"]


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
        r"printf '{address}\tallow,MAXCPERIP={value}\n' >> /etc/courier/imapaccess"
        " && makeimapaccess"
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


# -- enough, and the exit status -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "limit", "is_enough"),
    [
        (Kind.PER_ADDRESS, 22, True),
        (Kind.PER_ADDRESS, 21, False),
        (Kind.NO_LIMIT_FOUND, 24, True),
        (Kind.NO_LIMIT_FOUND, 21, False),
        (Kind.PER_MAILBOX, 7, True),
        (Kind.PER_MAILBOX, 6, False),
        (Kind.PER_MAILBOX_AND_ADDRESS, 7, True),
        (Kind.PER_MAILBOX_AND_ADDRESS, 6, False),
        (Kind.PER_ADDRESS, None, False),
        (Kind.SERVER_FULL, None, False),
        (Kind.EVICTS_OLDEST, 100, False),
        (Kind.NO_CLEAR_RESULT, 100, False),
    ],
)
def test_an_office_limit_is_measured_by_the_office_and_a_mailbox_limit_by_the_mailbox(
    kind: Kind, limit: int | None, is_enough: bool
) -> None:
    assert enough(verdict(kind, limit), OFFICE) is is_enough


def advice(kind: Kind, limit: int | None, *codes: str) -> Advice:
    return advise(ServerWords(), verdict(kind, limit, *codes), OFFICE, REMEDIES)


@pytest.mark.parametrize(
    ("kind", "limit", "status"),
    [
        (Kind.PER_ADDRESS, 22, 0),
        (Kind.PER_ADDRESS, 4, 10),
        (Kind.PER_MAILBOX, 7, 0),
        (Kind.PER_MAILBOX, 4, 11),
        (Kind.PER_MAILBOX_AND_ADDRESS, 4, 11),
        (Kind.NO_LIMIT_FOUND, 24, 0),
        (Kind.NO_LIMIT_FOUND, 20, 12),
        (Kind.NO_CLEAR_RESULT, 4, 12),
        (Kind.STOPPED, 4, 12),
        (Kind.LOCKED_OUT, None, 13),
        (Kind.RATE, None, 13),
        (Kind.EVICTS_OLDEST, 10, 13),
        (Kind.SERVER_FULL, None, 14),
        (Kind.OFFICE_NETWORK, None, 15),
        (Kind.NOT_FOUND, None, 20),
        (Kind.CANNOT_REACH, None, 20),
        (Kind.NO_PLACE_FREE, None, 20),
        (Kind.SIGN_IN_REFUSED, None, 21),
        (Kind.NEEDS_BROWSER_SIGN_IN, None, 21),
        (Kind.CERTIFICATE_PROBLEM, None, 22),
    ],
)
def test_every_kind_has_its_exit_status(kind: Kind, limit: int | None, status: int) -> None:
    assert exit_status(advice(kind, limit)) == status


def test_our_own_fault_is_status_1() -> None:
    assert exit_status(advice(Kind.NO_CLEAR_RESULT, 4, "our-fault")) == 1


def test_an_advice_holds_all_of_it() -> None:
    greeting = "* OK Courier-IMAP ready. Copyright 1998-2019"
    found = advise(ServerWords(greeting), verdict(Kind.PER_ADDRESS, 4), OFFICE, REMEDIES)
    assert found.software == "courier"
    assert not found.enough
    assert found.suggestion == Suggestion("MAXPERIP", 30, 22, 6, 9)
    assert found.remedy is not None
    assert found.remedy.software == "courier"
