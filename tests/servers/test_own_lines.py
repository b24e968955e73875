"""The lines for an owner of the server do on real servers what they promise."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.paper import cases, cases_software
from tests.paper.cases import DOVECOT, Story, advise, verdict
from tests.paper.kept_notes import own_lines, written
from tests.servers import CANARY
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.jail import Stuck
from tests.servers.owner import OFFICE, PUBLIC, Shell, Unwritten, hang_up, with_makeimapaccess
from tests.servers.strangers import Refused, Strangers, hold
from wizard.core.advice import Kind, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Need, Outcome

ALICE = ("alice", CANARY)
SECONDS = 10.0
OTHER = "127.0.0.8"


def told(way: int, *, value: int) -> list[str]:
    """The lines of Courier's way 1 or 2 for an office that needs `value` less the headroom."""
    need = Need(value - 5, 2)
    case, advice = cases.per_address(1)
    return lines_of(own_lines((case, advise(advice.verdict, need=need)), sender=PLEASE), way)


def in_the_note() -> str:
    """The command of the note: 30 for our address."""
    return only(lines_of(written(cases.per_address()), 1), "makeimapaccess")


def dovecot_lines(way: int) -> list[str]:
    """The lines of Dovecot's way 1 or 2 for a mailbox that gets ten connections."""
    said = cases.DOVECOT_LIMIT
    case = Story().opens(2).refuses(Outcome.LIMIT_IN_WORDS, said=said).case(DOVECOT)
    found = verdict(Kind.PER_MAILBOX_AND_ADDRESS, 2, refusal=Refusal.IN_WORDS)
    text = own_lines((case, advise(found, DOVECOT, Need(5, 5))), sender=PLEASE)
    return lines_of(text, way)


PLEASE = Sender(office_address=PUBLIC)


def lines_of(text: str, way: int) -> list[str]:
    part = text.partition("Other places")[0].partition("Way 2")[(way - 1) * 2]
    return [line.strip() for line in part.splitlines() if line.startswith("    ")]


def only(lines: list[str], *words: str) -> str:
    """The one line with all these words."""
    (found,) = [line for line in lines if all(word in line for word in words)]
    return found


def fits(server: Courier | Dovecot, source: str, most: int, *, tls: bool = False) -> int:
    """How many sessions of an address the server takes at once, looking no further than `most`."""
    login = ALICE if isinstance(server, Dovecot) else None
    port = server.imaps if tls else server.imap
    with Strangers(server.host, port, source=source, tls=tls, login=login) as office:
        for count in range(most):
            try:
                office.come(1)
            except (Refused, OSError):
                return count
        return most


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


# -- Courier: one address, no restart --------------------------------------------------------------


@pytest.fixture
def makeimapaccess(tmp_path: Path) -> Callable[[Courier], Shell]:
    """Debian's own makeimapaccess and makedat, only with their paths leading into the jail."""
    return lambda server: with_makeimapaccess(server, tmp_path / "bin")


@pytest.mark.parametrize("folder", [True, False], ids=["folder-as-in-debian", "file"])
def test_couriers_exception_lifts_one_address_while_everybody_stays(
    courier: Callable[..., Courier],
    makeimapaccess: Callable[[Courier], Shell],
    *,
    folder: bool,
) -> None:
    server = courier(maxperip=2, imapaccess="127.0.0.99\tallow\n")
    shell, access = makeimapaccess(server), server.jail.root / "etc/courier/imapaccess"
    if folder:
        access.mkdir()
    look, change, check, undo = told(1, value=10)

    def paste(line: str) -> None:
        done = shell.run(line)
        assert (done.returncode, done.stderr) == (0, "")
        hang_up(server, "couriertcpd")

    assert fits(server, OFFICE, 3) == 2
    with hold(server, server.imap, 2, source=OTHER) as neighbours:
        assert shell.run(look).stdout == ""
        paste(change)
        eventually(lambda: fits(server, OFFICE, 11) == 10)
        assert fits(server, OFFICE, 11, tls=True) == 10
        assert fits(server, OTHER, 1) == 0
        assert neighbours.alive() == 2
        assert f"{OFFICE}\tallow,MAXCPERIP=10\n" in shell.run(check).stdout
        paste(undo)
        eventually(lambda: fits(server, OFFICE, 3) == 2)
        assert neighbours.alive() == 2


