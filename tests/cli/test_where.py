"""Where the computer is: a warning on stderr, a remark in the case, and a computer that slept."""

import io
import json
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_terminal import ended, started
from tests.somewhere import HOTSPOT, OFFICE, OFFLINE, ON_VPN, PORTAL, Somewhere
from wizard import service
from wizard.cli.live import Live
from wizard.cli.orders import Order
from wizard.cli.where import placed
from wizard.core.commands import Open
from wizard.core.model import Event, Outcome, Plan, Security, Step, Target
from wizard.core.surroundings import Surroundings
from wizard.core.whereabouts import Whereabouts
from wizard.paper.progress_words import SLOW
from wizard.words import Words

ORDER = Order(
    Target("mail.example-host.net", 993, Security.TLS, "info@miller.example"),
    Plan(service.given_need(4, None)),
)


@pytest.mark.parametrize(
    ("here", "warned", "remarks"),
    [
        (OFFICE, "", ()),
        (Surroundings(), "", ()),
        (ON_VPN, "Mind: A VPN is on.", (Whereabouts.VPN,)),
        (HOTSPOT, "Mind: This looks like a phone hotspot", (Whereabouts.MOBILE,)),
        (OFFLINE, "Mind: This computer is not connected to the internet.", ()),
        (PORTAL, "Mind: Sign in to this Wi-Fi first", ()),
    ],
)
def test_a_warning_and_the_check_goes_on(
    here: Surroundings,
    warned: str,
    remarks: tuple[Whereabouts, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    ordered = placed(ORDER, Somewhere(here), Words())
    assert ordered == replace(ORDER, plan=replace(ORDER.plan, whereabouts=remarks))
    told = capsys.readouterr()
    assert told.err.startswith(warned)
    assert told.err.count("\n") == bool(warned)
    assert told.out == ""


@pytest.mark.parametrize(
    ("host", "asked"), [("mail.example-host.net", ""), ("198.51.100.25", "198.51.100.25")]
)
def test_the_way_to_the_server_is_what_counts(host: str, asked: str) -> None:
    somewhere = Somewhere()
    placed(replace(ORDER, target=replace(ORDER.target, host=host)), somewhere, Words())
    assert somewhere.asked == [asked]


@pytest.mark.parametrize("changes", [{"host": "localhost"}, {"source": "192.168.1.7"}])
def test_where_no_network_is_in_between_nothing_is_asked(
    changes: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    ordered = replace(ORDER, target=replace(ORDER.target, **changes))  # type: ignore[arg-type]
    somewhere = Somewhere(ON_VPN)
    assert placed(ordered, somewhere, Words()) is ordered
    assert somewhere.asked == []
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process by a signal")
def test_a_computer_that_slept_has_no_result(tmp_path: Path) -> None:
    """A process that the system stops for six seconds has slept: its clocks say so."""
    with service.practice_server("per-address", 50) as server:
        certificate = tmp_path / "ca.pem"
        certificate.write_text(server.trusted_certificate, encoding="ascii")
        result = tmp_path / "result.json"
        process = started(
            *("check", "localhost", "--family", "4", "--port", str(server.tls_port)),
            *("--ca-file", str(certificate), "--mail-closed", "--need", "20", "--pace", "0.5"),
            *("--json", str(result), "--lang", "en", "--test-anyway"),
        )
        until = time.monotonic() + 20
        while server.served_now() < 2:
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(signal.SIGSTOP)
        time.sleep(6)
        process.send_signal(signal.SIGCONT)
        status, out, _ = ended(process)
    assert status == 12
    assert b"headline: The computer fell asleep, so the test stopped" in out
    verdict = json.loads(result.read_text("utf-8"))["verdict"]
    assert (verdict["kind"], verdict["because"][0]["code"]) == ("no-clear-result", "slept")


def test_a_connection_that_takes_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wizard.cli.live.SLOW_AFTER", 0.05)
    stream = io.StringIO()
    live = Live(Words(), stream, ORDER.plan)
    slow = Words().say(SLOW)
    live.tell(Open(1, Step.REACH))
    until = time.monotonic() + 10
    while slow not in stream.getvalue():
        assert time.monotonic() < until
        time.sleep(0.01)
    live.tell(Event(11.0, Step.REACH, Outcome.OPEN, attempt=1, held=1))
    live.close()
    assert slow not in stream.getvalue().rpartition("Connection 1: open")[2]


def test_a_connection_that_ends_in_time_is_not_called_slow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wizard.cli.live.SLOW_AFTER", 0.2)
    stream = io.StringIO()
    live = Live(Words(), stream, ORDER.plan)
    live.tell(Open(1, Step.REACH))
    live.tell(Event(0.1, Step.REACH, Outcome.OPEN, attempt=1, held=1))
    time.sleep(0.4)
    live.close()
    assert Words().say(SLOW) not in stream.getvalue()
