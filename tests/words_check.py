"""Checks the words: `python -m tests.words_check`, a step of `dev.py lint`.

The template is what the program's source says today; every translation is whole, without a fuzzy
entry, with the same placeholders; and no sentence of the main text uses a word an office does not
know. Prints what is wrong, one line each, and ends with a status other than 0.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from tests.catalogue import TEMPLATE, read, translated

WIZARD: Final = Path(__file__).resolve().parent.parent / "wizard"
# As in dev.py, which writes the template.
KEYWORDS: Final[dict[str, tuple[int | tuple[int, str], ...] | None]] = {
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# What is read by the office itself: by context. The note and its technical part are read by the
# provider; the command line's own messages (without a context) name options such as --port.
_MAIN_TEXT: Final = re.compile(
    r"[VEP]\d.*|why|who|next|today|number|need|reason|sure|status|live|report"
)
_ERRORS: Final = re.compile(r"E\d.*")

FORBIDDEN: Final = {
    "en": r"imap|ip|nat|tls|ssl|ports?|sessions?|sockets?|slots?|time-?outs?",
    "de": r"imap|ip|ip-\w+|nat|tls|ssl|ports?|sitzung(?:en)?|sessions?|sockets?|slots?|time-?outs?|"
    r"zeitüberschreitung(?:en)?",
}
FORBIDDEN_IN_ERRORS: Final = {
    "en": r"please|sorry|oops|invalid|forbidden|illegal|you forgot",
    "de": r"bitte|leider|hoppla|ungültig\w*|verboten\w*|illegal\w*|entschuldig\w*|"
    r"sie haben vergessen",
}


def main() -> int:
    """Print every fault; 1 where there is one."""
    faults = [*stale_template(), *words_faults("en", read(TEMPLATE))]
    template = read(TEMPLATE)
    for language, path in translated().items():
        faults += translation_faults(language, template, read(path, language))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def stale_template() -> Iterator[str]:
    """Messages that the source has and the template has not, or the other way round."""
    said = {key(message) for message in _extracted() if message.id}
    known = {key(message) for message in read(TEMPLATE) if message.id}
    for context, text in sorted(said - known):
        yield f"not in wizard.pot, run dev.py words: {context} {text!r}"
    for context, text in sorted(known - said):
        yield f"in wizard.pot but not in the source, run dev.py words: {context} {text!r}"


def translation_faults(language: str, template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one translation."""
    there = {key(message): message for message in catalogue if message.id}
    wanted = {key(message) for message in template if message.id}
    for message in template:
        if not message.id:
            continue
        context, text = key(message)
        found = there.get((context, text))
        where = f"{language}: {context} {text!r}"
        if found is None or not all(_forms(found)):
            yield f"{where} is not translated"
        elif found.fuzzy:
            yield f"{where} is fuzzy"
        else:
            yield from _different_placeholders(where, message, found)
    for context, text in sorted(there.keys() - wanted):
        yield f"{language}: {context} {text!r} is not in the template"
    yield from words_faults(language, catalogue)


def words_faults(language: str, catalogue: Catalog) -> Iterator[str]:
    """Words of the main text that an office does not know, or that blame or beg."""
    plain = FORBIDDEN.get(language)
    polite = FORBIDDEN_IN_ERRORS.get(language)
    for message in catalogue:
        context = message.context or ""
        for text in _forms(message) if language != "en" else _sources(message):
            if plain and _MAIN_TEXT.fullmatch(context):
                yield from _found(language, context, plain, text)
            if polite and _ERRORS.fullmatch(context):
                yield from _found(language, context, polite, text)


def main_text(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every sentence the office itself reads, with its context."""
    for message in catalogue:
        if message.id and _MAIN_TEXT.fullmatch(message.context or ""):
            yield from ((message.context or "", text) for text in _sources(message))


def key(message: Message) -> tuple[str, str]:
    """What makes a message one."""
    return (message.context or "", _sources(message)[0])


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _different_placeholders(where: str, source: Message, found: Message) -> Iterator[str]:
    wanted = placeholders(_sources(source)[-1])
    for form in _forms(found):
        try:
            if placeholders(form) != wanted:
                yield f"{where} has other placeholders: {form!r}"
        except ValueError:
            yield f"{where} has a broken placeholder: {form!r}"


def _found(language: str, context: str, pattern: str, text: str) -> Iterator[str]:
    for word in re.findall(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE):
        yield f"{language}: {context} says {word!r}: {text!r}"


def _sources(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, (tuple, list)) else (said or "",)


def _extracted() -> Iterable[Message]:
    """What `dev.py words` would write today."""
    found = Catalog()
    for _, _, text, _, context in extract_from_dir(WIZARD, keywords=KEYWORDS):
        found.add(text, context=context)
    return found


if __name__ == "__main__":
    sys.exit(main())