def test_a_second_exception_takes_the_place_of_the_first(
    courier: Callable[..., Courier], makeimapaccess: Callable[[Courier], Shell]
) -> None:
    """Two lines for one address are one too many for makeimapaccess."""
    server = courier(maxperip=2, imapaccess="127.0.0.99\tallow\n")
    shell = makeimapaccess(server)
    for value in (10, 15):
        done = shell.run(told(1, value=value)[1])
        assert (done.returncode, done.stderr) == (0, "")
    hang_up(server, "couriertcpd")
    eventually(lambda: fits(server, OFFICE, 16) == 15)
    again = shell.run(in_the_note())
    assert again.returncode != 0
    assert "duplicate" in again.stderr


def test_the_notes_command_does_the_same(
    courier: Callable[..., Courier], makeimapaccess: Callable[[Courier], Shell]
) -> None:
    server = courier(maxperip=2, imapaccess="127.0.0.99\tallow\n")
    shell, access = makeimapaccess(server), server.jail.root / "etc/courier/imapaccess"
    access.mkdir()
    assert shell.run(in_the_note()).returncode == 0
    hang_up(server, "couriertcpd")
    eventually(lambda: fits(server, OFFICE, 31) == 30)


# -- Courier: every address, stop and start --------------------------------------------------------


@pytest.fixture
def owned(courier: Callable[..., Courier]) -> Iterator[Unwritten]:
    """A Courier with 2 for each address, on both ports. `courier` says where it cannot run."""
    with Unwritten(maxperip=2, maxdaemons=8) as server:
        yield server


def test_maxperip_needs_stop_and_start_and_both_ports_inherit_it(
    owned: Unwritten, tmp_path: Path
) -> None:
    shell, lines = Shell(owned.jail, tmp_path / "bin"), told(2, value=10)
    assert "MAXPERIP" in shell.run(only(lines, "imapd-ssl", "grep")).stdout
    done = [shell.run(line) for line in lines[1:4]]
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * 3
    assert "MAXPERIP=10" in done[-1].stdout
    assert 'MAXPERIP="2"' not in done[-1].stdout
    hang_up(owned, "couriertcpd")  # all that `imapd restart` does
    time.sleep(0.5)
    assert fits(owned, OFFICE, 3) == 2
    with hold(owned, owned.imap, 1) as before:
        owned.restart()
        assert before.alive() == 0
    # Above MAXDAEMONS nobody would be refused, only left waiting: that is why it is mentioned.
    assert fits(owned, OFFICE, 7) == fits(owned, OFFICE, 7, tls=True) == 7
    assert shell.run(lines[-1]).returncode == 0  # the way back
    owned.restart()
    assert fits(owned, OFFICE, 3) == 2


