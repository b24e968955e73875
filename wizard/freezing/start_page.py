"""START-HERE: the page that lies on a stick beside the program, for a browser and as plain text.

Owns what stands on it, and in which order, for the systems that are on the stick: once in every
language of the program. It must never load anything or run anything, and never name a system whose
program is not there.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

from wizard.freezing import start_words as say
from wizard.freezing.names import FILE_NAME
from wizard.freezing.stick_archives import FOLDERS, WINDOWS_PROGRAM, Archive
from wizard.freezing.stick_files import LIST
from wizard.words import Message, Words, language_name

WIDTH: Final = 76
GUIDE: Final = "guide/guide.html"
LICENCES: Final = "licences"
_STYLE: Final = """
*{box-sizing:border-box}
:root{color-scheme:light dark;--text:#1b1f24;--quiet:#4b5563;--ground:#fff;--pale:#f3f5f8;
--line:#c5cbd3;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--text:#e8eaed;--quiet:#b4bbc5;--ground:#1b1d21;
--pale:#26292e;--line:#454b54;--link:#8ab8f5}}
html{background:var(--ground);color:var(--text);overflow-wrap:anywhere;
font:100%/1.55 system-ui,"Segoe UI","Noto Sans",sans-serif}
body{max-width:44rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
a{color:var(--link)}
.title,.part,.point{line-height:1.25;margin:1.75rem 0 .5rem}
.title{font-size:1.8rem}
.part{font-size:1.35rem}
.point{font-size:1.05rem}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;list-style:none;margin:0;padding:0}
.system{margin-block:1.25rem;padding:.25rem 1.25rem .75rem;background:var(--pale);
border:1px solid var(--line);border-radius:.4rem}
.system .part{margin-block-start:.75rem}
article+article{margin-block-start:3rem;border-block-start:1px solid var(--line)}
p,ol,ul{margin:0 0 .75rem}
ol,ul{padding-inline-start:1.5rem}
li{margin-block-end:.35rem}
code{font:.9375em/1.5 ui-monospace,Consolas,monospace}
"""


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences below a heading: steps with numbers, or points. No heading: below the last one."""

    heading: str
    sentences: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page: a system's, or one about all of them."""

    heading: str
    parts: tuple[Lines, ...]
    system: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The page in one language."""

    language: str
    direction: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]


def page(words: Words, folders: Mapping[str, str], archives: Sequence[Archive]) -> Page:
    """The page in one language; `folders` names the folder of each archive, by its file's name."""
    there: dict[str, list[Archive]] = {}
    for archive in archives:
        there.setdefault(archive.system, []).append(archive)
    makers = {"windows": _windows, "macos": _macos, "linux": _linux}
    blocks = [
        Block(FOLDERS[system], parts, system=True)
        for system, maker in makers.items()
        if (parts := tuple(maker(words, folders, there[system])) if system in there else ())
    ]
    kept = Lines("", tuple(_kept(words, folders, there)))
    support = Lines("", tuple(_support(words, archives, there)))
    blocks += [
        Block(words.say(say.KEPT), (kept,)),
        Block(words.say(say.SUPPORT), (support,)),
    ]
    direction = "rtl" if words.right_to_left else "ltr"
    title, purpose = words.say(say.TITLE), words.say(say.PURPOSE)
    return Page(words.language, direction, title, purpose, tuple(blocks))


def _windows(
    words: Words, folders: Mapping[str, str], archives: Sequence[Archive]
) -> Iterator[Lines]:
    folder = folders[archives[0].place.name]
    first = words.say(say.OPEN_FOLDER, folder=folder)
    yield Lines("", (first, words.say(say.DOUBLE_CLICK, name=FILE_NAME)), numbered=True)
    questions = (say.SMART_SCREEN, say.NO_RUN_ANYWAY, say.VIRUS_SCANNER)
    yield _points(words, say.MAY_ASK, questions, system="Windows")
    trouble = (say.SLOW_STICK, say.COPY_FOLDER, say.TELL_SUPPORT)
    yield _points(words, say.NOTHING_HAPPENS, trouble, folder=folder)


def _macos(
    words: Words, folders: Mapping[str, str], archives: Sequence[Archive]
) -> Iterator[Lines]:
    steps = [words.say(say.OPEN_FOLDER, folder=folders[archives[0].place.name])]
    names = {archive.machine: archive.place.name for archive in archives}
    if len(names) > 1:
        intel = next(name for machine, name in names.items() if machine != "arm64")
        steps.append(words.say(say.WHICH_MAC, apple=names.get("arm64", intel), intel=intel))
    else:
        steps.append(words.say(say.DOUBLE_CLICK, name=archives[0].place.name))
    yield Lines("", (*steps, words.say(say.MAC_WINDOW)), numbered=True)
    questions = (say.GATEKEEPER, say.OPEN_ANYWAY, say.AN_HOUR, say.LOCAL_NETWORK)
    yield _points(words, say.MAY_ASK, questions, system="macOS")
    yield _points(words, say.NOTHING_HAPPENS, (say.SLOW_STICK, say.APPLICATIONS, say.TELL_SUPPORT))


def _linux(
    words: Words, folders: Mapping[str, str], archives: Sequence[Archive]
) -> Iterator[Lines]:
    first = archives[0].place.name
    steps = (
        words.say(say.OPEN_FOLDER, folder=folders[first]),
        words.say(say.UNPACK, name=first),
        words.say(say.START_UNPACKED, name=FILE_NAME),
    )
    yield Lines("", steps, numbered=True)
    yield _points(words, say.NOTHING_HAPPENS, (say.NOT_FROM_STICK, say.TELL_SUPPORT))


def _kept(
    words: Words, folders: Mapping[str, str], there: Mapping[str, Sequence[Archive]]
) -> Iterator[str]:
    for archive in there.get("windows", ()):
        yield words.say(say.KEPT_IN_FOLDER, folder=folders[archive.place.name])
    if there.keys() - {"windows"}:
        yield words.say(say.KEPT_ELSEWHERE)
    yield words.say(say.EJECT)


def _support(
    words: Words, archives: Sequence[Archive], there: Mapping[str, Sequence[Archive]]
) -> Iterator[str]:
    yield words.say(say.VERSION, version=archives[0].version)
    yield words.say(say.GUIDE, file=GUIDE)
    yield words.say(say.LICENCES, file=f"{LICENCES}/")
    yield words.say(say.CHECK_LINUX, command=f"sha256sum -c {LIST}")
    yield words.say(say.CHECK_MAC, command=f"shasum -a 256 -c {LIST}")
    command = (
        f"Get-FileHash Windows\\{WINDOWS_PROGRAM}" if "windows" in there else "Get-FileHash *.txt"
    )
    yield words.say(say.CHECK_WINDOWS, command=command, file=LIST)


def _points(
    words: Words, heading: Message, told: Sequence[Message], *, system: str = "", folder: str = ""
) -> Lines:
    sentences = tuple(words.say(each, folder=folder) for each in told)
    return Lines(words.say(heading, system=system), sentences)


# --- as a file ------------------------------------------------------------------------------------


def text(pages: Sequence[Page]) -> str:
    """The page as plain text, one language below the other, with the line ends of Windows."""
    lines: list[str] = []
    for one in pages:
        lines += [one.title, "=" * len(one.title), "", *wrap(one.purpose, WIDTH), ""]
        for block in one.blocks:
            lines += [block.heading, "-" * len(block.heading), ""]
            for part in block.parts:
                lines += [f"{part.heading}:"] if part.heading else []
                for number, sentence in enumerate(part.sentences, start=1):
                    mark = f"{number}. " if part.numbered else "-  "
                    lines += _wrapped(sentence, mark)
                lines.append("")
        lines += ["", ""]
    return "\r\n".join(lines).rstrip() + "\r\n"


def html(pages: Sequence[Page]) -> str:
    """The page for a browser: every language, and at its top a way to each of them."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    first = pages[0]
    ways = "\n".join(
        f'<li><a href="#{one.language}" lang="{one.language}" hreflang="{one.language}">'
        f"{escape(language_name(one.language))}</a></li>"
        for one in pages
    )
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{first.language}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f"<title>{escape(first.title)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STYLE}</style>\n</head>\n<body>",
            f'<nav aria-label="Languages">\n<ul>\n{ways}\n</ul>\n</nav>\n<main>',
            *(_article(one, first=one is first) for one in pages),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _article(one: Page, *, first: bool) -> str:
    title = 1 if first else 2
    language = one.language
    spoken = f'id="{language}" lang="{language}" dir="{one.direction}"'
    lines = [
        f'<article {spoken} aria-labelledby="{language}-title">',
        f'<h{title} id="{language}-title" class="title">{escape(one.title)}</h{title}>',
        f"<p>{escape(one.purpose)}</p>",
    ]
    for block in one.blocks:
        # Without a name of their own: they are called the same in every language.
        lines.append('<section class="system">' if block.system else "<section>")
        lines.append(f'<h{title + 1} class="part">{escape(block.heading)}</h{title + 1}>')
        for part in block.parts:
            if part.heading:
                lines.append(f'<h{title + 2} class="point">{escape(part.heading)}</h{title + 2}>')
            tag = "ol" if part.numbered else "ul"
            points = "\n".join(f"<li>{_shown(sentence)}</li>" for sentence in part.sentences)
            lines.append(f"<{tag}>\n{points}\n</{tag}>")
        lines.append("</section>")
    return "\n".join([*lines, "</article>"])


def _shown(sentence: str) -> str:
    link = f'<a href="{GUIDE}" hreflang="en">{GUIDE}</a>'
    return escape(sentence, quote=False).replace(GUIDE, link)


def _wrapped(sentence: str, mark: str) -> list[str]:
    # A command or the name of a file must stay whole.
    return wrap(
        sentence,
        WIDTH,
        initial_indent=mark,
        subsequent_indent="   ",
        break_long_words=False,
        break_on_hyphens=False,
    )
