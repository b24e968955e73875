"""The command `check`: one check in the terminal, from options to exit status."""

from __future__ import annotations

import getpass
import json
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from wizard import service
from wizard.cli.files import CannotWriteError, Promised, place_of
from wizard.cli.live import Live
from wizard.cli.orders import Order, complain, is_no_text, order
from wizard.cli.report import for_people, for_programs, wrapped
from wizard.cli.signals import asked_to_stop
from wizard.core.advice import Advice
from wizard.core.model import Case, Security
from wizard.core.recommend import exit_status
from wizard.core.result import result
from wizard.core.secret import Secret
from wizard.paper import sentences
from wizard.paper.note import Recipient, Version, note, recipient
from wizard.paper.own_server import own_server
from wizard.words import Message, Words
from wizard.words import mark as _

MOST_PASSWORD = 1000
OUR_FAULT = 1
# Words: Command line. {file}: a path; {reason}: the system's own words.
_CANNOT_WRITE = _("{file} cannot be written: {reason}. Choose another place.")
_HEADINGS = {
    # Words: Terminal, heading of the note that follows.
    Recipient.PROVIDER: _("The message to your provider:"),
    # Words: Terminal, heading of a text that follows. "your network": the router and the line.
    Recipient.NETWORK: _("The message to whoever looks after your network:"),
}


class _Secrets(NamedTuple):
    first: Secret | None = None
    second: Secret | None = None


class _Papers(NamedTuple):
    json: Promised | None
    note: Promised | None


def run(options: Namespace, words: Words, note_words: Words) -> int:
    """Run the check; the exit status. Raises UsageError before anything is connected."""
    with ExitStack() as stack:
        trusted: str | None = None
        secrets = _Secrets()
        if options.practice_kind is not None and not options.practice:
            # Words: Command line. Names of options are not translated.
            complain(words, _("--practice-kind goes only with --practice."))
        if options.practice:
            ordered, secrets, trusted = stack.enter_context(_practice(options, words))
        else:
            ordered = order(options, words)
        papers = stack.enter_context(_promised(options, words))
        # Whoever is answered from the table types no password in vain.
        at_once = service.answered_without_a_test(ordered.target, ordered.plan)
        if options.password_stdin and not at_once:
            secrets = _passwords(options, words)
        stop = stack.enter_context(asked_to_stop())  # what was learned so far is still told
        case = _watched(ordered, secrets, stop, trusted, None if at_once else words)
        advice = service.read(case)
        status = exit_status(advice)
        lines = None
        if options.own_server:
            pasted = own_server(case, advice, note_words)
            lines = pasted or _nothing_to_ask(case, advice, note_words)
        failed = _write(papers, case, advice, note_words, lines)
        written = [each.path for each in papers if each is not None and each not in failed]
        _say(case, advice, words, note_words, written, lines)
        _regret(failed, words)
    return OUR_FAULT if failed else status


@contextmanager
def _practice(options: Namespace, words: Words) -> Iterator[tuple[Order, _Secrets, str]]:
    """The practice server, and the order that leads to it."""
    own = options.user or options.second_user or options.password_stdin
    if options.host or options.port or own:
        # Words: Command line. Names of options are not translated.
        complain(words, _("--practice brings its own server, mailbox and password: leave out HOST, "
                          "--port, --user and --password-stdin."))  # fmt: skip
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
        secrets = _Secrets(Secret(service.PRACTICE_USER))
        yield Order(target, plan), secrets, server.trusted_certificate


@contextmanager
def _promised(options: Namespace, words: Words) -> Iterator[_Papers]:
    """Claim every file before the first connection; drop what was not written."""
    wanted = {"json": options.json, "note": options.note}
    given = [place_of(path) for path in wanted.values() if path is not None]
    if len(set(given)) < len(given):
        # Words: Command line: the same file was named for two things.
        complain(words, _("Give each result a file of its own."))
    with ExitStack() as stack:
        claimed: dict[str, Promised | None] = {}
        for name, path in wanted.items():
            claimed[name] = None
            if path is None:
                continue
            try:
                promised = claimed[name] = Promised(path)
            except CannotWriteError as error:
                complain(words, _CANNOT_WRITE, file=str(error.path), reason=error.reason)
            stack.callback(promised.drop)
        yield _Papers(claimed["json"], claimed["note"])


def _passwords(options: Namespace, words: Words) -> _Secrets:
    # Words: Terminal, question for the password; nothing is shown while it is typed.
    first = _password(_("Password: "), words)
    if options.second_user is None:
        return _Secrets(first)
    # Words: Terminal, question for a password; nothing is shown while it is typed.
    return _Secrets(first, _password(_("Password of the second mailbox: "), words))


def _password(question: Message, words: Words) -> Secret:
    """One line of standard input; never an argument, never echoed."""
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


def _watched(
    ordered: Order,
    secrets: _Secrets,
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


def _write(
    papers: _Papers, case: Case, advice: Advice, note_words: Words, lines: str | None
) -> dict[Promised, CannotWriteError]:
    """Write what was promised; what could not be written is told after the verdict."""
    texts: dict[Promised, str] = {}
    if papers.json is not None:
        texts[papers.json] = json.dumps(result(case, advice), indent=1, ensure_ascii=False) + "\n"
    if papers.note is not None:
        text = lines or note(case, advice, note_words, Version.TECHNICAL)
        texts[papers.note] = text or _nothing_to_ask(case, advice, note_words)
    failed: dict[Promised, CannotWriteError] = {}
    for promised, text in texts.items():
        try:
            promised.keep(text)
        except CannotWriteError as error:
            failed[promised] = error
    return failed


def _regret(failed: Mapping[Promised, CannotWriteError], words: Words) -> None:
    for error in failed.values():
        told = words.say(_CANNOT_WRITE, file=str(error.path), reason=error.reason)
        print(f"mail-connection-check: {told}", file=sys.stderr)


def _nothing_to_ask(case: Case, advice: Advice, words: Words) -> str:
    """Where no provider can help, the file says what was found instead."""
    said = [sentences.headline(advice, words, case), sentences.what_next(advice, words)]
    return "\n\n".join(said) + "\n"


def _say(
    case: Case,
    advice: Advice,
    words: Words,
    note_words: Words,
    written: Sequence[Path],
    lines: str | None,
) -> None:
    if not sys.stdout.isatty():
        for_programs(case, advice, words, sys.stdout)
        print(f"\n{lines}" if lines else "", end="")
        return
    for_people(case, advice, words, sys.stdout, own_server=bool(lines and advice.suggestion))
    if lines is not None:
        print(f"\n{lines}")  # never wrapped: commands are copied
    text = None if lines else note(case, advice, note_words, Version.NORMAL)
    if text is not None:
        print("\n" + words.say(_HEADINGS[recipient(advice) or Recipient.PROVIDER]) + "\n")
        print(wrapped(text))
    for path in written:
        # Words: Terminal. {file}: the path of a file that was written.
        print(words.say(_("Written: {file}"), file=str(path)))
