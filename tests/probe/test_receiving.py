"""Who takes in the mail of a domain: one question to a name server, and whatever it answers."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from tests.servers.scripted_names import ScriptedNames, Table
from wizard import assets, receiving
from wizard.core.discover import Candidate, Source
from wizard.probe import connect
from wizard.probe.connect import Cutter
from wizard.probe.name_service import NameService
from wizard.probe.receiving import SECONDS, receiver
from wizard.receiving import Question

TABLES: tuple[Any, Any] = (
    assets.read_json("mail-providers.json"),
    assets.read_json("big-providers.json"),
)
ADDRESS = "anna@miller.example"


def mx(*hosts: str) -> Table:
    return {("miller.example.", "MX"): [f"{n} {host}" for n, host in enumerate(hosts)]}


def asked(server: ScriptedNames) -> NameService:
    return NameService(lambda: ("127.0.0.1",), server.port)


def ask(zone: Table, address: str = ADDRESS) -> tuple[Candidate | None, list[str]]:
    cutter = Cutter()
    with ScriptedNames(zone) as server:
        found = receiver(address, TABLES, asked(server), cutter)
    cutter.close()
    return found, server.order


@pytest.mark.parametrize(
    ("host", "server"),
    [
        ("aspmx.l.google.com.", "imap.gmail.com"),
        ("miller-example.mail.protection.outlook.com.", "outlook.office365.com"),
        ("in1-smtp.messagingengine.com.", "imap.fastmail.com"),
        ("mx1.hoster.example.", None),
    ],
)
def test_our_lists_know_it_by_its_host(host: str, server: str | None) -> None:
    found, asked_for = ask(mx(host))
    assert asked_for == ["miller.example"]  # the domain, once, and nothing of the person
    assert (found.host if found else None) == server
    assert found is None or found.source is Source.MX_LIST


@pytest.mark.parametrize("address", ["anna", "", "anna@miller", "anna@" + "x" * 64 + ".example"])
def test_what_is_no_address_is_not_asked_about(address: str) -> None:
    assert ask({}, address) == (None, [])


def test_without_a_name_server_nothing_is_known() -> None:
    cutter = Cutter()
    began = time.monotonic()
    assert receiver(ADDRESS, TABLES, NameService(lambda: ()), cutter) is None
    with ScriptedNames(script=lambda *_: None) as silent:
        assert receiver(ADDRESS, TABLES, asked(silent), cutter, 0.3) is None
    assert time.monotonic() - began < SECONDS
    cutter.close()


# -- The question in a thread of its own -----


class Heard:
    """What a question told, and when."""

    def __init__(self) -> None:
        self.told: list[Candidate | None] = []
        self.over = threading.Event()

    def __call__(self, found: Candidate | None) -> None:
        self.told.append(found)
        self.over.set()


def test_it_is_told_once() -> None:
    heard = Heard()
    with ScriptedNames(mx("aspmx.l.google.com.")) as server:
        question = Question(ADDRESS, heard, asked(server))
        assert heard.over.wait(10)
        question.end()
    assert not question.is_open
    assert [one.provider for one in heard.told if one] == ["Google"]


def test_whoever_does_not_want_to_know_any_more_hears_nothing() -> None:
    heard, reached = Heard(), threading.Event()
    with ScriptedNames(script=lambda *_: reached.set()) as silent:
        question = Question(ADDRESS, heard, asked(silent))
        assert reached.wait(10)
        was_open = question.is_open
        began = time.monotonic()
        question.end()
        assert time.monotonic() - began < 1.0
    assert (was_open, question.is_open) == (True, False)
    assert heard.told == []


def test_a_computer_without_threads_or_sockets_left_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    heard = Heard()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert not Question(ADDRESS, heard).is_open

    def none_left() -> Cutter:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(connect, "Cutter", none_left)
    question = Question(ADDRESS, heard)
    question.cut()
    question.end()
    assert heard.told == []


@pytest.mark.parametrize(
    ("address", "known"),
    [("anna@gmail.com", True), ("anna@active24.com", True), (ADDRESS, False), ("anna", False)],
)
def test_who_is_in_our_lists_is_not_asked_about(address: str, known: bool) -> None:
    assert receiving.is_known(address) is known
