"""The notes as they are: `python -m tests.paper.kept_notes` writes them anew after a wanted change.

Owns which stories are kept, and how: one file for each story, language and version. Read the
difference aloud before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.catalogue import compiled, read, translated
from tests.paper import cases
from wizard.core.advice import Advice
from wizard.core.model import Case
from wizard.paper.note import Sender, Version, note
from wizard.words import Words

FOLDER: Final = Path(__file__).parent / "golden"
STORIES: Final[dict[str, Callable[[], tuple[Case, Advice]]]] = {
    "per-address": cases.per_address,
    "per-address-at-least": cases.per_address_at_least,
    "per-address-unknown": cases.per_address_unknown,
    "just-enough": cases.just_enough,
    "large-office": cases.large_office,
    "firewall": cases.firewall,
    "per-mailbox-and-address": cases.mailbox_here,
    "per-mailbox": cases.mailbox,
    "server-full": cases.server_full,
    "no-place-free": cases.no_place_free,
}
ANNA: Final = Sender("Anna Miller", "Miller & Sons", "12345", cases.OFFICE_ADDRESS)


def languages() -> dict[str, Words]:
    """English, and every translation straight from its source."""
    found = {"en": Words()}
    for language, path in translated().items():
        found[language] = Words(language, compiled(read(path, language)))
    return found


def path(story: str, language: str, version: Version) -> Path:
    """Where a note is kept."""
    return FOLDER / language / f"{story}.{version}.txt"


def written(
    story: tuple[Case, Advice],
    version: Version = Version.TECHNICAL,
    sender: Sender = ANNA,
    words: Words | None = None,
) -> str:
    """The note for a story; there has to be one."""
    text = note(*story, words or Words(), version, sender, cases.ZONE)
    assert text is not None
    return text


def main() -> None:
    """Write every note."""
    for language, words in languages().items():
        for story in STORIES:
            for version in Version:
                target = path(story, language, version)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(
                    written(STORIES[story](), version, words=words), "utf-8", newline="\n"
                )


if __name__ == "__main__":
    main()
