"""The password shows itself nowhere."""

from __future__ import annotations

import copy
import pickle

import pytest

from wizard.core.secret import Secret

CANARY = "kanarienvogel-42"


def test_it_gives_the_password_only_where_it_is_asked_for() -> None:
    secret = Secret(CANARY)
    assert secret.reveal() == CANARY
    assert CANARY not in f"{secret} {secret!r} {[secret]}"
    assert not hasattr(secret, "__dict__")


@pytest.mark.parametrize("store", [copy.copy, copy.deepcopy, pickle.dumps])
def test_it_is_never_copied_or_stored(store: object) -> None:
    assert callable(store)
    with pytest.raises(TypeError, match="cannot be copied") as caught:
        store(Secret(CANARY))
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("mark", ["\r", "\n", "\0"])
def test_it_takes_nothing_that_would_be_a_second_command(mark: str) -> None:
    with pytest.raises(ValueError, match="password") as caught:
        Secret(f"{CANARY}{mark}a2 DELETE INBOX")
    assert CANARY not in str(caught.value)
