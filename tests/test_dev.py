"""dev.py: the set-up on a bare computer, and what its commands start."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import dev
from tests.real import screen
from wizard.freezing.layout import bundle_name, layout
from wizard.freezing.names import FILE_NAME

CHECKOUT = Path(dev.__file__).resolve().parent


@dataclass
class Computer:
    """A checkout in an empty folder, on a computer that notes what it is asked to start."""

    here: Path
    started: list[tuple[str, ...]] = field(default_factory=list)
    surroundings: list[dict[str, str]] = field(default_factory=list)
    fails: Callable[[tuple[str, ...]], bool] = lambda command: False

    def note(self, command: Sequence[str], extra: Mapping[str, str] | None) -> bool:
        self.started.append(tuple(str(part) for part in command))
        self.surroundings.append(dict(extra or {}))
        if "venv" in command:
            dev.python().parent.mkdir(parents=True)
            dev.python().touch()
        if "ci" in command:
            dev.HTML_STAMP.parent.mkdir(parents=True, exist_ok=True)
        return not self.fails(self.started[-1])

    def run_quietly(
        self, what: str, command: Sequence[str], extra: Mapping[str, str] | None = None
    ) -> None:
        if not self.note(command, extra):
            raise dev.Trouble(f"{what} did not work")

    def run_through(self, command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
        return 0 if self.note(command, extra) else 1

    def began(self, *words: str) -> list[tuple[str, ...]]:
        """The started commands that hold all these words."""
        return [command for command in self.started if set(words) <= set(command)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout."""
    monkeypatch.setattr(dev, "HERE", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "set-up-for.txt")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(dev, "WORDS", tmp_path / "resources" / "words")
    monkeypatch.setattr(dev, "TEMPLATE", tmp_path / "resources" / "words" / "wizard.pot")
    monkeypatch.setattr(dev, "DEMO", tmp_path / "build" / "demo")
    monkeypatch.setattr(dev, "BUNDLES", tmp_path / "build" / "bundle")
    monkeypatch.setattr(dev, "BUNDLE", tmp_path / "build" / "bundle" / "mail-connection-check")
    monkeypatch.setattr(dev, "RELEASE", tmp_path / "build" / "release")
    monkeypatch.setattr(dev, "COMPARISON", tmp_path / "tests" / "benchmarks" / "frozen.py")
    monkeypatch.setattr(dev, "HTML_CHECK", tmp_path / "html_check")
    monkeypatch.setattr(dev, "HTML_STAMP", tmp_path / "html_check" / "node_modules" / "set-up.txt")
    (tmp_path / "html_check").mkdir()
    (tmp_path / "html_check" / "package-lock.json").write_text("{}", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("one==1 --hash=sha256:00\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def computer(here: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A Debian without uv, with python3-venv, used by root; nothing is really started."""
    computer = Computer(here)
    monkeypatch.setattr(dev, "run_quietly", computer.run_quietly)
    monkeypatch.setattr(dev, "run_through", computer.run_through)
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    monkeypatch.setattr(dev, "is_debian", lambda: True)
    monkeypatch.setattr(dev, "is_root", lambda: True)
    monkeypatch.setattr(dev, "has_ensurepip", lambda: True)
    monkeypatch.setattr(dev, "loads", lambda library: True)
    monkeypatch.setattr(dev, "has_program", lambda name: True)
    monkeypatch.setattr(dev, "FONTS", here)
    (here / "letters.ttf").touch()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    return computer


def with_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"uv": "/usr/bin/uv"}
    monkeypatch.setattr(shutil, "which", lambda name, path=None: found.get(name))


def without_ensurepip(monkeypatch: pytest.MonkeyPatch, computer: Computer) -> None:
    """As Debian ships Python: the part arrives with apt-get install."""
    monkeypatch.setattr(dev, "has_ensurepip", lambda: bool(computer.began("install", "apt-get")))


# --- the command line -----------------------------------------------------------------------------


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    shown = capsys.readouterr().out
    names = ("run", "demo", "test", "lint", "build", "sign", "stick", "lock", "words")
    assert all(f"    {name} " in shown for name in names)


@pytest.mark.parametrize("wrong", [["fly"], ["demo", "now"], ["lint", "--fix"]])
def test_what_it_does_not_know_is_refused_with_the_list(
    wrong: list[str], computer: Computer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(wrong) == 2
    shown = capsys.readouterr().err
    assert f"'{wrong[0]}'" in shown
    assert "    demo " in shown
    assert not computer.started


def test_an_older_python_gets_a_sentence() -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 10, 4); runpy.run_path('dev.py')"
    done = subprocess.run(
        [sys.executable, "-c", pretend],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    expected = "Mail Connection Check needs Python 3.11 or newer; this is Python 3.10.\n"
    assert done.stderr == expected


def test_trouble_is_told_without_a_traceback(
    computer: Computer, capsys: pytest.CaptureFixture[str]
) -> None:
    computer.fails = lambda command: "venv" in command
    assert dev.main(["lint"]) == 1
    assert capsys.readouterr().err == "python -m venv did not work\n"


# --- set-up ---------------------------------------------------------------------------------------


def test_the_set_up_is_done_once(computer: Computer) -> None:
    dev.set_up()
    assert computer.began("-m", "venv")
    (install,) = computer.began("pip", "install")
    assert install[-4:] == ("--require-hashes", "--no-deps", "-r", str(dev.LOCK))
    done = len(computer.started)
    dev.set_up()
    assert len(computer.started) == done


def test_uv_is_used_where_it_is_there(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    with_uv(monkeypatch)
    monkeypatch.setattr(dev, "has_ensurepip", lambda: False)
    dev.set_up()
    assert {command[0] for command in computer.started} == {"/usr/bin/uv"}
    assert computer.began("pip", "install", "--require-hashes", "--no-deps", "-r")


def test_another_lock_makes_another_environment(computer: Computer) -> None:
    dev.set_up()
    leftover = dev.VENV / "leftover"
    leftover.touch()
    dev.LOCK.write_text("one==2 --hash=sha256:11\n", encoding="utf-8")
    assert not dev.is_set_up()
    dev.set_up()
    assert dev.is_set_up()
    assert not leftover.exists()


def test_an_environment_whose_python_is_gone_is_made_again(computer: Computer) -> None:
    dev.set_up()
    dev.python().unlink()
    assert not dev.is_set_up()


def test_half_a_set_up_is_no_set_up(computer: Computer) -> None:
    computer.fails = lambda command: "install" in command
    with pytest.raises(dev.Trouble):
        dev.set_up()
    assert not dev.is_set_up()


def test_root_on_debian_gets_python3_venv_installed(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ensurepip(monkeypatch, computer)
    dev.set_up()
    update, install = computer.started[:2]
    assert update == ("apt-get", "-o", "DPkg::Lock::Timeout=300", "update")
    assert install[-4:] == ("install", "--yes", "--no-install-recommends", "python3-venv")
    assert computer.surroundings[1] == {"DEBIAN_FRONTEND": "noninteractive"}
    assert dev.is_set_up()


def test_another_user_is_told_the_exact_line(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_ensurepip(monkeypatch, computer)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert dev.main(["demo"]) == 1
    assert (
        "\n    apt-get -o DPkg::Lock::Timeout=300 update"
        " && apt-get -o DPkg::Lock::Timeout=300 install --yes"
        " --no-install-recommends python3-venv\n"
    ) in capsys.readouterr().err
    assert not computer.started


def test_apt_is_not_tried_where_there_is_none(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ensurepip(monkeypatch, computer)
    monkeypatch.setattr(dev, "is_debian", lambda: False)
    with pytest.raises(dev.Trouble, match="python3-venv"):
        dev.set_up()
    assert not computer.started


def without_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare Debian: two of Qt's libraries are not there, and no font."""
    there = lambda library: library not in {"libEGL.so.1", "libxcb-cursor.so.0"}  # noqa: E731
    monkeypatch.setattr(dev, "loads", there)
    (dev.FONTS / "letters.ttf").unlink()


def test_root_on_debian_gets_what_the_window_needs(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_qt(monkeypatch)
    assert dev.main(["run"]) == 0
    (install,) = computer.began("apt-get", "install")
    assert install[-3:] == ("libegl1", "libxcb-cursor0", "fonts-dejavu-core")
    assert computer.started[-1] == (str(dev.python()), "-m", "wizard")


def test_root_on_debian_gets_the_screen_for_the_test_by_keyboard(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_qt(monkeypatch)
    gone = {"Xvfb", "import", *dev.PAPER_PROGRAMS}
    monkeypatch.setattr(dev, "has_program", lambda name: name not in gone)
    dev.test("tests/core")
    (install,) = computer.began("apt-get", "install")
    libraries, programs = ("libegl1", "libxcb-cursor0"), ("xvfb", "imagemagick", "poppler-utils")
    wanted = (*libraries, *programs, "fonts-dejavu-core")
    assert install[-len(wanted) :] == wanted
    assert computer.started.index(install) < computer.started.index(computer.began("pytest")[0])


def test_a_screen_that_is_there_is_not_fetched_again(computer: Computer) -> None:
    dev.test("tests/core")
    assert not computer.began("apt-get")


def test_the_tests_of_another_user_need_no_screen(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_qt(monkeypatch)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev, "has_program", lambda name: False)
    assert dev.main(["test", "tests/core"]) == 1
    assert "--no-install-recommends libegl1 fonts-dejavu-core\n" in capsys.readouterr().err


def test_the_test_by_keyboard_knows_what_is_fetched_for_it() -> None:
    assert tuple(dev.SCREEN_PROGRAMS) == screen.TOOLS


def test_a_program_is_there_or_not() -> None:
    assert dev.has_program(sys.executable)
    assert not dev.has_program("nobody-has-this")


def test_another_user_is_told_the_line_for_the_window(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_qt(monkeypatch)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert dev.main(["run"]) == 1
    assert (
        "apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends"
        " libegl1 libxcb-cursor0 fonts-dejavu-core\n"
    ) in capsys.readouterr().err
    assert not computer.began("-m", "wizard")


def test_other_systems_bring_their_own_screen(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_qt(monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dev.main(["run"]) == 0
    assert not computer.began("apt-get", "install")


def test_a_library_is_there_or_not() -> None:
    assert not dev.loads("libnobody-has-this.so.99")


def test_a_python_that_apt_cannot_mend_is_named(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_ensurepip", lambda: False)
    with pytest.raises(dev.Trouble, match="without ensurepip"):
        dev.set_up()


@pytest.mark.parametrize(
    ("release", "debian"),
    [
        ("ID=debian\n", True),
        ('ID=ubuntu\nID_LIKE="debian"\n', True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ('ID=fedora\nPRETTY_NAME="not debian"\n', False),
        (None, False),
    ],
)
def test_debian_and_its_children_are_known(
    release: str | None, debian: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    if release is not None:
        (tmp_path / "os-release").write_text(release, encoding="utf-8")
    assert dev.is_debian(tmp_path / "os-release") is debian


# --- programs -------------------------------------------------------------------------------------


def test_a_program_that_works_stays_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    dev.run_quietly("talking", [sys.executable, "-c", "print('all is well')"])
    assert capsys.readouterr().out == ""


def test_a_program_that_fails_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    grumble = "import sys; print('first'); print('second', file=sys.stderr); sys.exit(3)"
    with pytest.raises(dev.Trouble, match=r"grumbling did not work \(exit status 3\)"):
        dev.run_quietly("grumbling", [sys.executable, "-u", "-c", grumble])
    assert capsys.readouterr().out.split() == ["first", "second"]


def test_the_exit_status_and_the_surroundings_pass_through() -> None:
    ask = "import os, sys; sys.exit(int(os.environ['STATUS']))"
    assert dev.run_through([sys.executable, "-c", ask], {"STATUS": "7"}) == 7


def test_ctrl_c_leaves_the_program_time_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[int | type[BaseException]] = [KeyboardInterrupt, 8]

    class Patient(subprocess.Popen[bytes]):
        def wait(self, timeout: float | None = None) -> int:
            end = ends.pop(0) if ends else super().wait(timeout)
            if isinstance(end, int):
                return end
            raise end

    monkeypatch.setattr(subprocess, "Popen", Patient)
    assert dev.run_through([sys.executable, "-c", ""]) == 8


@pytest.mark.parametrize("live", [False, True])
def test_every_step_is_told_with_its_time(live: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.run_step(dev.Step("good", ("-c", ""), live))
    assert not dev.run_step(dev.Step("bad", ("-c", "raise SystemExit(1)"), live))
    told = [line.split() for line in capsys.readouterr().out.splitlines() if line.endswith("s)")]
    assert [line[:2] for line in told] == [["ok", "good"], ["FAILED", "bad"]]


# --- commands -------------------------------------------------------------------------------------


def demo_that_ends_with(status: int, computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    def run_through(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
        computer.note(command, extra)
        (dev.DEMO / "note.txt").write_text("Dear provider – ñ\n", encoding="utf-8")
        refused = {"at": 1.26, "attempt": 5, "outcome": "closed-at-once", "milliseconds": 1.4}
        let_go = {"at": 1.5, "attempt": None, "outcome": "let-go", "milliseconds": 9.0}
        events = json.dumps({"events": [refused, let_go]})
        (dev.DEMO / "result.json").write_text(events, encoding="utf-8")
        return status

    monkeypatch.setattr(dev, "run_through", run_through)


@pytest.mark.parametrize("status", [0, 10])
def test_the_demo_shows_its_note(
    status: int,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo_that_ends_with(status, computer, monkeypatch)
    assert dev.main(["demo"]) == 0
    assert computer.began("-m", "wizard", "check", "--practice", "--mail-closed")
    shown = capsys.readouterr().out
    assert "Dear provider – ñ" in shown
    assert "    1.3 s    5  closed-at-once (1 ms)\n" in shown
    assert "let-go" not in shown
    assert str(Path("build", "demo", "result.json")) in shown


def test_a_terminal_has_seen_the_climb_and_the_note_already(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo_that_ends_with(10, computer, monkeypatch)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert dev.main(["demo"]) == 0
    shown = capsys.readouterr().out
    assert "closed-at-once" not in shown
    assert "Dear provider" not in shown
    assert str(Path("build", "demo", "note.txt")) in shown


def test_a_demo_that_went_wrong_ends_with_its_status(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo_that_ends_with(20, computer, monkeypatch)
    assert dev.main(["demo"]) == 20
    assert "Dear" not in capsys.readouterr().out


def test_the_demo_writes_into_the_folder_that_git_ignores() -> None:
    written = [Path(part) for part in dev.DEMO_ARGUMENTS if "/" in part]
    assert [dev.HERE / part for part in written] == [
        dev.DEMO / "result.json",
        dev.DEMO / "note.txt",
    ]
    assert "/build/\n" in (CHECKOUT / ".gitignore").read_text(encoding="utf-8")


def test_all_tests_run_after_lint_with_the_gate(computer: Computer) -> None:
    assert dev.main(["test"]) == 0
    steps = [command for command in computer.started if "-m" in command or "-c" in command]
    assert "mypy" in " ".join(" ".join(step) for step in steps[:-1])
    gate = {"--cov=wizard/core", "--cov=wizard/paper", "--cov-branch", "--cov-fail-under=100"}
    assert gate <= set(steps[-1])
    assert steps[-1][steps[-1].index("-n") + 1] == str(dev.TEST_WORKERS)


def test_every_lint_step_runs_and_then_nothing_more(computer: Computer) -> None:
    computer.fails = lambda command: "ruff" in command
    assert dev.main(["test"]) == 1
    assert len(computer.began("ruff")) == 2
    assert computer.began("mypy")
    assert not computer.began("pytest")


def test_chosen_tests_run_without_lint_and_without_the_gate(computer: Computer) -> None:
    assert dev.main(["test", "tests/test_dev.py", "-x"]) == 0
    assert not computer.began("mypy")
    assert computer.started[-1][1:] == ("-m", "pytest", "tests/test_dev.py", "-x")


def test_failed_tests_fail_the_command(computer: Computer) -> None:
    computer.fails = lambda command: "pytest" in command
    assert dev.main(["test"]) == 1


@pytest.mark.parametrize(("ci", "expected"), [("true", {"MCC_REQUIRE_SERVERS": "1"}), ("", {})])
def test_a_build_server_must_have_the_mail_servers(
    ci: str, expected: dict[str, str], computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    dev.main(["test"])
    assert computer.surroundings[-1] == expected


def test_a_build_server_that_cannot_have_them_skips(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(dev, "is_debian", lambda: False)
    dev.main(["test"])
    assert computer.surroundings[-1] == {}


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_on_other_systems_the_tests_run_and_what_cannot_be_there_is_one_line_each(
    system: str,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Their build servers have Node, and browsers of other names; nobody is root there."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(dev, "is_debian", lambda: False)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev, "has_program", lambda name: name in {"node", "npm"})
    assert dev.main(["test"]) == 0
    skipped = [line for line in capsys.readouterr().out.splitlines() if "skipped" in line]
    for what in ("real mail servers", "check of the HTML report"):
        assert len([line for line in skipped if what in line]) == 1
    assert not computer.began("apt-get")
    assert not computer.began("ci")
    assert computer.began("mypy")
    assert computer.started[-1][1:3] == ("-m", "pytest")
    assert not [word for word in computer.started[-1] if word.startswith("--cov")]
    assert computer.surroundings[-1] == {}


def test_root_fetches_the_mail_servers_first(computer: Computer) -> None:
    dev.main(["test", "tests/probe"])
    assert computer.began("tests.servers.fetch")


def test_without_the_mail_servers_no_test_is_started(computer: Computer) -> None:
    computer.fails = lambda command: "tests.servers.fetch" in command
    assert dev.main(["test"]) == 1
    assert not computer.began("pytest")


@pytest.mark.parametrize(
    ("debian", "root", "why"), [(False, True, "not Debian"), (True, False, "needs root")]
)
def test_what_is_skipped_is_told_in_one_line(
    debian: bool,
    root: bool,
    why: str,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "is_debian", lambda: debian)
    monkeypatch.setattr(dev, "is_root", lambda: root)
    assert dev.main(["test"]) == 0
    assert not computer.began("tests.servers.fetch")
    lines = [line for line in capsys.readouterr().out.splitlines() if "skipped" in line]
    assert len(lines) == 1
    assert why in lines[0]


def test_the_words_are_checked_where_their_check_exists(computer: Computer, here: Path) -> None:
    dev.main(["lint"])
    assert not computer.began("tests.words_check")
    (here / "tests").mkdir()
    (here / "tests" / "words_check.py").touch()
    dev.main(["lint"])
    assert computer.began("tests.words_check")


# --- the bundle -----------------------------------------------------------------------------------


def without_freezing(monkeypatch: pytest.MonkeyPatch, computer: Computer) -> None:
    """As Debian comes: no objdump, no shared library of Python; both arrive with apt-get."""

    def arrived() -> bool:
        return bool(computer.began("install", "apt-get"))

    monkeypatch.setattr(dev, "loads", lambda library: "python" not in library or arrived())
    monkeypatch.setattr(dev, "has_program", lambda name: name != "objdump" or arrived())
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: None)


def test_the_bundle_is_made_weighed_proves_itself_and_is_packed(computer: Computer) -> None:
    assert dev.main(["build"]) == 0
    make, weigh, prove, pack = computer.started[-4:]
    assert make[1:3] == ("-m", "wizard.freezing.make")
    assert make[make.index("--into") + 1] == str(dev.BUNDLES)
    assert computer.surroundings[-4].keys() == {"PYINSTALLER_CONFIG_DIR"}  # nothing in the home
    assert weigh[1:] == ("-m", "wizard.freezing.heavy", "--bundle", str(dev.BUNDLE))
    assert prove == (str(dev.BUNDLE / "mail-connection-check"), "selftest")
    assert pack[2:4] == ("wizard.freezing.archive", "--bundle")
    assert pack[-2:] == ("--into", str(dev.RELEASE))


def test_the_bundle_is_compared_where_there_is_something_to_compare_it_with(
    computer: Computer,
) -> None:
    dev.COMPARISON.parent.mkdir(parents=True)
    dev.COMPARISON.touch()
    assert dev.main(["build"]) == 0
    assert computer.started[-1][1:3] == ("-m", "tests.benchmarks.frozen")


def test_a_bundle_that_lacks_something_fails_the_command_and_is_not_packed(
    computer: Computer,
) -> None:
    computer.fails = lambda command: "selftest" in command
    assert dev.main(["build"]) == 1
    assert not computer.began("wizard.freezing.archive")


def test_the_command_knows_the_names_of_the_bundle() -> None:
    places = layout(dev.BUNDLES / bundle_name("win32"), "win32")
    assert places.console == dev.BUNDLES / FILE_NAME / dev.CONSOLES["win32"]
    places = layout(dev.BUNDLES / bundle_name("darwin"), "darwin")
    assert places.console == places.bundle / dev.CONSOLES["darwin"]
    places = layout(dev.BUNDLES / bundle_name())
    assert places.bundle == dev.BUNDLE
    assert places.console.name in {"mail-connection-check", *dev.CONSOLES.values()}


def test_root_on_debian_gets_what_the_bundle_needs(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_freezing(monkeypatch, computer)
    assert dev.main(["build"]) == 0
    (install,) = computer.began("apt-get", "install")
    python = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    assert install[-2:] == ("binutils", python)
    assert computer.began("selftest")


def test_another_user_is_told_the_line_for_the_bundle(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_freezing(monkeypatch, computer)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert dev.main(["build"]) == 1
    assert "binutils libpython" in capsys.readouterr().err
    assert not computer.began("wizard.freezing.make")


@pytest.mark.parametrize(
    ("system", "program"),
    [
        ("darwin", "Contents/MacOS/mail-connection-check"),
        ("win32", "mail-connection-check-console.exe"),
    ],
)
def test_on_other_systems_the_program_with_a_terminal_proves_the_bundle(
    system: str, program: str, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_freezing(monkeypatch, computer)
    monkeypatch.setattr(sys, "platform", system)
    assert dev.main(["build"]) == 0
    assert (str(dev.BUNDLE / program), "selftest") in computer.started
    assert not computer.began("apt-get")


def test_all_tests_bring_what_the_bundle_needs_and_chosen_ones_do_not(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_freezing(monkeypatch, computer)
    assert dev.main(["test", "tests/core"]) == 0
    assert not computer.began("apt-get", "install")
    assert dev.main(["test"]) == 0
    assert computer.began("apt-get", "install", "binutils")


@pytest.mark.parametrize("root", [True, False])
def test_where_no_bundle_can_be_made_one_line_says_so(
    root: bool,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    without_freezing(monkeypatch, computer)
    monkeypatch.setattr(dev, "has_program", lambda name: name != "objdump")  # not even with apt
    monkeypatch.setattr(dev, "is_root", lambda: root)
    assert dev.main(["test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (told,) = [line for line in lines if "test of the bundle is skipped" in line]
    assert "it needs binutils" in told
    assert computer.began("pytest")


# --- signing and the stick ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "bundle", "program"),
    [
        ("linux", "mail-connection-check", "mail-connection-check"),
        ("win32", "mail-connection-check", "mail-connection-check-console.exe"),
        ("darwin", "Mail Connection Check.app", "Contents/MacOS/mail-connection-check"),
    ],
)
def test_what_is_signed_proves_itself_again_and_is_packed_anew(
    system: str, bundle: str, program: str, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(dev, "BUNDLE", dev.BUNDLES / bundle)
    assert dev.main(["sign"]) == 0
    mark, prove, pack, archives, sums = computer.started[-5:]
    assert mark[-3:] == ("wizard.freezing.signing", "program", str(dev.BUNDLES))
    whole, release = dev.BUNDLES / bundle, str(computer.here / "build" / "release")
    assert prove == (str(whole / program), "selftest")
    assert pack[2:] == ("wizard.freezing.archive", "--bundle", str(whole), "--into", release)
    assert archives[-3:] == ("wizard.freezing.signing", "archives", release)
    assert sums[-2:] == ("wizard.freezing.sums", release)


def test_what_does_not_start_any_more_once_signed_is_not_packed(computer: Computer) -> None:
    computer.fails = lambda command: "selftest" in command
    assert dev.main(["sign"]) == 1
    assert not computer.began("wizard.freezing.archive")


def test_a_stick_is_laid_out_where_the_user_means(
    computer: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert dev.main(["stick", "usb", "--from", "../fetched"]) == 0
    module, *places = computer.started[-1][2:]
    assert module == "wizard.freezing.stick"
    assert places == [str(elsewhere / "usb"), "--from", str(elsewhere / "../fetched")]


# --- the check of the HTML report -----------------------------------------------------------------


def without_browser(monkeypatch: pytest.MonkeyPatch, computer: Computer) -> None:
    """As Debian comes: neither a browser nor Node; they arrive with apt-get."""

    def there(name: str) -> bool:
        return name not in dev.HTML_PROGRAMS or bool(computer.began("install", "apt-get"))

    monkeypatch.setattr(dev, "has_program", there)


def test_root_on_debian_gets_a_browser_and_the_packages_before_the_tests(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_browser(monkeypatch, computer)
    assert dev.main(["test", "tests/paper"]) == 0
    (install,) = computer.began("apt-get", "install")
    assert install[-3:] == ("chromium", "nodejs", "npm")
    (packages,) = computer.began("ci")
    assert packages == ("npm", "--prefix", str(dev.HTML_CHECK), "ci", "--ignore-scripts")
    order = [computer.started.index(one) for one in (install, packages)]
    assert order == sorted(order)
    assert computer.started[-1][1:3] == ("-m", "pytest")
    assert dev.no_html_check() is None


def test_the_packages_are_fetched_once_for_a_lock(computer: Computer) -> None:
    for lock, times in (("{}", 1), ("{}", 1), ('{"a": 1}', 2)):
        (dev.HTML_CHECK / "package-lock.json").write_text(lock, encoding="utf-8")
        dev.main(["test", "tests/paper"])
        assert len(computer.began("ci")) == times
    assert not computer.began("apt-get")


def test_another_user_without_a_browser_is_told_in_one_line(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_browser(monkeypatch, computer)
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert dev.main(["test", "tests/paper"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (told,) = [line for line in lines if "check of the HTML report is skipped" in line]
    assert "it needs chromium, nodejs, npm." in told
    assert not computer.began("ci")
    assert computer.began("pytest")


@pytest.mark.parametrize("what", ["apt-get", "ci"])
def test_where_the_check_cannot_be_fetched_the_tests_run_all_the_same(
    what: str,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    without_browser(monkeypatch, computer)
    computer.fails = lambda command: what in command
    assert dev.main(["test", "tests/paper"]) == 0
    assert "The check of the HTML report is skipped: " in capsys.readouterr().out
    assert computer.began("pytest")
    assert dev.no_html_check() is not None


def test_the_packages_of_npm_stay_out_of_git_and_their_lock_names_no_registry() -> None:
    assert "/tests/html_check/node_modules/\n" in (CHECKOUT / ".gitignore").read_text("utf-8")
    lock = json.loads((CHECKOUT / "tests/html_check/package-lock.json").read_text("utf-8"))
    packages = [one for name, one in lock["packages"].items() if name]
    assert packages
    assert all("integrity" in one and "resolved" not in one for one in packages)


# --- the lock -------------------------------------------------------------------------------------


def test_uv_is_brought_when_missing_and_writes_the_lock(computer: Computer) -> None:
    assert dev.main(["lock", "--upgrade"]) == 0
    assert computer.began("pip", "install", "uv")
    (compiled,) = computer.began("compile")
    assert Path(compiled[0]).parent == dev.python().parent
    assert {"--universal", "--generate-hashes", "--upgrade"} <= set(compiled)


@pytest.mark.parametrize(
    "line",
    ["--extra-index x", "--find-links wheels", "one @ https://host.example/one.whl"],
)
def test_a_lock_that_names_a_place_is_refused(
    line: str,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_uv(monkeypatch)
    dev.LOCK.write_text(f"two==2\n{line}\n", encoding="utf-8")
    assert dev.main(["lock"]) == 1
    assert line in capsys.readouterr().err


# --- the words, with the real Babel ---------------------------------------------------------------

PROGRAM = """
def say(_, ngettext, pgettext, npgettext, gettext, count):
    # Words: stands on a button
    _("Check")
    ngettext("{n} place", "{n} places", count)
    # not for the translators
    pgettext("verb", "Open")
    npgettext("list", "{n} line", "{n} lines", count)
    gettext("not ours")
"""
GERMAN = """
# Written by hand.
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# Said by the people in support: never "testen".
msgid "Check"
msgstr "Prüfen"

msgid "Chek"
msgstr "Prüfn"
"""


@pytest.fixture
def catalogue(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program and its German words."""
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "python", lambda: Path(sys.executable))
    (here / "wizard").mkdir()
    (here / "wizard" / "some.py").write_text(PROGRAM, encoding="utf-8")
    german = dev.WORDS / "de" / "LC_MESSAGES" / "wizard.po"
    german.parent.mkdir(parents=True)
    german.write_text(GERMAN, encoding="utf-8")
    return german


def test_the_words_of_the_program_are_collected(catalogue: Path) -> None:
    assert dev.main(["words"]) == 0
    template = dev.TEMPLATE.read_text(encoding="utf-8")
    assert "#. Words: stands on a button" in template
    assert '\nmsgid "{n} place"\nmsgid_plural "{n} places"' in template
    assert '\nmsgctxt "verb"\nmsgid "Open"' in template
    assert '\nmsgctxt "list"\nmsgid "{n} line"\nmsgid_plural "{n} lines"' in template
    assert "not ours" not in template
    assert "not for the translators" not in template
    assert "#: wizard/some.py\n" in template


def test_a_catalogue_keeps_what_people_wrote_and_guesses_nothing(catalogue: Path) -> None:
    dev.main(["words"])
    german = catalogue.read_text(encoding="utf-8")
    assert '# Said by the people in support: never "testen".' in german
    assert 'msgid "Check"\nmsgstr "Prüfen"' in german
    assert '#~ msgid "Chek"' in german
    assert 'msgctxt "verb"\nmsgid "Open"\nmsgstr ""' in german
    assert "fuzzy" not in german
    assert catalogue.with_suffix(".mo").exists()


def test_collecting_again_changes_nothing(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.main(["words"])
    dated = dev.TEMPLATE.read_text(encoding="utf-8").replace(
        "POT-Creation-Date: 2", "POT-Creation-Date: 1"
    )
    dev.TEMPLATE.write_text(dated, encoding="utf-8")
    german = catalogue.read_text(encoding="utf-8")
    dev.main(["words"])
    assert dev.TEMPLATE.read_text(encoding="utf-8") == dated
    assert catalogue.read_text(encoding="utf-8") == german


def test_only_what_changed_is_compiled(catalogue: Path) -> None:
    dev.compile_words()
    compiled = catalogue.with_suffix(".mo")
    assert "Prüfen".encode() in compiled.read_bytes()
    compiled.write_bytes(b"kept")
    dev.compile_words()
    assert compiled.read_bytes() == b"kept"
    catalogue.write_text(GERMAN.replace("Prüfen", "Ansehen"), encoding="utf-8")
    later = compiled.stat().st_mtime + 1
    os.utime(catalogue, (later, later))
    dev.compile_words()
    assert b"Ansehen" in compiled.read_bytes()
