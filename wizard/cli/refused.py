"""What the terminal adds to a sign-in that was refused: what else there is to try, by hand.

Owns these sentences. Nothing here is ever tried by itself: each try counts as a wrong password.
"""

from __future__ import annotations

from wizard.core.advice import Advice
from wizard.core.model import Case
from wizard.core.sign_in import other_user
from wizard.paper.quoting import quote_server
from wizard.paper.situation import Situation, situation
from wizard.sign_in_hints import how_to_get_one
from wizard.words import Words
from wizard.words import mark as _


def asides(case: Case, advice: Advice, words: Words) -> list[str]:
    """The other form of the user name, or how to get an app password."""
    where, user = situation(advice), case.target.user or ""
    if where is Situation.APP_PASSWORD:
        return [how_to_get_one(case.known, words)]
    other = other_user(user, "")
    if where is not Situation.SIGN_IN_REFUSED or other == user:
        return []
    # Words: Terminal, after a refused password. --user is not translated; {name}: a user name.
    told = _("Some providers want the name without the part behind the @: --user {name}")
    return [words.say(told, name=words.isolate(quote_server(other, 80)))]
