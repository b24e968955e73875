"""Scenes for which Debian has no mail server: played by the practice server.

It was held against the real ones where there are any (tests/probe/test_practice_faithful.py).
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, Self

from tests.real.office import Finding, check
from tests.real.stage import SCENES, Scene, Stage, scene
from tests.servers import USERS
from wizard.core.advice import Kind
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_kinds import limit_of

COUNTS: Final = frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS})


class Rehearsal:
    """A practice server as scenes want one: with their mailboxes, and a file to trust."""

    def __init__(self, kind: str, most: int, seconds: float = 30.0) -> None:
        self._server = PracticeServer(limit_of(kind, most, seconds), users=USERS)
        self._kept = ExitStack()
        self.imap = self.imaps = 0
        self.cafile = Path()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            server = starting.enter_context(self._server)
            folder = Path(starting.enter_context(tempfile.TemporaryDirectory()))
            self.cafile = folder / "ca.pem"
            self.cafile.write_text(server.trusted_certificate, encoding="ascii")
            self.imap, self.imaps = server.port, server.tls_port
            self._kept = starting.pop_all()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._kept.close()

    def sessions_of(self, address: str | None = None) -> int:
        """As the practice server counts them."""
        return self._server.served_now(address)


def rehearsed(stage: Stage, kind: str, words: str, seconds: float = 30.0) -> Finding:
    """The practice server's limit of this kind, with room for four."""
    found = check(stage.serve(Rehearsal(kind, 4, seconds)))
    found.says(words)
    return found


SCENES.extend(
    Scene(
        f"practice-{kind}",
        partial(rehearsed, kind=kind, words=words),
        truth,
        f"practice server: {setting}",
        looks_like=looks_like - {truth},
        long=kind == "rate-in-words",
    )
    for kind, truth, setting, words, looks_like in (
        (
            "evicts-oldest",
            Kind.EVICTS_OLDEST,
            "keeps 4, the oldest has to go, with a BYE",
            "evicts-oldest 4, very-sure",
            COUNTS | {Kind.LOCKED_OUT, Kind.NO_LIMIT_FOUND},
        ),
        (
            "evicts-oldest-wordless",
            Kind.EVICTS_OLDEST,
            "keeps 4, the oldest has to go, without a word",
            "evicts-oldest 4, very-sure",
            COUNTS | {Kind.LOCKED_OUT, Kind.NO_LIMIT_FOUND},
        ),
        (
            "server-full-busy",
            Kind.SERVER_FULL,
            "4 for everybody, then BYE ... service busy (Zimbra's words)",
            "server-full, very-sure",
            COUNTS | {Kind.RATE},
        ),
        (
            "per-mailbox",
            Kind.PER_MAILBOX,
            "4 for each mailbox (WildDuck's words)",
            "per-mailbox 4, very-sure",
            COUNTS | {Kind.SIGN_IN_REFUSED},
        ),
        (
            "rate-in-words",
            Kind.RATE,
            "4 sign-ins in 30 s, then words about a rate (Zimbra's)",
            "rate, fairly-sure",
            COUNTS | {Kind.SERVER_FULL, Kind.SIGN_IN_REFUSED},
        ),
    )
)


@scene(Kind.NOT_FOUND, "a name that nobody has", looks_like=frozenset({Kind.CANNOT_REACH}))
def nobody_of_that_name(stage: Stage) -> Finding:
    """Misspelt, most likely: nothing is connected."""
    found = check(stage.serve(Rehearsal("none", 4)), host="mail.nobody.invalid", family=None)
    assert not found.attempts
    return found
