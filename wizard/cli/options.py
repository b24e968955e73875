"""The command line's options: names, shapes, help. What they mean together is orders.py."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from wizard import __version__, service
from wizard.cli import options_saved as saved

DESCRIPTION = (
    "Finds out how many mail connections an office may have at the same time, "
    "and writes the note that asks the hosting provider for more."
)
PRACTICE = "Runs a small mail server with a limit, for this computer only."
STATUS = """exit status:
  0 enough places          10 too few for this office    11 too few for one mailbox
  12 no clear result       13 locked out, rate, eviction 14 the server is full
  15 the office's network  20 not reached, no place free 21 sign-in refused
  22 certificate problem   2 wrong usage                 1 a fault of this program
"""

# argparse has no public name for it.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

KINDS = {
    "per-address": "Courier: by internet address, closed without a word",
    "per-address-cyrus": "Cyrus: by internet address, in words; one less fits",
    "per-mailbox-and-address": "Dovecot: by mailbox and internet address, in words",
    "per-mailbox": "WildDuck, Gmail: by mailbox, from everywhere together",
    "per-mailbox-cyrus": "Cyrus: the same, and the words name the count",
    "server-full": "Courier: who does not fit waits in silence",
    "server-full-late": "Dovecot: closed after 10 s of silence, or at once",
    "server-full-cut": "Dovecot: cut while signing in, after 10 s or at once",
    "server-full-busy": "Zimbra: says that it is busy instead of a greeting",
    "evicts-oldest": "the newest gets in, the oldest is told to go",
    "evicts-oldest-wordless": "the same, and the oldest ends without a word",
    "backends": "two Dovecots behind one address, in turn",
    "backends-random": "the same, at random: refusals come in between",
    "none": "everybody gets in",
    "rate": "so many new ones in --seconds, the rest is closed",
    "rate-strict": "the same, and the refused ones count, too",
    "rate-bucket": "so many at once, then one more every --seconds",
    "rate-in-words": "Zimbra: so many sign-ins in --seconds, in words",
}


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="mail-connection-check",
        description=DESCRIPTION,
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    check = "one check in the terminal"
    _check(_command(commands, "check", check, DESCRIPTION, STATUS))
    saved.verify(_command(commands, "verify", *saved.VERIFY, STATUS))
    saved.report(_command(commands, "report", *saved.REPORT))
    practice = "run the practice server alone, for training"
    _practice(_command(commands, "practice", practice, PRACTICE, _kinds()))
    commands.add_parser(
        "selftest",
        help="prove that this installation is whole",
        description="Opens every page without a screen, and tests the practice server.",
        allow_abbrev=False,
    )
    return whole


def _command(
    commands: Commands, name: str, short: str, description: str, epilog: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=short,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("host", metavar="HOST", nargs="?", help="name of the mail server")
    check.add_argument(
        "--practice", action="store_true", help="check the built-in practice server instead"
    )
    check.add_argument(
        "--practice-kind",
        choices=KINDS,
        metavar="KIND",
        help="what the practice server does, default per-address (see practice --help)",
    )
    _server(check.add_argument_group("the mail server"))
    _sign_in(check.add_argument_group("signing in (without it: a test without a password)"))
    _office(check.add_argument_group("what the office needs"))
    course = check.add_argument_group("the course of the test")
    _course(course)
    saved.agreed(course)
    saved.signed(check.add_argument_group("who signs the note"))
    group = check.add_argument_group("what is written, and in which language")
    saved.own_server(group)
    saved.papers(group)


def _server(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--email", metavar="ADDRESS", help="find the mail server of this address (HOST wins)"
    )
    group.add_argument(
        "--ask-mozilla",
        action="store_true",
        help="look in Mozilla's list of providers too; only the domain is sent there",
    )
    group.add_argument("--port", type=int, metavar="N", help="default 993, or 143 with starttls")
    group.add_argument(
        "--security", choices=["tls", "starttls", "none"], help="default tls, starttls on port 143"
    )
    group.add_argument(
        "--family",
        type=int,
        choices=[4, 6],
        help="only IPv4 or only IPv6; in the search of --email, too, except its questions to name "
        "servers, which go as the system is set up",
    )
    group.add_argument(
        "--source",
        metavar="ADDRESS",
        help="connect from this own address; in the search, too, with the same exception",
    )
    group.add_argument(
        "--ca-file", type=Path, metavar="FILE", help="trust this certificate authority (PEM)"
    )


def _sign_in(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--user", metavar="NAME", help="user name of one mailbox")
    group.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    group.add_argument(
        "--second-user",
        metavar="NAME",
        help="another mailbox there, asked once; its password is the second line",
    )
    group.add_argument(
        "--allow-plaintext-password",
        action="store_true",
        help="send the password even with --security none",
    )


def _office(group: argparse._ArgumentGroup) -> None:
    names = [program for program, _ in service.programs()]
    group.add_argument("--need", type=int, metavar="N", help="connections needed, if known")
    group.add_argument("--computers", type=int, metavar="N", help="computers with mail, default 5")
    group.add_argument("--program", choices=names, help="mail program on most of them")
    group.add_argument("--phones", type=int, metavar="N", help="phones and tablets on the Wi-Fi")
    group.add_argument("--other", type=int, metavar="N", help="other devices that fetch mail")
    group.add_argument(
        "--mailbox-need", type=int, metavar="N", help="connections of the devices on this mailbox"
    )


def _course(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--mail-closed", action="store_true", help="mail is closed on every other device"
    )
    group.add_argument(
        "--most", type=int, metavar="N", help="never hold more than this, default 50"
    )
    group.add_argument("--unlocked", action="store_true", help="allow --most up to 200")
    group.add_argument(
        "--pace", type=float, metavar="SECONDS", help="pause between two attempts, default 1"
    )
    group.add_argument(
        "--patience", type=float, metavar="SECONDS", help="how long to wait for a greeting"
    )
    group.add_argument(
        "--test-anyway",
        action="store_true",
        help="test a large provider too, though its limit is known to be for each mailbox",
    )
    group.add_argument(
        "--control", metavar="HOST:PORT", help="another host, to test the office's own network by"
    )


def _practice(practice: argparse.ArgumentParser) -> None:
    practice.add_argument("--port", type=int, default=0, metavar="N", help="port with STARTTLS")
    practice.add_argument("--tls-port", type=int, default=0, metavar="N", help="port with TLS")
    practice.add_argument(
        "--limit", type=int, default=4, metavar="N", help="how many fit, default 4"
    )
    practice.add_argument(
        "--kind",
        choices=KINDS,
        default="per-address",
        metavar="KIND",
        help="what it does, see below",
    )
    practice.add_argument(
        "--seconds",
        type=float,
        metavar="SECONDS",
        help=f"for the kinds of rate, default {service.PRACTICE_SECONDS:.0f}",
    )
    practice.add_argument(
        "--certificate", type=Path, metavar="FILE", help="write the certificate to trust"
    )
    practice.add_argument("--lang", metavar="CODE", help="language of the screen")


def _kinds() -> str:
    """What the practice server can do, one line each."""
    wide = max(len(kind) for kind in KINDS)
    return "kinds:\n" + "\n".join(f"  {kind:{wide}} {told}" for kind, told in KINDS.items())
