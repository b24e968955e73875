#!/usr/bin/env python3
"""The one command of this checkout: `python3 dev.py`, and run, demo, test, lint, build, stick, ...

Owns the set-up (.venv, the compiled words) and the order of the steps. Uses the standard library
only, because it must start where nothing but Python is installed. Holds no configuration of a tool:
that is in pyproject.toml.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence, not a traceback
    sys.exit(
        "Mail Connection Check needs Python 3.11 or newer; this is Python %d.%d."  # noqa: UP031
        % sys.version_info[:2]
    )

import ctypes
import hashlib
import importlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "set-up-for.txt"
LOCK = HERE / "requirements.lock"
WORDS = HERE / "resources" / "words"
TEMPLATE = WORDS / "wizard.pot"
DEMO = HERE / "build" / "demo"
BUNDLES = HERE / "build" / "bundle"
BUNDLE = BUNDLES / (
    "Mail Connection Check.app" if sys.platform == "darwin" else "mail-connection-check"
)
RELEASE = HERE / "build" / "release"
# The program with a terminal, where it is not called as everywhere else.
CONSOLES = {
    "win32": "mail-connection-check-console.exe",
    "darwin": "Contents/MacOS/mail-connection-check",
}
# Compares the bundle with the smallest program of its kind.
COMPARISON = HERE / "tests" / "benchmarks" / "frozen.py"

DEMO_ARGUMENTS = (
    *("check", "--practice", "--mail-closed", "--pace", "0.2"),
    *("--json", "build/demo/result.json", "--note", "build/demo/note.txt"),
)
# 10: a limit below the need was found. The practice server allows 4: the demo's right answer.
DEMO_GOOD_STATUSES = (0, 10)

# More than there are processors: most tests wait for a server, not for the computer.
TEST_WORKERS = 10
COVERED = ("wizard/core", "wizard/paper")
TYPED = ("wizard", "tests", "dev.py", "hatch_build.py")

KEYWORDS = ("_", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3")
HOLDER = "the Mail Connection Check contributors"
BABEL = ("-m", "babel.messages.frontend")
# Addresses and options that would tie the lock to one computer or one registry.
FOREIGN_IN_LOCK = re.compile(r".*(?:://|--(?:extra-)?index|--find-links|--trusted-host).*")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
# What the window needs of a bare Debian, by the file that is missed: Qt itself ...
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# ... and its way onto an X11 screen.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What PyInstaller needs to see which libraries a library needs.
FREEZING_PROGRAMS = {"objdump": "binutils"}
# What the test by keyboard needs besides: a screen, a window manager, fingers and a camera.
SCREEN_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
}
# What sees every file that a visit writes.
EYES = {"strace": "strace"}
# What holds the HTML report against the rules: two packages of npm, and a browser to look with.
HTML_CHECK = HERE / "tests" / "html_check"
HTML_STAMP = HTML_CHECK / "node_modules" / "set-up-for.txt"
HTML_PROGRAMS = {"chromium": "chromium", "node": "nodejs", "npm": "npm"}
# What reads the PDF of a report in its tests.
PAPER_PROGRAMS = dict.fromkeys(("pdffonts", "pdfinfo", "pdftoppm", "pdftotext"), "poppler-utils")
# What formats a FAT for the test of the stick, without a mount.
STICK_PROGRAMS = {"mcopy": "mtools"}
FONTS = Path("/usr/share/fonts")
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")  # another apt may be at work: wait for it


class Trouble(Exception):
    """Something the developer has to know or do; its text is all that is printed."""


@dataclass(frozen=True)
class Step:
    """One named program of `lint` or `test`, started with the Python of .venv."""

    name: str
    arguments: tuple[str, ...]
    live: bool = False


# --- programs -------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Prints a line at once, so that it stands before the output of the program it announces."""
    print(text, flush=True)


def python() -> Path:
    """The Python of .venv."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def run_through(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Runs a program on this terminal and returns its exit status."""
    with subprocess.Popen(command, cwd=HERE, env={**os.environ, **(extra or {})}) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                # The program got the Ctrl-C too. It closes its connections in its own time.
                continue


