"""The server says who it is; where it does not, nobody guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.fingerprint import courier_year, software, variant
from wizard.core.model import ServerWords

COURIER = (
    "* OK [CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT "
    "THREAD=REFERENCES SORT QUOTA IDLE ACL ACL2=UNION STARTTLS ENABLE UTF8=ACCEPT] "
    "Courier-IMAP ready. Copyright 1998-2019 Double Precision, Inc.  See COPYING for "
    "distribution information."
)

GREETINGS = [
    ("courier", COURIER),
    ("courier", "* OK Courier-IMAP ready. Copyright 1998-2022 S. Varshavchik"),
    ("dovecot", "* OK [CAPABILITY IMAP4rev1] Dovecot ready."),
    ("dovecot", "* OK Dovecot (Ubuntu) ready."),
    ("dovecot", "* OK Dovecot (Raspbian) ready."),
    ("dovecot", "* OK Dovecot DA ready."),
    ("cyrus", "* OK mx.example.com Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u3 server ready"),
    ("cyrus", "* OK mx Cyrus IMAP4 v2.3.16 server ready"),
    ("exchange", "* OK The Microsoft Exchange IMAP4 service is ready."),
    ("exchange", "* OK The Microsoft Exchange IMAP4 service is ready. [TQBFAA==]"),
    ("gmail", "* OK Gimap ready for requests from 203.0.113.7 a1mb2"),
    ("zimbra", "* OK mail.example.com Zimbra 8.8.15 IMAP4rev1 server ready"),
    ("zimbra", "* BYE mail Zimbra IMAP4rev1 server closing connection; service busy"),
    ("hmailserver", "* OK IMAPrev1"),
    ("mdaemon", "* OK mail.example.com IMAP4rev1 MDaemon 21.5.0 ready"),
    ("kerio", "* OK Kerio Connect 9.4.2 IMAP4rev1 server ready"),
    ("axigen", "* OK AXIGEN Mail Server 10.5 IMAP4rev1 service is ready"),
    ("stalwart", "* OK [CAPABILITY IMAP4rev2] Stalwart IMAP4rev2 at your service."),
    ("james", "* OK JAMES IMAP4rev1 Server ready"),
    ("icewarp", "* OK mail IceWarp 13.0.3 RHEL7 x64 IMAP4rev1 Mon, 24 Aug 2026"),
    ("smartermail", "* OK IMAP4rev1 SmarterMail"),
    ("domino", "* OK Domino IMAP4 Server Release 9.0.1 ready"),
    ("uw-imap", "* OK [CAPABILITY IMAP4REV1] localhost IMAP4rev1 2007e.404 at Mon, 24 Aug 2026"),
    ("citadel", "* OK mail IMAP4rev1 Citadel ready"),
    ("dovecot", "* OK dovecot ready."),
    ("cyrus", "* OK mx Cyrus IMAP Murder v2.4.8-Invoca-RPM-2.4.8-1 server ready"),
    ("exchange", "* OK Microsoft Exchange Server 2007 IMAP4 service ready"),
    (
        "exchange",
        "* OK Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5.7226.0 (mx) ready.",
    ),
    (
        "exchange",
        "* OK Der Microsoft Exchange Server 2003 IMAP4rev1-Server, Version 6.5 (mx), ist da",
    ),
    ("icewarp", "* OK Merak 8.0.3 IMAP4rev1 Mon, 23 Jul 2007 18:22:49 +0100"),
    ("domino", "* OK Domino IMAP4 Server V9.0.1 ready Mon, 24 Aug 2026"),
    ("uw-imap", "* OK mail IMAP4rev1 2003.339p-cpanel at Sun, 22 Jul 2007 13:09:04 -0500"),
    ("uw-imap", "* OK mail IMAP4rev1 2004.357-p2k server ready at Mon, 23 Jul 2007"),
]

EXCHANGE = "* OK The Microsoft Exchange IMAP4 service is ready."
VARIANTS = [
    ("directadmin", "* OK Dovecot DA ready."),
    ("exchange-online", f"{EXCHANGE} [TQBFAA==]"),
    ("mac-os-x-server", "* OK mx Cyrus IMAP4 v2.3.8-OS X Server 10.5: 9A562 server ready"),
    ("mac-os-x-server", "* OK mx Cyrus IMAP4 v2.2.12-OS X 10.4.0 server ready"),
    ("wildduck", "* OK WildDuck IMAP Server ready"),
    (
        "oracle",
        "* OK mx IMAP4 service (Sun Java(tm) System Messaging Server 6.3-6.03 (built 2008))",
    ),
    ("oracle", "* OK mx IMAP4 service (Oracle Communications Messaging Server 8.1.0 64bit)"),
    (
        "oracle",
        "* OK Messaging Multiplexor (Sun Java(tm) System Messaging Server 6.2 (built 2005))",
    ),
    ("groupwise", "* OK mail GroupWise IMAP4rev1 Server Ready"),
    ("communigate", "* OK CommuniGate Pro IMAP Server 6.3.1 at mail.example.com ready"),
    ("dbmail", "* OK [CAPABILITY IMAP4rev1] dbmail imap (protocol version 4r1) ready to run"),
    ("", COURIER),  # Plesk's Courier as well: it says nothing of Plesk
    ("", "* OK Dovecot ready."),
    ("", EXCHANGE),
    ("", f"{EXCHANGE} [] "),
    ("", f"{EXCHANGE} [not base64]"),
    ("", "* OK mx Cyrus IMAP 3.6.1 server ready"),
    ("", "* OK proxy4.mail.dfw1a.rsapps.net ready"),
    ("", "* OK we use WildDuck IMAP Server ready"),
    ("", "* OK GroupWise is what we used"),
    ("", ""),
]

DOVECOT_OFFERS = ("IMAP4REV1", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE", "IDLE", "LITERAL+")


@pytest.mark.parametrize(("name", "greeting"), GREETINGS)
def test_the_greeting_names_the_server(name: str, greeting: str) -> None:
    assert software(ServerWords(greeting)) == name


@pytest.mark.parametrize(
    "greeting",
    [
        "",
        "* OK ready",
        "* OK IMAP4rev1 server ready",
        "* OK dovecot.example.com ready",
        "* OK zimbra.example.com IMAP4rev1 server ready",
        "* OK Welcome, we replaced Courier-IMAP last year",
        "* OK hMailServer is what we do not use",
        "* BYE too busy",
        "220 ftp.example.com",
    ],
)
def test_a_name_in_passing_is_no_proof(greeting: str) -> None:
    assert software(ServerWords(greeting)) == "unknown"


@pytest.mark.parametrize(("name", "greeting"), VARIANTS)
def test_the_greeting_tells_which_edition_or_panel(name: str, greeting: str) -> None:
    assert variant(ServerWords(greeting)) == name


def test_rackspaces_proxy_is_a_dovecot_only_where_it_offers_what_dovecot_offers() -> None:
    greeting = "* OK Server ready proxy12.mail.iad3b.rsapps.net"
    proxy = ServerWords(greeting, (*DOVECOT_OFFERS, "AUTH=PLAIN"))
    assert (software(proxy), variant(proxy)) == ("dovecot", "rackspace")
    assert variant(ServerWords(greeting)) == ""


def test_a_product_without_a_code_of_its_own_is_unknown_whatever_else_it_says() -> None:
    other = ServerWords("* OK WildDuck IMAP Server ready", identity=(("name", "Dovecot"),))
    assert (software(other), variant(other)) == ("unknown", "wildduck")


def test_the_id_names_a_finer_one_too() -> None:
    words = ServerWords("* OK hello", identity=(("NAME", "WildDuck IMAP Server"),))
    assert variant(words) == "wildduck"
    known = ServerWords(COURIER, identity=(("name", "WildDuck IMAP Server"),))
    assert variant(known) == ""


@pytest.mark.parametrize(
    "greeting",
    [
        "* OK Dovecot ready. Courier-IMAP ready.",
        "* OK Dovecot DA ready. Courier-IMAP ready.",
        "* OK WildDuck IMAP Server ready. Dovecot DA ready.",
        "* OK WildDuck IMAP Server ready. CommuniGate Pro IMAP Server 6 at mx ready",
    ],
)
def test_two_names_in_one_greeting_are_no_proof(greeting: str) -> None:
    words = ServerWords(greeting)
    assert (software(words), variant(words)) == ("unknown", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dovecot", "Dovecot"),
        ("cyrus", "Cyrus IMAPD"),
        ("gmail", "GImap"),
        ("zimbra", "Zimbra"),
        ("stalwart", "Stalwart"),
        ("unknown", "Something else"),
    ],
)
def test_the_id_names_the_server_behind_a_greeting_of_its_owner(name: str, said: str) -> None:
    words = ServerWords("* OK hello", identity=(("support-url", "x"), ("NAME", f" {said} ")))
    assert software(words) == name


def test_the_greeting_counts_for_more_than_the_id() -> None:
    assert software(ServerWords(COURIER, identity=(("name", "Dovecot"),))) == "courier"


def test_dovecot_is_known_by_what_it_offers_before_sign_in() -> None:
    offers = (*DOVECOT_OFFERS, "STARTTLS", "LOGINDISABLED", "AUTH=PLAIN")
    assert software(ServerWords("* OK hello", offers)) == "dovecot"
    in_greeting = f"* OK [CAPABILITY {' '.join(offers).lower()}] hello"
    assert software(ServerWords(in_greeting)) == "dovecot"
    # After sign-in it offers more: what it said in the greeting still counts.
    assert software(ServerWords(in_greeting, (*offers, "SORT", "QUOTA"))) == "dovecot"


def test_offering_something_more_or_less_is_no_proof() -> None:
    assert software(ServerWords("* OK hello", (*DOVECOT_OFFERS, "XLIST"))) == "unknown"
    assert software(ServerWords("* OK hello", DOVECOT_OFFERS[:-1])) == "unknown"


def test_a_proxy_that_passes_on_what_courier_offers_is_not_courier() -> None:
    assert software(ServerWords("* OK proxy", ("IMAP4REV1", "ACL", "ACL2=UNION"))) == "unknown"


def test_couriers_copyright_tells_its_age() -> None:
    assert courier_year(ServerWords(COURIER)) == 2019
    assert courier_year(ServerWords("* OK Courier-IMAP ready.")) is None
    assert courier_year(ServerWords("* OK Dovecot ready.")) is None


@given(
    st.text(max_size=3000),
    st.lists(st.text(max_size=20), max_size=10),
    st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), max_size=4),
)
def test_hostile_words_never_break_it(
    greeting: str, offers: list[str], identity: list[tuple[str, str]]
) -> None:
    words = ServerWords(greeting, tuple(offers), tuple(identity))
    assert software(words) in CODES
    assert variant(words) in {"", *(name for name, _ in VARIANTS), "rackspace"}
    courier_year(words)


NAMED = [*GREETINGS, *((name, greeting) for name, greeting in VARIANTS if name)]
CODES = {"unknown", *(name for name, _ in GREETINGS)}


@given(st.sampled_from(NAMED), st.sampled_from(NAMED))
def test_whatever_two_names_are_said_together_nobody_is_believed(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    first, second = ServerWords(one[1]), ServerWords(other[1])
    both = ServerWords(f"{one[1]} {other[1].removeprefix('* ')}")
    if software(both) != "unknown":
        assert software(both) in {software(first), software(second)}
    elif variant(both):
        assert variant(both) in {variant(first), variant(second)}
    different = {software(first), software(second)} - {"hmailserver"}  # says its words alone
    if len(different) == 2 and "unknown" not in different:
        assert (software(both), variant(both)) == ("unknown", "")


@pytest.mark.parametrize(
    "greeting",
    [
        *("Zimbra " * 20_000, "AXIGEN " * 20_000, "IceWarp 1 " * 20_000, "[CAPABILITY " * 20_000),
        *(
            "GroupWise " * 20_000,
            "* OK [" + "x" * 90_000,
            "Server ready proxy1.mail." + "a." * 9_000,
        ),
    ],
)
def test_a_greeting_made_to_be_slow_is_not(greeting: str) -> None:
    assert software(ServerWords(greeting)) == "unknown"
