"""`python -m wizard`: with arguments the command line; without, or with a case file, the window."""

import os
import shlex
import sys
from collections.abc import Iterable

from wizard.faults import Proved
from wizard.words import Words, best_language
from wizard.words import mark as _

NO_WINDOW = 1
WRONG_PROGRAM = 2
CASE_ENDING = ".mailcheck"
# Words: Terminal: the window cannot be opened. The commands are not translated.
_NO_SCREEN = _(
    "There is no screen here to open the window on. See the check at work in the terminal: "
    "python3 dev.py demo, or python -m wizard check --practice."
)
# Words: The same, where the program needs no Python. {program}: its file, which is not translated.
_NO_SCREEN_BUNDLED = _(
    "There is no screen here to open the window on. See the check at work in the terminal: "
    "{program} check --practice"
)


def main() -> int:
    """Start the program; the exit status."""
    unheard = give_streams()
    case = case_file(sys.argv[1:])
    if sys.argv[1:] and not case:
        if unheard and sys.argv[1:] != ["selftest"]:
            return _without_terminal()
        from wizard.cli import main as command_line  # noqa: PLC0415 - the window needs no terminal

        return command_line(sys.argv[1:], selftest)
    if not has_screen():
        return _without_window()
    try:
        from wizard.ui.app import run  # noqa: PLC0415 - the terminal needs no Qt
    except ImportError:  # Qt, or a library of the system that it needs, is not here
        return _without_window()
    return run(case)


def case_file(arguments: list[str]) -> str:
    """The one case file that was named, as a double click does; "" for anything else."""
    alone = len(arguments) == 1 and arguments[0].lower().endswith(CASE_ENDING)
    return arguments[0] if alone and not arguments[0].startswith("-") else ""


def give_streams() -> bool:
    """Whether nobody can read what is printed: a program with a window on Windows has no streams.

    It gets some that lead nowhere, so that nothing fails that wants to write. The selftest tells
    all it has to tell by its exit status.
    """
    unheard = sys.stdout is None
    for name, way in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, way, encoding="utf-8"))  # noqa: SIM115, PTH123 - for good
    return unheard


def has_screen() -> bool:
    """Whether a window could be seen; only Linux runs without a screen by habit."""
    ways = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(way) for way in ways)


def selftest() -> Iterable[str | Proved]:
    """Everything that this program lacks, one sentence each, and what it proved."""
    try:
        from wizard.selftest import faults  # noqa: PLC0415 - the terminal needs no Qt
    except ImportError as error:
        return [f"The window cannot be loaded: {error}."]
    return faults()


def _without_terminal() -> int:
    from wizard.ui import app, no_terminal  # noqa: PLC0415 - the terminal needs no Qt

    no_terminal.tell(Words(best_language(app.preferred())))
    return WRONG_PROGRAM


def _without_window() -> int:
    told = _NO_SCREEN_BUNDLED if getattr(sys, "frozen", False) else _NO_SCREEN
    words = Words(best_language(os.environ))
    sys.stderr.write(words.say(told, program=shlex.quote(sys.executable)) + "\n")
    return NO_WINDOW


if __name__ == "__main__":
    sys.exit(main())
