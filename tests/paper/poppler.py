"""What a reader's programs make of a PDF: poppler's, fetched by dev.py test."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from pathlib import Path

import dev
from tests.conftest import insist


def ask(program: str, pdf: bytes, *options: str) -> str:
    """What one of these programs says of a PDF."""
    there = dev.has_program(program)
    insist(None if there else f"{program} is missing: the package poppler-utils has it")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "report.pdf")
        place.write_bytes(pdf)
        behind = ["-"] if program == "pdftotext" else []
        done = subprocess.run(
            [program, *options, place, *behind], capture_output=True, encoding="utf-8", check=True
        )
    assert not done.stderr, done.stderr
    return done.stdout


def text(pdf: bytes, *options: str) -> str:
    """The text of all pages, as somebody copies it out of a reader."""
    return unicodedata.normalize("NFKC", ask("pdftotext", pdf, *options))


def info(pdf: bytes) -> dict[str, str]:
    """What the file says about itself."""
    lines = (line.partition(":") for line in ask("pdfinfo", pdf, "-rawdates").splitlines())
    return {name: value.strip() for name, _, value in lines}


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return text(pdf, "-layout").split("\f")[:-1]
