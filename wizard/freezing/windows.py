"""What Windows wants to know of a program: the version resource of the .exe files.

Owns its content, in the text form that PyInstaller reads. Windows shows it under "Details" of the
file's properties, in the task manager (the description), and when it asks whether to trust it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from wizard import PROGRAM, __version__
from wizard.freezing.names import DESCRIPTION, FILE_NAME, HOLDER

FILE: Final = "version-resource.txt"
# United States English, and the letters of Unicode: what the strings are written in.
_LANGUAGE, _LETTERS = 0x0409, 1200


def version_resource(folder: str | Path) -> str:
    """Write the resource into a folder, for PyInstaller; its place."""
    place = Path(folder, FILE)
    place.write_text(resource_text(), encoding="utf-8")
    return str(place)


def resource_text(version: str = __version__) -> str:
    """The resource (VERSIONINFO of Windows) in the text form of PyInstaller."""
    strings = {
        "CompanyName": HOLDER,
        "FileDescription": PROGRAM,  # the name by which Windows lists the running program
        "FileVersion": version,
        "InternalName": FILE_NAME,
        "LegalCopyright": f"© {HOLDER}",
        "OriginalFilename": f"{FILE_NAME}.exe",
        "ProductName": PROGRAM,
        "ProductVersion": version,
        "Comments": DESCRIPTION,
    }
    rows = ",\n".join(f"        StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers(version)}, prodvers={numbers(version)},
    mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable('{_LANGUAGE:04X}{_LETTERS:04X}', [
{rows}
    ])]),
    VarFileInfo([VarStruct('Translation', [{_LANGUAGE}, {_LETTERS}])])
  ]
)
"""


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as the four numbers that Windows compares: 1.2.3rc1 is 1.2.3.0."""
    found = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    first, second, third = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return first, second, third, 0
