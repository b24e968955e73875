"""The table of providers, and who is found in it: by name, by mailbox, by greeting."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.simulated import GREETINGS, LARGE_PROVIDERS, OWN_EXCHANGE
from tests.core.simulated_course import simulate
from tests.core.simulated_rules import REFUSED, WORDLESS, Places, dovecot
from tests.core.simulated_server import Answer
from tests.core.tables import PROVIDERS
from wizard.core import providers
from wizard.core.commands import Open
from wizard.core.known import About, Basis, Fact, FoundBy, Instead, Known, Password
from wizard.core.model import ServerWords

ROWS: list[dict[str, Any]] = PROVIDERS["providers"]
LARGE = [row for row in ROWS if not row["tested"]]
HOSTERS = [row for row in ROWS if row["tested"]]
NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")

by_id = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def found(host: str, user: str | None = None) -> tuple[str, FoundBy] | None:
    known = providers.look_up(PROVIDERS, host, user)
    return None if known is None else (known.provider, known.found_by)


# -- The table ------------------------------------------------------------------------------------


@by_id
def test_a_row_is_whole(row: dict[str, Any]) -> None:
    assert list(row) == [
        "id", "name", "tested", "hosts", "under", "domains", "mx", "password", "password_source",
        *(["app_password_help"] if row["password"] == Password.APP else []), "instead", "facts",
    ]  # fmt: skip
    assert re.fullmatch(
        r"https://[a-z0-9.-]+(?:/[\w./-]*)?", row.get("app_password_help", "https://x")
    )
    assert re.fullmatch(r"[a-z][a-z0-9-]*", row["id"])
    assert row["name"].strip() == row["name"] != ""
    assert isinstance(row["tested"], bool)
    assert row["under"]
    for name in (*row["hosts"], *row["under"], *row["domains"], *row["mx"]):
        assert NAME.fullmatch(name), name
    for names in (row["hosts"], row["under"], row["domains"], row["mx"]):
        assert len(names) == len(set(names))
    assert [Instead(code) for code in row["instead"]] == ([] if row["tested"] else list(Instead))
    assert (row["password"] is None) == (not row["password_source"])


@by_id
def test_every_fact_says_how_well_it_is_known_and_from_where(row: dict[str, Any]) -> None:
    assert row["facts"] or row["password"]
    for fact in row["facts"]:
        assert set(fact) - {"seconds"} == {"about", "count", "basis", "source", "as_of"}
        about, basis = About(fact["about"]), Basis(fact["basis"])
        assert basis in Basis
        assert fact["count"] is None or fact["count"] > 0
        assert ("seconds" in fact) == (about in {About.RATE, About.POP_RATE})
        assert len(fact["source"]) > 10
        assert re.fullmatch(r"20\d\d(?:-\d\d)?", fact["as_of"])


@pytest.mark.parametrize("row", LARGE, ids=lambda row: row["id"])
def test_a_large_provider_has_a_limit_of_one_mailbox_and_says_how_to_sign_in(
    row: dict[str, Any],
) -> None:
    assert {fact["about"] for fact in row["facts"]} == {About.PER_MAILBOX}
    assert Password(row["password"]) in Password


def test_nothing_belongs_to_two_providers() -> None:
    for kind in ("id", "name"):
        assert len({row[kind] for row in ROWS}) == len(ROWS)
    for kind in ("hosts", "under", "domains", "mx"):
        names = [name for row in ROWS for name in row[kind]]
        assert len(names) == len(set(names))


def test_the_numbers_are_those_of_the_sources_and_no_others() -> None:
    """Whoever changes one has to have a source for it."""
    numbers = {
        row["id"]: [(f["about"], f["count"], f.get("seconds"), f["basis"]) for f in row["facts"]]
        for row in ROWS
    }
    assert numbers == {
        "google": [("per-mailbox", 15, None, "documented")],
        "microsoft": [("per-mailbox", 20, None, "weak")],
        "yahoo": [("per-mailbox", 5, None, "weak"), ("per-mailbox", 10, None, "weak")],
        "aol": [("per-mailbox", 5, None, "weak"), ("per-mailbox", 10, None, "weak")],
        "icloud": [("per-mailbox", 5, None, "weak")],
        "zoho": [("per-mailbox", 3, None, "weak")],
        "hosting-xyz": [("rate", 20, 60, "documented")],
        "rackspace": [("per-mailbox-and-address", 16, None, "report")],
        "luxsci": [("evicts-oldest", 50, None, "documented")],
        "qboxmail": [
            ("per-mailbox-and-address", 50, None, "documented"),
            ("looks-like-a-wrong-password", None, None, "documented"),
        ],
        "hostgator": [("pop-rate", 30, 3600, "documented")],
        "era-host": [("per-address", 8, None, "report")],
        "mailbox-org": [("sign-in-rate", None, None, "report")],
        "purelymail": [("per-address", None, None, "report")],
        "agnx": [("by-contract", None, None, "documented")],
        "vipmail": [("per-mailbox", 5, None, "report")],
        "webhosting-franken": [("locks-out", None, None, "report")],
        "fastmail": [],
        "mail-ru": [],
        "tencent-qq": [],
    }


# -- By name --------------------------------------------------------------------------------------


@by_id
def test_every_name_of_a_provider_leads_to_it(row: dict[str, Any]) -> None:
    for name in (*row["hosts"], *row["under"], *row["domains"]):
        for spelled in (name, name.upper(), f"{name}.", f" {name.title()}. "):
            assert found(spelled) == (row["id"], FoundBy.HOST), spelled
    for name in row["under"]:
        assert found(f"mail.{name}") == (row["id"], FoundBy.HOST)
        assert found("mail.example.com", f"a@sub.{name}") == (row["id"], FoundBy.MAILBOX)
    for domain in row["domains"]:
        for user in (f"a@{domain}", f"A@{domain.upper()}.", f'"x@y"@{domain}'):
            assert found("mail.example.com", user) == (row["id"], FoundBy.MAILBOX)


@by_id
def test_a_name_that_only_looks_alike_is_a_stranger(row: dict[str, Any]) -> None:
    for name in (*row["hosts"], *row["under"], *row["domains"]):
        for alike in (f"{name}.evil.example", f"{name}-mail.example", name.replace(".", "-")):
            assert found(alike) is None, alike
            assert found("mail.example.com", f"a@{alike}") is None, alike
    for end in row["under"]:
        for alike in (f"not{end}", f"imap.not{end}", f"{end}x", f"{end[1:]}"):
            assert found(alike) is None, alike
    first, *others = row["under"][0].split(".")
    other_letters = ".".join([first.translate(str.maketrans("aoeicq", "аоеісԛ")), *others])
    assert found(other_letters) is None


@pytest.mark.parametrize(
    ("host", "user", "provider"),
    [
        ("outlook.office365.com.", None, "microsoft"),
        ("OUTLOOK.Office365.COM", None, "microsoft"),
        ("p61-imap.mail.me.com", None, "icloud"),
        ("imappro.zoho.eu", None, "zoho"),
        ("export.imap.mail.yahoo.com", None, "yahoo"),
        ("imap.gmail.com.evil.example", None, None),
        ("notgmail.com", None, None),
        ("gmail.com.", None, "google"),
        ("gmail", None, None),
        ("com", None, None),
        ("", None, None),
        (".", None, None),
        ("mail.example.com", "info@miller.example", None),
        ("mail.example.com", "gmail.com", None),
        ("mail.example.com", "@", None),
        ("mail.example.com", "", None),
        ("mail.example.com", "anna@contoso.onmicrosoft.com", "microsoft"),
        ("mail.example.com", "anna@gmail.com@miller.example", None),
        # The name of the server says more than that of the mailbox.
        ("secure.emailsrvr.com", "anna@gmail.com", "rackspace"),
        # Yahoo Japan, Exchange in China and a university's own server are others' servers.
        ("imap.mail.yahoo.co.jp", None, None),
        ("partner.outlook.cn", None, None),
        ("mail.nyu.edu", None, None),
    ],
)
def test_whose_server_it_is(host: str, user: str | None, provider: str | None) -> None:
    known = providers.look_up(PROVIDERS, host, user)
    assert (None if known is None else known.provider) == provider


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "::1", "192.168.0.7", "2001:db8::25", "mailserver", "mail.local",
     "mail.office.lan", "gateway.home.arpa", "localhost.localdomain"],
)  # fmt: skip
def test_a_server_inside_the_office_is_tested_whatever_the_mailbox_is_called(host: str) -> None:
    """A gateway that collects the mail of Gmail has limits of its own."""
    assert providers.look_up(PROVIDERS, host, "anna@gmail.com") is None


@given(st.text(max_size=80), st.none() | st.text(max_size=80))
def test_no_name_breaks_the_look_up(host: str, user: str | None) -> None:
    known = providers.look_up(PROVIDERS, host, user)
    assert known is None or known.provider in {row["id"] for row in ROWS}


def test_what_the_table_says_is_copied_whole() -> None:
    assert providers.look_up(PROVIDERS, "imap.gmail.com", None) == Known(
        provider="google",
        name="Google",
        tested=False,
        found_by=FoundBy.HOST,
        facts=(Fact(About.PER_MAILBOX, Basis.DOCUMENTED, 15),),
        password=Password.APP,
        instead=tuple(Instead),
    )
    assert providers.look_up(PROVIDERS, "mail.hosting.xyz", None) == Known(
        provider="hosting-xyz",
        name="hosting.xyz",
        tested=True,
        found_by=FoundBy.HOST,
        facts=(Fact(About.RATE, Basis.DOCUMENTED, 20, 60),),
    )


# -- By greeting ----------------------------------------------------------------------------------

ONLINE = (
    "* OK The Microsoft Exchange IMAP4 service is ready. [TQBSADIAUAAyADYANABDAEEAMAAwADIAOQAuAEYA"
    "UgBBAFAAMgA2ADQALgBQAFIATwBEAC4ATwBVAFQATABPAE8ASwAuAEMATwBNAA==]"
)
ICLOUD_TODAY = (
    "* OK [CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN] iCloud"
)
YAHOO_2015 = (
    "* OK [CAPABILITY IMAP4rev1 ID NAMESPACE X-ID-ACLID UIDPLUS LITERAL+ CHILDREN "
    "XAPPLEPUSHSERVICE XYMHIGHESTMODSEQ AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2 AUTH=XYMCOOKIE "
    "AUTH=XYMPKI] IMAP4rev1 imapgate-1.8.1_01.20166 imap1015.mail.gq1.yahoo.com"
)
READY = "* OK The Microsoft Exchange IMAP4 service is ready."
SC1 = (
    "UwBDADEAUABSADgAMABDAEEAMAAwADUAOAAuAGwAYQBtAHAAcgBkADgAMAAuAHAAcgBvAGQALgBvAHUAdABsAG8A"
    "bwBrAC4AYwBvAG0A"
)


@pytest.mark.parametrize(
    ("greeting", "provider"),
    [
        *((text, provider) for provider, text in LARGE_PROVIDERS.items()),
        (ONLINE, "microsoft"),
        (f"{READY} [{SC1}]", "microsoft"),
        (YAHOO_2015, "yahoo"),
        (ICLOUD_TODAY, "icloud"),
        # A company's own Exchange, and what is no name in UTF-16.
        (READY, ""),
        (f"{READY} [EXCH01]", ""),
        (f"{READY} []", ""),
        (f"{READY} [TQBOADIAUABSADAAMQBDAEEAMAAwADAANwA=", ""),
        (f"{READY} [{'x' * 40}]", ""),
        (f"{READY} [TU4yUFIwMUNBMDAwNw==]", ""),
        ("* OK Welcome. The Microsoft Exchange IMAP4 service is ready.", ""),
        # Words that quote, and words that only look alike.
        ("* OK mail.example.com (was: Gimap ready for requests from 192.0.2.1)", ""),
        ("* OK Gimap ready", ""),
        ("* OK Gіmap ready for requests from 192.0.2.1 x", ""),
        ("* BYE Gimap ready for requests from 192.0.2.1 x", ""),
        ("* OK [CAPABILITY IMAP4rev1 XAPPLEPUSHSERVICE] Dovecot ready.", ""),
        ("* OK [CAPABILITY IMAP4rev1] AUTH=ATOKEN XYMHIGHESTMODSEQ", ""),
        ("* OK Zoho", ""),
        (f"{'A' * 3000}* OK Gimap ready for requests from 192.0.2.1", ""),
        # Two names in one greeting prove none.
        ("* OK [CAPABILITY XYMHIGHESTMODSEQ AUTH=ATOKEN] hello", ""),
        *((text, "") for text in (*GREETINGS.values(), *OWN_EXCHANGE.values())),
        ("", ""),
    ],
)
def test_a_greeting_shows_whose_server_it_is(greeting: str, provider: str) -> None:
    words = ServerWords(greeting)
    assert providers.greeted_by(words) == provider
    known = providers.by_greeting(PROVIDERS, words)
    assert (known.provider if known else "") == provider
    assert known is None or (known.found_by, known.tested) == (FoundBy.GREETING, False)


@given(st.text(max_size=300))
def test_no_greeting_breaks_it(greeting: str) -> None:
    assert providers.greeted_by(ServerWords(greeting)) == ""
    assert providers.greeted_by(ServerWords(f"{READY} [{greeting}")) in {"", "microsoft"}


def test_a_very_long_greeting_costs_no_time() -> None:
    for part in ("TQBOADIA", "[CAPABILITY ", "* OK ", "a.zoho."):
        assert providers.greeted_by(ServerWords(f"{READY} [" + part * 100_000)) == ""
        assert providers.greeted_by(ServerWords("* OK [CAPABILITY " + part * 100_000)) == ""


# -- The pace -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "pace"), [(None, 5.0), (0.0, 5.0), (0.2, 5.0), (5.0, 5.0), (10.0, 10.0)]
)
def test_a_known_rate_slows_the_climb(wanted: float | None, pace: float) -> None:
    known = providers.look_up(PROVIDERS, "imap.hosting.xyz", None)
    assert providers.pace(known, wanted) == pace


def test_where_no_rate_is_known_the_pace_is_the_one_that_was_wanted() -> None:
    assert providers.pace(None, 0.2) == 0.2
    for row in HOSTERS:
        known = providers.look_up(PROVIDERS, row["under"][0], None)
        if row["id"] != "hosting-xyz":
            assert providers.pace(known, None) is None


def test_a_rate_of_very_few_is_kept_too() -> None:
    known = Known("few", "Few", True, FoundBy.HOST, (Fact(About.RATE, Basis.REPORT, 3, 60),))
    assert providers.pace(known, None) == 60.0


@pytest.mark.parametrize("limit", [1, 4, 11, 19, 26, 40])
@pytest.mark.parametrize("manner", [WORDLESS, REFUSED, dovecot(4)])
@pytest.mark.parametrize("software", ["courier", "unknown"])
def test_a_whole_test_at_that_pace_keeps_the_known_rate(
    limit: int, manner: Answer, software: str
) -> None:
    """Whatever is met on the way: never more than 20 in any minute."""
    known = providers.look_up(PROVIDERS, "imap.hosting.xyz", None)
    simulation = simulate(
        Places(limit, manner), software=software, need=30, pace=providers.pace(known, None),
        control=("control", 443),
    )  # fmt: skip
    simulation.run()
    opened = [at for at, command in simulation.commands if isinstance(command, Open)]
    assert len(opened) > 3
    assert max(sum(1 for at in opened if begin <= at <= begin + 60) for begin in opened) <= 20
