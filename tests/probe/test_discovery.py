"""From an address to its server, by every way: the best one that answers, told with its source."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.servers.scripted_names import ScriptedNames, Table
from tests.servers.steps import Greet, Serve, Silence, Step
from tests.servers.web import Request, Respond, moved, settings
from wizard import assets
from wizard.core.discover import Answer, Asked, Found, Source
from wizard.core.model import Outcome, Security
from wizard.probe import asking, lookup
from wizard.probe.connect import Cutter
from wizard.probe.discovery import Discovery, Means, Times, means
from wizard.probe.finding import Limits
from wizard.probe.name_service import NameService
from wizard.probe.web_file import Web

ADDRESS = "anna@miller.example"
LARGE: Any = assets.read_json("big-providers.json")
MAIL = "mail.provider.example"
OWN = "imap.miller.example"
QUICK = Times(listed=1.0, asking=1.5, whole=4.0)
Start = Callable[..., Hostile]
NAMES = ("autoconfig.miller.example", "miller.example", MAIL, OWN, "autoconfig.provider.example",
         "autoconfig.mx.provider.example", "autoconfig.thunderbird.net")  # fmt: skip


@dataclass
class Internet:
    """What there is: web servers by name, a zone, and who is nobody."""

    certs: Certs
    imap: int = 1
    webs: dict[str, list[Step]] = field(default_factory=dict)
    zone: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    providers: dict[str, Any] = field(default_factory=lambda: {"providers": []})
    mozilla: bool = False
    times: Times = QUICK
    asked: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def find(self, address: str = ADDRESS) -> Found:
        """One search; nothing of it is left, and nobody was told the address."""
        cert = self.certs.issue("internet", names=NAMES)
        # All web servers share one port, as they do in the world: the name tells them apart.
        with Crossing(self, cert) as web, ScriptedNames(self.zone) as names:
            made = self._means(web.port, names.port)
            began = time.monotonic()
            found = Discovery(address, self.providers, LARGE, made, self.stop, self.mozilla).run()
            assert time.monotonic() - began < self.times.whole + 1.0
            heard = web.heard.lower()
            assert ADDRESS.encode() not in heard
            assert b"anna" not in heard
        return found

    def _means(self, web: int, names: int) -> Means:
        tls = ssl.create_default_context(cafile=str(self.certs.ca))

        def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
            self.asked.append(host)
            known = host in self.webs or host in {MAIL, OWN}
            report(lookup.Found(("127.0.0.1",)) if known else lookup.Found(fault="unknown-name"))

        spoken = Web(tls, "tests", look_up, web, lambda _: True)
        service = NameService(lambda: ("127.0.0.1",), names)
        limits = Limits(phase=0.5, goodbye=0.3)
        return Means(tls, {"name": "tests"}, spoken, service, self.times, limits)


class Crossing(Hostile):
    """One web server for all names."""

    def __init__(self, internet: Internet, cert: Any) -> None:  # noqa: ANN401
        super().__init__([ByName(internet.webs)], tls=cert)


@dataclass(frozen=True)
class ByName:
    """Answers as the host that was asked for."""

    webs: Mapping[str, list[Step]]

    def play(self, talk: Any) -> None:  # noqa: ANN401
        Request().play(talk)
        host = talk.heard.decode().partition("Host: ")[2].partition(":")[0]
        for step in self.webs.get(host, [Respond(status="404 Not Found")]):
            step.play(talk)


@pytest.fixture
def internet(certs: Certs, hostile: Start) -> Iterator[Internet]:
    """An internet with one mail server, which has two names."""
    cert = certs.issue("mail", names=(MAIL, OWN))
    server = hostile([Greet(), Serve()], tls=cert)
    yield Internet(certs, server.port)
    assert server.all_gone()
    assert b"LOGIN" not in server.heard


def told(found: Found) -> tuple[str, Source] | None:
    return None if found.best is None else (found.best.host, found.best.source)


def answers(found: Found) -> dict[Source, Answer]:
    return {one.source: one.answer for one in found.asked}


def listed(internet: Internet, port: int) -> dict[str, Any]:
    row = {"host": MAIL, "port": port, "security": "tls", "user": "emailaddress", "sign_in": []}
    return {"providers": [{"name": "Provider", "domains": ["miller.example"], "servers": [row]}]}


# -- Every way -----


def test_a_server_of_our_list_is_found_and_nobody_is_asked(internet: Internet) -> None:
    internet.providers = listed(internet, internet.imap)
    found = internet.find()
    assert told(found) == (MAIL, Source.LIST)
    assert found.asked == ()
    assert internet.asked == [MAIL]


def test_the_domains_own_settings_come_next(internet: Internet) -> None:
    internet.webs["autoconfig.miller.example"] = [Respond(settings(port=internet.imap))]
    internet.webs["miller.example"] = [Respond(settings(OWN, internet.imap))]
    found = internet.find()
    assert told(found) == (MAIL, Source.AUTOCONFIG)
    assert found.best is not None
    assert found.best.user == ADDRESS
    assert found.best.is_proven  # the domain's own certificate speaks for it
    assert answers(found) == {
        Source.AUTOCONFIG: Answer.FOUND,
        Source.WELL_KNOWN: Answer.FOUND,
        Source.MX_LIST: Answer.NOTHING,
        Source.SRV_TLS: Answer.NOTHING,
        Source.SRV: Answer.NOTHING,
    }


def test_settings_at_the_well_known_place_are_found_also_after_a_redirect(
    internet: Internet,
) -> None:
    internet.webs["miller.example"] = [moved("https://autoconfig.provider.example/x", "301 Moved")]
    internet.webs["autoconfig.provider.example"] = [Respond(settings(port=internet.imap))]
    assert told(internet.find()) == (MAIL, Source.WELL_KNOWN)
    internet.webs["miller.example"] = [Respond(settings(port=internet.imap))]
    assert told(internet.find()) == (MAIL, Source.WELL_KNOWN)


def mx(*hosts: str) -> Table:
    return {("miller.example.", "MX"): [f"{n} {host}" for n, host in enumerate(hosts)]}


def test_the_host_that_takes_the_mail_may_be_in_our_list(internet: Internet) -> None:
    internet.zone |= mx("a.mx.provider.example.")
    internet.providers = listed(internet, internet.imap)
    internet.providers["providers"][0]["domains"] = ["provider.example"]
    found = internet.find()
    assert told(found) == (MAIL, Source.MX_LIST)
    assert found.best is not None
    assert found.best.provider == "Provider"


def test_its_provider_may_publish_settings(internet: Internet) -> None:
    internet.zone |= mx("mx1.provider.example.")
    internet.webs["autoconfig.provider.example"] = [
        Respond(settings(port=internet.imap, user="%EMAILLOCALPART%"))
    ]
    found = internet.find()
    assert told(found) == (MAIL, Source.MX_AUTOCONFIG)
    assert found.best is not None
    assert found.best.user == "anna"
    assert not found.best.is_proven  # anybody could have answered for the name server


@pytest.mark.parametrize("service", [Source.SRV_TLS, Source.SRV])
def test_the_domain_may_name_its_server_itself(
    internet: Internet, hostile: Start, certs: Certs, service: Source
) -> None:
    cert = certs.issue("starttls", names=(OWN,))
    later = hostile([Greet(), Serve()], starttls=cert)
    kind, port = ("imaps", internet.imap) if service is Source.SRV_TLS else ("imap", later.port)
    internet.zone[f"_{kind}._tcp.miller.example.", "SRV"] = [f"0 0 {port} {OWN}."]
    found = internet.find()
    assert told(found) == (OWN, service)
    assert found.best is not None
    assert found.best.is_proven  # a name of the domain itself, and a certificate for it
    assert found.best.security is (Security.TLS if kind == "imaps" else Security.STARTTLS)


def test_mozilla_is_asked_only_when_the_user_wants_it_and_hears_only_the_domain(
    internet: Internet,
) -> None:
    internet.webs["autoconfig.thunderbird.net"] = [Respond(settings(port=internet.imap))]
    assert told(internet.find()) is None
    assert "autoconfig.thunderbird.net" not in internet.asked
    internet.mozilla = True
    assert told(internet.find()) == (MAIL, Source.MOZILLA)
    assert "autoconfig.thunderbird.net" in internet.asked


def test_where_nothing_is_found_it_is_told_where_we_looked(internet: Internet) -> None:
    found = internet.find()
    assert found.best is None
    assert [one.place for one in found.asked] == [
        "autoconfig.miller.example",
        *["miller.example"] * 4,
    ]
    assert [one.candidate.source for one in found.tried] == [Source.USUAL_NAME] * 6


# -- The best one that answers -----


def test_a_dead_server_of_a_better_way_gives_way_to_a_worse_one(
    internet: Internet, hostile: Start
) -> None:
    dead = hostile([Silence()])
    internet.providers = listed(internet, dead.port)
    internet.webs["autoconfig.miller.example"] = [Respond(settings(OWN, 1))]
    internet.webs["miller.example"] = [Respond(settings(port=internet.imap))]
    found = internet.find()
    assert told(found) == (MAIL, Source.WELL_KNOWN)
    assert [one.outcome for one in found.tried[:3]] == [
        Outcome.SILENT,
        Outcome.CONNECT_REFUSED,
        Outcome.OPEN,
    ]


def test_a_large_provider_is_told_without_a_connection(internet: Internet) -> None:
    internet.zone |= mx("miller-example.mail.protection.outlook.com.")
    found = internet.find()
    assert told(found) == ("outlook.office365.com", Source.MX_LIST)
    assert found.best is not None
    assert found.best.is_proven
    assert (found.tried, "outlook.office365.com" in internet.asked) == ((), False)
    # What the domain publishes itself is better known than who takes its mail in.
    internet.webs["autoconfig.miller.example"] = [Respond(settings(port=internet.imap))]
    assert told(internet.find()) == (MAIL, Source.AUTOCONFIG)


def test_a_server_without_a_good_certificate_is_not_used(
    internet: Internet, hostile: Start, certs: Certs
) -> None:
    liar = hostile([Greet(), Serve()], tls=certs.wrong_name)
    internet.webs["autoconfig.miller.example"] = [Respond(settings(port=liar.port))]
    found = internet.find()
    assert found.best is None
    assert found.bad_certificate is not None
    assert found.bad_certificate.candidate.host == MAIL


# -- Time -----


def test_silent_ones_everywhere_cost_no_more_than_the_time_there_is(internet: Internet) -> None:
    internet.zone |= mx("mx1.provider.example.")
    silent = ("autoconfig.miller.example", "miller.example", "autoconfig.provider.example")
    internet.webs |= {name: [Silence()] for name in silent}
    internet.times = Times(listed=0.5, asking=0.6, whole=2.0)
    found = internet.find()
    assert found.best is None
    assert answers(found)[Source.AUTOCONFIG] is Answer.NO_ANSWER


def test_ten_seconds_are_the_promise() -> None:
    times, limits = Times(), Limits()
    assert max(limits.phase, asking.STEP) <= 3
    assert times.whole + limits.goodbye <= 10
    assert times.listed + times.asking < times.whole


@pytest.mark.parametrize("after", [0.0, 0.2])
def test_a_stop_is_seen_at_once(internet: Internet, after: float) -> None:
    internet.webs["autoconfig.miller.example"] = [Silence()]
    internet.times = Times()
    timer = threading.Timer(after, internet.stop.set)
    timer.start()
    began = time.monotonic()
    found = internet.find()
    timer.join()
    assert time.monotonic() - began < after + 1.0
    assert found.stopped
    assert found.best is None


# -- Faults of this computer, and what is no domain -----


def test_a_computer_without_threads_or_sockets_left_is_told(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = threading.Thread.start

    def refuse(self: threading.Thread) -> None:
        if self.name.startswith("mail-asking"):
            raise RuntimeError("can't start new thread")
        start(self)

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert set(answers(internet.find()).values()) == {Answer.OUR_FAULT}

    def none_left() -> Cutter:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(asking, "Cutter", none_left)
    assert set(answers(internet.find()).values()) == {Answer.OUR_FAULT}


def test_faults_on_the_way_are_answers_too(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    internet.webs["autoconfig.miller.example"] = [Respond(b"<html>")]
    faults = iter((OSError(24, "Too many open files"), OSError(113, "No route"), OSError(5, "?")))

    def ask(*_: object) -> None:
        raise next(faults)

    monkeypatch.setattr(NameService, "ask", ask)
    found = internet.find()
    assert answers(found)[Source.AUTOCONFIG] is Answer.NOT_UNDERSTOOD
    rest = sorted(one.answer for one in found.asked[2:])
    assert rest == [Answer.NO_ANSWER, Answer.NO_ANSWER, Answer.OUR_FAULT]


@pytest.mark.parametrize("address", ["", "anna", "anna@" + "x" * 63 + "\u00fc.example"])
def test_what_no_name_server_can_know_is_not_asked(internet: Internet, address: str) -> None:
    assert internet.find(address).asked == ()


def test_the_usual_means_are_the_systems(certs: Certs) -> None:
    tls = ssl.create_default_context(cafile=str(certs.ca))
    usual = means(tls, {"name": "Program", "version": "1"})
    assert (usual.web.port, usual.names.port, usual.web.agent) == (443, 53, "Program/1")
    assert usual.names.servers is None
    assert not usual.web.may_reach("127.0.0.1")
    assert replace(usual, times=QUICK).times is QUICK
    assert Asked(Source.LIST, "x", Answer.FOUND).place == "x"
