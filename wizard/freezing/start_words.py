"""The sentences of START-HERE, the page that lies on a stick beside the program.

Owns them as data, marked for translation: what to click, what Windows and macOS may ask, what to do
when nothing happens. It says only what the makers of these systems say of them; what was not seen
on a real computer is worded as something that may happen.
"""

from __future__ import annotations

from typing import Final

from wizard.words import pgettext

# Words: Title of the first page on a USB stick.
TITLE: Final = pgettext("stick", "Mail Connection Check: start here")
# Words: First page on a USB stick. What the program is for.
PURPOSE: Final = pgettext(
    "stick",
    "This program finds out how many mail connections your provider allows your office. "
    "Nothing is installed, and no mail is read or changed.",
)
# Words: First page on a USB stick. {folder}: name of a folder on it, such as Windows.
OPEN_FOLDER: Final = pgettext("stick", "On this stick, open the folder “{folder}”.")
# Words: First page on a USB stick. {name}: name of a file.
DOUBLE_CLICK: Final = pgettext("stick", "Double-click “{name}”.")

# Words: Heading on a USB stick's first page: questions of Windows or macOS. {system}: its name.
MAY_ASK: Final = pgettext("stick", "What {system} may ask")
# Words: Heading on a USB stick's first page, for a program that does not start.
NOTHING_HAPPENS: Final = pgettext("stick", "If nothing happens")

# Facts: the names of this message and its buttons: Microsoft, "Microsoft Defender SmartScreen"
# (English); onlinepc.ch, "Windows: Programm trotzdem ausführen" (German).
# Words: A message of Windows. Use the exact words of the translated Windows.
SMART_SCREEN: Final = pgettext(
    "stick", "“Windows protected your PC”: choose “More info”, then “Run anyway”."
)
# Words: Windows shows no such button where an administrator or Smart App Control forbids it.
NO_RUN_ANYWAY: Final = pgettext(
    "stick",
    "There is no “Run anyway”? This computer runs approved programs only. "
    "Ask whoever looks after it.",
)
# Words: First page on a USB stick, about Windows.
VIRUS_SCANNER: Final = pgettext(
    "stick", "The virus scanner may look at the program first. Let it finish, then start again."
)
# Words: First page on a USB stick.
SLOW_STICK: Final = pgettext(
    "stick", "Wait one minute: from a slow stick the first start takes longer."
)
# Words: First page on a USB stick. {folder}: name of a folder on it.
COPY_FOLDER: Final = pgettext(
    "stick", "Copy the folder “{folder}” to the desktop, and start the program there."
)
# Words: First page on a USB stick. What the screen showed: a message, or nothing at all.
TELL_SUPPORT: Final = pgettext("stick", "Still nothing? Tell IT support what the screen showed.")

# Words: First page on a USB stick. There is one file for each kind of Mac.
WHICH_MAC: Final = pgettext(
    "stick", "A Mac with an Apple chip takes “{apple}”, one with an Intel chip “{intel}”."
)
# Words: First page on a USB stick. A disk image (.dmg) shows its content in a window of its own.
MAC_WINDOW: Final = pgettext(
    "stick", "A window opens. In it, double-click “Mail Connection Check”."
)
# Facts: the way through the settings, the hour and the password: Apple, Mac User Guide, "Open a Mac
# app from an unknown developer" (mh40616), in English and German.
# Words: macOS, its message about a program it does not know.
GATEKEEPER: Final = pgettext(
    "stick",
    "A message says that Apple cannot check the program: close it, "
    "and do not move the program to the Trash.",
)
# Words: Use the exact words of the translated macOS.
OPEN_ANYWAY: Final = pgettext(
    "stick",
    "Then open the Apple menu > System Settings > Privacy & Security. "
    "Under “Security”, choose “Open Anyway”.",
)
# Words: macOS shows the button "Open Anyway" for about an hour after the first attempt.
AN_HOUR: Final = pgettext(
    "stick", "“Open Anyway” is there for about an hour. The password of this Mac may be asked."
)
# Words: macOS 15 asks whether a program may find devices on the local network.
LOCAL_NETWORK: Final = pgettext(
    "stick",
    "May the program find devices on your local network? Allow it: "
    "else it may not reach a mail server in your office.",
)
# Words: First page on a USB stick, about macOS. Use the name of that folder in translated macOS.
APPLICATIONS: Final = pgettext(
    "stick",
    "Drag “Mail Connection Check” into the folder “Applications”, and start it there.",
)

# Words: First page on a USB stick, about Linux. {name}: name of an archive (.tar.gz).
UNPACK: Final = pgettext("stick", "Copy “{name}” into your home folder, and unpack it there.")
# Words: First page on a USB stick, about Linux. {name}: name of a program.
START_UNPACKED: Final = pgettext("stick", "Open the new folder, and start “{name}”.")
# Words: First page on a USB stick: why the program is copied first.
NOT_FROM_STICK: Final = pgettext(
    "stick", "Do not start it from the stick: most sticks cannot hold programs for Linux."
)

# Words: Heading on a USB stick's first page.
KEPT: Final = pgettext("stick", "What is kept, and where")
# Words: First page on a USB stick. {folder}: name of a folder on it.
KEPT_IN_FOLDER: Final = pgettext(
    "stick",
    "Settings, cases and papers stay in the folder “{folder}” on this stick. "
    "The file portable.txt there says so.",
)
# Words: First page on a USB stick. For the systems whose program is not started from the stick.
KEPT_ELSEWHERE: Final = pgettext(
    "stick", "Under macOS and Linux the program keeps only what you save, and where you save it."
)
# Words: First page on a USB stick.
EJECT: Final = pgettext("stick", "Eject the stick before you pull it out.")

# Words: Heading on a USB stick's first page. What follows may use technical words.
SUPPORT: Final = pgettext("stick", "For IT support")
# Words: First page on a USB stick. {version}: a number such as 1.2.0.
VERSION: Final = pgettext("stick", "This is version {version}.")
# Words: First page on a USB stick. {command}: what to type into a terminal.
CHECK_LINUX: Final = pgettext("stick", "Whether every file is whole, on Linux: {command}")
# Words: First page on a USB stick. {command}: what to type into a terminal.
CHECK_MAC: Final = pgettext("stick", "On macOS: {command}")
# Words: First page on a USB stick. {command}: what to type into PowerShell. {file}: SHA256SUMS.
CHECK_WINDOWS: Final = pgettext(
    "stick", "On Windows, in PowerShell, one file: {command} (compare with {file})"
)
# Words: First page on a USB stick. {file}: where the guide lies.
GUIDE: Final = pgettext("stick", "User guide, in English: {file}")
# Words: First page on a USB stick. {file}: where the licences lie.
LICENCES: Final = pgettext(
    "stick",
    "Licences: {file}. The list of all parts is in the folder of the same name "
    "beside each program.",
)

# Words: Content of the file portable.txt, which is all about where the program keeps its things.
PORTABLE: Final = pgettext(
    "stick",
    "This file makes Mail Connection Check portable: its settings, cases and papers stay in this "
    "folder. Without this file the program keeps no settings, and papers only where you save them.",
)