def run_quietly(what: str, command: Sequence[str], extra: Mapping[str, str] | None = None) -> None:
    """Runs a program without showing it; only when it fails is everything it said printed."""
    done = subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, **(extra or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        say(done.stdout.rstrip())
        raise Trouble(f"{what} did not work (exit status {done.returncode}); its output is above.")


def run_step(step: Step, extra: Mapping[str, str] | None = None) -> bool:
    """Runs a step, prints its name, its time and whether it went well."""
    command = [str(python()), *step.arguments]
    begun = time.monotonic()
    good = True
    if step.live:
        say(f"  {step.name} ...")
        good = run_through(command, extra) == 0
    else:
        try:
            run_quietly(step.name, command, extra)
        except Trouble:
            good = False
    say(f"  {'ok' if good else 'FAILED':<6} {step.name} ({time.monotonic() - begun:.1f} s)")
    return good


# --- what only the system's own packages bring ----------------------------------------------------


def is_root() -> bool:
    """Whether this process may install packages. Windows has no such user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_debian(release: Path = Path("/etc/os-release")) -> bool:
    """Whether this is Debian or one of its children, with apt-get."""
    try:
        lines = release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    pairs = [line.partition("=") for line in lines]
    named = " ".join(value.strip('"') for key, _, value in pairs if key in {"ID", "ID_LIKE"})
    return "debian" in named.split() and shutil.which("apt-get") is not None


def has_ensurepip() -> bool:
    """Whether this Python can make a .venv with pip; Debian ships that part separately."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def install_from_debian(what: str, *packages: str) -> None:
    """Installs packages with apt, or says which line to run when this user may not."""
    names = " ".join(packages)
    if not is_debian():
        raise Trouble(f"{what} is missing ({names}).")
    update = (*APT, "update")
    fetch = (*APT, "install", "--yes", "--no-install-recommends", *packages)
    if not is_root():
        line = f"{' '.join(update)} && {' '.join(fetch)}"
        raise Trouble(f"{names} is missing. Run this as root, then try again:\n\n    {line}\n")
    say(f"Installing {names} with apt ...")
    unasked = {"DEBIAN_FRONTEND": "noninteractive"}
    run_quietly("apt-get update", update, unasked)
    run_quietly(f"apt-get install {names}", fetch, unasked)


def loads(library: str) -> bool:
    """Whether this computer has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    """Whether this computer has a program."""
    return shutil.which(name) is not None


def missing_for_qt(libraries: Mapping[str, str], programs: Mapping[str, str]) -> list[str]:
    """The packages with what Qt misses of this; only Linux ships without them."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in libraries.items() if not loads(library)]
    needed = [package for name, package in programs.items() if not has_program(name)]
    missing += dict.fromkeys(needed)  # one package may bring several of them
    return missing if any(FONTS.rglob("*.[to]t[fc]")) else [*missing, "fonts-dejavu-core"]


def bring_qt(libraries: Mapping[str, str], programs: Mapping[str, str] | None = None) -> None:
    """Installs what is missing of Qt's shared libraries."""
    missing = missing_for_qt(libraries, programs or {})
    if missing:
        install_from_debian("What the window needs of this system", *missing)


def bring_screen() -> None:
    """Installs what the tests of window and papers need; Qt alone where the rest takes asking."""
    if is_debian() and is_root():
        programs = {**SCREEN_PROGRAMS, **PAPER_PROGRAMS, **STICK_PROGRAMS, **EYES}
        bring_qt({**QT_LIBRARIES, **SCREEN_LIBRARIES}, programs)
    else:
        bring_qt(QT_LIBRARIES)  # pytest-qt asks for them before the first test


def missing_for_bundle() -> list[str]:
    """The packages without which a Linux makes no bundle; other systems need nothing besides."""
    if not sys.platform.startswith("linux"):
        return []
    missing = missing_for_qt({**QT_LIBRARIES, **SCREEN_LIBRARIES}, FREEZING_PROGRAMS)
    shared = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    beside = Path(sysconfig.get_config_var("LIBDIR") or "", f"{shared}.so.1.0")
    if not (loads(beside.name) or beside.exists()):
        missing.append(shared)  # Debian's own Python is without, until something needs it
    return missing


def no_bundle() -> str | None:
    """Why no bundle can be made here, in one sentence; None where it can."""
    missing = missing_for_bundle()
    return f"it needs {', '.join(missing)}." if missing else None


def bring_freezing() -> None:
    """Installs what making the bundle needs."""
    if missing := missing_for_bundle():
        install_from_debian("What making the bundle needs of this system", *missing)
    if (reason := no_bundle()) is not None:
        raise Trouble(f"The bundle cannot be made: {reason}")


# --- set-up ---------------------------------------------------------------------------------------


def wanted_stamp() -> str:
    """What .venv has to have been made for: this lock, this Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"Python {sys.version_info.major}.{sys.version_info.minor}, requirements.lock {digest}\n"


def is_set_up() -> bool:
    """Whether .venv was made completely, for this lock and this Python."""
    if not (python().exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") == wanted_stamp()


def make_venv() -> None:
    """Makes an empty .venv, from the real Python even when this one is a virtual environment's."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    if uv is None and not has_ensurepip():
        install_from_debian("This Python's part for virtual environments", "python3-venv")
        if not has_ensurepip():
            raise Trouble(f"{base} is without ensurepip: use a Python that has it, or install uv.")
    if VENV.exists():
        shutil.rmtree(VENV)
    say("Making .venv ...")
    if uv is not None:
        run_quietly("uv venv", [uv, "venv", "--python", base, str(VENV)])
    else:
        run_quietly("python -m venv", [base, "-m", "venv", str(VENV)])


def install(*what: str) -> None:
    """Installs packages into .venv."""
    uv = shutil.which("uv")
    if uv is not None:
        run_quietly("uv pip install", [uv, "pip", "install", "--python", str(python()), *what])
    else:
        pip = [str(python()), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        run_quietly("pip install", [*pip, *what])


def set_up() -> None:
    """Makes .venv when there is none for this lock and this Python, and compiles the words."""
    if not is_set_up():
        make_venv()
        say("Installing the packages of requirements.lock into .venv ...")
        # The lock is whole: looking for what its packages need, pip would meet a newer version of
        # one that is wanted with extras (coverage[toml]), find no hash for it, and give up.
        install("--require-hashes", "--no-deps", "-r", str(LOCK))
        STAMP.write_text(wanted_stamp(), encoding="utf-8")
    compile_words()


def compile_words() -> None:
    """Compiles every catalogue that is newer than its compiled form."""
    for source in sorted(WORDS.glob("*/LC_MESSAGES/wizard.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        command = [str(python()), *BABEL, "compile", "-i", str(source), "-o", str(compiled)]
        run_quietly(f"Compiling {source.relative_to(HERE)}", command)


# --- commands -------------------------------------------------------------------------------------


def run() -> int:
    """Sets up and opens the window."""
    set_up()
    bring_qt({**QT_LIBRARIES, **SCREEN_LIBRARIES})
    return run_through([str(python()), "-m", "wizard"])


def demo() -> int:
    """Sets up and measures a practice server on this computer; nothing leaves it."""
    set_up()
    DEMO.mkdir(parents=True, exist_ok=True)
    note, result = DEMO / "note.txt", DEMO / "result.json"
    for old in (note, result):
        old.unlink(missing_ok=True)
    status = run_through([str(python()), "-m", "wizard", *DEMO_ARGUMENTS])
    if status not in DEMO_GOOD_STATUSES:
        return status
    if sys.stdout.isatty():
        # A terminal has seen the climb, the verdict and the note already.
        say(f"\nThe note with all technical details: {note.relative_to(HERE)}")
    else:
        show_climb(result)
        say(f"\nThe note for the provider ({note.relative_to(HERE)}):\n")
        say(note.read_text(encoding="utf-8"))
    say(f"Everything that was measured: {result.relative_to(HERE)}")
    return 0


def show_climb(result: Path) -> None:
    """Every attempt of a check; on a terminal the command line shows them as they happen."""
    events = json.loads(result.read_text(encoding="utf-8")).get("events", [])
    say("\nThe climb, connection by connection:\n")
    for event in events:
        if event["attempt"] is not None:
            number, took = event["attempt"], round(event["milliseconds"])
            say(f"  {event['at']:5.1f} s  {number:3d}  {event['outcome']} ({took} ms)")


def freeze(folder: Path, scratch: Path) -> tuple[str, ...]:
    """The arguments of Python that make the bundle below `folder`; `scratch` is left full."""
    places = ("--into", str(folder), "--scratch", str(scratch))
    return ("-m", "wizard.freezing.make", *places, "build.spec")


def console() -> Path:
    """The program of the bundle that writes on a terminal."""
    return BUNDLE / CONSOLES.get(sys.platform, "mail-connection-check")


def build() -> int:
    """Makes the program as one folder that needs no Python, lets it prove itself, and packs it."""
    set_up()
    bring_freezing()
    scratch = HERE / "build" / "pyinstaller"
    say("Making the bundle ...")
    command = [str(python()), *freeze(BUNDLES, scratch)]
    run_quietly("Making the bundle", command, {"PYINSTALLER_CONFIG_DIR": str(scratch)})
    this = ("--bundle", str(BUNDLE))
    run_through([str(python()), "-m", "wizard.freezing.heavy", *this])
    if status := run_through([str(console()), "selftest"]):
        return status
    pack = ("-m", "wizard.freezing.archive", *this, "--into", str(RELEASE))
    status = run_through([str(python()), *pack])
    if status == 0 and COMPARISON.exists():
        run_through([str(python()), "-m", "tests.benchmarks.frozen", *this])
    return status


def sign() -> int:
    """Signs what `build` has made, where the secrets are in the environment, and packs it anew."""
    set_up()
    signing = ("-m", "wizard.freezing.signing")
    pack = ("-m", "wizard.freezing.archive", "--bundle", str(BUNDLE), "--into", str(RELEASE))
    for step in (
        (str(python()), *signing, "program", str(BUNDLES)),
        (str(console()), "selftest"),  # a signature can keep it from starting
        (str(python()), *pack),
        (str(python()), *signing, "archives", str(RELEASE)),
        (str(python()), "-m", "wizard.freezing.sums", str(RELEASE)),
    ):
        if status := run_through(step):
            return status
    return 0


def stick(*where: str) -> int:
    """Lays out a stick with the program for every system: stick DIR [--from DIR]."""
    set_up()
    # Relative to where the user is, and not to this checkout.
    places = [one if one.startswith("-") else str(Path(one).absolute()) for one in where]
    return run_through([str(python()), "-m", "wizard.freezing.stick", *places])


def lint_steps() -> list[Step]:
    """What is checked without running the program."""
    steps = [
        Step("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
        Step("ruff format --check", ("-m", "ruff", "format", "--check", ".")),
        Step("mypy --strict", ("-m", "mypy", *TYPED)),
        Step("import-linter", ("-c", LINT_IMPORTS)),
    ]
    if (HERE / "tests" / "words_check.py").exists():
        steps.append(Step("the words are complete", ("-m", "tests.words_check")))
    return steps


def lint() -> int:
    """Checks style, types, the direction of imports and the words."""
    set_up()
    return 0 if all([run_step(step) for step in lint_steps()]) else 1  # noqa: C419 - every step runs


def server_step() -> Step | None:
    """Fetches the real mail servers of the tests, where that is possible."""
    skipped = "The tests against real mail servers are skipped"
    if not is_debian():
        say(f"{skipped}: these servers come from Debian's packages, and this is not Debian.")
    elif not is_root():
        say(f"{skipped}: fetching and starting these servers needs root.")
    else:
        return Step("real mail servers for the tests", ("-m", "tests.servers.fetch"), live=True)
    return None


def prepare_bundle() -> None:
    """Fetches what the test of the bundle needs, where that is possible."""
    if is_debian() and is_root():
        with suppress(Trouble):  # apt has printed what it lacks
            bring_freezing()
    reason = no_bundle()
    if reason is not None:
        say(f"The test of the bundle is skipped: {reason}")


def wanted_html_stamp() -> str:
    """What the check of the HTML report has to have been set up for: this lock."""
    return f"{hashlib.sha256((HTML_CHECK / 'package-lock.json').read_bytes()).hexdigest()}\n"


def missing_for_html_check() -> list[str]:
    """The packages with the programs that hold the HTML report against the rules."""
    return [package for name, package in HTML_PROGRAMS.items() if not has_program(name)]


def no_html_check() -> str | None:
    """Why the HTML report cannot be held against the rules here, in one sentence."""
    if missing := missing_for_html_check():
        return f"it needs {', '.join(missing)}."
    if not HTML_STAMP.exists() or HTML_STAMP.read_text(encoding="utf-8") != wanted_html_stamp():
        return "its packages are not installed; python3 dev.py test does that."
    return None


def bring_html_check() -> None:
    """Installs what holds the HTML report against the rules; programs only as root on Debian."""
    if is_debian() and is_root() and (missing := missing_for_html_check()):
        install_from_debian("What the check of the HTML report needs of this system", *missing)
    if missing_for_html_check() or no_html_check() is None:
        return
    say("Installing the packages of tests/html_check/package-lock.json ...")
    npm = shutil.which("npm") or "npm"
    run_quietly("npm ci", [npm, "--prefix", str(HTML_CHECK), "ci", "--ignore-scripts"])
    HTML_STAMP.write_text(wanted_html_stamp(), encoding="utf-8")


def prepare_html_check() -> None:
    """Fetches the check of the HTML report, where that is possible."""
    with suppress(Trouble):  # apt or npm has printed what it lacks
        bring_html_check()
    reason = no_html_check()
    if reason is not None:
        say(f"The check of the HTML report is skipped: {reason}")


def pytest_step(chosen: Sequence[str]) -> Step:
    """All tests with the coverage gate, or just the chosen ones."""
    if chosen:
        return Step("pytest", ("-m", "pytest", *chosen), live=True)
    spread = ("-n", str(TEST_WORKERS), "--dist", "worksteal")
    if not sys.platform.startswith("linux"):
        # No gate: some lines are for Linux, and some tests can only run there.
        return Step("pytest", ("-m", "pytest", *spread), live=True)
    covered = [f"--cov={folder}" for folder in COVERED]
    gate = ("--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered")
    return Step("pytest", ("-m", "pytest", *spread, *covered, *gate), live=True)


def test(*chosen: str) -> int:
    """Runs lint and all tests with the coverage gate; with arguments only those of pytest."""
    set_up()
    bring_screen()
    prepare_html_check()
    if not chosen:
        prepare_bundle()
    servers = server_step()
    if servers is not None and not run_step(servers):
        return 1
    if not chosen and lint():
        say("The tests were not started: first mend the above.")
        return 1
    # On a build server a missing mail server, or browser, is a fault and no reason to skip, if it
    # can be there.
    strict = os.environ.get("CI", "").lower() == "true" and is_debian()
    demand = {"MCC_REQUIRE_SERVERS": "1"} if strict else {}
    return 0 if run_step(pytest_step(chosen), demand) else 1


def lock(*options: str) -> int:
    """Writes requirements.lock with uv; with --upgrade it takes the newest versions."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(python().parent))
    if uv is None:
        if not python().exists():
            make_venv()
        say("Installing uv into .venv ...")
        install("uv")
        uv = str(python().with_name("uv"))
    # No --python: the lock is for every system and every Python from 3.11 on, whatever runs here.
    shape = ("--extra", "dev", "--universal", "--generate-hashes", "--python-version", "3.11")
    silent = ("--no-header", "--quiet", "--output-file", LOCK.name)
    compile_lock = [uv, "pip", "compile", "pyproject.toml", *shape, *silent, *options]
    run_quietly("uv pip compile", compile_lock)
    foreign = FOREIGN_IN_LOCK.search(LOCK.read_text(encoding="utf-8"))
    if foreign:
        raise Trouble(f"requirements.lock must name no place, but it does: {foreign.group()}")
    say("requirements.lock is written.")
    return 0


def without_date(text: str) -> str:
    """A catalogue's text without the line that changes every minute."""
    return re.sub(r'^"POT-Creation-Date:.*\n', "", text, count=1, flags=re.MULTILINE)


def words() -> int:
    """Collects the program's words into the template, updates every catalogue and compiles it."""
    set_up()
    WORDS.mkdir(parents=True, exist_ok=True)
    before = TEMPLATE.read_text(encoding="utf-8") if TEMPLATE.exists() else ""
    keywords = [argument for word in KEYWORDS for argument in ("-k", word)]
    shape = ("--add-location=file", "--sort-by-file", "--add-comments=Words:")
    names = ("--project=Mail Connection Check", f"--copyright-holder={HOLDER}")
    target = str(TEMPLATE.relative_to(HERE))
    extract = (*BABEL, "extract", *shape, *names, "--no-default-keywords", *keywords)
    run_quietly("Collecting the words", [str(python()), *extract, "-o", target, "wizard"])
    if without_date(TEMPLATE.read_text(encoding="utf-8")) == without_date(before):
        TEMPLATE.write_text(before, encoding="utf-8")
    for catalogue in sorted(WORDS.glob("*/LC_MESSAGES/wizard.po")):
        language = catalogue.parent.parent.name
        options = ("-l", language, "-i", target, "-o", str(catalogue.relative_to(HERE)))
        kept = ("--no-fuzzy-matching", "--ignore-pot-creation-date")
        run_quietly(f"Updating {language}", [str(python()), *BABEL, "update", *options, *kept])
    compile_words()
    say(f"{target} and its catalogues are up to date.")
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "run": run,
    "demo": demo,
    "test": test,
    "lint": lint,
    "build": build,
    "sign": sign,
    "stick": stick,
    "lock": lock,
    "words": words,
}
TAKES_ARGUMENTS = ("stick", "test", "lock")


def overview() -> str:
    """The list of commands, each with the first line of its docstring."""
    rows = [f"    {name:<8}{command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["python3 dev.py COMMAND, where COMMAND is one of:", "", *rows])


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An old console must not stop a note that is in another language.
            stream.reconfigure(errors="replace")
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(overview())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS or (rest and name not in TAKES_ARGUMENTS):
        problem = "takes no arguments" if name in COMMANDS else "is not a command"
        print(f"'{name}' {problem}.\n\n{overview()}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[name](*rest)
    except (Trouble, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
