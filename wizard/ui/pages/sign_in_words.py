"""The words of the first page.

Owns them as data, marked for translation. "&" stands before the letter that reaches a button.
"""

from __future__ import annotations

from typing import Final

from wizard.core.model import Security
from wizard.words import Message, npgettext, pgettext

# Words: Main instruction of the first page.
HEADING: Final = pgettext("P1", "Sign in to one office mailbox")
# Words: Main instruction of the first page, when no password is used.
HEADING_WITHOUT: Final = pgettext("P1", "Name your office's mail server")
# Words: First page, what the program is for.
INTRO: Final = pgettext(
    "P1",
    "Does mail fail on one computer while it works on the others? This check shows if your hosting "
    "provider limits how many mail connections your office can have. It takes about 3 minutes.",
)
# Words: Label of a field. "&" before the letter of the access key, another one in each label.
ADDRESS: Final = pgettext("P1", "&Email address")
# Words: Label of a field.
PASSWORD: Final = pgettext("P1", "&Password")
# Words: Beside the password: show what is typed.
SHOW: Final = pgettext("P1", "&Show")
# Words: Beside a password that ends with a space.
REMOVE_SPACE: Final = pgettext("P1", "&Remove the space")
# Words: Below the password.
HINT: Final = pgettext(
    "P1",
    "A spare or test mailbox is best. The password goes only to your mail server. "
    "It is never saved.",
)
# Words: Main instruction of the first page, and the link that leads there: an earlier test is made
# Words: again, after the provider changed something. "&" in the link before the access key.
HEADING_AGAIN: Final = pgettext("P8", "Check again after a fix")
# Words: Link on the first page: opens the file of an earlier test.
AGAIN: Final = pgettext("P1", "Check a&gain after a fix")
# Words: First page, an earlier test is made again. {host}: a server's name; {date}: a day.
CHECKING_AGAIN: Final = pgettext(
    "P8", "Checking again: {host}, last tested on {date}. Enter only the password."
)
# Words: The same where the mailbox is known. {user}: an email address or a user name.
CHECKING_MAILBOX: Final = pgettext(
    "P8", "Checking again: {user} at {host}, last tested on {date}. Enter only the password."
)
# Words: The same where the earlier test used no password.
CHECKING_WITHOUT: Final = pgettext(
    "P8", "Checking again: {host}, last tested on {date}. No password is needed."
)
# Words: Below the password, an earlier test is made again. {host}: a server's name.
HINT_AGAIN: Final = pgettext("P8", "The password goes only to {host}. It is never saved.")
# Words: Link back to an empty first page.
NEW_CHECK: Final = pgettext("P8", "Start a new chec&k")
# Words: Below the password, while capital letters are locked on the keyboard.
CAPS_LOCK: Final = pgettext("E03", "Caps Lock is on")
# Words: Below the server's name, when no password is used.
HINT_WITHOUT: Final = pgettext(
    "P1", "This shows the limit for your office, but not a limit for one mailbox."
)
# Words: Link that opens two more fields.
OWN_SERVER: Final = pgettext("P1", "I have a &user name or server name from my provider")
# Words: The same link once the fields are open.
FIND_SERVER: Final = pgettext("P1", "Find the mail server &from the address")
# Words: Link: only the server's name is asked for then.
WITHOUT: Final = pgettext("P1", "Test with&out a password")
# Words: Link back to signing in.
WITH: Final = pgettext("P1", "Sign in with a passw&ord")
# Words: Small link: the whole way with a server inside this program.
PRACTICE: Final = pgettext("P1", "&Try it with a practice server")
# Words: Label of a field. The name of the server stands in every mail program.
SERVER: Final = pgettext("P1", "&Mail server")
# Words: Label of a field.
USER: Final = pgettext("P1", "User &name")
# Words: Label of a list: how the connection is protected.
SECURITY: Final = pgettext("P1", "Secur&ity")
SECURITIES: Final[tuple[tuple[Security | None, Message], ...]] = (
    # Words: In the list "Security": the program finds out.
    (None, pgettext("P1", "Automatic")),
    # Words: In the list "Security". 993 is a number that mail programs show.
    (Security.TLS, pgettext("P1", "Secure from the start (993)")),
    # Words: In the list "Security". 143 is a number that mail programs show.
    (Security.STARTTLS, pgettext("P1", "Secure after start (143)")),
)
# Words: Help link of the first page.
WHY: Final = pgettext("P1", "&Why do you need a password?")
# Words: The answer to "Why do you need a password?".
BECAUSE: Final = pgettext(
    "P1",
    "We open real mail connections, as your mail program does. With a password we can also see "
    "limits for one mailbox. Without it we still see the limit for your office.",
)

# Words: Primary button of the first page.
CHECK: Final = pgettext("P1", "&Check sign-in")
# Words: Primary button of the first page, when no password is used.
GO_ON: Final = pgettext("P1", "&Continue")
# Words: Button while the sign-in is checked.
CANCEL: Final = pgettext("P1", "C&ancel")

# Words: The four lines that tick off while the sign-in is checked.
FINDING: Final = pgettext("P1", "Finding your mail server")
# Words: One of four lines that tick off.
OPENING: Final = pgettext("P1", "Opening a secure connection")
# Words: One of four lines that tick off; also spoken.
SIGNING_IN: Final = pgettext("P1", "Signing in")
# Words: One of four lines that tick off.
CHECKING: Final = pgettext("P1", "Checking your internet connection")
# Words: Spoken when the sign-in worked.
WORKED: Final = pgettext("P1", "The sign-in worked.")

