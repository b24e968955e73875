"""`check --email`: from an address to the server that is checked, told on the terminal.

Owns what the option means together with the others. It must never sign in, nor let a password go
to a server that nobody vouches for.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import dataclass
from typing import Final

from wizard import service
from wizard.cli.orders import Order, complain, order
from wizard.cli.report import wrapped
from wizard.cli.signals import asked_to_stop
from wizard.core.advice import Kind
from wizard.core.discover import Candidate, Found
from wizard.core.entries import check_address, domain_of
from wizard.core.leaving import Leaving
from wizard.core.nobody_answers import nobody_answers
from wizard.paper.found_words import (
    LOOK_UP,
    NO_SERVER,
    NOBODY_ANSWERS,
    found_line,
    looked_lines,
)
from wizard.words import Words
from wizard.words import mark as _

STOPPED: Final = 12
NOT_FOUND: Final = 20


@dataclass(frozen=True)
class Searching:
    """An order whose server may still have to be found."""

    options: Namespace
    words: Words
    order: Order

    @property
    def is_open(self) -> bool:
        """Whether the server is to be found; a large provider needs none."""
        asked = not self.options.host
        return asked and not service.answered_without_a_test(self.order.target, self.order.plan)

    def find(self) -> Order | int:
        """The order for the server that was found, or the exit status where there is none."""
        options, words = self.options, self.words
        ca_file = str(options.ca_file) if options.ca_file else None
        with asked_to_stop() as stop:
            found = service.find(
                options.email,
                stop,
                ca_file=ca_file,
                ask_mozilla=options.ask_mozilla,
                leaving=Leaving(options.family, options.source),
            )
        # One that could not prove its name is asked again, to say exactly what is wrong.
        bad = found.bad_certificate
        best = found.best or (bad.candidate if bad else None)
        if found.stopped:
            return STOPPED
        if best is None:
            _regret(found, words, domain_of(options.email))
            return NOT_FOUND
        _tell(best, words)
        self._ask_for_the_name(best)
        return order(_named(options, best), words)

    def _ask_for_the_name(self, best: Candidate) -> None:
        if self.options.password_stdin and not best.is_proven:
            complain(
                self.words,
                # Words: Command line. {host}: a server that was found. {domain}: of the address.
                # Words: "check", "--email" and the address stay as they are.
                _("{host} is not part of {domain}, and nothing proves that it is your provider's. "
                  "If it is, name it: check {host} --email {address}"),
                host=best.host,
                domain=domain_of(self.options.email),
                address=self.options.email,
            )  # fmt: skip


def begin(options: Namespace, words: Words) -> Searching:
    """Check everything that was asked for; nothing is looked up. Raises UsageError."""
    if options.email is None:
        if options.ask_mozilla:
            # Words: Command line. Names of options are not translated.
            complain(words, _("--ask-mozilla goes only with --email."))
        return Searching(options, words, order(options, words))
    checked = check_address(options.email)
    if checked.fault is not None:
        # Words: Command line: no address was given where one is wanted. {text}: what was given.
        complain(words, _("{text} is not an email address."), text=options.email)
    options.email = checked.value
    if options.password_stdin and options.user is None:
        options.user = checked.value
        options.user_is_usual = True
    guess = Namespace(**{**vars(options), "host": options.host or domain_of(checked.value)})
    return Searching(options, words, order(guess, words))


def _named(options: Namespace, best: Candidate) -> Namespace:
    """The options as if the server that was found had been named."""
    changes: dict[str, object] = {"host": best.host}
    by_hand = options.port is not None or options.security is not None
    if not by_hand:
        changes |= {"port": best.port, "security": str(best.security)}
    if getattr(options, "user_is_usual", False):
        changes |= {"user": best.user}
    return Namespace(**{**vars(options), **changes})


def _tell(best: Candidate, words: Words) -> None:
    if sys.stdout.isatty():
        print(found_line(best, words))
    else:
        print(f"found: {best.host}:{best.port}\nfound-by: {best.source}")


def _regret(found: Found, words: Words, domain: str) -> None:
    """E10: nothing was found, and where we looked."""
    heading, lines = words.say(NO_SERVER), looked_lines(found, words)
    if nobody_answers(found):
        sys.stderr.write(words.say(NOBODY_ANSWERS, domain=words.isolate(domain)) + "\n")
    if sys.stdout.isatty():
        body = "\n".join(f"- {line}" for line in lines)
        print(wrapped(f"{heading}\n{words.say(LOOK_UP)}\n\n{body}"))
    else:
        print(f"verdict: {Kind.NOT_FOUND}\nlooked: {' '.join(lines)}")
        print(f"status: {NOT_FOUND}\nheadline: {heading}")
