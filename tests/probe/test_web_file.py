"""A settings file over https: a good one is read; nobody leads a search astray or holds it up."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from tests.servers.certs import Certs, ServerCert
from tests.servers.hostile import Hostile
from tests.servers.steps import Close, Drip, Flood, Reset, Send, Silence, Step
from tests.servers.web import Request, Respond, moved, settings
from wizard.core.discover import Answer
from wizard.core.leaving import Leaving
from wizard.core.reach import may_reach
from wizard.probe import lookup
from wizard.probe.connect import CutError, Cutter
from wizard.probe.web_file import LARGEST, NotFetchedError, Web

HOST = "autoconfig.miller.example"
URL = f"https://{HOST}/mail/config-v1.1.xml"
SECONDS = 1.0
Start = Callable[..., Hostile]


@pytest.fixture
def cert(certs: Certs) -> ServerCert:
    names = (HOST, "miller.example", "elsewhere.example")
    return certs.issue("web", names=names)


def web(certs: Certs, port: int, told: Mapping[str, str] | None = None, **rules: object) -> Web:
    """As the program speaks https; names lead to this computer."""

    def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
        found = (told or {}).get(host, "127.0.0.1")
        report(lookup.Found((found,)) if found else lookup.Found(fault="unknown-name"))

    tls = ssl.create_default_context(cafile=str(certs.ca))
    allowed = rules.get("may_reach", lambda address: address.startswith("127."))
    return Web(tls, "tests/1", look_up, port, allowed)  # type: ignore[arg-type]


def test_it_is_fetched_only_the_way_the_test_may_go(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    good = hostile([Request(), Respond(settings())], tls=cert)
    spoken = web(certs, good.port)
    assert fetch(replace(spoken, leaving=Leaving(6))) is Answer.NOTHING
    assert good.ever == 0
    # An address that this computer does not have: nothing leaves from another one in its place.
    elsewhere = replace(spoken, leaving=Leaving(source="192.0.2.99"))
    assert fetch(elsewhere) is Answer.OUR_FAULT
    assert good.ever == 0
    assert fetch(replace(spoken, leaving=Leaving(4, "127.0.0.1"))) == settings()


def fetch(one: Web, url: str = URL, seconds: float = SECONDS) -> bytes | Answer:
    """The file, or why there is none; it takes no longer than allowed."""
    cutter, began = Cutter(), time.monotonic()
    try:
        return one.fetch(url, began + seconds, cutter)
    except NotFetchedError as error:
        return error.answer
    finally:
        cutter.close()
        assert time.monotonic() - began < seconds + 0.5


def test_a_file_is_fetched_and_nothing_but_the_request_is_sent(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    good = hostile([Request(), Respond(settings())], tls=cert)
    assert fetch(web(certs, good.port)) == settings()
    assert good.heard.decode().splitlines() == [
        "GET /mail/config-v1.1.xml HTTP/1.1",
        f"Host: {HOST}:{good.port}",
        "User-Agent: tests/1",
        "Accept: application/xml, text/xml",
        "Accept-Encoding: identity",
        "Connection: close",
        "",
    ]
    assert good.all_gone()


def test_a_file_in_pieces_and_one_to_the_end_are_whole(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n\r\n"
    for told in (pieces, b"HTTP/1.0 200 OK\r\n\r\n<a/>"):
        one = hostile([Request(), Send(told), Close()], tls=cert)
        assert fetch(web(certs, one.port)) == b"<a/>"
        assert one.all_gone()


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "204 Nothing", "401 Who"])
def test_no_file_is_no_file(hostile: Start, certs: Certs, cert: ServerCert, status: str) -> None:
    one = hostile([Request(), Respond(status=status)], tls=cert)
    assert fetch(web(certs, one.port)) is Answer.NOTHING


def test_a_file_that_moved_is_followed(hostile: Start, certs: Certs, cert: ServerCert) -> None:
    def script(number: int) -> list[Step]:
        last = Respond(settings())
        steps = ["/else", f"https://elsewhere.example:{one.port}/x?y=1", "z"]
        return [Request(), moved(steps[number]) if number < 3 else last]

    one = hostile(script, tls=cert)
    assert fetch(web(certs, one.port), seconds=3.0) == settings()
    paths = [line for line in one.heard.decode().splitlines() if line.startswith("GET")]
    assert [path.split()[1] for path in paths] == ["/mail/config-v1.1.xml", "/else", "/x?y=1", "/z"]


def test_a_circle_is_left_after_three_turns(hostile: Start, certs: Certs, cert: ServerCert) -> None:
    looped = hostile([Request(), moved("/again")], tls=cert)
    assert fetch(web(certs, looped.port), seconds=3.0) is Answer.NOT_ALLOWED
    assert looped.ever == 4
    assert looped.all_gone()


@pytest.mark.parametrize(
    "to",
    [
        f"http://{HOST}/mail/config-v1.1.xml",
        "ftp://elsewhere.example/x",
        "file:///etc/passwd",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://0x7f.0.0.1/x",
        "https://0177.0.0.01/x",
        "https://１２７.0.0.1/x",
        "https://localhost/x",
        "https://elsewhere.example:22/x",
        "https://anna:secret@elsewhere.example/x",
        "https://[bad/x",
        "https://elsewhere.example:port/x",
        "/" + "x" * 2000,
        "/a b",
        "/\u00fc",
    ],
)
def test_nobody_leads_us_astray(hostile: Start, certs: Certs, cert: ServerCert, to: str) -> None:
    location = b"Location: " + to.encode("utf-8") + b"\r\n"
    told = b"HTTP/1.1 302 Found\r\n" + location + b"Content-Length: 0\r\n\r\n"
    one = hostile([Request(), Send(told)], tls=cert)
    assert fetch(web(certs, one.port)) in {Answer.NOT_ALLOWED, Answer.NOT_UNDERSTOOD}
    assert one.ever == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.1.1", "::1"])
def test_an_address_inside_the_office_is_never_connected_to(
    hostile: Start, certs: Certs, cert: ServerCert, address: str
) -> None:
    one = hostile([Request(), Respond(settings())], tls=cert)
    there = web(certs, one.port, {HOST: address}, may_reach=may_reach)
    assert fetch(there) is Answer.NOT_ALLOWED
    assert one.ever == 0


def test_connected_is_the_address_that_was_looked_at(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    """A name that leads elsewhere when it is asked a second time is not asked a second time."""
    one = hostile([Request(), Respond(settings())], tls=cert)
    asked: list[str] = []

    def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
        asked.append(host)
        report(lookup.Found(("10.0.0.1", "127.0.0.1") if len(asked) == 1 else ("10.0.0.1",)))

    tls = ssl.create_default_context(cafile=str(certs.ca))
    there = Web(tls, "tests", look_up, one.port, lambda address: address != "10.0.0.1")
    assert fetch(there) == settings()
    assert asked == [HOST]


def test_where_the_older_internet_is_shut_the_newer_one_is_tried(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    one = hostile([Request(), Respond(settings())], tls=cert)

    def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
        report(lookup.Found(("::1", "127.0.0.1")))

    tls = ssl.create_default_context(cafile=str(certs.ca))
    there = Web(tls, "tests", look_up, one.port, lambda address: True)
    assert fetch(there) == settings()
    only_six = Web(tls, "tests", look_up, one.port, lambda address: address == "::1")
    assert fetch(only_six) is Answer.NO_ANSWER
    one.close()
    assert fetch(there) is Answer.NO_ANSWER


@pytest.mark.parametrize("bad", ["wrong_name", "expired", "self_signed"])
def test_who_cannot_prove_the_name_is_not_read(hostile: Start, certs: Certs, bad: str) -> None:
    one = hostile([Request(), Respond(settings())], tls=getattr(certs, bad))
    assert fetch(web(certs, one.port)) is Answer.CERTIFICATE
    assert b"GET" not in one.heard


def test_a_name_of_nobody_is_no_file(certs: Certs) -> None:
    assert fetch(web(certs, 1, {HOST: ""})) is Answer.NOTHING


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        (lookup.Found(fault="emfile", ours=True), Answer.OUR_FAULT),
        (lookup.Found(fault="temporary"), Answer.NO_ANSWER),
    ],
)
def test_a_name_that_could_not_be_looked_up_is_not_taken_for_nobodys(
    found: lookup.Found, answer: Answer
) -> None:
    def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
        report(found)

    assert fetch(Web(ssl.create_default_context(), "tests", look_up, 1)) is answer


HEAD = b"HTTP/1.1 200 OK\r\n"
LONG = Flood(10_000_000, b"x" * 1000)
# Tiny pieces take long to put together: whichever comes first, time is up or room is.
LATE_OR_LONG = {Answer.NO_ANSWER, Answer.NOT_UNDERSTOOD}
ENDLESS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("script", "answers"),
    [
        ([Silence()], {Answer.NO_ANSWER}),
        ([Request(), Silence()], {Answer.NO_ANSWER}),
        ([Request(), Close()], {Answer.NO_ANSWER, Answer.NOT_UNDERSTOOD}),
        ([Request(), Reset()], {Answer.NO_ANSWER}),
        ([Request(), Drip(HEAD + b"\r\n" + b"x" * 100, 0.1)], {Answer.NO_ANSWER}),
        ([Request(), Send(HEAD), Flood(10_000_000, b"X: y\r\n" * 100)], {Answer.NOT_UNDERSTOOD}),
        ([Request(), Send(HEAD + b"X: "), LONG], {Answer.NOT_UNDERSTOOD}),
        ([Request(), Send(HEAD + b"\r\n"), LONG], {Answer.NOT_UNDERSTOOD}),
        ([Request(), Send(ENDLESS), Flood(9_000_000, b"5\r\nxxxxx\r\n")], LATE_OR_LONG),
        ([Request(), Flood(9_000_000, b"HTTP/1.1 100 Go on\r\n\r\n")], {Answer.NOT_UNDERSTOOD}),
        ([Request(), Send(b"220 smtp.example ESMTP\r\n"), Close()], {Answer.NOT_UNDERSTOOD}),
        ([Request(), Send(bytes(range(256)) * 40), Close()], {Answer.NOT_UNDERSTOOD}),
        (
            [Request(), Respond(b"x" * (LARGEST + 1))],
            {Answer.NOT_UNDERSTOOD},
        ),
        (
            [Request(), Respond(gzip.compress(settings()), headers=("Content-Encoding: gzip",))],
            {Answer.NOT_UNDERSTOOD},
        ),
    ],
    ids=["silent", "hears", "closes", "resets", "drips", "headers", "long", "body", "pieces",
         "goes-on", "smtp", "garbage", "large", "gzip"],
)  # fmt: skip
def test_a_bad_web_server_costs_little_time_and_room(
    hostile: Start,
    certs: Certs,
    cert: ServerCert,
    script: list[object],
    answers: set[Answer],
) -> None:
    one = hostile(script, tls=cert)
    assert fetch(web(certs, one.port)) in answers
    assert one.all_gone()


def test_one_who_speaks_no_encryption_or_never_begins_it_is_left(
    hostile: Start, certs: Certs
) -> None:
    for script in (
        [Send(b"HTTP/1.1 200 OK\r\n\r\n")],
        [Silence()],
        [Drip(b"\x16\x03\x01" * 9, 0.2)],
    ):
        one = hostile(script)
        assert fetch(web(certs, one.port), seconds=0.6) is Answer.NO_ANSWER


def test_somebody_else_can_end_it_at_any_moment(
    hostile: Start, certs: Certs, cert: ServerCert
) -> None:
    for silent in (hostile([Silence()]), hostile([Request(), Silence()], tls=cert), None):
        cutter = Cutter()
        there = web(certs, silent.port) if silent else Web(ssl.create_default_context(), "t",
                                                           lambda host, report: None)  # fmt: skip
        timer = threading.Timer(0.1, cutter.cut)
        timer.start()
        began = time.monotonic()
        with pytest.raises(CutError):
            there.fetch(URL, began + 5, cutter)
        assert time.monotonic() - began < 0.6
        cutter.close()
        timer.join()
