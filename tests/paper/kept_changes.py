"""What is said of two tests, as it is: `python -m tests.paper.kept_changes` writes it anew.

Owns which pairs of tests are kept: one for each change and for each reason why none is proven. One
file for each language; read the difference aloud before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tests.core.runs import (
    DOOR,
    INFO,
    NEED,
    SALES,
    STRANGER,
    compared,
    filtered,
    free,
    limited,
    mailbox,
    other,
    shut,
)
from tests.core.tables import OFFICE
from tests.paper.kept_notes import languages
from wizard.core.advice import Kind
from wizard.core.comparison import Comparison, Read
from wizard.paper import change_words
from wizard.words import Words

FOLDER: Final = Path(__file__).parent / "golden_changes"
ENOUGH: Final = NEED + 2
MAIL_OPEN: Final[dict[str, Any]] = {"at_least": True, "closed": False}
OLD: Final[dict[str, Any]] = {"ours": ("203.0.113.7",)}
NEW: Final[dict[str, Any]] = {"ours": ("203.0.113.99",), "days": 9}
FOR_ALL: Final = "wordless-not-courier"

STORIES: Final[dict[str, Callable[[], tuple[Read, Read]]]] = {
    "fixed": lambda: (limited(4), free(ENOUGH, days=9)),
    "fixed, but only just": lambda: (limited(4), limited(NEED, days=9)),
    "fixed, for one mailbox": lambda: (mailbox(3), mailbox(20, days=9)),
    "fixed, from another internet address": lambda: (limited(4, **OLD), free(ENOUGH, **NEW)),
    "enough now, the first number was a minimum": lambda: (
        limited(4, **MAIL_OPEN),
        free(ENOUGH, days=9),
    ),
    "enough now, no place was free": lambda: (shut(), free(ENOUGH, days=9)),
    "enough now, the server was full": lambda: (
        other(Kind.SERVER_FULL, peak=3),
        free(ENOUGH, days=9),
    ),
    "enough now, for one mailbox": lambda: (
        mailbox(3, Kind.PER_MAILBOX, at_least=True),
        mailbox(20, Kind.PER_MAILBOX, days=9),
    ),
    "enough now, perhaps for all": lambda: (
        limited(4, FOR_ALL, server=STRANGER),
        free(ENOUGH, server=STRANGER, days=9),
    ),
    "still enough": lambda: (free(ENOUGH), free(ENOUGH, days=9)),
    "still enough, for one mailbox": lambda: (mailbox(20), mailbox(19, days=9)),
    "still enough, for a smaller office": lambda: (
        limited(4),
        limited(4, need=replace(OFFICE, connections=3), days=9),
    ),
    "better": lambda: (limited(4), limited(10, days=9)),
    "better, on the same day": lambda: (limited(4), limited(10)),
    "better, with mail open": lambda: (limited(4), limited(10, **MAIL_OPEN, days=9)),
    "better, as far as was tried": lambda: (limited(4), free(10, days=9)),
    "better, until the mailbox was full": lambda: (
        limited(4, server=STRANGER, target=INFO),
        mailbox(10, server=STRANGER, days=9),
    ),
    "better, perhaps for all": lambda: (
        limited(4, FOR_ALL, server=STRANGER),
        limited(10, FOR_ALL, server=STRANGER, days=9),
    ),
    "same, Courier": lambda: (limited(4), limited(4, days=9)),
    "same, a firewall": lambda: (filtered(4), filtered(4, days=9)),
    "same, one mailbox": lambda: (mailbox(3), mailbox(3, days=9)),
    "same, perhaps for all": lambda: (
        limited(4, FOR_ALL, server=STRANGER),
        limited(4, FOR_ALL, server=STRANGER, days=9),
    ),
    "fewer": lambda: (limited(10), limited(4, days=9)),
    "other, above the need": lambda: (
        limited(4),
        other(Kind.SERVER_FULL, peak=NEED, days=9),
    ),
    "other, below the need": lambda: (limited(4), filtered(10, days=9)),
    "unclear: other-server": lambda: (
        limited(4),
        free(ENOUGH, target=replace(DOOR, port=143), days=9),
    ),
    "unclear: other-machine": lambda: (
        limited(4),
        free(ENOUGH, address="198.51.100.26", days=9),
    ),
    "unclear: other-mailbox": lambda: (mailbox(3), mailbox(3, target=SALES, days=9)),
    "unclear: not-signed-in": lambda: (mailbox(3), free(ENOUGH, days=9)),
    "unclear: other-sign-in": lambda: (
        limited(4, server=STRANGER),
        limited(9, server=STRANGER, target=INFO, days=9),
    ),
    "unclear: no-result": lambda: (limited(4), other(Kind.SIGN_IN_REFUSED, days=9)),
    "unclear: no-result, stopped": lambda: (limited(4), other(Kind.STOPPED, peak=3, days=9)),
    "unclear: office-moved": lambda: (limited(4, **OLD), limited(4, **NEW)),
    "unclear: minimum-now": lambda: (limited(4), limited(4, **MAIL_OPEN, days=9)),
    "unclear: minimum-then": lambda: (limited(4, **MAIL_OPEN), limited(4, days=9)),
    "unclear: none-free-now": lambda: (limited(4), shut(days=9, closed=False)),
    "unclear: none-free-now, mail closed": lambda: (limited(4), shut(days=9)),
    "unclear: none-free-then": lambda: (shut(), limited(4, days=9)),
    "unclear: trouble-now": lambda: (limited(4), other(Kind.SERVER_FULL, peak=3, days=9)),
    "unclear: trouble-then": lambda: (other(Kind.LOCKED_OUT, peak=3), limited(4, days=9)),
    "unclear: other-limit": lambda: (limited(4), filtered(4, days=9)),
    "unclear: for-all": lambda: (filtered(10), filtered(4, days=9)),
}


def lines(comparison: Comparison, words: Words) -> list[str]:
    """Everything that is said of one comparison, in the order of a screen."""
    said = [
        change_words.headline(comparison, words),
        change_words.numbers(comparison, words),
        change_words.with_dates(comparison, words),
        change_words.meaning(comparison, words),
        change_words.what_next(comparison, words),
        change_words.address_changed(comparison, words),
    ]
    return [line for line in said if line]


def written(words: Words) -> str:
    """All stories, one after the other."""
    parts = []
    for name, story in STORIES.items():
        told = lines(compared(*story()), words)
        parts.append("\n".join([f"[{name}]", *told]))
    return "\n\n".join(parts) + "\n"


def path(language: str) -> Path:
    """Where they are kept."""
    return FOLDER / f"{language}.txt"


def main() -> None:
    """Write every language."""
    for language, words in languages().items():
        path(language).write_text(written(words), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