# Words: Button: go on to the next page although no connection was free.
GO_ON_ANYWAY: Final = pgettext("E06", "Count the devices and test anyway")
# Words: Button below a certificate that is not in order: to the note about it.
NOTE: Final = pgettext("E15", "Note for the provider")
# Words: Button where the mail server does not answer, or turns everybody away: to the note.
WHAT_TO_SAY: Final = pgettext("E12", "Call your provider: what to say")
# Words: Button where the mailbox has no free connection: to its note. "this": the message.
AS_RESULT: Final = pgettext("E07", "Use this as the result")
# Words: Button after a wrong password.
OTHER_USER: Final = pgettext("E05", "Use a different user name")
# Words: Button: explains in place how to get an app password.
SHOW_HOW: Final = pgettext("E08", "Show how")
# Words: Button.
WITHOUT_PASSWORD: Final = pgettext("E05", "Test without a password")
# Words: Body below "The mail server did not accept this password".
CHECK_PASSWORD: Final = pgettext(
    "E05",
    "Check the address and the password. If webmail accepts the same password, your provider may "
    "use a different user name.",
)
# Words: Heading after the second wrong password.
LET_US_STOP: Final = pgettext("E05b", "Let us stop here so your office is not locked out")
# Words: Body below it. {count}: minutes.
REST: Final = npgettext(
    "E05b",
    "Some servers lock out a whole office after a few wrong passwords, often for one hour. Check "
    "the password in webmail, or ask your provider for the right user name and password. You can "
    "try once more in {count} minute.",
    "Some servers lock out a whole office after a few wrong passwords, often for one hour. Check "
    "the password in webmail, or ask your provider for the right user name and password. You can "
    "try once more in {count} minutes.",
)
# Words: Body below it once that time is over.
REST_OVER: Final = pgettext(
    "E05b",
    "Some servers lock out a whole office after a few wrong passwords, often for one hour. You can "
    "try once more now, with a password that works in webmail.",
)
# Words: Behind the sentences above, where a test without a password would be one try too many.
NOT_WITHOUT_EITHER: Final = pgettext(
    "E05b", "Until then a test without a password could lock out your office, too."
)
# Words: Body below the same heading, where no password was sent now. {count}: minutes.
COUNTED: Final = npgettext(
    "E05b",
    "We tried several times at this mail server, and some servers take that for an attack. "
    "Try again in {count} minute.",
    "We tried several times at this mail server, and some servers take that for an attack. "
    "Try again in {count} minutes.",
)
# Words: Behind the question whether another name is right. {count}: minutes.
NO_WRONG_ONE: Final = npgettext(
    "E14",
    "We tried several times here: a wrong password now could lock out your office. "
    "To be safe, wait {count} minute.",
    "We tried several times here: a wrong password now could lock out your office. "
    "To be safe, wait {count} minutes.",
)
# Words: Button below it; it opens when the ten minutes are over. "It": the password.
ONE_MORE_TRY: Final = pgettext("E05b", "It works in webmail: one more try")
# Words: Button where the server was not found.
ENTER_SERVER: Final = pgettext("E10", "Enter the server name")
# Words: Button where the security setting was the wrong one: it opens the list "Security".
CHOOSE_SECURITY: Final = pgettext("E12d", "Choose the security setting")
# Words: Button where the server was not found. Mozilla makes Thunderbird. {domain}: of the address.
ASK_MOZILLA: Final = pgettext("E10", "Ask Mozilla’s list (only {domain} is sent)")
# Words: Button: it opens the browser, where a Wi-Fi may show its sign-in page.
OPEN_WEB_PAGE: Final = pgettext("E19", "Open a web page")
# Words: Button: a text for whoever looks after the network goes to the clipboard.
COPY_FOR_IT: Final = pgettext("E13", "Copy for IT support")
# Words: The same button, just after that.
COPIED: Final = pgettext("E13", "Copied")
# Words: Button where the mailbox is at Google or another large provider.
OTHER_MAILBOX: Final = pgettext("E09", "Use another mailbox")
# Words: The certificate is for another server. {host}: the name asked for; {names}: the ones in it.
OTHER_NAME: Final = pgettext(
    "E14",
    "We asked for {host}. The server says it is {names}. If this is your provider, use that name. "
    "Your password was not sent.",
)
# Words: Button below that: nothing is done. It is the usual one.
GO_BACK: Final = pgettext("E14", "Go back")
# Words: Button below that: try again with the name in the certificate. {name}: of a server.
USE_NAME: Final = pgettext("E14", "Use {name}")
# Words: Button: it opens the settings of the computer, at date and time.
OPEN_CLOCK: Final = pgettext("E17", "Open clock settings")
# Words: In the message about a wrong clock, where no such button can be offered.
LOOK_FOR_CLOCK: Final = pgettext(
    "E17", "Look for “Date and time” in the settings of this computer."
)
# Words: Button: check the sign-in once more, as it was typed.
TRY_AGAIN: Final = pgettext("E17", "Try again")
# Words: Button: the test is made through the antivirus program; its result is not sure.
TEST_ANYWAY: Final = pgettext("E18", "Test an&yway")
# Words: Heading of an unexpected fault.
OUR_FAULT: Final = pgettext("E36", "Something went wrong in this program")
# Words: Body below it. {code}: for support.
OUR_FAULT_BODY: Final = pgettext(
    "E36", "Your mail is not affected. All test connections are closed. Code {code}"
)

# Words: Fold on the first pages: what staff may have seen for the same fault.
FAMILIAR: Final = pgettext("P1", "&Does this look familiar?")
# Words: What mail programs say for the same fault. The quotations are not translated.
FAMILIAR_ANSWER: Final = pgettext(
    "familiar",
    "Mail programs show the same fault in different ways. Thunderbird: “You may have exceeded the "
    "maximum number of connections”. Outlook: “Your IMAP server closed the connection” "
    "(0x800CCCDD). Others ask for the password again, although nothing has changed.",
)
