"""`python -m wizard`: with arguments the command line; without, or with a case file, the window."""

import os
import re
import shlex
import sys
from collections.abc import Iterable

from wizard.faults import Proved
from wizard.words import Words, best_language
from wizard.words import mark as _

NO_WINDOW = 1
WRONG_PROGRAM = 2
# What a Linux without a desktop lacks; the rest comes along in the bundle.
PACKAGES = ("libgl1", "libegl1", "libfontconfig1")
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
# Words: Terminal: a part of the system is missing. {part}: its file; {command}: what to type.
_LACKING = _("This computer lacks a part that the window needs: {part}. This brings it: {command}")
_PART = re.compile(r"(\S+\.so[.\d]*): ")


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
    except ImportError as error:  # Qt, or a library of the system that it needs, is not here
        return _without_window(error)
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


def _without_window(error: ImportError | None = None) -> int:
    words = Words(best_language(os.environ))
    lacking = _PART.match(str(error or ""))
    if lacking:
        told = words.say(_LACKING, part=lacking[1], command=_bringing())
    elif getattr(sys, "frozen", False):
        told = words.say(_NO_SCREEN_BUNDLED, program=shlex.quote(sys.executable))
    else:
        told = words.say(_NO_SCREEN)
    sys.stderr.write(told + "\n")
    return NO_WINDOW


def _bringing() -> str:
    """The command that brings what the window needs of the system."""
    frozen = getattr(sys, "frozen", False)
    return f"sudo apt-get install {' '.join(PACKAGES)}" if frozen else "python3 dev.py run"


if __name__ == "__main__":
    sys.exit(main())
