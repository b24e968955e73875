"""What changed since the earlier test, in sentences. A first version."""

from __future__ import annotations

from typing import Final

from wizard.core.comparison import Change, Comparison
from wizard.words import Words, pgettext

_HEADLINES: Final = {
    # Words: Main instruction after a test was made again: the limit was raised far enough.
    Change.FIXED: pgettext("P8", "Fixed: your office now has enough connections"),
    # Words: Main instruction after a test was made again.
    Change.BETTER: pgettext("P8", "Better, but not enough yet"),
    # Words: Main instruction after a test was made again.
    Change.SAME: pgettext("P8", "Nothing has changed yet"),
}
# Words: Main instruction after a test was made again: the two cannot be compared.
_UNCLEAR: Final = pgettext("P8", "It is not clear yet if something changed")
# Words: After a test was made again. {before}, {now}: connections.
_NUMBERS: Final = pgettext("P8", "Before: {before}. Now: {now}.")
# Words: The office has another internet address than in the earlier test. {old}, {new}: addresses.
_ADDRESS: Final = pgettext(
    "P8",
    "Your internet address is different from last time (then {old}, now {new}). If the provider "
    "raised the limit for the old address only, tell them the new one.",
)
# Words: After a test was made again, where nothing changed.
_RESTART: Final = pgettext("P8", "Ask your provider if the change was made.")


def headline(comparison: Comparison, words: Words) -> str:
    """The finding of the comparison."""
    return words.say(_HEADLINES.get(comparison.change, _UNCLEAR))


def numbers(comparison: Comparison, words: Words) -> str:
    """Both numbers, or "" where one is not known."""
    before = comparison.before.advice.verdict.limit
    now = comparison.now.advice.verdict.limit
    if before is None or now is None:
        return ""
    return words.say(_NUMBERS, before=before, now=now)


def meaning(comparison: Comparison, words: Words) -> str:
    """What that means, or ""."""
    del comparison, words
    return ""


def what_next(comparison: Comparison, words: Words) -> str:
    """What to do now, or ""."""
    return words.say(_RESTART) if comparison.change is Change.SAME else ""


def address_changed(comparison: Comparison, words: Words) -> str:
    """That the office has another internet address now, or ""."""
    if not comparison.old_address:
        return ""
    old, new = (words.isolate(one) for one in (comparison.old_address, comparison.new_address))
    return words.say(_ADDRESS, old=old, new=new)
