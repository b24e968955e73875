"""The command `verify`: the last test of a case file once more, and what changed since.

Owns which parts of the earlier test are repeated. Its manners are never taken from a file: pace,
ceiling and waits are those of this program, whatever somebody wrote into the case.
"""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import replace

from wizard import casework, service
from wizard.cli.check import watched
from wizard.cli.ending import Ending
from wizard.cli.orders import Order, agreement, check_here, check_plaintext, complain, sender
from wizard.cli.papers import OUR_FAULT, choices, promised
from wizard.cli.passwords import Secrets, passwords
from wizard.cli.saved import opened
from wizard.cli.signals import asked_to_stop
from wizard.cli.where import placed
from wizard.core import manners
from wizard.core.model import Case, Plan, Target
from wizard.core.recommend import exit_status
from wizard.whereabouts import ThisComputer
from wizard.words import Words
from wizard.words import mark as _


def run(options: Namespace, words: Words, note_words: Words) -> int:
    """Repeat, compare, keep; the later test's own exit status."""
    file = opened(options.saved, words)
    ordered = _again(options, file.latest, words)
    file = replace(
        file,
        sender=sender(options, words, file.sender),
        agreement=agreement(options, file.agreement),
    )
    if options.case is None:
        options.case = options.saved  # the new test is added; the old ones stay in it
    with ExitStack() as stack:
        papers = promised(options, words)
        at_once = service.answered_without_a_test(ordered.target, ordered.plan)
        secrets = Secrets()
        if options.password_stdin and not at_once:
            secrets = passwords(words, second=ordered.target.second_user is not None)
        if not at_once:
            ordered = placed(ordered, ThisComputer(), words)
        stop = stack.enter_context(asked_to_stop())
        case = watched(ordered, secrets, stop, None, None if at_once else words)
        file = file.with_run(case)
        advice = service.read(case)
        papers.write(file, advice, note_words, choices(options, words))
        Ending(words, note_words, papers).say(file, advice, casework.comparison(file))
    return exit_status(advice) if papers.complete else OUR_FAULT


def _again(options: Namespace, earlier: Case, words: Words) -> Order:
    """The same server, port, family and need; raises UsageError."""
    options.family = earlier.target.family
    check_here(options, words)
    target = replace(
        earlier.target,
        source=options.source,
        ca_file=str(options.ca_file) if options.ca_file else None,
    )
    _check_password(options, target, words)
    return Order(target, _plan(options, earlier, target, words))


def _check_password(options: Namespace, target: Target, words: Words) -> None:
    if target.signs_in and not options.password_stdin:
        complain(
            words,
            # Words: Command line. {host}: the mail server. The option is not translated.
            _("The earlier test signed in at {host}. Add --password-stdin to repeat it."),
            host=target.host,
        )
    if options.password_stdin and not target.signs_in:
        complain(
            words,
            # Words: Command line. The option is not translated.
            _("The earlier test was made without a password. Leave out --password-stdin."),
        )
    check_plaintext(options, target, words)


def _plan(options: Namespace, earlier: Case, target: Target, words: Words) -> Plan:
    before = earlier.plan
    if before.most > manners.CEILING and not options.unlocked:
        complain(
            words,
            # Words: Command line. {most}: a number of connections. The option is not translated.
            _("The earlier test was allowed {most} connections. Add --unlocked to repeat it."),
            most=before.most,
        )
    pace = before.pace
    if pace is not None and not service.is_here(target.host):
        pace = max(pace, manners.PACE_FLOOR)
    return Plan(
        need=before.need,
        most=min(before.most, manners.CEILING_UNLOCKED),
        pace=pace,
        mail_closed=options.mail_closed,
        # Not what the file names: whoever wrote it would choose where this computer connects to.
        control=service.usual_control(target),
        control_is_a_guess=True,
        test_anyway=before.test_anyway,
    )
