"""What the command line says at the end: sentences on a terminal, `key: value` lines elsewhere."""

from __future__ import annotations

import textwrap
from typing import TextIO

from wizard.cli import refused
from wizard.core import certificate
from wizard.core.advice import Advice
from wizard.core.commands import Ending
from wizard.core.comparison import Comparison
from wizard.core.model import Case, Outcome
from wizard.core.recommend import exit_status
from wizard.core.result import counts
from wizard.paper import change_words, sentences
from wizard.paper.details import attempts, other_way
from wizard.paper.quoting import quote_server
from wizard.paper.shown_certificate import certificate_facts
from wizard.paper.today import to_do
from wizard.words import Words
from wizard.words import mark as _

_WIDTH = 78
_ITEM = "- "
# Words: Terminal. {reasons}: how sure the result is and what that rests on.
_HOW_SURE = _("How sure is this? {reasons}")
# Words: Terminal, what to do next, for somebody who runs the mail server.
_APPLY = _("You run this mail server: paste the lines at the end, and test again.")


def for_people(
    case: Case,
    advice: Advice,
    words: Words,
    stream: TextIO,
    comparison: Comparison | None = None,
    *,
    own_server: bool = False,
) -> None:
    """The verdict in sentences, the finding first.

    With `own_server` the reader runs the mail server, and lines to paste follow. What `changed`
    has said of a `comparison` is not said again, least of all another next step.
    """
    number, why = (
        sentences.number_sentence(advice, words, case),
        sentences.why(advice, words, case),
    )
    before = "" if comparison is None else change_words.meaning(comparison, words)
    told = [
        "",
        sentences.headline(advice, words, case),
        *([number] if number else []),
        *([] if why in before else [why]),
        *([words.say(_APPLY)] if own_server else [sentences.who_can_fix_it(advice, words)]),
        *([] if own_server or comparison else [sentences.what_next(advice, words)]),
    ]
    sure = [
        words.say(_HOW_SURE, reasons=sentences.how_sure(advice, words)),
        *_asides(case, words),
        *refused.asides(case, advice, words),
    ]
    for lines in (told, _to_do(advice, words), sure):
        stream.writelines(_filled(paragraph) + "\n" for paragraph in lines)
    _print_details(case, advice, words, stream)


def _filled(paragraph: str) -> str:
    """One paragraph, or one item of a list with its lines under each other."""
    hanging = _ITEM if paragraph.startswith(_ITEM) else ""
    return textwrap.fill(
        paragraph,
        _WIDTH,
        subsequent_indent=" " * len(hanging),
        break_long_words=False,
        break_on_hyphens=not hanging,
    )


def _to_do(advice: Advice, words: Words) -> list[str]:
    """What the office can do by itself, as a list with an empty line around it."""
    told = to_do(advice, words)
    return ["", told.heading, *told.lines(_ITEM), ""] if told.heading else []


def wrapped(text: str) -> str:
    """`text` with its long lines broken; words, and so commands, stay whole."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def _asides(case: Case, words: Words) -> list[str]:
    """What was noticed besides the limit."""
    told = []
    between = any(event.detail == certificate.ANTIVIRUS for event in case.events)
    if case.ending == Ending.KNOWN_PROVIDER or between:
        # Words: Terminal, for IT support. --test-anyway is an option and not translated.
        told.append(words.say(_("To test it all the same, add --test-anyway.")))
    if case.others:
        listed = words.listing([f"{quote_server(name, 40)} ({n})" for name, n in case.others])
        # Words: Terminal. {programs}: names of programs with their number of connections.
        told.append(words.say(_("Programs on this computer used mail too: {programs}."),
                              programs=listed))  # fmt: skip
    faults = [
        e
        for e in case.events
        if e.outcome is Outcome.CERTIFICATE_PROBLEM and e.detail != certificate.NAME_HERE
    ]
    if faults and len(case.events) > len(faults) and not case.target.signs_in:
        # Words: Terminal: a certificate fault did not stop a test without a password.
        told.append(words.say(_("The server's security certificate is not in order. Nothing "
                                "secret was sent, so the test went on.")))  # fmt: skip
    return told


def _print_details(case: Case, advice: Advice, words: Words, stream: TextIO) -> None:
    """For technicians: what was tested, in the field's own words."""
    counted = counts(case)
    target = case.target
    facts = {
        "server": f"{quote_server(target.host)}:{target.port} {target.security}"
        + (f" ({case.address})" if case.address else ""),
        "software": advice.software,
        "greeting": quote_server(case.server.greeting, 100),
        "other addresses": " ".join(case.other_addresses),
        "other way": other_way(case, advice),
        "attempts": attempts(case),
        "most at once": str(counted["peak_open"]),
        **certificate_facts(case),
    }
    # Words: Terminal, heading of a few lines for technicians.
    stream.write("\n" + words.say(_("Details:")) + "\n")
    stream.writelines(f"  {key}: {value}\n" for key, value in facts.items() if value)


def changed(comparison: Comparison, words: Words, stream: TextIO) -> None:
    """What became of the limit since the earlier test, before everything else."""
    told = (
        change_words.headline(comparison, words),
        change_words.numbers(comparison, words),
        change_words.meaning(comparison, words),
        change_words.what_next(comparison, words),
        change_words.address_changed(comparison, words),
    )
    stream.write("\n")
    stream.writelines(_filled(paragraph) + "\n" for paragraph in told if paragraph)


def for_programs(
    case: Case,
    advice: Advice,
    words: Words,
    stream: TextIO,
    comparison: Comparison | None = None,
) -> None:
    """The verdict as lines that programs can read; the last one is a sentence."""
    verdict, suggestion = advice.verdict, advice.suggestion
    lines = {
        "verdict": str(verdict.kind),
        "limit": "" if verdict.limit is None else str(verdict.limit),
        "limit-named": "" if verdict.limit_named is None else str(verdict.limit_named),
        "at-least": "yes" if verdict.at_least else "no",
        "confidence": str(verdict.confidence),
        "because": " ".join(reason.code for reason in verdict.because),
        "need": str(advice.need.connections),
        "software": advice.software,
        "setting": suggestion.setting if suggestion else "",
        "value": str(suggestion.value) if suggestion else "",
        "address": case.address,
        "provider": quote_server(case.known.name) if case.known else "",
        "left-open": str(counts(case)["left_open"]),
        "status": str(exit_status(advice)),
        "headline": sentences.headline(advice, words, case),
    }
    if comparison is not None:
        before = comparison.before.advice.verdict
        lines |= {
            "change": str(comparison.change),
            "before": "" if before.limit is None else str(before.limit),
            "change-headline": change_words.headline(comparison, words),
        }
    stream.writelines(f"{key}: {value}".rstrip() + "\n" for key, value in lines.items())
