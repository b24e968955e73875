"""`check --email`: the server is found, told with its source, and only then checked."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_status import values
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.servers.steps import Greet, Serve, StartTls, Step
from wizard import service
from wizard.core.discover import Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.leaving import Leaving
from wizard.core.model import Outcome, Security
from wizard.probe.finding import Search
from wizard.probe.practice import PracticeServer
from wizard.probe.trust import context

ADDRESS = "anna@miller.example"
Pretend = Callable[..., list[tuple[tuple[Any, ...], dict[str, Any]]]]
ASKED = (Asked(Source.AUTOCONFIG, "autoconfig.miller.example", Answer.NO_ANSWER),)


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """The search brings this; gives what it was asked."""

    def start(found: Found) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        asked: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

        def find(*arguments: Any, **options: Any) -> Found:  # noqa: ANN401
            asked.append((arguments, options))
            return found

        monkeypatch.setattr(service, "find", find)
        return asked

    return start


@pytest.fixture
def place() -> Candidate:
    return Candidate(
        "mail.provider.example", 993, Security.TLS, "anna", Source.AUTOCONFIG, provider="x"
    )


@pytest.fixture
def office(papers: Path) -> Iterator[tuple[PracticeServer, Path]]:
    """A server without a limit, and the certificate to trust."""
    with service.practice_server("none") as server:
        trusted = papers / "ca.pem"
        trusted.write_text(server.trusted_certificate, encoding="ascii")
        yield server, trusted


def test_the_server_that_was_found_is_checked_with_its_user_name(
    run: Run, pretend: Pretend, office: tuple[PracticeServer, Path]
) -> None:
    server, trusted = office
    found = Candidate("localhost", server.tls_port, Security.TLS, "practice", Source.MX_LIST)
    asked = pretend(Found(found))
    told = run(
        *("check", "--email", ADDRESS, "--password-stdin", "--ca-file", trusted, "--family", 4),
        *("--need", 2, "--pace", 0.2, "--mail-closed", "--control", "localhost:1"),
        typed="practice\n",
    )
    said = values(told.out.partition("\n\n")[0])
    assert (said["found"], said["found-by"]) == (f"localhost:{server.tls_port}", "mx-list")
    assert said["verdict"] == "no-limit-found"
    assert asked[0][0][0] == ADDRESS
    leaving = Leaving(4)
    assert asked[0][1] == {"ca_file": str(trusted), "ask_mozilla": False, "leaving": leaving}


@pytest.mark.parametrize("terminal", [False, True])
def test_not_found_is_told_with_where_we_looked(
    run: Run, pretend: Pretend, place: Candidate, monkeypatch: pytest.MonkeyPatch, papers: Path,
    terminal: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    tried = (Tried(place, Outcome.SILENT), Tried(replace(place, port=143), Outcome.SILENT))
    pretend(Found(None, tried, asked=ASKED))
    told = run("check", "--email", ADDRESS, "--json", papers / "x.json")
    assert told.status == 20
    assert not (papers / "x.json").exists()
    looked = ("Asked autoconfig.miller.example: it does not answer.",
              "Tried mail.provider.example: it does not answer.")  # fmt: skip
    if terminal:
        assert "We could not find your mail server\nLook in a working mail program" in told.out
        assert told.out.endswith("".join(f"- {line}\n" for line in looked))
    else:
        said = values(told.out)
        assert said["looked"] == " ".join(looked)
        assert (said["verdict"], said["status"]) == ("not-found", "20")
        assert said["headline"] == "We could not find your mail server"


def test_where_nobody_answers_a_sign_in_page_is_thought_of(
    run: Run, pretend: Pretend, place: Candidate
) -> None:
    tried = (Tried(place, Outcome.CONNECT_UNANSWERED),)
    site = Asked(Source.WELL_KNOWN, "miller.example", Answer.CERTIFICATE)
    pretend(Found(None, tried, asked=(*ASKED, site)))
    told = run("check", "--email", ADDRESS)
    assert told.status == 20
    assert told.err == (
        "Neither the web site nor a mail server of miller.example gave a proper answer. "
        "Open a web page: this network may want a sign-in first.\n"
    )
    pretend(Found(None, tried, asked=(*ASKED, replace(site, answer=Answer.NOTHING))))
    assert run("check", "--email", ADDRESS).err == ""


def test_on_a_terminal_the_source_is_a_sentence(
    run: Run, pretend: Pretend, place: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    pretend(Found(replace(place, host="imap.gmail.com")))  # answered from the table
    told = run("check", "--email", ADDRESS)
    line = told.out.partition("\n")[0]
    assert line == "Found in the settings that your domain publishes: imap.gmail.com"
    assert told.status == 0


def test_no_password_goes_where_nobody_vouches_for_the_server(
    run: Run, pretend: Pretend, place: Candidate
) -> None:
    pretend(Found(replace(place, is_proven=False)))
    told = run("check", "--email", ADDRESS, "--password-stdin", typed="secret\n")
    assert told.status == 2
    assert told.sentence == (
        "mail-connection-check: mail.provider.example is not part of miller.example, and nothing "
        "proves that it is your provider's. If it is, name it: check mail.provider.example "
        "--email anna@miller.example"
    )


def test_one_that_could_not_prove_its_name_is_asked_again_for_the_exact_fault(
    run: Run, pretend: Pretend, office: tuple[PracticeServer, Path]
) -> None:
    server, _ = office
    bad = Candidate("localhost", server.tls_port, Security.TLS, "anna", Source.USUAL_NAME)
    pretend(Found(None, (Tried(bad, Outcome.CERTIFICATE_PROBLEM, "issuer"),)))
    told = run("check", "--email", ADDRESS, "--password-stdin", "--family", 4, typed="secret\n")
    assert told.status == 22


def test_a_search_that_was_stopped_ends_the_command(run: Run, pretend: Pretend) -> None:
    pretend(Found(stopped=True))
    assert run("check", "--email", ADDRESS).status == 12


def test_a_named_server_wins_and_the_address_is_its_user(
    run: Run, pretend: Pretend, office: tuple[PracticeServer, Path]
) -> None:
    server, trusted = office
    asked = pretend(Found())
    told = run(
        *("check", "localhost", "--email", "practice@miller.example", "--user", "practice"),
        *("--port", server.tls_port, "--password-stdin", "--ca-file", trusted, "--family", 4),
        *("--need", 2, "--pace", 0, "--mail-closed", "--control", "localhost:1"),
        typed="practice\n",
    )
    assert values(told.out.partition("\n\n")[0])["verdict"] == "no-limit-found"
    assert asked == []


def test_what_was_named_by_hand_stays(run: Run, pretend: Pretend, place: Candidate) -> None:
    told: list[Any] = []

    def check(target: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401
        told.append(target)
        raise KeyboardInterrupt

    pretend(Found(place))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "check", check)
        run("check", "--email", ADDRESS, "--security", "starttls", "--password-stdin", typed="x\n")
        run("check", "--email", ADDRESS, "--user", "boss", "--password-stdin", typed="x\n")
        run("check", "--email", f" <{ADDRESS}> ")
    assert [(one.port, one.security, one.user) for one in told] == [
        (143, Security.STARTTLS, "anna"),
        (993, Security.TLS, "boss"),
        (993, Security.TLS, None),
    ]


def test_a_mailbox_of_a_large_provider_needs_no_search(run: Run, pretend: Pretend) -> None:
    asked = pretend(Found())
    told = run("check", "--email", "anna@gmail.com", "--password-stdin")
    assert told.status == 0
    assert asked == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--email anna", "anna is not an email address."),
        ("--email anna@miller", "anna@miller is not an email address."),
        ("imap.miller.example --ask-mozilla", "--ask-mozilla goes only with --email."),
        ("--practice --email anna@miller.example", "--practice brings its own server"),
        ("--email anna@miller.example --need 0", "Count at least one device."),
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked(
    run: Run, pretend: Pretend, arguments: str, said: str
) -> None:
    asked = pretend(Found())
    told = run("check", *arguments.split())
    assert told.status == 2
    assert said in told.sentence
    assert asked == []


def test_the_search_leaves_as_the_test_will(run: Run, pretend: Pretend) -> None:
    asked = pretend(Found())
    run("check", "--email", ADDRESS, "--source", "127.0.0.1")
    run("check", "--email", ADDRESS, "--family", 6)
    told = [options["leaving"] for _, options in asked]
    assert told == [Leaving(None, "127.0.0.1"), Leaving(6)]


def test_mozilla_is_asked_when_it_is_wanted(run: Run, pretend: Pretend) -> None:
    asked = pretend(Found())
    run("check", "--email", ADDRESS, "--ask-mozilla")
    assert asked[0][1]["ask_mozilla"] is True


def test_a_server_that_changes_after_it_was_found_gets_no_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, certs: Certs, hostile: Callable[..., Hostile]
) -> None:
    """Good while we search, another's certificate when it matters."""

    def script(number: int) -> list[Step]:
        return [StartTls(certs.valid if number == 0 else certs.wrong_name), Greet(), Serve()]

    server = hostile(script)
    place = Candidate("localhost", server.port, Security.TLS, ADDRESS, Source.USUAL_NAME)

    def find(*_: Any, **__: Any) -> Found:  # noqa: ANN401
        tls = context(str(certs.ca), None, checked=True)
        return Search((place,), tls, {}, lambda _: None, threading.Event()).run()

    monkeypatch.setattr(service, "find", find)
    told = run(
        *("check", "--email", ADDRESS, "--password-stdin", "--ca-file", certs.ca, "--family", 4),
        *("--control", "localhost:1"),
        typed="secret-canary\n",
    )
    assert told.status == 22
    assert server.ever > 1
    assert not server.has_heard("secret-canary")
    assert server.all_gone()
