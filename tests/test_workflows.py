"""The workflows: held against the rules of GitHub Actions, and against this checkout."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import dev
from tests.conftest import insist
from wizard.freezing import signing_macos, signing_windows

HERE = Path(dev.__file__).resolve().parent
FOLDER = HERE / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
TEST, RELEASE = (
    (FOLDER / "test.yml").read_text("utf-8"),
    (FOLDER / "release.yml").read_text("utf-8"),
)

every_workflow = pytest.mark.parametrize("place", WORKFLOWS, ids=lambda place: place.name)


def without_comments(text: str) -> str:
    return re.sub(r"(?m)(?:^|\s)#.*$", "", text)


def steps(text: str) -> list[str]:
    """What the steps start."""
    return re.findall(r"(?m)^\s+(?:- )?run: (.+)$", without_comments(text))


# What is right there, what is made of it, and how what is said of that begins.
BROKEN = {
    "no such runner": ("runs-on: ubuntu-24.04", "runs-on: debian-12", "runner-label"),
    "no such key": ("timeout-minutes: 90", "timeout-minute: 90", "syntax-check"),
    "no such value": ("${{ matrix.python }}", "${{ matrix.pyhton }}", "expression"),
    "no such right": ("contents: read", "contents: reed", "permissions"),
    "no YAML": ("- run: .ci/run", "- run: .ci/run\n       env: [}", "syntax-check"),
    "a secret in a condition": (
        "if: runner.os == 'Windows'",
        "if: secrets.AZURE_CLIENT_ID != ''",
        "expression",
    ),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What actionlint says of each workflow, and of what is made of them; started only once."""
    reason = dev.no_html_check()
    insist(reason and f"The workflows were not held against their rules: {reason}")
    folder = tmp_path_factory.mktemp("workflows")
    places = {place.name: place for place in WORKFLOWS}
    for name, (right, wrong, _) in BROKEN.items():
        whole = next(text for text in (TEST, RELEASE) if right in text)
        places[name] = folder / f"{name}.yml"
        places[name].write_text(whole.replace(right, wrong, 1), encoding="utf-8")
    done = subprocess.run(
        [str(shutil.which("node")), "workflows.mjs", *map(str, places.values())],
        cwd=dev.HTML_CHECK,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(places, map(json.loads, done.stdout.splitlines()), strict=True))


def test_the_rules_of_github_actions_hold(said: dict[str, list[str]]) -> None:
    assert [place.name for place in WORKFLOWS] == ["release.yml", "test.yml"]
    assert (said["release.yml"], said["test.yml"]) == ([], [])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workflow_is_seen(name: str, said: dict[str, list[str]]) -> None:
    begins = BROKEN[name][2]
    assert [fault for fault in said[name] if fault.startswith(begins)]


# --- what they call is there ----------------------------------------------------------------------


@every_workflow
def test_the_steps_call_commands_that_dev_py_knows(place: Path) -> None:
    called = re.findall(r"python3? dev\.py (\S+)", "\n".join(steps(place.read_text("utf-8"))))
    assert called or place.name == "test.yml"
    assert set(called) <= dev.COMMANDS.keys()


@every_workflow
def test_every_module_and_file_that_is_called_is_there(place: Path) -> None:
    told = "\n".join(steps(place.read_text("utf-8")))
    for module in re.findall(r"python3? -m (\S+)", told):
        assert (HERE / f"{module.replace('.', '/')}.py").is_file(), module
    for script in re.findall(r"(?m)^\.\S+|(?<=python )\w+\.py|(?<=python3 )\w+\.py", told):
        assert (HERE / script).is_file(), script


def test_linux_runs_what_every_continuous_integration_runs() -> None:
    assert ".ci/run" in steps(TEST)
    assert "dev.py test" in (HERE / ".ci" / "run").read_text("utf-8")
    assert "python dev.py test" in steps(TEST)


def test_the_lowest_and_the_highest_python_are_tested_and_the_highest_is_frozen() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    found = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"])
    assert found is not None
    lowest, highest = f"3.{found[1]}", f"3.{int(found[2]) - 1}"
    assert re.findall(r"python: \[(.*)\]", TEST) == [f'"{lowest}", "{highest}"'] * 2
    frozen = re.findall(r'python-version: "(.*)"|python:(\S+)-bookworm', RELEASE)
    assert {one or other for one, other in frozen} == {highest}


def test_three_systems_are_tested_and_built_for() -> None:
    for text in (TEST, RELEASE):
        for system in ("ubuntu-24.04", "windows-2022", "macos-15"):
            assert system in text


# --- what they may --------------------------------------------------------------------------------


@every_workflow
def test_actions_are_named_by_a_commit_and_its_version(place: Path) -> None:
    text = place.read_text("utf-8")
    used = re.findall(r"uses: (\S+)@(\S+) # (\S+)$", text, re.MULTILINE)
    assert len(used) == text.count("uses:")
    for _, commit, version in used:
        assert re.fullmatch(r"[0-9a-f]{40}", commit)
        assert re.fullmatch(r"v\d+\.\d+\.\d+", version)


def test_an_action_is_the_same_one_everywhere() -> None:
    used = set(re.findall(r"uses: (\S+)@(\S+ # \S+)", TEST + RELEASE))
    assert len({name for name, _ in used}) == len(used)


@every_workflow
def test_nothing_may_write_but_the_draft(place: Path) -> None:
    text = without_comments(place.read_text("utf-8"))
    assert "\npermissions:\n  contents: read\n" in text
    jobs = re.split(r"(?m)^  (?=[\w-]+:$)", text.partition("\njobs:\n")[2])
    writing = [job.partition(":")[0] for job in jobs if "write" in job]
    assert writing == (["draft"] if place.name == "release.yml" else [])
    assert text.count("uses: actions/checkout@") == text.count("persist-credentials: false")
    assert "concurrency:" in text
    assert all("timeout-minutes:" in job for job in jobs if job.strip())


def test_a_pull_request_meets_no_secret() -> None:
    assert "pull_request_target" not in TEST + RELEASE
    assert "pull_request" not in RELEASE
    assert "secrets." not in TEST


def test_the_secrets_are_those_that_signing_asks_for_and_only_its_steps_have_them() -> None:
    asked = {*signing_macos.SECRETS, *signing_windows.TRUSTED, *signing_windows.OWN}
    given = re.findall(r"(?m)^\s+(\w+): \$\{\{ secrets\.(\w+) \}\}$", RELEASE)
    assert all(name == secret for name, secret in given)
    assert {name for name, _ in given} == asked - {"TRUSTED_SIGNING_DLIB"}
    assert RELEASE.count("secrets.") == len(given)
    assert "TRUSTED_SIGNING_DLIB:" in RELEASE
    assert not [step for step in steps(RELEASE) if "secrets." in step]


def test_every_secret_is_explained() -> None:
    told = (HERE / "docs" / "release.md").read_text("utf-8")
    for name in re.findall(r"secrets\.(\w+)", RELEASE):
        assert f"`{name}`" in told


def test_what_is_built_is_what_is_proved_and_handed_out() -> None:
    uploaded = set(re.findall(r"name: (bundle-\S+|bundle-\$\{\{ matrix.system \}\})\n", RELEASE))
    assert uploaded == {"bundle-linux", "bundle-windows-2022", "bundle-${{ matrix.system }}"}
    proved = re.search(r"needs: \[(.*)\]", RELEASE)
    assert proved is not None
    jobs = re.findall(r"(?m)^  (prove-[\w-]+):$", RELEASE)
    assert proved[1].split(", ") == ["notes", *jobs]
