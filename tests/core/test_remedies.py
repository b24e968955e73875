"""The table of remedies: every row well-formed, honest about its sources, and within reach."""

import re
from typing import Any

import jsonschema
import pytest

from tests.core.tables import OFFICE, REMEDIES, SOFTWARE, verdict
from wizard import assets
from wizard.core.advice import Kind, Place, Refusal, Remedy
from wizard.core.fingerprint import variant
from wizard.core.model import ServerWords
from wizard.core.recommend import RAISABLE_KINDS, advise, suggest
from wizard.core.remedies import in_front, remedy
from wizard.paper.own_words import STEPS
from wizard.paper.technical_notes import NOTES
from wizard.paper.technical_words import UNDO

SCHEMA: Any = assets.read_json("remedies.schema.json")
ROWS = [
    (software, number, row)
    for software, entry in REMEDIES["software"].items()
    for number, row in enumerate(entry["limits"])
]
every_row = pytest.mark.parametrize(
    ("software", "row"), [(s, r) for s, _, r in ROWS], ids=[f"{s}-{n}" for s, n, _ in ROWS]
)


def manner(software: str, row: dict[str, Any]) -> Refusal:
    """A manner of refusal that leads to this row."""
    if software == "firewall":
        return Refusal.PACKET_FILTER
    return Refusal(row.get("refusals", ["wordless"])[0])


def found(
    kind: Kind, software: str, refusal: Refusal = Refusal.WORDLESS, finer: str = ""
) -> Remedy:
    there = remedy(verdict(kind, 4, refusal=refusal), software, REMEDIES, finer)
    assert there is not None
    return there


# -- well-formed -------------------------------------------------------------------------------


