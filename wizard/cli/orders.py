"""From parsed options to what the service is asked to do; every wrong value a clear sentence.

Everything is checked here, before the first connection. It must never connect or print.
"""

from __future__ import annotations

import ipaddress
import re
from argparse import Namespace
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, NoReturn

from wizard import service
from wizard.core import manners
from wizard.core.case_file import Agreement, Sender
from wizard.core.model import PORTS, Need, Patience, Plan, Security, Target, usual_security
from wizard.core.outside import outside
from wizard.paper.facts import one_line
from wizard.words import Message, Words
from wizard.words import mark as _

MOST_DEVICES: Final = 5000
_NOBODY: Final = Sender()
_NAME: Final = re.compile(r"(?=.*\w)[^\s/:@\\\x00-\x1f\x7f\ud800-\udfff]{1,253}")


class UsageError(Exception):
    """What was asked for cannot be done as asked; the text says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """One check to run."""

    target: Target
    plan: Plan


def order(options: Namespace, words: Words) -> Order:
    """The check that `options` ask for; raises UsageError."""
    needed = need(options, words)
    target = _target(options, words)
    return Order(target, _plan(options, needed, target, words))


def need(options: Namespace, words: Words) -> Need:
    """The office's need by devices or as a number; raises UsageError."""
    counts = {
        "--need": options.need,
        "--computers": options.computers,
        "--phones": options.phones,
        "--other": options.other,
        "--mailbox-need": options.mailbox_need,
    }
    for option, count in counts.items():
        if count is not None and not 0 <= count <= MOST_DEVICES:
            # Words: Command line, a number is absurd. {option}: its name, not translated.
            complain(words, _("{option} takes a number from 0 to {most}."), option=option,
                     most=MOST_DEVICES)  # fmt: skip
    by_devices = (options.computers, options.program, options.phones, options.other)
    if options.need is not None:
        if any(value is not None for value in by_devices):
            complain(
                words,
                # Words: Command line. --need, --computers and so on are not translated.
                _("Give either --need or the devices (--computers, --phones, --other)."),
            )
        counted = service.given_need(options.need, options.mailbox_need)
    else:
        phones, other = options.phones or 0, options.other or 0
        counted = service.count_need(
            options.computers, options.program, phones, other, options.mailbox_need
        )
    if counted.connections < 1:
        # Words: Command line: the count of devices came to nothing.
        complain(words, _("Count at least one device."))
    return counted


def _target(options: Namespace, words: Words) -> Target:
    host = _host(options.host, words)
    security = Security(options.security) if options.security else usual_security(options.port)
    port = PORTS[security] if options.port is None else options.port
    if not 1 <= port <= 65535:
        # Words: Command line, wrong number. --port is not translated.
        complain(words, _("--port takes a number from 1 to 65535."))
    _check_sign_in(options, words)
    check_here(options, words)
    target = Target(
        host=host,
        port=port,
        security=security,
        user=options.user,
        family=options.family,
        source=options.source,
        ca_file=str(options.ca_file) if options.ca_file else None,
        second_user=options.second_user,
    )
    check_plaintext(options, target, words)
    return target


def _host(host: str | None, words: Words) -> str:
    if not host:
        # Words: Command line: nothing to check was named. Names of options are not translated.
        complain(words, _("Name the mail server to check, or use --practice to try it out."))
    bare = host.strip().rstrip(".")
    literal = bare[1:-1] if bare.startswith("[") and bare.endswith("]") else bare
    try:
        return str(ipaddress.ip_address(literal))
    except ValueError:
        pass
    if "@" in bare:
        complain(
            words,
            # Words: Command line: an address was given where a server name is wanted.
            _("{host} is an email address. Give the name of its mail server."),
            host=bare,
        )
    if not _NAME.fullmatch(bare):
        complain(
            words,
            # Words: Command line: a web address or a port was given with the name of the server.
            _("{host} is not a server name. Give the name alone, such as mail.example.com, "
              "and the port with --port."),
            host=bare,
        )  # fmt: skip
    return bare


def _check_sign_in(options: Namespace, words: Words) -> None:
    if options.user is not None and not options.password_stdin:
        complain(
            words,
            # Words: Command line. Names of options are not translated.
            _("Add --password-stdin to sign in, or leave out --user to test without a password."),
        )
    if options.password_stdin and options.user is None:
        # Words: Command line. Names of options are not translated.
        complain(words, _("Add --user: the password belongs to one mailbox."))
    for option, user in (("--user", options.user), ("--second-user", options.second_user)):
        if user is not None and (not user.strip() or _has_controls(user)):
            # Words: Command line: a user name is empty or holds a line break. {option}: its name.
            complain(words, _("{option} takes the user name of one mailbox."), option=option)
    if options.second_user is not None and options.second_user == options.user:
        # Words: Command line: the same mailbox was named twice. Options are not translated.
        complain(words, _("--second-user takes another mailbox than --user."))
    if options.second_user is not None and options.user is None:
        # Words: Command line: a second mailbox was named, but no first one.
        complain(words, _("Add --user: the second mailbox is only asked beside a first one."))


