"""The result in plain sentences: what a file says where no note can be written.

Owns their order. Every sentence comes from sentences.py.
"""

from __future__ import annotations

from wizard.core.advice import Advice
from wizard.core.model import Case
from wizard.paper import sentences
from wizard.words import Words


def summary(case: Case, advice: Advice, words: Words) -> str:
    """Finding, number, why, who, what next, how sure."""
    said = (
        sentences.headline(advice, words, case),
        sentences.number_sentence(advice, words, case),
        sentences.why(advice, words, case),
        sentences.who_can_fix_it(advice, words),
        sentences.what_next(advice, words),
        sentences.how_sure(advice, words),
    )
    return "\n\n".join(part for part in said if part) + "\n"
