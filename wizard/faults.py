"""A fault of this program as a code that support can find it by, and what proved to be none.

Owns these two, for window, terminal and self-test. It must never quote an error's own text: that
may hold what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Proved:
    """Something the self-test found to be right, for support and not translated."""

    what: str


def fault_code(error: BaseException) -> str:
    """Where in the program it happened, without a word of the error's own text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return (
        f"{type(error).__name__} {Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}"
    )
