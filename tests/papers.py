"""Reads papers back as their readers do: text copied out of a PDF, its pages, its fonts.

Owns the calls of Debian's poppler-utils; what is missing is a reason to skip, and a failure on a
build server.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("pdftotext", "pdftoppm", "pdfinfo", "pdffonts")


def missing_reader() -> str | None:
    """Says in one line why no PDF can be read here; None when one can."""
    lacking = [name for name in _PROGRAMS if shutil.which(name) is None]
    return f"no {', '.join(lacking)}: install poppler-utils" if lacking else None


def pdf_text(place: Path) -> str:
    """The text as it is copied out of a reader, line by line."""
    return _said(place.read_bytes(), "pdftotext", "-layout", "-", "-")


def pdf_words(pdf: bytes) -> str:
    """The text without its layout."""
    return _said(pdf, "pdftotext", "-", "-")


def pdf_info(pdf: bytes) -> str:
    """Everything the file says about itself, its metadata included."""
    return _said(pdf, "pdfinfo", "-") + _said(pdf, "pdfinfo", "-meta", "-")


def _said(given: bytes, *command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout.decode()
