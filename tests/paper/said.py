"""All that is said about an advice, in the order of a screen."""

from __future__ import annotations

from wizard.core.advice import Advice
from wizard.core.model import Case
from wizard.paper import sentences
from wizard.words import Words


def everything(advice: Advice, words: Words, case: Case | None = None) -> list[str]:
    """Headline, number, why, who, what next, how sure."""
    return [
        sentences.headline(advice, words, case),
        sentences.number_sentence(advice, words, case),
        sentences.why(advice, words, case),
        sentences.who_can_fix_it(advice, words),
        sentences.what_next(advice, words),
        sentences.how_sure(advice, words),
    ]
