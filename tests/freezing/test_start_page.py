"""The first page of a stick: for every system that is on it, in every language, for everyone."""

import re
from pathlib import Path

import pytest

from tests.paper import browser
from wizard.freezing import guide_page, start_page
from wizard.freezing.start_page import Page
from wizard.freezing.stick import HERE
from wizard.freezing.stick_archives import ENDINGS, FOLDERS, Archive
from wizard.words import Words, languages

PLAIN = re.compile(r"(?i)\b(?:please|sorry|oops|invalid|imap|tls|nat|sockets?|bitte|leider)\b")
LONGEST_SENTENCE = 20


def archives(*named: str) -> list[Archive]:
    return [
        Archive(Path(f"{system}-{machine}.{ENDINGS[system]}"), "1.2.0", system, machine)
        for system, machine in (name.split("-") for name in named)
    ]


EVERYTHING = archives("windows-x64", "macos-arm64", "linux-x86_64")


def pages(there: list[Archive]) -> list[Page]:
    folders = {archive.place.name: FOLDERS[archive.system] for archive in there}
    return [start_page.page(Words(language), folders, there) for language in languages()]


def test_each_system_tells_what_to_click_and_what_to_do_if_nothing_happens() -> None:
    english = pages(EVERYTHING)[0]
    assert [block.heading for block in english.blocks[:3]] == ["Windows", "macOS", "Linux"]
    for block in english.blocks[:3]:
        assert block.parts[0].numbered
        assert block.parts[-1].heading == "If nothing happens"
    said = start_page.text([english])
    assert "choose “More info”, then “Run anyway”" in said
    assert "choose “Open Anyway”" in said


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_a_system_that_is_not_on_the_stick_is_not_named(system: str) -> None:
    there = [archive for archive in EVERYTHING if archive.system != system]
    for one in pages(there):
        assert FOLDERS[system] not in [block.heading for block in one.blocks]
        assert FOLDERS[system] not in one.purpose
    said = start_page.text(pages(there))
    assert not re.search(rf"folder “{FOLDERS[system]}”|Ordner „{FOLDERS[system]}“", said)


def test_a_mac_with_either_chip_finds_its_file() -> None:
    said = start_page.html(pages(archives("macos-arm64", "macos-x86_64")))
    assert "Apple chip takes “macos-arm64.dmg”, one with an Intel chip “macos-x86_64.dmg”" in said


def test_german_says_what_english_says() -> None:
    english, german = pages(EVERYTHING)
    assert german.language == "de"
    for one, other in zip(english.blocks, german.blocks, strict=True):
        assert [len(part.sentences) for part in one.parts] == [
            len(part.sentences) for part in other.parts
        ]
        for part, translated in zip(one.parts, other.parts, strict=True):
            assert not set(part.sentences) & set(translated.sentences)
            assert part.numbered == translated.numbered


def test_the_words_are_plain_and_the_sentences_short() -> None:
    for one in pages(EVERYTHING):
        told = [s for block in one.blocks[:-1] for part in block.parts for s in part.sentences]
        for text in [one.purpose, *told]:
            assert not PLAIN.search(text)
            for sentence in re.split(r"(?<=[.?:!]) ", text):
                assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_the_text_is_for_old_editors_and_keeps_names_and_commands_whole() -> None:
    said = start_page.text(pages(EVERYTHING))
    assert said.count("\n") == said.count("\r\n")
    assert "Get-FileHash Windows\\mail-connection-check.exe" in " ".join(said.split())
    assert all(len(line) <= start_page.WIDTH for line in said.splitlines())


def test_what_is_hostile_in_a_name_stays_text() -> None:
    named = [Archive(Path("<script>&.dmg"), "1.2.0", "macos", "arm64")]
    said = start_page.html(pages(named))
    assert "<script" not in said
    assert "&lt;script&gt;&amp;.dmg" in said


def test_browser_and_screen_reader_find_nothing_wrong(tmp_path: Path) -> None:
    """The first page and the guide, wide, narrow and on paper."""
    guide = next(guide_page.items(HERE / "docs", "guide.html")).read().decode()
    # Its pictures are not beside it here, and what is not there is asked for.
    guide = re.sub(
        r'src="pictures/[\w-]+\.png"', 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw="', guide
    )
    shown = {"start": start_page.html(pages(EVERYTHING)), "guide": guide}
    found = browser.check(shown, tmp_path)
    assert found == dict.fromkeys(shown, browser.NOTHING)
