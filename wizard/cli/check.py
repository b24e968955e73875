"""The command `check`: one check in the terminal, from options to exit status."""

from __future__ import annotations

import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from wizard import service
from wizard.cli.ending import Ending
from wizard.cli.live import Live
from wizard.cli.orders import Order, agreement, complain, order, sender
from wizard.cli.papers import OUR_FAULT, choices, promised
from wizard.cli.passwords import Secrets, passwords
from wizard.cli.searching import Searching, begin
from wizard.cli.signals import asked_to_stop
from wizard.cli.where import placed
from wizard.core.advice import Advice
from wizard.core.case_file import case_file
from wizard.core.model import Case, Security
from wizard.core.recommend import exit_status
from wizard.core.secret import Secret
from wizard.paper.own_server import own_server
from wizard.paper.summary import summary
from wizard.whereabouts import ThisComputer
from wizard.words import Words
from wizard.words import mark as _


def run(options: Namespace, words: Words, note_words: Words) -> int:
    """Run the check; the exit status. Raises UsageError before anything is connected."""
    with ExitStack() as stack:
        trusted: str | None = None
        secrets = Secrets()
        if options.practice_kind is not None and not options.practice:
            # Words: Command line. Names of options are not translated.
            complain(words, _("--practice-kind goes only with --practice."))
        searching: Searching | None = None
        if options.practice:
            ordered, secrets, trusted = stack.enter_context(_practice(options, words))
        else:
            searching = begin(options, words)
            ordered = searching.order
        signed, agreed = sender(options, words), agreement(options)
        papers = promised(options, words)
        if searching is not None and searching.is_open:
            found = searching.find()
            if isinstance(found, int):
                return found
            ordered = found
        # Whoever is answered from the table types no password in vain.
        at_once = service.answered_without_a_test(ordered.target, ordered.plan)
        if options.password_stdin and not at_once:
            secrets = passwords(words, second=options.second_user is not None)
        if not at_once:
            ordered = placed(ordered, ThisComputer(), words)
        stop = stack.enter_context(asked_to_stop())  # what was learned so far is still told
        case = watched(ordered, secrets, stop, trusted, None if at_once else words)
        advice = service.read(case)
        lines = _lines(options, case, advice, note_words)
        file = case_file(case, signed, agreed)
        chosen = replace(choices(options, words), letter=lines)
        papers.write(file, advice, note_words, chosen)
        Ending(words, note_words, papers, lines).say(file, advice, None)
    return exit_status(advice) if papers.complete else OUR_FAULT


def _lines(options: Namespace, case: Case, advice: Advice, note_words: Words) -> str | None:
    """What somebody who runs the server pastes there, in place of the note."""
    if not options.own_server:
        return None
    return own_server(case, advice, note_words) or summary(case, advice, note_words)


@contextmanager
def _practice(options: Namespace, words: Words) -> Iterator[tuple[Order, Secrets, str]]:
    """The practice server, and the order that leads to it."""
    own = options.user or options.second_user or options.password_stdin
    if options.host or options.email or options.port or own:
        # Words: Command line. Names of options are not translated.
        complain(words, _("--practice brings its own server, mailbox and password: leave out HOST, "
                          "--email, --port, --user and --password-stdin."))  # fmt: skip
    with service.practice_server(options.practice_kind or "per-address") as server:
        options.host = "localhost"
        ordered = order(options, words)
        security = ordered.target.security
        encrypted = security is Security.TLS
        target = replace(
            ordered.target,
            port=server.tls_port if encrypted else server.port,
            user=service.PRACTICE_USER,
            family=4,
        )
        other = (server.port, Security.STARTTLS) if encrypted else (server.tls_port, Security.TLS)
        plan = replace(ordered.plan, other_service=other)
        secrets = Secrets(Secret(service.PRACTICE_USER))
        yield Order(target, plan), secrets, server.trusted_certificate


def watched(
    ordered: Order,
    secrets: Secrets,
    stop: threading.Event,
    trusted: str | None,
    words: Words | None,
) -> Case:
    """Run the check; where somebody watches a terminal, it is shown there in `words`."""

    def checked(on_event: Callable[[service.Progress], None]) -> Case:
        target, plan = ordered.target, ordered.plan
        first, second = secrets
        return service.check(
            target, first, plan, on_event, stop, trusted=trusted, second_secret=second
        )

    if words is None or not sys.stdout.isatty():
        return checked(lambda _: None)
    live = Live(words, sys.stdout, ordered.plan)
    try:
        return checked(live.tell)
    finally:
        live.close()
