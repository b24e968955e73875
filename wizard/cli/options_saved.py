"""The options around case files and papers: what `check`, `verify` and `report` have in common."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from wizard.paper.page_size import PageSize

# What a command does in a few words, and in sentences.
VERIFY: Final = (
    "repeat a saved case and compare",
    (
        "Repeats the last test of a case file, says what changed, and adds the new test to the "
        "file. No test in it is ever written over."
    ),
)
REPORT: Final = (
    "write the papers of a saved case again, offline",
    (
        "Reads a case file, says what was found, and writes the papers that are asked for, in any "
        "language. Nothing is connected, and the file is not changed."
    ),
    "exit status:\n  0 done   2 wrong usage   1 a fault of this program",
)


def papers(group: argparse._ArgumentGroup) -> None:
    """The files that are written, and their language."""
    group.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON")
    group.add_argument("--note", type=Path, metavar="FILE", help="write the note to the provider")
    group.add_argument(
        "--eml", type=Path, metavar="FILE", help="write the note as an e-mail draft with the PDF"
    )
    group.add_argument("--pdf", type=Path, metavar="FILE", help="write the report as PDF")
    group.add_argument(
        "--html", type=Path, metavar="FILE", help="write the report as an accessible web page"
    )
    group.add_argument(
        "--case", type=Path, metavar="FILE", help="write the case file (.mailcheck) for later"
    )
    group.add_argument("--paper", choices=list(PageSize), help="size of the PDF's pages")
    group.add_argument("--to", metavar="ADDRESS", help="the provider's address for --eml")
    group.add_argument("--lang", metavar="CODE", help="language of the screen")
    group.add_argument("--note-lang", metavar="CODE", help="language of the papers")


def signed(group: argparse._ArgumentGroup) -> None:
    """Who signs."""
    group.add_argument("--name", metavar="NAME", help="who signs the note")
    group.add_argument("--company", metavar="NAME", help="the office's name")
    group.add_argument("--customer-number", metavar="TEXT", help="your number at the provider")
    group.add_argument(
        "--office-address", metavar="ADDRESS", help="the office's public internet address"
    )
    group.add_argument(
        "--name-mailbox", action="store_true", help="papers may name the mailbox of the test"
    )


def agreed(group: argparse._ArgumentGroup) -> None:
    """For a technician who tests for somebody else."""
    group.add_argument(
        "--client-agreed",
        action="store_true",
        help="note in case file and report that the client agreed to this test",
    )


def own_server(group: argparse._ArgumentGroup) -> None:
    """For somebody who runs the mail server."""
    group.add_argument(
        "--own-server",
        action="store_true",
        help="you run this server yourself: lines to paste there in place of the note",
    )


def verify(parser: argparse.ArgumentParser) -> None:
    """The options of `verify`."""
    parser.add_argument("saved", metavar="CASE", type=Path, help="a case file (.mailcheck)")
    again = parser.add_argument_group("the test, which is otherwise the same as before")
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
    agreed(again)
    signed(parser.add_argument_group("who signs, where that changed"))
    papers(parser.add_argument_group("what is written, and in which language"))


def report(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.add_argument("saved", metavar="CASE", type=Path, help="a case file (.mailcheck)")
    signed(parser.add_argument_group("who signs, where that changed"))
    group = parser.add_argument_group("what is written, and in which language")
    own_server(group)
    papers(group)
