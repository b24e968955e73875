"""The command `practice`: the practice server alone, for training, until Ctrl-C."""

from __future__ import annotations

from argparse import Namespace

from wizard import service
from wizard.cli.orders import complain
from wizard.cli.signals import asked_to_stop
from wizard.files import CannotWriteError, Promised
from wizard.words import Words
from wizard.words import mark as _

MOST_PORT = 65535
MOST_SECONDS = 3600


def run(options: Namespace, words: Words) -> int:
    """Serve until stopped; the exit status. Raises UsageError before it listens."""
    for option, port in (("--port", options.port), ("--tls-port", options.tls_port)):
        if not 0 <= port <= MOST_PORT:
            # Words: Command line, wrong number. {option}: its name, not translated.
            complain(words, _("{option} takes a number from 0 to 65535."), option=option)
    if not 1 <= options.limit <= 500:
        # Words: Command line, wrong number.
        complain(words, _("--limit takes a number from 1 to 500."))
    seconds = _seconds(options, words)
    server = service.practice_server(
        options.kind, options.limit, options.port, options.tls_port, seconds
    )
    try:
        server.start()
    except OSError as error:
        # Words: Command line: another program has the port. {reason}: the system's own words.
        complain(words, _("The practice server cannot listen there: {reason}."),
                 reason=error.strerror or "")  # fmt: skip
    try:
        with asked_to_stop() as stop:
            _write_certificate(options, server.trusted_certificate, words)
            _tell(server.port, server.tls_port, options, seconds, words)
            while not stop.wait(0.2):  # a wait without an end cannot be interrupted everywhere
                pass
    finally:
        server.stop()
    return 0


def _seconds(options: Namespace, words: Words) -> float:
    """The time in which a rate counts."""
    if options.seconds is None:
        return service.PRACTICE_SECONDS
    if options.kind not in service.PRACTICE_RATES:
        # Words: Command line. {kinds}: words of the command line, not translated.
        complain(words, _("--seconds goes only with these kinds: {kinds}."),
                 kinds=", ".join(service.PRACTICE_RATES))  # fmt: skip
    if not 0 < options.seconds <= MOST_SECONDS:
        # Words: Command line, wrong number.
        complain(words, _("--seconds takes a number above 0 and up to {most}."), most=MOST_SECONDS)
    return float(options.seconds)


def _write_certificate(options: Namespace, certificate: str, words: Words) -> None:
    if options.certificate is None:
        return
    try:
        Promised(options.certificate).keep(certificate)
    except CannotWriteError as error:
        # Words: Command line. {file}: a path; {reason}: the system's own words.
        complain(words, _("{file} cannot be written: {reason}. Choose another place."),
                 file=str(error.path), reason=error.reason)  # fmt: skip


def _tell(port: int, tls_port: int, options: Namespace, seconds: float, words: Words) -> None:
    if options.kind in service.PRACTICE_RATES:
        # Words: Terminal. The kind is a word of the command line and is not translated.
        print(words.say(_("Practice server, limit {count} in {seconds} s ({kind})."), options.limit,
                        seconds=words.number(seconds, 1), kind=options.kind))  # fmt: skip
    else:
        # Words: Terminal. The kind is a word of the command line and is not translated.
        print(words.say(_("Practice server, limit {count} ({kind})."), options.limit,
                        kind=options.kind))  # fmt: skip
    print(f"127.0.0.1:{port} starttls, 127.0.0.1:{tls_port} tls")
    # Words: Terminal. {name}: both the user name and the password.
    print(words.say(_("User name and password: {name}"), name=service.PRACTICE_USER))
    if options.certificate is not None:
        # Some kinds only count who signs in, and some are only told apart with mail closed.
        who = f"--user {service.PRACTICE_USER} --password-stdin --mail-closed"
        print(f"check localhost --port {tls_port} --ca-file {options.certificate} {who}")
    # Words: Terminal: how to end the practice server.
    print(words.say(_("Press Ctrl-C to end it.")), flush=True)
