"""The command line: parses, prints, exit codes. Knows no window and no network.

Main text on the terminal is plain words; details are for technicians. A fault of this program
ends with one sentence and status 1, never with a traceback: those may quote what was typed.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence

from wizard import __version__
from wizard.assets import MissingResource
from wizard.cli import check, saved, training, verify
from wizard.cli.options import parser
from wizard.cli.orders import UsageError, complain
from wizard.cli.remembered import fill_in
from wizard.faults import Proved, fault_code
from wizard.words import Words, best_language, languages
from wizard.words import mark as _

WRONG_USAGE = 2
OUR_FAULT = 1
STOPPED = 12

Selftest = Callable[[], Iterable[str | Proved]]


def without_window() -> Iterable[str | Proved]:
    """A command line on its own has proved nothing."""
    return ["This is the command line alone, without the window."]


def main(arguments: Sequence[str], selftest: Selftest = without_window) -> int:
    """Run one command; the exit status (docs/measuring.md lists them).

    `selftest` gives one sentence for each fault of this installation; the command line itself
    knows nothing of the window.
    """
    _speak_utf8()
    words = Words(best_language(os.environ))
    try:
        status = _run(parser().parse_args(arguments), words, selftest)
    except SystemExit:
        # Help or a complaint of argparse is on its way out.
        _say_the_last_word()
        raise
    except MissingResource as error:
        print(f"mail-connection-check: {error}", file=sys.stderr)
        status = OUR_FAULT
    except UsageError as error:
        print(f"mail-connection-check: {_one_line(str(error))}", file=sys.stderr)
        status = WRONG_USAGE
    except BrokenPipeError:
        status = OUR_FAULT
    except KeyboardInterrupt:
        status = STOPPED
    except Exception as error:  # noqa: BLE001  the last line of defence
        print(f"mail-connection-check: {_fault(error, words)}", file=sys.stderr)
        status = OUR_FAULT
    return status if _say_the_last_word() else OUR_FAULT


def _say_the_last_word() -> bool:
    """Whether all output found its reader: only here a closed pipe can be met quietly."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to tell anybody any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _run(options: Namespace, words: Words, selftest: Selftest) -> int:
    if options.command == "selftest":
        return _prove(selftest)
    fill_in(options, words)
    words = _words(options.lang, words) or words
    if options.command == "practice":
        return training.run(options, words)
    note_words = _words(options.note_lang, words) or words
    if options.command == "verify":
        return verify.run(options, words, note_words)
    if options.command == "report":
        return saved.report(options, words, note_words)
    return check.run(options, words, note_words)


def _prove(selftest: Selftest) -> int:
    """Every fault in a line of its own, or what was proved; for support, and not translated."""
    proved, found = [], False
    for told in selftest():
        if isinstance(told, Proved):
            proved.append(told)
            continue
        found = True
        print(f"mail-connection-check: {_one_line(told)}", file=sys.stderr)
    if found:
        return OUR_FAULT
    print(f"mail-connection-check {__version__}: everything is here and works.")
    for each in proved:
        print(f"  {_one_line(each.what)}")
    return 0


def _one_line(text: str) -> str:
    """What was typed may be quoted in it: nothing of that acts on the terminal."""
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)


def _words(language: str | None, screen: Words) -> Words | None:
    if language is None:
        return None
    if language not in languages():
        # Words: Command line: a language without a translation. {languages}: the codes there are.
        complain(screen, _("There are no words for {language}. There are: {languages}."),
                 language=language, languages=", ".join(languages()))  # fmt: skip
    return Words(language)


def _fault(error: Exception, words: Words) -> str:
    """What happened and where in the program, in one sentence."""
    return words.say(
        # Words: Terminal, an unexpected fault. {code}: for support.
        _("Something went wrong in this program. Your mail is not affected, and all test "
          "connections are closed. Code {code}."),
        code=fault_code(error),
    )  # fmt: skip


def _speak_utf8() -> None:
    """A terminal that cannot show a character shows a question mark, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    if sys.platform == "win32":
        import colorama  # noqa: PLC0415  only there, and only installed there

        colorama.just_fix_windows_console()
