"""The words of the page with the note.

Owns them as data, marked for translation.
"""

from __future__ import annotations

from typing import Final

from wizard.words import pgettext

# Words: Main instruction of the page with the note.
HEADING: Final = pgettext("P6", "Send this to your hosting provider")
# Words: Below the heading.
BODY: Final = pgettext("P6", "Your provider can change this in a few minutes.")
# Words: Label of a list: how long the note is.
VERSION: Final = pgettext("P6", "&Version")
# Words: Label of a list: the language the provider reads.
LANGUAGE: Final = pgettext("P6", "Lan&guage of the note")
# Words: Label of a field: who signs the note.
NAME: Final = pgettext("P6", "Your &name")
# Words: Label of a field.
COMPANY: Final = pgettext("P6", "Co&mpany")
# Words: Label of a field: the customer's number at the provider.
NUMBER: Final = pgettext("P6", "Customer n&umber (optional)")
# Words: Label of a field.
PROVIDER: Final = pgettext("P6", "Provider's &email (optional)")
VERSIONS: Final = (
    # Words: In the list "Version".
    pgettext("P6", "Short"),
    # Words: In the list "Version".
    pgettext("P6", "Normal"),
    # Words: In the list "Version".
    pgettext("P6", "With technical details"),
)
# Words: Name of the text field with the note, for screen readers.
PREVIEW: Final = pgettext("P6", "The note, can be changed")
# Words: Primary button: the note goes to the clipboard.
COPY: Final = pgettext("P6", "&Copy text")
# Words: The same button for three seconds afterwards; also spoken.
COPIED: Final = pgettext("P6", "Copied.")
# Words: Button.
OPEN_MAIL: Final = pgettext("P6", "&Open in my mail program")
# Words: Button.
SAVE: Final = pgettext("P6", "&Save as file")
# Words: Button.
SAVE_PDF: Final = pgettext("P6", "Save P&DF report")
# Words: A box to tick. What is included is told to the provider.
NAME_MAILBOX: Final = pgettext("P6", "&Include the name of the test mailbox")
# Words: Heading after the mail program was opened: it got the text only.
ATTACH: Final = pgettext("P6", "Attach the PDF report")
# Words: Below that heading, where the report was saved before.
ATTACH_SAVED: Final = pgettext("P6", "Attach the PDF you saved.")
# Words: Below that heading, where the report was not saved yet.
ATTACH_UNSAVED: Final = pgettext("P6", "Save the PDF report first, then attach it to your mail.")
# Words: Button to the last page.
WHAT_NEXT: Final = pgettext("P6", "What comes ne&xt")
# Words: Told after saving. {file}: its path.
SAVED: Final = pgettext("P6", "Saved: {file}")
# Words: Title of a question about changes in the note.
KEEP_TITLE: Final = pgettext("P6", "You changed the note")
# Words: A question with two buttons.
KEEP_QUESTION: Final = pgettext("P6", "Keep your text, or write the note anew?")
# Words: Answer.
KEEP: Final = pgettext("P6", "&Keep my text")
# Words: Answer.
ANEW: Final = pgettext("P6", "&Write it anew")
# Words: Heading: a link to write a mail was not opened by anything.
NO_MAIL: Final = pgettext("E34", "No mail program is set up here")
# Words: Below that heading.
NO_MAIL_BODY: Final = pgettext("E34", "The text is copied. Paste it into webmail.")
# Words: Heading. {place}: a folder or file.
NOT_SAVED: Final = pgettext("E33", "Could not save at {place}")
# Words: Below that heading.
NOT_SAVED_BODY: Final = pgettext(
    "E33",
    "There may be no room, or it may be protected against writing. Choose another place, or copy "
    "the text.",
)