def sender(options: Namespace, words: Words, before: Sender = _NOBODY) -> Sender:
    """Who signs: what `options` say, else what the case file said before; raises UsageError."""
    signed = replace(
        before,
        name=_or_before(options.name, before.name),
        company=_or_before(options.company, before.company),
        customer_number=_or_before(options.customer_number, before.customer_number),
    )
    if options.office_address is not None:
        address = outside(options.office_address)
        if address is None:
            complain(
                words,
                # Words: Command line. {address}: what was given. The option is not translated.
                _("{address} is not a public internet address. --office-address takes one such as "
                  "203.0.113.7."),
                address=options.office_address,
            )  # fmt: skip
        signed = replace(signed, office_address=str(address))
    return replace(signed, names_mailbox=options.name_mailbox or before.names_mailbox)


def agreement(options: Namespace, before: Agreement | None = None) -> Agreement | None:
    """That the client agreed, as it is noted now; once for each case, so an earlier note stays."""
    return before or (Agreement(datetime.now(UTC)) if options.client_agreed else None)


def _or_before(given: str | None, before: str) -> str:
    return before if given is None else one_line(given)


def _has_controls(text: str) -> bool:
    """Whether there are control characters, or bytes that are no text (lone surrogates)."""
    return any(ord(mark) < 32 or ord(mark) == 127 or is_no_text(mark) for mark in text)


def is_no_text(mark: str) -> bool:
    """Whether this stands for a byte that was typed or piped in another encoding."""
    return "\ud800" <= mark <= "\udfff"


def check_here(options: Namespace, words: Words) -> None:
    """Complain of an own address that is none, and of a file without a certificate."""
    if options.source is not None and service.source_fault(options.source, options.family):
        complain(
            words,
            # Words: Command line: this computer does not have the address to connect from.
            _("{address} is not an address of this computer that can be used for this."),
            address=options.source,
        )
    if options.ca_file is not None and service.cannot_trust(str(options.ca_file)):
        complain(
            words,
            # Words: Command line: a file with certificates cannot be used. {file}: its name.
            _("{file} holds no certificate that can be read. Give a file in PEM form."),
            file=str(options.ca_file),
        )


def check_plaintext(options: Namespace, target: Target, words: Words) -> None:
    """Complain of a password that would travel unencrypted, unless that is wanted."""
    if target.user and target.security is Security.NONE and not options.allow_plaintext_password:
        complain(
            words,
            # Words: Command line, a warning about an unencrypted password. Options not translated.
            _("Without encryption anybody on the way can read the password. Use --security tls "
              "or starttls, or add --allow-plaintext-password."),
        )  # fmt: skip


def _plan(options: Namespace, needed: Need, target: Target, words: Words) -> Plan:
    ceiling = manners.CEILING_UNLOCKED if options.unlocked else manners.CEILING
    most = manners.CEILING if options.most is None else options.most
    if not 1 <= most <= ceiling:
        complain(
            words,
            # Words: Command line. {most}: the highest number allowed. Options are not translated.
            _("--most takes a number from 1 to {most}. Above 50 it needs --unlocked, up to 200."),
            most=ceiling,
        )
    return Plan(
        need=needed,
        most=most,
        pace=_pace(options.pace, target.host, words),
        mail_closed=options.mail_closed,
        patience=_patience(options.patience, words),
        control=_control(options.control, words) or service.usual_control(target),
        control_is_a_guess=options.control is None,
        test_anyway=options.test_anyway,
    )


def _pace(pace: float | None, host: str, words: Words) -> float | None:
    if pace is None:
        return None
    floor = 0.0 if service.is_here(host) else manners.PACE_FLOOR
    if not floor <= pace <= 60:
        # Words: Command line. {least}: the shortest pause, such as 0.2.
        complain(words, _("--pace takes seconds from {least} to 60."), least=words.number(floor, 1))
    return pace


def _patience(patience: float | None, words: Words) -> Patience:
    usual = Patience()
    if patience is None:
        return usual
    if not 1 <= patience <= 120:
        # Words: Command line, wrong number.
        complain(words, _("--patience takes seconds from 1 to 120."))
    return Patience(min(usual.connect, patience), patience, usual.sign_in)


def _control(control: str | None, words: Words) -> tuple[str, int] | None:
    if control is None:
        return None
    host, colon, port = control.rpartition(":")
    name = host.strip("[]")
    if not (colon and name and port.isdecimal() and 1 <= int(port) <= 65535):
        # Words: Command line: how to name the other host. HOST:PORT is not translated.
        complain(words, _("--control takes HOST:PORT, such as www.example.com:443."))
    return name, int(port)


def complain(words: Words, message: Message, **values: object) -> NoReturn:
    """Raise UsageError with a sentence in the language of the screen."""
    raise UsageError(words.say(message, 1, **values))
