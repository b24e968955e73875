"""What macOS wants to know of an application: Info.plist, its words, and a signature.

Owns these. Nothing here was seen on a Mac: the tests hold it against the forms that Apple describes
(Information Property List Key Reference; man codesign).
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Final

from wizard import PROGRAM, __version__
from wizard.freezing.layout import Layout
from wizard.freezing.names import HOLDER, IDENTIFIER
from wizard.freezing.trims import LANGUAGES
from wizard.words import ENGLISH, Words
from wizard.words import mark as _

CASE: Final = f"{IDENTIFIER}.case"
ENDING: Final = "mailcheck"
# The oldest that Qt's libraries and PySide's bindings of the locked version both name.
OLDEST: Final = "12.0"

# Words: macOS asks with this text whether the program may reach computers of the office's network.
_LOCAL_NETWORK: Final = _(
    "Some mail servers are inside the office's own network. The test can reach those only if you "
    "allow this."
)
# Words: macOS calls the saved files of this program by this name.
_CASE_FILE: Final = _("Mail Connection Check case file")


def info_plist() -> dict[str, Any]:
    """The content of Info.plist, beside what PyInstaller writes into it."""
    english = Words(ENGLISH)
    case_file = english.say(_CASE_FILE)
    return {
        "CFBundleName": PROGRAM,
        "CFBundleDisplayName": PROGRAM,
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundleDevelopmentRegion": ENGLISH,
        "CFBundleLocalizations": sorted(LANGUAGES),
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© {HOLDER}",
        "NSLocalNetworkUsageDescription": english.say(_LOCAL_NETWORK),
        "NSPrincipalClass": "NSApplication",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": case_file,
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [CASE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": CASE,
                "UTTypeDescription": case_file,
                "UTTypeConformsTo": ["public.data", "public.content"],
                "UTTypeTagSpecification": {"public.filename-extension": [ENDING]},
            }
        ],
    }


def strings(language: str) -> str:
    """The words of Info.plist in one language, as a file of strings."""
    words, english = Words(language), Words(ENGLISH)
    rows = {
        "NSLocalNetworkUsageDescription": words.say(_LOCAL_NETWORK),
        english.say(_CASE_FILE): words.say(_CASE_FILE),
    }
    return "".join(f'"{_escaped(key)}" = "{_escaped(text)}";\n' for key, text in rows.items())


def speak(where: Layout) -> None:
    """Give an application the words of every language."""
    for language in LANGUAGES:
        folder = where.bundle / "Contents" / "Resources" / f"{language}.lproj"
        folder.mkdir(exist_ok=True)
        (folder / "InfoPlist.strings").write_text(strings(language), encoding="utf-8")


def seal(where: Layout) -> None:
    """Sign an application anew after something was added; by nobody, as long as nobody signs.

    Without any signature a Mac with an Apple processor starts nothing. Only the outermost one is
    made anew: the files inside keep what the bill of materials says of them. Raises
    CalledProcessError where that fails.
    """
    subprocess.run(seal_command(where.bundle), check=True)  # noqa: S603 - a fixed command


def seal_command(bundle: Path) -> list[str]:
    """What signs an application ad hoc (man codesign)."""
    return ["/usr/bin/codesign", "--force", "--all-architectures", "--sign", "-", str(bundle)]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