def test_with_0_courier_does_not_start(
    courier: Callable[..., Courier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.servers.jail.PATIENCE_SECONDS", 2.0)
    with pytest.raises(Stuck, match="Invalid -maxperip option"):
        courier(maxperip=0)


# -- Dovecot ---------------------------------------------------------------------------------------

DROP_IN = "!include_try /etc/dovecot/conf.d/*.conf\n"


@pytest.fixture
def reading_conf_d(
    dovecot: Callable[..., Dovecot], tmp_path: Path
) -> Callable[[str], tuple[Dovecot, Shell]]:
    """A Dovecot that reads conf.d as Debian's does, and a shell with its own doveconf."""

    def start(general: str) -> tuple[Dovecot, Shell]:
        server = dovecot(extra=general + DROP_IN)
        server.jail.folder("etc/dovecot/conf.d")
        shell = Shell(server.jail, tmp_path / "bin")
        root = server.jail.root
        shell.program("doveconf", f'exec chroot {root} doveconf -c /etc/dovecot.conf "$@"')
        return server, shell

    return start


def reload(server: Dovecot) -> None:
    """What `doveadm reload` sends; the master says when it has read everything anew."""
    before = server.log().count("reloading configuration")
    hang_up(server, "dovecot")
    eventually(lambda: server.log().count("reloading configuration") > before)


INSIDE = "protocol imap {\n  mail_max_userip_connections = 2\n}\n"
OUTSIDE = "mail_max_userip_connections = 2\n"


def test_dovecots_general_value_applies_after_a_reload_and_nobody_is_disconnected(
    reading_conf_d: Callable[[str], tuple[Dovecot, Shell]],
) -> None:
    server, shell = reading_conf_d(INSIDE)
    look, change, prove, _, undo = dovecot_lines(2)
    assert shell.run(look).stdout.strip() == "2"
    with hold(server, server.imap, 2, source=OTHER, login=ALICE) as neighbours:
        assert shell.run(change).returncode == 0
        assert shell.run(prove).stdout.strip() == "10"
        assert fits(server, OFFICE, 3) == 2
        reload(server)
        eventually(lambda: fits(server, OFFICE, 11) == 10)
        assert neighbours.alive() == 2
        assert shell.run(undo).returncode == 0
        reload(server)
        eventually(lambda: fits(server, OFFICE, 3) == 2)
        assert neighbours.alive() == 2


@pytest.mark.parametrize("general", [OUTSIDE, ""], ids=["outside", "nowhere"])
def test_dovecots_exception_works_where_the_general_value_is_outside(
    reading_conf_d: Callable[[str], tuple[Dovecot, Shell]], general: str
) -> None:
    server, shell = reading_conf_d(general)
    change, prove, _, undo = dovecot_lines(1)
    change = change.replace("10", "12")  # more than the ten as shipped
    assert shell.run(change).returncode == 0
    proved = shell.run(prove)
    assert (proved.returncode, proved.stdout.strip()) == (0, "12")
    reload(server)
    eventually(lambda: fits(server, OFFICE, 13) == 12)
    assert fits(server, OTHER, 11) == (2 if general else 10)
    assert shell.run(undo).returncode == 0
    reload(server)
    eventually(lambda: fits(server, OFFICE, 11) == (2 if general else 10))


def test_dovecots_trap_is_seen_before_it_closes_on_the_office(
    reading_conf_d: Callable[[str], tuple[Dovecot, Shell]],
) -> None:
    """With the general value inside protocol imap, remote turns that very address away."""
    server, shell = reading_conf_d(INSIDE)
    change, prove, _, undo = dovecot_lines(1)
    assert shell.run(change).returncode == 0
    proved = shell.run(prove)
    assert proved.returncode != 0
    assert "Conflict in setting mail_max_userip_connections" in proved.stderr
    assert fits(server, OFFICE, 3) == 2  # not applied yet: nothing has happened
    reload(server)
    eventually(lambda: fits(server, OFFICE, 1) == 0)
    assert fits(server, OTHER, 3) == 2
    assert shell.run(undo).returncode == 0
    reload(server)
    eventually(lambda: fits(server, OFFICE, 3) == 2)


def test_a_section_on_one_line_would_stop_dovecot(
    dovecot: Callable[..., Dovecot], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So no place of the table is written like that."""
    monkeypatch.setattr("tests.servers.jail.PATIENCE_SECONDS", 2.0)
    with pytest.raises(Stuck, match="Garbage after"):
        dovecot(extra="protocol imap { mail_max_userip_connections = 15 }")


@pytest.mark.slow  # what is above the limit is closed after ten seconds
def test_a_full_dovecots_lines_name_the_process_limit_that_was_reached(
    reading_conf_d: Callable[[str], tuple[Dovecot, Shell]],
) -> None:
    server, shell = reading_conf_d("service imap-login {\n  process_limit = 3\n}\n")
    text = own_lines(cases_software.dovecot_full(), sender=PLEASE)
    look, change, prove, _, _, undo = lines_of(text.partition("Other places")[0], 1)
    assert shell.run(look).stdout.strip() == "3"
    assert fits(server, OFFICE, 4, tls=True) == 3
    assert shell.run(change).returncode == 0
    assert shell.run(prove).stdout.strip() == "130"
    server.restart()
    assert fits(server, OFFICE, 10, tls=True) == 10
    assert shell.run(undo).returncode == 0
    assert shell.run(look).stdout.strip() == "3"


def test_dovecots_log_holds_the_line_that_is_looked_for(dovecot: Callable[..., Dovecot]) -> None:
    server = dovecot(userip=1)
    assert fits(server, OFFICE, 2) == 1
    text = written(cases.mailbox_here())
    pattern = re.search(r"grep -hE '(.*)' /var/log", text)
    assert pattern is not None
    eventually(lambda: re.search(pattern[1], server.log()) is not None)
