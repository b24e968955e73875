"""The notes as they are: `python -m tests.paper.kept_notes` writes them anew after a wanted change.

Owns which stories are kept, and how: one file for each story, language and version. Read the
difference aloud before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.catalogue import compiled, read, translated
from tests.paper import cases, cases_faults, cases_software
from wizard.core.advice import Advice
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.paper.note import Version, note
from wizard.paper.own_server import own_server
from wizard.words import Words

FOLDER: Final = Path(__file__).parent / "golden"
LIMITS: Final[dict[str, Callable[[], tuple[Case, Advice]]]] = {
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
    "exchange-mailbox": cases_software.exchange_mailbox,
    "cyrus-mailbox": cases_software.cyrus_mailbox,
    "cyrus-address": cases_software.cyrus_address,
    "directadmin": cases_software.directadmin,
    "hmailserver": cases_software.hmailserver,
    "kerio": cases_software.kerio,
    "zimbra-full": cases_software.zimbra_full,
    "dovecot-full": cases_software.dovecot_full,
    "dovecot-mail-processes": cases_software.dovecot_mail_processes,
    "unknown-full": cases_software.unknown_full,
}
# Where there is no value to ask for, and yet something to say.
FAULTS: Final[dict[str, Callable[[], tuple[Case, Advice]]]] = {
    "certificate-name": cases_faults.certificate_name,
    "certificate-issuer": cases_faults.certificate_issuer,
    "certificate-date": cases_faults.certificate_date,
    "locked-out": cases_faults.locked_out,
    "no-answer": cases_faults.no_answer,
    "turned-away": cases_faults.turned_away,
    "no-encryption": cases_faults.no_encryption,
    "no-place-in-words": cases_faults.no_place_in_words,
    "mailbox-no-place": cases_faults.mailbox_no_place,
    "rate-zimbra": cases_faults.rate_zimbra,
    "rate-held-back": cases_faults.rate_held_back,
    "evicts-oldest": cases_faults.evicts_oldest,
    "office-network": cases_faults.office_network,
    "network-lost": cases_faults.network_lost,
}
STORIES: Final = LIMITS | FAULTS
# The lines for an owner of the server are kept for those that have lines of their own.
OWN_STORIES: Final = (
    *("per-address", "large-office", "server-full", "firewall", "per-address-unknown"),
    *("per-mailbox-and-address", "exchange-mailbox", "cyrus-mailbox", "hmailserver"),
    *("dovecot-full", "zimbra-full", "unknown-full"),
)
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


def own_path(story: str, language: str) -> Path:
    """Where the lines for an owner of the server are kept."""
    return FOLDER / language / f"{story}.own-server.txt"


def own_lines(story: tuple[Case, Advice], words: Words | None = None, sender: Sender = ANNA) -> str:
    """The lines for a story; there have to be some."""
    text = own_server(*story, words or Words(), sender)
    assert text is not None
    return text


def written(
    story: tuple[Case, Advice],
    version: Version = Version.TECHNICAL,
    sender: Sender = ANNA,
    words: Words | None = None,
) -> str:
    """The note for a story; there has to be one."""
    text = note(*story, words or Words(), version, sender)
    assert text is not None
    return text


def main() -> None:
    """Write every note, and the lines for owners."""
    for language, words in languages().items():
        for story in STORIES:
            for version in Version:
                target = path(story, language, version)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(
                    written(STORIES[story](), version, words=words), "utf-8", newline="\n"
                )
        for story in OWN_STORIES:
            text = own_lines(STORIES[story](), words)
            own_path(story, language).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
