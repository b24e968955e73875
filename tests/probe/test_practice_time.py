"""How long sessions of the practice server live."""

import time
from dataclasses import replace

import pytest

from tests.probe.practice_client import WAYS, Client, practice_place
from tests.servers import USERS
from wizard.probe.practice import COURIER, DOVECOT, NoLimit, PracticeServer, Role

every_way = pytest.mark.parametrize("way", WAYS)
both_roles = pytest.mark.parametrize("role", [COURIER, DOVECOT], ids=lambda role: role.name)


@both_roles
@pytest.mark.parametrize("way", ["plain", "tls"])
def test_who_does_not_sign_in_is_closed_and_noop_does_not_help(role: Role, way: str) -> None:
    with (
        PracticeServer(NoLimit(), role=replace(role, unsigned_life=0.3)) as server,
        Client(practice_place(server), way) as client,
    ):
        client.greet()
        began = time.monotonic()
        while client.ask(b"n1 NOOP").startswith(b"n1 OK"):
            time.sleep(0.02)
            assert time.monotonic() - began < 5.0
        assert client.line() == b""


@both_roles
def test_only_dovecot_says_why_it_closes_an_unsigned_session(role: Role) -> None:
    expected = b"" if role is COURIER else b"* BYE Closed for inactivity.\r\n"
    with (
        PracticeServer(NoLimit(), role=replace(role, unsigned_life=0.2)) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        assert client.line() == expected
        assert client.line() == b""


@every_way
def test_signed_in_a_session_lives_until_it_is_silent_for_long(way: str) -> None:
    role = replace(COURIER, unsigned_life=2.0, inactivity=0.4)
    with (
        PracticeServer(NoLimit(), users=USERS, role=role) as server,
        Client(practice_place(server), way) as client,
    ):
        client.greet()
        client.sign_in()
        for _ in range(5):
            time.sleep(0.1)
            assert client.alive()
        assert client.line() == b"* BYE Closed for inactivity.\r\n"
        assert client.line() == b""


def test_the_unsigned_life_ends_a_slow_answer_too() -> None:
    role = replace(COURIER, unsigned_life=0.2, wrong_password_delay=30.0)
    with (
        PracticeServer(NoLimit(), role=role) as server,
        Client(practice_place(server)) as client,
    ):
        client.greet()
        assert client.ask(b"l1 LOGIN alice wrong") == b""
