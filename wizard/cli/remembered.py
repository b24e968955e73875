"""What a stick remembers stands in for options that were not given.

Owns which setting stands for which option. The command line changes no setting, and without a
folder of the program's own there is none.
"""

from __future__ import annotations

import sys
from argparse import Namespace

from wizard.portable import home, settle_in
from wizard.settings import NOT_OURS, Settings, SettingsError, read_settings
from wizard.words import Words


def fill_in(options: Namespace, words: Words) -> None:
    """Put what is remembered beside the program in place of what was left out."""
    there = home()
    if there is None:
        return
    settle_in(there)
    try:
        told = read_settings(there.settings)
    except SettingsError:
        told = Settings()
        said = words.say(NOT_OURS, file=str(there.settings))
        print(f"mail-connection-check: {said}", file=sys.stderr)
    wanted: dict[str, object] = {
        "lang": told.language,
        "note_lang": told.note_language,
        "paper": told.paper,
    }
    if options.command == "check":  # a case that is there already was signed by somebody
        wanted["name"] = told.name
    for option, value in wanted.items():
        if value and getattr(options, option, value) is None:
            setattr(options, option, value)
