"""Which way an attempt goes, and that no password comes back by any of them."""

import base64
import ssl
from dataclasses import replace

from tests.servers import CANARY, USERS
from wizard.core.commands import Open
from wizard.core.model import Patience, Step, Via
from wizard.core.secret import HIDDEN, Secret
from wizard.probe.ways import Account, How, Ways

FIRST = Account("alice", Secret(CANARY))
SECOND = Account("bob", Secret(USERS["bob"]))
CHECKED = How(
    "localhost", Patience(), FIRST, None, ssl.create_default_context(), hidden=(FIRST, SECOND)
)
UNCHECKED = replace(CHECKED, source="127.0.0.2")
WAYS = Ways(CHECKED, UNCHECKED, replace(CHECKED, account=SECOND))


def test_only_the_visit_of_the_second_mailbox_signs_in_there() -> None:
    assert WAYS.of(Open(1, Step.CLIMB)) is CHECKED
    assert WAYS.of(Open(1, Step.CLIMB, any_certificate=True)) is UNCHECKED
    assert WAYS.of(Open(1, Step.NEIGHBOURS, Via.OTHER_SERVICE)) is CHECKED
    assert WAYS.of(Open(1, Step.NEIGHBOURS, Via.SECOND_MAILBOX)).account is SECOND


def test_no_session_tells_the_password_of_another_one() -> None:
    plain = base64.b64encode(f"\0bob\0{USERS['bob']}".encode())
    said = [f"* BYE {CANARY} {USERS['bob']} ".encode() + plain]
    for way in (CHECKED, WAYS.of(Open(1, Step.NEIGHBOURS, Via.SECOND_MAILBOX))):
        assert way.say(said) == f"* BYE {HIDDEN} {HIDDEN} {HIDDEN}"
