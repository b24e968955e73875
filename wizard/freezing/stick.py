"""A stick to hand out: `python -m wizard.freezing.stick DIR [--from DIR]`, or `dev.py stick`.

Owns what lies on it: the program for every system whose archive is there, the first page, the user
guide, the licences. It must never make a folder to lay it in (a stick that is not plugged in has
none), and never touch what lies there already and is not its own (stick_files).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from wizard.freezing import guide_page, start_page, start_words, stick_archives
from wizard.freezing.stick_archives import FOLDERS, Archive
from wizard.freezing.stick_files import START, Item, Laid, StickTrouble, item, lay
from wizard.portable import FILE
from wizard.words import Words, languages

HERE: Final = Path(__file__).resolve().parents[2]
RELEASE: Final = HERE / "build" / "release"
START_TEXT: Final = "START-HERE.txt"


def main(arguments: Sequence[str] | None = None) -> int:
    """Lay out a stick and say what became of it; 1 where that cannot be."""
    asked = _options(arguments)
    places = [Path(place) for place in asked.archives] or [RELEASE]
    try:
        laid = stick(Path(asked.folder), places)
    except (StickTrouble, OSError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    _tell(Path(asked.folder), laid)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py stick", description="Lays out a USB stick with the program for every system."
    )
    parser.add_argument("folder", metavar="DIR", help="the stick, or a folder on it; it must exist")
    parser.add_argument(
        "--from",
        dest="archives",
        metavar="DIR",
        action="append",
        default=[],
        help="where the archives of a release are; can be given more than once; build/release else",
    )
    return parser.parse_args(arguments)


def stick(folder: Path, places: Sequence[Path]) -> Laid:
    """Lay out a stick in `folder` from the archives in `places`.

    Raises StickTrouble, with nothing written, and OSError.
    """
    if not folder.is_dir():
        raise StickTrouble(f"There is no folder {folder}. Is the stick plugged in?")
    archives = stick_archives.find(places)
    if not archives:
        looked = ", ".join(str(place) for place in places)
        raise StickTrouble(
            f"There is no archive of the program in {looked}: dev.py build makes one."
        )
    if folder.resolve() in {archive.place.parent.resolve() for archive in archives}:
        raise StickTrouble(f"The archives themselves are in {folder}: choose another folder.")
    unchecked = [each.place.name for each in archives if not stick_archives.insist_on_sum(each)]
    for name in unchecked:
        _say(f"There is no sum to check {name} against.")
    return lay(folder, list(contents(archives)))


def contents(archives: Sequence[Archive]) -> Iterator[Item]:
    """Every file of a stick with these archives."""
    folders = {archive.place.name: FOLDERS[archive.system] for archive in archives}
    spoken = [Words(language) for language in languages()]
    pages = [start_page.page(words, folders, archives) for words in spoken]
    yield item(START, start_page.html(pages).encode())
    # With the mark by which old editors of Windows know UTF-8.
    yield item(START_TEXT, start_page.text(pages).encode("utf-8-sig"))
    portable = "\r\n\r\n".join(words.say(start_words.PORTABLE) for words in spoken)
    for archive in archives:
        folder = folders[archive.place.name]
        yield from stick_archives.items(archive, folder)
        if archive.system == "windows":
            yield item(f"{folder}/{FILE}", f"{portable}\r\n".encode("utf-8-sig"))
    yield from guide_page.items(HERE / "docs", start_page.GUIDE)
    yield item(f"{start_page.LICENCES}/LICENSE.txt", (HERE / "LICENSE").read_bytes())
    yield from _texts(HERE / "resources" / "licences")


def _texts(folder: Path) -> Iterator[Item]:
    """The licence texts that more than one part has; which part has which lies beside a program."""
    for place in sorted(folder.glob("*.txt")):
        yield Item(f"{start_page.LICENCES}/{place.name}", place.stat().st_size, place.read_bytes)


def _tell(folder: Path, laid: Laid) -> None:
    _say(
        f"{folder}: {len(laid.written)} files written, {len(laid.kept)} were there already, "
        f"{len(laid.removed)} old ones removed."
    )
    for name in laid.changed:
        _say(f"{name} is not needed any more, but was changed by hand: it stays.")
    _say("Check it with: sha256sum -c SHA256SUMS. Eject the stick before you pull it out.")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