def test_the_table_follows_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(REMEDIES, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("default", 0),
        ("default", 2_147_483_647),
        ("source", "somebody said so"),
        ("kinds", ["rate"]),
        ("undo", "pray"),
        ("surprise", 1),
        ("log_search", None),
    ],
)
def test_the_schema_sees_what_it_forbids(key: str, value: object) -> None:
    """A rule that can never fail is no rule."""
    row = {**REMEDIES["software"]["courier"]["limits"][0], key: value}
    if value is None:
        del row[key]
    table = {**REMEDIES, "software": {"courier": {"name": "Courier", "limits": [row]}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(table, SCHEMA, jsonschema.Draft202012Validator)


@every_row
def test_every_kind_of_a_row_can_be_asked_for_and_leads_to_it(
    software: str, row: dict[str, Any]
) -> None:
    for kind in map(Kind, row["kinds"]):
        assert kind in RAISABLE_KINDS
        seen = verdict(kind, 4, refusal=manner(software, row))
        asked = suggest(seen, OFFICE, software, REMEDIES)
        there = remedy(seen, software, REMEDIES)
        if not row.get("raisable", True):
            assert (asked, there) == (None, None)
            continue
        assert asked is not None
        assert there is not None
        assert asked.setting == there.setting == row["setting"]
        assert there.notes[: len(row.get("notes", ()))] == tuple(row.get("notes", ()))


@every_row
def test_a_search_finds_the_line_it_is_for(software: str, row: dict[str, Any]) -> None:
    search = row.get("log_search", "")
    if not search:
        assert "log_line" not in row
        return
    pattern = re.search(r"'(.*)'", search)
    looked_for = pattern.group(1) if pattern else search.split()[1]
    samples = {"maximum active connections": "imapd: 40 maximum active connections."}
    line = samples.get(row["log_line"], f"imapd: {row['log_line']} 203.0.113.7")
    assert re.search(looked_for, line)


@every_row
def test_no_line_asks_for_0_or_for_everything(software: str, row: dict[str, Any]) -> None:
    commands = [line["run"] for line in (*row.get("lines", ()), *row.get("exception_lines", ()))]
    places = [place["file"] for place in row.get("places", ())]
    for text in (*commands, *places, row.get("exception", "")):
        assert not re.search(r"=\s*0\b|unlimited|-1\b", text)
        assert not re.search("[\t“”‘’…]", text)
        # Dovecot 2.3 refuses a section on one line.
        assert not re.search(r"\{ ?\w+ = ", text)


@every_row
def test_what_is_changed_can_be_undone(software: str, row: dict[str, Any]) -> None:
    for lines in (row.get("lines", ()), row.get("exception_lines", ())):
        steps = [line["step"] for line in lines]
        assert ("change" in steps) == ("undo" in steps)
        assert steps == sorted(steps, key=ORDER.index)


ORDER = ["look", "keep", "change", "wide", "prove", "apply", "restart", "check", "undo"]


def test_every_note_has_a_sentence_and_every_sentence_is_used() -> None:
    used = {
        code
        for _, _, row in ROWS
        for code in (
            *row.get("notes", ()),
            *row.get("exception_notes", ()),
            *(place.get("note", "") for place in row.get("places", ())),
        )
    }
    assert used - {""} == set(NOTES)


def test_every_step_and_every_undo_has_a_sentence() -> None:
    steps = {line["step"] for _, _, row in ROWS for line in row.get("lines", ())}
    assert steps <= set(STEPS) == set(ORDER)
    assert {row.get("undo", "old-value") for _, _, row in ROWS} == set(UNDO)


# -- within reach ------------------------------------------------------------------------------


@pytest.mark.parametrize("software", [*SOFTWARE, "wildduck", "groupwise"])
@pytest.mark.parametrize("kind", sorted(RAISABLE_KINDS))
def test_a_packet_filter_is_never_answered_with_a_mail_servers_setting(
    software: str, kind: Kind
) -> None:
    seen = verdict(kind, 4, refusal=Refusal.PACKET_FILTER)
    there = remedy(seen, software, REMEDIES, software)
    assert there is None or there.software == "firewall"


def test_the_firewall_knows_three_ways_to_count() -> None:
    there = found(Kind.PER_ADDRESS, "courier", Refusal.PACKET_FILTER)
    assert [place.system for place in there.places] == ["CSF", "iptables", "nftables"]
    assert there.places[0].restart == "csf -r"
    assert not there.exception


def test_a_full_dovecot_has_two_doors() -> None:
    """Sign-ins that are cut lack a mail process; late closes lack a login process."""
    cut = found(Kind.SERVER_FULL, "dovecot", Refusal.CUT)
    assert (cut.server_wide_default, cut.notes) == (1024, ("dovecot-mail-processes",))
    late = found(Kind.SERVER_FULL, "dovecot", Refusal.SILENT)
    assert (late.server_wide_default, late.notes) == (100, ("dovecot-login-processes",))


def test_dovecots_panels_and_bundles_are_all_there() -> None:
    there = found(Kind.PER_MAILBOX_AND_ADDRESS, "dovecot", Refusal.IN_WORDS)
    known = {place.system: place.known for place in there.places}
    assert known == {
        "Dovecot 2.3, 2.4": 10,
        "ISPConfig": 100,
        "Froxlor": 10,
        "Virtualmin": 10,
        "Mail-in-a-Box": 40,
        "mailcow": 500,
        "iRedMail": 30,
        "docker-mailserver": None,
        "Mailu": 20,
        "YunoHost": 10,
        "nixos-mailserver": 100,
        "NethServer": 20,
        "Zentyal": 20,
    }
    assert "cPanel/WHM: " in there.panel
    assert "Plesk: " in there.panel
    assert "cpanel-label" in there.notes


@pytest.mark.parametrize(
    ("finer", "system"), [("directadmin", "DirectAdmin"), ("rackspace", "Rackspace Email")]
)
def test_a_panel_that_the_greeting_tells_comes_first_and_alone(finer: str, system: str) -> None:
    there = found(Kind.PER_MAILBOX_AND_ADDRESS, "dovecot", Refusal.IN_WORDS, finer)
    assert [place.system for place in there.places] == [system, "Dovecot 2.3, 2.4"]
    assert not there.panel
    assert "cpanel-label" not in there.notes


@pytest.mark.parametrize(
    ("finer", "name", "setting"),
    [
        ("wildduck", "WildDuck", "maxConnections"),
        ("mac-os-x-server", "Mac OS X Server", ""),
    ],
)
def test_a_finer_name_has_its_own_row(finer: str, name: str, setting: str) -> None:
    there = found(Kind.PER_MAILBOX, "unknown", Refusal.IN_WORDS, finer)
    assert (there.name, there.setting) == (name, setting)
    # Its own words for user and address are not Dovecot's either.
    here = found(Kind.PER_MAILBOX_AND_ADDRESS, "unknown", Refusal.IN_WORDS, finer)
    assert here.name == name


def test_exchange_online_is_never_asked_and_exchange_at_home_is() -> None:
    limit = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    home = "* OK The Microsoft Exchange IMAP4 service is ready."
    for greeting, name in ((home, "MaxConnectionsPerUser"), (f"{home} [TQBFAA==]", None)):
        advice = advise(ServerWords(greeting), limit, OFFICE, REMEDIES)
        assert advice.software == "exchange"
        assert (advice.suggestion.setting if advice.suggestion else None) == name
        assert (advice.remedy is None) == (name is None)


def test_hmailserver_has_no_limit_for_one_address() -> None:
    there = found(Kind.PER_ADDRESS, "hmailserver")
    assert there.whole_server_only
    assert there.setting == there.server_wide_setting == "MaxIMAPConnections"


def test_every_finer_name_that_can_be_seen_is_told_in_the_advice() -> None:
    words = ServerWords("* OK WildDuck IMAP Server ready")
    seen = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    advice = advise(words, seen, OFFICE, REMEDIES)
    assert advice.variant == variant(words) == "wildduck"
    assert advice.software == "unknown"
    assert advice.remedy is not None


# -- what may stand in front -------------------------------------------------------------------


def systems(places: tuple[Place, ...]) -> list[str]:
    return [place.system for place in places]


def test_a_wordless_close_may_be_a_proxys() -> None:
    for kind in (Kind.PER_ADDRESS, Kind.NO_PLACE_FREE):
        seen = verdict(kind, 4, refusal=Refusal.WORDLESS)
        assert systems(in_front(seen, "dovecot", REMEDIES)) == PROXIES
    silent = verdict(Kind.SERVER_FULL, refusal=Refusal.SILENT)
    assert systems(in_front(silent, "unknown", REMEDIES)) == PROXIES


PROXIES = ["HAProxy", "nginx", "xinetd", "systemd"]


@pytest.mark.parametrize(
    ("kind", "refusal", "software"),
    [
        (Kind.PER_ADDRESS, Refusal.WORDLESS, "courier"),
        (Kind.PER_ADDRESS, Refusal.IN_WORDS, "dovecot"),
        (Kind.PER_ADDRESS, Refusal.PACKET_FILTER, "dovecot"),
        (Kind.SERVER_FULL, Refusal.CUT, "dovecot"),
        (Kind.SERVER_FULL, Refusal.WORDLESS, "dovecot"),
        (Kind.RATE, Refusal.WORDLESS, "dovecot"),
    ],
)
def test_what_names_its_owner_is_nobody_elses(kind: Kind, refusal: Refusal, software: str) -> None:
    assert in_front(verdict(kind, 4, refusal=refusal), software, REMEDIES) == ()
