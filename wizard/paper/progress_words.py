"""The words for a running test and its picture: status line, time left, legend, what is read out.

For window and papers; the terminal has shorter ones of its own. It must never promise an end
where the time left is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from wizard.core.progress import Place, Showing, Status, turned_away
from wizard.words import Message, Words, npgettext, pgettext

LEGEND: Final = {
    # Words: Legend of the picture: a place that was not needed yet. At most 20 letters. For all.
    Place.NOT_TRIED: pgettext("strip", "Not tried yet"),
    # Words: Legend of the picture: a connection that is being opened just now.
    Place.OPENING: pgettext("strip", "Opening"),
    # Words: Legend of the picture: a connection that is open.
    Place.OPEN: pgettext("strip", "Open"),
    # Words: Legend of the picture: the mail server said no to this connection.
    Place.REFUSED: pgettext("strip", "Refused"),
    # Words: Legend of the picture: the mail server did not say anything.
    Place.SILENT: pgettext("strip", "No answer"),
    # Words: Legend of the picture: a connection that was open and is closed now.
    Place.CLOSED: pgettext("strip", "Closed again"),
}

# Words: Read out for the picture. {count}: connections open at the same time; {need}: needed.
_ALL_OPEN: Final = npgettext(
    "strip",
    "{count} connection open, office needs about {need}",
    "{count} connections open, office needs about {need}",
)
# Words: Read out for the picture. {number}: which connection the mail server said no to.
_REFUSED: Final = npgettext(
    "strip",
    "{count} connection open, number {number} refused, office needs about {need}",
    "{count} connections open, number {number} refused, office needs about {need}",
)
# Words: Read out for the picture. {number}: which connection got no answer.
_SILENT: Final = npgettext(
    "strip",
    "{count} connection open, no answer for number {number}, office needs about {need}",
    "{count} connections open, no answer for number {number}, office needs about {need}",
)
# Words: Read out for the picture of one mailbox's limit. As the three above; {need}: needed.
_ALL_OPEN_MAILBOX: Final = npgettext(
    "strip",
    "{count} connection open, this mailbox needs about {need}",
    "{count} connections open, this mailbox needs about {need}",
)
# Words: Read out for the picture. {number}: which connection the mail server said no to.
_REFUSED_MAILBOX: Final = npgettext(
    "strip",
    "{count} connection open, number {number} refused, this mailbox needs about {need}",
    "{count} connections open, number {number} refused, this mailbox needs about {need}",
)
# Words: Read out for the picture. {number}: which connection got no answer.
_SILENT_MAILBOX: Final = npgettext(
    "strip",
    "{count} connection open, no answer for number {number}, this mailbox needs about {need}",
    "{count} connections open, no answer for number {number}, this mailbox needs about {need}",
)

STATUS: Final[dict[Status, Message]] = {
    # Words: Status line of the test, one at a time, as all that follow.
    Status.FINDING: pgettext("status", "Looking for your mail server..."),
    # Words: Status line. {number}: which connection.
    Status.OPENING: pgettext("status", "Opening connection {number}..."),
    # Words: Status line: other computers may be using all places. {count}: seconds until then.
    Status.NO_PLACE: npgettext(
        "status",
        "No connection is free yet. We try again in {count} second.",
        "No connection is free yet. We try again in {count} seconds.",
    ),
    # Words: Status line. {number}: which connection.
    Status.CONFIRMING: pgettext(
        "status", "The mail server said no to connection {number}. Trying once more to be sure..."
    ),
    # Words: Status line: something else went wrong with it. {number}: which connection.
    Status.RETRYING: pgettext(
        "status", "Connection {number} did not work. Trying once more to be sure..."
    ),
    # Words: Status line: the mail server may let it wait in a queue. {number}: which connection.
    Status.QUEUE: pgettext(
        "status", "Connection {number} gets no answer. Waiting to see if it still comes..."
    ),
    # Words: Status line: nothing is done for a few seconds on purpose. "slower": after a pause.
    Status.SILENCE: pgettext("status", "Waiting a moment to see if it works when we go slower..."),
    # Words: Status line. {count}: how many connections are closed.
    Status.FREEING: npgettext(
        "status",
        "Closing {count} connection to see if its place becomes free...",
        "Closing {count} connections to see if their places become free...",
    ),
    # Words: Status line: what was seen. "one": a connection.
    Status.GIVEN_BACK: pgettext("status", "Yes: as soon as one is closed, the next gets in."),
    # Words: Status line.
    Status.EMPTIED: pgettext("status", "All connections are closed. Trying one more..."),
    # Words: Status line after all connections were closed. {count}: seconds.
    Status.AFTERWARDS: npgettext(
        "status",
        "All connections are closed. Waiting {count} second before the last try...",
        "All connections are closed. Waiting {count} seconds before the last try...",
    ),
    # Words: Status line: the server's second way in, or somebody else's mailbox.
    Status.NEIGHBOURS: pgettext("status", "Trying the other ways into the mail server..."),
    # Words: Status line, also after the button "Stop the test".
    Status.CLOSING: pgettext("status", "Closing all connections..."),
    # Words: Status line at the very end.
    Status.DONE: pgettext("status", "Done. All connections are closed."),
}
# Words: Status line in place of the ones with seconds, while that last try is under way.
_TRYING_NOW: Final = pgettext("status", "Trying one more connection...")
_COUNTS_DOWN: Final = frozenset({Status.NO_PLACE, Status.AFTERWARDS})

# Words: Under the bar of the test. {count}: 5, 10, 15 ... seconds.
_SECONDS_LEFT: Final = npgettext("left", "About {count} second left", "About {count} seconds left")
# Words: Under the bar of the test. {count}: whole minutes.
_MINUTES_LEFT: Final = npgettext("left", "About {count} minute left", "About {count} minutes left")
# From here on minutes are told.
_A_MINUTE: Final = 55


# Words: Status after 10 seconds without an answer to one connection.
SLOW: Final = pgettext("E31", "The server is slow. Still waiting, up to 30 seconds.")
# From here on a connection that is opening is slow.
SLOW_AFTER: Final = 10.0


def status_line(
    showing: Showing, words: Words, waited: float = 0.0, without_news: float = 0.0
) -> str:
    """What is done just now.

    `waited` is how long it has been shown, for the ones that count; `without_news` how long
    nothing was told of the test.
    """
    if showing.latest is Place.OPENING and without_news > SLOW_AFTER:
        return words.say(SLOW)
    if showing.status in _COUNTS_DOWN:
        if not showing.seconds:
            return words.say(_TRYING_NOW)
        return words.say(STATUS[showing.status], max(1, ceil(showing.seconds - waited)))
    number = showing.number
    return words.say(STATUS[showing.status], max(1, number), number=number)


def time_left(seconds: int | None, words: Words) -> str:
    """About how long it takes, in steps of five seconds or in minutes; "" where nobody knows."""
    if seconds is None:
        return ""
    if seconds > _A_MINUTE:
        return words.say(_MINUTES_LEFT, ceil((seconds - 15) / 60))
    return words.say(_SECONDS_LEFT, max(5, 5 * ceil(seconds / 5)))


def strip_name(places: Sequence[Place], needed: int, words: Words, *, shared: bool = False) -> str:
    """What a screen reader says of the picture; `shared` where it is about one mailbox."""
    held = sum(place is Place.OPEN for place in places)
    number = turned_away(tuple(places))
    if number is None:
        return words.say(_ALL_OPEN_MAILBOX if shared else _ALL_OPEN, held, need=needed)
    refused = _REFUSED_MAILBOX if shared else _REFUSED
    silent = _SILENT_MAILBOX if shared else _SILENT
    message = refused if places[number - 1] is Place.REFUSED else silent
    return words.say(message, held, need=needed, number=number)
