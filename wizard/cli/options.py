"""The command line's options: names, shapes, help. What they mean together is orders.py."""

from __future__ import annotations

import argparse
from pathlib import Path

from wizard import __version__, service
from wizard.paper.page_size import PageSize

DESCRIPTION = (
    "Finds out how many mail connections an office may have at the same time, "
    "and writes the note that asks the hosting provider for more."
)
STATUS = """exit status:
  0 enough places          10 too few for this office    11 too few for one mailbox
  12 no clear result       13 locked out, rate, eviction 14 the server is full
  15 the office's network  20 not reached, no place free 21 sign-in refused
  22 certificate problem   2 wrong usage                 1 a fault of this program
"""

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
    _check(
        commands.add_parser(
            "check",
            help="one check in the terminal",
            description=DESCRIPTION,
            epilog=STATUS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    )
    _verify(
        commands.add_parser(
            "verify",
            help="repeat a saved case and compare",
            description="Repeats the last test of a case file, says what changed, and adds the "
            "new test to the file. No test in it is ever written over.",
            epilog=STATUS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    )
    _report(
        commands.add_parser(
            "report",
            help="write the papers of a saved case again, offline",
            description="Reads a case file, says what was found, and writes the papers that are "
            "asked for, in any language. Nothing is connected, and the file is not changed.",
            epilog="exit status:\n  0 done   2 wrong usage   1 a fault of this program",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    )
    _practice(
        commands.add_parser(
            "practice",
            help="run the practice server alone, for training",
            description="Runs a small mail server with a limit, for this computer only.",
            epilog=_kinds(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    )
    commands.add_parser(
        "selftest",
        help="prove that this installation is whole",
        description="Opens every page without a screen, and tests the practice server.",
        allow_abbrev=False,
    )
    return whole


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
    _course(check.add_argument_group("the course of the test"))
    _signed(check.add_argument_group("who signs the note"))
    group = check.add_argument_group("what is written, and in which language")
    _own_server(group)
    _papers(group)


def _server(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--port", type=int, metavar="N", help="default 993, or 143 with starttls")
    group.add_argument(
        "--security", choices=["tls", "starttls", "none"], help="default tls, starttls on port 143"
    )
    group.add_argument("--family", type=int, choices=[4, 6], help="only IPv4 or only IPv6")
    group.add_argument("--source", metavar="ADDRESS", help="connect from this own address")
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


def _papers(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON")
    group.add_argument("--note", type=Path, metavar="FILE", help="write the note to the provider")
    group.add_argument(
        "--mail", type=Path, metavar="FILE", help="write the note as an e-mail draft with the PDF"
    )
    group.add_argument("--pdf", type=Path, metavar="FILE", help="write the report as PDF")
    group.add_argument(
        "--html", type=Path, metavar="FILE", help="write the report as an accessible web page"
    )
    group.add_argument(
        "--case", type=Path, metavar="FILE", help="write the case file (.mailcheck) for later"
    )
    group.add_argument("--paper", choices=list(PageSize), help="size of the PDF's pages")
    group.add_argument("--to", metavar="ADDRESS", help="the provider's address for --mail")
    group.add_argument("--lang", metavar="CODE", help="language of the screen")
    group.add_argument("--note-lang", metavar="CODE", help="language of the papers")


def _signed(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--name", metavar="NAME", help="who signs the note")
    group.add_argument("--company", metavar="NAME", help="the office's name")
    group.add_argument("--customer-number", metavar="TEXT", help="your number at the provider")
    group.add_argument(
        "--office-address", metavar="ADDRESS", help="the office's public internet address"
    )
    group.add_argument(
        "--name-mailbox", action="store_true", help="papers may name the mailbox of the test"
    )


def _own_server(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--own-server",
        action="store_true",
        help="you run this server yourself: lines to paste there in place of the note",
    )


def _verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("saved", metavar="CASE", type=Path, help="a case file (.mailcheck)")
    again = verify.add_argument_group("the test, which is otherwise the same as before")
    again.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    again.add_argument(
        "--allow-plaintext-password",
        action="store_true",
        help="send the password even without encryption",
    )
    again.add_argument(
        "--mail-closed", action="store_true", help="mail is closed on every other device"
    )
    again.add_argument("--source", metavar="ADDRESS", help="connect from this own address")
    again.add_argument(
        "--ca-file", type=Path, metavar="FILE", help="trust this certificate authority (PEM)"
    )
    again.add_argument(
        "--unlocked", action="store_true", help="allow more than 50 connections, as the case did"
    )
    _signed(verify.add_argument_group("who signs, where that changed"))
    _papers(verify.add_argument_group("what is written, and in which language"))


def _report(report: argparse.ArgumentParser) -> None:
    report.add_argument("saved", metavar="CASE", type=Path, help="a case file (.mailcheck)")
    _signed(report.add_argument_group("who signs, where that changed"))
    group = report.add_argument_group("what is written, and in which language")
    _own_server(group)
    _papers(group)


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
