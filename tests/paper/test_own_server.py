"""The lines for somebody who runs the mail server: whole, safe to copy, with a way back."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_fingerprint import NAMED
from tests.paper import cases, cases_software, kept_notes
from tests.paper.cases import OFFICE_ADDRESS, Story, advise, verdict
from tests.paper.kept_notes import own_lines
from tests.pseudo import pseudo_words, untranslated
from wizard.core.advice import Advice, Kind, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Case, Need, Outcome, ServerWords
from wizard.paper.note import has_note, note
from wizard.paper.own_server import own_server
from wizard.paper.own_words import STEPS
from wizard.paper.technical_notes import NOTES
from wizard.paper.technical_words import UNDO
from wizard.words import Words

LANGUAGES = kept_notes.languages()
PSEUDO = pseudo_words()


def commands(text: str) -> list[str]:
    return [line.removeprefix("    ") for line in text.splitlines() if line.startswith("    ")]


def exchange_full() -> tuple[Case, Advice]:
    server = ServerWords("* OK The Microsoft Exchange IMAP4 service is ready.")
    case = Story().opens(3).refuses(Outcome.CLOSED_LATE).case(server)
    found = verdict(Kind.SERVER_FULL, None, refusal=Refusal.SILENT)
    return case, advise(found, server)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", kept_notes.OWN_STORIES)
def test_the_lines_are_as_they_were_approved(story: str, language: str) -> None:
    kept = kept_notes.own_path(story, language).read_text("utf-8")
    assert own_lines(kept_notes.LIMITS[story](), LANGUAGES[language]) == kept


@pytest.mark.parametrize("story", sorted(kept_notes.LIMITS))
def test_every_line_survives_copying(story: str) -> None:
    """No bare tab, nothing typographic, nothing left to fill in that is not explained."""
    text = own_lines(kept_notes.LIMITS[story]())
    for command in commands(text):
        assert command.isascii()
        assert command.isprintable()
        assert not re.search(r"\{[a-z_]+\}", command)
    for name in ("OLD", "ADDRESS", "NUMBER"):
        used = any(re.search(rf"\b{name}\b", command) for command in commands(text))
        assert used == (f"{name} stands for" in text)


@pytest.mark.parametrize("story", sorted(kept_notes.LIMITS))
def test_every_word_comes_from_a_catalogue(story: str) -> None:
    text = own_lines(kept_notes.LIMITS[story](), words=PSEUDO)
    for line in text.splitlines():
        if not line.startswith("    "):
            assert not re.search(r"[a-z]", untranslated(line)), line


FOR_A_SHELL = sorted(set(kept_notes.OWN_STORIES) - {"exchange-mailbox"})


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
@pytest.mark.parametrize("story", FOR_A_SHELL)
def test_a_shell_can_read_what_is_for_a_shell(story: str) -> None:
    text = own_lines(kept_notes.LIMITS[story]()).partition("Other places")[0]
    for command in commands(text.partition("is set here")[0]):
        if ": " in command and not re.search(r"printf|grep|sed", command):
            continue  # a path in a web interface
        read = subprocess.run(["sh", "-nc", command], capture_output=True, text=True, check=False)
        assert read.returncode == 0, read.stderr


GREETED = st.sampled_from([greeting for _, greeting in NAMED] + ["", "* OK mail ready"])


@settings(deadline=None)
@given(
    GREETED,
    st.sampled_from(list(Kind)),
    st.sampled_from(list(Refusal)),
    st.sampled_from(["", "words-name-the-mailbox", "words-name-the-address"]),
    st.integers(1, 5_000),
    st.sampled_from(["", OFFICE_ADDRESS, "2001:db8::7", "'; reboot; '"]),
)
def test_whatever_the_server_every_command_is_whole_and_every_note_made(
    greeting: str, kind: Kind, refusal: Refusal, code: str, need: int, address: str
) -> None:
    server, sender = ServerWords(greeting), Sender(office_address=address)
    case = Story().opens(1).refuses(said="NO `reboot` $(reboot)").case(server)
    found = verdict(kind, 1, *filter(None, [code]), refusal=refusal)
    advice = advise(found, server, Need(need, need))
    text = own_server(case, advice, Words(), sender)
    assert (text is None) == (advice.suggestion is None)
    assert (note(case, advice, Words(), sender=sender) is not None) == has_note(case, advice)
    for command in commands(text or ""):
        assert command.isascii()
        assert command.isprintable()
        assert "reboot" not in command
        assert not re.search(r"\{[a-z_]+\}", command)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_note_step_and_undo_is_said_in_every_language(language: str) -> None:
    other, filled = LANGUAGES[language], {"file": "x", "value": "1", "wide": "2"}
    for message in (*NOTES.values(), *STEPS.values(), *UNDO.values()):
        assert other.say(message, 1, **filled) != Words().say(message, 1, **filled), message.text


# -- Courier ---------------------------------------------------------------------------------------


def test_couriers_exception_comes_first_and_needs_no_restart() -> None:
    text = own_lines(cases.per_address())
    one, _, two = text.partition("Way 2")
    assert f"Way 1: for {OFFICE_ADDRESS} only. Nobody is disconnected." in one
    assert rf"printf '{OFFICE_ADDRESS}\tallow,MAXCPERIP=30\n' >> $f && makeimapaccess" in one
    assert r"sed -i '/^203\.0\.113\.7[[:space:]]/d' $f && makeimapaccess" in one
    assert "systemctl" not in one
    assert "sed -i 's/^MAXPERIP=.*/MAXPERIP=30/' /etc/courier/imapd" in two
    assert "systemctl restart courier-imap courier-imap-ssl" in two
    assert "0 does not mean unlimited" in two


def test_the_server_wide_limit_is_changed_only_where_it_must_be() -> None:
    assert "s/^MAXDAEMONS" not in own_lines(cases.per_address())
    text = own_lines(cases.large_office())
    assert "only where it is below 120:\n    sed -i 's/^MAXDAEMONS=.*/MAXDAEMONS=120/'" in text


def test_a_courier_too_old_for_the_exception_has_one_way() -> None:
    case, advice = cases.per_address()
    old = ServerWords("* OK Courier-IMAP ready. Copyright 1998-2011 Double Precision, Inc.")
    text = own_lines((replace(case, server=old), advice))
    assert "Way" not in text
    assert "MAXCPERIP" not in text
    assert "sed -i 's/^MAXPERIP=.*/MAXPERIP=30/'" in text


def test_an_ipv6_address_is_not_put_into_couriers_access_file() -> None:
    case, advice = cases.per_address()
    story = replace(case, address="2001:db8::25"), advice
    text = own_lines(story, sender=Sender(office_address="2001:db8::7"))
    assert "printf" not in text
    assert "2001:db8" not in text


def test_without_our_address_it_says_what_to_put_there() -> None:
    text = own_lines(cases.per_address(), sender=Sender())
    assert r"printf 'ADDRESS\tallow,MAXCPERIP=30\n'" in text
    assert "ADDRESS stands for the office's internet address" in text


@pytest.mark.parametrize("hostile", ["203.0.113.7'; rm -rf /; '", "$(reboot)", "`id`", "10.0.0.1"])
def test_what_is_no_address_is_in_no_command(hostile: str) -> None:
    text = own_lines(cases.per_address(), sender=Sender(office_address=hostile))
    assert hostile not in text


# -- other servers ---------------------------------------------------------------------------------


def test_dovecots_exception_is_proved_before_it_applies() -> None:
    text = own_lines(cases.mailbox_here())
    one = commands(text.partition("Way 2")[0])
    assert [re.split(r"[ ']", line)[0] for line in one] == ["printf", "doveconf", "doveadm", "rm"]
    assert "doveconf -h -f protocol=imap -f remote=203.0.113.7" in one[1]
    assert "Way 2: for every mailbox." in text
    assert "remote { } makes Dovecot refuse that very address" in text


def test_a_limit_of_the_mailbox_wherever_it_is_used_has_no_exception_for_an_address() -> None:
    said = "NO Too many simultaneous connections"
    case = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said).case(cases.DOVECOT)
    found = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    assert "remote" not in commands(own_lines((case, advise(found, cases.DOVECOT))))[0]


def test_a_firewall_is_only_looked_for() -> None:
    text = own_lines(cases.firewall())
    assert "PERIP" not in text
    assert "iptables -S | grep connlimit" in text
    assert 'CONNLIMIT = "143;30,993;30", then: csf -r' in text
    assert "Way" not in text


def test_hmailserver_is_never_told_a_limit_for_one_address() -> None:
    text = own_lines(cases_software.hmailserver())
    assert "To allow 30 more connections" in text
    assert "Raise MaxIMAPConnections by 30 here:" in text
    assert "Way" not in text


def test_where_todays_number_is_not_known_the_new_one_is_not_guessed() -> None:
    text = own_lines(exchange_full())
    assert "Set-ImapSettings -MaxConnections NUMBER" in text
    assert "NUMBER stands for today's number plus 30." in text
    assert "Look first:\n" in text
    assert "30 here" not in text


def test_a_server_that_names_nothing_is_looked_for_first() -> None:
    text = own_lines(cases.per_address_unknown())
    assert commands(text)[0] == "ss -tlnp | grep ':993 '"
    assert "software not known" in text
    assert "xinetd.conf, per_source = 30" in text


def test_a_limit_without_a_known_name_has_notes_but_no_lines() -> None:
    text = own_lines(cases_software.kerio())
    assert "the support of GFI can help" in text
    assert "=30 here" not in text


def test_a_mailbox_behind_an_unknown_server_has_nothing_to_paste_but_the_look() -> None:
    case = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said="NO too many").case(cases.STRANGER)
    found = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    assert len(commands(own_lines((case, advise(found, cases.STRANGER))))) == 1


def test_a_limit_without_a_place_names_none() -> None:
    server = ServerWords("* OK [CAPABILITY IMAP4rev2] Stalwart IMAP4rev2 at your service.")
    case = Story().opens(3).refuses(Outcome.REFUSED_IN_WORDS, said="BYE busy").case(server)
    found = verdict(Kind.SERVER_FULL, None, refusal=Refusal.IN_WORDS)
    text = own_lines((case, advise(found, server)))
    assert commands(text) == []
    assert "To mind" not in text


def test_where_there_is_nothing_to_change_there_are_no_lines() -> None:
    enough = advise(verdict(Kind.PER_ADDRESS, 50))
    assert own_server(Story().opens(4).case(), enough, Words()) is None
    banned = advise(verdict(Kind.LOCKED_OUT))
    assert own_server(Story().opens(4).case(), banned, Words()) is None


def test_large_values_are_typed_without_separators() -> None:
    case, advice = cases.per_address()
    text = own_lines((case, advise(advice.verdict, need=Need(900, 7))))
    assert "MAXPERIP=1125/" in text
    assert not any("1,125" in command for command in commands(text))
