"""What is answered to a server that asks for a password step by step.

Owns the answers of each mechanism. Each is given once: a server that asks again and again gets a
cancel, never a second proof. With CRAM-MD5 only the digest leaves this program.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterator
from typing import assert_never

from wizard.core.secret import Secret
from wizard.core.sign_in import Mechanism

CANCEL = b"*"

Step = Callable[[bytes], bytes]


class Answers:
    """The answers to one exchange, in their order."""

    def __init__(self, steps: Iterator[Step]) -> None:
        """Nothing is answered yet."""
        self._steps = steps

    def to(self, challenge: bytes | None) -> bytes:
        """The next answer as it goes over the wire; a cancel where there is none."""
        step = next(self._steps, None)
        if step is None:
            return CANCEL
        try:
            # A bare "+" carries no challenge at all.
            return base64.b64encode(step(challenge or b""))
        except binascii.Error:
            return CANCEL


def answers(
    mechanism: Mechanism, user: str, secret: Secret, note: Callable[[bytes], None]
) -> Answers:
    """The answers of `mechanism`; `note` is told each proof that a server could repeat."""
    name, word = user.encode(), secret.reveal().encode()

    def digest(challenge: bytes) -> bytes:
        asked = base64.b64decode(challenge, validate=True)
        proof = hmac.new(word, asked, _md5).hexdigest().encode()
        answer = name + b" " + proof
        note(proof)
        note(base64.b64encode(answer))
        return answer

    match mechanism:
        case Mechanism.PLAIN:
            return Answers(iter([lambda _: b"\0" + name + b"\0" + word]))
        case Mechanism.LOGIN | Mechanism.LOGIN_IN_STEPS:
            return Answers(iter([lambda _: name, lambda _: word]))
        case Mechanism.CRAM_MD5:
            return Answers(iter([digest]))
        case _:
            assert_never(mechanism)


def _md5(data: bytes = b"") -> hashlib._Hash:
    """Broken for other uses; here the server asks for it and offers nothing else."""
    return hashlib.md5(data, usedforsecurity=False)
