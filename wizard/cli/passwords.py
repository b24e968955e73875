"""Passwords: one line of standard input each, never an argument, never shown."""

from __future__ import annotations

import getpass
import sys
from typing import NamedTuple, NoReturn

from wizard.cli.orders import complain, is_no_text
from wizard.core.secret import Secret
from wizard.words import Message, Words
from wizard.words import mark as _

MOST_PASSWORD = 1000


class Secrets(NamedTuple):
    """The passwords of the first and of the second mailbox, as far as they were asked for."""

    first: Secret | None = None
    second: Secret | None = None


def passwords(words: Words, *, second: bool) -> Secrets:
    """Ask for one password, or for two; raises UsageError for what no mail server takes."""
    # Words: Terminal, question for the password; nothing is shown while it is typed.
    first = _password(_("Password: "), words)
    if not second:
        return Secrets(first)
    # Words: Terminal, question for a password; nothing is shown while it is typed.
    return Secrets(first, _password(_("Password of the second mailbox: "), words))


def _password(question: Message, words: Words) -> Secret:
    if sys.stdin.isatty():
        typed = getpass.getpass(words.say(question))
    else:
        try:
            typed = sys.stdin.readline(MOST_PASSWORD + 2).rstrip("\r\n")
        except UnicodeDecodeError:
            _refuse_password(words)
    if not typed or len(typed) > MOST_PASSWORD:
        # Words: Command line: nothing, or far too much, was given as the password.
        complain(words, _("Give the password as one line of at most {most} characters."),
                 most=MOST_PASSWORD)  # fmt: skip
    if any(is_no_text(mark) for mark in typed):
        _refuse_password(words)
    try:
        return Secret(typed)
    except ValueError:
        _refuse_password(words)


def _refuse_password(words: Words) -> NoReturn:
    # Words: Command line: the password holds a character that no mail server takes.
    complain(words, _("The password holds a character that no mail server takes."))
