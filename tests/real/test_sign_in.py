"""Signing in at real servers: by digest only, never where it is forbidden, and when it is slow."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import replace
from typing import Final

import pytest

from tests.real.office import Finding, Witness, a_plan, a_target, check, keeps_the_laws
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.courier import Courier, cram_key
from tests.servers.dovecot import Dovecot, configuration
from tests.servers.strangers import Refused, hold
from wizard import service
from wizard.core import archive
from wizard.core.model import Outcome, Security, Waits
from wizard.core.result import result
from wizard.core.secret import Secret
from wizard.paper import sentences
from wizard.paper.note import note
from wizard.words import Words

ENCRYPTED: Final = (Security.TLS, Security.STARTTLS)
CRAM_ONLY: Final = "auth_mechanisms = cram-md5"
# Nobody but this computer itself would be trusted unencrypted: so another address of it asks.
ELSEWHERE: Final = "127.0.0.9"


def start(stage: Stage, which: str) -> Courier | Dovecot:
    """A server that offers CRAM-MD5 and nothing else, with room for three."""
    if which == "courier":
        return stage.courier(maxperip=3, cram_md5=True)
    return stage.dovecot(userip=3, extra=CRAM_ONLY)


def written(found: Finding) -> str:
    """Everything about a test that could be written down."""
    words = Words()
    stored = json.dumps(archive.to_json(found.case))
    told = json.dumps(result(found.case, found.advice))
    letter = note(found.case, found.advice, words) or ""
    sure = sentences.how_sure(found.advice, words)
    return stored + told + letter + sure + repr(found) + repr(found.witness.heard)


@pytest.mark.parametrize("security", ENCRYPTED)
@pytest.mark.parametrize("which", ["courier", "dovecot"])
def test_a_server_with_nothing_but_cram_md5_is_tested_to_the_end(
    stage: Stage, which: str, security: Security
) -> None:
    server = start(stage, which)
    found = check(server, security, plan=a_plan(need=6))
    offers = found.case.server.capabilities
    assert [offer for offer in offers if offer.startswith("AUTH=")] == ["AUTH=CRAM-MD5"]
    expected = "per-address 3" if which == "courier" else "per-mailbox-and-address 3 named 3"
    found.says(f"{expected}, very-sure")
    told = written(found)
    key, code = cram_key(CANARY), base64.b64encode(CANARY.encode()).decode()
    assert not [word for word in (CANARY, code, key, key[:32], key[32:]) if word in told]
    assert not [word for word in (CANARY, code, key) if word in server.log()]


@pytest.mark.parametrize("which", ["courier", "dovecot"])
def test_a_wrong_password_is_tried_once_by_digest_too(stage: Stage, which: str) -> None:
    server = start(stage, which)
    found = check(server, password="not-the-password")
    found.says("sign-in-refused, very-sure")
    assert len(found.attempts) == 1


def refuses_plaintext(stage: Stage) -> Dovecot:
    """Dovecot with disable_plaintext_auth, as it comes: unencrypted it says LOGINDISABLED."""
    older = "disable_plaintext_auth" in configuration()
    setting = "disable_plaintext_auth = yes" if older else "auth_allow_cleartext = no"
    return stage.dovecot(extra=setting, client=ELSEWHERE)


def from_elsewhere(server: Dovecot, security: Security) -> Finding:
    """One test from another address of this computer."""
    target = replace(a_target(server, security), source=ELSEWHERE)
    witness = Witness()
    case = service.check(target, Secret(CANARY), a_plan(need=4), witness, threading.Event())
    found = Finding(case, service.read(case), witness)
    keeps_the_laws(found)
    return found


def test_where_login_is_disabled_nothing_is_sent(stage: Stage) -> None:
    server = refuses_plaintext(stage)
    found = from_elsewhere(server, Security.NONE)
    found.says("cannot-reach, very-sure")
    assert found.codes == {"protected-only"}
    assert "LOGINDISABLED" in found.case.server.capabilities
    assert [one.outcome for one in found.attempts] == [Outcome.NO_ENCRYPTION]
    assert "alice" not in server.log()  # the very name was not heard
    assert found.status == 20
    headline = sentences.headline(found.advice, Words(), found.case)
    assert headline == "The mail server takes a password only on a protected connection"


def test_behind_the_encryption_it_is_not_disabled_any_more(stage: Stage) -> None:
    found = from_elsewhere(refuses_plaintext(stage), Security.STARTTLS)
    found.says("no-limit-found at least 6, very-sure")
    assert "LOGINDISABLED" not in found.case.server.capabilities


@pytest.mark.slow
def test_a_right_password_after_wrong_ones_is_slow_and_told(stage: Stage) -> None:
    """Dovecot keeps its delay for the address, also for the right password."""
    server = stage.dovecot()
    for number in range(4):
        wrong = ("alice", f"wrong-{number}")
        with (
            pytest.raises((OSError, Refused)),
            hold(server, server.imaps, 1, tls=True, login=wrong),
        ):
            pass
    found = check(server, plan=a_plan(need=1))
    assert "slow-sign-in" in found.codes, found.story()
    told = sentences.how_sure(found.advice, Words())
    assert "The sign-in was slow. Some device here may still be using an old password." in told


def test_a_mailbox_that_is_full_is_told_from_one_sign_in(stage: Stage) -> None:
    """Dovecot answers the sign-in with its limit: that is what the note quotes, and no more."""
    server = stage.dovecot(userip=1)
    quick = replace(Waits(), no_place=(0.1, 0.1, 0.1))
    with hold(server, server.imaps, 1, tls=True, login=("alice", CANARY)):
        found = check(server, plan=a_plan(need=1, most=1, waits=quick))
    found.says("no-place-free named 1, fairly-sure")
    told = note(found.case, found.advice, Words()) or ""
    assert told.startswith("Subject: A mailbox at your mail server")
    assert "mail_max_userip_connections=1" in told
    assert "Your server's words name a limit of 1 connection." in told
    assert "needs about" not in told
