"""Holds pages against the rules of HTML and of accessibility, with Node and Debian's Chromium.

Owns the way there (tests/html_check): pages in, what was found out. Nothing of it is loaded by the
program. The browser is offline, and its folders are gone with the test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dev
from tests.conftest import insist

PATIENCE_SECONDS: Final = 150


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a page; check.mjs says what each of these means."""

    html: tuple[str, ...]
    axe: tuple[str, ...]
    doubtful: tuple[str, ...]
    wider: tuple[str, ...]
    asked: tuple[str, ...]
    said: tuple[str, ...]


NOTHING: Final = Findings((), (), (), (), (), ())


def check(pages: Mapping[str, str], folder: Path) -> dict[str, Findings]:
    """What is wrong with each page; `folder` is an empty one. Skips where nothing can look."""
    reason = dev.no_html_check()
    insist(reason and f"The HTML report was not held against the rules: {reason}")
    files = {name: folder / f"{name}.html" for name in pages}
    for name, page in pages.items():
        files[name].write_text(page, encoding="utf-8", newline="")
    done = looked_at(list(files.values()))
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.pop("file") for line in lines] == list(map(str, files.values()))
    found = [Findings(**{what: tuple(those) for what, those in line.items()}) for line in lines]
    return dict(zip(pages, found, strict=True))


def looked_at(files: list[Path]) -> subprocess.CompletedProcess[str]:
    """What check.mjs says of these files."""
    node, chromium = shutil.which("node"), shutil.which("chromium")
    # Not a folder of pytest's: Chromium puts a socket there, whose address must be a short one.
    with tempfile.TemporaryDirectory(prefix="mcc-") as home:
        return subprocess.run(
            [str(node), "check.mjs", *map(str, files)],
            cwd=dev.HTML_CHECK,
            env={**os.environ, "HOME": home, "TMPDIR": home, "CHROMIUM": str(chromium)},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE_SECONDS,
        )
